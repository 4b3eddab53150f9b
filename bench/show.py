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
    """Rounds in which each server is asked in turn, so that a busy machine is busy for all."""
    loaded = company.found(company.sqlite(folder, OBJECTIVES), OBJECTIVES)
    loaded.database.dispose()
    url = company.sqlite(folder, OBJECTIVES)
    bodies = {"show O123": _bodies(loaded, one=True), "show (own)": _bodies(loaded, one=False)}
    with ExitStack() as running:
        api = running.enter_context(stubs.slack())
        ours = running.enter_context(
            processes.serving(["-m", "bot", "serve"], folder, settings(url, api))
        )
        bare = running.enter_context(
            processes.serving(["-m", "bench.bare", "shell", api], folder, {})
        )
        adapter = running.enter_context(
            processes.serving(["-m", "bench.bare", "adapter", api], folder, {})
        )
        for port in (ours.port, bare.port, adapter.port):
            _ask(port, bodies["show (own)"], folder, 1.5)
        rates: dict[str, list[Answers]] = {"bare": [], **{name: [] for name in bodies}}
        for _ in range(ROUNDS):
            for name, asked in bodies.items():
                rates["bare"].append(_ask(bare.port, asked, folder))
                rates[name].append(_ask(ours.port, asked, folder))
        own_adapter = [_ask(adapter.port, bodies["show (own)"], folder) for _ in range(2)]
    rows = [_row(name, rates, place) for place, name in enumerate(bodies)]
    acked = middle(each.per_second for each in rates["bare"])
    beside = f"{middle(each.per_second for each in own_adapter):,.0f}/s, for comparison"
    rows.append(
        Row(
            "Bolt's own ASGI adapter / the bare app in our shell",
            middle(each.per_second for each in own_adapter) / acked,
            beside=beside,
        )
    )
    return Report(
        f"show: {OBJECTIVES:,} objectives, SQLite, HTTP, {CONNECTIONS} connections",
        rows,
        shares(_in_process(url, bodies["show O123"])),
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


def _row(name: str, rates: dict[str, list[Answers]], place: int) -> Row:
    ours, bare = rates[name], rates["bare"][place :: len(rates) - 1]
    ratios = [a.per_second / b.per_second for a, b in zip(ours, bare, strict=True)]
    bad = sum(answer.bad for answer in (*ours, *bare))
    if bad:
        raise processes.ChildFailed(f"{bad} answers were not 200")
    beside = (
        f"{middle(each.per_second for each in ours):,.0f}/s, "
        f"{middle(each.middle_ms for each in ours):.0f} ms (p99 "
        f"{middle(each.slow_ms for each in ours):.0f}) of "
        f"{middle(each.per_second for each in bare):,.0f}/s; rounds {spread(ratios)}"
    )
    return Row(
        f"/okr {name} / a bare Bolt app", middle(ratios), "×", Bound.AT_LEAST, BUDGET, beside
    )


def _ask(port: int, bodies: Sequence[str], folder: Path, seconds: float = SECONDS) -> Answers:
    task = Task(port, seconds, CONNECTIONS, bodies)
    said = processes.run(["-m", "bench.load"], folder, json.dumps(asdict(task)))
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
