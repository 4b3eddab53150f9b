"""A delivery is acted on once, and a repeat finds what was answered."""

from datetime import UTC, datetime, timedelta

from storage import received_events
from storage.database import Database

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_repeat_is_known_on_its_own_platform_only(database: Database) -> None:
    with database.write() as session:
        assert received_events.remember(session, "slack", "Ev1", NOW)
    with database.write() as session:
        assert not received_events.remember(session, "slack", "Ev1", NOW)
        assert received_events.remember(session, "lark", "Ev1", NOW)


def test_the_answer_is_kept(database: Database) -> None:
    with database.write() as session:
        received_events.remember(session, "slack", "Ev1", NOW)
        assert received_events.answer_of(session, "slack", "Ev1") is None
        received_events.keep_answer(session, "slack", "Ev1", '{"a": 1}')
    with database.read() as session:
        assert received_events.answer_of(session, "slack", "Ev1") == '{"a": 1}'
        assert received_events.answer_of(session, "slack", "Ev2") is None


def test_old_deliveries_are_pruned(database: Database) -> None:
    with database.write() as session:
        for number in range(4):
            received_events.remember(session, "slack", f"Ev{number}", NOW)
        received_events.remember(session, "slack", "new", NOW + timedelta(days=2))
        before = NOW + timedelta(days=1)
        assert [received_events.prune(session, before, limit=3) for _ in range(3)] == [3, 1, 0]
        assert not received_events.remember(session, "slack", "new", NOW)
