"""Action items: numbers that no two writers share, and who may know of which."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from chat.address import Account
from okr.facts import Measure, State
from okr.follow_up import ActionSource, ActionState
from storage import action_items, cycles, key_results, objective_changes, people
from storage.action_items import TYPED, Origin
from storage.database import Database
from storage.people import Defaults

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ADA, BO, CY = 1, 2, 3


@pytest.fixture(autouse=True)
def _people(database: Database) -> None:
    with database.write() as session:
        for name in ("ada", "bo", "cy"):
            people.meet(session, Account("slack", "T1", name), None, Defaults(), NOW)


def add(
    session: Session,
    title: str = "Call",
    *,
    owner: int = ADA,
    due: date | None = None,
    origin: Origin = TYPED,
) -> int:
    row = action_items.add(
        session,
        1,
        title=title,
        owner_id=owner,
        by_id=ADA,
        due_on=due,
        origin=origin,
        now=NOW,
    )
    return int(row.id or 0)


def close(session: Session, item_id: int, state: ActionState, at: datetime | None = NOW) -> None:
    row = action_items.lock(session, 1, item_id)
    assert row is not None
    row.state, row.closed_at = state, at
    session.flush()


def test_numbers_run_within_the_workspace(database: Database) -> None:
    with database.write() as session:
        people.meet(session, Account("slack", "T2", "eve"), None, Defaults(), NOW)
        add(session)
        add(session)
        other = action_items.add(
            session, 2, title="Call", owner_id=4, by_id=4, due_on=None, origin=TYPED, now=NOW
        )
        assert other.number == 1
        assert [each.number for each in action_items.list_open_of(session, [ADA], ADA, 9)] == [1, 2]


def test_writers_at_once_get_different_numbers(database: Database) -> None:
    together = threading.Barrier(4, timeout=30)
    faults: list[BaseException] = []

    def write() -> None:
        try:
            together.wait()
            for _ in range(5):
                with database.write() as session:
                    add(session)
        except BaseException as fault:
            faults.append(fault)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert faults == []
    with database.read() as session:
        found = action_items.list_open_of(session, [ADA], ADA, 99)
    assert sorted(each.number for each in found) == list(range(1, 21))


def test_overdue_first_and_dateless_last(database: Database) -> None:
    with database.write() as session:
        for due in (None, TODAY + timedelta(days=9), TODAY - timedelta(days=1), TODAY):
            add(session, str(due), due=due)
        found = action_items.list_open_of(session, [ADA], ADA, 2)
        assert [each.title for each in found] == ["2026-11-22", "2026-11-23"]
        found = action_items.list_open_of(session, [ADA], ADA, 9, offset=2)
        assert [each.title for each in found] == ["2026-12-02", "None"]
        assert action_items.count_open_of(session, [ADA], ADA) == 4


def test_what_is_about_a_draft_is_for_owner_and_maker_alone(database: Database) -> None:
    with database.write() as session:
        cycle = cycles.current(session, 1, TODAY, NOW)
        row = objective_changes.add(session, 1, cycle.id, ADA, "Secret", NOW)
        key_result = key_results.add(session, row, ADA, "Secret", Measure(), None, NOW)
        add(session, owner=BO, origin=Origin(ActionSource.TODO, key_result_id=key_result.id))
        assert action_items.count_open_of(session, [BO], BO) == 1
        assert action_items.count_open_of(session, [BO], ADA) == 1
        assert action_items.count_open_of(session, [BO], CY) == 0
        assert action_items.list_open_of_team(session, 1, [BO]) == []
        row.state = State.PUBLISHED
        session.flush()
        (found,) = action_items.list_open_of(session, [BO], CY, 9)
        assert found.key_result == "KR1.1"
        assert len(action_items.list_open_of_team(session, 1, [BO])) == 1


def test_what_was_closed_since_then(database: Database) -> None:
    with database.write() as session:
        done, dropped, taken_back, old = (add(session, str(n)) for n in range(4))
        close(session, done, ActionState.DONE)
        close(session, dropped, ActionState.DROPPED)
        close(session, taken_back, ActionState.DROPPED, None)
        close(session, old, ActionState.DONE, NOW - timedelta(days=8))
        found = action_items.list_closed_since(session, 1, [ADA], NOW - timedelta(days=7))
        assert [each.title for each in found] == ["0", "1"]
        assert action_items.list_open_of_team(session, 1, [ADA]) == []


def test_an_item_of_another_workspace_is_none(database: Database) -> None:
    with database.write() as session:
        item_id = add(session)
        assert action_items.lock(session, 2, item_id) is None
        assert action_items.lock_numbered(session, 2, 1) is None
        assert action_items.lock_numbered(session, 1, 1) is not None
