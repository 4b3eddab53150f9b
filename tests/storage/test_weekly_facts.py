"""What a team's weeks are made of is read right, and in few statements."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import event

from okr.alignment import AlignmentState
from okr.facts import Confidence, PersonName, State
from okr.follow_up import ActionSource, ActionState, RiskState, RoundState
from okr.report_facts import ReportFacts, WeeklyReport
from okr.reports import weekly_report
from storage import team_weeks, weekly_facts
from storage.database import Database
from storage.tables import ActionItemRow, Away, RiskAsk, RiskRow, Round
from tests.storage.aligned_company import AlignedCompany
from tests.storage.weekly_company import WeeklyCompany

FRIDAY = datetime(2026, 11, 27, 16, tzinfo=UTC)
WEEK, LAST = "2026-W48", "2026-W47"


def read(database: Database, team_id: int) -> ReportFacts:
    with database.read() as session:
        team = team_weeks.find(session, team_id)
        assert team is not None
        return weekly_facts.facts_of(session, team, (WEEK, LAST))


def report(facts: ReportFacts, week: str = WEEK) -> WeeklyReport:
    return weekly_report(facts, week, FRIDAY.date())


def test_a_week_is_read_with_all_that_was_said(database: Database) -> None:
    company = WeeklyCompany(database)
    ada, bo, cy = (company.hire(name) for name in ("Ada", "Bo", "Cy"))
    gone = company.hire("Gone", active=False)
    team = company.team(ada, bo, gone)
    kr1, kr2 = company.objective(ada, "sign-ups", "rating")
    (own,) = company.objective(bo, "talks")
    company.objective(cy, "not ours")
    company.objective(bo, "a draft", state=State.DRAFT)
    company.check_in(kr1, cy, "2026-W46", FRIDAY - timedelta(days=14), value=10)
    company.check_in(kr1, bo, LAST, FRIDAY - timedelta(days=7), value=20)
    company.check_in(
        kr1,
        bo,
        WEEK,
        FRIDAY,
        value=30,
        confidence=Confidence.LOW,
        note="slow",
        risk="no budget",
        support="500 EUR",
        support_from_id=ada,
        next_step="ask",
        next_step_on=date(2026, 12, 1),
    )
    found = report(read(database, team))
    assert [row.id for each in found.objectives for row in each.rows] == ["KR1.1", "KR1.2"]
    assert [row.key_result.id for each in found.others for row in each.rows] == [own]
    assert [person.name for person in found.team.people] == ["Ada", "Bo"]
    row = found.objectives[0].rows[0]
    assert (row.before, row.after) == (20, 30)
    assert row.progress[0].notes == ("slow",)
    assert row.concerns[0].asked == (PersonName(ada, "Ada"),)
    assert row.next_steps[0].due_on == date(2026, 12, 1)
    assert found.objectives[0].rows[1].key_result.id == kr2
    last = report(read(database, team), LAST)
    assert (last.rows[0].before, last.rows[0].after) == (10, 20)


def test_what_objectives_hang_on_is_read_as_far_up_as_it_goes(database: Database) -> None:
    company = AlignedCompany(database)
    ada, bo, dee = (company.hire(name) for name in ("Ada", "Bo", "Dee"))
    team = company.team(ada, bo)
    for owner in (ada, dee, bo, bo, bo, bo):
        company.write(owner)
    for lower, upper in ((2, 1), (3, 2), (4, 6), (1, 3)):
        company.align(lower, upper)
    company.align(5, 1, AlignmentState.ASKED)
    company.change(6, state=State.ARCHIVED)
    found = report(read(database, team))
    assert [each.objective.number for each in found.objectives] == [1, 3]
    assert [each.objective.number for each in found.others] == [4, 5]


def test_risks_with_answers_and_who_is_late(database: Database) -> None:
    company = WeeklyCompany(database)
    ada, bo = company.hire("Ada"), company.hire("Bo")
    team = company.team(ada, bo)
    (kr,) = company.objective(ada, "sign-ups")
    made: dict[str, Any] = {
        "workspace_id": company.workspace_id,
        "key_result_id": kr,
        "asker_id": bo,
        "place_platform": "slack",
        "place_tenant": "T1",
        "place_kind": "person",
        "place_id": "U-Bo",
    }
    old = FRIDAY - timedelta(days=10)
    open_id = company.add(RiskRow(**made, risk="no budget", created_at=old))
    with database.write() as session:
        session.add(
            RiskAsk(
                risk_id=open_id,
                person_id=ada,
                asked_by_id=bo,
                asked_at=old,
                due_at=old + timedelta(days=2),
                nudged_at=old + timedelta(days=2),
            )
        )
    check_in = company.check_in(kr, bo, LAST, FRIDAY - timedelta(days=7), risk="no desk")
    company.add(
        RiskRow(
            **made,
            check_in_id=check_in,
            risk="no desk",
            state=RiskState.ANSWERED,
            created_at=FRIDAY - timedelta(days=7),
            answered_at=FRIDAY,
            answered_by_id=ada,
            answer="take mine",
        )
    )
    concerns = report(read(database, team)).rows[0].concerns
    assert [(each.risk, each.is_overdue) for each in concerns] == [
        ("no budget", True),
        ("no desk", False),
    ]
    assert concerns[1].answers[0].text == "take mine"


def test_rounds_days_away_and_action_items(database: Database) -> None:
    company = WeeklyCompany(database)
    ada, bo, cy = (company.hire(name) for name in ("Ada", "Bo", "Cy"))
    team = company.team(ada, bo, cy)
    for person in (ada, bo, cy):
        company.objective(person, "sign-ups")
    with database.write() as session:
        session.add(Round(person_id=bo, week=WEEK, state=RoundState.SKIPPED, updated_at=FRIDAY))
    company.add(
        Away(
            person_id=cy,
            starts_on=date(2026, 11, 26),
            ends_on=date(2026, 11, 30),
            created_at=FRIDAY,
        )
    )
    company.add(
        ActionItemRow(
            workspace_id=company.workspace_id,
            number=1,
            title="call",
            owner_id=bo,
            by_id=ada,
            source=ActionSource.TODO,
            created_at=FRIDAY,
        )
    )
    found = report(read(database, team))
    assert [person.name for person in found.turnout.missing] == ["Ada"]
    assert [person.name for person in found.turnout.skipped] == ["Bo"]
    assert [person.name for person in found.turnout.away] == ["Cy"]
    assert [item.title for item in found.open_items] == ["call"]


def test_a_large_report_takes_as_many_statements_as_a_small_one(database: Database) -> None:
    company = WeeklyCompany(database)
    people = [company.hire(f"Person {number}") for number in range(15)]
    team = company.team(*people)
    small = company.team(people[0], name="Small", channel=None)
    key_results = [kr for number in range(12) for kr in company.objective(people[number], *"abcd")]
    for place, kr in enumerate(key_results):
        company.check_in(kr, people[place % 15], LAST, FRIDAY - timedelta(days=7), value=place)
        company.check_in(kr, people[place % 15], WEEK, FRIDAY, value=place + 1, risk="slow")
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        read(database, small)
        few = len(seen)
        seen.clear()
        found = report(read(database, team))
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    assert len(found.rows) == 48
    assert len(seen) == few
    assert few <= 20


def test_a_week_is_the_teams_own(database: Database) -> None:
    """Monday seven o'clock in Shanghai is Sunday in Greenwich."""
    company = WeeklyCompany(database)
    ada = company.hire("Ada", zone="Asia/Shanghai")
    team = company.team(ada)
    morning = datetime(2026, 11, 22, 23, tzinfo=UTC)
    company.add(
        ActionItemRow(
            workspace_id=company.workspace_id,
            number=1,
            title="Call",
            owner_id=ada,
            by_id=ada,
            state=ActionState.DONE,
            source=ActionSource.TODO,
            created_at=morning,
            closed_at=morning,
        )
    )
    with database.read() as session:
        which = team_weeks.find(session, team)
        assert which is not None
        facts = weekly_facts.facts_of(session, which, (WEEK,))
    assert [item.title for item in report(facts).done_items] == ["Call"]


def test_a_lead_who_left_leads_nobody(database: Database) -> None:
    company = WeeklyCompany(database)
    gone = company.hire("Gone", active=False, locale="zh", zone="Asia/Shanghai")
    team = company.team(gone, company.hire("Bo"))
    with database.read() as session:
        found = team_weeks.find(session, team)
    assert found is not None
    assert found.lead is None
    assert found.locale != "zh"
