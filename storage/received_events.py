"""Deliveries that were acted on: a repeat is answered, not acted on again."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, tuple_, update
from sqlmodel import Session, SQLModel

from storage import tables
from storage.upserts import insert_new

_EVENTS = SQLModel.metadata.tables[tables.ReceivedEvent.__tablename__]

_KEEP = (
    update(_EVENTS)
    .where(
        _EVENTS.c.platform == bindparam("of_platform"), _EVENTS.c.event_id == bindparam("of_event")
    )
    .values(answer=bindparam("answer"))
)


def remember(session: Session, platform: str, event_id: str, now: datetime) -> bool:
    """Note a delivery in the transaction that acts on it; False when it was there: a repeat."""
    row = {"platform": platform, "event_id": event_id, "at": now}
    return bool(insert_new(session, _EVENTS, [row], "event_id"))


def answer_of(session: Session, platform: str, event_id: str) -> str | None:
    """What was answered to this delivery; None where nothing was kept."""
    statement = select(_EVENTS.c.answer).where(
        _EVENTS.c.platform == platform, _EVENTS.c.event_id == event_id
    )
    found: str | None = session.execute(statement).scalar()
    return found


def keep_answer(session: Session, platform: str, event_id: str, answer: str) -> None:
    """Keep what was answered, for the case that the platform delivers again."""
    values = {"of_platform": platform, "of_event": event_id, "answer": answer}
    session.connection().execute(_KEEP, values)


def prune(session: Session, before: datetime, limit: int = 1000) -> int:
    """Forget at most `limit` deliveries older than `before`; gives how many went."""
    key = (_EVENTS.c.platform, _EVENTS.c.event_id)
    old = select(*key).where(_EVENTS.c.at < before).order_by(_EVENTS.c.at).limit(limit)
    gone = delete(_EVENTS).where(tuple_(*key).in_(old)).returning(_EVENTS.c.event_id)
    return len(session.execute(gone).all())
