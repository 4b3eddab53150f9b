"""Check-ins: what a value may be, what is said, and the status the figures propose."""

import re
from dataclasses import dataclass
from datetime import UTC, date

from okr.cycles import elapsed
from okr.errors import Invalid, message
from okr.facts import (
    Confidence,
    KeyResult,
    Measure,
    Objective,
    PersonName,
    Span,
    Stage,
    Standing,
    State,
    Status,
)
from okr.measures import Kind
from okr.progress import counted
from okr.quantities import read

LARGEST = 1e15
"""Figures beyond this are typing errors; floats keep whole numbers exactly up to here."""
STALE_DAYS = 14
"""After so many days without a check-in nobody knows how a key result stands."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says in a check-in; None is what was not said. With stages comes a value.

    `takes_back` says that the value recorded before was none.
    """

    value: float | None = None
    stages: tuple[Stage, ...] | None = None
    confidence: Confidence | None = None
    note: str = ""
    risk: str = ""
    support: str = ""
    support_from: PersonName | None = None
    next_step: str = ""
    next_step_on: date | None = None
    status: Status | None = None
    takes_back: bool = False


def checked_value(measure: Measure, value: float | None) -> float | None:
    """The value as it can be stored. Raises Invalid for figures no one can mean."""
    if value is None:
        return None
    if abs(value) > LARGEST:
        raise Invalid(message("That figure is too large to be meant."), field="value")
    if measure.kind is Kind.MILESTONE and value not in (0.0, 1.0):
        raise Invalid(
            message("This key result is done or not done: choose one of the two."),
            field="value",
        )
    return value


_PERIODS = (
    ("ms", "millisecond", "milliseconds", "毫秒"),
    ("s", "sec", "secs", "second", "seconds", "秒"),
    ("min", "mins", "minute", "minutes", "分钟", "分"),
    ("h", "hr", "hrs", "hour", "hours", "小时"),
    ("d", "day", "days", "天", "日"),
    ("week", "weeks", "周"),
)
_PERIOD_OF = {word: words[0] for words in _PERIODS for word in words}
_SHARED_SIGNS = (
    (re.compile(r"(?<![A-Za-z])\$"), "USD", "AUD CAD HKD NZD SGD TWD"),
    (re.compile("[¥￥]"), "CNY", "JPY"),
    (re.compile("(?<![美欧日港])元"), "CNY", "HKD TWD"),
)
"""Signs of several currencies: what they are read as, and what else they may mean."""


def check_unit(measure: Measure, typed: str, today: date) -> None:
    """Raises Invalid for a value typed in another unit than the key result is measured in."""
    said = read(typed, today)
    if said.kind is Kind.PERCENT and measure.kind in (Kind.NUMBER, Kind.MONEY):
        if measure.unit not in ("", "%"):
            raise Invalid(
                message("It is counted in {unit}, not in percent. Write the figure itself."),
                field="value",
                unit=measure.unit,
            )
        if not measure.unit:
            raise Invalid(message("It is a figure, not a percentage."), field="value")
    if said.kind is Kind.MONEY and measure.kind is not Kind.MILESTONE:
        _check_currency(measure, typed, said.unit)
    if other_period(measure, said.unit):
        raise Invalid(_OTHER_UNIT, field="value", unit=measure.unit, other=said.unit)


def other_period(measure: Measure, unit: str) -> bool:
    """Whether this names a length of time, and another than the key result is measured in."""
    before, after = _PERIOD_OF.get(measure.unit.casefold()), _PERIOD_OF.get(unit.casefold())
    return before is not None and after is not None and before != after


_OTHER_UNIT = message("It is counted in {unit}, not in {other}. Convert it first.")


def _check_currency(measure: Measure, typed: str, currency: str) -> None:
    unit = measure.unit.upper()
    if currency == unit:
        return
    if measure.kind is not Kind.MONEY:
        raise Invalid(message("It is no amount of money. Write a plain figure."), field="value")
    is_shared = any(
        sign.search(typed) and currency == read_as and unit in others.split()
        for sign, read_as, others in _SHARED_SIGNS
    )
    if unit and not is_shared:
        raise Invalid(_OTHER_UNIT, field="value", unit=unit, other=currency)


def proposed_status(
    standing: Standing, span: Span, today: date, confidence: Confidence | None
) -> Status:
    """What figures and time say: behind the expected line by a fifth is at risk, by two off track.

    The owner's low confidence makes on track at risk: people know before figures do.
    """
    if not standing.has_value:
        return Status.NO_VALUE
    ratio = counted(standing.ratio)
    if ratio >= 1:
        return Status.DONE
    behind = elapsed(span, today) - ratio
    if behind >= 0.4:
        return Status.OFF_TRACK
    if behind >= 0.2 or confidence is Confidence.LOW:
        return Status.AT_RISK
    return Status.ON_TRACK


def expected_span(key_result: KeyResult, cycle: Span) -> Span:
    """The days from start to target: to its due date, else the cycle's end; from the cycle's
    start, or from the day it was published where that is later."""
    ends_on = key_result.due_on or cycle.ends_on
    starts_on = max(cycle.starts_on, key_result.since or cycle.starts_on)
    return Span(min(starts_on, ends_on), ends_on)


def status_of(objective: Objective, key_result: KeyResult, today: date) -> Status:
    """What figures and time say of a key result as it stands."""
    span = expected_span(key_result, objective.cycle.span)
    return proposed_status(key_result.standing, span, today, key_result.confidence)


def silent_since(objective: Objective, key_result: KeyResult, today: date) -> date | None:
    """The day of the last check-in (or of publishing) of what is stale, None for what is not.

    Only what is published in a running cycle can be: nobody waits for news of the rest.
    """
    cycle = objective.cycle
    if objective.state is not State.PUBLISHED or cycle.is_closed or today not in cycle.span:
        return None
    checked_in = key_result.checked_in_at
    last = key_result.since if checked_in is None else checked_in.astimezone(UTC).date()
    return last if last is not None and (today - last).days >= STALE_DAYS else None
