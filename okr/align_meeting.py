"""The alignment meeting: whose turn it is, which cycle it is about, and who still owes what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from okr.alignment import Alignment, AlignmentState, End
from okr.facts import Cycle, Objective, PersonName, State
from okr.follow_up import Comment

REMIND_AFTER = 2
"""Working days that somebody has to revise an objective before they are reminded."""


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """A team among the others: who leads it, and what it stands under."""

    id: int
    lead_id: int | None
    parent_id: int | None


def teams_below(team_id: int, teams: Iterable[TeamPlace]) -> frozenset[int]:
    """The team and every team under it, however deep; a circle ends where it began."""
    every = list(teams)
    found = {team_id}
    while new := {each.id for each in every if each.parent_id in found} - found:
        found |= new
    return frozenset(found)


def steps_from_top(teams: Iterable[TeamPlace]) -> Mapping[int, int]:
    """For everybody who leads a team: how many teams stand above the highest one they lead."""
    by_id = {each.id: each for each in teams}
    steps: dict[int, int] = {}
    for team in by_id.values():
        if team.lead_id is not None:
            above = _teams_above(team, by_id)
            steps[team.lead_id] = min(above, steps.get(team.lead_id, above))
    return steps


def _teams_above(team: TeamPlace, by_id: Mapping[int, TeamPlace]) -> int:
    seen = {team.id}
    here = by_id.get(team.parent_id or 0)
    while here is not None and here.id not in seen:
        seen.add(here.id)
        here = by_id.get(here.parent_id or 0)
    return len(seen) - 1


def in_turn(people: Iterable[PersonName], teams: Iterable[TeamPlace]) -> tuple[PersonName, ...]:
    """Who speaks when: management, departments, teams.

    The widest responsibility first: leads of top teams, leads of the teams under them and so on,
    then everybody else; people of the same width by name.
    """
    steps = steps_from_top(teams)
    last = len(steps) + 1
    return tuple(
        sorted(
            set(people),
            key=lambda each: (
                steps.get(each.id, last),
                each.id not in steps,
                each.name.casefold(),
                each.id,
            ),
        )
    )


def place_of(objective: Objective, people: Sequence[PersonName]) -> tuple[int, int]:
    """Where an objective comes in the meeting; that of somebody who is not in it comes last."""
    ids = [each.id for each in people]
    owner = objective.owner.id
    return ids.index(owner) if owner in ids else len(ids), objective.number


@dataclass(frozen=True, slots=True)
class Around:
    """What comes before and after an objective; `number` counts from 1, 0 where it is gone."""

    number: int
    before: Objective | None
    after: Objective | None


def around(here: Objective, table: Sequence[Objective], people: Sequence[PersonName]) -> Around:
    """The neighbours of an objective in the meeting's order, also of one that is gone."""
    place = place_of(here, people)
    before = [each for each in table if place_of(each, people) < place]
    after = [each for each in table if place_of(each, people) > place]
    is_there = any(each.id == here.id for each in table)
    return Around(
        len(before) + 1 if is_there else 0,
        before[-1] if before else None,
        after[0] if after else None,
    )


def cycle_meant(current: Cycle, written: Iterable[tuple[Cycle, int]], today: date) -> Cycle:
    """The cycle most of the team's drafts and published objectives are in, else the current one.

    People write before a cycle begins. What is closed or over is not spoken of; of two with as
    many, the one that begins later.
    """
    open_ones = [
        (count, cycle.span.starts_on, cycle.id, cycle)
        for cycle, count in written
        if count and not cycle.is_closed and cycle.span.ends_on >= today
    ]
    return max(open_ones, key=lambda each: each[:3])[3] if open_ones else current


def waits_for(request: Alignment) -> PersonName | None:
    """Whose answer an alignment waits for; None where it is settled."""
    match request.state:
        case AlignmentState.ASKED:
            return request.asked
        case AlignmentState.COUNTERED:
            return request.asker
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Owed:
    """What one person still owes before the meeting."""

    has_nothing: bool = False
    """They have written neither a draft nor anything that is published."""
    drafts: tuple[Objective, ...] = ()
    """Neither published nor put up."""
    questions: tuple[Comment, ...] = ()
    requests: tuple[Alignment, ...] = ()
    loose: tuple[Objective, ...] = ()
    """Hang on nothing."""

    def __bool__(self) -> bool:
        return bool(
            self.has_nothing or self.drafts or self.questions or self.requests or self.loose
        )


@dataclass(frozen=True, slots=True)
class Preparation:
    """Where a team stands before its meeting.

    `people` in turn; `objectives` of theirs, drafts too, in the meeting's order; `put_up` are the
    drafts that may be shown; `hung` have an upper objective that they hang on or asked for;
    `at_top` are people with nobody above them.
    """

    people: tuple[PersonName, ...]
    objectives: tuple[Objective, ...]
    put_up: Collection[int] = frozenset()
    questions: tuple[Comment, ...] = ()
    requests: tuple[Alignment, ...] = ()
    hung: Collection[int] = frozenset()
    at_top: Collection[int] = frozenset()

    @property
    def table(self) -> tuple[Objective, ...]:
        """What the meeting looks at: what is published, and drafts whose owners put them up."""
        return tuple(each for each in self.objectives if not self._is_private(each))

    def shows(self, end: End) -> bool:
        """Whether everybody may read of what hangs on something on the table, or holds it."""
        is_open = end.state in (State.PUBLISHED, State.CLOSED)
        return is_open or end.objective_id in self.put_up

    @property
    def drafts(self) -> tuple[Objective, ...]:
        """Drafts that nobody put up."""
        return tuple(each for each in self.objectives if self._is_private(each))

    @property
    def missing(self) -> tuple[PersonName, ...]:
        """Who has written nothing."""
        owners = {each.owner.id for each in self.objectives}
        return tuple(each for each in self.people if each.id not in owners)

    @property
    def loose(self) -> tuple[Objective, ...]:
        """What hangs on nothing, though there is somebody above its owner."""
        return tuple(
            each
            for each in self.objectives
            if each.id not in self.hung and each.owner.id not in self.at_top
        )

    def _is_private(self, objective: Objective) -> bool:
        return objective.state is State.DRAFT and objective.id not in self.put_up

    def owed(self) -> Mapping[PersonName, Owed]:
        """Everybody who owes something, in turn; who is not in the team but is asked comes last."""
        askeds = [each.for_whom for each in self.questions]
        askeds += [waits_for(each) for each in self.requests]
        everybody = dict.fromkeys([*self.people, *(each for each in askeds if each is not None)])
        found = {person: self._owed_by(person) for person in everybody}
        return {person: owed for person, owed in found.items() if owed}

    def _owed_by(self, person: PersonName) -> Owed:
        return Owed(
            has_nothing=person in self.missing,
            drafts=tuple(each for each in self.drafts if each.owner.id == person.id),
            questions=tuple(
                each for each in self.questions if each.for_whom and each.for_whom.id == person.id
            ),
            requests=tuple(
                each
                for each in self.requests
                if (whom := waits_for(each)) is not None and whom.id == person.id
            ),
            loose=tuple(each for each in self.loose if each.owner.id == person.id),
        )


@dataclass(frozen=True, slots=True)
class Revision:
    """An objective that its owner must revise after a meeting, and what became of that.

    `answer` is why it stays as it is, where it does; `is_over`: it is archived or closed.
    """

    meeting_id: int
    objective_id: int
    number: int
    title: str
    owner: PersonName
    text: str
    asked_by: PersonName
    asked_at: datetime
    is_done: bool = False
    answer: str = ""
    is_over: bool = False

    @property
    def waits(self) -> bool:
        """Whether anything is still to be done."""
        return not self.is_done and not self.is_over
