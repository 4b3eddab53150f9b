"""Wall-clock rules to points in time: a gap shifts forward, a repeated hour counts once."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def at_wall_clock(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC moment when clocks in `zone` show this day and time.

    In a spring gap the moment just as long after the gap's start; in an autumn repetition the
    first of the two (PEP 495, fold 0).
    """
    # In the gap, fold 0 reads the clock with the offset of before: that is forward by the gap.
    return datetime.combine(day, at.replace(fold=0), tzinfo=zone).astimezone(UTC)


def week_key(at: datetime, zone: ZoneInfo) -> str:
    """The ISO week it is in `zone`: "2026-W35"."""
    year, week, _ = at.astimezone(zone).isocalendar()
    return f"{year}-W{week:02}"


def next_weekly(after: datetime, weekday: int, at: time, zone: ZoneInfo) -> datetime:
    """The first moment strictly after `after` when it is ISO `weekday` and `at` in `zone`."""
    today = after.astimezone(zone).date()
    day = today + timedelta(days=(weekday - today.isoweekday()) % 7)
    moment = at_wall_clock(day, at, zone)
    while moment <= after:
        day += timedelta(days=7)
        moment = at_wall_clock(day, at, zone)
    return moment


def local_date(at: datetime, zone: ZoneInfo) -> date:
    """The day it is in `zone`."""
    return at.astimezone(zone).date()
