"""Action items: when their owner is reminded, and how they stand to the calendar."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from okr.schedule import at_wall_clock
from okr.working_days import WorkDays, add_working_days

SOON = timedelta(days=7)
"""What falls due within this stands on the home view."""


def reminded_at(due_on: date, at: time, zone: ZoneInfo, days: WorkDays) -> datetime:
    """When the owner is reminded: on the day, or the next one they work.

    `at` is the hour of their weekly prompt, on their own clock.
    """
    day = due_on if days.is_working(due_on) else add_working_days(due_on, 1, days)
    return at_wall_clock(day, at, zone)


def is_overdue(due_on: date | None, today: date) -> bool:
    """Whether the day has passed; what is due today is not overdue yet."""
    return due_on is not None and due_on < today
