"""Which days somebody works: weekends, public holidays, make-up days, days away."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from okr.facts import Span
from okr.schedule import at_wall_clock, local_date, next_weekly

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkDays:
    """The days of one person: `extra` are worked although they fall on a weekend."""

    holidays: frozenset[date] = frozenset()
    extra: frozenset[date] = frozenset()
    away: tuple[Span, ...] = ()
    weekend: frozenset[int] = frozenset({6, 7})
    """ISO weekdays."""

    def is_off(self, day: date) -> bool:
        """Whether it is a holiday or the person is away; a weekend alone is not."""
        return day in self.holidays or any(day in span for span in self.away)

    def is_working(self, day: date) -> bool:
        """Whether the person works on that day."""
        if self.is_off(day):
            return False
        return day in self.extra or day.isoweekday() not in self.weekend


def prompt_day(day: date, days: WorkDays) -> date | None:
    """The day of the same ISO week on which a prompt meant for `day` goes out; None for no day.

    The day itself unless it is off (somebody may have chosen a Sunday), else the next one worked.
    """
    if not days.is_off(day):
        return day
    sunday = day + timedelta(days=7 - day.isoweekday())
    later = day + _DAY
    while later <= sunday:
        if days.is_working(later):
            return later
        later += _DAY
    return None


def next_prompt(
    after: datetime, weekday: int, at: time, zone: ZoneInfo, days: WorkDays
) -> datetime:
    """The first moment strictly after `after` for a weekly prompt, days off put off or left out.

    Where nobody works for a year, the plain weekly moment.
    """
    plain = next_weekly(after - _WEEK, weekday, at, zone)
    for _ in range(54):
        day = prompt_day(local_date(plain, zone), days)
        if day is not None and (moment := at_wall_clock(day, at, zone)) > after:
            return moment
        plain = next_weekly(plain, weekday, at, zone)
    return next_weekly(after, weekday, at, zone)


def add_working_days(day: date, count: int, days: WorkDays) -> date:
    """The day that is `count` working days after `day`; at most a year on."""
    end = day + timedelta(days=366)
    while count > 0 and day < end:
        day += _DAY
        if days.is_working(day):
            count -= 1
    return day
