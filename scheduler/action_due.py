"""Reminders of kind "action": the owner of an action item is told on the day it is due."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from chat.address import Address
from chat.locales import language
from handlers.todo import acting
from handlers.views.todo import due_card
from okr.follow_up import ActionState
from okr.schedule import local_date
from storage import action_items, leads, outbox, prompts
from storage.reminders import Reminder
from storage.tables import ActionItemRow


def act(session: Session, reminder: Reminder, now: datetime) -> None:
    """Tell the owner once for each due date; put off to the next day they work if they are off."""
    act_all(session, [reminder], now)


def act_all(session: Session, found: Sequence[Reminder], now: datetime) -> None:
    """The same for many."""
    workspaces = {each.subject_id: each.workspace_id for each in found}
    rows = [
        row
        for row in action_items.lock_all(session, workspaces)
        if row.workspace_id == workspaces[int(row.id or 0)]
        and row.state is ActionState.OPEN
        and row.due_on is not None
    ]
    moments = acting.moments_of(session, rows, now)
    due = []
    for row in rows:
        moment = moments.get(int(row.id or 0))
        if moment is not None and moment > now:
            acting.remind(session, row, now)  # days off that were not known before
        else:
            due.append(row)
    _tell(session, due, now)


def _tell(session: Session, due: Sequence[ActionItemRow], now: datetime) -> None:
    reachable = leads.list_reachable(session, {row.owner_id for row in due})
    readers = prompts.list_people(session, reachable, now)
    accounts = prompts.accounts_of(session, reachable)
    items = action_items.get_all(session, [int(row.id or 0) for row in due])
    outbox.add_rows(
        session,
        [
            outbox.row(
                key=f"action:{item.id}:{item.due_on}",
                address=Address.of(accounts[reader.id]),
                body=due_card(language(reader.locale), item, local_date(now, reader.zone)),
                now=now,
            )
            for item in items.values()
            if (reader := readers.get(item.owner.id)) is not None
        ],
    )
