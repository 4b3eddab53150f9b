"""The silent reading of a meeting is over: the channel hears it."""

from datetime import datetime

from sqlmodel import Session

from handlers.meeting import state as meeting_state
from storage import meetings
from storage.reminders import Reminder

KIND = meeting_state.KIND


def act(session: Session, reminder: Reminder, now: datetime) -> None:
    """Say so once, unless somebody ended the reading or the meeting before."""
    meetings.lock(session, reminder.subject_id)
    meeting = meetings.find(session, reminder.subject_id)
    if meeting is not None and not meeting.is_closed:
        meeting_state.end_reading(session, meeting.id, now)
