"""The facts the rules work on: objectives, key results and people as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from okr.measures import Direction, Kind


class State(StrEnum):
    """Where an objective or key result stands in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    CLOSED = "closed"


class Confidence(StrEnum):
    """How sure the owner is that the key result will be reached."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    """How a key result stands against the line from start to target."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NO_VALUE = "no_value"
    DONE = "done"


class Role(StrEnum):
    """What a person may do in the whole workspace."""

    MEMBER = "member"
    AMBASSADOR = "ambassador"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a milestone; weights are relative to each other."""

    title: str
    weight: float = 1.0
    done: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """How a key result is measured.

    `target` is the figure to reach; for WITHIN it is the lower bound and `high` the upper one.
    Percentages are in points (20 means 20 %). `unit` is a word as written, "%" or an ISO currency.
    """

    kind: Kind = Kind.MILESTONE
    direction: Direction = Direction.NONE
    start: float | None = None
    target: float | None = None
    high: float | None = None
    unit: str = ""
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a key result is: `ratio` as it is (1.25, -0.1); False when nobody gave a value."""

    ratio: float
    has_value: bool


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts, as far as permissions are concerned."""

    id: int
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class Guarded:
    """Who has to do with an objective: its owner, collaborators and the leads of its owner."""

    owner_id: int
    state: State
    collaborator_ids: frozenset[int] = frozenset()
    lead_ids: frozenset[int] = frozenset()
    never_published: bool = False
    """Set for an archived draft, which stays as private as it was."""
    delegate_ids: frozenset[int] = frozenset()
    """Who checks in this week in the place of somebody else."""
    asked_ids: frozenset[int] = frozenset()
    """Who is asked to let it hang on what is theirs."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `starts_on` to `ends_on`, both included."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person as others see them."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class KeyResult:
    """A key result as it stands: `number` is its objective's, `current` None before any value."""

    id: int
    objective_id: int
    number: int
    position: int
    title: str
    measure: Measure
    current: float | None
    standing: Standing
    weight: float | None
    due_on: date | None
    owner: PersonName
    state: State
    confidence: Confidence | None = None
    checked_in_at: datetime | None = None
    published_title: str | None = None
    collaborators: tuple[PersonName, ...] = ()
    status: Status | None = None
    """Its people's own word of how it stands, which wins over the figures; None: as they say."""
    since: date | None = None
    """The day from which others could see it; of what is not published, when it was written."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """A named span in which objectives live."""

    id: int
    name: str
    span: Span
    is_current: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective as it stands, with its key results in order; archived ones are left out."""

    id: int
    number: int
    title: str
    state: State
    owner: PersonName
    cycle: Cycle
    progress: float | None
    key_results: tuple[KeyResult, ...] = ()
    collaborators: tuple[PersonName, ...] = ()
    published_title: str | None = None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What somebody recorded on a key result; `value` None where only words were given.

    `status` is the person's own word, `proposed` what figures and time said then; `week` is the
    ISO week in their zone ("2026-W35").
    """

    by: PersonName
    at: datetime
    value: float | None
    confidence: Confidence | None
    note: str
    id: int = 0
    week: str = ""
    risk: str = ""
    support: str = ""
    support_from: PersonName | None = None
    next_step: str = ""
    next_step_on: date | None = None
    status: Status | None = None
    proposed: Status | None = None
    is_unchanged: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it says neither a figure nor a word."""
        said = (self.note, self.risk, self.support, self.next_step)
        return self.value is None and not any(said)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history: the names of changed fields with what stood there and stands."""

    by: PersonName
    at: datetime
    action: str
    subject: str
    before: Mapping[str, str | float | None]
    after: Mapping[str, str | float | None]


@dataclass(frozen=True, slots=True)
class Team:
    """A team with its lead, parent and members."""

    id: int
    name: str
    lead: PersonName | None = None
    parent: str | None = None
    members: tuple[PersonName, ...] = ()
    has_channel: bool = False
    lead_is_appointed: bool = False
    """Whether an admin named the lead, who then may change members' published OKRs."""
