"""Objectives with their key results: the hot reads as plain statements, and the writes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

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
    Status,
)
from storage import alignment_statements
from storage import objective_statements as statements

_MOST_OF_PEOPLE = 2000
"""Objectives of a team that are put in order before a page of them is cut out."""


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
    query = statements.of_owner(archived=archived, own=viewer_id == owner_id)
    values = {
        "owner_id": owner_id,
        "cycle_id": cycle_id,
        "limit": limit,
        "offset": offset,
    }
    if viewer_id != owner_id:
        values["viewer_id"] = viewer_id
    return _facts(session, query.rows(_written(session), values))


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
    values = {**_people(owner_ids, cycle_id, viewer_id), "limit": _MOST_OF_PEOPLE}
    found = _written(session).execute(statements.OF_PEOPLE, values).all()
    rows = sorted(found, key=lambda row: (order[row[6]], row[1]))
    return _facts(session, rows[offset : offset + limit])


def list_shared_with(
    session: Session, person_id: int, cycle_id: int, limit: int
) -> list[Objective]:
    """Others' objectives of a cycle on which this person was asked to work, newest first."""
    values = {"person_id": person_id, "cycle_id": cycle_id, "limit": limit}
    return _facts(session, statements.SHARED_WITH.rows(_written(session), values))


def find(session: Session, workspace_id: int, number: int) -> Objective | None:
    """The objective with this number; whether the person may see it is asked elsewhere."""
    values = {"workspace_id": workspace_id, "number": number}
    rows = statements.BY_NUMBER.rows(_written(session), values)
    return next(iter(_facts(session, rows)), None)


def list_by_ids(session: Session, objective_ids: Sequence[int]) -> list[Objective]:
    """Objectives in the order of the ids given."""
    rows = statements.BY_IDS.rows(_written(session), objective_ids)
    by_id = {objective.id: objective for objective in _facts(session, rows)}
    return [by_id[id] for id in objective_ids if id in by_id]


def guarded(session: Session, objective: Objective, key_result: KeyResult | None = None) -> Guarded:
    """The objective (or one of its key results) as permissions see it."""
    owner_id = objective.owner.id
    found = guard(objective, leads_of(session, [owner_id])[owner_id], key_result)
    if found.state is not State.DRAFT and not found.never_published:
        return found
    return replace(found, asked_ids=alignment_statements.asked_about(session, objective.id))


def guard(
    objective: Objective, lead_ids: frozenset[int], key_result: KeyResult | None = None
) -> Guarded:
    """The same where the leads of its owner are known."""
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
        lead_ids,
        never_published=objective.state.value == "archived" and objective.published_title is None,
    )


def leads_of(session: Session, person_ids: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """For each of these people the leads of the teams they are in."""
    leads: dict[int, set[int]] = {person_id: set() for person_id in person_ids}
    for person_id, lead_id in statements.LEADS.rows(_written(session), list(leads)):
        leads[person_id].add(lead_id)
    return {person_id: frozenset(found) for person_id, found in leads.items()}


def _written(session: Session) -> Session:
    """The session, with all that was added to it written: these reads do not wait for that."""
    if session.autoflush:
        session.flush()
    return session


def _facts(session: Session, rows: Sequence[Any]) -> list[Objective]:
    if not rows:
        return []
    ids = [row[0] for row in rows]
    known = {row[0]: (row[1], row[14]) for row in rows}
    asked: defaultdict[tuple[int, int | None], list[PersonName]] = defaultdict(list)
    for objective_id, key_result_id, person_id, name in statements.COLLABORATORS.rows(session, ids):
        asked[objective_id, key_result_id].append(PersonName(person_id, name))
    key_results: defaultdict[int, list[KeyResult]] = defaultdict(list)
    for row in statements.KEY_RESULTS.rows(session, ids):
        number, published_at = known[row[0]]
        found = _key_result(row, number, published_at, asked[row[0], row[1]])
        key_results[row[0]].append(found)
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


def find_key_result(session: Session, objective: Objective, key_result_id: int) -> KeyResult | None:
    """A key result of the objective, an archived one too, which the objective leaves out."""
    for each in objective.key_results:
        if each.id == key_result_id:
            return each
    rows = statements.KEY_RESULTS_BY_ID.rows(_written(session), [key_result_id])
    return next((_key_result(row, objective.number) for row in rows), None)


def _key_result(
    row: Any,
    number: int,
    published_at: datetime | None = None,
    collaborators: Sequence[PersonName] = (),
) -> KeyResult:
    progress = row[12]
    written_at: datetime = row[22]
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
        status=None if row[21] is None else Status(row[21]),
        since=(written_at if published_at is None else max(written_at, published_at)).date(),
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
    values = _people(owner_ids, cycle_id, viewer_id)
    return int(_written(session).execute(statements.COUNT_OF_PEOPLE, values).scalar_one())


def count_of_owner(session: Session, owner_id: int, cycle_id: int, viewer_id: int) -> int:
    """How many objectives `list_of_owner` would give without a limit."""
    return count_of_people(session, [owner_id], cycle_id, viewer_id)


def _people(owner_ids: Sequence[int], cycle_id: int, viewer_id: int) -> dict[str, object]:
    return {"owner_ids": list(owner_ids), "cycle_id": cycle_id, "viewer_id": viewer_id}
