"""Staying in step: what counts as a change of one end of an alignment, and when it is told."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from okr.alignment import End, NewsState
from okr.facts import Cycle, KeyResult, Measure, Objective, PersonName
from okr.schedule import at_wall_clock, local_date
from okr.working_days import WorkDays

_FURTHEST = 366
"""Days ahead that are looked at for one that somebody works."""
_NO_MATTER = ".。;；,，"
"""At the end of a wording these change nothing."""


class Aspect(StrEnum):
    """What of an objective or key result is another one now."""

    WORDING = "wording"
    TARGET = "target"
    OWNER = "owner"
    DUE = "due"
    CYCLE = "cycle"
    ADDED = "added"
    """The key result was not there before."""
    REMOVED = "removed"


Value = str | Measure | date | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One real change: of the objective (`position` None) or of its key result there.

    `before` and `after` are wordings, names, measures or days, None where there was nothing.
    """

    position: int | None
    aspect: Aspect
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class ObjectiveFacts:
    """What others rely on of an objective itself."""

    title: str
    owner_id: int
    owner: str
    cycle_id: int
    cycle: str


@dataclass(frozen=True, slots=True)
class KeyResultFacts:
    """What others rely on of a key result; how far it is, is not among it."""

    title: str
    measure: Measure
    owner_id: int
    owner: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An objective at one time, as far as it changed: the rest is left out.

    Key results by position; None where there was none (any more).
    """

    objective: ObjectiveFacts | None = None
    key_results: Mapping[int, KeyResultFacts | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drift:
    """How far an objective has moved since the person at the other end agreed to it."""

    before: Snapshot
    after: Snapshot

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Every real change, of the objective first; none where all was changed back."""
        return (*_of_objective(self.before.objective, self.after.objective), *self._of_key_results)

    @property
    def _of_key_results(self) -> Iterator[Difference]:
        for position in sorted(self.after.key_results):
            then, now = self.before.key_results.get(position), self.after.key_results[position]
            yield from _of_key_result(position, then, now)

    def followed_by(self, later: "Drift") -> "Drift":
        """The two as one: what stood first beside what stands last."""
        return _kept(
            Snapshot(
                self.before.objective or later.before.objective,
                {**later.before.key_results, **self.before.key_results},
            ),
            Snapshot(
                later.after.objective or self.after.objective,
                {**self.after.key_results, **later.after.key_results},
            ),
        )


def drift(before: Objective, after: Objective, only: int | None = None) -> Drift:
    """What one change did. `only` is the position of the key result that others are aligned
    with: its neighbours are not their business then."""
    return _kept(_snapshot(before, only), _snapshot(after, only))


def is_there(objective: Objective, position: int | None) -> bool:
    """Whether an end is there: the objective itself, or its key result at this position."""
    return position is None or any(each.position == position for each in objective.key_results)


def owners_of(objective: Objective) -> Mapping[int | None, PersonName]:
    """Who owns the objective (None) and each key result (its position)."""
    owners: dict[int | None, PersonName] = {None: objective.owner}
    owners.update((each.position, each.owner) for each in objective.key_results)
    return owners


def bundle_at(
    after: datetime, at: time, zone: ZoneInfo, days: WorkDays, told_on: date | None = None
) -> datetime:
    """When somebody is told of changes: the first moment after `after` when it is `at` (the time
    of day at which they are prompted) in their `zone` on a day they work.

    `told_on` is the last day they were told: once a day is enough. Where nobody works for a year,
    the next day.
    """
    first = local_date(after, zone)
    for ahead in range(_FURTHEST):
        day = first + timedelta(days=ahead)
        is_free = told_on is None or day > told_on
        if is_free and days.is_working(day) and (moment := at_wall_clock(day, at, zone)) > after:
            return moment
    return at_wall_clock(first + timedelta(days=1), at, zone)


@dataclass(frozen=True, slots=True)
class News:
    """A change that the person at the other end is to confirm.

    `changed` is the end that changed and `own` the reader's; `is_over` says that there is nothing
    to confirm any more: an end is archived, or they talk about the alignment anew. `version` is
    another one whenever there is more to confirm.
    """

    id: int
    alignment_id: int
    person_id: int
    changed: End
    own: End
    is_upper: bool
    """Whether the upper end changed, on which the reader's own hangs."""
    by: PersonName
    drift: Drift
    version: str
    state: NewsState
    changed_at: datetime
    told_at: datetime | None = None
    answered_at: datetime | None = None
    is_over: bool = False

    @property
    def waits(self) -> bool:
        """Whether the reader has still to say something."""
        return self.state in (NewsState.WAITING, NewsState.TOLD) and not self.is_over


@dataclass(frozen=True, slots=True)
class WaitingOn:
    """Somebody who has not said yet whether they are still in step, and since when."""

    person: PersonName
    since: datetime
    has_left: bool = False


def _snapshot(objective: Objective, only: int | None) -> Snapshot:
    return Snapshot(
        ObjectiveFacts(
            objective.title,
            objective.owner.id,
            objective.owner.name,
            *_named(objective.cycle),
        ),
        {
            each.position: _facts(each)
            for each in objective.key_results
            if only is None or each.position == only
        },
    )


def _named(cycle: Cycle) -> tuple[int, str]:
    return cycle.id, cycle.name


def _facts(key_result: KeyResult) -> KeyResultFacts:
    # Which stages are done is progress, and no change of what is to be reached.
    stages = tuple(replace(stage, done=False) for stage in key_result.measure.stages)
    measure = replace(key_result.measure, stages=stages)
    owner = key_result.owner
    return KeyResultFacts(key_result.title, measure, owner.id, owner.name, key_result.due_on)


def _kept(before: Snapshot, after: Snapshot) -> Drift:
    """Only the parts in which the two really differ."""
    positions = [
        position
        for position in sorted({*before.key_results, *after.key_results})
        if any(_of_key_result(position, *_pair(before, after, position)))
    ]
    is_other = any(_of_objective(before.objective, after.objective))
    return Drift(
        Snapshot(
            before.objective if is_other else None,
            {each: before.key_results.get(each) for each in positions},
        ),
        Snapshot(
            after.objective if is_other else None,
            {each: after.key_results.get(each) for each in positions},
        ),
    )


def _pair(
    before: Snapshot, after: Snapshot, position: int
) -> tuple[KeyResultFacts | None, KeyResultFacts | None]:
    return before.key_results.get(position), after.key_results.get(position)


def _of_objective(
    before: ObjectiveFacts | None, after: ObjectiveFacts | None
) -> Iterator[Difference]:
    if before is None or after is None:
        return
    if not _reads_the_same(before.title, after.title):
        yield Difference(None, Aspect.WORDING, before.title, after.title)
    if before.owner_id != after.owner_id:
        yield Difference(None, Aspect.OWNER, before.owner, after.owner)
    if before.cycle_id != after.cycle_id:
        yield Difference(None, Aspect.CYCLE, before.cycle, after.cycle)


def _of_key_result(
    position: int, before: KeyResultFacts | None, after: KeyResultFacts | None
) -> Iterator[Difference]:
    if before is None or after is None:
        if after is not None:
            yield Difference(position, Aspect.ADDED, None, after.title)
        if before is not None:
            yield Difference(position, Aspect.REMOVED, before.title, None)
        return
    if not _reads_the_same(before.title, after.title):
        yield Difference(position, Aspect.WORDING, before.title, after.title)
    if before.measure != after.measure:
        yield Difference(position, Aspect.TARGET, before.measure, after.measure)
    if before.owner_id != after.owner_id:
        yield Difference(position, Aspect.OWNER, before.owner, after.owner)
    if before.due_on != after.due_on:
        yield Difference(position, Aspect.DUE, before.due_on, after.due_on)


def _reads_the_same(before: str, after: str) -> bool:
    return _bare(before) == _bare(after)


def _bare(wording: str) -> str:
    """Without what only the eye sees: width, letter case, spaces, a full stop at the end."""
    folded = unicodedata.normalize("NFKC", wording).casefold()
    return "".join(folded.split()).rstrip(_NO_MATTER)
