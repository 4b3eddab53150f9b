"""Which days the words of `away` mean: two days, one, or a week."""

import re
import unicodedata
from datetime import date, timedelta

from okr.errors import Invalid, message
from okr.facts import Span
from okr.quantities import read_date

MOST_DAYS = 366
_FURTHEST = timedelta(days=2 * 366)
_TO = re.compile(
    r"\s+(?:to|until|till|through)\s+|\s*(?:到|至|~|–|—|\.\.)\s*|\s+-+\s+", re.IGNORECASE
)
_HYPHEN = re.compile(r"(?<=[\d日号.])-(?=\d)")
""" "24-28 Dec", "12月24日-28日"; a date in figures has two of them."""
_FROM = re.compile(r"^(?:(?:from|on|starting)\s+|从|自)", re.IGNORECASE)
_END = re.compile(r"(?:请假|休假|不在|为止|止)$")
_AROUND = " ,.;。"
_BARE_DAY = re.compile(r"(\d{1,2})(?:日|号|th|st|nd|rd)?", re.ASCII | re.IGNORECASE)
_THIS_WEEK = frozenset({"this week", "本周", "这周", "这个星期", "本星期", "这星期"})
_NEXT_WEEK = frozenset({"next week", "下周", "下个星期", "下星期", "下一周"})


def read_days(typed: str, today: date) -> Span:
    """The days away: "2026-12-24 to 2027-01-02", "tomorrow", "next week", "12月24日到28日".

    Raises Invalid for what is not understood, is over, or ends before it begins.
    """
    folded = " ".join(unicodedata.normalize("NFKC", typed).split()).strip(_AROUND)
    folded = _END.sub("", _FROM.sub("", folded)).strip()
    monday = today - timedelta(days=today.isoweekday() - 1)
    if folded.casefold() in _THIS_WEEK:
        return Span(today, monday + timedelta(days=6))
    if folded.casefold() in _NEXT_WEEK:
        return Span(monday + timedelta(days=7), monday + timedelta(days=13))
    parts = [part for part in _TO.split(folded) if part]
    if len(parts) == 1 and len(bare := _HYPHEN.split(folded)) == 2:
        if folded[-1] in "日号" and bare[0][-1].isdigit():
            bare[0] += folded[-1]
        parts = bare if read_date(folded, today) is None else parts
    if not 1 <= len(parts) <= 2:
        raise _unreadable(typed)
    first = last = read_date(parts[0], today)
    if len(parts) == 2:
        first, last = _two_days(parts[0], parts[1], today)
    if first is None or last is None:
        raise _unreadable(typed)
    return checked(first, last, today)


def _two_days(first: str, last: str, today: date) -> tuple[date | None, date | None]:
    begins = read_date(first, today)
    if begins is not None:
        ends = read_date(last, begins) or read_date(last, today) or _same_month(last, begins)
        # "Friday to Monday" and "24 Dec to 2 Jan": the second is the next one after the first.
        return begins, ends
    ends = read_date(last, today)
    return (_same_month(first, ends), ends) if ends else (None, None)


def _same_month(typed: str, other: date) -> date | None:
    """ "28日" in the month of the other day."""
    found = _BARE_DAY.fullmatch(typed.strip())
    if found is None:
        return None
    try:
        return other.replace(day=int(found[1]))
    except ValueError:
        return None


def _unreadable(typed: str) -> Invalid:
    return Invalid(
        message("Which days are “{typed}”? Write them like `{example}`."),
        field="first",
        typed=" ".join(typed.split())[:60],
        example="away 2026-12-24 to 2027-01-02",
    )


def checked(first: date, last: date, today: date) -> Span:
    """The same days. Raises Invalid where they are over, the wrong way round, or too many."""
    if last < first:
        raise Invalid(
            message("{last} is before {first}. Write the first day first."),
            field="last",
            first=first.isoformat(),
            last=last.isoformat(),
        )
    if first < today:
        raise Invalid(
            message("{first} is over. Begin with today or a later day."),
            field="first",
            first=first.isoformat(),
        )
    if first > today + _FURTHEST:
        raise Invalid(
            message("{first} is too far ahead. Enter the days when they come nearer."),
            field="first",
            first=first.isoformat(),
        )
    if (last - first).days >= MOST_DAYS:
        raise Invalid(message("That is more than a year. Enter a year at most."), field="last")
    return Span(first, last)
