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
    """What somebody recorded on a key result; `value` None where only words were given."""

    by: PersonName
    at: datetime
    value: float | None
    confidence: Confidence | None
    note: str


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
