"""Where the next part of a long goal begins."""

from datetime import date

import pytest

from okr.cycles import CycleKind, span_of
from okr.facts import (
    Cycle,
    KeyResult,
    Measure,
    Objective,
    PersonName,
    Span,
    Stage,
    State,
)
from okr.measures import Direction, Kind
from okr.progress import standing
from okr.splitting import (
    anew,
    comes_by_itself,
    due_in,
    is_later,
    is_over,
    needs_target,
    next_measure,
    unreached,
)

TODAY = date(2026, 11, 23)
ADA = PersonName(1, "Ada Li")


def quarter(day: date, name: str = "") -> Cycle:
    return Cycle(1, name, span_of(CycleKind.QUARTER, day))


THIS = quarter(TODAY)
NEXT = quarter(date(2027, 2, 1))


def measured(
    direction: Direction,
    start: float | None,
    target: float | None,
    *,
    high: float | None = None,
) -> Measure:
    return Measure(Kind.NUMBER, direction, start, target, high)


def key_result(measure: Measure, current: float | None = None) -> KeyResult:
    return KeyResult(
        1, 1, 1, 1, "", measure, current, standing(measure, current), None, None, ADA, State.DRAFT
    )


def objective(
    *key_results: KeyResult, cycle: Cycle = THIS, state: State = State.PUBLISHED
) -> Objective:
    return Objective(1, 1, "", state, ADA, cycle, None, key_results)


@pytest.mark.parametrize(
    ("direction", "start", "target", "current", "running", "over"),
    [
        (Direction.INCREASE, 3.6, 4.0, 3.8, (4.0, 4.0), (3.8, 4.0)),
        (Direction.INCREASE, 3.6, 4.0, 4.2, (4.0, 4.0), (4.2, 4.2)),
        (Direction.INCREASE, 3.6, 4.0, 3.1, (4.0, 4.0), (3.1, 4.0)),
        (Direction.INCREASE, 3.6, 4.0, None, (4.0, 4.0), (3.6, 4.0)),
        (Direction.DECREASE, 9.0, 5.0, 7.0, (5.0, 5.0), (7.0, 5.0)),
        (Direction.DECREASE, 9.0, 5.0, 4.0, (5.0, 5.0), (4.0, 4.0)),
        (Direction.DECREASE, None, 5.0, 6.0, (5.0, 5.0), (6.0, 5.0)),
        (Direction.REACH, None, 50.0, 12.0, (50.0, 50.0), (12.0, 50.0)),
        (Direction.REACH, None, 50.0, None, (50.0, 50.0), (None, 50.0)),
        (Direction.REACH, 9.0, 5.0, 4.0, (5.0, 5.0), (4.0, 4.0)),
        (Direction.REACH, 9.0, None, 4.0, (9.0, None), (4.0, None)),
        (Direction.AT_LEAST, None, 60.0, 50.0, (None, 60.0), (None, 60.0)),
        (Direction.AT_LEAST, 40.0, 60.0, 50.0, (60.0, 60.0), (50.0, 60.0)),
        (Direction.AT_MOST, 9.0, 3.0, 5.0, (3.0, 3.0), (5.0, 3.0)),
    ],
)
def test_the_next_part_begins_where_this_one_ends(
    direction: Direction,
    start: float | None,
    target: float | None,
    current: float | None,
    running: tuple[float | None, float | None],
    over: tuple[float | None, float | None],
) -> None:
    part = key_result(measured(direction, start, target), current)
    for is_past, expected in ((False, running), (True, over)):
        after = next_measure(part, over=is_past)
        assert (after.start, after.target) == expected
        assert after.direction is direction


def test_two_bounds_stay_as_they_are() -> None:
    within = measured(Direction.WITHIN, None, 12, high=14)
    assert next_measure(key_result(within, 20), over=True) == within


def test_stages_that_are_done_are_left_behind() -> None:
    stages = (Stage("Agree", 1, done=True), Stage("Build", 2), Stage("Launch"))
    part = key_result(Measure(stages=stages), 0.25)
    assert next_measure(part, over=False).stages == stages[1:]
    assert [stage.done for stage in anew(part.measure).stages] == [False] * 3


def test_a_copy_keeps_its_figures() -> None:
    measure = measured(Direction.INCREASE, 3.6, 4.0)
    assert anew(measure) == measure


def test_a_way_that_ends_where_it_begins_needs_a_target() -> None:
    assert needs_target(measured(Direction.REACH, 50, 50))
    assert not needs_target(measured(Direction.REACH, 12, 50))
    assert not needs_target(measured(Direction.REACH, None, 50))
    assert not needs_target(measured(Direction.REACH, None, None))
    assert not needs_target(measured(Direction.AT_LEAST, 60, 60))
    assert not needs_target(Measure())


def test_only_what_is_not_reached_is_left() -> None:
    reached = key_result(measured(Direction.REACH, None, 5), 6)
    behind = key_result(measured(Direction.REACH, None, 5), -1)
    assert unreached(objective(reached, behind)) == (behind,)


def test_a_part_is_over_with_its_cycle_or_when_closed() -> None:
    assert not is_over(objective(), THIS.span.ends_on)
    assert is_over(objective(), NEXT.span.starts_on)
    assert is_over(objective(state=State.CLOSED), TODAY)
    assert is_over(objective(cycle=Cycle(1, "", THIS.span, is_closed=True)), TODAY)


def test_a_goal_goes_on_in_a_cycle_that_begins_and_ends_later() -> None:
    year = Cycle(2, "2026", span_of(CycleKind.YEAR, TODAY))
    assert is_later(NEXT, THIS)
    assert is_later(NEXT, year)
    assert not is_later(THIS, NEXT)
    assert not is_later(THIS, THIS)
    assert not is_later(THIS, year)  # the quarter is within the year


@pytest.mark.parametrize(
    ("due_on", "kept"),
    [
        (None, False),
        (date(2026, 12, 15), False),
        (date(2027, 1, 1), True),
        (date(2027, 6, 1), True),
    ],
)
def test_a_due_date_before_the_cycle_is_none_in_it(due_on: date | None, kept: bool) -> None:
    assert due_in(due_on, NEXT, TODAY) == (due_on if kept else None)


def test_a_due_date_that_has_passed_is_none() -> None:
    assert due_in(date(2026, 11, 22), THIS, TODAY) is None
    assert due_in(TODAY, THIS, TODAY) == TODAY


class TestTheQuarterToCome:
    def test_it_comes_where_the_company_works_in_quarters(self) -> None:
        assert comes_by_itself(NEXT.span, [THIS], TODAY)
        assert not comes_by_itself(NEXT.span, [], TODAY)
        half = Cycle(1, "2026 H2", span_of(CycleKind.HALF, TODAY))
        assert not comes_by_itself(NEXT.span, [half], TODAY)

    def test_it_does_not_come_where_a_cycle_takes_its_days(self) -> None:
        year = Cycle(2, "2027", span_of(CycleKind.YEAR, date(2027, 1, 1)))
        assert not comes_by_itself(NEXT.span, [THIS, year], TODAY)
        assert not comes_by_itself(NEXT.span, [THIS, NEXT], TODAY)

    @pytest.mark.parametrize(
        "span",
        [
            span_of(CycleKind.QUARTER, date(2026, 8, 1)),
            span_of(CycleKind.QUARTER, date(2028, 1, 1)),
            span_of(CycleKind.MONTH, date(2027, 1, 1)),
            Span(date(2027, 1, 2), date(2027, 3, 31)),
        ],
    )
    def test_nothing_else_comes(self, span: Span) -> None:
        assert not comes_by_itself(span, [THIS], TODAY)
