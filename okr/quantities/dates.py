"""Days in running text and in a date field: where they stand, and which day is meant."""

from dataclasses import dataclass, replace
from datetime import date

from okr.quantities import date_readers, date_readers_han
from okr.quantities.date_place import Place, Role
from okr.quantities.date_words import (
    AT_DIGIT,
    AT_HAN,
    AT_LATIN,
    COMPILED,
    LEFT_BEFORE,
    LEFT_DEADLINE,
    LEFT_IGNORED,
    LEFT_PART,
    LEFT_PERIOD,
    PARTS,
    TRIGGER,
)
from okr.quantities.text import fold

_DATE_LENGTH = 60
_ENDS = " .!。！,，;；)）]】"
_READERS = date_readers.READERS | date_readers_han.READERS


@dataclass(frozen=True, slots=True)
class DateHit:
    """One written day: where it stands (cue words included), the day, and what it is for."""

    start: int
    end: int
    day: date | None
    role: Role


def _cue(left: str) -> Role | None:
    if LEFT_IGNORED.search(left):
        return Role.IGNORED
    if LEFT_DEADLINE.search(left):
        return Role.DEADLINE
    return Role.PERIOD if LEFT_PERIOD.search(left) else None


def find_dates(folded: str, today: date, lenient: bool = False) -> list[DateHit]:
    """Every day written in folded text, in order and apart.

    In a date field (`lenient`) a bare month, weekday or "4/30" counts without a word before it.
    """
    hits: list[DateHit] = []
    position = 0
    while trigger := TRIGGER.search(folded, position):
        start = trigger.start()
        position = start + 1
        first = folded[start]
        if _joined(folded[max(0, start - 2) : start], first):
            continue
        pattern = AT_DIGIT if first.isdecimal() else AT_LATIN if first.isascii() else AT_HAN
        match = pattern.match(folded, start)
        if match and (hit := _hit(folded, start, match.lastgroup or "", today, lenient)):
            if hits and hit.start < hits[-1].end:
                hit = replace(hit, start=hits[-1].end)
            hits.append(hit)
            position = hit.end
    return hits


def _joined(before: str, first: str) -> bool:
    """Whether what stands before makes one word or number with the first character."""
    last = before[-1:]
    if not last or not first.isascii():
        return False
    if first.isdecimal() and last in ".,/":
        return before[0].isdecimal()
    return last.isascii() and (last.isalpha() or (first.isdecimal() and last.isdecimal()))


def _hit(folded: str, start: int, name: str, today: date, lenient: bool) -> DateHit | None:
    inner = COMPILED[name].match(folded, start)
    if inner is None:
        return None
    begin = start
    left = folded[max(0, start - 24) : start]
    part = None
    if found := LEFT_PART.search(left):
        part = PARTS.get(found[1], "end")
        left, begin = left[: found.start()], begin - (len(left) - found.start())
    place = Place(inner, today, _cue(left), part, bool(LEFT_BEFORE.search(left)), lenient)
    answer = _READERS[name](place)
    if answer is None:
        return None
    day, role = answer
    if place.cue is Role.IGNORED:
        role = Role.IGNORED
    return DateHit(begin, inner.end(), day, role)


def read_date(text: str, today: date) -> date | None:
    """The day that a date field means, or None (no day, no such day, or an ambiguous one).

    Without a year it is the next such day on or after today; a bare month, quarter or year is its
    last day. Of "4/5" nobody knows the month, so it is None.
    """
    folded = fold(text).strip()
    if len(folded) > _DATE_LENGTH:
        return None
    hits = find_dates(folded, today, lenient=True)
    if len(hits) != 1 or hits[0].role in (Role.UNREADABLE, Role.IGNORED):
        return None
    rest = folded[: hits[0].start] + folded[hits[0].end :]
    return None if any(character.isdecimal() for character in rest) else hits[0].day


@dataclass(frozen=True, slots=True)
class DueDay:
    """Until when something is to be done: the text from `start` to `end` says so.

    `day` is None where no calendar has it, or nobody can tell which one is meant ("4/5").
    """

    day: date | None
    start: int
    end: int


def find_due_day(text: str, today: date) -> DueDay | None:
    """The day until which something is to be done, from a line that says what and by when.

    With a word for it ("by Friday", "周五前") wherever it stands; without one only as the line's
    first or last words ("call them tomorrow", not "chapter 3.2"), a period only if it is a week.
    """
    folded = fold(text)
    found = [_due(folded, hit) for hit in find_dates(folded, today, lenient=True)]
    due = [each for each in found if each is not None]
    return due[-1] if due else None


def _due(folded: str, hit: DateHit) -> DueDay | None:
    written = folded[hit.start : hit.end].strip()
    cue = LEFT_DEADLINE.search(folded[max(0, hit.start - 24) : hit.start])
    start = hit.start - len(cue[0]) if cue else hit.start
    if cue or written.endswith("前"):
        return DueDay(hit.day, start, hit.end)
    is_outside = not folded[: hit.start].strip() or not folded[hit.end :].strip(_ENDS)
    is_week = any(word in written for word in ("week", "周", "星期", "礼拜"))
    is_in_words = any(each.isalpha() for each in written) or written.startswith("20")
    if not (is_outside and is_in_words) or hit.day is None or hit.role is Role.IGNORED:
        return None
    return DueDay(hit.day, start, hit.end) if hit.role is Role.DEADLINE or is_week else None


def unreadable_dates(text: str) -> tuple[str, ...]:
    """What is written like a day but is none ("31 Feb", "2月30日"), as it was written."""
    hits = find_dates(fold(text), date(2000, 1, 1))
    return tuple(text[hit.start : hit.end].strip() for hit in hits if hit.role is Role.UNREADABLE)
