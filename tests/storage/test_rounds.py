"""A round keeps what somebody decided; a prompt does not overwrite it, and nudges are counted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from okr.facts import Span
from okr.follow_up import RoundState
from storage import away, rounds
from storage.database import Database
from tests.scheduler.people import Company

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
WEEK = "2026-W10"


@pytest.fixture
def people(database: Database) -> tuple[int, int]:
    company = Company(database)
    return company.hire("ada", "Asia/Shanghai", after=NOW), company.hire("bo", after=NOW)


def state(database: Database, person_id: int) -> RoundState | None:
    with database.read() as session:
        found = rounds.find(session, person_id, WEEK)
    return found.state if found else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (RoundState.OFF, RoundState.PROMPTED),
        (RoundState.MISSED, RoundState.PROMPTED),
        (RoundState.SKIPPED, RoundState.SKIPPED),
        (RoundState.DELEGATED, RoundState.DELEGATED),
        (RoundState.DONE, RoundState.DONE),
    ],
)
def test_a_prompt_overwrites_only_that_there_was_none(
    database: Database, people: tuple[int, int], before: RoundState, after: RoundState
) -> None:
    ada, bo = people
    with database.write() as session:
        rounds.put(session, ada, WEEK, before, NOW, reason="so")
        rounds.open_all(
            session,
            [rounds.row(id, WEEK, RoundState.PROMPTED, NOW, prompted_at=NOW) for id in (bo, ada)],
        )
    assert state(database, ada) is after
    assert state(database, bo) is RoundState.PROMPTED


def test_what_is_noted_changes_nothing_that_is_known(
    database: Database, people: tuple[int, int]
) -> None:
    ada, bo = people
    with database.write() as session:
        rounds.put(session, ada, WEEK, RoundState.SKIPPED, NOW, reason="trade fair")
        rounds.note_all(session, [rounds.row(id, WEEK, RoundState.MISSED, NOW) for id in (ada, bo)])
    assert state(database, ada) is RoundState.SKIPPED
    assert state(database, bo) is RoundState.MISSED


def test_the_third_nudge_is_not_given(database: Database, people: tuple[int, int]) -> None:
    with database.write() as session:
        given = [rounds.count_nudge(session, people[0], WEEK, NOW) for _ in range(3)]
    assert given == [1, 2, None]
    with database.write() as session:
        rounds.open_all(
            session, [rounds.row(people[0], WEEK, RoundState.PROMPTED, NOW, prompted_at=NOW)]
        )
        found = rounds.find(session, people[0], WEEK)
    assert found is not None
    assert (found.nudges, found.prompted_at) == (2, NOW)


class TestStandingIn:
    def stands_in(self, database: Database, people: tuple[int, int], at: datetime) -> bool:
        with database.read() as session:
            owners = away.list_owners(session, people[1], at)
            found = away.stands_in(session, people[1], people[0], at)
        assert owners == ([people[0]] if found else [])
        return found

    def test_on_days_away_by_the_owners_clock(
        self, database: Database, people: tuple[int, int]
    ) -> None:
        with database.write() as session:
            away.add(session, people[0], Span(date(2026, 3, 5), date(2026, 3, 6)), people[1], NOW)
        # In Shanghai the fifth begins at 16:00 UTC on the fourth.
        for hours, expected in ((5.9, False), (6, True), (53.9, True), (54, False)):
            at = NOW + timedelta(hours=hours)
            assert self.stands_in(database, people, at) is expected

    def test_for_a_week_handed_over_until_the_owner_is_asked_anew(
        self, database: Database, people: tuple[int, int]
    ) -> None:
        with database.write() as session:
            rounds.put(session, people[0], WEEK, RoundState.DELEGATED, NOW, delegate_id=people[1])
        assert self.stands_in(database, people, NOW)
        assert self.stands_in(database, people, datetime(2026, 3, 9, 1, tzinfo=UTC))
        assert not self.stands_in(database, people, NOW + timedelta(days=14))
        with database.write() as session:
            rounds.put(session, people[0], WEEK, RoundState.DONE, NOW)
        assert not self.stands_in(database, people, NOW)


def test_days_that_touch_with_another_stand_in_stay_apart(
    database: Database, people: tuple[int, int]
) -> None:
    ada, bo = people
    with database.write() as session:
        away.add(session, ada, Span(date(2026, 3, 5), date(2026, 3, 6)), bo, NOW)
        away.add(session, ada, Span(date(2026, 3, 7), date(2026, 3, 8)), None, NOW)
        away.add(session, ada, Span(date(2026, 3, 9), date(2026, 3, 9)), None, NOW)
        found = away.list_of_person(session, ada, date(2026, 3, 1))
    assert [(each.span, each.delegate is not None) for each in found] == [
        (Span(date(2026, 3, 5), date(2026, 3, 6)), True),
        (Span(date(2026, 3, 7), date(2026, 3, 9)), False),
    ]
