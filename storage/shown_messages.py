"""Messages on platforms that show an objective or key result, so that replies find it again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, false, select, tuple_, update
from sqlmodel import Session, SQLModel, col

from chat.address import Account, Address, MessageRef
from okr.ids import KeyResultId, ObjectiveId, parse
from storage.statements import pick
from storage.tables import CommentRow, KeyResultRow, ObjectiveRow, ShownMessage, Tenant
from storage.upserts import insert_new

_MESSAGES = SQLModel.metadata.tables[ShownMessage.__tablename__]
_KEY = (
    _MESSAGES.c.platform,
    _MESSAGES.c.tenant,
    _MESSAGES.c.place_id,
    _MESSAGES.c.message_id,
)
_COMMENT = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message shows; `comment_id` (0: none) where it shows what was said of that."""

    workspace_id: int
    id: ObjectiveId | KeyResultId
    comment_id: int = 0


def remember(session: Session, message: MessageRef, about: str, now: datetime) -> bool:
    """Note that the message shows what `about` names (see chat.cards.Card); whether it does."""
    name, _, comment = about.partition("/")
    id = parse(name)
    # What has no channel is no message: a home view.
    if id is None or not message.channel or not message.id:
        return False
    found = session.execute(_named(message, id)).first()
    if found is None:
        return False
    comment_id = int(comment) if _COMMENT.fullmatch(comment) else 0
    is_of_it = (
        col(CommentRow.id) == comment_id,
        col(CommentRow.objective_id) == found.objective_id,
    )
    row = {
        "platform": message.platform,
        "tenant": message.tenant,
        "place_id": message.channel,
        "message_id": message.id,
        "objective_id": found.objective_id,
        "key_result_id": found.key_result_id,
        "comment_id": session.execute(pick(CommentRow.id).where(*is_of_it)).scalar(),
        "shown_at": now,
    }
    if not insert_new(session, _MESSAGES, [row], "message_id"):
        now_shown = update(_MESSAGES).where(*(column == row[column.name] for column in _KEY))
        session.execute(now_shown.values(row))
    return True


def find(session: Session, messages: Sequence[MessageRef]) -> Shown | None:
    """What the first of these messages that shows anything shows."""
    if not messages:
        return None
    named = [(each.platform, each.tenant, each.channel, each.id) for each in messages]
    rows = session.execute(
        pick(
            *_KEY,
            ObjectiveRow.workspace_id,
            ObjectiveRow.number,
            KeyResultRow.position,
            _MESSAGES.c.comment_id,
        )
        .join_from(_MESSAGES, ObjectiveRow, col(ObjectiveRow.id) == _MESSAGES.c.objective_id)
        .outerjoin(KeyResultRow, col(KeyResultRow.id) == _MESSAGES.c.key_result_id)
        .where(tuple_(*_KEY).in_(named))
    )
    known = {tuple(row[:4]): row for row in rows}
    row = next((known[each] for each in named if each in known), None)
    if row is None:
        return None
    objective = ObjectiveId(row.number)
    id = objective if row.position is None else KeyResultId(row.number, row.position)
    return Shown(row.workspace_id, id, row.comment_id or 0)


def is_shown_to(session: Session, account: Account, messages: Sequence[MessageRef]) -> bool:
    """Whether one of these messages shows anything of the company that the account is of.

    Others may be in the same channel, where companies share one.
    """
    shown = find(session, messages)
    if shown is None:
        return False
    own = pick(Tenant.workspace_id).where(
        col(Tenant.platform) == account.platform, col(Tenant.external_id) == account.tenant
    )
    return bool(session.execute(own).scalar() == shown.workspace_id)


def shows(session: Session, thread: Address, workspace_id: int, number: int) -> bool:
    """Whether a thread stands under a message that shows this objective, or something of it."""
    root = MessageRef(thread.platform, thread.tenant, thread.id, thread.thread)
    shown = find(session, [root])
    return shown is not None and (shown.workspace_id, shown.id.number) == (workspace_id, number)


def prune(session: Session, before: datetime, limit: int = 1000) -> int:
    """Forget at most `limit` messages older than `before`; gives how many went."""
    old = select(*_KEY).where(_MESSAGES.c.shown_at < before).order_by(_MESSAGES.c.shown_at)
    gone = delete(_MESSAGES).where(tuple_(*_KEY).in_(old.limit(limit)))
    return len(session.execute(gone.returning(_MESSAGES.c.message_id)).all())


def _named(message: MessageRef, id: ObjectiveId | KeyResultId) -> Select[Any]:
    """The rows' ids, in the workspace that the message's company is."""
    wanted = (
        pick(
            col(ObjectiveRow.id).label("objective_id"), col(KeyResultRow.id).label("key_result_id")
        )
        .join_from(Tenant, ObjectiveRow, col(ObjectiveRow.workspace_id) == Tenant.workspace_id)
        .where(
            col(Tenant.platform) == message.platform,
            col(Tenant.external_id) == message.tenant,
            col(ObjectiveRow.number) == id.number,
        )
    )
    of_it = col(KeyResultRow.objective_id) == ObjectiveRow.id
    if isinstance(id, KeyResultId):
        return wanted.join(KeyResultRow, and_(of_it, col(KeyResultRow.position) == id.position))
    return wanted.outerjoin(KeyResultRow, false())
