"""Which days somebody works: weekends, public holidays, make-up days, days away."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from okr.facts import Span
from okr.schedule import at_wall_clock, local_date, next_weekly

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
WORK_BEGINS, WORK_ENDS = time(9), time(18)
"""Where nobody said otherwise."""


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


def next_slot(after: datetime, weekday: int, at: time, zone: ZoneInfo, days: WorkDays) -> datetime:
    """The first moment strictly after `after` at which to look whether a prompt is due.

    The plain weekly moment, on a day off too (what becomes of that week is decided then); but
    where this week's has passed and was put off, the moment it was put off to.
    """
    plain = next_weekly(after - _WEEK, weekday, at, zone)
    day = prompt_day(local_date(plain, zone), days)
    if day is not None and (moment := at_wall_clock(day, at, zone)) > after:
        return moment
    return next_weekly(after, weekday, at, zone)


def later_this_week(
    after: datetime, at: time, zone: ZoneInfo, days: WorkDays, first: int = 0
) -> datetime | None:
    """The first moment after `after` on a working day of its ISO week at this time; None for none.

    Days count from the one that `after` is on; `first` leaves out so many of them.
    """
    today = local_date(after, zone)
    for ahead in range(first, 8 - today.isoweekday()):
        day = today + timedelta(days=ahead)
        if days.is_working(day) and (moment := at_wall_clock(day, at, zone)) > after:
            return moment
    return None


def next_hour_of_work(after: datetime, zone: ZoneInfo, days: WorkDays) -> datetime:
    """That moment itself if somebody works then, else when they next begin to."""
    local = after.astimezone(zone)
    if days.is_working(local.date()) and WORK_BEGINS <= local.time() < WORK_ENDS:
        return after
    day = local.date() if local.time() < WORK_BEGINS else local.date() + _DAY
    if not days.is_working(day):
        day = add_working_days(day, 1, days)
    return at_wall_clock(day, WORK_BEGINS, zone)


def add_working_days(day: date, count: int, days: WorkDays) -> date:
    """The day that is `count` working days after `day`; at most a year on."""
    end = day + timedelta(days=366)
    while count > 0 and day < end:
        day += _DAY
        if days.is_working(day):
            count -= 1
    return day
