"""Reminders of kind "in_step": who is aligned with what changed hears of it, once a day."""

from datetime import datetime

from sqlmodel import Session

from handlers.alignment import news
from storage.reminders import Reminder


def act(session: Session, reminder: Reminder, now: datetime) -> None:
    """Send what changed since, unless it was confirmed, changed back or is over by now."""
    if reminder.person_id is not None:
        news.send(session, reminder.person_id, now)
