"""A lane has one holder at a time."""

from datetime import UTC, datetime, timedelta

from storage import lanes
from storage.database import Database
from storage.lanes import LaneKey

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEASE = timedelta(seconds=30)
LANE = LaneKey("slack", "T1")


def take(database: Database, holder: str, now: datetime = NOW) -> datetime | None:
    with database.write() as session:
        return lanes.take(session, LANE, holder, now, LEASE)


def test_a_held_lane_is_taken_by_nobody_else_until_the_lease_runs_out(database: Database) -> None:
    assert take(database, "one") == NOW
    assert take(database, "two") is None
    assert take(database, "one", NOW + LEASE / 2) is not None
    assert take(database, "two", NOW + LEASE) is None
    assert take(database, "two", NOW + LEASE * 1.5) is not None
    assert take(database, "one", NOW + LEASE * 1.5) is None


def test_a_released_lane_is_free_at_once(database: Database) -> None:
    take(database, "one")
    with database.write() as session:
        lanes.release(session, LANE, "two", NOW)
    assert take(database, "two") is None
    with database.write() as session:
        lanes.release(session, LANE, "one", NOW)
    assert take(database, "two") is not None


def test_a_lease_from_a_clock_that_was_put_back_counts_as_run_out(database: Database) -> None:
    take(database, "traveller", NOW + timedelta(days=7))
    assert take(database, "two") is not None


def test_holding_back_is_told_to_the_next_holder_and_never_shortened(database: Database) -> None:
    take(database, "one")
    until = NOW + timedelta(seconds=20)
    with database.write() as session:
        lanes.hold_back(session, LANE, until)
        lanes.hold_back(session, LANE, NOW + timedelta(seconds=5))
        lanes.release(session, LANE, "one", NOW)
    assert take(database, "two") == until
