"""The sample company: told to the real program, and taken by it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.playground.company import SAMPLE, account
from bot.playground.sample import OBJECTIVES, Calendar
from bot.playground.sample_data import CURRENT_WEEK, CYCLE_WEEKS, SampleObjective, When
from bot.playground.seeding import seed
from handlers.router import build_router
from okr.facts import Objective, State
from okr.measures import Kind
from storage import cycles, objectives, people, teams
from storage.database import Database
from storage.tables import ActionItemRow, RiskAsk

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


def stored(database: Database) -> list[Objective]:
    with database.read() as session:
        me = people.find_me(session, account("robin"))
        assert me is not None
        found = [
            objectives.find(session, me.workspace_id, number)
            for number in range(1, len(OBJECTIVES) + 1)
        ]
    assert None not in found
    return [each for each in found if each is not None]


class TestTheData:
    def test_there_is_enough_to_look_at(self) -> None:
        assert 24 <= len(OBJECTIVES) <= 30
        assert {objective.owner for objective in OBJECTIVES} == {each.id for each in SAMPLE.people}
        assert len(SAMPLE.people) >= 6
        assert len(SAMPLE.teams) == 4
        for when in When:
            assert sum(objective.when is when for objective in OBJECTIVES) >= 8
        assert any(objective.is_draft for objective in OBJECTIVES)

    def test_both_languages_are_written(self) -> None:
        chinese = [each for each in OBJECTIVES if re.search(r"[\u4e00-\u9fff]", each.title)]
        assert 8 <= len(chinese) <= len(OBJECTIVES) - 8

    def test_reports_lie_in_weeks_that_are_over_and_in_order(self) -> None:
        for objective in OBJECTIVES:
            last = CURRENT_WEEK if objective.when is When.CURRENT else CYCLE_WEEKS
            for key_result in objective.key_results:
                weeks = [week for week, _ in key_result.reports]
                assert weeks == sorted(set(weeks))
                assert all(1 <= week <= last for week in weeks)

    @pytest.mark.parametrize("day", range(14))
    def test_any_day_lies_within_the_current_cycle(self, day: int) -> None:
        today = (NOW + timedelta(days=day)).date()
        calendar = Calendar(today)
        assert calendar.start(When.CURRENT) <= today <= calendar.end(When.CURRENT)
        assert calendar.end(When.PREVIOUS) + timedelta(days=1) == calendar.start(When.CURRENT)
        reported = [calendar.reported(When.CURRENT, week) for week in range(1, CURRENT_WEEK + 1)]
        assert None not in reported[:-1]
        assert all(day < today for day in reported if day is not None)
        assert (reported[-1] is None) is (today.weekday() == 0)


class TestTheTelling:
    def test_the_program_understands_every_line(self, sqlite_database: Database) -> None:
        assert seed(sqlite_database, build_router(), NOW)
        for told, kept in zip(_in_order(), stored(sqlite_database), strict=True):
            assert kept.title == told.title
            assert kept.state is (State.DRAFT if told.is_draft else State.PUBLISHED)
            assert len(kept.key_results) == len(told.key_results)
            for line, key_result in zip(told.key_results, kept.key_results, strict=True):
                is_measured = bool(re.search(r"\d", re.sub("{.*?}", "", line.line)))
                has_figure = key_result.measure.kind is not Kind.MILESTONE
                assert has_figure is is_measured, line.line
                assert (key_result.current is not None) is bool(line.reports), line.line
                assert -0.5 < key_result.standing.ratio < 1.3, line.line

    def test_told_twice_it_is_there_once(self, sqlite_database: Database) -> None:
        assert seed(sqlite_database, build_router(), NOW)
        before = stored(sqlite_database)
        assert not seed(sqlite_database, build_router(), NOW + timedelta(days=30))
        assert stored(sqlite_database) == before

    def test_teams_and_cycles_are_there(self, sqlite_database: Database) -> None:
        seed(sqlite_database, build_router(), NOW)
        with sqlite_database.read() as session:
            me = people.find_me(session, account("robin"))
            assert me is not None
            assert me.actor.is_admin
            growth = teams.find_by_name(session, me.workspace_id, "Growth")
            assert growth is not None
            facts = teams.facts(session, growth)
            current = cycles.find_current(session, me.workspace_id, NOW.date())
            assert len(cycles.list_all(session, me.workspace_id)) == 2
        assert growth.channel_id == "growth"
        assert facts.lead is not None
        assert facts.lead.name == "Mei Lin"
        assert {person.name for person in facts.members} == {"Mei Lin", "Sofia Rossi", "赵颖"}
        assert current is not None
        assert current.span.starts_on == Calendar(NOW.date()).start(When.CURRENT)

    def test_there_is_something_to_follow_up(self, sqlite_database: Database) -> None:
        seed(sqlite_database, build_router(), NOW)
        with sqlite_database.read() as session:
            asked = session.execute(select(col(RiskAsk.person_id))).scalars().all()
            due = session.execute(select(col(ActionItemRow.due_on))).scalars().all()
        assert len(set(asked)) >= 4
        assert len(due) >= 5
        assert all(day is not None and day > NOW.date() for day in due)

    def test_a_database_in_use_is_left_alone(self, sqlite_database: Database) -> None:
        with sqlite_database.write() as session:
            people.meet(session, account("mei"), None, people.Defaults(), NOW)
        assert not seed(sqlite_database, build_router(), NOW)


def _in_order() -> list[SampleObjective]:
    return [each for when in When for each in OBJECTIVES if each.when is when]
