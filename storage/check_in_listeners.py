"""Who waits for a check-in: the round that asked for it, and a team with a channel."""

from sqlalchemy import Integer, bindparam, or_, select
from sqlmodel import Session, SQLModel

from okr.follow_up import RoundState
from storage.prepared import Prepared
from storage.tables import Round, TeamMember, TeamRow

_TEAMS = SQLModel.metadata.tables[TeamRow.__tablename__]
_MEMBERS = SQLModel.metadata.tables[TeamMember.__tablename__]
_ROUNDS = SQLModel.metadata.tables[Round.__tablename__]
_PERSON = bindparam("person_id", type_=Integer())
# Asked with every check-in, and nearly always of no consequence.
_OPEN_ROUND = Prepared(
    select(_ROUNDS.c.week).where(
        _ROUNDS.c.person_id == _PERSON,
        _ROUNDS.c.week == bindparam("week"),
        or_(_ROUNDS.c.state == RoundState.PROMPTED, _ROUNDS.c.state == RoundState.SNOOZED),
    )
)
_TOLD_TEAM = Prepared(
    select(_TEAMS.c.id)
    .where(
        or_(
            _TEAMS.c.lead_id == _PERSON,
            _TEAMS.c.id.in_(select(_MEMBERS.c.team_id).where(_MEMBERS.c.person_id == _PERSON)),
        ),
        _TEAMS.c.channel_id.is_not(None),
    )
    .limit(bindparam("most", type_=Integer()))
)


def is_awaited(session: Session, person_id: int, week: str) -> bool:
    """Whether the person was asked for their check-ins of the week and has not done them all."""
    session.flush()
    return bool(_OPEN_ROUND.rows(session, {"person_id": person_id, "week": week}))


def is_told_to_a_team(session: Session, person_id: int) -> bool:
    """Whether the person is in a team, or leads one, that has a channel for its digest."""
    session.flush()
    return bool(_TOLD_TEAM.rows(session, {"person_id": person_id, "most": 1}))
