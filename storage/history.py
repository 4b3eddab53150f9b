"""The history: every change with who, when, before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlmodel import Session, SQLModel, col

from okr.facts import Change, PersonName
from okr.ids import KeyResultId, ObjectiveId
from storage.statements import add_row, pick
from storage.tables import HistoryRow, KeyResultRow, ObjectiveRow, PersonRow

_HISTORY = SQLModel.metadata.tables[HistoryRow.__tablename__]

Values = Mapping[str, str | float | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What to write down: a change of an objective or of one of its key results."""

    workspace_id: int
    actor_id: int
    action: str
    objective_id: int | None = None
    key_result_id: int | None = None


def record(session: Session, entry: Entry, before: Values, after: Values, now: datetime) -> None:
    """Keep a change; fields with the same value before and after are left out."""
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    row = {
        "workspace_id": entry.workspace_id,
        "actor_id": entry.actor_id,
        "action": entry.action,
        "objective_id": entry.objective_id,
        "key_result_id": entry.key_result_id,
        "before": {name: before[name] for name in changed if name in before},
        "after": {name: after[name] for name in changed if name in after},
        "at": now,
    }
    add_row(session, _HISTORY, row)


def list_changes(
    session: Session,
    objective_id: int,
    limit: int,
    offset: int = 0,
    *,
    since_publishing: bool = False,
) -> tuple[list[Change], int]:
    """Changes of an objective and its key results, newest first, and how many there are.

    With `since_publishing`, nothing of the time when it was a private draft.
    """
    which = col(HistoryRow.objective_id) == objective_id
    if since_publishing:
        first = (
            pick(func.min(HistoryRow.id))
            .where(which, col(HistoryRow.action) == "published")
            .scalar_subquery()
        )
        which = and_(which, col(HistoryRow.id) >= first)
    total = session.execute(select(func.count()).where(which)).scalar_one()
    rows = session.execute(
        pick(
            HistoryRow.actor_id,
            PersonRow.name,
            HistoryRow.at,
            HistoryRow.action,
            ObjectiveRow.number,
            KeyResultRow.position,
            HistoryRow.before,
            HistoryRow.after,
        )
        .join(PersonRow, col(PersonRow.id) == HistoryRow.actor_id)
        .join(ObjectiveRow, col(ObjectiveRow.id) == HistoryRow.objective_id)
        .join(KeyResultRow, col(KeyResultRow.id) == HistoryRow.key_result_id, isouter=True)
        .where(which)
        .order_by(col(HistoryRow.id).desc())
        .limit(limit)
        .offset(offset)
    )
    changes = [
        Change(
            PersonName(actor_id, name),
            at,
            action,
            str(ObjectiveId(number) if position is None else KeyResultId(number, position)),
            before,
            after,
        )
        for actor_id, name, at, action, number, position, before, after in rows
    ]
    return changes, total
