"""`/okr show` over HTTP, beside a bare Bolt app that only acknowledges."""

import json
import random
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlencode

from bench import company, load, processes, stubs
from bench.load import Answers, Task
from bench.report import Bound, Report, Row, middle, spread
from bench.where import shares
from bot.app import build
from bot.settings import Settings
from bot.slack.connect import Slack

OBJECTIVES = 10_000
CONNECTIONS = 32
ROUNDS = 5
SECONDS = 3.0
BUDGET = 0.3


def measure(folder: Path) -> Report:
    """Rounds in which each server is asked in turn, so that a busy machine is busy for all.

    A Python process computes on one core; each server has one to itself and those who ask
    another, since threads that change cores cost a quarter more and every run another quarter.
    """
    loaded = company.found(company.sqlite(folder, OBJECTIVES), OBJECTIVES)
    loaded.database.dispose()
    url = company.sqlite(folder, OBJECTIVES)
    bodies = {"show O123": _bodies(loaded, one=True), "show (own)": _bodies(loaded, one=False)}
    serve = ["-m", "bot", "serve"]
    core, _ = processes.cores()
    with ExitStack() as running:
        api = running.enter_context(stubs.slack())

        def started(arguments: list[str], given: dict[str, str], core: int | None) -> int:
            child = processes.serving(arguments, folder, given, core)
            port = running.enter_context(child).port
            _ask(port, bodies["show (own)"], folder, 1.5)
            return port

        ours = started(serve, settings(url, api), core)
        bare = started(["-m", "bench.bare", "shell", api], {}, core)
        adapter = started(["-m", "bench.bare", "adapter", api], {}, core)
        rows = [
            _row(f"/okr {name} / a bare Bolt app", ours, bare, asked, folder)
            for name, asked in bodies.items()
        ]
        one = bodies["show O123"]
        ours = started(serve, settings(url, api), None)
        anywhere = started(["-m", "bench.bare", "shell", api], {}, None)
        rows.append(
            _row(
                "the same with threads on any core: show O123",
                ours,
                anywhere,
                one,
                folder,
                budget=False,
            )
        )
        rows.append(
            _row("Bolt's own ASGI adapter / in our shell", adapter, bare, one, folder, budget=False)
        )
    return Report(
        f"show: {OBJECTIVES:,} objectives, SQLite, HTTP, {CONNECTIONS} connections",
        rows,
        shares(_in_process(url, one)),
    )


def settings(url: str, api: str) -> dict[str, str]:
    """The environment of the program with Slack over HTTP."""
    return {
        "OKRBOT_DATABASE_URL": url,
        "OKRBOT_PORT": "0",
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": load.SECRET,
        "SLACK_API_URL": api,
    }


def _row(
    what: str, port: int, bare: int, asked: Sequence[str], folder: Path, *, budget: bool = True
) -> Row:
    pairs = [(_ask(port, asked, folder), _ask(bare, asked, folder)) for _ in range(ROUNDS)]
    bad = sum(answers.bad for pair in pairs for answers in pair)
    if bad:
        raise processes.ChildFailed(f"{bad} answers were not 200")
    ratios = [first.per_second / second.per_second for first, second in pairs]
    ours = [first for first, _ in pairs]
    beside = (
        f"{middle(each.per_second for each in ours):,.0f}/s, "
        f"{middle(each.middle_ms for each in ours):.0f} ms (p99 "
        f"{middle(each.slow_ms for each in ours):.0f}) of "
        f"{middle(each.per_second for _, each in pairs):,.0f}/s; rounds {spread(ratios)}"
    )
    bound = Bound.AT_LEAST if budget else None
    return Row(what, middle(ratios), "×", bound, BUDGET, beside)


def _ask(port: int, bodies: Sequence[str], folder: Path, seconds: float = SECONDS) -> Answers:
    task = Task(port, seconds, CONNECTIONS, bodies)
    _, core = processes.cores()
    said = processes.run(["-m", "bench.load"], folder, json.dumps(asdict(task)), core)
    return Answers(**json.loads(said))


def _bodies(loaded: company.Company, *, one: bool) -> list[str]:
    chance = random.Random(3)
    numbers = company.current_numbers(loaded.objectives)
    return [
        urlencode(
            {
                "token": "verification",
                "team_id": company.TENANT,
                "team_domain": "bench",
                "channel_id": "D0BENCH",
                "channel_name": "directmessage",
                "user_id": company.account(chance.randrange(loaded.people)).id,
                "user_name": "person",
                "command": "/okr",
                "text": f"show O{chance.choice(numbers)}" if one else "show",
                "api_app_id": "A0BENCH",
                "is_enterprise_install": "false",
                "response_url": "https://hooks.slack.com/commands/T0BENCH/1/x",
                "trigger_id": f"{index}.1.bench",
            }
        )
        for index in range(500)
    ]


def _in_process(url: str, bodies: Sequence[str]) -> Callable[[], object]:
    """The same deliveries in this process and thread, from the signature to the answer."""
    given = {name.lower(): value for name, value in settings(url, "http://127.0.0.1:9").items()}
    program = build(Settings(_env_file=None, **given))  # type: ignore[arg-type]  # from strings
    (slack,) = program.connections
    assert isinstance(slack, Slack)
    deliveries = [(load.signature(body.encode()), body.encode()) for body in bodies]

    def work() -> None:
        for headers, body in deliveries:
            answer = slack._delivered(headers, body)
            assert answer.status_code == 200

    work()
    return work
