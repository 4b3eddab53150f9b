"""The statements that read objectives, prepared once, with parameters by name.

Building a statement anew costs ten times what running it costs (docs/performance.md).
"""

from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlmodel import SQLModel

from okr.alignment import Collaboration
from okr.facts import State
from storage.prepared import Prepared, PreparedFor
from storage.tables import (
    AlignmentRow,
    Collaborator,
    CycleRow,
    KeyResultRow,
    ObjectiveRow,
    PersonRow,
    TeamMember,
    TeamRow,
)

_TABLES = SQLModel.metadata.tables
_OBJECTIVES = _TABLES[ObjectiveRow.__tablename__]
_KEY_RESULTS = _TABLES[KeyResultRow.__tablename__]
_PEOPLE = _TABLES[PersonRow.__tablename__]
_CYCLES = _TABLES[CycleRow.__tablename__]
_ASKED = _TABLES[Collaborator.__tablename__]
_TEAMS = _TABLES[TeamRow.__tablename__]
_MEMBERS = _TABLES[TeamMember.__tablename__]
_ALIGNMENTS = _TABLES[AlignmentRow.__tablename__]

_LIMIT = bindparam("limit", type_=Integer())
_OFFSET = bindparam("offset", type_=Integer())
_OWNERS: BindParameter[int] = bindparam("owner_ids", expanding=True)

_OBJECTIVE = (
    select(
        _OBJECTIVES.c.id,
        _OBJECTIVES.c.number,
        _OBJECTIVES.c.title,
        _OBJECTIVES.c.state,
        _OBJECTIVES.c.progress,
        _OBJECTIVES.c.published_title,
        _OBJECTIVES.c.owner_id,
        _PEOPLE.c.name,
        _CYCLES.c.id,
        _CYCLES.c.name,
        _CYCLES.c.starts_on,
        _CYCLES.c.ends_on,
        _CYCLES.c.is_current,
        _CYCLES.c.closed_at,
        _OBJECTIVES.c.published_at,
    )
    .join_from(_OBJECTIVES, _PEOPLE, _PEOPLE.c.id == _OBJECTIVES.c.owner_id)
    .join(_CYCLES, _CYCLES.c.id == _OBJECTIVES.c.cycle_id)
)
_IN_CYCLE = _OBJECTIVES.c.cycle_id == bindparam("cycle_id")
_NOT_ARCHIVED = _OBJECTIVES.c.state != State.ARCHIVED
# Who said that it is not for them has no more to do with it than anybody else.
_WORKS_ON_IT = _ASKED.c.answer != Collaboration.NOT_ME


def is_visible() -> ColumnElement[bool]:
    """The condition under which `viewer_id` may see an objective (see okr.permissions)."""
    viewer = bindparam("viewer_id", type_=Integer())
    works_on_it = exists().where(
        _ASKED.c.objective_id == _OBJECTIVES.c.id, _ASKED.c.person_id == viewer, _WORKS_ON_IT
    )
    answers = exists().where(
        _ALIGNMENTS.c.lower_id == _OBJECTIVES.c.id,
        _ALIGNMENTS.c.answerer_id == viewer,
        _ALIGNMENTS.c.live_key.is_not(None),
    )
    return or_(
        _OBJECTIVES.c.state != State.DRAFT,
        _OBJECTIVES.c.owner_id == viewer,
        works_on_it,
        answers,
    )


BY_NUMBER = Prepared(
    _OBJECTIVE.where(
        _OBJECTIVES.c.workspace_id == bindparam("workspace_id"),
        _OBJECTIVES.c.number == bindparam("number"),
    )
)
BY_IDS = PreparedFor(lambda ids: _OBJECTIVE.where(_OBJECTIVES.c.id.in_(ids)))

_KEY_RESULT = select(
    _KEY_RESULTS.c.objective_id,
    _KEY_RESULTS.c.id,
    _KEY_RESULTS.c.position,
    _KEY_RESULTS.c.title,
    _KEY_RESULTS.c.kind,
    _KEY_RESULTS.c.direction,
    _KEY_RESULTS.c.start,
    _KEY_RESULTS.c.target,
    _KEY_RESULTS.c.high,
    _KEY_RESULTS.c.unit,
    _KEY_RESULTS.c.stages,
    _KEY_RESULTS.c.current,
    _KEY_RESULTS.c.progress,
    _KEY_RESULTS.c.weight,
    _KEY_RESULTS.c.due_on,
    _KEY_RESULTS.c.owner_id,
    _PEOPLE.c.name,
    _KEY_RESULTS.c.state,
    _KEY_RESULTS.c.confidence,
    _KEY_RESULTS.c.checked_in_at,
    _KEY_RESULTS.c.published_title,
    _KEY_RESULTS.c.status,
    _KEY_RESULTS.c.created_at,
).join_from(_KEY_RESULTS, _PEOPLE, _PEOPLE.c.id == _KEY_RESULTS.c.owner_id)
KEY_RESULTS = PreparedFor(
    lambda objective_ids: _KEY_RESULT.where(
        _KEY_RESULTS.c.objective_id.in_(objective_ids), _KEY_RESULTS.c.state != State.ARCHIVED
    ).order_by(_KEY_RESULTS.c.objective_id, _KEY_RESULTS.c.position)
)
KEY_RESULTS_BY_ID = PreparedFor(lambda ids: _KEY_RESULT.where(_KEY_RESULTS.c.id.in_(ids)))

COLLABORATORS = PreparedFor(
    lambda objective_ids: (
        select(_ASKED.c.objective_id, _ASKED.c.key_result_id, _PEOPLE.c.id, _PEOPLE.c.name)
        .join_from(_ASKED, _PEOPLE, _PEOPLE.c.id == _ASKED.c.person_id)
        .where(_ASKED.c.objective_id.in_(objective_ids), _WORKS_ON_IT)
        .order_by(_ASKED.c.id)
    )
)

LEADS = PreparedFor(
    lambda person_ids: (
        select(_MEMBERS.c.person_id, _TEAMS.c.lead_id)
        .join_from(_MEMBERS, _TEAMS, _TEAMS.c.id == _MEMBERS.c.team_id)
        .where(
            _MEMBERS.c.person_id.in_(person_ids),
            _TEAMS.c.lead_id.is_not(None),
            _TEAMS.c.lead_is_appointed,
        )
    )
)

_OF_PEOPLE = and_(_OBJECTIVES.c.owner_id.in_(_OWNERS), _IN_CYCLE, _NOT_ARCHIVED, is_visible())
OF_PEOPLE = _OBJECTIVE.where(_OF_PEOPLE).order_by(_OBJECTIVES.c.number).limit(_LIMIT)
COUNT_OF_PEOPLE = select(func.count()).select_from(_OBJECTIVES).where(_OF_PEOPLE)

SHARED_WITH = Prepared(
    _OBJECTIVE.where(
        _OBJECTIVES.c.id.in_(
            select(_ASKED.c.objective_id).where(
                _ASKED.c.person_id == bindparam("person_id", type_=Integer()), _WORKS_ON_IT
            )
        ),
        # Not _IN_CYCLE: SQLite would take that index and look at every objective of the cycle.
        _OBJECTIVES.c.cycle_id + 0 == bindparam("cycle_id", type_=Integer()),
        _OBJECTIVES.c.owner_id != bindparam("person_id", type_=Integer()),
        or_(_OBJECTIVES.c.state == State.DRAFT, _OBJECTIVES.c.state == State.PUBLISHED),
    )
    .order_by(_OBJECTIVES.c.number.desc())
    .limit(_LIMIT)
)


@cache
def of_owner(*, archived: bool, own: bool) -> Prepared:
    """Objectives of `owner_id` in `cycle_id`; all of them only for the owner's `own` eyes."""
    query = _OBJECTIVE.where(_OBJECTIVES.c.owner_id == bindparam("owner_id"), _IN_CYCLE)
    if not archived:
        query = query.where(_NOT_ARCHIVED)
    if not own:
        query = query.where(is_visible())
    return Prepared(query.order_by(_OBJECTIVES.c.number).limit(_LIMIT).offset(_OFFSET))
