"""The outbox: what is to be said, put there by the transaction that makes it true.

`next_at` is "not before" and, while a sender has the row in hand, its lease. How rows are taken
in hand and what becomes of them stands in outbox_claims.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    TextClause,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlmodel import Session, SQLModel

from chat import cards, documents
from chat.address import Account, Address, MessageRef, PlaceKind
from chat.cards import Card
from chat.documents import Document
from chat.forms import Form
from storage.lanes import LaneKey
from storage.tables import OPEN, Lane, OutboxRow, OutboxState
from storage.upserts import insert_new

OUTBOX = SQLModel.metadata.tables[OutboxRow.__tablename__]
_LANES = SQLModel.metadata.tables[Lane.__tablename__]
_EARLIER = OUTBOX.alias("earlier")
_FORMS: TypeAdapter[Form] = TypeAdapter(Form)


class Priority(IntEnum):
    """What goes first: answers to people, then news, then what goes to everybody."""

    ANSWER = 0
    NEWS = 1
    BULK = 2


def row(
    *,
    key: str,
    address: Address,
    body: Card | Form | Document | str,
    now: datetime,
    priority: Priority = Priority.NEWS,
    edit: MessageRef | None = None,
    only_for: Account | None = None,
    not_before: datetime | None = None,
) -> dict[str, object]:
    """The row that says this; a `str` body is a card that `chat.cards.dump` wrote."""
    kind, dumped = _dumped(body)
    return {
        "key": key,
        "platform": address.platform,
        "tenant": address.tenant,
        "address_kind": address.kind.value,
        "address_id": address.id,
        "thread": address.thread,
        "body_kind": kind,
        "body": dumped,
        "edit_channel": edit.channel if edit else None,
        "edit_id": edit.id if edit else None,
        "only_for": only_for.id if only_for else None,
        "priority": int(priority),
        "state": OutboxState.QUEUED,
        "next_at": not_before or now,
        "attempts": 0,
        "last_error": "",
        "created_at": now,
    }


def _dumped(body: Card | Form | Document | str) -> tuple[str, str]:
    match body:
        case Card():
            return "card", cards.dump(body)
        case Form():
            return "form", _FORMS.dump_json(body).decode()
        case Document():
            return "document", documents.dump(body)
        case str():
            return "card", body


def add(
    session: Session,
    *,
    key: str,
    address: Address,
    body: Card | Form | Document,
    now: datetime,
    priority: Priority = Priority.NEWS,
    edit: MessageRef | None = None,
    only_for: Account | None = None,
    not_before: datetime | None = None,
) -> bool:
    """Queue a message; False when one with this key was ever queued before."""
    new = row(
        key=key,
        address=address,
        body=body,
        now=now,
        priority=priority,
        edit=edit,
        only_for=only_for,
        not_before=not_before,
    )
    return bool(add_rows(session, [new]))


def add_rows(session: Session, rows: Sequence[Mapping[str, object]]) -> frozenset[str]:
    """Queue many messages (see `row`); gives the keys that are new."""
    return frozenset(new.key for new in insert_new(session, OUTBOX, rows, "key"))


def load_body(kind: str, body: str) -> Card | Form | Document:
    """What `row` wrote. Raises ValueError for what nobody can read (any more)."""
    match kind:
        case "form":
            return _FORMS.validate_json(body)
        case "document":
            return documents.load(body)
        case _:
            return cards.load(body)


def is_open(name: str) -> TextClause:
    """To be sent, in the words that the partial indexes understand."""
    return text(f"{name}.{OPEN}")


def is_due(now: datetime) -> ColumnElement[bool]:
    """Open, due, and the first open row of its address and priority."""
    # An earlier row stands before this one if it is due, or was claimed before: then it is in
    # hand or waits for a retry. One that is only scheduled for later does not.
    stands_before = exists().where(
        is_open("earlier"),
        # An expression, so that ix_outbox_address is the one index to use: by platform and tenant
        # alone PostgreSQL, before it has statistics, reads the whole lane for every row.
        _EARLIER.c.platform + "/" + _EARLIER.c.tenant == OUTBOX.c.platform + "/" + OUTBOX.c.tenant,
        _EARLIER.c.address_id == OUTBOX.c.address_id,
        _EARLIER.c.address_kind == OUTBOX.c.address_kind,
        _EARLIER.c.priority == OUTBOX.c.priority,
        _EARLIER.c.id < OUTBOX.c.id,
        or_(_EARLIER.c.next_at <= now, _EARLIER.c.attempts > 0),
    )
    return and_(is_open("outbox"), OUTBOX.c.next_at <= now, ~stands_before.correlate(OUTBOX))


def has_due(session: Session, now: datetime, platforms: Collection[str] | None = None) -> bool:
    """Whether anything (on these platforms) could leave now: due, first of its address, and its
    lane not held back by a rate limit."""
    held_back = exists().where(
        _LANES.c.platform == OUTBOX.c.platform,
        _LANES.c.tenant == OUTBOX.c.tenant,
        _LANES.c.next_at > now,
    )
    due = select(OUTBOX.c.id).where(is_due(now), ~held_back.correlate(OUTBOX)).limit(1)
    if platforms is not None:
        due = due.where(OUTBOX.c.platform.in_(list(platforms)))
    return session.execute(due).first() is not None


def list_due_lanes(session: Session, now: datetime, platforms: Collection[str]) -> list[LaneKey]:
    """Every lane in which a row is due."""
    return [
        lane
        for lane in list_lanes(session, platforms)
        if session.execute(
            select(OUTBOX.c.id)
            .where(OUTBOX.c.platform == lane.platform, OUTBOX.c.tenant == lane.tenant, is_due(now))
            .limit(1)
        ).first()
    ]


def list_lanes(session: Session, platforms: Collection[str]) -> list[LaneKey]:
    """Every lane that has something to send, now or later."""
    lanes: list[LaneKey] = []
    for platform in platforms:
        # One index look-up a lane; DISTINCT would read every row that waits.
        following = (
            select(OUTBOX.c.tenant)
            .where(is_open("outbox"), OUTBOX.c.platform == platform)
            .order_by(OUTBOX.c.tenant)
            .limit(1)
        )
        tenant = session.execute(following).scalar()
        while tenant is not None:
            lanes.append(LaneKey(platform, tenant))
            tenant = session.execute(following.where(OUTBOX.c.tenant > tenant)).scalar()
    return lanes


def count_open(session: Session) -> dict[OutboxState, int]:
    """How many rows are queued, being sent, and dead (those that were sent are not counted)."""
    counts = dict.fromkeys((OutboxState.QUEUED, OutboxState.SENDING, OutboxState.DEAD), 0)
    for condition in (is_open("outbox"), text("outbox.state = 'dead'")):
        by_state = select(OUTBOX.c.state, func.count()).where(condition).group_by(OUTBOX.c.state)
        counts.update((state, count) for state, count in session.execute(by_state))
    return counts


@dataclass(frozen=True, slots=True)
class Dead:
    """A message that will not arrive by itself, and the platform's word for why."""

    id: int
    key: str
    address: Address
    error: str
    attempts: int
    created_at: datetime


def list_dead(session: Session, limit: int = 100) -> list[Dead]:
    """Messages that could not be delivered, newest first."""
    statement = (
        select(OUTBOX)
        .where(text("outbox.state = 'dead'"))
        .order_by(OUTBOX.c.id.desc())
        .limit(limit)
    )
    return [
        Dead(
            found.id,
            found.key,
            Address(
                found.platform,
                found.tenant,
                PlaceKind(found.address_kind),
                found.address_id,
                found.thread,
            ),
            found.last_error,
            found.attempts,
            found.created_at,
        )
        for found in session.execute(statement)
    ]


def requeue(session: Session, ids: Collection[int], now: datetime) -> int:
    """Try dead messages again from now on; gives how many there were.

    They come back as `sending`, so that each is looked for before it is sent once more.
    """
    statement = (
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(list(ids)), text("outbox.state = 'dead'"))
        .values(state=OutboxState.SENDING, next_at=now, attempts=0)
        .returning(OUTBOX.c.id)
    )
    return len(session.execute(statement).all())


def forget(session: Session, prefixes: Collection[str], before: datetime) -> int:
    """Never send what was queued before then under a key that begins so; gives how many went."""
    begins = or_(*(OUTBOX.c.key.startswith(each, autoescape=True) for each in prefixes))
    queued = OUTBOX.c.state == OutboxState.QUEUED
    gone = delete(OUTBOX).where(begins, queued, OUTBOX.c.created_at < before)
    return len(session.execute(gone.returning(OUTBOX.c.id)).all())


def prune(session: Session, before: datetime, limit: int = 1000) -> int:
    """Forget at most `limit` messages sent before `before`; gives how many went."""
    old = (
        select(OUTBOX.c.id).where(OUTBOX.c.sent_at < before).order_by(OUTBOX.c.sent_at).limit(limit)
    )
    gone = delete(OUTBOX).where(OUTBOX.c.id.in_(old)).returning(OUTBOX.c.id)
    return len(session.execute(gone).all())
