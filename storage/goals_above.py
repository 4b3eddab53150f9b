"""Whether somebody's objective stands by itself while people above them have published theirs."""

from sqlalchemy import Date, Integer, bindparam, exists, func, select
from sqlmodel import Session, SQLModel

from okr.facts import Objective, State
from storage.prepared import Prepared
from storage.tables import AlignmentRow, CycleRow, ObjectiveRow, PersonRow, TeamMember, TeamRow

_TABLES = SQLModel.metadata.tables
_OBJECTIVES = _TABLES[ObjectiveRow.__tablename__]
_CYCLES = _TABLES[CycleRow.__tablename__]
_PEOPLE = _TABLES[PersonRow.__tablename__]
_TEAMS = _TABLES[TeamRow.__tablename__]
_MEMBERS = _TABLES[TeamMember.__tablename__]
_ALIGNMENTS = _TABLES[AlignmentRow.__tablename__]

_PERSON = bindparam("person_id", type_=Integer())
_OWN = (
    select(_MEMBERS.c.team_id)
    .where(_MEMBERS.c.person_id == _PERSON)
    .union(select(_TEAMS.c.id).where(_TEAMS.c.lead_id == _PERSON))
    .subquery()
)
# The teams somebody is in and those above them; UNION ends where the teams make a circle.
_UPWARDS = select(_OWN.c.team_id.label("team_id")).cte("upwards", recursive=True)
_UPWARDS = _UPWARDS.union(
    select(_TEAMS.c.parent_id).where(
        _TEAMS.c.id == _UPWARDS.c.team_id, _TEAMS.c.parent_id.is_not(None)
    )
)
_ABOVE = (
    select(_TEAMS.c.lead_id.label("person_id"))
    .where(_TEAMS.c.id == _UPWARDS.c.team_id)
    .union(select(_PEOPLE.c.manager_id).where(_PEOPLE.c.id == _PERSON))
    .subquery()
)
_HANGS = exists().where(
    _ALIGNMENTS.c.lower_id == bindparam("objective_id", type_=Integer()),
    _ALIGNMENTS.c.live_key.is_not(None),
)
_STANDS_ALONE = Prepared(
    select(func.count())
    .select_from(_PEOPLE)
    .where(
        _PEOPLE.c.id.in_(select(_ABOVE.c.person_id)),
        _PEOPLE.c.id != _PERSON,
        _PEOPLE.c.is_active.is_(True),
        exists().where(
            _OBJECTIVES.c.owner_id == _PEOPLE.c.id,
            _OBJECTIVES.c.state == State.PUBLISHED,
            _CYCLES.c.id == _OBJECTIVES.c.cycle_id,
            _CYCLES.c.starts_on <= bindparam("ends_on", type_=Date()),
            _CYCLES.c.ends_on >= bindparam("starts_on", type_=Date()),
        ),
        ~_HANGS,
    )
)


def stands_alone(session: Session, objective: Objective) -> bool:
    """Whether it hangs on nothing, nor asks to, though a lead or the manager of its owner has
    published objectives in a cycle that overlaps."""
    session.flush()
    values: dict[str, int | str] = {
        "person_id": objective.owner.id,
        "objective_id": objective.id,
        "starts_on": objective.cycle.span.starts_on.isoformat(),
        "ends_on": objective.cycle.span.ends_on.isoformat(),
    }
    ((count,),) = _STANDS_ALONE.rows(session, values)
    return bool(count)
