"""From the start of the process to ready, and what it holds in memory then."""

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.request import urlopen

from bench import load, processes, stubs
from bench.asking import now, seconds
from bench.report import Bound, Report, Row, middle, spread
from storage import migrate
from storage.database import Database
from tests.fakes.lark.server import FakeLark
from tests.fakes.lark.store import APP_ID, APP_SECRET

ROUNDS = 5


def measure(folder: Path) -> Report:
    """Medians; a fake platform on this machine answers at once."""
    url = f"sqlite:///{folder / 'start.db'}"
    database = Database(url)
    migrate.upgrade(database)
    database.dispose()
    python = middle(_run(folder, "-c", "pass") for _ in range(ROUNDS))
    common = {"OKRBOT_DATABASE_URL": url, "OKRBOT_PORT": "0"}
    with stubs.slack() as api:
        slack = _started(
            folder,
            {
                **common,
                "SLACK_BOT_TOKEN": "xoxb-bench",
                "SLACK_SIGNING_SECRET": load.SECRET,
                "SLACK_API_URL": api,
            },
        )
    fake = FakeLark(now)
    fake.start()
    try:
        lark = _started(
            folder,
            {
                **common,
                "LARK_APP_ID": APP_ID,
                "LARK_APP_SECRET": APP_SECRET,
                "LARK_DOMAIN": fake.url,
            },
        )
    finally:
        fake.stop()
    helped = [_run(folder, "-m", "bot", "--help") for _ in range(ROUNDS)]
    return Report(
        f"start: from the process to /readyz; `python -c pass` takes {python:.3f} s",
        [
            *_rows("serve, Slack only", slack, 2.0, 120.0, python),
            *_rows("serve, Lark only (long connection)", lark, 6.0, 250.0, python),
            Row(
                "okrbot --help",
                middle(helped),
                "s",
                Bound.AT_MOST,
                0.3,
                f"{middle(helped) / python:.0f} × python -c pass; {spread(helped)}",
            ),
        ],
    )


def _rows(
    what: str, starts: list[tuple[float, float]], most: float, memory: float, python: float
) -> list[Row]:
    times = [seconds for seconds, _ in starts]
    peak = max(megabytes for _, megabytes in starts)
    beside = f"{middle(times) / python:.0f} × python -c pass; {spread(times)}"
    return [
        Row(f"{what}: ready", middle(times), "s", Bound.AT_MOST, most, beside),
        Row(f"{what}: peak memory", peak, "MB", Bound.AT_MOST, memory),
    ]


def _started(folder: Path, given: Mapping[str, str]) -> list[tuple[float, float]]:
    """Seconds and megabytes of each start; the first, which fills the disk's cache, left out."""
    found = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        with processes.serving(["-m", "bot", "serve"], folder, given) as child:
            _wait_ready(child.port)
            found.append((time.perf_counter() - begun, child.peak_memory()))
    return found[1:]


def _wait_ready(port: int) -> None:
    until = time.monotonic() + processes.DEADLINE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _run(folder: Path, *arguments: str) -> float:
    return seconds(
        lambda: subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env=dict(processes.environment({})),
            check=True,
            capture_output=True,
        )
    )
