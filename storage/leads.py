"""Whom a risk goes to: who leads a person, and who of them can be told."""

from collections.abc import Collection, Mapping

from sqlalchemy import union
from sqlmodel import Session, col

from okr.facts import PersonName
from storage.statements import pick
from storage.tables import Identity, PersonRow, TeamMember, TeamRow


def leads_of(session: Session, person_id: int) -> tuple[PersonName, ...]:
    """The leads of the teams a person is in or leads, each once, by name; never themselves.

    Where a team has no other lead, that of the nearest team above; where no team has one, the
    person's manager. Only people who are still there.
    """
    workspace_id, manager_id = session.execute(
        pick(PersonRow.workspace_id, PersonRow.manager_id).where(col(PersonRow.id) == person_id)
    ).one()
    teams = _teams(session, workspace_id)
    own = _own_teams(session, person_id)
    others = {lead for lead, _ in teams.values() if lead not in (None, person_id)}
    there = _active(session, {*others, *([manager_id] if manager_id else [])})
    leads = {_lead(teams, team, person_id, there) for team in own}
    found = [there[id] for id in leads if id is not None]
    if not found and manager_id in there and manager_id != person_id:
        found = [there[manager_id]]
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))


def manager_of(session: Session, person_id: int) -> PersonName | None:
    """Whom the reporting line names above a person, if they are still there."""
    statement = pick(PersonRow.manager_id).where(col(PersonRow.id) == person_id)
    manager_id = session.execute(statement).scalar()
    return _active(session, {manager_id}).get(manager_id) if manager_id else None


def list_reachable(session: Session, person_ids: Collection[int]) -> frozenset[int]:
    """Those of these people who are still there and have an account to be told on."""
    rows = session.execute(
        pick(PersonRow.id)
        .join(Identity, col(Identity.person_id) == PersonRow.id)
        .where(col(PersonRow.id).in_(person_ids), col(PersonRow.is_active))
    )
    return frozenset(rows.scalars())


def leads_team(session: Session, person_id: int, team_id: int) -> bool:
    """Whether somebody leads this team or one above it."""
    workspace_id = session.execute(
        pick(PersonRow.workspace_id).where(col(PersonRow.id) == person_id)
    ).scalar_one()
    teams = _teams(session, workspace_id)
    return any(teams[each][0] == person_id for each in _upwards(teams, team_id))


_Teams = Mapping[int, tuple[int | None, int | None]]
"""Lead and parent of each team."""


def _teams(session: Session, workspace_id: int) -> _Teams:
    # All of them: there are few, and one statement climbs any number of steps.
    rows = session.execute(
        pick(TeamRow.id, TeamRow.lead_id, TeamRow.parent_id).where(
            col(TeamRow.workspace_id) == workspace_id
        )
    )
    return {id: (lead_id, parent_id) for id, lead_id, parent_id in rows}


def _own_teams(session: Session, person_id: int) -> list[int]:
    member = pick(TeamMember.team_id).where(col(TeamMember.person_id) == person_id)
    lead = pick(TeamRow.id).where(col(TeamRow.lead_id) == person_id)
    return list(session.execute(union(member, lead)).scalars())


def _active(session: Session, person_ids: set[int | None]) -> Mapping[int, PersonName]:
    rows = session.execute(
        pick(PersonRow.id, PersonRow.name).where(
            col(PersonRow.id).in_(person_ids), col(PersonRow.is_active)
        )
    )
    return {id: PersonName(id, name) for id, name in rows}


def _lead(
    teams: _Teams, team_id: int, person_id: int, there: Mapping[int, PersonName]
) -> int | None:
    """The lead of a team, else that of the nearest team above, who is not the person."""
    for each in _upwards(teams, team_id):
        lead_id = teams[each][0]
        if lead_id is not None and lead_id != person_id and lead_id in there:
            return lead_id
    return None


def _upwards(teams: _Teams, team_id: int) -> list[int]:
    """The team and those above it, nearest first; a circle ends where it began."""
    steps: list[int] = []
    here: int | None = team_id
    while here is not None and here in teams and here not in steps:
        steps.append(here)
        here = teams[here][1]
    return steps
