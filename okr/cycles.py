"""Cycles: months, two months, quarters, halves, years and spans of a company's own."""

from datetime import date, timedelta
from enum import StrEnum

from okr.errors import Invalid, message
from okr.facts import Span


class CycleKind(StrEnum):
    """How long a cycle is."""

    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    OWN = "own"


_MONTHS = {
    CycleKind.MONTH: 1,
    CycleKind.TWO_MONTHS: 2,
    CycleKind.QUARTER: 3,
    CycleKind.HALF: 6,
    CycleKind.YEAR: 12,
}

LONGEST = timedelta(days=3 * 366)


def span_of(kind: CycleKind, day: date) -> Span:
    """The calendar cycle of this kind that `day` lies in. OWN has none: ValueError."""
    months = _MONTHS.get(kind)
    if months is None:
        raise ValueError(kind)
    first_month = (day.month - 1) // months * months + 1
    starts_on = date(day.year, first_month, 1)
    after = first_month + months
    next_start = date(day.year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
    return Span(starts_on, next_start - timedelta(days=1))


def name_of(kind: CycleKind, span: Span) -> str:
    """The usual name, the same in every language: 2026, 2026 H1, 2026 Q2, 2026-03, 2026-03/04."""
    start = span.starts_on
    match kind:
        case CycleKind.YEAR:
            return f"{start.year}"
        case CycleKind.HALF:
            return f"{start.year} H{(start.month - 1) // 6 + 1}"
        case CycleKind.QUARTER:
            return f"{start.year} Q{(start.month - 1) // 3 + 1}"
        case CycleKind.TWO_MONTHS:
            return f"{start.year}-{start.month:02}/{span.ends_on.month:02}"
        case CycleKind.MONTH:
            return f"{start.year}-{start.month:02}"
        case CycleKind.OWN:
            return f"{start.isoformat()} – {span.ends_on.isoformat()}"


def checked_span(starts_on: date, ends_on: date) -> Span:
    """A span of a company's own. Raises Invalid when it ends before it starts or is too long."""
    if ends_on <= starts_on:
        raise Invalid(message("A cycle must end after it starts."), field="ends_on")
    if ends_on - starts_on > LONGEST:
        raise Invalid(message("A cycle can last three years at most."), field="ends_on")
    return Span(starts_on, ends_on)


def elapsed(span: Span, today: date) -> float:
    """How much of the span is over, 0 to 1."""
    whole = (span.ends_on - span.starts_on).days + 1
    return min(max(((today - span.starts_on).days) / whole, 0.0), 1.0)
