"""What weekly reports are made of, and a report itself, as frozen facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

from okr.facts import Confidence, KeyResult, Objective, PersonName, Span, Status
from okr.follow_up import ActionItem, Risk, RiskAnswer, RiskState, RoundState
from okr.ids import KeyResultId


@dataclass(frozen=True, slots=True)
class TeamOfReport:
    """A team as a report needs it; `people` are its lead and members, each once."""

    id: int
    name: str
    lead: PersonName | None
    people: tuple[PersonName, ...]


@dataclass(frozen=True, slots=True)
class WeekCheckIn:
    """One check-in on a key result; `at` is when it was last changed."""

    id: int
    key_result_id: int
    by: PersonName
    week: str
    at: datetime
    value: float | None = None
    confidence: Confidence | None = None
    status: Status | None = None
    proposed: Status | None = None
    note: str = ""
    risk: str = ""
    support: str = ""
    support_from: PersonName | None = None
    next_step: str = ""
    next_step_on: date | None = None
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All that reports of some weeks are made of; objectives in the order they are shown in.

    `check_ins` in order of time; `values_before`: key result -> its last value before all of them;
    `published_on`: objective -> the day it was published. `links`: (lower, upper) of objectives
    that hang on others, as far up as it goes. `zone`: the team's clock.
    """

    team: TeamOfReport
    objectives: tuple[Objective, ...] = ()
    published_on: Mapping[int, date] = field(default_factory=dict)
    check_ins: tuple[WeekCheckIn, ...] = ()
    values_before: Mapping[int, float] = field(default_factory=dict)
    risks: tuple[Risk, ...] = ()
    items: tuple[ActionItem, ...] = ()
    rounds: Mapping[tuple[int, str], RoundState] = field(default_factory=dict)
    away: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    links: Sequence[tuple[int, int]] = ()
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class NextStep:
    """What somebody does next, with the day it is due where they named one."""

    by: PersonName
    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PersonWeek:
    """What one person recorded on one key result: the latest figures, every note in order.

    `before` is the value that stood there until then; `after` None where they gave none.
    """

    by: PersonName
    before: float | None
    after: float | None
    confidence: Confidence | None
    status: Status | None
    proposed: Status | None
    notes: tuple[str, ...]
    is_unchanged: bool

    @property
    def has_moved(self) -> bool:
        """Whether their figures changed the value."""
        return self.after is not None and self.after != self.before


@dataclass(frozen=True, slots=True)
class Concern:
    """A challenge, risk or call for support, and what was answered.

    `asked` are those it was put to; `state` OPEN also where nobody was asked.
    """

    by: PersonName
    risk: str
    support: str
    asked: tuple[PersonName, ...] = ()
    state: RiskState = RiskState.OPEN
    answers: tuple[RiskAnswer, ...] = ()
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class KeyResultWeek:
    """One row of the table: a key result and its week."""

    key_result: KeyResult
    progress: tuple[PersonWeek, ...]
    concerns: tuple[Concern, ...]
    next_steps: tuple[NextStep, ...]
    before: float | None
    after: float | None

    @property
    def id(self) -> str:
        """As people say it: "KR12.2"."""
        return str(KeyResultId(self.key_result.number, self.key_result.position))

    @property
    def has_moved(self) -> bool:
        """Whether the value is another one than a week ago."""
        return self.after is not None and self.after != self.before


@dataclass(frozen=True, slots=True)
class ObjectiveWeek:
    """One table: an objective with the rows of its key results.

    `under` is the lead's objective that somebody else's hangs under.
    """

    objective: Objective
    rows: tuple[KeyResultWeek, ...]
    under: Objective | None = None


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who of those with key results has reported; the last three are asked nothing more."""

    reported: tuple[PersonName, ...] = ()
    missing: tuple[PersonName, ...] = ()
    skipped: tuple[PersonName, ...] = ()
    delegated: tuple[PersonName, ...] = ()
    away: tuple[PersonName, ...] = ()

    @property
    def expected(self) -> int:
        """Of how many a report is waited for."""
        return len(self.reported) + len(self.missing)


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """A team's report of one ISO week ("2026-W48"), as it stands on `day`."""

    team: TeamOfReport
    week: str
    day: date
    objectives: tuple[ObjectiveWeek, ...]
    """The lead's, each before those of others that hang under it."""
    others: tuple[ObjectiveWeek, ...]
    """Other important OKRs: members' that hang under none of the lead's."""
    open_items: tuple[ActionItem, ...]
    done_items: tuple[ActionItem, ...]
    turnout: Turnout

    @property
    def span(self) -> Span:
        """Its Monday to its Sunday."""
        return days_of(self.week)

    @property
    def rows(self) -> tuple[KeyResultWeek, ...]:
        """Every key result in it, the lead's first."""
        return tuple(row for each in (*self.objectives, *self.others) for row in each.rows)


def days_of(week: str) -> Span:
    """Monday to Sunday of an ISO week. Raises ValueError for what is none."""
    year, _, number = week.partition("-W")
    monday = date.fromisocalendar(int(year), int(number), 1)
    return Span(monday, monday + timedelta(days=6))


def week_of(day: date) -> str:
    """The ISO week of a day: "2026-W48"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def weeks_back(week: str, count: int) -> tuple[str, ...]:
    """The week and those before it, newest first, `count` in all."""
    monday = days_of(week).starts_on
    return tuple(week_of(monday - timedelta(weeks=back)) for back in range(count))
