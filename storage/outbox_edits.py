"""Change what was said under a key of the outbox, whether or not it has left already."""

from datetime import datetime

from sqlalchemy import and_, select, update
from sqlmodel import Session

from chat import cards
from chat.address import Account, Address, MessageRef, PlaceKind
from chat.cards import Card
from storage import outbox
from storage.outbox import OUTBOX, Priority
from storage.tables import OutboxState


def find_message(session: Session, key: str) -> MessageRef | None:
    """Where the message of this key stands on its platform; None until it was sent."""
    sent = select(OUTBOX).where(OUTBOX.c.key == key, OUTBOX.c.message_id.is_not(None))
    row = session.execute(sent).first()
    if row is None:
        return None
    said = row._mapping
    channel = said["message_channel"] or ""
    return MessageRef(said["platform"], said["tenant"], channel, said["message_id"])


def change(session: Session, key: str, card: Card, now: datetime, version: str) -> bool:
    """Say this card instead; False where nothing was ever said under the key.

    What nobody has taken in hand is changed in place. What has left, or is leaving, is edited by
    a row behind it, at most one for each `version`.
    """
    waits = and_(OUTBOX.c.key == key, OUTBOX.c.state == OutboxState.QUEUED, OUTBOX.c.attempts == 0)
    changed = update(OUTBOX).where(waits).values(body=cards.dump(card), body_kind="card")
    if session.execute(changed.returning(OUTBOX.c.id)).first():
        return True
    found = session.execute(select(OUTBOX).where(OUTBOX.c.key == key)).first()
    if found is None:
        return False
    said = found._mapping
    platform, tenant = said["platform"], said["tenant"]
    row = outbox.row(
        key=f"{key}:{version}",
        address=Address(
            platform, tenant, PlaceKind(said["address_kind"]), said["address_id"], said["thread"]
        ),
        body=card,
        now=now,
        # The same address and priority: it cannot overtake what it changes.
        priority=Priority(said["priority"]),
        only_for=Account(platform, tenant, said["only_for"]) if said["only_for"] else None,
    )
    outbox.add_rows(session, [{**row, "edit_key": key}])
    return True
