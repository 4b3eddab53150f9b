"""Reminders of an alignment that waits: one on the last morning, then silence is noted as that."""

from datetime import datetime

from sqlmodel import Session

from handlers.alignment.cards import show_request
from okr.alignment import AlignmentState, TurnKind
from storage import alignment_changes, alignments, leads
from storage.reminders import Reminder
from storage.tables import AlignmentRow


def remind(session: Session, reminder: Reminder, now: datetime) -> None:
    """Remind whoever has it, unless they answered or had days off in between."""
    row = _waiting(session, reminder)
    if row is None or row.due_at is None or _was_put_off(session, row, now):
        return
    is_asked = row.state is AlignmentState.ASKED
    holder = row.answerer_id if is_asked else row.asker_id
    if not leads.list_reachable(session, [holder]):
        return  # who has left cannot be reminded
    alignment_changes.add_turn(session, row, TurnKind.REMINDED, holder, now)
    show_request(session, reminder.subject_id, now)


def lapse(session: Session, reminder: Reminder, now: datetime) -> None:
    """The deadline passed in silence: both are told once, and it can still be answered."""
    row = _waiting(session, reminder)
    if row is None or row.state is not AlignmentState.ASKED or row.lapsed_at is not None:
        return
    if row.due_at is None or row.due_at > now:
        return
    row.lapsed_at = now
    alignment_changes.add_turn(session, row, TurnKind.LAPSED, row.answerer_id, now)
    show_request(session, reminder.subject_id, now)


def _waiting(session: Session, reminder: Reminder) -> AlignmentRow | None:
    """The request if it waits for somebody and both ends are still pursued, locked."""
    row = alignments.lock(session, reminder.subject_id)
    if row is None or row.state not in (AlignmentState.ASKED, AlignmentState.COUNTERED):
        return None
    return row if alignments.get(session, reminder.subject_id).waits else None


def _was_put_off(session: Session, row: AlignmentRow, now: datetime) -> bool:
    """Whether days off that were not known when it was asked give more time."""
    if row.state is not AlignmentState.ASKED or row.due_on is not None:
        return False
    since = alignment_changes.asked_since(session, row)
    due_at = alignment_changes.due_for(session, row.answerer_id, since, None)
    if row.due_at is None or due_at <= row.due_at:
        return False
    alignment_changes.put_off(session, row, due_at, now)
    return True
