"""Objectives that go on with one another over several cycles."""

from collections.abc import Sequence

from sqlalchemy import or_
from sqlmodel import Session, col

from okr.facts import State
from storage.statements import pick
from storage.tables import ObjectiveRow


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
    seen = or_(
        col(ObjectiveRow.state).in_([State.PUBLISHED, State.CLOSED]),
        col(ObjectiveRow.owner_id) == viewer_id,
    )
    earlier_id = (
        pick(ObjectiveRow.copied_from_id)
        .where(col(ObjectiveRow.id) == objective_id)
        .scalar_subquery()
    )
    goes_on = col(ObjectiveRow.copied_from_id) == objective_id
    rows = session.execute(
        pick(ObjectiveRow.number, goes_on)
        .where(or_(col(ObjectiveRow.id) == earlier_id, goes_on), seen)
        .order_by(col(ObjectiveRow.number))
        .limit(20)
    ).all()
    earlier = [number for number, is_later in rows if not is_later]
    return earlier, [number for number, is_later in rows if is_later]
