"""Reminders of kind "risk": who has not answered for two working days is nudged, once."""

from datetime import datetime

from sqlmodel import Session

from handlers.risks import cards as risk_cards
from okr.follow_up import RiskState
from storage import people, risk_changes, risks
from storage.reminders import Reminder


def act(session: Session, reminder: Reminder, now: datetime) -> None:
    """Nudge the person, unless the risk has its answer or they were off in between."""
    risk_id, person_id = reminder.subject_id, reminder.person_id
    row = risk_changes.lock(session, reminder.workspace_id, risk_id)
    if row is None or person_id is None or row.state is not RiskState.OPEN:
        return
    asks = risks.list_asks(session, risk_id)
    ask = next((each for each in asks if each.person.id == person_id), None)
    if ask is None or not ask.waits or ask.nudged_at is not None:
        return
    reader = people.get_me(session, person_id)
    due_at = max(ask.due_at, risk_cards.due_for(session, reader, ask.asked_at))
    if due_at > now:  # days off that were not known when they were asked
        risk_changes.put_off(session, risk_id, person_id, due_at)
        risk_cards.wait_for(session, risk_id, reader, due_at)
    else:
        risk_cards.nudge(session, risk_id, person_id, now)
