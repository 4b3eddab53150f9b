"""Objectives that are not those of now: how many stand in which cycle, and what was archived."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, func, or_, select
from sqlmodel import Session, SQLModel

from okr.facts import Cycle, Objective, Span, State
from storage import objectives
from storage.objective_statements import is_visible
from storage.tables import CycleRow, ObjectiveRow

_OBJECTIVES = SQLModel.metadata.tables[ObjectiveRow.__tablename__]
_CYCLES = SQLModel.metadata.tables[CycleRow.__tablename__]

_OF_THESE: ColumnElement[bool] = _OBJECTIVES.c.owner_id.in_(bindparam("owner_ids", expanding=True))
_COUNT = func.count()
_COUNTS = (
    select(
        _CYCLES.c.id,
        _CYCLES.c.name,
        _CYCLES.c.starts_on,
        _CYCLES.c.ends_on,
        _CYCLES.c.is_current,
        _CYCLES.c.closed_at,
        _COUNT,
    )
    .join_from(_OBJECTIVES, _CYCLES, _CYCLES.c.id == _OBJECTIVES.c.cycle_id)
    .where(_OF_THESE, _OBJECTIVES.c.state != State.ARCHIVED, is_visible())
    .group_by(_CYCLES.c.id)
    .order_by(_CYCLES.c.starts_on.desc(), _CYCLES.c.id.desc())
)
# A draft that was archived is still nobody's but its owner's (see okr.permissions).
_IS_ARCHIVED = and_(
    _OF_THESE,
    _OBJECTIVES.c.state == State.ARCHIVED,
    or_(
        _OBJECTIVES.c.owner_id == bindparam("viewer_id", type_=Integer()),
        _OBJECTIVES.c.published_title.is_not(None),
    ),
)
_ARCHIVED = (
    select(_OBJECTIVES.c.id)
    .where(_IS_ARCHIVED)
    .order_by(_OBJECTIVES.c.archived_at.desc(), _OBJECTIVES.c.id.desc())
)
_COUNT_ARCHIVED = select(_COUNT).select_from(_OBJECTIVES).where(_IS_ARCHIVED)


def count_by_cycle(
    session: Session, owner_ids: Sequence[int], viewer_id: int
) -> list[tuple[Cycle, int]]:
    """The cycles in which these people have objectives that the viewer may see, newest first."""
    rows = session.execute(_COUNTS, _whose(owner_ids, viewer_id))
    return [
        (Cycle(id, name, Span(starts_on, ends_on), is_current, closed_at is not None), count)
        for id, name, starts_on, ends_on, is_current, closed_at, count in rows
    ]


def list_archived(
    session: Session, owner_ids: Sequence[int], viewer_id: int, limit: int, offset: int
) -> list[Objective]:
    """What these people have archived in any cycle, the last first: all of the viewer's own, and
    of others what was published."""
    page = _ARCHIVED.limit(limit).offset(offset)
    ids = session.execute(page, _whose(owner_ids, viewer_id)).scalars().all()
    return objectives.list_by_ids(session, ids)


def count_archived(session: Session, owner_ids: Sequence[int], viewer_id: int) -> int:
    """How many objectives `list_archived` would give without a limit."""
    return int(session.execute(_COUNT_ARCHIVED, _whose(owner_ids, viewer_id)).scalar_one())


def _whose(owner_ids: Sequence[int], viewer_id: int) -> dict[str, Any]:
    return {"owner_ids": list(owner_ids), "viewer_id": viewer_id}
