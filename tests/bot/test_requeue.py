"""Messages that were given up go back where the reason can have passed, and nothing else does."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.checks import Outcome
from bot.requeue import Left, Wish, as_lines, dead_check, requeue
from storage import dead_messages
from storage.database import Database
from storage.outbox import OUTBOX
from storage.tables import OutboxState
from tests.storage.test_dead_messages import end, say

NOW = datetime(2026, 3, 20, 3, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def dead(database: Database) -> Database:
    """One whose reason can have passed, one refused for what it is, one of ten days ago."""
    for key in ("channel", "long", "old", "open"):
        say(database, key)
    end(database, "not_in_channel", "channel", at=NOW - DAY)
    end(database, "msg_too_long", "long", at=NOW - DAY)
    end(database, "not_in_channel", "old", at=NOW - 10 * DAY)
    return database


def back(database: Database) -> list[tuple[str, datetime, int]]:
    with database.read() as session:
        rows = session.execute(
            select(OUTBOX.c.key, OUTBOX.c.next_at, OUTBOX.c.attempts)
            .where(OUTBOX.c.state == OutboxState.SENDING)
            .order_by(OUTBOX.c.id)
        )
        return [(key, at, attempts) for key, at, attempts in rows]


def test_what_can_have_passed_goes_back_and_the_rest_is_told(dead: Database) -> None:
    counts = requeue(dead, Wish(NOW))
    assert back(dead) == [("channel", NOW, 0)]  # as sending: it is looked for before
    assert list(as_lines(counts)) == [
        "1 back in the queue (1 slack not_in_channel)",
        f"1 left: {Left.MESSAGE.value} (1 slack msg_too_long)",
        f"1 left: {Left.OLD.value} (1 slack not_in_channel)",
    ]


def test_a_second_time_finds_nothing_more(dead: Database) -> None:
    requeue(dead, Wish(NOW))
    assert not requeue(dead, Wish(NOW)).back


def test_since_sends_late_and_only_what_came_then(dead: Database) -> None:
    requeue(dead, Wish(NOW, since=NOW - 11 * DAY))
    assert [key for key, _, _ in back(dead)] == ["channel", "old"]


def test_since_may_be_later_too(dead: Database) -> None:
    assert not requeue(dead, Wish(NOW, since=NOW - timedelta(hours=1))).back
    assert back(dead) == []


def test_a_code_takes_that_alone_also_one_that_lies_in_the_message(dead: Database) -> None:
    requeue(dead, Wish(NOW, "msg_too_long"))
    assert [key for key, _, _ in back(dead)] == ["long"]


def test_a_dry_run_says_the_same_and_changes_nothing(dead: Database) -> None:
    dry = requeue(dead, Wish(NOW), dry_run=True)
    assert back(dead) == []
    assert dry == requeue(dead, Wish(NOW))
    assert next(as_lines(dry, dry_run=True)).startswith("1 would go back into the queue")


class TestDoctor:
    def test_none_is_in_order(self, database: Database) -> None:
        with database.read() as session:
            assert dead_check(dead_messages.list_groups(session), NOW).outcome is Outcome.OK

    def test_how_many_why_and_what_to_do(self, dead: Database) -> None:
        with dead.read() as session:
            check = dead_check(dead_messages.list_groups(session), NOW)
        assert (check.outcome, check.detail) == (
            Outcome.WARNING,
            "3: 2 slack not_in_channel, 1 slack msg_too_long; the newest of 2026-03-19 03:00 UTC",
        )
        assert "okrbot requeue" in check.advice

    def test_what_nobody_can_mend_is_a_bug(self, database: Database) -> None:
        say(database, "long")
        end(database, "msg_too_long", "long", at=NOW - DAY)
        with database.read() as session:
            assert "bug" in dead_check(dead_messages.list_groups(session), NOW).advice

    def test_what_is_too_late_is_no_warning(self, database: Database) -> None:
        say(database, "old")
        end(database, "not_in_channel", "old", at=NOW - 10 * DAY)
        with database.read() as session:
            assert dead_check(dead_messages.list_groups(session), NOW).outcome is Outcome.OK
