"""Every table of the database; later features have their columns here from the start."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Enum,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from okr.alignment import Collaboration
from okr.cycles import CycleKind
from okr.facts import Confidence, Role, State, Status
from okr.measures import Direction, Kind

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def stored_enum(values: type[StrEnum]) -> Enum:
    """How an enum is kept: by its value."""
    # Stored as text: a new member needs no migration of a database type.
    return Enum(
        values,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


# SQLite numbers rows by itself only where the key is an INTEGER.
_BIG_ID = BigInteger().with_variant(Integer(), "sqlite")
# Words with the same beginning stand together only where characters are compared one by one: in
# Czech "tech" comes after all of "tec…", "ch" being a letter of its own.
_TERM = String(40).with_variant(String(40, collation="C"), "postgresql")


class Workspace(SQLModel, table=True):
    """A company; everything else belongs to one."""

    __tablename__ = "workspaces"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    locale: str
    timezone: str
    created_at: datetime
    last_number: int = 0


class Tenant(SQLModel, table=True):
    """A platform's name for a company: a Slack team, a Lark tenant."""

    __tablename__ = "tenants"
    platform: str = Field(primary_key=True, max_length=20)
    external_id: str = Field(primary_key=True, max_length=100)
    workspace_id: int = Field(foreign_key="workspaces.id", index=True)


class PersonRow(SQLModel, table=True):
    """A person, once, whatever platforms they are on."""

    __tablename__ = "people"
    __table_args__ = (
        Index("ix_people_name_key", "workspace_id", "name_key"),
        # With the id, so that a page of people due in the same minute needs no sorting.
        Index("ix_people_next_prompt_at", "next_prompt_at", "id"),
        # Two who become one leave an id behind, which keys and buttons still hold: nobody else
        # may get it. PostgreSQL never gives an id twice.
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspaces.id")
    name: str
    name_key: str
    email: str | None = Field(default=None, index=True)
    locale: str
    locale_chosen: bool = False
    timezone: str
    timezone_chosen: bool = False
    role: Role = Field(default=Role.MEMBER, sa_type=stored_enum(Role))
    manager_id: int | None = Field(default=None, foreign_key="people.id")
    is_active: bool = True
    welcomed_at: datetime | None = None
    prompt_weekday: int = 1
    prompt_at: time = time(10, 0)
    prompt_chosen: bool = False
    next_prompt_at: datetime | None = None
    country: str = Field(default="", max_length=10)
    created_at: datetime


class Identity(SQLModel, table=True):
    """One account of a person.

    `name`, `locale` and `timezone` are what the platform told last, empty where it did not.
    """

    __tablename__ = "identities"
    platform: str = Field(primary_key=True, max_length=20)
    tenant: str = Field(primary_key=True, max_length=100)
    external_id: str = Field(primary_key=True, max_length=100)
    person_id: int = Field(foreign_key="people.id", index=True)
    email: str | None = Field(default=None, index=True)
    """In lower case, and only where the platform vouches for it."""
    keeps_apart: bool = False
    """Somebody said that this account is not to be linked by e-mail."""
    name: str = ""
    locale: str = ""
    timezone: str = ""
    profile_at: datetime | None = None
    last_seen_at: datetime | None = None


class TeamRow(SQLModel, table=True):
    """A team with its lead, parent and channel.

    `prompt_*` hold for members who chose no day of their own; `weekly_*` is the team's day, on the
    clock of `timezone` (empty: the lead's).
    """

    __tablename__ = "teams"
    __table_args__ = (
        UniqueConstraint("workspace_id", "name_key"),
        Index("ix_teams_next_weekly_at", "next_weekly_at", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspaces.id")
    name: str
    name_key: str
    lead_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    lead_is_appointed: bool = False
    parent_id: int | None = Field(default=None, foreign_key="teams.id", index=True)
    channel_platform: str | None = None
    channel_tenant: str | None = None
    channel_id: str | None = Field(default=None, index=True)
    timezone: str = ""
    prompt_weekday: int | None = None
    prompt_at: time | None = None
    weekly_weekday: int = 5
    weekly_at: time = time(16, 0)
    next_weekly_at: datetime | None = None
    names_shown: bool = False
    created_at: datetime


class TeamMember(SQLModel, table=True):
    """Who is in a team."""

    __tablename__ = "team_members"
    team_id: int = Field(foreign_key="teams.id", primary_key=True)
    person_id: int = Field(foreign_key="people.id", primary_key=True, index=True)


class CycleRow(SQLModel, table=True):
    """A cycle; one at most is the workspace's current one."""

    __tablename__ = "cycles"
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspaces.id")
    name: str
    kind: CycleKind = Field(sa_type=stored_enum(CycleKind))
    starts_on: date
    ends_on: date
    is_current: bool = False
    closed_at: datetime | None = None
    created_at: datetime


class ObjectiveRow(SQLModel, table=True):
    """An objective. `progress` (0 to 1, None without key results) is kept with each change."""

    __tablename__ = "objectives"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index("ix_objectives_owner", "owner_id", "cycle_id", "number"),
        Index("ix_objectives_cycle", "cycle_id", "state", "number"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspaces.id")
    cycle_id: int = Field(foreign_key="cycles.id")
    owner_id: int = Field(foreign_key="people.id")
    number: int
    title: str
    state: State = Field(sa_type=stored_enum(State))
    progress: float | None = None
    weight: float | None = None
    last_position: int = 0
    published_title: str | None = None
    published_at: datetime | None = None
    archived_at: datetime | None = None
    archived_from: State | None = Field(default=None, sa_type=stored_enum(State))
    copied_from_id: int | None = Field(default=None, foreign_key="objectives.id", index=True)
    created_at: datetime
    updated_at: datetime


class KeyResultRow(SQLModel, table=True):
    """A key result. `progress` is its ratio as it is, None before any value."""

    __tablename__ = "key_results"
    __table_args__ = (UniqueConstraint("objective_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    objective_id: int = Field(foreign_key="objectives.id")
    owner_id: int = Field(foreign_key="people.id", index=True)
    position: int
    title: str
    state: State = Field(default=State.PUBLISHED, sa_type=stored_enum(State))
    kind: Kind = Field(sa_type=stored_enum(Kind))
    direction: Direction = Field(sa_type=stored_enum(Direction))
    start: float | None = None
    target: float | None = None
    high: float | None = None
    unit: str = ""
    stages: list[dict[str, Any]] | None = Field(default=None, sa_type=JSON)
    current: float | None = None
    progress: float | None = None
    confidence: Confidence | None = Field(default=None, sa_type=stored_enum(Confidence))
    status: Status | None = Field(default=None, sa_type=stored_enum(Status))
    weight: float | None = None
    due_on: date | None = None
    checked_in_at: datetime | None = None
    published_title: str | None = None
    created_at: datetime
    updated_at: datetime


class Collaborator(SQLModel, table=True):
    """Somebody asked to work on an objective, or on one key result of it."""

    __tablename__ = "collaborators"
    __table_args__ = (
        UniqueConstraint("objective_id", "key_result_id", "person_id"),
        Index("ix_collaborators_person", "person_id", "objective_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    objective_id: int = Field(foreign_key="objectives.id")
    key_result_id: int | None = Field(default=None, foreign_key="key_results.id", index=True)
    person_id: int = Field(foreign_key="people.id")
    asked_by_id: int = Field(foreign_key="people.id")
    asked_at: datetime
    told_at: datetime | None = None
    answer: Collaboration = Field(default=Collaboration.ASKED, sa_type=stored_enum(Collaboration))
    answered_at: datetime | None = None
    reason: str = Field(default="", sa_type=Text)


class CheckInRow(SQLModel, table=True):
    """What somebody recorded on a key result at one time; `week` is the ISO week in their zone.

    `status` is the person's own word, `proposed` what figures and time said then.
    """

    __tablename__ = "check_ins"
    __table_args__ = (
        Index("ix_check_ins_key_result", "key_result_id", "id"),
        Index("ix_check_ins_week", "week", "person_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key_result_id: int = Field(foreign_key="key_results.id")
    person_id: int = Field(foreign_key="people.id")
    week: str = Field(max_length=8)
    value: float | None = None
    confidence: Confidence | None = Field(default=None, sa_type=stored_enum(Confidence))
    note: str = Field(default="", sa_type=Text)
    risk: str = Field(default="", sa_type=Text)
    support: str = Field(default="", sa_type=Text)
    support_from_id: int | None = Field(default=None, foreign_key="people.id")
    next_step: str = Field(default="", sa_type=Text)
    next_step_on: date | None = None
    status: Status | None = Field(default=None, sa_type=stored_enum(Status))
    proposed: Status | None = Field(default=None, sa_type=stored_enum(Status))
    is_unchanged: bool = False
    created_at: datetime
    updated_at: datetime | None = None


class HistoryRow(SQLModel, table=True):
    """Who changed what when: only the fields that changed, before and after."""

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_objective", "objective_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspaces.id")
    objective_id: int | None = Field(default=None, foreign_key="objectives.id")
    key_result_id: int | None = Field(default=None, foreign_key="key_results.id")
    actor_id: int = Field(foreign_key="people.id")
    action: str = Field(max_length=40)
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    after: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    at: datetime


class SearchTerm(SQLModel, table=True):
    """The search index of published objectives: words, and pairs of Chinese characters."""

    __tablename__ = "search_terms"
    workspace_id: int = Field(primary_key=True)
    term: str = Field(primary_key=True, sa_type=_TERM)
    objective_id: int = Field(primary_key=True, foreign_key="objectives.id", index=True)


class Setting(SQLModel, table=True):
    """A named setting of a workspace (`person_id` 0) or of one person."""

    __tablename__ = "settings"
    workspace_id: int = Field(primary_key=True, foreign_key="workspaces.id")
    person_id: int = Field(primary_key=True)
    name: str = Field(primary_key=True, max_length=60)
    value: Any = Field(default=None, sa_column=Column(JSON))


class Claim(SQLModel, table=True):
    """A thing that falls due exactly once: `kind:week:person`."""

    __tablename__ = "claims"
    key: str = Field(primary_key=True, max_length=200)
    at: datetime = Field(index=True)


class ReceivedEvent(SQLModel, table=True):
    """A delivery that was acted on, and what was answered."""

    __tablename__ = "received_events"
    platform: str = Field(primary_key=True, max_length=20)
    event_id: str = Field(primary_key=True, max_length=200)
    at: datetime = Field(index=True)
    answer: str | None = Field(default=None, sa_type=Text)


class OutboxState(StrEnum):
    """Where a message to be delivered stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


OPEN = "state IN ('queued', 'sending')"
"""What the partial indexes cover; a statement must hold these very words to use them."""


def _index_where(condition: str, name: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


class OutboxRow(SQLModel, table=True):
    """A message to be delivered. `next_at` is "not before" and, while claimed, the lease.

    An edit names the message on the platform, or the row (`edit_key`) that becomes it.
    """

    __tablename__ = "outbox"
    # Partial indexes: what has been sent (nearly every row) does not weigh on what is to be sent.
    __table_args__ = (
        _index_where(
            OPEN, "ix_outbox_lane", "platform", "tenant", "priority", "next_at", "id", "state"
        ),
        _index_where(OPEN, "ix_outbox_address", "address_id", "priority", "id"),
        _index_where("state = 'dead'", "ix_outbox_dead", "id"),
        _index_where("sent_at IS NOT NULL", "ix_outbox_sent_at", "sent_at"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=_BIG_ID)
    key: str = Field(unique=True, max_length=200)
    platform: str = Field(max_length=20)
    tenant: str = Field(max_length=100)
    address_kind: str = Field(max_length=10)
    address_id: str = Field(max_length=200)
    thread: str = ""
    body_kind: str = Field(max_length=10)
    body: str = Field(sa_type=Text)
    edit_channel: str | None = None
    edit_id: str | None = None
    edit_key: str | None = Field(default=None, max_length=200)
    only_for: str | None = None
    priority: int = 1
    state: OutboxState = Field(default=OutboxState.QUEUED, sa_type=stored_enum(OutboxState))
    next_at: datetime
    attempts: int = 0
    last_error: str = ""
    created_at: datetime
    sent_at: datetime | None = None
    message_channel: str | None = None
    message_id: str | None = None


class Lane(SQLModel, table=True):
    """The lease of the one sender a platform's tenant has, and when it may send again."""

    __tablename__ = "lanes"
    platform: str = Field(primary_key=True, max_length=20)
    tenant: str = Field(primary_key=True, max_length=100)
    holder: str = ""
    leased_until: datetime
    next_at: datetime
