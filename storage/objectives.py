"""Objectives with their key results: the hot reads as plain statements, and the writes."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from okr.facts import (
    Confidence,
    Cycle,
    Guarded,
    KeyResult,
    Measure,
    Objective,
    PersonName,
    Span,
    Stage,
    Standing,
    State,
)
from storage.statements import pick
from storage.tables import (
    Collaborator,
    CycleRow,
    KeyResultRow,
    ObjectiveRow,
    PersonRow,
)
from storage.teams import lead_ids_of

_OWNER = aliased(PersonRow)
_OBJECTIVES: Select[Any] = (
    pick(
        ObjectiveRow.id,
        ObjectiveRow.number,
        ObjectiveRow.title,
        ObjectiveRow.state,
        ObjectiveRow.progress,
        ObjectiveRow.published_title,
        ObjectiveRow.owner_id,
        PersonRow.name,
        CycleRow.id,
        CycleRow.name,
        CycleRow.starts_on,
        CycleRow.ends_on,
        CycleRow.is_current,
        CycleRow.closed_at,
    )
    .join(PersonRow, col(PersonRow.id) == ObjectiveRow.owner_id)
    .join(CycleRow, col(CycleRow.id) == ObjectiveRow.cycle_id)
)
_KEY_RESULTS: Select[Any] = (
    pick(
        KeyResultRow.objective_id,
        KeyResultRow.id,
        KeyResultRow.position,
        KeyResultRow.title,
        KeyResultRow.kind,
        KeyResultRow.direction,
        KeyResultRow.start,
        KeyResultRow.target,
        KeyResultRow.high,
        KeyResultRow.unit,
        KeyResultRow.stages,
        KeyResultRow.current,
        KeyResultRow.progress,
        KeyResultRow.weight,
        KeyResultRow.due_on,
        KeyResultRow.owner_id,
        _OWNER.name,
        KeyResultRow.state,
        KeyResultRow.confidence,
        KeyResultRow.checked_in_at,
        KeyResultRow.published_title,
    )
    .join(_OWNER, col(_OWNER.id) == KeyResultRow.owner_id)
    .where(
        col(KeyResultRow.objective_id).in_(bindparam("objective_ids", expanding=True)),
        col(KeyResultRow.state) != State.ARCHIVED,
    )
    .order_by(col(KeyResultRow.objective_id), col(KeyResultRow.position))
)
_COLLABORATORS: Select[Any] = (
    pick(
        Collaborator.objective_id,
        Collaborator.key_result_id,
        PersonRow.id,
        PersonRow.name,
    )
    .join(PersonRow, col(PersonRow.id) == Collaborator.person_id)
    .where(col(Collaborator.objective_id).in_(bindparam("objective_ids", expanding=True)))
    .order_by(col(Collaborator.id))
)


def visible_to(viewer_id: int) -> Any:
    """The condition under which a person may see an objective (see okr.permissions)."""
    asked = exists().where(
        and_(
            col(Collaborator.objective_id) == col(ObjectiveRow.id),
            col(Collaborator.person_id) == viewer_id,
        )
    )
    return or_(
        col(ObjectiveRow.state) != State.DRAFT,
        col(ObjectiveRow.owner_id) == viewer_id,
        asked,
    )


def list_of_owner(
    session: Session,
    owner_id: int,
    cycle_id: int,
    viewer_id: int,
    *,
    limit: int = 50,
    offset: int = 0,
    archived: bool = False,
) -> list[Objective]:
    """A person's objectives in a cycle that the viewer may see, in the order written."""
    query = _OBJECTIVES.where(
        col(ObjectiveRow.owner_id) == owner_id, col(ObjectiveRow.cycle_id) == cycle_id
    )
    if not archived:
        query = query.where(col(ObjectiveRow.state) != State.ARCHIVED)
    if viewer_id != owner_id:
        query = query.where(visible_to(viewer_id))
    query = query.order_by(col(ObjectiveRow.number)).limit(limit).offset(offset)
    return _facts(session, session.execute(query).all())


def list_of_people(
    session: Session,
    owner_ids: Sequence[int],
    cycle_id: int,
    viewer_id: int,
    limit: int,
    offset: int,
) -> list[Objective]:
    """Objectives of several people in a cycle, grouped in the order the people are given."""
    order = {owner_id: index for index, owner_id in enumerate(owner_ids)}
    query = (
        _OBJECTIVES.where(
            col(ObjectiveRow.owner_id).in_(owner_ids),
            col(ObjectiveRow.cycle_id) == cycle_id,
            col(ObjectiveRow.state) != State.ARCHIVED,
            visible_to(viewer_id),
        )
        .order_by(col(ObjectiveRow.number))
        .limit(2000)
    )
    rows = sorted(session.execute(query).all(), key=lambda row: (order[row[6]], row[1]))
    return _facts(session, rows[offset : offset + limit])


def list_shared_with(
    session: Session, person_id: int, cycle_id: int, limit: int
) -> list[Objective]:
    """Others' objectives of a cycle on which this person was asked to work, newest first."""
    asked = pick(Collaborator.objective_id).where(col(Collaborator.person_id) == person_id)
    query = (
        _OBJECTIVES.where(
            col(ObjectiveRow.id).in_(asked),
            col(ObjectiveRow.cycle_id) == cycle_id,
            col(ObjectiveRow.owner_id) != person_id,
            col(ObjectiveRow.state).in_([State.DRAFT, State.PUBLISHED]),
        )
        .order_by(col(ObjectiveRow.number).desc())
        .limit(limit)
    )
    return _facts(session, session.execute(query).all())


def find(session: Session, workspace_id: int, number: int) -> Objective | None:
    """The objective with this number; whether the person may see it is asked elsewhere."""
    rows = session.execute(
        _OBJECTIVES.where(
            col(ObjectiveRow.workspace_id) == workspace_id,
            col(ObjectiveRow.number) == number,
        )
    ).all()
    return next(iter(_facts(session, rows)), None)


def list_by_ids(session: Session, objective_ids: Sequence[int]) -> list[Objective]:
    """Objectives in the order of the ids given."""
    rows = session.execute(_OBJECTIVES.where(col(ObjectiveRow.id).in_(objective_ids))).all()
    by_id = {objective.id: objective for objective in _facts(session, rows)}
    return [by_id[id] for id in objective_ids if id in by_id]


def guarded(session: Session, objective: Objective, key_result: KeyResult | None = None) -> Guarded:
    """The objective (or one of its key results) as permissions see it."""
    collaborators = {person.id for person in objective.collaborators}
    for each in objective.key_results:
        if key_result is None or each.id == key_result.id:
            collaborators |= {
                each.owner.id,
                *(person.id for person in each.collaborators),
            }
    return Guarded(
        objective.owner.id,
        objective.state,
        frozenset(collaborators - {objective.owner.id}),
        lead_ids_of(session, objective.owner.id),
    )


def _facts(session: Session, rows: Sequence[Any]) -> list[Objective]:
    if not rows:
        return []
    ids = {"objective_ids": [row[0] for row in rows]}
    numbers = {row[0]: row[1] for row in rows}
    asked: defaultdict[tuple[int, int | None], list[PersonName]] = defaultdict(list)
    for objective_id, key_result_id, person_id, name in session.execute(_COLLABORATORS, ids):
        asked[objective_id, key_result_id].append(PersonName(person_id, name))
    key_results: defaultdict[int, list[KeyResult]] = defaultdict(list)
    for row in session.execute(_KEY_RESULTS, ids):
        key_results[row[0]].append(_key_result(row, numbers[row[0]], asked[row[0], row[1]]))
    return [
        Objective(
            id=row[0],
            number=row[1],
            title=row[2],
            state=row[3],
            progress=row[4],
            published_title=row[5],
            owner=PersonName(row[6], row[7]),
            cycle=Cycle(row[8], row[9], Span(row[10], row[11]), row[12], row[13] is not None),
            key_results=tuple(key_results[row[0]]),
            collaborators=tuple(asked[row[0], None]),
        )
        for row in rows
    ]


def _key_result(row: Any, number: int, collaborators: Sequence[PersonName]) -> KeyResult:
    progress = row[12]
    return KeyResult(
        objective_id=row[0],
        number=number,
        id=row[1],
        position=row[2],
        title=row[3],
        measure=Measure(row[4], row[5], row[6], row[7], row[8], row[9], stages_of(row[10])),
        current=row[11],
        standing=Standing(progress or 0.0, has_value=progress is not None),
        weight=row[13],
        due_on=row[14],
        owner=PersonName(row[15], row[16]),
        state=row[17],
        confidence=None if row[18] is None else Confidence(row[18]),
        checked_in_at=row[19],
        published_title=row[20],
        collaborators=tuple(collaborators),
    )


def stages_of(stored: list[dict[str, Any]] | None) -> tuple[Stage, ...]:
    """Stages from their stored form."""
    return tuple(
        Stage(stage["title"], float(stage["weight"]), bool(stage["done"])) for stage in stored or ()
    )


def count_of_people(
    session: Session, owner_ids: Sequence[int], cycle_id: int, viewer_id: int
) -> int:
    """How many objectives `list_of_people` would give without a limit."""
    query = select(func.count()).where(
        col(ObjectiveRow.owner_id).in_(owner_ids),
        col(ObjectiveRow.cycle_id) == cycle_id,
        col(ObjectiveRow.state) != State.ARCHIVED,
        visible_to(viewer_id),
    )
    return int(session.execute(query).scalar_one())


def count_of_owner(session: Session, owner_id: int, cycle_id: int, viewer_id: int) -> int:
    """How many objectives `list_of_owner` would give without a limit."""
    query = select(func.count()).where(
        col(ObjectiveRow.owner_id) == owner_id,
        col(ObjectiveRow.cycle_id) == cycle_id,
        col(ObjectiveRow.state) != State.ARCHIVED,
        visible_to(viewer_id),
    )
    return int(session.execute(query).scalar_one())
