"""Taking rows of the outbox in hand, and saying what became of them.

A row in state `sending` whose lease runs out may have been delivered: whoever claims it looks
before sending. `attempts` grows with every claim, so (id, attempts) names one claim: a sender
that lost its lease cannot undo what its successor did.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, select, tuple_, update
from sqlmodel import Session

from chat.address import Account, Address, MessageRef, PlaceKind
from chat.platform import Outgoing
from storage.lanes import LaneKey
from storage.outbox import OUTBOX, Priority, is_due, load_body
from storage.tables import OutboxState

_NOT_OVER = and_(OUTBOX.c.state != OutboxState.SENT, OUTBOX.c.state != OutboxState.DEAD)
_MARK_SENT = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("row"))
    .values(
        state=OutboxState.SENT,
        sent_at=bindparam("at"),
        message_channel=bindparam("channel"),
        message_id=bindparam("message"),
        last_error="",
    )
)
_RELEASE = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("row"), OUTBOX.c.attempts == bindparam("claim"), _NOT_OVER)
    # Due since it was made, or it could not have been claimed.
    .values(
        state=bindparam("back_to"),
        next_at=OUTBOX.c.created_at,
        attempts=OUTBOX.c.attempts - 1,
    )
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row in a sender's hand. `maybe_sent`: an earlier attempt may have arrived."""

    id: int
    key: str
    address: Address
    priority: Priority
    attempts: int
    maybe_sent: bool
    body_kind: str
    body: str
    edit: MessageRef | None = None
    only_for: Account | None = None
    conversation: str = ""

    def outgoing(self) -> Outgoing:
        """The message as the platform takes it. Raises ValueError for a body nobody can read."""
        body = load_body(self.body_kind, self.body)
        return Outgoing(self.key, self.address, body, self.edit, self.only_for, self.conversation)


def claim(
    session: Session,
    lane: LaneKey,
    now: datetime,
    limit: int,
    lease: timedelta,
    *,
    least: Priority = Priority.BULK,
) -> list[Claimed]:
    """Take up to `limit` due rows in hand until `now + lease`, most urgent first.

    Only the first open row of each address and priority can be claimed: so a person reads in
    order, and a row that waits for a retry holds back those behind it and nobody else. `least`
    leaves out what is less urgent.
    """
    pick = (
        select(OUTBOX.c.id)
        .where(
            OUTBOX.c.platform == lane.platform,
            OUTBOX.c.tenant == lane.tenant,
            OUTBOX.c.priority <= int(least),
            is_due(now),
        )
        .order_by(OUTBOX.c.priority, OUTBOX.c.next_at, OUTBOX.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("pick")
    )
    take = (
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(select(pick.c.id)))
        .values(next_at=now + lease, attempts=OUTBOX.c.attempts + 1)
        .returning(*OUTBOX.c)
    )
    found = [row._mapping for row in session.execute(take)]
    messages = _messages(session, {row["edit_key"] for row in found if row["edit_key"]})
    places = _conversations(session, [row for row in found if _is_unsure(row)])
    taken = [_claimed(row, messages, places) for row in found]
    return sorted(taken, key=lambda claimed: (claimed.priority, claimed.id))


def _messages(session: Session, keys: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Channel and id of the messages that rows of these keys became."""
    if not keys:
        return {}
    sent = select(OUTBOX.c.key, OUTBOX.c.message_channel, OUTBOX.c.message_id).where(
        OUTBOX.c.key.in_(keys), OUTBOX.c.message_id.is_not(None)
    )
    return {key: (channel or "", id) for key, channel, id in session.execute(sent)}


def _is_unsure(row: Mapping[Any, Any]) -> bool:
    """Whether the message has to be looked for, in a conversation with a name of its own."""
    return row["state"] is OutboxState.SENDING and row["address_kind"] == PlaceKind.PERSON


def _conversations(
    session: Session, rows: Sequence[Mapping[Any, Any]]
) -> Mapping[tuple[str, str, str], str]:
    """Where earlier messages to the same people stand. Rare: no index leads there."""
    if not rows:
        return {}
    columns = OUTBOX.c.platform, OUTBOX.c.tenant, OUTBOX.c.address_id
    sent = (
        select(*columns, OUTBOX.c.message_channel)
        .where(
            OUTBOX.c.address_kind == PlaceKind.PERSON,
            OUTBOX.c.address_id.in_({row["address_id"] for row in rows}),
            OUTBOX.c.message_channel.is_not(None),
        )
        .distinct()
    )
    return {
        (platform, tenant, person): channel
        for platform, tenant, person, channel in session.execute(sent)
    }


def _claimed(
    found: Mapping[Any, Any],
    messages: Mapping[str, tuple[str, str]],
    places: Mapping[tuple[str, str, str], str],
) -> Claimed:
    platform, tenant = found["platform"], found["tenant"]
    kind, only_for = PlaceKind(found["address_kind"]), found["only_for"]
    edit = (found["edit_channel"] or "", found["edit_id"]) if found["edit_id"] else None
    edit = edit or messages.get(found["edit_key"] or "")
    return Claimed(
        id=found["id"],
        key=found["key"],
        address=Address(platform, tenant, kind, found["address_id"], found["thread"]),
        priority=Priority(found["priority"]),
        attempts=found["attempts"],
        maybe_sent=found["state"] is OutboxState.SENDING,
        body_kind=found["body_kind"],
        body=found["body"],
        edit=MessageRef(platform, tenant, *edit) if edit else None,
        only_for=Account(platform, tenant, only_for) if only_for else None,
        conversation=places.get((platform, tenant, found["address_id"]), ""),
    )


def _same_claims(rows: Sequence[Claimed]) -> ColumnElement[bool]:
    claims = [(claimed.id, claimed.attempts) for claimed in rows]
    # The ids alone lead to the rows by the primary key; neither database sees that in the pairs.
    ids = OUTBOX.c.id.in_([claimed.id for claimed in rows])
    return and_(ids, tuple_(OUTBOX.c.id, OUTBOX.c.attempts).in_(claims), _NOT_OVER)


def extend(session: Session, rows: Sequence[Claimed], until: datetime) -> None:
    """Keep rows in hand until `until`."""
    if rows:
        session.execute(update(OUTBOX).where(_same_claims(rows)).values(next_at=until))


def mark_sending(session: Session, rows: Sequence[Claimed], until: datetime) -> frozenset[int]:
    """Say that these are about to be sent, and commit before sending them.

    Gives the ids that are still the caller's; only those may be sent.
    """
    if not rows:
        return frozenset()
    statement = (
        update(OUTBOX)
        .where(_same_claims(rows))
        .values(state=OutboxState.SENDING, next_at=until)
        .returning(OUTBOX.c.id)
    )
    return frozenset(session.execute(statement).scalars())


def mark_sent(session: Session, sent: Sequence[tuple[Claimed, MessageRef]], now: datetime) -> None:
    """These stand on the platform: a fact, whoever holds the rows by now."""
    if sent:
        rows = [
            {"row": claimed.id, "channel": message.channel, "message": message.id}
            for claimed, message in sent
        ]
        session.execute(_MARK_SENT, [{**row, "at": now} for row in rows])


def put_back(
    session: Session, claimed: Claimed, next_at: datetime, error: str, *, maybe_sent: bool
) -> None:
    """Try again at `next_at`; with `maybe_sent` after looking whether it has arrived."""
    state = OutboxState.SENDING if maybe_sent else OutboxState.QUEUED
    session.execute(
        update(OUTBOX)
        .where(_same_claims([claimed]))
        .values(state=state, next_at=next_at, last_error=error)
    )


def release(session: Session, rows: Sequence[Claimed]) -> None:
    """Give rows back as if they had never been claimed: nothing was tried."""
    if rows:
        states = {True: OutboxState.SENDING, False: OutboxState.QUEUED}
        session.execute(
            _RELEASE,
            [
                {"row": each.id, "claim": each.attempts, "back_to": states[each.maybe_sent]}
                for each in rows
            ],
        )


def mark_dead(session: Session, claimed: Claimed, error: str) -> None:
    """It will never arrive; `error` is the platform's word for why."""
    session.execute(
        update(OUTBOX)
        .where(_same_claims([claimed]))
        .values(state=OutboxState.DEAD, last_error=error)
    )
