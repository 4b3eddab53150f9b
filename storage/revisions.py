"""What must be revised after an alignment meeting, by whom, and whether it was."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from okr.align_meeting import Revision
from okr.facts import PersonName, State
from storage.statements import pick
from storage.tables import HistoryRow, MeetingRow, ObjectiveRow, PersonRow, RevisionRow
from storage.upserts import insert_new

_REVISIONS = SQLModel.metadata.tables[RevisionRow.__tablename__]
_OWNER, _ASKER = aliased(PersonRow), aliased(PersonRow)
_PROGRESS = "checked_in"
"""The action of the history that tells of progress, not of what is to be achieved."""


def mark(
    session: Session,
    *,
    meeting_id: int,
    objective_id: int,
    owner_id: int,
    by_id: int,
    text: str,
    now: datetime,
) -> None:
    """It must be revised; said once more, the later word holds."""
    values = {
        "person_id": owner_id,
        "asked_by_id": by_id,
        "text": text,
        "asked_at": now,
        "done_at": None,
        "answer": "",
    }
    row = {"meeting_id": meeting_id, "objective_id": objective_id, **values}
    if not insert_new(session, _REVISIONS, [row], "objective_id"):
        session.execute(update(_REVISIONS).where(*_is(meeting_id, objective_id)).values(values))


def unmark(session: Session, meeting_id: int, objective_id: int) -> bool:
    """It need not be revised after all; False where nobody had said so."""
    gone = delete(_REVISIONS).where(*_is(meeting_id, objective_id))
    return session.execute(gone.returning(_REVISIONS.c.objective_id)).first() is not None


def done(session: Session, meeting_id: int, objective_id: int, answer: str, now: datetime) -> bool:
    """It was revised, or stays as it is because of `answer`; False when it was settled before."""
    changed = (
        update(_REVISIONS)
        .where(*_is(meeting_id, objective_id), _REVISIONS.c.done_at.is_(None))
        .values(done_at=now, answer=answer)
    )
    return session.execute(changed.returning(_REVISIONS.c.objective_id)).first() is not None


def hand_to_owners(session: Session, meeting_id: int) -> None:
    """Whoever owns an objective by now is the one who revises it."""
    owner = (
        select(col(ObjectiveRow.owner_id))
        .where(col(ObjectiveRow.id) == _REVISIONS.c.objective_id)
        .scalar_subquery()
    )
    session.execute(
        update(_REVISIONS)
        .where(_REVISIONS.c.meeting_id == meeting_id, _REVISIONS.c.done_at.is_(None))
        .values(person_id=owner)
    )


def find(session: Session, meeting_id: int, objective_id: int) -> Revision | None:
    """What is to be revised of this objective after that meeting, if anything."""
    found = _list(session, *_is(meeting_id, objective_id))
    return found[0] if found else None


def list_of_meeting(session: Session, meeting_id: int) -> list[Revision]:
    """Everything that must be revised after a meeting, by the owner's name."""
    return _list(session, _REVISIONS.c.meeting_id == meeting_id)


def list_waiting_for(session: Session, person_id: int) -> list[Revision]:
    """What this person is still to revise, of all meetings that are over."""
    over = select(col(MeetingRow.id)).where(col(MeetingRow.closed_at).is_not(None))
    found = _list(
        session,
        _REVISIONS.c.person_id == person_id,
        _REVISIONS.c.done_at.is_(None),
        _REVISIONS.c.meeting_id.in_(over),
    )
    return [each for each in found if each.waits]


def list_open_of(session: Session, objective_id: int) -> list[Revision]:
    """What is to be revised of an objective after meetings that are over, archived or not."""
    over = select(col(MeetingRow.id)).where(col(MeetingRow.closed_at).is_not(None))
    return _list(
        session,
        _REVISIONS.c.objective_id == objective_id,
        _REVISIONS.c.done_at.is_(None),
        _REVISIONS.c.meeting_id.in_(over),
    )


def has_changed(session: Session, objective_id: int, since: datetime) -> bool:
    """Whether anybody changed or published the objective after that; a check-in does not count."""
    rows = session.execute(
        pick(HistoryRow.before, HistoryRow.after).where(
            col(HistoryRow.objective_id) == objective_id,
            col(HistoryRow.at) >= since,
            col(HistoryRow.action) != _PROGRESS,
        )
    )
    # A form that was saved with nothing in it changed leaves an entry without a field.
    return any(before or after for before, after in rows)


def _is(meeting_id: int, objective_id: int) -> Collection[ColumnElement[bool]]:
    columns = _REVISIONS.c
    return columns.meeting_id == meeting_id, columns.objective_id == objective_id


def _list(session: Session, *conditions: ColumnElement[bool]) -> list[Revision]:
    rows = session.execute(
        pick(
            RevisionRow.meeting_id,
            RevisionRow.objective_id,
            ObjectiveRow.number,
            ObjectiveRow.title,
            ObjectiveRow.state,
            _OWNER.id.label("owner_id"),  # type: ignore[union-attr]
            _OWNER.name.label("owner"),  # type: ignore[attr-defined]
            RevisionRow.text,
            _ASKER.id.label("asker_id"),  # type: ignore[union-attr]
            _ASKER.name.label("asker"),  # type: ignore[attr-defined]
            RevisionRow.asked_at,
            RevisionRow.done_at,
            RevisionRow.answer,
        )
        .join_from(RevisionRow, ObjectiveRow, col(ObjectiveRow.id) == RevisionRow.objective_id)
        .join(_OWNER, col(_OWNER.id) == RevisionRow.person_id)
        .join(_ASKER, col(_ASKER.id) == RevisionRow.asked_by_id)
        .where(*conditions)
        .order_by(col(_OWNER.name_key), col(_OWNER.id), col(ObjectiveRow.number))
    )
    return [_revision(row) for row in rows]


def _revision(row: Any) -> Revision:
    return Revision(
        meeting_id=row.meeting_id,
        objective_id=row.objective_id,
        number=row.number,
        title=row.title,
        owner=PersonName(row.owner_id, row.owner),
        text=row.text,
        asked_by=PersonName(row.asker_id, row.asker),
        asked_at=row.asked_at,
        is_done=row.done_at is not None,
        answer=row.answer,
        is_over=row.state not in (State.DRAFT, State.PUBLISHED),
    )
