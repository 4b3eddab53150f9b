"""Targets that are at or below what is already there."""

import re
from collections.abc import Iterator
from enum import Enum, auto

from okr.coach import suggestions
from okr.coach.findings import Finding, Rule, Severity
from okr.coach.lexicon import polarity
from okr.coach.reading import Reading
from okr.errors import message
from okr.measures import Direction, Kind
from okr.quantities import read

_EASY = message("The target {target} is no further than what is already there ({present}).")
_EASY_ASK = message("What would make you stretch a little and still be possible?")

_OPEN = re.compile(r"(?<![a-z])x{2,6}(?![a-wyz])")
_NOW = re.compile(
    r"(?<![a-z])(?:currently|now|today|already|at the moment|at present|present(?:ly)?"
    r"|current(?: value| level)?"
    r"|as of today|we have|we are at|we're at)(?: (?:at|is|have|has|had|already|on|around|we"
    r" have|stands? at))*[ :]*(?=[$€£¥]?\d)"
    r"|(?:目前|当前|现在|现有|现已|现已有|现为|现状|已有|已经?达到?"
    r"|已(?:经)?[^\d,;完]{0,3}?)(?:有|为|是|达到?|约|已|在)*[ :]*(?=[$€£¥]?\d)"
)
_FALLS = re.compile(polarity.FALLS)
_RISES = re.compile(polarity.RISES)
_LESS_IS_BETTER = re.compile(polarity.LESS_IS_BETTER)
_MORE_IS_BETTER = re.compile(polarity.MORE_IS_BETTER)


# "1 in 8": the first figure says nothing by itself.
_RATIO = re.compile(r"(?<![\d.])\d+ in \d|\d ?次 ?\d+ ?次")
_CAPPED = re.compile(
    r"(?<![a-z])(?:below|under|at most|no more than|no higher than|not above)(?![a-z])"
    r"|不超过|以内|以下|低于|不高于|之内"
)
_IMPROVED = re.compile(r"(?<![a-z])(?:improv|optimi[sz])|改善|优化|改进")


class _Way(Enum):
    """Where a better value lies."""

    LOWER = auto()
    HIGHER = auto()
    UNKNOWN = auto()


def judge_ease(reading: Reading) -> Iterator[Finding]:
    """The start or what there is today has already reached the target."""
    quantity = reading.quantity
    target = quantity.target
    if target is None or _OPEN.search(reading.folded):
        return
    present = quantity.start if quantity.start is not None else _today(reading)
    if present is None or _RATIO.search(reading.folded):
        return
    if not _is_reached(reading, present, target):
        return
    yield Finding(
        Rule.EASY_TARGET, Severity.ADVICE, _EASY, _EASY_ASK, suggestions.harder(reading),
        {"target": f"{target:g}", "present": f"{present:g}"},
    )  # fmt: skip


def _today(reading: Reading) -> float | None:
    match = _NOW.search(reading.folded)
    if match is None:
        return None
    present = read(reading.folded[match.end() : match.end() + 24], reading.line.today)
    unit = reading.quantity.unit
    same = present.unit == unit or not present.unit or not unit
    return present.target if same and match.end() > 0 else None


def _is_reached(reading: Reading, present: float, target: float) -> bool:
    match _way(reading):
        case _Way.LOWER:
            return present <= target
        case _Way.HIGHER:
            return present >= target
        case _Way.UNKNOWN:
            return present == target


def _way(reading: Reading) -> _Way:
    """By the verb of change, else by the bound, else by what is measured; else nobody knows.

    A line "from … to …" without a verb knows itself which way it means to go.
    """
    folded = reading.folded
    smaller, larger = _FALLS.search(folded) is not None, _RISES.search(folded) is not None
    if smaller != larger:
        return _Way.LOWER if smaller else _Way.HIGHER
    stated = reading.quantity.start is not None and not _NOW.search(folded)
    if stated and not _IMPROVED.search(folded):
        return _Way.UNKNOWN
    less, more = _LESS_IS_BETTER.search(folded), _MORE_IS_BETTER.search(folded)
    direction = _written_direction(reading)
    if _CAPPED.search(folded):
        direction = Direction.AT_MOST
    if direction is Direction.AT_MOST:
        return _Way.LOWER
    if direction is Direction.AT_LEAST:
        return _Way.HIGHER
    if bool(less) != bool(more):
        return _Way.LOWER if less else _Way.HIGHER
    counted = reading.quantity.kind is Kind.NUMBER and reading.quantity.unit
    beside = reading.quantity.start is not None and _NOW.search(folded)
    is_count = counted and (beside or direction is Direction.REACH)
    return _Way.HIGHER if is_count and not less else _Way.UNKNOWN


def _written_direction(reading: Reading) -> Direction:
    """The direction in the words; one that only follows from the two values says nothing here."""
    direction = reading.quantity.direction
    if reading.quantity.start is not None and direction in (
        Direction.INCREASE,
        Direction.DECREASE,
    ):
        return Direction.NONE
    return direction
