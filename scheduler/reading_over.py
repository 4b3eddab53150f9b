"""The silent reading of a meeting is over: the channel hears it."""

from datetime import datetime

from sqlmodel import Session

from handlers.meeting_state import held
from handlers.views.meeting import reading_over_card
from storage import meetings, outbox, outbox_edits
from storage.outbox import Priority
from storage.reminders import Reminder

KIND = "reading"
"""The kind of the reminder at the end of the reading."""


def act(session: Session, reminder: Reminder, now: datetime) -> None:
    """Say so once, unless somebody ended the reading or the meeting before."""
    meeting = meetings.find(session, reminder.subject_id)
    if meeting is None or meeting.is_closed or not meetings.end_reading(session, meeting.id, now):
        return
    found = held(session, meetings.get(session, meeting.id), now)
    outbox_edits.change(session, f"meeting:{meeting.id}", found.card, now, "reading")
    outbox.add(
        session,
        key=f"meeting-reading:{meeting.id}",
        address=meetings.place_of(session, meeting.id),
        body=reading_over_card(found.lang, found.state),
        now=now,
        priority=Priority.ANSWER,
    )
