"""The tables of what came in and what goes out: claims, received events, the outbox."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Index,
    Integer,
    Text,
    text,
)
from sqlmodel import Field, SQLModel

from storage.tables.columns import stored_enum


class Claim(SQLModel, table=True):
    """A thing that falls due exactly once: `kind:week:person`."""

    __tablename__ = "claims"
    key: str = Field(primary_key=True, max_length=200)
    at: datetime = Field(index=True)


class ReceivedEvent(SQLModel, table=True):
    """A delivery that was acted on, and what was answered."""

    __tablename__ = "received_events"
    platform: str = Field(primary_key=True, max_length=20)
    event_id: str = Field(primary_key=True, max_length=200)
    at: datetime = Field(index=True)
    answer: str | None = Field(default=None, sa_type=Text)


# SQLite numbers rows by itself only where the key is an INTEGER.
_BIG_ID = BigInteger().with_variant(Integer(), "sqlite")


class OutboxState(StrEnum):
    """Where a message to be delivered stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


OPEN = "state IN ('queued', 'sending')"
"""What the partial indexes cover; a statement must hold these very words to use them."""


def _index_where(condition: str, name: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


class OutboxRow(SQLModel, table=True):
    """A message to be delivered. `next_at` is "not before" and, while claimed, the lease.

    An edit names the message on the platform, or the row (`edit_key`) that becomes it.
    """

    __tablename__ = "outbox"
    # Partial indexes: what has been sent (nearly every row) does not weigh on what is to be sent.
    __table_args__ = (
        _index_where(
            OPEN, "ix_outbox_lane", "platform", "tenant", "priority", "next_at", "id", "state"
        ),
        _index_where(OPEN, "ix_outbox_address", "address_id", "priority", "id"),
        _index_where("state = 'dead'", "ix_outbox_dead", "id"),
        _index_where("sent_at IS NOT NULL", "ix_outbox_sent_at", "sent_at"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=_BIG_ID)
    key: str = Field(unique=True, max_length=200)
    platform: str = Field(max_length=20)
    tenant: str = Field(max_length=100)
    address_kind: str = Field(max_length=10)
    address_id: str = Field(max_length=200)
    thread: str = ""
    body_kind: str = Field(max_length=10)
    body: str = Field(sa_type=Text)
    edit_channel: str | None = None
    edit_id: str | None = None
    edit_key: str | None = Field(default=None, max_length=200)
    only_for: str | None = None
    priority: int = 1
    state: OutboxState = Field(default=OutboxState.QUEUED, sa_type=stored_enum(OutboxState))
    next_at: datetime
    attempts: int = 0
    last_error: str = ""
    created_at: datetime
    sent_at: datetime | None = None
    message_channel: str | None = None
    message_id: str | None = None


class Lane(SQLModel, table=True):
    """The lease of the one sender a platform's tenant has, and when it may send again."""

    __tablename__ = "lanes"
    platform: str = Field(primary_key=True, max_length=20)
    tenant: str = Field(primary_key=True, max_length=100)
    holder: str = ""
    leased_until: datetime
    next_at: datetime
