"""The facts of the weekly follow-up: rounds, risks, action items and comments as they stand."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from okr.facts import Cycle, PersonName


class RoundState(StrEnum):
    """What became of somebody's prompt of one week."""

    PROMPTED = "prompted"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    DELEGATED = "delegated"
    DONE = "done"
    OFF = "off"
    """Away or on holiday the whole week."""
    MISSED = "missed"
    """The program did not run for more than a day after the slot."""


class RiskState(StrEnum):
    """Whether a risk still waits for an answer."""

    OPEN = "open"
    ANSWERED = "answered"
    TAKEN = "taken"
    """Somebody took it over as an action item."""
    WITHDRAWN = "withdrawn"
    """The asker took it out of the check-in again."""


class ActionState(StrEnum):
    """Where an action item stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ActionSource(StrEnum):
    """What an action item came from."""

    CHECK_IN = "check_in"
    RISK = "risk"
    MEETING = "meeting"
    TODO = "todo"


class MeetingKind(StrEnum):
    """What a team meets for."""

    FOLLOW_UP = "follow_up"
    ALIGN = "align"


@dataclass(frozen=True, slots=True)
class RiskAnswer:
    """What one of those who were asked answered; `at` is when they did last."""

    by: PersonName
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk or call for support on a key result ("KR12.2"), and what was answered."""

    id: int
    key_result: str
    key_result_title: str
    asker: PersonName
    risk: str
    support: str
    state: RiskState
    created_at: datetime
    asked: tuple[PersonName, ...] = ()
    answered_by: PersonName | None = None
    answered_at: datetime | None = None
    answer: str = ""
    is_overdue: bool = False
    """Unanswered after two of the answerer's working days."""
    answers: tuple[RiskAnswer, ...] = ()
    """Everybody's, in the order they came; `answer` is the one that settled it."""


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something somebody does until a day ("A7")."""

    id: int
    number: int
    title: str
    owner: PersonName
    by: PersonName
    due_on: date | None
    state: ActionState
    source: ActionSource
    key_result: str = ""
    """The key result it belongs to ("KR12.2"), or empty."""
    closed_at: datetime | None = None
    reason: str = ""
    """Why it was dropped."""
    owner_left: bool = False
    """Whether its owner is no longer in the company."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of a key result ("KR12.2") or objective ("O12"), and the reply."""

    id: int
    about: str
    author: PersonName
    text: str
    at: datetime
    answer: str = ""
    answered_by: PersonName | None = None
    answered_at: datetime | None = None
    for_whom: PersonName | None = None
    """Who is to answer: the owner; None for what an owner says of their own."""
    is_question: bool = False
    prompt: str = ""
    """The review question that it came from, or empty."""

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.is_question and self.for_whom is not None and self.answered_at is None

    @property
    def is_settled(self) -> bool:
        """Whether who asked has closed it without an answer."""
        return self.answered_by is not None and self.answered_by == self.author


@dataclass(frozen=True, slots=True)
class Meeting:
    """A team's meeting; the reading is silent until `reading_ends_at`.

    A follow-up meeting is about `week`. One to align is about `cycle` and looks at the objective
    with `objective_id`, None until it begins: till then `reading_ends_at` says only how long after
    `started_at` the reading will take.
    """

    id: int
    team_id: int
    team: str
    week: str
    started_by: PersonName
    started_at: datetime
    reading_ends_at: datetime
    is_reading: bool
    is_closed: bool = False
    kind: MeetingKind = MeetingKind.FOLLOW_UP
    cycle: Cycle | None = None
    objective_id: int | None = None

    @property
    def is_before(self) -> bool:
        """Whether an alignment meeting has not begun yet."""
        return self.kind is MeetingKind.ALIGN and self.objective_id is None
