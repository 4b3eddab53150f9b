"""A team's week: when its digest and report go out, where to, and in whose language."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, or_, update
from sqlmodel import Session, SQLModel, col

from chat.address import Address, PlaceKind
from okr.facts import PersonName
from okr.report_days import next_report
from okr.schedule import local_date
from okr.working_days import WorkDays
from storage import working_days
from storage.statements import pick
from storage.tables import (
    Claim,
    OutboxRow,
    OutboxState,
    PersonRow,
    TeamMember,
    TeamRow,
    Workspace,
)
from storage.zones import zone_of

_TEAMS = SQLModel.metadata.tables[TeamRow.__tablename__]


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """A team as its digest and report see it; `next_at` (UTC) is when they go out next.

    `weekday` (ISO) and `at` are on the clock of `timezone`, `locale` is the lead's or the
    workspace's; `channel` is None where the team has none.
    """

    id: int
    workspace_id: int
    name: str
    lead: PersonName | None
    locale: str
    timezone: str
    channel: Address | None
    names_shown: bool
    weekday: int
    at: time
    next_at: datetime | None
    created_at: datetime

    @property
    def zone(self) -> ZoneInfo:
        """The team's clock."""
        return zone_of(self.timezone)


def find(session: Session, team_id: int) -> TeamWeek | None:
    """The team with this id."""
    row = session.execute(_teams().where(col(TeamRow.id) == team_id)).first()
    return _team(row) if row else None


def list_due(
    session: Session, now: datetime, limit: int, platforms: Collection[str] | None = None
) -> list[TeamWeek]:
    """Teams with a channel (on these platforms) whose day has come, longest due first."""
    slot = col(TeamRow.next_weekly_at)
    due = _teams().where(slot <= now, *_has_channel(platforms)).order_by(slot, col(TeamRow.id))
    return [_team(row) for row in session.execute(due.limit(limit))]


def list_unscheduled(
    session: Session, limit: int, platforms: Collection[str] | None = None
) -> list[TeamWeek]:
    """Teams that have a channel (on these platforms), and nobody knows yet when their day is."""
    statement = _teams().where(col(TeamRow.next_weekly_at).is_(None), *_has_channel(platforms))
    return [_team(row) for row in session.execute(statement.limit(limit))]


def list_of_person(session: Session, person_id: int) -> list[TeamWeek]:
    """The teams somebody leads or is in: those they lead first, then by name."""
    in_them = pick(TeamMember.team_id).where(col(TeamMember.person_id) == person_id)
    rows = session.execute(
        _teams()
        .where(or_(col(TeamRow.lead_id) == person_id, col(TeamRow.id).in_(in_them)))
        .order_by(col(TeamRow.name_key))
    )
    found = [_team(row) for row in rows]
    return sorted(found, key=lambda team: team.lead is None or team.lead.id != person_id)


def lock(session: Session, team_ids: Collection[int]) -> None:
    """Let nobody else draw the digests of these teams until the transaction ends (PostgreSQL)."""
    session.execute(
        pick(TeamRow.id)
        .where(col(TeamRow.id).in_(team_ids))
        .order_by(col(TeamRow.id))
        .with_for_update()
    )


def put_forward(session: Session, team: TeamWeek, following: datetime) -> None:
    """Set when the team's day is next, unless somebody has meanwhile set another time."""
    slot = _TEAMS.c.next_weekly_at
    same = slot.is_(None) if team.next_at is None else slot == team.next_at
    session.execute(
        update(_TEAMS).where(_TEAMS.c.id == team.id, same).values(next_weekly_at=following)
    )


def following_day(session: Session, team: TeamWeek, after: datetime) -> datetime:
    """The first moment after `after` that is the team's."""
    lead = WorkDays()
    if team.lead is not None:
        first = local_date(after, team.zone)
        lead = working_days.of_person(session, team.lead.id, first, _in_two_weeks(first))
    return next_report(after, team.weekday, team.at, team.zone, lead)


def _in_two_weeks(day: date) -> date:
    return day + timedelta(days=15)


def _has_channel(platforms: Collection[str] | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [col(TeamRow.channel_id).is_not(None)]
    if platforms is not None:
        conditions.append(col(TeamRow.channel_platform).in_(platforms))
    return conditions


def _teams() -> Select[tuple[object, ...]]:
    return (
        pick(
            TeamRow.id,
            TeamRow.workspace_id,
            TeamRow.name,
            TeamRow.lead_id,
            PersonRow.name.label("lead"),  # type: ignore[attr-defined]
            PersonRow.locale.label("lead_locale"),  # type: ignore[attr-defined]
            PersonRow.timezone.label("lead_timezone"),  # type: ignore[attr-defined]
            Workspace.locale,
            Workspace.timezone.label("company_timezone"),  # type: ignore[attr-defined]
            TeamRow.timezone,
            TeamRow.channel_platform,
            TeamRow.channel_tenant,
            TeamRow.channel_id,
            TeamRow.names_shown,
            TeamRow.weekly_weekday,
            TeamRow.weekly_at,
            TeamRow.next_weekly_at,
            TeamRow.created_at,
        )
        .join_from(TeamRow, Workspace, col(Workspace.id) == TeamRow.workspace_id)
        # A lead who has left the company leads nobody.
        .outerjoin(PersonRow, and_(col(PersonRow.id) == TeamRow.lead_id, col(PersonRow.is_active)))
    )


def _team(row: object) -> TeamWeek:
    found = row._mapping  # type: ignore[attr-defined]
    channel = None
    if found["channel_id"]:
        channel = Address(
            found["channel_platform"] or "",
            found["channel_tenant"] or "",
            PlaceKind.CHANNEL,
            found["channel_id"],
        )
    has_lead = found["lead_id"] is not None and found["lead"] is not None
    return TeamWeek(
        id=found["id"],
        workspace_id=found["workspace_id"],
        name=found["name"],
        lead=PersonName(found["lead_id"], found["lead"]) if has_lead else None,
        locale=found["lead_locale"] or found["locale"],
        timezone=found["timezone"] or found["lead_timezone"] or found["company_timezone"],
        channel=channel,
        names_shown=found["names_shown"],
        weekday=found["weekly_weekday"],
        at=found["weekly_at"],
        next_at=found["next_weekly_at"],
        created_at=found["created_at"],
    )


def digested_at(session: Session, keys: Collection[str]) -> Mapping[str, datetime]:
    """When the digests with these keys were claimed; only those that were."""
    rows = session.execute(pick(Claim.key, Claim.at).where(col(Claim.key).in_(keys)))
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message; `error` is the platform's word where it will not arrive."""

    created_at: datetime
    is_dead: bool
    error: str


def delivery_of(session: Session, key: str) -> Delivery | None:
    """What became of the message with this key of the outbox."""
    row = session.execute(
        pick(OutboxRow.created_at, OutboxRow.state, OutboxRow.last_error).where(
            col(OutboxRow.key) == key
        )
    ).first()
    return Delivery(row[0], row[1] is OutboxState.DEAD, row[2]) if row else None
