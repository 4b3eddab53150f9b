"""Teams, objectives and check-ins for the tests of reports."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from okr.facts import (
    Confidence,
    Cycle,
    KeyResult,
    Measure,
    Objective,
    PersonName,
    Span,
    Stage,
    Standing,
    State,
)
from okr.measures import Direction, Kind
from okr.report_facts import ReportFacts, TeamOfReport, WeekCheckIn

ADA, BO, CY, DEE = (PersonName(id, name) for id, name in enumerate(("Ada", "Bo", "Cy", "Dee"), 1))
TEAM = TeamOfReport(7, "Growth", ADA, (ADA, BO, CY))
WEEK = "2026-W48"
FRIDAY = date(2026, 11, 27)
QUARTER = Cycle(1, "2026 Q4", Span(date(2026, 10, 1), date(2026, 12, 31)))
SIGN_UPS = Measure(Kind.NUMBER, Direction.REACH, None, 50_000, None, "sign-ups")
LAUNCH = Measure(stages=(Stage("Build"), Stage("Ship")))


def key_result(
    id: int,
    owner: PersonName = ADA,
    *,
    number: int = 1,
    title: str = "50,000 sign-ups",
    measure: Measure = SIGN_UPS,
    collaborators: tuple[PersonName, ...] = (),
) -> KeyResult:
    """A published key result whose position is its id."""
    return KeyResult(
        id=id,
        objective_id=number,
        number=number,
        position=id,
        title=title,
        measure=measure,
        current=None,
        standing=Standing(0.0, has_value=False),
        weight=None,
        due_on=None,
        owner=owner,
        state=State.PUBLISHED,
        collaborators=collaborators,
    )


def objective(
    number: int,
    *key_results: KeyResult,
    owner: PersonName = ADA,
    title: str = "Win readers",
    cycle: Cycle = QUARTER,
    state: State = State.PUBLISHED,
) -> Objective:
    """A published objective of this quarter."""
    return Objective(number, number, title, state, owner, cycle, 0.24, key_results)


def check_in(
    id: int,
    key_result_id: int,
    by: PersonName = ADA,
    *,
    week: str = WEEK,
    value: float | None = None,
    confidence: Confidence | None = None,
    note: str = "",
    risk: str = "",
    support: str = "",
    support_from: PersonName | None = None,
    next_step: str = "",
    next_step_on: date | None = None,
    is_unchanged: bool = False,
) -> WeekCheckIn:
    """A check-in; a higher id is a later one."""
    return WeekCheckIn(
        id=id,
        key_result_id=key_result_id,
        by=by,
        week=week,
        at=datetime(2026, 11, 23, 9, id % 60, tzinfo=UTC),
        value=value,
        confidence=confidence,
        note=note,
        risk=risk,
        support=support,
        support_from=support_from,
        next_step=next_step,
        next_step_on=next_step_on,
        is_unchanged=is_unchanged,
    )


def facts(
    objectives: Sequence[Objective] = (),
    check_ins: Sequence[WeekCheckIn] = (),
    *,
    team: TeamOfReport = TEAM,
) -> ReportFacts:
    """The facts of the team's weeks."""
    return ReportFacts(team, tuple(objectives), check_ins=tuple(check_ins))
