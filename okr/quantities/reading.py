"""What a line measures: its kind, direction, start, target, unit, due day and people."""

import re
from dataclasses import dataclass, replace
from datetime import date

from okr.measures import Direction, Kind
from okr.quantities.amounts import find_amounts
from okr.quantities.date_place import Role
from okr.quantities.dates import DateHit, find_dates
from okr.quantities.governing import direction_of
from okr.quantities.metrics import Metric, first_metric
from okr.quantities.names import find_rank, mask_names
from okr.quantities.text import blank, fold, take_people


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a line measures.

    `target` (and `start`) are in percent points, whole currency units or the unit as written;
    with WITHIN they are the lower bound and `high` the upper one. `unit` is "" for none, "%", an
    ISO 4217 code, or the word in the line. `people` are the names after @, in order. `spans` are
    the places of the number and of the due day. `low_confidence` asks for a second look.
    """

    kind: Kind = Kind.MILESTONE
    direction: Direction = Direction.NONE
    start: float | None = None
    target: float | None = None
    high: float | None = None
    unit: str = ""
    due: date | None = None
    people: tuple[str, ...] = ()
    low_confidence: bool = False
    spans: tuple[tuple[int, int], ...] = ()


def read(text: str, today: date) -> Quantity:
    """What the line measures; the first metric where it holds several. Any text gives an answer."""
    people, folded = take_people(text, fold(text))
    hits = find_dates(folded, today) if folded else []
    due, due_span = _due(hits)
    undated = blank(folded, [(hit.start, hit.end) for hit in hits if _hides_numbers(folded, hit)])
    masked = mask_names(undated)
    amounts = find_amounts(masked, text)
    metric = first_metric(masked, amounts)
    found = Quantity(due=due, people=people, spans=due_span)
    if metric is not None:
        return _quantity(masked, metric, found)
    if rank := find_rank(undated):
        place, start, end = rank
        return replace(
            found, kind=Kind.NUMBER, direction=Direction.AT_MOST, target=place,
            spans=((start, end), *due_span), low_confidence=True,
        )  # fmt: skip
    return found


_PAST = re.compile(r"去年|上|last|previous|past")


def _hides_numbers(folded: str, hit: DateHit) -> bool:
    """Days are taken out; "last year" stays, it says that a number is the present one."""
    return hit.role is not Role.IGNORED or not _PAST.match(folded, hit.start)


def _due(hits: list[DateHit]) -> tuple[date | None, tuple[tuple[int, int], ...]]:
    for role in (Role.DEADLINE, Role.PERIOD):
        for hit in hits:
            if hit.role is role and hit.day:
                return hit.day, ((hit.start, hit.end),)
    return None, ()


def _quantity(masked: str, metric: Metric, found: Quantity) -> Quantity:
    amount, low, start = metric.amount, metric.low, metric.start
    direction = direction_of(masked, metric)
    target, high = amount.value, None
    if low is not None:
        target, high = low.value, amount.value
        if direction in (Direction.REACH, Direction.AT_LEAST, Direction.AT_MOST):
            direction = Direction.WITHIN
    kind, unit, value = amount.kind, amount.unit, target
    if amount.unit in ("倍", "x") and direction is Direction.INCREASE and start is None:
        kind, unit, value = _times(masked, metric, target)
    if value is not None and direction in (Direction.INCREASE, Direction.DECREASE) and amount.sign:
        value = value if start or metric.near.has("to") else abs(value)
    if not unit and start is not None:
        unit = start.unit
    return Quantity(
        kind=kind, direction=direction, start=start.value if start else None, target=value,
        high=high, unit=unit, due=found.due, people=found.people,
        low_confidence=value is None or metric.weak,
        spans=((amount.start, amount.end), *found.spans),
    )  # fmt: skip


def _times(masked: str, metric: Metric, target: float | None) -> tuple[Kind, str, float | None]:
    """Growing 3x is +200 %, growing by 2 倍 is +200 %; growing to 3x is the number 3."""
    amount = metric.amount
    if target is None or metric.near.has("to"):
        return amount.kind, amount.unit, target
    factor = target if amount.unit == "倍" else target - 1
    return Kind.PERCENT, "%", 100 * factor
