"""Teams: who leads, who belongs, and in which channel they talk."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session, col

from okr.facts import PersonName, Team
from storage.people import names_of
from storage.statements import pick
from storage.tables import PersonRow, TeamMember, TeamRow


def find_by_name(session: Session, workspace_id: int, name: str) -> TeamRow | None:
    """The team with this name, letter case aside."""
    return session.execute(
        select(TeamRow).where(
            col(TeamRow.workspace_id) == workspace_id,
            col(TeamRow.name_key) == name.strip().lstrip("#").casefold(),
        )
    ).scalar()


def find_by_channel(session: Session, platform: str, tenant: str, channel: str) -> TeamRow | None:
    """The team that talks in this channel."""
    return session.execute(
        select(TeamRow).where(
            col(TeamRow.channel_id) == channel,
            col(TeamRow.channel_platform) == platform,
            col(TeamRow.channel_tenant) == tenant,
        )
    ).scalar()


def get(session: Session, workspace_id: int, team_id: int) -> TeamRow | None:
    """The team with this id, if it is the workspace's own."""
    row = session.get(TeamRow, team_id)
    return row if row and row.workspace_id == workspace_id else None


def add(session: Session, workspace_id: int, name: str, now: datetime) -> TeamRow:
    """A new team; the name must be free."""
    row = TeamRow(workspace_id=workspace_id, name=name, name_key=name.casefold(), created_at=now)
    session.add(row)
    session.flush()
    return row


def add_members(session: Session, team_id: int, person_ids: Iterable[int]) -> int:
    """Put people into a team; those who are in it already stay. Gives how many are new."""
    new = 0
    for person_id in dict.fromkeys(person_ids):
        if session.get(TeamMember, (team_id, person_id)) is None:
            session.add(TeamMember(team_id=team_id, person_id=person_id))
            new += 1
    session.flush()
    return new


def remove_member(session: Session, team_id: int, person_id: int) -> None:
    """Take a person out of a team."""
    session.execute(
        delete(TeamMember).where(
            col(TeamMember.team_id) == team_id, col(TeamMember.person_id) == person_id
        )
    )


def facts(session: Session, row: TeamRow) -> Team:
    """The team as views show it."""
    members = session.execute(
        pick(PersonRow.id, PersonRow.name)
        .join(TeamMember, col(TeamMember.person_id) == PersonRow.id)
        .where(col(TeamMember.team_id) == row.id)
        .order_by(col(PersonRow.name_key))
    )
    parent = session.get(TeamRow, row.parent_id) if row.parent_id else None
    lead = names_of(session, [row.lead_id]).get(row.lead_id) if row.lead_id else None
    return Team(
        int(row.id or 0),
        row.name,
        lead,
        parent.name if parent else None,
        tuple(PersonName(*member) for member in members),
        has_channel=row.channel_id is not None,
        lead_is_appointed=row.lead_is_appointed,
    )


def list_all(session: Session, workspace_id: int) -> list[Team]:
    """Every team of the workspace by name."""
    rows = session.execute(
        select(TeamRow)
        .where(col(TeamRow.workspace_id) == workspace_id)
        .order_by(col(TeamRow.name_key))
    ).scalars()
    return [facts(session, row) for row in rows]


def member_ids(session: Session, team_id: int) -> list[int]:
    """The ids of a team's lead and members, the lead first."""
    lead = session.execute(pick(TeamRow.lead_id).where(col(TeamRow.id) == team_id)).scalar()
    members = session.execute(
        pick(TeamMember.person_id)
        .join(PersonRow, col(PersonRow.id) == TeamMember.person_id)
        .where(col(TeamMember.team_id) == team_id)
        .order_by(col(PersonRow.name_key))
    ).scalars()
    return list(dict.fromkeys(([lead] if lead else []) + list(members)))


def lead_ids_of(session: Session, person_id: int) -> frozenset[int]:
    """The leads of the teams a person is in, as far as an admin appointed them.

    Anybody can make a team and put people in it; that alone gives no say over their OKRs.
    """
    rows = session.execute(
        pick(TeamRow.lead_id)
        .join(TeamMember, col(TeamMember.team_id) == TeamRow.id)
        .where(
            col(TeamMember.person_id) == person_id,
            col(TeamRow.lead_id).is_not(None),
            col(TeamRow.lead_is_appointed),
        )
    ).scalars()
    return frozenset(rows)


def is_above(session: Session, team_id: int, candidate_parent_id: int) -> bool:
    """Whether making the candidate the parent would close a circle."""
    seen: set[int] = set()
    step: int | None = candidate_parent_id
    while step is not None and step not in seen:
        if step == team_id:
            return True
        seen.add(step)
        row = session.get(TeamRow, step)
        step = row.parent_id if row else None
    return False
