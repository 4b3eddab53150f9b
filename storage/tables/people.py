"""The tables of companies, people, their accounts and teams."""

from datetime import datetime, time

from sqlalchemy import (
    Index,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from okr.facts import Role
from storage.tables.columns import stored_enum


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
