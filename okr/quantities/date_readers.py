"""Readers of days and periods in figures and in English (2026-04-30, 30 Apr, end of Q2)."""

import re

from okr.quantities import days
from okr.quantities.date_place import (
    IGNORED,
    MONTHS_IN_YEAR,
    SHARE_FIRST,
    UNREADABLE,
    Answer,
    Place,
    Role,
    days_after,
    month_day,
    named_period,
    one_day,
    whole_period,
)
from okr.quantities.date_words import MONTHS, ORDINALS, SHIFTS, WEEKDAYS
from okr.quantities.numbers import WORDS


def _iso(place: Place) -> Answer:
    year, month, day = (int(place[group]) for group in ("year", "month", "day"))
    return one_day(days.existing(year, month, day), place)


def _compact(place: Place) -> Answer:
    return _iso(place) if place.lenient or place.cue else None


def _year_month(place: Place) -> Answer:
    return whole_period(
        place, days.Period(int(place["month"]), 1), int(place["year"]), Role.DEADLINE
    )


def _slash_year(place: Place) -> Answer:
    return _two_numbers(place, int(place["year"]))


def _slash(place: Place) -> Answer:
    after = place.match.string[place.match.end() : place.match.end() + 3].lstrip()
    cued = after.startswith(("前", "之前"))
    if not (place.lenient or cued or (place.cue is Role.DEADLINE and place["mark"] == "/")):
        return None
    return _two_numbers(place, None)


def _two_numbers(place: Place, year: int | None) -> Answer:
    first, second = int(place["first"]), int(place["second"])
    if (place["mark"] == "." and year is not None) or first > MONTHS_IN_YEAR >= second:
        month, day = second, first
    elif second > MONTHS_IN_YEAR >= first or first == second or place["mark"] == ".":
        month, day = first, second
    else:
        return UNREADABLE if max(first, second) > MONTHS_IN_YEAR else IGNORED
    return one_day(month_day(month, day, place.today, year), place)


def _quarter(place: Place) -> Answer:
    number = int(place["last"] or place["number"])
    if place["letter"] == "q":
        period = days.quarter(number)
    elif number <= 2:
        period = days.half(number)
    else:
        return None
    return named_period(place, period, place.year("year", "after", "short"))


# Fewer days are rather how fast something is done ("answer within 2 days") than by when.
_MONTH_OF_DAYS = 30


# "Tickets reopened within 7 days stay below 4%": the days say what is counted, not by when.
_LEVEL_AFTER = re.compile(
    r" (?:after [a-z ]{1,20})?(?:goes|go|rises?|falls?|drops?|climbs?|grows?|moves?|stays?|remains?"
    r"|declines?|is|are|reach(?:es)?|below|above|under|over|at|from|of|no (?:more|less|higher"
    r"|lower)"
    r"|at least|at most|[<>≤≥=]|up (?:from|to|by)|down (?:from|to|by)|to) [^a-z]*"
)


# "Deals close in 60 days instead of 95": the days are what is measured.
_COMPARED_AFTER = re.compile(r",? (?:instead|rather|down from|up from|not \d)")


def _is_window(place: Place) -> bool:
    before = place.match.string[: place.match.start()].rstrip()
    if not place["next"] and SHARE_FIRST.match(before):
        return True
    level = _LEVEL_AFTER.match(place.match.string, place.match.end())
    return bool(before) and before[-1] not in ",;:." and level is not None


def _duration(place: Place) -> Answer:
    written = place["count"]
    count = int(written) if written.isdecimal() else int(WORDS.get(written, 1))
    if _is_window(place):
        return IGNORED
    if _COMPARED_AFTER.match(place.match.string, place.match.end()):
        return None
    if place["unit"] == "day" and not (place.lenient or place["next"] or count >= _MONTH_OF_DAYS):
        return None
    left = place.match.string[max(0, place.match.start() - 4) : place.match.start()].rstrip()
    if left.endswith((" to", "to", "be", "is")):
        return None
    return days_after(place, count)


def _day_month(place: Place) -> Answer:
    day, month = int(place["day"]), MONTHS[place["month"]]
    return one_day(month_day(month, day, place.today, place.year("year", "short")), place)


def _month(place: Place) -> Answer:
    year = place.year("year", "short")
    if year is None and not (place.cue or place.part or place.lenient):
        return None
    return whole_period(place, days.Period(MONTHS[place["month"]], 1), year, Role.PERIOD)


def _named_quarter(place: Place) -> Answer:
    number = ORDINALS[place["nth"]]
    if place["unit"] == "half":
        number = min(number, 2)
    period = days.quarter(number) if place["unit"] == "quarter" else days.half(number)
    return whole_period(place, period, place.year("year"), Role.PERIOD)


# "Month-end close", "year-end bonus": the name of a piece of work, not a day.
_NAMES_WORK = re.compile(r" (?!with |and |or |at |for |in |to )[a-z]")


def _relative(place: Place) -> Answer:
    relative, unit = place["relative"], place["unit"]
    if relative in ("last", "past", "previous"):
        return IGNORED
    if (
        place["end"]
        and place.cue is None
        and _NAMES_WORK.match(place.match.string, place.match.end())
    ):
        return None
    deadline = place.part or place["end"] or (relative and place.cue is Role.DEADLINE)
    if not deadline and relative not in ("this", "next", "current", "coming"):
        return None
    shift = SHIFTS[relative]
    if unit == "week":
        friday = deadline and place.part != "before"
        found = (
            days.weekday_in(place.today, 4, shift) if friday else days.week_end(place.today, shift)
        )
        return max(found, place.today), place.role(Role.PERIOD)
    period, year = days.current(unit, place.today, shift)
    part = "end" if place["end"] else place.part or "end"
    if unit == "year" and part == "middle":
        return days.next_day(6, 30, place.today), Role.DEADLINE
    return days.next_of(period, part, place.today, year), place.role(Role.PERIOD)


def _end(place: Place) -> Answer:
    unit = {"y": "year", "q": "quarter", "m": "month", "w": "week"}[place["word"][-1]]
    if unit == "week":
        return max(days.weekday_in(place.today, 4, 0), place.today), Role.DEADLINE
    period, year = days.current(unit, place.today)
    return days.next_of(period, "end", place.today, place.year("year") or year), Role.DEADLINE


def _weekday(place: Place) -> Answer:
    relative = place["relative"]
    if relative == "last":
        return IGNORED
    if not relative and place.cue is not Role.DEADLINE and not place.lenient:
        return None
    shift = {"next": 1, "this": 0}.get(relative)
    return days.weekday_in(place.today, WEEKDAYS[place["weekday"]], shift), Role.DEADLINE


def _english_day(place: Place) -> Answer:
    if place["word"] == "yesterday" or not (place.cue is Role.DEADLINE or place.lenient):
        return IGNORED
    return days.days_later(place.today, int(place["word"] == "tomorrow")), Role.DEADLINE


_BEFORE_YEAR = re.compile(r"(?<![a-z])(?:by|before|in|during|until|through) $")


def _plain_year(place: Place) -> Answer:
    before = place.match.string[max(0, place.match.start() - 8) : place.match.start()]
    cued = _BEFORE_YEAR.search(before)
    if not (place.part or cued or place.lenient):
        return IGNORED
    return whole_period(place, days.YEAR, int(place["year"]), Role.PERIOD)


READERS = {
    "iso": _iso, "year_month": _year_month, "slash_year": _slash_year, "compact": _compact,
    "slash": _slash, "quarter": _quarter, "duration": _duration, "day_month": _day_month,
    "month_day": _day_month, "month": _month, "named_quarter": _named_quarter,
    "relative": _relative, "end": _end, "weekday": _weekday, "english_day": _english_day,
    "year": _plain_year,
}  # fmt: skip
