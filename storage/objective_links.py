"""Objectives that go on with one another over several cycles, and where a copy came from."""

from collections.abc import Sequence

from sqlalchemy import (
    CTE,
    Column,
    Integer,
    and_,
    bindparam,
    literal,
    or_,
    select,
    union_all,
)
from sqlmodel import Session, SQLModel, col

from okr.facts import State
from storage.prepared import Prepared
from storage.statements import pick
from storage.tables import HistoryRow, ObjectiveRow

FURTHEST = 20
"""Parts before and after an objective that are looked for."""
COPIED = "copied"
"""The action of the history that tells of a copy; its `copied_from` is the objective's id."""

_OBJECTIVES = SQLModel.metadata.tables[ObjectiveRow.__tablename__]
_HISTORY = SQLModel.metadata.tables[HistoryRow.__tablename__]
_ID = bindparam("objective_id", type_=Integer())

_HAS_PARTS = Prepared(
    select(_OBJECTIVES.c.id)
    .where(
        or_(
            and_(_OBJECTIVES.c.id == _ID, _OBJECTIVES.c.copied_from_id.is_not(None)),
            _OBJECTIVES.c.copied_from_id == _ID,
        )
    )
    .limit(1)
)
"""Most objectives stand alone: this is quicker than finding no chain."""


def _chain(name: str, start: Column[int], step: Column[int], by: int) -> CTE:
    """The objectives reached from one by going from `start` to `step` again and again."""
    first = select(step.label("id"), literal(by, Integer).label("place")).where(
        start == _ID, step.is_not(None)
    )
    parts = first.cte(name, recursive=True)
    further = select(step, parts.c.place + by).where(
        start == parts.c.id,
        step.is_not(None),
        parts.c.place.between(-FURTHEST + 1, FURTHEST - 1),
    )
    return parts.union_all(further)


def _parts() -> Prepared:
    id, copied_from_id = _OBJECTIVES.c.id, _OBJECTIVES.c.copied_from_id
    earlier = _chain("earlier", id, copied_from_id, -1)
    later = _chain("later", copied_from_id, id, 1)
    parts = union_all(
        select(earlier.c.id, earlier.c.place), select(later.c.id, later.c.place)
    ).subquery("parts")
    is_seen = or_(
        _OBJECTIVES.c.state == State.PUBLISHED,
        _OBJECTIVES.c.state == State.CLOSED,
        and_(
            _OBJECTIVES.c.state == State.DRAFT,
            _OBJECTIVES.c.owner_id == bindparam("viewer_id", type_=Integer()),
        ),
    )
    return Prepared(
        select(_OBJECTIVES.c.number, parts.c.place)
        .join_from(_OBJECTIVES, parts, parts.c.id == id)
        .where(is_seen)
        .order_by(parts.c.place, _OBJECTIVES.c.number)
        .limit(2 * FURTHEST)
    )


_PARTS = _parts()
_ORIGIN = Prepared(
    select(_HISTORY.c.after)
    .where(_HISTORY.c.objective_id == _ID, _HISTORY.c.action == COPIED)
    .limit(1)
)


def continued_ids(session: Session, objective_ids: Sequence[int]) -> set[int]:
    """Which of these objectives another one goes on with."""
    rows = session.execute(
        pick(ObjectiveRow.copied_from_id).where(
            col(ObjectiveRow.copied_from_id).in_(objective_ids),
            col(ObjectiveRow.state) != State.ARCHIVED,
        )
    ).scalars()
    return set(rows)


def parts_of(session: Session, objective_id: int, viewer_id: int) -> tuple[list[int], list[int]]:
    """The numbers of the objectives this one goes on with, and of those that go on with it.

    Both from the first part to the last. Only what is published, and the viewer's own drafts;
    a part that is not named does not end the row.
    """
    values = {"objective_id": objective_id}
    if not _HAS_PARTS.rows(session, values):
        return [], []
    rows = _PARTS.rows(session, {**values, "viewer_id": viewer_id})
    earlier = [number for number, place in rows if place < 0]
    return earlier, [number for number, place in rows if place > 0]


def origin_of(session: Session, objective_id: int) -> str:
    """The id ("O12") of the objective this one is a copy of, without going on with it; or ""."""
    rows = _ORIGIN.rows(session, {"objective_id": objective_id})
    return str(rows[0][0].get("copied_from", "")) if rows else ""
