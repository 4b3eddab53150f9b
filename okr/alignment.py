"""The facts of alignment: who hangs on whose objective, what was asked, said and agreed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from okr.facts import PersonName, State


class AlignmentState(StrEnum):
    """Where the talk about one alignment stands."""

    ASKED = "asked"
    """The owner of the upper one has it."""
    COUNTERED = "countered"
    """The owner proposed another wording or target; the asker has it."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class TurnKind(StrEnum):
    """One step of the talk about an alignment."""

    ASKED = "asked"
    COUNTERED = "countered"
    COUNTER_ACCEPTED = "counter_accepted"
    COUNTER_REFUSED = "counter_refused"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REMINDED = "reminded"
    LAPSED = "lapsed"
    """The deadline passed: unanswered, never agreed."""
    CONFIRMED = "confirmed"
    """After a change: still in step."""
    REOPENED = "reopened"
    """After a change: to be talked about again."""


class Collaboration(StrEnum):
    """What somebody answered who was asked to work on an objective or key result."""

    ASKED = "asked"
    IN = "in"
    TALK = "talk"
    NOT_ME = "not_me"


class NewsState(StrEnum):
    """What became of a change that an aligned person is to hear of."""

    WAITING = "waiting"
    """For the bundle of the day."""
    TOLD = "told"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    MOOT = "moot"
    """Taken back, or the alignment is over."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of an alignment: an objective, or with `position` one of its key results."""

    objective_id: int
    number: int
    position: int | None
    title: str
    owner: PersonName
    state: State
    cycle_id: int

    @property
    def name(self) -> str:
        """The id people write: "O3", or "KR3.1"."""
        return f"O{self.number}" if self.position is None else f"KR{self.number}.{self.position}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the asker wrote: what, why (importance, urgency), how, and what the other is to do."""

    what: str = ""
    importance: str = ""
    urgency: str = ""
    how: str = ""
    to_do: str = ""


@dataclass(frozen=True, slots=True)
class Counter:
    """Another wording or target for the lower objective (`position` None) or a key result of it."""

    position: int | None = None
    title: str = ""
    target: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """An alignment as it stands. `lapsed_at`: the deadline passed without an answer."""

    id: int
    lower: End
    upper: End
    state: AlignmentState
    asker: PersonName
    wish: Wish
    counter: Counter | None
    reason: str
    asked_at: datetime
    due_at: datetime | None
    lapsed_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: PersonName | None = None
    confirmed_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Whether it is agreed or still being talked about."""
        return self.state not in (AlignmentState.DECLINED, AlignmentState.WITHDRAWN)

    @property
    def is_unanswered(self) -> bool:
        """Whether the deadline passed in silence."""
        return self.state is AlignmentState.ASKED and self.lapsed_at is not None


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of the talk, with the words of who took it."""

    kind: TurnKind
    by: PersonName
    at: datetime
    text: str
