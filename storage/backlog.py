"""How much waits in the outbox and for how long, for the metrics and the doctor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from storage.tables import OutboxRow, OutboxState


@dataclass(frozen=True, slots=True)
class Backlog:
    """The messages of one platform in one state that are not delivered.

    `oldest_at`: when the oldest was put in; `due_at`: since when the first of them may be sent.
    """

    platform: str
    state: OutboxState
    messages: int
    oldest_at: datetime
    due_at: datetime


def list_backlogs(session: Session) -> Sequence[Backlog]:
    """Everything in the outbox that is not sent, by platform and state."""
    rows = session.execute(
        select(
            col(OutboxRow.platform),
            col(OutboxRow.state),
            func.count(),
            func.min(col(OutboxRow.created_at)),
            func.min(col(OutboxRow.next_at)),
        )
        .where(col(OutboxRow.state) != OutboxState.SENT)
        .group_by(col(OutboxRow.platform), col(OutboxRow.state))
        .order_by(col(OutboxRow.platform), col(OutboxRow.state))
    )
    return [Backlog(*row) for row in rows]
