"""The tables of alignment: requests and their talk, changes to confirm, revisions, accounts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, Text
from sqlmodel import Field, SQLModel

from okr.alignment import AlignmentState, NewsState, TurnKind
from storage.tables.columns import stored_enum


class AlignmentRow(SQLModel, table=True):
    """An objective that hangs, or wants to hang, on another objective or a key result of it.

    `live_key` is "lower objective id>upper objective id.upper key result id" while it is asked,
    countered or accepted and NULL afterwards: two live ones of the same pair cannot be. `counter`
    holds the fields of okr.alignment.Counter; `due_on` is a deadline that the asker chose.
    `place_*` is where it was asked.
    """

    __tablename__ = "alignments"
    __table_args__ = (
        Index("ix_alignments_lower", "lower_id", "state"),
        Index("ix_alignments_upper", "upper_id", "state"),
        Index("ix_alignments_answerer", "answerer_id", "state"),
        Index("ix_alignments_asker", "asker_id", "state"),
        Index("ix_alignments_state", "workspace_id", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspaces.id", index=True)
    live_key: str | None = Field(default=None, max_length=60, unique=True)
    lower_id: int = Field(foreign_key="objectives.id")
    upper_id: int = Field(foreign_key="objectives.id")
    upper_key_result_id: int | None = Field(default=None, foreign_key="key_results.id", index=True)
    state: AlignmentState = Field(sa_type=stored_enum(AlignmentState))
    asker_id: int = Field(foreign_key="people.id")
    answerer_id: int = Field(foreign_key="people.id")
    what: str = Field(default="", sa_type=Text)
    importance: str = Field(default="", sa_type=Text)
    urgency: str = Field(default="", sa_type=Text)
    how: str = Field(default="", sa_type=Text)
    to_do: str = Field(default="", sa_type=Text)
    counter: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    reason: str = Field(default="", sa_type=Text)
    asked_at: datetime
    due_at: datetime | None = None
    due_on: date | None = None
    lapsed_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by_id: int | None = Field(default=None, foreign_key="people.id")
    confirmed_at: datetime | None = None
    place_platform: str = Field(max_length=20)
    place_tenant: str = Field(max_length=100)
    place_kind: str = Field(max_length=10)
    place_id: str = Field(max_length=200)
    place_thread: str = ""


class AlignmentTurn(SQLModel, table=True):
    """One step of the talk about an alignment."""

    __tablename__ = "alignment_turns"
    __table_args__ = (Index("ix_alignment_turns_alignment", "alignment_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    alignment_id: int = Field(foreign_key="alignments.id")
    by_id: int = Field(foreign_key="people.id")
    kind: TurnKind = Field(sa_type=stored_enum(TurnKind))
    text: str = Field(default="", sa_type=Text)
    at: datetime


class AlignmentNews(SQLModel, table=True):
    """A change of one end of an alignment that the person at the other end is to confirm.

    Further changes before they were told go into the same row: `before` stays, `after` follows.
    """

    __tablename__ = "alignment_news"
    __table_args__ = (
        Index("ix_alignment_news_person", "person_id", "state"),
        Index("ix_alignment_news_alignment", "alignment_id", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    alignment_id: int = Field(foreign_key="alignments.id")
    person_id: int = Field(foreign_key="people.id")
    objective_id: int = Field(foreign_key="objectives.id", index=True)
    changed_by_id: int = Field(foreign_key="people.id")
    before: dict[str, Any] = Field(sa_type=JSON)
    after: dict[str, Any] = Field(sa_type=JSON)
    state: NewsState = Field(default=NewsState.WAITING, sa_type=stored_enum(NewsState))
    changed_at: datetime
    told_at: datetime | None = None
    answered_at: datetime | None = None


class RevisionRow(SQLModel, table=True):
    """An objective that somebody must revise after an alignment meeting.

    `answer` is why it stays as it is, where it does.
    """

    __tablename__ = "revisions"
    __table_args__ = (Index("ix_revisions_person", "person_id", "done_at"),)
    meeting_id: int = Field(foreign_key="meetings.id", primary_key=True)
    objective_id: int = Field(foreign_key="objectives.id", primary_key=True, index=True)
    person_id: int = Field(foreign_key="people.id")
    asked_by_id: int = Field(foreign_key="people.id")
    text: str = Field(default="", sa_type=Text)
    asked_at: datetime
    done_at: datetime | None = None
    answer: str = Field(default="", sa_type=Text)


class MeetingDraft(SQLModel, table=True):
    """A draft that its owner put up in an alignment meeting, where everybody may read it."""

    __tablename__ = "meeting_drafts"
    meeting_id: int = Field(foreign_key="meetings.id", primary_key=True)
    objective_id: int = Field(foreign_key="objectives.id", primary_key=True, index=True)
    shown_at: datetime


class ShownMessage(SQLModel, table=True):
    """A message on a platform that shows an objective or key result: replies to it are comments.

    `comment_id` is the comment that it shows, if it shows one.
    """

    __tablename__ = "shown_messages"
    platform: str = Field(primary_key=True, max_length=20)
    tenant: str = Field(primary_key=True, max_length=100)
    place_id: str = Field(primary_key=True, max_length=200)
    message_id: str = Field(primary_key=True, max_length=200)
    objective_id: int = Field(foreign_key="objectives.id", index=True)
    key_result_id: int | None = Field(default=None, foreign_key="key_results.id", index=True)
    comment_id: int | None = Field(default=None, foreign_key="comments.id", index=True)
    shown_at: datetime = Field(index=True)


class LinkCode(SQLModel, table=True):
    """A one-time code that a person types on another platform to be known as one; hashed."""

    __tablename__ = "link_codes"
    code_hash: str = Field(primary_key=True, max_length=64)
    person_id: int = Field(foreign_key="people.id", index=True)
    expires_at: datetime = Field(index=True)
    used_at: datetime | None = None
