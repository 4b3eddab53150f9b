"""Reminders of kind "revision": who has not revised on the second working day is told, once."""

from datetime import datetime

from sqlmodel import Session

from handlers.meeting import revision_cards
from okr.schedule import local_date
from okr.working_days import next_hour_of_work
from storage import leads, meetings, people, revisions, working_days
from storage.reminders import Reminder

KIND = revision_cards.KIND


def act(session: Session, reminder: Reminder, now: datetime) -> None:
    """Remind the person unless nothing is left to revise; on a day off, when they next work."""
    meetings.lock(session, reminder.subject_id)
    meeting = meetings.find(session, reminder.subject_id)
    person_id = reminder.person_id
    if meeting is None or person_id is None:
        return
    own = revision_cards.own_of(revisions.list_of_meeting(session, meeting.id), person_id)
    if not any(each.waits for each in own):
        # What was archived has settled itself, and nobody has said so to the channel yet.
        revision_cards.follow(session, meeting, person_id, now)
        return
    if not leads.list_reachable(session, [person_id]):
        return
    reader = people.get_me(session, person_id)
    day = local_date(now, reader.zone)
    days = working_days.of_person(session, person_id, day, day + revision_cards.AHEAD)
    at = next_hour_of_work(now, reader.zone, days)
    if at > now:  # days off that were not known when the meeting was closed
        revision_cards.wait_until(session, meeting.id, reader, at)
    else:
        revision_cards.nudge(session, meeting, reader, now)
