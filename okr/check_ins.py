"""Check-ins: what a value may be, what week it belongs to, and the status the figures propose."""

from datetime import date
from enum import StrEnum

from okr.cycles import elapsed
from okr.errors import Invalid, message
from okr.facts import Confidence, Measure, Span, Standing
from okr.measures import Kind
from okr.progress import counted

LARGEST = 1e15
"""Figures beyond this are typing errors; floats keep whole numbers exactly up to here."""


class Status(StrEnum):
    """How a key result stands against the line from start to target."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NO_VALUE = "no_value"
    DONE = "done"


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
