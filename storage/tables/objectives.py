"""The tables of cycles, objectives, key results, check-ins, and what was changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from okr.alignment import Collaboration
from okr.cycles import CycleKind
from okr.facts import Confidence, State, Status
from okr.measures import Direction, Kind
from storage.tables.columns import stored_enum


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


# Words with the same beginning stand together only where characters are compared one by one: in
# Czech "tech" comes after all of "tec…", "ch" being a letter of its own.
_TERM = String(40).with_variant(String(40, collation="C"), "postgresql")


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
