"""Changes to be confirmed: who waits for whom, in which card it stands, and one at a time."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from chat.address import Account, Address
from okr.alignment import AlignmentState, NewsState, Wish
from okr.facts import Measure, Stage, State
from okr.in_step import Aspect, drift
from storage import (
    alignment_changes,
    alignment_news,
    cycles,
    key_results,
    objective_changes,
    objectives,
    people,
)
from storage.database import Database
from storage.people import Defaults
from storage.tables import AlignmentNews, AlignmentRow, KeyResultRow, ObjectiveRow, PersonRow

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADA, BO = 1, 2
UPPER, LOWER = 1, 2


def write(session: Session) -> None:
    """Bo's O2 hangs on KR1.1 of Ada's O1."""
    for name in ("ada", "bo"):
        people.meet(session, Account("slack", "T1", name), None, Defaults(), NOW)
    cycle = cycles.current(session, 1, date(2026, 11, 23), NOW)
    for owner, title in ((ADA, "Grow"), (BO, "Launch")):
        row = objective_changes.add(session, 1, cycle.id, owner, title, NOW)
        row.state = State.PUBLISHED
        measure = Measure(stages=(Stage("Draft"), Stage("Build", 2.0)))
        key_results.add(session, row, owner, "50 partners", measure, date(2026, 12, 1), NOW)
    made = alignment_changes.add(
        session,
        workspace_id=1,
        lower_id=LOWER,
        upper_id=UPPER,
        upper_key_result_id=1,
        asker_id=BO,
        answerer_id=ADA,
        wish=Wish(),
        place=Address.of(Account("slack", "T1", "bo")),
        now=NOW,
    )
    alignment_changes.settle(session, made, AlignmentState.ACCEPTED, ADA, NOW)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as writing:
        write(writing)
        yield writing


def changed(session: Session, at: datetime = NOW) -> AlignmentNews:
    """Ada changed O1; Bo is to confirm it."""
    before = objectives.list_by_ids(session, [UPPER])[0]
    first = replace(before.key_results[0], due_on=None, measure=Measure())
    after = replace(before, title="Grow more", key_results=(first,))
    return alignment_news.add(
        session,
        alignment_id=1,
        person_id=BO,
        objective_id=UPPER,
        by_id=ADA,
        drift=drift(before, after),
        now=at,
    )


def id_of(row: AlignmentNews) -> int:
    return int(row.id or 0)


def test_what_was_kept_is_read_back(session: Session) -> None:
    row = changed(session)
    session.expire_all()
    (news,) = alignment_news.list_open(session, BO)
    assert [each.aspect for each in news.drift.differences] == [
        Aspect.WORDING,
        Aspect.TARGET,
        Aspect.DUE,
    ]
    assert (news.changed.name, news.own.name, news.is_upper) == ("KR1.1", "O2", True)
    assert (news.by.name, news.id) == ("ada", id_of(row))
    assert alignment_news.drift_of(row) == news.drift


def test_the_owner_sees_who_has_not_confirmed_and_since_when(session: Session) -> None:
    changed(session, NOW + HOUR)
    changed(session, NOW + 2 * HOUR)
    (waiting,) = alignment_news.waiting_on(session, [UPPER, LOWER])[UPPER]
    assert (waiting.person.name, waiting.since, waiting.has_left) == ("bo", NOW + HOUR, False)
    session.get_one(PersonRow, BO).is_active = False
    assert alignment_news.waiting_on(session, [UPPER])[UPPER][0].has_left
    assert alignment_news.waiting_on(session, [LOWER]) == {}
    assert alignment_news.waiting_on(session, []) == {}


@pytest.mark.parametrize("what", ["answered", "talk", "agreed anew", "archived", "key result"])
def test_what_is_over_waits_for_nobody(session: Session, what: str) -> None:
    row = changed(session)
    match what:
        case "answered":
            row.state = NewsState.CONFIRMED
        case "talk":
            session.get_one(AlignmentRow, 1).state = AlignmentState.ASKED
        case "agreed anew":
            session.get_one(AlignmentRow, 1).answered_at = NOW + HOUR
        case "archived":
            session.get_one(ObjectiveRow, LOWER).state = State.ARCHIVED
        case _:
            session.get_one(KeyResultRow, 1).state = State.ARCHIVED
    session.flush()
    assert alignment_news.waiting_on(session, [UPPER]) == {}
    assert alignment_news.list_open(session, BO) == []
    assert alignment_news.count_open(session, BO) == 0
    assert alignment_news.list_untold(session, BO) == []
    assert alignment_news.lock_open(session, 1, BO, UPPER) is None
    found = alignment_news.find(session, id_of(row))
    assert found is not None
    assert not found.waits


def test_a_card_keeps_what_was_told_in_it(session: Session) -> None:
    first, second = changed(session), changed(session)
    alignment_news.mark_told(session, [id_of(first)], NOW)
    assert alignment_news.list_untold(session, BO) == [id_of(second)]
    assert alignment_news.last_told(session, BO) == NOW
    assert alignment_news.last_told(session, ADA) is None
    first.state = NewsState.CONFIRMED
    session.flush()
    assert [each.id for each in alignment_news.list_told(session, BO, NOW)] == [id_of(first)]
    assert alignment_news.list_told(session, BO, NOW + HOUR) == []
    assert alignment_news.count_open(session, BO) == 1


def test_the_version_follows_what_there_is_to_confirm(session: Session) -> None:
    row = changed(session)
    before = alignment_news.version_of(row)
    whole = alignment_news.drift_of(row)
    alignment_news.set_drift(row, replace(whole, after=replace(whole.after, objective=None)), ADA)
    assert alignment_news.version_of(row) != before


def test_an_alignment_taken_back_leaves_nothing_to_show(session: Session) -> None:
    row = changed(session)
    session.get_one(AlignmentRow, 1).state = AlignmentState.WITHDRAWN
    session.flush()
    assert alignment_news.find(session, id_of(row)) is None
    assert alignment_news.find(session, 99) is None
    assert alignment_news.lock(session, 99) is None


def test_a_change_waits_while_its_reader_is_told(database: Database) -> None:
    """Otherwise it could be in no bundle at all: too late for this one, and nobody plans the
    next."""
    with database.write() as session:
        write(session)
    order: list[str] = []
    is_locked = threading.Event()

    def change() -> None:
        is_locked.wait(10)
        with database.write() as session:
            alignment_news.lock_person(session, BO)
            order.append("changed")

    other = threading.Thread(target=change)
    other.start()
    with database.write() as session:
        alignment_news.lock_person(session, BO)
        is_locked.set()
        other.join(0.2)
        order.append("told")
    other.join(10)
    assert order == ["told", "changed"]
