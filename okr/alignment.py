"""Alignment: who hangs on whose objective, what was asked, said and agreed, and what may be."""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from okr.errors import Invalid, NotAllowed, message
from okr.facts import KeyResult, Objective, PersonName, State
from okr.ids import KeyResultId, ObjectiveId
from okr.schedule import at_wall_clock, local_date
from okr.working_days import WORK_BEGINS, WORK_ENDS, WorkDays, add_working_days

ANSWER_WITHIN = 3
"""Working days of whoever answers."""


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
    answerer: PersonName | None = None
    """Who was asked; None stands for the owner of the upper end."""

    @property
    def asked(self) -> PersonName:
        """Who answers it."""
        return self.answerer or self.upper.owner

    @property
    def is_live(self) -> bool:
        """Whether it is agreed or still being talked about."""
        return self.state not in (AlignmentState.DECLINED, AlignmentState.WITHDRAWN)

    @property
    def is_unanswered(self) -> bool:
        """Whether the deadline passed in silence."""
        return self.state is AlignmentState.ASKED and self.lapsed_at is not None

    @property
    def put_away(self) -> End | None:
        """An end that is archived or closed: while it is, nobody has anything to answer."""
        over = (State.ARCHIVED, State.CLOSED)
        return next((end for end in (self.upper, self.lower) if end.state in over), None)

    @property
    def waits(self) -> bool:
        """Whether somebody has it to answer."""
        is_open = self.state in (AlignmentState.ASKED, AlignmentState.COUNTERED)
        return is_open and self.put_away is None


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of the talk, with the words of who took it."""

    kind: TurnKind
    by: PersonName
    at: datetime
    text: str


def answer_due(asked_at: datetime, zone: ZoneInfo, days: WorkDays) -> datetime:
    """The end of the third working day after it was asked; `zone` and `days` of who answers."""
    day = add_working_days(local_date(asked_at, zone), ANSWER_WITHIN, days)
    return answer_due_on(day, zone)


def answer_due_on(day: date, zone: ZoneInfo) -> datetime:
    """The end of that day's work."""
    return at_wall_clock(day, WORK_ENDS, zone)


def reminder_at(due_at: datetime, zone: ZoneInfo) -> datetime:
    """The morning of the last day."""
    return at_wall_clock(local_date(due_at, zone), WORK_BEGINS, zone)


def check_asks(asker_id: int, lower: Objective) -> None:
    """Raises NotAllowed or Invalid unless this person may ask to hang this objective somewhere."""
    if lower.owner.id != asker_id:
        raise NotAllowed(
            message("{id} belongs to {owner}, who alone can ask to align it."),
            id=str(ObjectiveId(lower.number)),
            owner=lower.owner.name,
        )
    check_running(lower)


def check_pair(lower: Objective, upper: Objective, key_result: KeyResult | None = None) -> None:
    """Raises Invalid or NotAllowed unless one may hang on the other, circles left aside."""
    name = str(ObjectiveId(upper.number))
    if lower.id == upper.id:
        raise Invalid(message("{id} cannot hang on itself. Name another objective."), id=name)
    if upper.state is State.DRAFT and upper.owner != lower.owner:
        raise NotAllowed(
            message("{id} is still a draft of {owner}. It can be aligned to once it is published."),
            id=name,
            owner=upper.owner.name,
        )
    check_running(upper)
    if key_result is not None and key_result.state is State.ARCHIVED:
        raise Invalid(
            message("{id} is archived; nothing can hang on it."),
            id=str(KeyResultId(key_result.number, key_result.position)),
        )
    if not lower.cycle.span.overlaps(upper.cycle.span):
        raise Invalid(
            message(
                "{lower} is for {lower_cycle} and {upper} for {upper_cycle}: these share no day. "
                "Align to something in a cycle that overlaps."
            ),
            lower=str(ObjectiveId(lower.number)),
            lower_cycle=lower.cycle.name,
            upper=name,
            upper_cycle=upper.cycle.name,
        )


def check_running(objective: Objective) -> None:
    """Raises Invalid for what is archived or of a closed cycle."""
    name = str(ObjectiveId(objective.number))
    if objective.state is State.ARCHIVED:
        raise Invalid(message("{id} is archived; it cannot be aligned."), id=name)
    if objective.state is State.CLOSED or objective.cycle.is_closed:
        raise Invalid(
            message("{id} belongs to a closed cycle; it cannot be aligned any more."), id=name
        )


def circle(lower_id: int, upper_id: int, edges: Iterable[tuple[int, int]]) -> list[int]:
    """The objectives of the circle that `lower` on `upper` would close, from `upper` on round to
    it again by the shortest way; empty where it closes none. `edges` are (lower, upper)."""
    above: defaultdict[int, list[int]] = defaultdict(list)
    for lower, upper in edges:
        above[lower].append(upper)
    came_from: dict[int, int] = {upper_id: upper_id}
    queue = deque([upper_id])
    while queue and lower_id not in came_from:
        here = queue.popleft()
        for each in above[here]:
            if each not in came_from:
                came_from[each] = here
                queue.append(each)
    if lower_id not in came_from:
        return []
    path = [lower_id]
    while path[-1] != upper_id:
        path.append(came_from[path[-1]])
    return [*reversed(path), upper_id]


@dataclass(frozen=True, slots=True)
class HangsOn:
    """One thing that an objective hangs on, or asked to."""

    name: str
    state: AlignmentState
    is_unanswered: bool = False
    is_put_away: bool = False
    """Archived or closed."""


@dataclass(frozen=True, slots=True)
class Hangs:
    """What an objective hangs on or asked to, and how many others hang on it."""

    uppers: tuple[HangsOn, ...] = ()
    lowers: int = 0
