"""Objectives written: new ones, changed ones, and their reckoned progress."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, SQLModel, col

from okr.facts import State
from okr.progress import roll_up
from storage import search
from storage.prepared import Prepared
from storage.statements import change_row, pick
from storage.tables import KeyResultRow, ObjectiveRow, Workspace

_OBJECTIVES = SQLModel.metadata.tables[ObjectiveRow.__tablename__]
_LOCK = (
    select(_OBJECTIVES.c.id)
    .where(
        _OBJECTIVES.c.workspace_id == bindparam("workspace_id"),
        _OBJECTIVES.c.number == bindparam("number"),
    )
    .with_for_update()
)
_WEIGHED = Prepared(
    pick(KeyResultRow.progress, KeyResultRow.weight).where(
        col(KeyResultRow.objective_id) == bindparam("objective_id"),
        col(KeyResultRow.state) != State.ARCHIVED,
    )
)


def next_number(session: Session, workspace_id: int) -> int:
    """A number no objective of the workspace has had."""
    return int(
        session.execute(
            update(Workspace)
            .where(col(Workspace.id) == workspace_id)
            .values(last_number=col(Workspace.last_number) + 1)
            .returning(col(Workspace.last_number))
        ).scalar_one()
    )


def add(
    session: Session,
    workspace_id: int,
    cycle_id: int,
    owner_id: int,
    title: str,
    now: datetime,
) -> ObjectiveRow:
    """A new draft."""
    row = ObjectiveRow(
        workspace_id=workspace_id,
        cycle_id=cycle_id,
        owner_id=owner_id,
        number=next_number(session, workspace_id),
        title=title,
        state=State.DRAFT,
        created_at=now,
        updated_at=now,
    )
    session.add(row)
    session.flush()
    return row


def get_row(session: Session, objective_id: int) -> ObjectiveRow:
    """The row to change, locked against other writers until the transaction ends."""
    return session.get_one(ObjectiveRow, objective_id, with_for_update=True)


def lock(session: Session, workspace_id: int, number: int) -> None:
    """Let nobody else change this objective until the transaction ends (PostgreSQL; SQLite has
    one writer anyway). To be called before reading what the change depends on."""
    values = {"workspace_id": workspace_id, "number": number}
    session.connection().execute(_LOCK, values)


def refresh(session: Session, objective_id: int, now: datetime) -> float | None:
    """Reckon the objective's progress and search terms anew; to be called after every change."""
    session.flush()
    row = get_row(session, objective_id)
    parts = session.execute(
        pick(KeyResultRow.progress, KeyResultRow.weight, KeyResultRow.title)
        .where(
            col(KeyResultRow.objective_id) == objective_id,
            col(KeyResultRow.state) != State.ARCHIVED,
        )
        .order_by(col(KeyResultRow.position))
    ).all()
    row.progress = roll_up((progress or 0.0, weight) for progress, weight, _ in parts)
    row.updated_at = now
    if row.state in (State.PUBLISHED, State.CLOSED):
        texts = [row.title, *(title for _, _, title in parts)]
        search.index(session, row.workspace_id, objective_id, texts)
    else:
        search.forget(session, objective_id)
    session.flush()
    return row.progress


def roll_up_only(session: Session, objective_id: int, now: datetime) -> float | None:
    """Reckon the progress anew when no wording changed (a check-in)."""
    session.flush()
    parts = _WEIGHED.rows(session, {"objective_id": objective_id})
    progress = roll_up((ratio or 0.0, weight) for ratio, weight in parts)
    change_row(session, _OBJECTIVES, objective_id, {"progress": progress, "updated_at": now})
    return progress


def hand_over_key_results(session: Session, objective_id: int, from_id: int, to_id: int) -> None:
    """Key results the former owner held go with the objective; those of others stay theirs."""
    session.execute(
        update(KeyResultRow)
        .where(
            col(KeyResultRow.objective_id) == objective_id, col(KeyResultRow.owner_id) == from_id
        )
        .values(owner_id=to_id)
    )
