"""Alignments in the database: what hangs on what, what is confirmed, reopened and handed over."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from chat.address import Account, Address
from okr.alignment import AlignmentState, Hangs, HangsOn, TurnKind, Wish
from okr.facts import Measure, State
from storage import (
    alignment_changes,
    alignment_statements,
    alignments,
    cycles,
    key_results,
    objective_changes,
    people,
)
from storage.database import Database
from storage.people import Defaults
from storage.tables import AlignmentRow

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADA, BO, CY = 1, 2, 3


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """O1 of Bo with KR1.1 of Cy, O2 and O3 of Ada; O3 is a draft."""
    with database.write() as writing:
        for name in ("ada", "bo", "cy"):
            people.meet(writing, Account("slack", "T1", name), None, Defaults(), NOW)
        cycle = cycles.current(writing, 1, date(2026, 11, 23), NOW)
        for owner, state in ((BO, State.PUBLISHED), (ADA, State.PUBLISHED), (ADA, State.DRAFT)):
            row = objective_changes.add(writing, 1, cycle.id, owner, f"Of {owner}", NOW)
            row.state = state
            writing.flush()
            if owner == BO:
                key_results.add(writing, row, CY, "50 partners", Measure(), None, NOW)
        yield writing


def asked(session: Session, lower: int = 2, key_result: int | None = None) -> AlignmentRow:
    return alignment_changes.add(
        session,
        workspace_id=1,
        lower_id=lower,
        upper_id=1,
        upper_key_result_id=key_result,
        asker_id=ADA,
        answerer_id=CY if key_result else BO,
        wish=Wish(what="Launch"),
        place=Address.of(Account("slack", "T1", "ada")),
        now=NOW,
    )


def accepted(session: Session, lower: int = 2) -> int:
    row = asked(session, lower)
    alignment_changes.settle(session, row, AlignmentState.ACCEPTED, BO, NOW)
    return int(row.id or 0)


def test_it_is_found_from_both_ends_while_it_lives(session: Session) -> None:
    row = asked(session, key_result=1)
    (found,) = alignments.list_of_lower(session, [2])[2]
    assert found.upper.name == "KR1.1"
    assert found.upper.owner.id == found.asked.id == CY
    assert alignments.list_of_upper(session, [1])[1] == [found]
    assert alignments.list_edges(session, 1) == [(2, 1)]
    alignment_changes.settle(session, row, AlignmentState.WITHDRAWN, ADA, NOW)
    assert alignments.list_of_lower(session, [2]) == {}
    assert alignments.list_edges(session, 1) == []


def test_two_live_ones_of_the_same_pair_cannot_be(session: Session) -> None:
    row = asked(session)
    assert alignments.find_live(session, 2, 1, None) is not None
    assert alignments.find_live(session, 2, 1, 1) is None
    alignment_changes.settle(session, row, AlignmentState.DECLINED, BO, NOW)
    assert asked(session).id != row.id


def test_what_hangs_is_told_with_its_state(session: Session) -> None:
    accepted(session)
    asked(session, key_result=1).lapsed_at = NOW
    session.flush()
    assert alignment_statements.hangs_of(session, 2, CY) == Hangs(
        (
            HangsOn("O1", AlignmentState.ACCEPTED),
            HangsOn("KR1.1", AlignmentState.ASKED, is_unanswered=True),
        )
    )
    assert alignment_statements.hangs_of(session, 1, CY) == Hangs((), 1)
    assert alignment_statements.hangs_of(session, 3, CY) == Hangs()


def test_drafts_that_hang_on_it_are_not_counted(session: Session) -> None:
    accepted(session, lower=3)
    assert alignment_statements.hangs_of(session, 1, CY).lowers == 0


def test_the_look_at_an_objective_reads_by_index(session: Session) -> None:
    statement = alignment_statements._HANGS._statement
    if session.get_bind().dialect.name != "sqlite":
        return
    words = str(statement.compile(dialect=session.get_bind().dialect))
    plan = session.connection().exec_driver_sql(
        f"EXPLAIN QUERY PLAN {words}", tuple(1 for _ in range(words.count("?")))
    )
    assert not [row for row in plan if str(row[3]).startswith("SCAN")]


def test_reopened_it_is_asked_with_new_days(session: Session) -> None:
    id = accepted(session)
    later = NOW + timedelta(days=30)
    alignments.reopen(session, id, ADA, "Things changed", later)
    found = alignments.get(session, id)
    assert found.state is AlignmentState.ASKED
    assert found.due_at is not None
    assert found.due_at > later
    assert found.confirmed_at is None
    assert alignments.list_turns(session, id)[-1].kind is TurnKind.REOPENED
    assert alignments.count_waiting_for(session, BO) == 1


def test_only_what_is_agreed_is_confirmed_or_reopened(session: Session) -> None:
    row = asked(session)
    id = int(row.id or 0)
    alignments.confirm(session, id, BO, NOW)
    alignments.reopen(session, id, BO, "", NOW)
    assert [turn.kind for turn in alignments.list_turns(session, id)] == [TurnKind.ASKED]


def test_confirmed_says_when(session: Session) -> None:
    id = accepted(session)
    later = NOW + timedelta(days=3)
    alignments.confirm(session, id, ADA, later)
    assert alignments.get(session, id).confirmed_at == later


def test_a_new_owner_has_it_with_new_days(session: Session) -> None:
    id = int(asked(session).id or 0)
    later = NOW + timedelta(days=9)
    alignments.move_answerer(session, id, CY, later)
    found = alignments.get(session, id)
    assert found.asked.id == CY
    assert found.due_at is not None
    assert found.due_at > later
    assert alignments.count_waiting_for(session, BO) == 0


def test_where_both_ends_become_one_persons_it_is_agreed(session: Session) -> None:
    id = int(asked(session).id or 0)
    alignments.move_answerer(session, id, ADA, NOW)
    assert alignments.get(session, id).state is AlignmentState.ACCEPTED
    waiting = session.execute(text("SELECT count(*) FROM reminders")).scalar_one()
    assert waiting == 0
