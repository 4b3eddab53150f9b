"""Figures and dates from form fields: read as people write them, refused with a word why."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from chat.forms import FieldValue
from okr.check_ins import LARGEST
from okr.errors import Invalid, message
from okr.facts import Measure
from okr.measures import Direction, Kind
from okr.quantities import read_date, read_number

_E = TypeVar("_E", bound=StrEnum)


def figure_field(fields: Mapping[str, FieldValue], name: str) -> float | None:
    """The figure typed into a field, None when it is empty. Raises Invalid."""
    typed = str(fields.get(name, "") or "").strip()
    if not typed:
        return None
    return figure(typed, name)


def figure(typed: str, field: str) -> float:
    """A figure as people write it. Raises Invalid for what is none."""
    value = read_number(typed)
    if value is None:
        raise Invalid(
            message("“{typed}” is not a figure I can read. Write it like 12,000 or 3.6 or 20%."),
            field=field,
            typed=typed[:40],
        )
    if abs(value) > LARGEST:
        raise Invalid(message("That figure is too large to be meant."), field=field)
    return value


def date_field(fields: Mapping[str, FieldValue], name: str, today: date) -> date | None:
    """The day typed or picked, None when the field is empty. Raises Invalid."""
    typed = str(fields.get(name, "") or "").strip()
    if not typed:
        return None
    day = read_date(typed, today)
    if day is None:
        raise Invalid(
            message("There is no day “{typed}”. Write it like {example}."),
            field=name,
            typed=typed[:40],
            example=today.isoformat(),
        )
    return day


def changed_measure(fields: Mapping[str, FieldValue], before: Measure) -> Measure:
    """The measure the form describes. Raises Invalid where its parts do not fit together."""
    kind = _choice(fields, "kind", Kind, before.kind)
    direction = _choice(fields, "direction", Direction, before.direction)
    start, target = figure_field(fields, "start"), figure_field(fields, "target")
    high = figure_field(fields, "high")
    unit = " ".join(str(fields.get("unit", "")).split())
    if kind is Kind.MILESTONE or direction is Direction.NONE:
        return Measure(Kind.MILESTONE, Direction.NONE, stages=before.stages)
    if target is None:
        raise Invalid(
            message("What figure is to be reached? Or choose the kind “milestone”."),
            field="target",
        )
    if direction is Direction.WITHIN:
        if high is None or high < target:
            raise Invalid(
                message("The upper bound must not be below the target, which is the lower one."),
                field="high",
            )
    else:
        high = None
    _check_way(direction, start, target)
    return Measure(kind, direction, start, target, high, "%" if kind is Kind.PERCENT else unit)


def _check_way(direction: Direction, start: float | None, target: float) -> None:
    if start is None:
        return
    if direction is Direction.INCREASE and start > target:
        raise Invalid(
            message("To raise it, the target must be above the start; or choose to lower it."),
            field="target",
        )
    if direction is Direction.DECREASE and start < target:
        raise Invalid(
            message("To lower it, the target must be below the start; or choose to raise it."),
            field="target",
        )


def _choice(fields: Mapping[str, FieldValue], name: str, values: type[_E], before: _E) -> _E:
    typed = str(fields.get(name, "") or before.value)
    try:
        return values(typed)
    except ValueError:
        raise Invalid(message("Choose one of the options."), field=name) from None
