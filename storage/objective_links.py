"""Objectives that go on with one another over several cycles."""

from collections.abc import Sequence

from sqlalchemy import Integer, bindparam, or_, select
from sqlmodel import Session, SQLModel, col

from okr.facts import State
from storage.prepared import Prepared
from storage.statements import pick
from storage.tables import ObjectiveRow

_OBJECTIVES = SQLModel.metadata.tables[ObjectiveRow.__tablename__]
_EARLIER = _OBJECTIVES.alias("later_one")
_ID = bindparam("objective_id", type_=Integer())
_GOES_ON = _OBJECTIVES.c.copied_from_id == _ID
_PARTS = Prepared(
    select(_OBJECTIVES.c.number, _OBJECTIVES.c.copied_from_id)
    .where(
        or_(
            _OBJECTIVES.c.id
            == select(_EARLIER.c.copied_from_id).where(_EARLIER.c.id == _ID).scalar_subquery(),
            _GOES_ON,
        ),
        or_(
            _OBJECTIVES.c.state == State.PUBLISHED,
            _OBJECTIVES.c.state == State.CLOSED,
            _OBJECTIVES.c.owner_id == bindparam("viewer_id", type_=Integer()),
        ),
    )
    .order_by(_OBJECTIVES.c.number)
    .limit(20)
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
    """The numbers of the objective this one goes on with, and of those that go on with it.

    Only what is published, and the viewer's own.
    """
    rows = _PARTS.rows(session, {"objective_id": objective_id, "viewer_id": viewer_id})
    earlier = [number for number, copied_from in rows if copied_from != objective_id]
    return earlier, [number for number, copied_from in rows if copied_from == objective_id]
