"""Follow-up meetings of teams, and the places where they are held."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlmodel import Session, col

from chat.address import Address, PlaceKind
from okr.facts import PersonName
from okr.follow_up import Meeting
from storage.statements import pick
from storage.tables import PersonRow, TeamRow
from storage.tables_follow_up import MeetingRow


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
) -> Meeting:
    """Open a meeting that begins with silent reading."""
    row = MeetingRow(
        workspace_id=workspace_id,
        team_id=team_id,
        week=week,
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
        )
        .join_from(MeetingRow, TeamRow, col(TeamRow.id) == MeetingRow.team_id)
        .join(PersonRow, col(PersonRow.id) == MeetingRow.started_by_id)
        .where(col(MeetingRow.id) == meeting_id)
    )
    if workspace_id is not None:
        statement = statement.where(col(MeetingRow.workspace_id) == workspace_id)
    row = session.execute(statement).first()
    if row is None:
        return None
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
    )


def lock(session: Session, meeting_id: int) -> None:
    """Let nobody else change the meeting or draw its card until the transaction ends."""
    wanted = pick(MeetingRow.id).where(col(MeetingRow.id) == meeting_id)
    session.execute(wanted.with_for_update())


def find_open(session: Session, team_id: int) -> Meeting | None:
    """The team's meeting that is not closed yet."""
    id = session.execute(
        pick(MeetingRow.id)
        .where(col(MeetingRow.team_id) == team_id, col(MeetingRow.closed_at).is_(None))
        .order_by(col(MeetingRow.id).desc())
        .limit(1)
    ).scalar()
    return get(session, id) if id else None


def place_of(session: Session, meeting_id: int) -> Address:
    """Where it is held."""
    row = session.execute(select(MeetingRow).where(col(MeetingRow.id) == meeting_id)).scalar_one()
    kind = PlaceKind(row.place_kind)
    return Address(row.place_platform, row.place_tenant, kind, row.place_id, row.place_thread)


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
