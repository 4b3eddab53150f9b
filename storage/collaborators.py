"""Who was asked to work on an objective or a key result, and what they answered.

Rows of one objective, person and moment are one `Join`: they are told and answered together.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, or_, select, update
from sqlmodel import Session, SQLModel, col

from okr.alignment import Collaboration
from okr.facts import PersonName, State
from okr.joining import Join
from storage.prepared import Prepared, Row
from storage.tables import Collaborator, KeyResultRow, ObjectiveRow, PersonRow

_MOST = 500
"""Rows of one person that a list looks at."""
_TABLES = SQLModel.metadata.tables
_ROWS = _TABLES[Collaborator.__tablename__]
_OBJECTIVES = _TABLES[ObjectiveRow.__tablename__]
_KEY_RESULTS = _TABLES[KeyResultRow.__tablename__]
_PEOPLE = _TABLES[PersonRow.__tablename__]
_ASKERS, _OWNERS = _PEOPLE.alias("askers"), _PEOPLE.alias("owners")

_JOINS = (
    select(
        _ROWS.c.objective_id,
        _OBJECTIVES.c.number,
        _OBJECTIVES.c.state,
        _OWNERS.c.id,
        _OWNERS.c.name,
        _PEOPLE.c.id,
        _PEOPLE.c.name,
        _ASKERS.c.id,
        _ASKERS.c.name,
        _ROWS.c.asked_at,
        _ROWS.c.answer,
        _ROWS.c.answered_at,
        _ROWS.c.reason,
        _PEOPLE.c.is_active,
        _ROWS.c.told_at,
        _ROWS.c.key_result_id,
        _KEY_RESULTS.c.position,
        _KEY_RESULTS.c.state,
    )
    .join_from(_ROWS, _OBJECTIVES, _OBJECTIVES.c.id == _ROWS.c.objective_id)
    .join(_OWNERS, _OWNERS.c.id == _OBJECTIVES.c.owner_id)
    .join(_PEOPLE, _PEOPLE.c.id == _ROWS.c.person_id)
    .join(_ASKERS, _ASKERS.c.id == _ROWS.c.asked_by_id)
    .outerjoin(_KEY_RESULTS, _KEY_RESULTS.c.id == _ROWS.c.key_result_id)
)
_ASKED_AT, _TOLD_AT, _KEY_RESULT_ID, _POSITION, _KEY_RESULT_STATE = 9, 14, 15, 16, 17
_OF_OBJECTIVE = Prepared(
    _JOINS.where(_ROWS.c.objective_id == bindparam("objective_id", type_=Integer())).order_by(
        _ROWS.c.id
    )
)
_OF_PERSON = Prepared(
    _JOINS.where(
        _ROWS.c.person_id == bindparam("person_id", type_=Integer()),
        or_(_OBJECTIVES.c.state == State.DRAFT, _OBJECTIVES.c.state == State.PUBLISHED),
    )
    .order_by(_ROWS.c.id.desc())
    .limit(_MOST)
)


def ask(
    session: Session,
    objective_id: int,
    key_result_id: int | None,
    person_ids: Iterable[int],
    asked_by_id: int,
    now: datetime,
) -> list[int]:
    """Make people collaborators; gives those who were not before, who are to be told.

    Who had said that it is not for them is asked anew. Nobody needs to answer themselves.
    """
    rows = session.execute(select(Collaborator).where(_is_of(objective_id, key_result_id)))
    known = {row.person_id: row for row in rows.scalars()}
    new = []
    for person_id in dict.fromkeys(person_ids):
        row = known.get(person_id)
        if row is not None and row.answer is not Collaboration.NOT_ME:
            continue
        if row is None:
            row = Collaborator(
                objective_id=objective_id,
                key_result_id=key_result_id,
                person_id=person_id,
                asked_by_id=asked_by_id,
                asked_at=now,
            )
            session.add(row)
        is_own = person_id == asked_by_id
        row.asked_by_id, row.asked_at = asked_by_id, now
        row.told_at = row.answered_at = now if is_own else None
        row.answer = Collaboration.IN if is_own else Collaboration.ASKED
        row.reason = ""
        new.append(person_id)
    session.flush()
    return new


def release(
    session: Session, objective_id: int, key_result_id: int | None, keep: Iterable[int]
) -> None:
    """Take everybody but `keep` off the list of collaborators.

    What somebody said who is none any more stays there for the owner.
    """
    rows = session.execute(select(Collaborator).where(_is_of(objective_id, key_result_id)))
    kept = set(keep)
    for row in rows.scalars():
        if row.person_id not in kept and row.answer is not Collaboration.NOT_ME:
            session.delete(row)
    session.flush()


def list_of(session: Session, objective_id: int) -> list[Join]:
    """Everything that was asked about an objective, in that order."""
    session.flush()
    return _joins(_OF_OBJECTIVE.rows(session, {"objective_id": objective_id}))


def list_untold(session: Session, objective_id: int) -> list[Join]:
    """The same as far as nobody was told yet who is there to be told."""
    session.flush()
    rows = _OF_OBJECTIVE.rows(session, {"objective_id": objective_id})
    found = _joins([row for row in rows if row[_TOLD_AT] is None])
    return [join for join in found if join.waits and join.is_here]


def list_of_person(session: Session, person_id: int) -> list[Join]:
    """What a person is asked about others' objectives that are pursued, newest first."""
    session.flush()
    rows = _OF_PERSON.rows(session, {"person_id": person_id})
    return [join for join in _joins(rows) if join.is_open]


def list_refused(session: Session, objective_id: int, key_result_id: int | None) -> list[Join]:
    """What people said is not for them, of the objective itself or of one key result."""
    session.flush()
    rows = _OF_OBJECTIVE.rows(session, {"objective_id": objective_id})
    found = _joins([row for row in rows if row[_KEY_RESULT_ID] == key_result_id])
    return [join for join in found if join.answer is Collaboration.NOT_ME]


def lock(session: Session, join: Join) -> list[Collaborator]:
    """Its rows, locked against other writers; none where it is no longer asked."""
    rows = session.execute(
        select(Collaborator)
        .where(_is_row_of(join))
        .order_by(col(Collaborator.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(rows.scalars())


def told(session: Session, join: Join, now: datetime) -> None:
    """The person has heard of it."""
    session.execute(update(Collaborator).where(_is_row_of(join)).values(told_at=now))


def _is_row_of(join: Join) -> ColumnElement[bool]:
    return and_(
        col(Collaborator.person_id) == join.person.id,
        col(Collaborator.objective_id) == join.objective_id,
        col(Collaborator.asked_at) == join.asked_at,
    )


def _is_of(objective_id: int, key_result_id: int | None) -> ColumnElement[bool]:
    return and_(
        col(Collaborator.objective_id) == objective_id,
        col(Collaborator.key_result_id).is_(None)
        if key_result_id is None
        else col(Collaborator.key_result_id) == key_result_id,
    )


def _joins(rows: Sequence[Row]) -> list[Join]:
    found: dict[tuple[int, int, datetime], list[Row]] = {}
    for row in rows:
        found.setdefault((row[0], row[5], row[_ASKED_AT]), []).append(row)
    return [_join(together) for together in found.values()]


def _join(rows: Sequence[Row]) -> Join:
    row: Any = rows[0]
    return Join(
        objective_id=row[0],
        number=row[1],
        state=row[2],
        owner=PersonName(row[3], row[4]),
        person=PersonName(row[5], row[6]),
        by=PersonName(row[7], row[8]),
        asked_at=row[_ASKED_AT],
        positions=_positions(rows),
        answer=row[10],
        answered_at=row[11],
        reason=row[12],
        is_here=row[13],
    )


def _positions(rows: Sequence[Row]) -> tuple[int | None, ...]:
    """The objective first; what is archived is asked of nobody."""
    whole = [None for row in rows if row[_KEY_RESULT_ID] is None]
    parts = sorted(
        row[_POSITION]
        for row in rows
        if row[_KEY_RESULT_ID] is not None and row[_KEY_RESULT_STATE] is not State.ARCHIVED
    )
    return (*whole[:1], *parts)
