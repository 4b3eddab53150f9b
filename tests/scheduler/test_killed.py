"""A process is killed in the middle: everybody is reached, once, and in order."""

import subprocess
import sys
import threading
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from chat.platform import Outgoing
from scheduler.delivery import Delivery
from storage import outbox
from storage.database import Database
from tests.scheduler.fakes import CARD, START, FakeClock, FakePlatform, place
from tests.scheduler.second_process import serving

ROOT = Path(__file__).parents[2]
PEOPLE, EACH, UNTIL = 100, 3, 120


@pytest.mark.parametrize("knows_keys", [True, False], ids=["uuid", "history"])
def test_a_killed_process_leaves_nobody_out_and_tells_nobody_twice(
    database: Database, database_url: str, knows_keys: bool
) -> None:
    keys = [f"P{person}-{number}" for number in range(EACH) for person in range(PEOPLE)]
    with database.write() as session:
        rows = [
            outbox.row(key=key, address=place(key.partition("-")[0]), body=CARD, now=START)
            for key in keys
        ]
        outbox.add_rows(session, rows)
    platform = FakePlatform(knows_keys=knows_keys)
    killed = threading.Event()

    def keep_the_answer_back(_: Outgoing) -> None:
        # From here on messages stand on the platform and the process never hears of it.
        if len(platform.shown) >= UNTIL:
            assert killed.wait(30)

    platform.after = keep_the_answer_back
    with serving(platform) as (port, connections):
        command = [sys.executable, "-m", "tests.scheduler.second_process", database_url, str(port)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
            try:
                assert platform.wait_for(lambda: len(platform.shown) >= UNTIL, 60)
            finally:
                process.kill()
        killed.set()
        for connection in connections:
            connection.join(30)
    shown_by_the_first = len(platform.shown)
    assert shown_by_the_first < len(keys)
    with database.read() as session:
        recorded = session.execute(
            text("SELECT count(*) FROM outbox WHERE state = 'sent'")
        ).scalar_one()
    assert recorded < shown_by_the_first

    second = Delivery(
        database, {"slack": platform}, FakeClock(START + timedelta(seconds=31)), workers=8
    )
    second.start()
    try:
        assert second.settle(60)
    finally:
        second.stop(10)
    assert sorted(platform.shown) == sorted(keys)
    assert len(platform.looked) >= shown_by_the_first - recorded
    seen = defaultdict(list)
    for key in platform.shown:
        person, _, number = key.partition("-")
        seen[person].append(int(number))
    assert all(order == list(range(EACH)) for order in seen.values())
