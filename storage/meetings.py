"""Meetings of teams, to follow up or to align, and the places where they are held."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from chat.address import Address, PlaceKind
from okr.facts import Cycle, PersonName, Span
from okr.follow_up import Meeting, MeetingKind
from storage.statements import pick
from storage.tables import CycleRow, MeetingRow, PersonRow, TeamRow


def start(
    session: Session,
    *,
    workspace_id: int,
    team_id: int,
    week: str,
    by_id: int,
    place: Address,
    now: datetime,
    reading: timedelta,
    kind: MeetingKind = MeetingKind.FOLLOW_UP,
    cycle_id: int | None = None,
) -> Meeting:
    """Open a meeting: a follow-up begins with silent reading, one to align when people say so."""
    row = MeetingRow(
        workspace_id=workspace_id,
        team_id=team_id,
        kind=kind,
        week=week,
        cycle_id=cycle_id,
        started_by_id=by_id,
        started_at=now,
        reading_ends_at=now + reading,
        place_platform=place.platform,
        place_tenant=place.tenant,
        place_kind=place.kind.value,
        place_id=place.id,
        place_thread=place.thread,
    )
    session.add(row)
    session.flush()
    return get(session, int(row.id or 0))


def get(session: Session, meeting_id: int) -> Meeting:
    """The meeting with this id."""
    found = find(session, meeting_id)
    assert found is not None
    return found


def find(session: Session, meeting_id: int, workspace_id: int | None = None) -> Meeting | None:
    """The meeting, if there is one (of this workspace)."""
    statement = (
        pick(
            MeetingRow.id,
            MeetingRow.team_id,
            TeamRow.name.label("team"),  # type: ignore[attr-defined]
            MeetingRow.week,
            MeetingRow.started_by_id,
            PersonRow.name.label("starter"),  # type: ignore[attr-defined]
            MeetingRow.started_at,
            MeetingRow.reading_ends_at,
            MeetingRow.reading_ended_at,
            MeetingRow.closed_at,
            MeetingRow.kind,
            MeetingRow.objective_id,
            CycleRow.id.label("cycle_id"),  # type: ignore[union-attr]
            CycleRow.name.label("cycle"),  # type: ignore[attr-defined]
            CycleRow.starts_on,
            CycleRow.ends_on,
            CycleRow.is_current,
            CycleRow.closed_at.label("cycle_closed_at"),  # type: ignore[union-attr]
        )
        .join_from(MeetingRow, TeamRow, col(TeamRow.id) == MeetingRow.team_id)
        .join(PersonRow, col(PersonRow.id) == MeetingRow.started_by_id)
        .outerjoin(CycleRow, col(CycleRow.id) == MeetingRow.cycle_id)
        .where(col(MeetingRow.id) == meeting_id)
    )
    if workspace_id is not None:
        statement = statement.where(col(MeetingRow.workspace_id) == workspace_id)
    row = session.execute(statement).first()
    return None if row is None else _meeting(row)


def _meeting(row: Any) -> Meeting:
    about = None
    if row.cycle_id is not None:
        about = Cycle(
            row.cycle_id,
            row.cycle,
            Span(row.starts_on, row.ends_on),
            is_current=row.is_current,
            is_closed=row.cycle_closed_at is not None,
        )
    return Meeting(
        id=row.id,
        team_id=row.team_id,
        team=row.team,
        week=row.week,
        started_by=PersonName(row.started_by_id, row.starter),
        started_at=row.started_at,
        reading_ends_at=row.reading_ends_at,
        is_reading=row.reading_ended_at is None and row.closed_at is None,
        is_closed=row.closed_at is not None,
        kind=row.kind,
        cycle=about,
        objective_id=row.objective_id,
    )


def lock(session: Session, meeting_id: int) -> None:
    """Let nobody else change the meeting or draw its card until the transaction ends."""
    wanted = pick(MeetingRow.id).where(col(MeetingRow.id) == meeting_id)
    session.execute(wanted.with_for_update())


def find_open(
    session: Session, team_id: int, kind: MeetingKind = MeetingKind.FOLLOW_UP
) -> Meeting | None:
    """The team's meeting of this kind that is not closed yet."""
    id = session.execute(
        pick(MeetingRow.id)
        .where(
            col(MeetingRow.team_id) == team_id,
            col(MeetingRow.kind) == kind,
            col(MeetingRow.closed_at).is_(None),
        )
        .order_by(col(MeetingRow.id).desc())
        .limit(1)
    ).scalar()
    return get(session, id) if id else None


def place_of(session: Session, meeting_id: int) -> Address:
    """Where it is held."""
    row = session.execute(select(MeetingRow).where(col(MeetingRow.id) == meeting_id)).scalar_one()
    kind = PlaceKind(row.place_kind)
    return Address(row.place_platform, row.place_tenant, kind, row.place_id, row.place_thread)


def begin(session: Session, meeting_id: int, objective_id: int, reading_ends_at: datetime) -> bool:
    """An alignment meeting begins with this objective; False when it had begun before."""
    changed = session.execute(
        update(MeetingRow)
        .where(col(MeetingRow.id) == meeting_id, col(MeetingRow.objective_id).is_(None))
        .values(objective_id=objective_id, reading_ends_at=reading_ends_at)
        .returning(col(MeetingRow.id))
    )
    return changed.first() is not None


def look_at(session: Session, meeting_id: int, from_id: int, to_id: int) -> bool:
    """Go from one objective to another; False where somebody has gone on from it meanwhile."""
    changed = session.execute(
        update(MeetingRow)
        .where(col(MeetingRow.id) == meeting_id, col(MeetingRow.objective_id) == from_id)
        .values(objective_id=to_id)
        .returning(col(MeetingRow.id))
    )
    return changed.first() is not None


def end_reading(session: Session, meeting_id: int, now: datetime) -> bool:
    """The silent reading is over; False when it was over before."""
    return _end(session, meeting_id, reading_ended_at=now)


def close(session: Session, meeting_id: int, by_id: int, now: datetime) -> bool:
    """The meeting is over; False when it was over before."""
    _end(session, meeting_id, reading_ended_at=now)
    changed = session.execute(
        update(MeetingRow)
        .where(col(MeetingRow.id) == meeting_id, col(MeetingRow.closed_at).is_(None))
        .values(closed_at=now, closed_by_id=by_id)
        .returning(col(MeetingRow.id))
    )
    return changed.first() is not None


def _end(session: Session, meeting_id: int, *, reading_ended_at: datetime) -> bool:
    changed = session.execute(
        update(MeetingRow)
        .where(col(MeetingRow.id) == meeting_id, col(MeetingRow.reading_ended_at).is_(None))
        .values(reading_ended_at=reading_ended_at)
        .returning(col(MeetingRow.id))
    )
    return changed.first() is not None
