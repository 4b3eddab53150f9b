"""Beside the tree: requests that led nowhere, and the titles in which the same may stand twice."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

from sqlalchemy import BindParameter, Integer, Select, and_, bindparam, exists, or_, select
from sqlmodel import Session, SQLModel, col

from okr.alignment import Alignment, AlignmentState
from storage import alignments
from storage.statements import pick
from storage.tables import AlignmentRow, ObjectiveRow
from storage.tree import LOWER, Within, is_shown

MOST_REQUESTS = 200
"""Of a company; older ones are left out."""
MOST_TITLES = 10_000
"""Objectives that are compared with one another, the newest ones."""

_TABLES = SQLModel.metadata.tables
_ALIGNMENTS = _TABLES[AlignmentRow.__tablename__]
_PEOPLE: BindParameter[int] = bindparam("person_ids", expanding=True)


def _fruitless() -> Select[Any]:
    """Requests in `state` that nobody answered in time, or declined and never took up again."""
    again = _ALIGNMENTS.alias("again")
    live = exists().where(
        again.c.lower_id == _ALIGNMENTS.c.lower_id,
        again.c.upper_id == _ALIGNMENTS.c.upper_id,
        again.c.state.in_(alignments.LIVE),
    )
    unanswered = _ALIGNMENTS.c.lapsed_at.is_not(None)
    return (
        select(_ALIGNMENTS.c.id)
        .join_from(_ALIGNMENTS, LOWER, LOWER.c.id == _ALIGNMENTS.c.lower_id)
        .where(
            _ALIGNMENTS.c.state == bindparam("state", type_=_ALIGNMENTS.c.state.type),
            or_(
                and_(_ALIGNMENTS.c.state == AlignmentState.ASKED, unanswered),
                and_(_ALIGNMENTS.c.state == AlignmentState.DECLINED, ~live),
            ),
            is_shown(LOWER),
        )
        .order_by(_ALIGNMENTS.c.id.desc())
        .limit(MOST_REQUESTS)
    )


_OF_COMPANY = _fruitless().where(
    _ALIGNMENTS.c.workspace_id == bindparam("workspace_id", type_=Integer())
)
_OF_PEOPLE = _fruitless().where(
    or_(_ALIGNMENTS.c.asker_id.in_(_PEOPLE), _ALIGNMENTS.c.answerer_id.in_(_PEOPLE))
)


def list_fruitless(session: Session, within: Within, people: Sequence[int] | None) -> list[int]:
    """Ids of requests without an answer in time, then of declined ones; each newest first.

    Of what these people asked or were asked; None: of everybody.
    """
    session.flush()
    values: dict[str, object] = {**within.values}
    statement = _OF_COMPANY
    if people is None:
        values["workspace_id"] = within.workspace_id
    else:
        statement, values["person_ids"] = _OF_PEOPLE, list(people)
    found: list[int] = []
    for state in (AlignmentState.ASKED, AlignmentState.DECLINED):
        found += session.execute(statement, {**values, "state": state}).scalars()
    return found


def list_requests(session: Session, ids: Iterable[int]) -> list[Alignment]:
    """The requests with these ids in that order."""
    return [alignments.get(session, id) for id in ids]


def titles(session: Session, within: Within) -> dict[int, str]:
    """What everybody's objectives say, by id; the newest `MOST_TITLES` of them."""
    found: dict[int, str] = {}
    for cycle_id, state in product(within.cycle_ids, within.states):
        rows = session.execute(
            pick(ObjectiveRow.id, ObjectiveRow.title)
            .where(col(ObjectiveRow.cycle_id) == cycle_id, col(ObjectiveRow.state) == state)
            .order_by(col(ObjectiveRow.number).desc())
            .limit(MOST_TITLES - len(found))
        )
        found.update((id, title) for id, title in rows)
    return found


def related(session: Session, objective_ids: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs of these that people know to belong together, both ways round: one hangs on the
    other or asked to, or goes on with it."""
    aligned = pick(AlignmentRow.lower_id, AlignmentRow.upper_id).where(
        col(AlignmentRow.lower_id).in_(objective_ids),
        col(AlignmentRow.state).in_(alignments.LIVE),
    )
    copied = pick(ObjectiveRow.id, ObjectiveRow.copied_from_id).where(
        col(ObjectiveRow.id).in_(objective_ids), col(ObjectiveRow.copied_from_id).is_not(None)
    )
    found = {
        (lower, upper) for query in (aligned, copied) for lower, upper in session.execute(query)
    }
    return found | {(two, one) for one, two in found}
