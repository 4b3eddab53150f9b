"""Two bots on one PostgreSQL, one killed in the middle of 2,000 prompts: each arrives once."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.tables import Identity, PersonRow
from tests.drivers.clock import FixedClock
from tests.fakes.lark.server import ENCRYPT_KEY, VERIFICATION_TOKEN, FakeLark
from tests.fakes.lark.store import APP_ID, APP_SECRET, TENANT
from tests.fakes.lark.store import Person as LarkPerson
from tests.fakes.slack.calls import CORE_SCOPES
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.store import BOT_TOKEN, SIGNING_SECRET, TEAM
from tests.fakes.slack.store import Person as SlackPerson
from tests.scheduler.people import LONG_AGO, Company

ROOT = Path(__file__).parents[2]
PEOPLE = 1000
"""On each platform."""
SLOT = datetime(2026, 3, 2, 10, tzinfo=UTC)
_PATIENCE = 120


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    # To look into a direct conversation after a restart takes the right to open it.
    fake = FakeSlack(FixedClock(SLOT), scopes=(*CORE_SCOPES, "im:write"))
    for number in range(PEOPLE):
        key = f"s{number:04}"
        fake.store.people[key] = SlackPerson(key, f"Sam {number}", "en-US", "UTC")
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def lark() -> Iterator[FakeLark]:
    fake = FakeLark(FixedClock(SLOT))
    for number in range(PEOPLE):
        key = f"l{number:04}"
        fake.store.people[key] = LarkPerson(key, f"Li {number}", "UTC")
    fake.start()
    yield fake
    fake.stop()


def test_a_bot_killed_amid_2000_prompts_leaves_nobody_out_and_tells_nobody_twice(
    postgres_database: Database, postgres_url: str, slack: FakeSlack, lark: FakeLark
) -> None:
    _found(postgres_database)
    environment = _environment(postgres_url, slack, lark)
    # Both bots' clocks show the same: the slot has just come.
    clock = (str(SLOT.timestamp() + 1), str(time.time()))
    with _bot(environment, clock) as first:
        _wait(lambda: len(_prompted(slack, lark)) >= 200)
        with _bot(environment, clock):
            _wait(lambda: len(_prompted(slack, lark)) >= 600)
            first.kill()
            first.wait(10)
            at_the_kill = len(_prompted(slack, lark))
            _wait(lambda: _open(postgres_database) == 0)
    told = Counter(_prompted(slack, lark))
    assert at_the_kill < 2 * PEOPLE
    assert len(told) == 2 * PEOPLE
    assert [who for who, times in told.items() if times > 1] == []
    assert slack.rejections == []
    assert list(lark.rejections) == []


def _found(database: Database) -> None:
    """A company whose people all own a key result and are due now."""
    company = Company(database)
    accounts = [("slack", TEAM, SlackPerson(f"s{n:04}", "", "", "").id) for n in range(PEOPLE)]
    accounts += [("lark", TENANT, LarkPerson(f"l{n:04}", "", "").open_id) for n in range(PEOPLE)]
    with database.write() as session:
        people = [
            PersonRow(
                workspace_id=company.workspace_id,
                name=id,
                name_key=id,
                locale="en",
                timezone="UTC",
                next_prompt_at=SLOT,
                created_at=LONG_AGO,
            )
            for _, _, id in accounts
        ]
        session.add_all(people)
        session.flush()
        session.add_all(
            Identity(platform=platform, tenant=tenant, external_id=id, person_id=int(row.id or 0))
            for (platform, tenant, id), row in zip(accounts, people, strict=True)
        )
        ids = [int(person.id or 0) for person in people]
    company.give_everybody(ids, "A key result")


def _environment(url: str, slack: FakeSlack, lark: FakeLark) -> Mapping[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("OKRBOT_")},
        "PYTHONPATH": str(ROOT),
        "OKRBOT_DATABASE_URL": url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack.api_url,
        "LARK_APP_ID": APP_ID,
        "LARK_APP_SECRET": APP_SECRET,
        "LARK_ENCRYPT_KEY": ENCRYPT_KEY,
        "LARK_VERIFICATION_TOKEN": VERIFICATION_TOKEN,
        "LARK_MODE": "http",
        "LARK_DOMAIN": lark.url,
    }


@contextmanager
def _bot(
    environment: Mapping[str, str], clock: tuple[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "tests.chaos.bot", *clock]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def _prompted(slack: FakeSlack, lark: FakeLark) -> list[str]:
    """Who got a message, as often as they got one."""
    told = [message.channel for message in list(slack.store.messages)]
    return told + [message.chat_id for message in list(lark.store.messages.values())]


def _open(database: Database) -> int:
    with database.read() as session:
        statement = "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')"
        return int(session.execute(text(statement)).scalar_one())


def _wait(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not done():
        assert time.monotonic() < deadline, "it took too long"
        Event().wait(0.05)
