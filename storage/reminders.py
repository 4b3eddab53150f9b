"""Things to be looked at once at a moment: nudges, due days, a meeting's timer.

A reminder says only that it is time to look; whether there is anything to say is decided then.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlmodel import Session, SQLModel, col

from storage.statements import pick
from storage.tables import ReminderRow
from storage.upserts import insert_new

_REMINDERS = SQLModel.metadata.tables[ReminderRow.__tablename__]


@dataclass(frozen=True, slots=True)
class Reminder:
    """`subject_id` is a row of what `kind` is about; `week` an ISO week where that matters."""

    id: int
    key: str
    kind: str
    workspace_id: int
    subject_id: int
    person_id: int | None
    week: str
    at: datetime
    attempts: int = 0


def row(
    *,
    key: str,
    kind: str,
    workspace_id: int,
    subject_id: int,
    at: datetime,
    person_id: int | None = None,
    week: str = "",
) -> dict[str, object]:
    """A reminder for `add_all`."""
    return {
        "key": key,
        "kind": kind,
        "workspace_id": workspace_id,
        "subject_id": subject_id,
        "person_id": person_id,
        "week": week,
        "at": at,
        "attempts": 0,
    }


def add_all(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Look at each then; a key that waits already keeps its moment."""
    insert_new(session, _REMINDERS, rows, "key")


def add(
    session: Session,
    *,
    key: str,
    kind: str,
    workspace_id: int,
    subject_id: int,
    at: datetime,
    person_id: int | None = None,
    week: str = "",
) -> bool:
    """Look at it then; False where this key waits already (its moment stays as it is)."""
    new = row(
        key=key,
        kind=kind,
        workspace_id=workspace_id,
        subject_id=subject_id,
        at=at,
        person_id=person_id,
        week=week,
    )
    return bool(insert_new(session, _REMINDERS, [new], "key"))


def is_waiting(session: Session, key: str) -> bool:
    """Whether it is still to be looked at."""
    return (
        session.execute(select(_REMINDERS.c.id).where(_REMINDERS.c.key == key)).first() is not None
    )


def put(
    session: Session,
    *,
    key: str,
    kind: str,
    workspace_id: int,
    subject_id: int,
    at: datetime,
    person_id: int | None = None,
    week: str = "",
) -> None:
    """Look at it then and at no other moment: the same key before is replaced."""
    cancel(session, key)
    add(
        session,
        key=key,
        kind=kind,
        workspace_id=workspace_id,
        subject_id=subject_id,
        at=at,
        person_id=person_id,
        week=week,
    )


def put_all(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """The same for many (see `row`)."""
    keys = [each["key"] for each in rows]
    session.execute(delete(_REMINDERS).where(_REMINDERS.c.key.in_(keys)))
    add_all(session, rows)


def cancel(session: Session, key: str) -> None:
    """Do not look at it any more."""
    session.execute(delete(_REMINDERS).where(_REMINDERS.c.key == key))


def cancel_all(session: Session, kind: str, subject_id: int) -> None:
    """Do not look at anything of this kind about this subject any more."""
    session.execute(
        delete(_REMINDERS).where(_REMINDERS.c.kind == kind, _REMINDERS.c.subject_id == subject_id)
    )


def list_due(
    session: Session,
    now: datetime,
    limit: int,
    kinds: Collection[str] | None = None,
    after: Reminder | None = None,
) -> list[Reminder]:
    """What is due, longest due first; `after` the last one of the page before."""
    statement = _due(now, kinds).limit(limit)
    if after is not None:
        statement = statement.where(
            (col(ReminderRow.at) > after.at)
            | ((col(ReminderRow.at) == after.at) & (col(ReminderRow.id) > after.id))
        )
    return [Reminder(*row) for row in session.execute(statement)]


def last_id(session: Session) -> int:
    """The newest one's id, or 0."""
    return int(session.execute(select(func.max(_REMINDERS.c.id))).scalar() or 0)


def list_due_after(
    session: Session, now: datetime, id: int, kinds: Collection[str]
) -> list[Reminder]:
    """What is due and was added after the one with this id."""
    statement = _due(now, kinds).where(col(ReminderRow.id) > id)
    return [Reminder(*row) for row in session.execute(statement)]


def _due(now: datetime, kinds: Collection[str] | None) -> Select[Any]:
    statement = (
        pick(
            ReminderRow.id,
            ReminderRow.key,
            ReminderRow.kind,
            ReminderRow.workspace_id,
            ReminderRow.subject_id,
            ReminderRow.person_id,
            ReminderRow.week,
            ReminderRow.at,
            ReminderRow.attempts,
        )
        .where(col(ReminderRow.at) <= now)
        .order_by(col(ReminderRow.at), col(ReminderRow.id))
    )
    return statement if kinds is None else statement.where(col(ReminderRow.kind).in_(kinds))


def take(session: Session, reminder: Reminder) -> bool:
    """Take the job in this transaction; False when somebody else has it or it was cancelled."""
    taken = (
        delete(_REMINDERS)
        .where(_REMINDERS.c.id == reminder.id, _REMINDERS.c.at == reminder.at)
        .returning(_REMINDERS.c.id)
    )
    return session.execute(taken).first() is not None


def take_all(session: Session, found: Sequence[Reminder]) -> list[Reminder]:
    """Take these jobs in this transaction, as far as nobody else has them in hand."""
    still = session.execute(
        select(_REMINDERS.c.id, _REMINDERS.c.at)
        .where(_REMINDERS.c.id.in_([each.id for each in found]))
        .order_by(_REMINDERS.c.id)
        .with_for_update(skip_locked=True)
    )
    moments = {row.id: row.at for row in still}
    taken = [each for each in found if moments.get(each.id) == each.at]
    session.execute(delete(_REMINDERS).where(_REMINDERS.c.id.in_([each.id for each in taken])))
    return taken


def put_off(session: Session, reminder: Reminder, at: datetime) -> None:
    """Try again then: something went wrong."""
    session.execute(
        update(_REMINDERS)
        .where(_REMINDERS.c.id == reminder.id, _REMINDERS.c.at == reminder.at)
        .values(at=at, attempts=_REMINDERS.c.attempts + 1)
    )
