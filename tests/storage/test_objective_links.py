"""The parts of a long goal, in order, on every database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from chat.address import Account
from okr.facts import State
from storage import cycles, history, objective_changes, objective_links, people
from storage.database import Database
from storage.people import Defaults

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADA, CY = 1, 2


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as writing:
        for name in ("Uada", "Ucy"):
            people.meet(writing, Account("slack", "T1", name), None, Defaults(), NOW)
        cycles.current(writing, 1, date(2026, 11, 23), NOW)
        yield writing


def part(session: Session, earlier: int | None, state: State = State.PUBLISHED) -> int:
    """A further objective of Ada's that goes on with an earlier one; its id is its number."""
    row = objective_changes.add(session, 1, 1, ADA, "A long goal", NOW)
    row.copied_from_id, row.state = earlier, state
    session.flush()
    assert row.id == row.number
    return row.number


def test_one_that_stands_alone_has_no_parts(session: Session) -> None:
    part(session, None)
    alone = part(session, None)
    assert objective_links.parts_of(session, alone, ADA) == ([], [])


def test_parts_are_named_from_the_first_to_the_last(session: Session) -> None:
    for earlier in (None, 1, 2, 3, 3):
        part(session, earlier)
    assert objective_links.parts_of(session, 1, CY) == ([], [2, 3, 4, 5])
    assert objective_links.parts_of(session, 3, CY) == ([1, 2], [4, 5])
    assert objective_links.parts_of(session, 5, CY) == ([1, 2, 3], [])


@pytest.mark.parametrize(
    ("state", "ada", "cy"),
    [
        (State.PUBLISHED, [2, 3], [2, 3]),
        (State.CLOSED, [2, 3], [2, 3]),
        (State.DRAFT, [2, 3], [3]),
        (State.ARCHIVED, [3], [3]),
    ],
)
def test_what_is_private_or_put_away_is_passed_over(
    session: Session, state: State, ada: list[int], cy: list[int]
) -> None:
    part(session, None)
    part(session, 1, state)
    part(session, 2)
    assert objective_links.parts_of(session, 1, ADA)[1] == ada
    assert objective_links.parts_of(session, 1, CY)[1] == cy


def test_a_long_row_is_cut_at_both_ends(session: Session) -> None:
    for earlier in (None, *range(1, 50)):
        part(session, earlier)
    earlier, later = objective_links.parts_of(session, 25, CY)
    assert earlier == list(range(5, 25))
    assert later == list(range(26, 46))


def test_a_copy_knows_where_it_came_from(session: Session) -> None:
    part(session, None)
    copy = part(session, None)
    entry = history.Entry(1, ADA, objective_links.COPIED, copy)
    history.record(session, entry, {}, {"copied_from": "O1"}, NOW)
    session.flush()
    assert objective_links.origin_of(session, copy) == "O1"
    assert objective_links.origin_of(session, 1) == ""
