"""Who was asked to work on what: told once, answered together, and seen for as long as it holds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from chat.address import Account
from okr.alignment import Collaboration
from okr.facts import Measure, State
from okr.joining import Join
from storage import (
    collaborators,
    cycles,
    key_results,
    objective_changes,
    objectives,
    people,
)
from storage.database import Database
from storage.people import Defaults
from storage.tables import KeyResultRow, PersonRow

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
ADA, BO, CY = 1, 2, 3


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Ada has written O1 with two key results, and asked Bo for it and the second."""
    with database.write() as session:
        for name in ("ada", "bo", "cy"):
            people.meet(session, Account("slack", "T1", name), None, Defaults(), NOW)
        cycle = cycles.current(session, 1, date(2026, 11, 23), NOW)
        row = objective_changes.add(session, 1, cycle.id, ADA, "Launch", NOW)
        for title in ("50 partners", "10 talks"):
            key_results.add(session, row, ADA, title, Measure(), None, NOW)
        collaborators.ask(session, 1, 2, [BO], ADA, NOW)
        collaborators.ask(session, 1, None, [BO], ADA, NOW)
        yield session


def only(session: Session) -> Join:
    """The one that there is."""
    (join,) = collaborators.list_of(session, 1)
    return join


def answer(session: Session, answer: Collaboration) -> None:
    """Bo answers."""
    for row in collaborators.lock(session, only(session)):
        row.answer, row.answered_at = answer, LATER


def test_what_one_save_asks_is_one(session: Session) -> None:
    join = only(session)
    assert join.names == ("O1", "KR1.2")
    assert join.asked_at == NOW
    assert (join.person.id, join.by.id, join.owner.id) == (BO, ADA, ADA)
    assert join.waits


def test_asked_twice_they_are_told_of_once(session: Session) -> None:
    assert collaborators.ask(session, 1, None, [BO, CY, CY], ADA, LATER) == [CY]
    bo, cy = collaborators.list_untold(session, 1)
    assert (bo.asked_at, cy.asked_at) == (NOW, LATER)
    collaborators.told(session, bo, LATER)
    assert [each.person.id for each in collaborators.list_untold(session, 1)] == [CY]


def test_one_answer_is_for_all_of_it(session: Session) -> None:
    answer(session, Collaboration.TALK)
    assert only(session).answer is Collaboration.TALK
    assert only(session).answered_at == LATER
    assert not collaborators.list_untold(session, 1)
    (objective,) = objectives.list_by_ids(session, [1])
    assert [each.id for each in objective.collaborators] == [BO]


def test_not_me_takes_the_name_off_and_stays_known(session: Session) -> None:
    answer(session, Collaboration.NOT_ME)
    (objective,) = objectives.list_by_ids(session, [1])
    assert objective.collaborators == ()
    assert objective.key_results[1].collaborators == ()
    assert objectives.list_shared_with(session, BO, objective.cycle.id, 5) == []
    assert objectives.list_of_owner(session, ADA, objective.cycle.id, BO) == []
    collaborators.release(session, 1, None, [])
    assert only(session).names == ("O1", "KR1.2")
    assert [each.person.id for each in collaborators.list_refused(session, 1, None)] == [BO]
    assert collaborators.list_refused(session, 1, 1) == []


def test_asked_anew_it_is_a_new_question(session: Session) -> None:
    answer(session, Collaboration.NOT_ME)
    assert collaborators.ask(session, 1, None, [BO], CY, LATER) == [BO]
    old, new = sorted(collaborators.list_of(session, 1), key=lambda each: each.asked_at)
    assert (old.names, old.answer) == (("KR1.2",), Collaboration.NOT_ME)
    assert (new.names, new.answer, new.by.id) == (("O1",), Collaboration.ASKED, CY)


def test_who_is_released_is_asked_no_more(session: Session) -> None:
    join = only(session)
    collaborators.release(session, 1, None, [CY])
    assert only(session).names == ("KR1.2",)
    collaborators.release(session, 1, 2, [])
    assert collaborators.list_of(session, 1) == []
    assert collaborators.lock(session, join) == []


def test_what_is_archived_waits_for_nobody(session: Session) -> None:
    session.get_one(KeyResultRow, 2).state = State.ARCHIVED
    assert only(session).names == ("O1",)
    assert [each.names for each in collaborators.list_of_person(session, BO)] == [("O1",)]
    objective_changes.get_row(session, 1).state = State.ARCHIVED
    assert collaborators.list_of_person(session, BO) == []
    assert not only(session).waits


def test_nobody_is_to_be_told_who_has_left(session: Session) -> None:
    session.get_one(PersonRow, BO).is_active = False
    assert collaborators.list_untold(session, 1) == []
    assert not only(session).is_here


def test_nobody_waits_for_their_own_word(session: Session) -> None:
    collaborators.ask(session, 1, 1, [CY], CY, LATER)
    (cy,) = collaborators.list_of_person(session, CY)
    assert cy.answer is Collaboration.IN
    objective_changes.get_row(session, 1).owner_id = BO
    assert collaborators.list_of_person(session, BO) == []
