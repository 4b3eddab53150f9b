"""Reminders of kind "action": the owner of an action item is told on the day it is due."""

from datetime import datetime

from sqlmodel import Session

from chat.address import Address
from chat.locales import language
from handlers.todo import acting
from handlers.views.todo import due_card
from okr.follow_up import ActionState
from okr.schedule import local_date
from storage import action_items, leads, outbox, people
from storage.reminders import Reminder


def act(session: Session, reminder: Reminder, now: datetime) -> None:
    """Tell the owner once for each due date; put off to the next day they work if they are off."""
    row = action_items.lock(session, reminder.workspace_id, reminder.subject_id)
    if row is None or row.state is not ActionState.OPEN or row.due_on is None:
        return
    moment = acting.moment_of(session, row, now)
    if moment is not None and moment > now:
        acting.remind(session, row, now)
        return
    if not leads.list_reachable(session, [row.owner_id]):
        return
    reader = people.get_me(session, row.owner_id)
    item = action_items.get(session, reminder.subject_id)
    outbox.add(
        session,
        key=f"action:{item.id}:{row.due_on}",
        address=Address.of(people.accounts_of(session, reader.id)[0]),
        body=due_card(language(reader.locale), item, local_date(now, reader.zone)),
        now=now,
    )
