"""What an alignment meeting looks at: who is in it, their objectives, and drafts put up in it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, SQLModel, col

from okr.align_meeting import TeamPlace, teams_below
from okr.facts import Objective, PersonName, State
from storage import objectives
from storage.statements import pick
from storage.tables import MeetingDraft, ObjectiveRow, PersonRow, TeamMember, TeamRow
from storage.upserts import insert_new

MOST_OBJECTIVES = 500
"""More than any meeting gets through."""
_DRAFTS = SQLModel.metadata.tables[MeetingDraft.__tablename__]


def list_teams(session: Session, workspace_id: int) -> list[TeamPlace]:
    """Every team of the workspace among the others; a lead who has left leads nobody."""
    rows = session.execute(
        pick(TeamRow.id, TeamRow.lead_id, TeamRow.parent_id, PersonRow.is_active)
        .outerjoin(PersonRow, col(PersonRow.id) == TeamRow.lead_id)
        .where(col(TeamRow.workspace_id) == workspace_id)
    )
    return [
        TeamPlace(id, lead_id if is_active else None, parent_id)
        for id, lead_id, parent_id, is_active in rows
    ]


def list_people(session: Session, team_id: int, teams: Sequence[TeamPlace]) -> list[PersonName]:
    """Who is in the meeting: the team's people and the leads of the teams under it, who are
    still there."""
    below = teams_below(team_id, teams)
    leads = {each.lead_id for each in teams if each.id in below and each.lead_id is not None}
    members = pick(TeamMember.person_id).where(col(TeamMember.team_id) == team_id)
    ids = leads | set(session.execute(members).scalars())
    rows = session.execute(
        pick(PersonRow.id, PersonRow.name).where(
            col(PersonRow.id).in_(ids), col(PersonRow.is_active)
        )
    )
    return [PersonName(*row) for row in rows]


def count_by_cycle(session: Session, owner_ids: Collection[int]) -> dict[int, int]:
    """How many drafts and published objectives these people have, by the cycle's id."""
    rows = session.execute(
        pick(ObjectiveRow.cycle_id, func.count())
        .where(
            col(ObjectiveRow.owner_id).in_(owner_ids),
            col(ObjectiveRow.state).in_((State.DRAFT, State.PUBLISHED)),
        )
        .group_by(col(ObjectiveRow.cycle_id))
    )
    return {row[0]: row[1] for row in rows}


def list_objectives(session: Session, owner_ids: Collection[int], cycle_id: int) -> list[Objective]:
    """Drafts and published objectives of these people in a cycle, whoever may see them."""
    ids = session.execute(
        pick(ObjectiveRow.id)
        .where(
            col(ObjectiveRow.owner_id).in_(owner_ids),
            col(ObjectiveRow.cycle_id) == cycle_id,
            col(ObjectiveRow.state).in_((State.DRAFT, State.PUBLISHED)),
        )
        .order_by(col(ObjectiveRow.number))
        .limit(MOST_OBJECTIVES)
    ).scalars()
    return objectives.list_by_ids(session, list(ids))


def put_up(session: Session, meeting_id: int, objective_id: int, now: datetime) -> bool:
    """A draft may be shown in this meeting; False where it could before."""
    row = {"meeting_id": meeting_id, "objective_id": objective_id, "shown_at": now}
    return bool(insert_new(session, _DRAFTS, [row], "meeting_id", "objective_id"))


def list_put_up(session: Session, meeting_id: int) -> frozenset[int]:
    """Ids of the objectives that were put up in a meeting as drafts."""
    rows = session.execute(
        pick(MeetingDraft.objective_id).where(col(MeetingDraft.meeting_id) == meeting_id)
    )
    return frozenset(rows.scalars())
