"""Messages that were given up: how many and why, and which of them can be tried once more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, delete, func, or_, select, text
from sqlmodel import Session

from storage.outbox import OUTBOX
from storage.tables import OutboxState

_DEAD = text("outbox.state = 'dead'")
"""In the words of ix_outbox_dead."""


@dataclass(frozen=True, slots=True)
class DeadGroup:
    """The dead messages of one platform and one `code`: the platform's own word for why."""

    platform: str
    code: str
    messages: int
    oldest_at: datetime
    newest_at: datetime


@dataclass(frozen=True, slots=True)
class DeadMessage:
    """One dead message. `changes`: under which key it was said first, if it changes one.

    `is_overtaken`: something later has been said in its place.
    """

    id: int
    key: str
    platform: str
    code: str
    created_at: datetime
    changes: str
    is_overtaken: bool = False


def list_groups(session: Session) -> list[DeadGroup]:
    """All dead messages by platform and code, most first."""
    count, created = func.count(), OUTBOX.c.created_at
    rows = session.execute(
        select(OUTBOX.c.platform, OUTBOX.c.last_error, count, func.min(created), func.max(created))
        .where(_DEAD)
        .group_by(OUTBOX.c.platform, OUTBOX.c.last_error)
        .order_by(count.desc(), OUTBOX.c.platform, OUTBOX.c.last_error)
    )
    return [DeadGroup(*row) for row in rows]


def list_page(session: Session, limit: int, after: int = 0) -> list[DeadMessage]:
    """Dead messages, oldest first; `after` is the id of the last one of the page before."""
    rows = session.execute(
        select(OUTBOX).where(_DEAD, OUTBOX.c.id > after).order_by(OUTBOX.c.id).limit(limit)
    ).all()
    newest = _newest_changes(session, [row._mapping for row in rows])
    return [
        DeadMessage(
            row.id,
            row.key,
            row.platform,
            row.last_error,
            row.created_at,
            row.edit_key or "",
            is_overtaken=newest.get(_place(row._mapping), 0) > row.id,
        )
        for row in rows
    ]


_Place = tuple[str, str]


def _place(row: RowMapping) -> _Place:
    """What stands for the message on its platform: where it is, or the key it is said under."""
    if row["edit_id"]:
        return row["edit_channel"] or "", row["edit_id"]
    return "key", row["edit_key"] or row["key"] or ""


def _newest_changes(session: Session, rows: Sequence[RowMapping]) -> Mapping[_Place, int]:
    """The newest row that changes the same message, and was or will be sent."""
    places = {_place(row) for row in rows}
    if not places:
        return {}
    ids = {row["edit_id"] for row in rows if row["edit_id"]}
    found = session.execute(
        select(
            OUTBOX.c.id, OUTBOX.c.key, OUTBOX.c.edit_key, OUTBOX.c.edit_channel, OUTBOX.c.edit_id
        )
        .where(
            or_(
                OUTBOX.c.edit_key.in_({key for _, key in places}),
                OUTBOX.c.edit_id.in_(ids),
            ),
            OUTBOX.c.state != OutboxState.DEAD,
        )
        .order_by(OUTBOX.c.id)
    )
    return {_place(row._mapping): row.id for row in found}


def prune(session: Session, before: datetime, limit: int = 1000) -> int:
    """Forget at most `limit` dead messages queued before then; gives how many went."""
    old = (
        select(OUTBOX.c.id)
        .where(_DEAD, OUTBOX.c.created_at < before)
        .order_by(OUTBOX.c.id)
        .limit(limit)
    )
    gone = delete(OUTBOX).where(OUTBOX.c.id.in_(old)).returning(OUTBOX.c.id)
    return len(session.execute(gone).all())
