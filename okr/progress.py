"""Progress has one meaning everywhere: the table in the guide's spirit, one function a row."""

from collections.abc import Iterable

from okr.facts import Measure, Standing
from okr.measures import Direction, Kind


def standing(measure: Measure, current: float | None) -> Standing:
    """How far a key result is with this current value (points for percentages, 1 for done).

    No value yet gives ratio 0 and `has_value` False. Never raises.
    """
    if measure.kind is Kind.MILESTONE:
        return _milestone(measure, current)
    if current is None:
        return Standing(0.0, has_value=False)
    return Standing(_ratio(measure, current), has_value=True)


def counted(ratio: float) -> float:
    """A ratio as it counts in roll-ups: within 0 and 1."""
    return min(max(ratio, 0.0), 1.0)


def roll_up(parts: Iterable[tuple[float, float | None]]) -> float | None:
    """The mean of (ratio, weight) pairs, each counted 0 to 1; None when there are none.

    All weights 0 or none given: the plain mean. A missing weight among given ones counts as
    much as their mean, so that adding a key result without one does not silence it.
    """
    pairs = [(counted(ratio), weight) for ratio, weight in parts]
    if not pairs:
        return None
    given = [weight for _, weight in pairs if weight is not None]
    if sum(given) <= 0:
        return sum(ratio for ratio, _ in pairs) / len(pairs)
    usual = sum(given) / len(given)
    weighted = [(ratio, usual if weight is None else weight) for ratio, weight in pairs]
    return sum(ratio * weight for ratio, weight in weighted) / sum(w for _, w in weighted)


def _milestone(measure: Measure, current: float | None) -> Standing:
    total = sum(stage.weight for stage in measure.stages)
    if measure.stages and total > 0:
        done = sum(stage.weight for stage in measure.stages if stage.done)
        started = current is not None or any(stage.done for stage in measure.stages)
        return Standing(done / total, has_value=started)
    if current is None:
        return Standing(0.0, has_value=False)
    return Standing(1.0 if current >= 1 else 0.0, has_value=True)


def _ratio(measure: Measure, current: float) -> float:
    target = measure.target
    if target is None:
        return 0.0
    match measure.direction:
        case Direction.WITHIN:
            return 1.0 if target <= current <= _upper(measure, target) else 0.0
        case Direction.AT_LEAST:
            return _kept(measure.start, target, current, current >= target)
        case Direction.AT_MOST:
            return _kept(measure.start, target, current, current <= target)
        case Direction.DECREASE if measure.start is None:
            return 1.0 if current <= target else 0.0
        case _:
            start = 0.0 if measure.start is None else measure.start
            if start == target:
                return _met(measure.direction, target, current)
            return (current - start) / (target - start)


def _upper(measure: Measure, target: float) -> float:
    return target if measure.high is None else measure.high


def _met(direction: Direction, target: float, current: float) -> float:
    met = current <= target if direction is Direction.DECREASE else current >= target
    return 1.0 if met else 0.0


def _kept(start: float | None, target: float, current: float, kept: bool) -> float:
    """At least / at most: all of it while kept, otherwise the way made from the start."""
    if kept:
        return 1.0
    if start is None or start == target:
        return 0.0
    way = (current - start) / (target - start)
    # A start that already kept the bound leaves no way to go: not kept is then simply 0.
    return way if way < 1 else 0.0
