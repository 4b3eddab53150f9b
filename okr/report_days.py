"""The day on which a team's digest and report go out."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from okr.schedule import at_wall_clock, local_date, next_weekly
from okr.working_days import WorkDays

_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)


def report_day(day: date, lead: WorkDays) -> date | None:
    """The day of the same ISO week on which a report meant for `day` goes out; None for no day.

    On a public holiday of the lead it is the working day before. Days on which the lead is away
    count: the team's week goes on without them.
    """
    days = replace(lead, away=())
    if not days.is_off(day):
        return day
    monday = day - timedelta(days=day.isoweekday() - 1)
    earlier = day - _DAY
    while earlier >= monday:
        if days.is_working(earlier):
            return earlier
        earlier -= _DAY
    return None


def next_report(
    after: datetime, weekday: int, at: time, zone: ZoneInfo, lead: WorkDays
) -> datetime:
    """The first moment strictly after `after` for a team's week.

    Where the lead works on no such day for a year, the plain weekly moment.
    """
    plain = next_weekly(after - _WEEK, weekday, at, zone)
    for _ in range(54):
        day = report_day(local_date(plain, zone), lead)
        if day is not None and (moment := at_wall_clock(day, at, zone)) > after:
            return moment
        plain = next_weekly(plain, weekday, at, zone)
    return next_weekly(after, weekday, at, zone)
