"""How much waits in the outbox and for how long, for the metrics and the doctor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlmodel import Session, col

from storage.tables import OPEN, OutboxRow, OutboxState


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


_COUNTS = select(
    col(OutboxRow.platform),
    col(OutboxRow.state),
    func.count(),
    func.min(col(OutboxRow.created_at)),
    func.min(col(OutboxRow.next_at)),
).group_by(col(OutboxRow.platform), col(OutboxRow.state))


def list_backlogs(session: Session) -> Sequence[Backlog]:
    """Everything in the outbox that is not sent, by platform and state."""
    # Two statements in the partial indexes' own words: neither looks at what was sent.
    rows = [
        row
        for condition in (OPEN, "state = 'dead'")
        for row in session.execute(_COUNTS.where(text(condition)))
    ]
    return [Backlog(*row) for row in rows]
