"""Arithmetic on days: the next such day, the ends of months, quarters, halves and weeks."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

EARLY, MIDDLE = 10, 15
_LEAP_SEARCH_YEARS = 9
_DECEMBER = 12
_LAST_YEAR = 9990


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months: the number of the first (1-12) and how many there are."""

    first: int
    months: int

    def begin(self, year: int) -> date:
        """The first day of the period in that year."""
        return date(year, self.first, 1)

    def end(self, year: int) -> date:
        """The last day of the period in that year."""
        return month_end(year, self.first + self.months - 1)

    def middle(self, year: int) -> date:
        """The 15th of its middle month."""
        return date(year, self.first + (self.months - 1) // 2, MIDDLE)


YEAR = Period(1, 12)


def quarter(number: int) -> Period:
    """Quarter 1 to 4."""
    return Period(3 * number - 2, 3)


def half(number: int) -> Period:
    """Half 1 or 2."""
    return Period(6 * number - 5, 6)


def month_end(year: int, month: int) -> date:
    """The last day of that month."""
    return date(year, month, monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day."""
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(year, _LAST_YEAR)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def days_later(day: date, days: int) -> date:
    """So many days later, at most in the last year that dates know."""
    return min(date.max, day + timedelta(days=min(days, (date.max - day).days)))


def existing(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_day(month: int, day: int, today: date) -> date | None:
    """The next such day on or after today (29 Feb may be years away); None for 31 Feb."""
    for year in range(today.year, min(today.year + _LEAP_SEARCH_YEARS, _LAST_YEAR)):
        found = existing(year, month, day)
        if found and found >= today:
            return found
    return None


def next_of(period: Period, part: str, today: date, year: int | None) -> date:
    """The part of a period ("end", "start", "early", "middle", "before"), next one if no year."""
    found = _part(period, part, today.year if year is None else year)
    if year is None and found < today:
        found = _part(period, part, min(today.year + 1, _LAST_YEAR))
    return found


def _part(period: Period, part: str, year: int) -> date:
    match part:
        case "start":
            return period.begin(year)
        case "early":
            return period.begin(year).replace(day=EARLY)
        case "middle":
            return period.middle(year)
        case "before":
            return period.begin(year) - timedelta(days=1)
        case _:
            return period.end(year)


def current(unit: str, today: date, shift: int = 0) -> tuple[Period, int]:
    """The month, quarter, half or year that today is in, so many further on, with its year."""
    size = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    index = (today.year * 12 + today.month - 1) // size + shift
    year, month = divmod(index * size, 12)
    return Period(month + 1, size), min(year, _LAST_YEAR)


def week_end(today: date, shift: int = 0) -> date:
    """The Sunday of this week, or so many weeks on."""
    return days_later(today, 6 - today.weekday() + 7 * shift)


def weekday_in(today: date, weekday: int, shift: int | None) -> date:
    """That weekday (0 Monday) in this week or so many weeks on; None: the next one from today."""
    if shift is None:
        return days_later(today, (weekday - today.weekday()) % 7)
    monday = today - timedelta(days=min(today.weekday(), today.toordinal() - 1))
    return days_later(monday, weekday + 7 * shift)
