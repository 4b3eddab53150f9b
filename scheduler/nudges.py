"""What comes after a prompt: the card once more after a snooze, and reminders left unanswered."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from handlers.prompts import nudging
from storage.reminders import Reminder


def snoozed(session: Session, reminder: Reminder, now: datetime) -> None:
    """The time somebody wanted is over: the card once more, unless it was done meanwhile."""
    nudging.ask_again(session, reminder.subject_id, reminder.week, now, reminder.at)


def unanswered(session: Session, reminder: Reminder, now: datetime) -> None:
    """A prompt has stood for a working day, or two more: a nudge, unless there is no need."""
    nudging.nudge_by_itself(session, reminder.subject_id, reminder.week, now)


def all_unanswered(session: Session, found: Sequence[Reminder], now: datetime) -> None:
    """The same for many prompts."""
    by_week: defaultdict[str, list[int]] = defaultdict(list)
    for reminder in found:
        by_week[reminder.week].append(reminder.subject_id)
    for week, person_ids in by_week.items():
        nudging.nudge_by_themselves(session, person_ids, week, now)
