"""Status: the line from start to target, silence, and values in the wrong unit."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from okr.check_ins import check_unit, expected_span, silent_since, status_of
from okr.errors import Invalid
from okr.facts import (
    Cycle,
    KeyResult,
    Measure,
    Objective,
    PersonName,
    Span,
    Standing,
    State,
    Status,
)
from okr.measures import Direction, Kind

ADA = PersonName(1, "Ada")
QUARTER = Span(date(2026, 10, 1), date(2026, 12, 31))
KEY_RESULT = KeyResult(
    id=1,
    objective_id=1,
    number=1,
    position=1,
    title="100 partners",
    measure=Measure(Kind.NUMBER, Direction.REACH, None, 100, None, "partners"),
    current=30,
    standing=Standing(0.3, has_value=True),
    weight=None,
    due_on=None,
    owner=ADA,
    state=State.PUBLISHED,
    since=date(2026, 9, 20),
)
OBJECTIVE = Objective(
    1, 1, "Win", State.PUBLISHED, ADA, Cycle(1, "Q4", QUARTER), 0.3, (KEY_RESULT,)
)


def test_the_line_is_the_cycle_where_nothing_says_otherwise() -> None:
    assert expected_span(KEY_RESULT, QUARTER) == QUARTER


def test_it_ends_on_the_due_day_and_begins_when_published() -> None:
    due = replace(KEY_RESULT, due_on=date(2026, 11, 30), since=date(2026, 11, 2))
    assert expected_span(due, QUARTER) == Span(date(2026, 11, 2), date(2026, 11, 30))


def test_a_due_day_before_publishing_leaves_no_line_to_be_on() -> None:
    late = replace(KEY_RESULT, due_on=date(2026, 10, 10), since=date(2026, 11, 2))
    assert expected_span(late, QUARTER) == Span(date(2026, 10, 10), date(2026, 10, 10))
    assert status_of(OBJECTIVE, late, date(2026, 11, 3)) is Status.OFF_TRACK


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2026, 10, 20), Status.ON_TRACK),
        (date(2026, 11, 18), Status.AT_RISK),
        (date(2026, 12, 10), Status.OFF_TRACK),
    ],
)
def test_the_same_figure_falls_behind_with_time(day: date, status: Status) -> None:
    assert status_of(OBJECTIVE, KEY_RESULT, day) is status


def test_two_weeks_of_silence_are_stale() -> None:
    said = replace(KEY_RESULT, checked_in_at=datetime(2026, 11, 3, 9, tzinfo=UTC))
    assert silent_since(OBJECTIVE, said, date(2026, 11, 16)) is None
    assert silent_since(OBJECTIVE, said, date(2026, 11, 17)) == date(2026, 11, 3)
    assert silent_since(OBJECTIVE, KEY_RESULT, date(2026, 10, 4)) == date(2026, 9, 20)


@pytest.mark.parametrize(
    "objective",
    [
        replace(OBJECTIVE, state=State.DRAFT),
        replace(OBJECTIVE, state=State.CLOSED),
        replace(OBJECTIVE, cycle=replace(OBJECTIVE.cycle, is_closed=True)),
        replace(OBJECTIVE, cycle=Cycle(2, "Q3", Span(date(2026, 7, 1), date(2026, 9, 30)))),
    ],
)
def test_nobody_waits_for_news_of_what_does_not_run(objective: Objective) -> None:
    assert silent_since(objective, KEY_RESULT, date(2026, 11, 20)) is None


@pytest.mark.parametrize(
    ("kind", "unit", "typed"),
    [
        (Kind.NUMBER, "partners", "20%"),
        (Kind.NUMBER, "", "20 percent"),
        (Kind.MONEY, "EUR", "20%"),
        (Kind.MONEY, "EUR", "$20"),
        (Kind.MONEY, "CNY", "20 美元"),
        (Kind.NUMBER, "partners", "€20"),
        (Kind.PERCENT, "%", "€20"),
        (Kind.NUMBER, "ms", "3 hours"),
        (Kind.NUMBER, "小时", "30分钟"),
    ],
)
def test_another_unit_is_refused(kind: Kind, unit: str, typed: str) -> None:
    measure = Measure(kind, Direction.REACH, None, 100, None, unit)
    with pytest.raises(Invalid):
        check_unit(measure, typed, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("kind", "unit", "typed"),
    [
        (Kind.NUMBER, "partners", "20"),
        (Kind.NUMBER, "partners", "20 partners"),
        (Kind.PERCENT, "%", "20"),
        (Kind.PERCENT, "%", "20%"),
        (Kind.MONEY, "EUR", "20"),
        (Kind.MONEY, "EUR", "€20"),
        (Kind.MONEY, "SGD", "$20"),
        (Kind.MONEY, "JPY", "¥300"),
        (Kind.NUMBER, "ms", "300 ms"),
        (Kind.NUMBER, "hours", "3 h"),
        (Kind.NUMBER, "%", "20%"),
    ],
)
def test_its_own_unit_is_not(kind: Kind, unit: str, typed: str) -> None:
    check_unit(Measure(kind, Direction.REACH, None, 100, None, unit), typed, date(2026, 11, 23))
