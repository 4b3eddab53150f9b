"""A long goal split over cycles: where its next part begins, and what a mere copy begins with."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from okr.cycles import CycleKind, span_of
from okr.facts import Cycle, KeyResult, Measure, Objective, Span, State
from okr.measures import Direction
from okr.progress import counted

FURTHEST = timedelta(days=366)
"""A quarter that begins later than this is nobody's next one."""


def is_over(objective: Objective, today: date) -> bool:
    """Whether what this objective reached is what it will have reached."""
    cycle = objective.cycle
    return cycle.is_closed or objective.state is State.CLOSED or cycle.span.ends_on < today


def unreached(objective: Objective) -> tuple[KeyResult, ...]:
    """The key results that are still to be reached."""
    return tuple(each for each in objective.key_results if counted(each.standing.ratio) < 1)


def is_later(cycle: Cycle, than: Cycle) -> bool:
    """Whether a goal of the second cycle may go on in the first."""
    return cycle.span.starts_on > than.span.starts_on and cycle.span.ends_on > than.span.ends_on


def next_measure(key_result: KeyResult, *, over: bool) -> Measure:
    """How the next part is measured: it begins where this part ends.

    That is at its target while it runs, at its present value once it is over. Stages that are
    done are left behind; a bound without a start has none, and where nobody gave a value the
    next part begins as this one did. A target already reached moves along with the start.
    """
    measure = key_result.measure
    match measure.direction:
        case Direction.NONE:
            left = tuple(stage for stage in measure.stages if not stage.done)
            return replace(measure, stages=left)
        case Direction.WITHIN:
            return measure
        case Direction.AT_LEAST | Direction.AT_MOST:
            end = measure.start if measure.start is None else _end(key_result, over=over)
            return replace(measure, start=end)
        case _:
            end = _end(key_result, over=over)
            return replace(measure, start=end, target=_ahead(measure, end))


def _end(key_result: KeyResult, *, over: bool) -> float | None:
    end = key_result.current if over else key_result.measure.target
    return key_result.measure.start if end is None else end


def _ahead(measure: Measure, end: float | None) -> float | None:
    """The target, or the end of the earlier part where that is further on the same way."""
    start, target = measure.start, measure.target
    if target is None or end is None:
        return target
    falls = measure.direction is Direction.DECREASE or (start is not None and start > target)
    return min(target, end) if falls else max(target, end)


def needs_target(measure: Measure) -> bool:
    """Whether a way leads nowhere yet: it ends where it begins."""
    is_way = measure.direction in (Direction.INCREASE, Direction.DECREASE, Direction.REACH)
    return is_way and measure.start is not None and measure.start == measure.target


def anew(measure: Measure) -> Measure:
    """How a mere copy is measured: the same from the beginning, every stage still to do."""
    return replace(measure, stages=tuple(replace(stage, done=False) for stage in measure.stages))


def due_in(due_on: date | None, cycle: Cycle, today: date) -> date | None:
    """The due date where it still makes sense in this cycle."""
    is_ahead = due_on is not None and due_on >= max(today, cycle.span.starts_on)
    return due_on if is_ahead else None


def comes_by_itself(span: Span, known: Iterable[Cycle], today: date) -> bool:
    """Whether this will be a cycle without anybody making it, when its first day has come.

    The quarter that begins within a year where the company works in quarters (one is there) and
    no cycle takes any of its days.
    """
    known = tuple(known)
    return (
        span == span_of(CycleKind.QUARTER, span.starts_on)
        and today < span.starts_on <= today + FURTHEST
        and any(each.span == span_of(CycleKind.QUARTER, each.span.starts_on) for each in known)
        and not any(span.overlaps(each.span) for each in known)
    )
