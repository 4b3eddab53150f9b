"""The tables of the weekly follow-up: rounds, days off, risks, action items, comments, meetings."""

from datetime import date, datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from okr.follow_up import ActionSource, ActionState, MeetingKind, RiskState, RoundState
from storage.tables.columns import stored_enum


class Round(SQLModel, table=True):
    """What became of a person's prompt of one ISO week (of their zone). No row: nothing yet."""

    __tablename__ = "rounds"
    person_id: int = Field(foreign_key="people.id", primary_key=True)
    week: str = Field(max_length=8, primary_key=True, index=True)
    state: RoundState = Field(sa_type=stored_enum(RoundState))
    prompted_at: datetime | None = None
    nudges: int = 0
    reason: str = Field(default="", sa_type=Text)
    delegate_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    updated_at: datetime


class Away(SQLModel, table=True):
    """Days on which a person is not prompted, both ends included."""

    __tablename__ = "away"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    starts_on: date
    ends_on: date
    delegate_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    created_at: datetime


class CompanyDay(SQLModel, table=True):
    """A day off, or a day worked, that the calendar of a country (empty: any) does not know."""

    __tablename__ = "company_days"
    workspace_id: int = Field(foreign_key="workspaces.id", primary_key=True)
    day: date = Field(primary_key=True)
    country: str = Field(default="", max_length=10, primary_key=True)
    is_working: bool = False
    name: str = ""


class ReminderRow(SQLModel, table=True):
    """A thing to be looked at once at a moment; whoever deletes the row has the job."""

    __tablename__ = "reminders"
    __table_args__ = (
        Index("ix_reminders_at", "at", "id"),
        Index("ix_reminders_subject", "kind", "subject_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=200)
    kind: str = Field(max_length=20)
    workspace_id: int = Field(foreign_key="workspaces.id")
    subject_id: int
    person_id: int | None = Field(default=None, foreign_key="people.id")
    week: str = Field(default="", max_length=8)
    at: datetime
    attempts: int = 0


class RiskRow(SQLModel, table=True):
    """A risk or a call for support that waits for an answer.

    `place_*` is where it was said and where the answer is shown.
    """

    __tablename__ = "risks"
    __table_args__ = (Index("ix_risks_key_result", "key_result_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspaces.id", index=True)
    key_result_id: int = Field(foreign_key="key_results.id")
    check_in_id: int | None = Field(default=None, foreign_key="check_ins.id", index=True)
    asker_id: int = Field(foreign_key="people.id", index=True)
    risk: str = Field(default="", sa_type=Text)
    support: str = Field(default="", sa_type=Text)
    state: RiskState = Field(default=RiskState.OPEN, sa_type=stored_enum(RiskState))
    place_platform: str = Field(max_length=20)
    place_tenant: str = Field(max_length=100)
    place_kind: str = Field(max_length=10)
    place_id: str = Field(max_length=200)
    place_thread: str = ""
    created_at: datetime
    answered_at: datetime | None = None
    answered_by_id: int | None = Field(default=None, foreign_key="people.id")
    answer: str = Field(default="", sa_type=Text)


class RiskAsk(SQLModel, table=True):
    """Somebody who was asked to answer a risk; `due_at` ends two of their working days.

    `word` is what was said by who forwarded it to them.
    """

    __tablename__ = "risk_asks"
    risk_id: int = Field(foreign_key="risks.id", primary_key=True)
    person_id: int = Field(foreign_key="people.id", primary_key=True, index=True)
    is_lead: bool = False
    asked_by_id: int = Field(foreign_key="people.id")
    asked_at: datetime
    due_at: datetime
    nudged_at: datetime | None = None
    answered_at: datetime | None = None
    forwarded_to_id: int | None = Field(default=None, foreign_key="people.id")
    word: str = Field(default="", sa_type=Text)
    answer: str = Field(default="", sa_type=Text)


class ActionItemRow(SQLModel, table=True):
    """Something somebody does until a day; `number` counts within the workspace ("A7").

    `reason` is why it was dropped. Dropped without a moment: taken back by whoever said it.
    """

    __tablename__ = "action_items"
    __table_args__ = (
        Index("ix_action_items_number", "workspace_id", "number", unique=True),
        Index("ix_action_items_owner", "owner_id", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspaces.id")
    number: int
    title: str = Field(sa_type=Text)
    owner_id: int = Field(foreign_key="people.id")
    by_id: int = Field(foreign_key="people.id")
    due_on: date | None = None
    state: ActionState = Field(default=ActionState.OPEN, sa_type=stored_enum(ActionState))
    source: ActionSource = Field(sa_type=stored_enum(ActionSource))
    key_result_id: int | None = Field(default=None, foreign_key="key_results.id", index=True)
    check_in_id: int | None = Field(default=None, foreign_key="check_ins.id", index=True)
    risk_id: int | None = Field(default=None, foreign_key="risks.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meetings.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="teams.id", index=True)
    created_at: datetime
    closed_at: datetime | None = None
    reason: str = Field(default="", sa_type=Text)


class MeetingRow(SQLModel, table=True):
    """A team's meeting in the channel where it was opened: about a week, or to align a cycle.

    `objective_id` is the one an alignment meeting is looking at.
    """

    __tablename__ = "meetings"
    __table_args__ = (Index("ix_meetings_team", "team_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspaces.id")
    team_id: int = Field(foreign_key="teams.id")
    kind: MeetingKind = Field(default=MeetingKind.FOLLOW_UP, sa_type=stored_enum(MeetingKind))
    week: str = Field(max_length=8)
    cycle_id: int | None = Field(default=None, foreign_key="cycles.id")
    objective_id: int | None = Field(default=None, foreign_key="objectives.id")
    started_by_id: int = Field(foreign_key="people.id")
    started_at: datetime
    reading_ends_at: datetime
    reading_ended_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by_id: int | None = Field(default=None, foreign_key="people.id")
    place_platform: str = Field(max_length=20)
    place_tenant: str = Field(max_length=100)
    place_kind: str = Field(max_length=10)
    place_id: str = Field(max_length=200)
    place_thread: str = ""


class CommentRow(SQLModel, table=True):
    """What somebody said of an objective or key result; `answer` is its owner's reply.

    A question stays open until its owner answers. `prompt` is the review question it came from.
    `place_*` is where it was said, empty where nothing is to be shown there.
    """

    __tablename__ = "comments"
    __table_args__ = (Index("ix_comments_objective", "objective_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspaces.id")
    objective_id: int = Field(foreign_key="objectives.id")
    key_result_id: int | None = Field(default=None, foreign_key="key_results.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meetings.id", index=True)
    author_id: int = Field(foreign_key="people.id")
    text: str = Field(sa_type=Text)
    is_question: bool = False
    prompt: str = Field(default="", max_length=20)
    created_at: datetime
    answered_at: datetime | None = None
    answered_by_id: int | None = Field(default=None, foreign_key="people.id")
    answer: str = Field(default="", sa_type=Text)
    place_platform: str = Field(default="", max_length=20)
    place_tenant: str = Field(default="", max_length=100)
    place_kind: str = Field(default="", max_length=10)
    place_id: str = Field(default="", max_length=200)
    place_thread: str = ""
