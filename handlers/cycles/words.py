"""Which cycle the words of `cycle create` mean: a kind and a day, a usual name, or two days."""

import re
from datetime import date, timedelta

from handlers.subcommands import take
from okr.cycles import CycleKind, checked_span, span_of
from okr.errors import Invalid, message
from okr.facts import Span
from okr.quantities import read_date

_KINDS = {
    word: kind
    for kind, words in {
        CycleKind.MONTH: ("month", "月", "月度"),
        CycleKind.TWO_MONTHS: ("two-months", "two_months", "two months", "双月"),
        CycleKind.QUARTER: ("quarter", "季度", "季"),
        CycleKind.HALF: ("half", "half-year", "half year", "半年", "半年度"),
        CycleKind.YEAR: ("year", "年", "年度"),
    }.items()
    for word in words
}
_THIS, _NEXT = 0, 1
_STEPS = {
    **dict.fromkeys(("this", "这个", "这", "本", "当前", "今"), _THIS),
    **dict.fromkeys(("next", "下一个", "下个", "下一", "下", "明"), _NEXT),
}
_USUAL_NAME = re.compile(r"(\d{4})(?:\s*q([1-4])|\s*h([12])|-(\d\d))?", re.ASCII | re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TO = ("to", "until", "-", "–", "—", "~", "到", "至")
MOST_YEARS = 10
"""A cycle that begins further away than this is a slip of the keys."""


def read_cycle(typed: str, today: date) -> tuple[CycleKind, Span, str]:
    """The kind, the days and the name (perhaps empty). Raises Invalid for what is not understood.

    "quarter", "quarter next", "下季度", "quarter 2027-02-01", "2027 Q1",
    "2026-05-01 2026-08-31 Summer".
    """
    usual = _usual(typed, today)
    if usual is not None:
        return usual
    step, rest = take(typed, _STEPS)
    kind, rest = take(rest, _KINDS)
    if kind is None:
        if step is None:
            return _own(typed, today)
        raise Invalid(
            message("How long is it? For example: `{example}`."), example="cycle create quarter"
        )
    if step is None:
        step, rest = take(rest, _STEPS)
    if step is None and rest:
        day, name = _day_and_name(rest, today)
        return kind, near(span_of(kind, day), today), name
    if rest:
        raise _no_day(rest, today)
    span = span_of(kind, today)
    return kind, span_of(kind, span.ends_on + timedelta(days=1)) if step else span, ""


def near(span: Span, today: date) -> Span:
    """The same span. Raises Invalid where it begins too far from today."""
    if abs(span.starts_on.year - today.year) > MOST_YEARS:
        raise Invalid(
            message("That is too far away: a cycle begins within {count} years of today."),
            field="starts_on",
            count=MOST_YEARS,
        )
    return span


def _usual(typed: str, today: date) -> tuple[CycleKind, Span, str] | None:
    found = _USUAL_NAME.fullmatch(typed.strip())
    if found is None:
        return None
    year, quarter, half, month = (int(each) if each else 0 for each in found.groups())
    if month > 12:
        raise _no_day(typed, today)
    if quarter:
        kind, month = CycleKind.QUARTER, quarter * 3
    elif half:
        kind, month = CycleKind.HALF, half * 6
    else:
        kind = CycleKind.MONTH if month else CycleKind.YEAR
    first = date(max(year, 1), month or 1, 1)
    near(Span(first, first), today)
    return kind, span_of(kind, first), ""


def _day_and_name(typed: str, today: date) -> tuple[date, str]:
    head, _, rest = typed.partition(" ")
    if _ISO_DAY.fullmatch(head):
        return _day(head, today), rest
    return _day(typed, today), ""


def _own(typed: str, today: date) -> tuple[CycleKind, Span, str]:
    words = typed.split()
    starts_on = _day(words[0] if words else "", today)
    rest = words[2:] if words[1:] and words[1].casefold() in _TO else words[1:]
    if not rest:
        raise Invalid(
            message("When does it end? For example: `{example}`."),
            example=f"cycle create {starts_on} {starts_on + timedelta(days=90)}",
        )
    span = checked_span(starts_on, _day(rest[0], today))
    return CycleKind.OWN, near(span, today), " ".join(rest[1:])


def _day(typed: str, today: date) -> date:
    day = read_date(typed, today)
    if day is None:
        raise _no_day(typed, today)
    return day


def _no_day(typed: str, today: date) -> Invalid:
    return Invalid(
        message("There is no day “{typed}”. Write it like {example}."),
        typed=typed[:40],
        example=today.isoformat(),
    )
