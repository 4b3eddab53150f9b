"""Teams: who leads, who belongs, and in which channel they talk."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from okr.facts import PersonName, Team
from storage.statements import pick
from storage.tables import PersonRow, TeamMember, TeamRow


@dataclass(frozen=True, slots=True)
class TeamName:
    """A team as menus and sentences name it."""

    id: int
    name: str
    key: str
    parent_id: int | None


def tidy_name(typed: str) -> str:
    """A team's name as it is shown: without `#` before it and with single spaces."""
    return " ".join(typed.lstrip("#＃ \t\n").split())


def name_key(name: str) -> str:
    """What a team is stored under and found by: width, letter case and spaces aside.

    Empty where nothing can be read of the name.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    shown = (each for each in folded if unicodedata.category(each) != "Cf")
    return tidy_name("".join(shown))


def find_by_name(session: Session, workspace_id: int, name: str) -> TeamRow | None:
    """The team with this name; see `name_key` for what does not matter."""
    return session.execute(
        select(TeamRow).where(
            col(TeamRow.workspace_id) == workspace_id,
            col(TeamRow.name_key) == name_key(name),
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
    row = TeamRow(
        workspace_id=workspace_id, name=tidy_name(name), name_key=name_key(name), created_at=now
    )
    session.add(row)
    session.flush()
    return row


def add_members(session: Session, team_id: int, person_ids: Iterable[int]) -> list[int]:
    """Put people into a team; those who are in it already stay. Gives the ids of the new ones."""
    wanted = list(dict.fromkeys(person_ids))
    there = set(
        session.execute(
            pick(TeamMember.person_id).where(
                col(TeamMember.team_id) == team_id, col(TeamMember.person_id).in_(wanted)
            )
        ).scalars()
    )
    new = [person_id for person_id in wanted if person_id not in there]
    session.add_all(TeamMember(team_id=team_id, person_id=person_id) for person_id in new)
    session.flush()
    return new


def remove_members(session: Session, team_id: int, person_ids: Iterable[int]) -> int:
    """Take people out of a team. Gives how many were in it."""
    gone = session.execute(
        delete(TeamMember).where(
            col(TeamMember.team_id) == team_id, col(TeamMember.person_id).in_(list(person_ids))
        )
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]


def facts(session: Session, row: TeamRow) -> Team:
    """The team as views show it."""
    session.flush()
    return _facts(session, [int(row.id or 0)])[0]


def list_page(session: Session, workspace_id: int, limit: int, offset: int) -> list[Team]:
    """Teams of the workspace by name, in three statements however many there are."""
    ids = session.execute(
        pick(TeamRow.id)
        .where(col(TeamRow.workspace_id) == workspace_id)
        .order_by(col(TeamRow.name_key))
        .limit(limit)
        .offset(offset)
    ).scalars()
    return _facts(session, [int(id or 0) for id in ids])


def count(session: Session, workspace_id: int) -> int:
    """How many teams the workspace has."""
    found = pick(func.count()).select_from(TeamRow)
    return int(session.execute(found.where(col(TeamRow.workspace_id) == workspace_id)).scalar_one())


def list_names(session: Session, workspace_id: int) -> list[TeamName]:
    """Every team of the workspace by name, in one statement."""
    rows = session.execute(
        pick(TeamRow.id, TeamRow.name, TeamRow.name_key, TeamRow.parent_id)
        .where(col(TeamRow.workspace_id) == workspace_id)
        .order_by(col(TeamRow.name_key))
    )
    return [TeamName(*row) for row in rows]


def _facts(session: Session, ids: Sequence[int]) -> list[Team]:
    """The teams with these ids in that order, in two statements."""
    if not ids:
        return []
    parents = aliased(TeamRow)
    rows = session.execute(
        pick(
            TeamRow.id,
            TeamRow.name,
            TeamRow.lead_id,
            PersonRow.name,
            parents.name,
            TeamRow.channel_id,
            TeamRow.lead_is_appointed,
        )
        .outerjoin(PersonRow, col(PersonRow.id) == TeamRow.lead_id)
        .outerjoin(parents, col(parents.id) == TeamRow.parent_id)
        .where(col(TeamRow.id).in_(ids))
    )
    members = _members(session, ids)
    found = {
        id: Team(
            id,
            name,
            PersonName(lead_id, lead) if lead_id and lead is not None else None,
            parent,
            tuple(members[id]),
            has_channel=channel is not None,
            lead_is_appointed=is_appointed,
        )
        for id, name, lead_id, lead, parent, channel, is_appointed in rows
    }
    return [found[id] for id in ids if id in found]


def _members(session: Session, ids: Sequence[int]) -> defaultdict[int, list[PersonName]]:
    members: defaultdict[int, list[PersonName]] = defaultdict(list)
    rows = session.execute(
        pick(TeamMember.team_id, PersonRow.id, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == TeamMember.person_id)
        .where(col(TeamMember.team_id).in_(ids))
        .order_by(col(PersonRow.name_key), col(PersonRow.id))
    )
    for team_id, person_id, name in rows:
        members[team_id].append(PersonName(person_id, name))
    return members


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
