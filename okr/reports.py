"""The weekly report of a team: whose key results belong in it, and what happened on each of them.

The shape is the guide's: each objective of the lead as a table of key result, progress this week
by person, risk and support, next week; then other important OKRs; action items; newest week first.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from okr.facts import KeyResult, Objective, PersonName, Span, State
from okr.follow_up import ActionItem, ActionState, Risk, RiskAnswer, RiskState, RoundState
from okr.ids import KeyResultId
from okr.report_facts import (
    Concern,
    KeyResultWeek,
    NextStep,
    ObjectiveWeek,
    PersonWeek,
    ReportFacts,
    Turnout,
    WeekCheckIn,
    WeeklyReport,
    days_of,
    week_of,
)
from okr.tree import reached

EARLIER_WEEKS = 4
"""How many weeks before the newest one a document holds."""


def weekly_report(facts: ReportFacts, week: str, today: date) -> WeeklyReport:
    """The report of one week; `today` on the team's clock. Weeks gone by stand as on Sunday."""
    span = days_of(week)
    day = min(today, span.ends_on)
    is_over = today > span.ends_on
    people = {person.id for person in facts.team.people}
    lead_id = facts.team.lead.id if facts.team.lead else 0
    rows = _Rows(facts, week, is_over)
    own: list[ObjectiveWeek] = []
    others: list[ObjectiveWeek] = []
    ended: set[int] = set()
    for objective in facts.objectives:
        if not _runs(facts, objective, day, is_over):
            if not rows.has_said(objective):
                continue
            ended.add(objective.id)
        if objective.owner.id == lead_id:
            own.append(rows.of(objective))
        elif theirs := _part_of(objective, people):
            others.append(rows.of(theirs))
    waited_for = [each for each in (*own, *others) if each.objective.id not in ended]
    expected = people & (_owners(waited_for) | (_owners([*own, *others]) & rows.spoke))
    hung = _hung(facts, own, others)
    is_hung = {each.objective.id for under in hung.values() for each in under}
    return WeeklyReport(
        team=facts.team,
        week=week,
        day=day,
        objectives=tuple(each for top in own for each in (top, *hung[top.objective.id])),
        others=tuple(each for each in others if each.objective.id not in is_hung),
        open_items=() if is_over else _open(facts.items),
        done_items=tuple(item for item in facts.items if _done_within(item, span, facts.zone)),
        turnout=_turnout(facts, week, day, expected, waited_for),
    )


def _hung(
    facts: ReportFacts, own: Sequence[ObjectiveWeek], others: Sequence[ObjectiveWeek]
) -> defaultdict[int, list[ObjectiveWeek]]:
    """Of the others those that hang under one of the lead's, by its id; the nearest one counts."""
    leads = {each.objective.id: each.objective for each in own}
    above = reached((each.objective.id for each in others), facts.links)
    hung: defaultdict[int, list[ObjectiveWeek]] = defaultdict(list)
    for each in others:
        under = next((id for id in above[each.objective.id] if id in leads), None)
        if under is not None:
            hung[under].append(replace(each, under=leads[under]))
    return hung


def _owners(shown: Iterable[ObjectiveWeek]) -> set[int]:
    return {row.key_result.owner.id for each in shown for row in each.rows}


def _runs(facts: ReportFacts, objective: Objective, day: date, is_over: bool) -> bool:
    """Whether people worked on it that day: published by then, in a running cycle."""
    if day not in objective.cycle.span:
        return False
    if not is_over:
        return objective.state is State.PUBLISHED and not objective.cycle.is_closed
    return facts.published_on.get(objective.id, day) <= day


def _part_of(objective: Objective, people: Iterable[int]) -> Objective | None:
    """What of an objective is the members' own: all of their own one, of others' their part."""
    if objective.owner.id in people:
        return objective
    owned = tuple(each for each in objective.key_results if each.owner.id in people)
    return replace(objective, key_results=owned) if owned else None


_Words = tuple[int, str, str]


class _Rows:
    """Makes the rows of one week."""

    def __init__(self, facts: ReportFacts, week: str, is_over: bool) -> None:
        self._week = week
        self._is_over = is_over
        self._said: defaultdict[int, list[WeekCheckIn]] = defaultdict(list)
        self._before = dict(facts.values_before)
        for check_in in facts.check_ins:
            if check_in.week == week:
                self._said[check_in.key_result_id].append(check_in)
            elif check_in.week < week and check_in.value is not None:
                self._before[check_in.key_result_id] = check_in.value
        self._raised: defaultdict[str, list[Risk]] = defaultdict(list)
        for risk in facts.risks:
            self._raised[risk.key_result].append(risk)

    def has_said(self, objective: Objective) -> bool:
        """Whether anybody checked in: a cycle may end within the week, and nothing is lost."""
        return objective.state in (State.PUBLISHED, State.CLOSED) and any(
            each.id in self._said for each in objective.key_results
        )

    @property
    def spoke(self) -> set[int]:
        """Who checked in."""
        return {each.by.id for said in self._said.values() for each in said}

    def of(self, objective: Objective) -> ObjectiveWeek:
        """The table of an objective."""
        return ObjectiveWeek(objective, tuple(map(self._row, objective.key_results)))

    def _row(self, key_result: KeyResult) -> KeyResultWeek:
        said = self._said.get(key_result.id, [])
        recorded = self._before.get(key_result.id)
        after = next((each.value for each in reversed(said) if each.value is not None), recorded)
        before = key_result.measure.start if recorded is None else recorded
        return KeyResultWeek(
            key_result=key_result,
            progress=tuple(_by_person(said, before)),
            concerns=tuple(self._concerns(key_result, said)),
            next_steps=tuple(
                NextStep(each.by, each.next_step, each.next_step_on)
                for each in said
                if each.next_step
            ),
            before=before,
            after=after,
        )

    def _concerns(self, key_result: KeyResult, said: Sequence[WeekCheckIn]) -> Iterable[Concern]:
        id = str(KeyResultId(key_result.number, key_result.position))
        spoken = {_words(each.by, each.risk, each.support): each for each in said}
        raised = [risk for risk in self._raised.get(id, ()) if self._is_shown(risk, spoken)]
        for risk in raised:
            yield _concern(risk)
        known = {_words(each.asker, each.risk, each.support) for each in raised}
        for words, check_in in spoken.items():
            if words not in known and (check_in.risk.strip() or check_in.support.strip()):
                asked = (check_in.support_from,) if check_in.support_from else ()
                yield Concern(check_in.by, check_in.risk, check_in.support, asked)

    def _is_shown(self, risk: Risk, spoken: Collection[_Words]) -> bool:
        """In the week it was raised, in the one it was answered in, and while it waits."""
        if risk.state is RiskState.WITHDRAWN:
            return False
        if _words(risk.asker, risk.risk, risk.support) in spoken:
            return True
        if risk.state is RiskState.OPEN and not self._is_over:
            return True
        times = (risk.created_at, risk.answered_at)
        return any(at is not None and week_of(at.date()) == self._week for at in times)


def _words(by: PersonName, risk: str, support: str) -> _Words:
    """What tells the risk of a check-in from another."""
    return (by.id, risk.strip(), support.strip())


def _concern(risk: Risk) -> Concern:
    answers = risk.answers
    if not answers and risk.answer and risk.answered_by and risk.answered_at:
        answers = (RiskAnswer(risk.answered_by, risk.answered_at, risk.answer),)
    return Concern(
        risk.asker, risk.risk, risk.support, risk.asked, risk.state, answers, risk.is_overdue
    )


def _by_person(said: Sequence[WeekCheckIn], before: float | None) -> Iterable[PersonWeek]:
    """Each person's check-ins as one entry, in the order they first spoke."""
    persons: dict[int, PersonWeek] = {}
    stood = before
    for each in said:
        known = persons.get(each.by.id) or PersonWeek(
            each.by, stood, None, None, None, None, (), is_unchanged=True
        )
        persons[each.by.id] = replace(
            known,
            after=known.after if each.value is None else each.value,
            confidence=each.confidence or known.confidence,
            status=each.status or known.status,
            proposed=each.proposed or known.proposed,
            notes=(*known.notes, each.note) if each.note.strip() else known.notes,
            is_unchanged=known.is_unchanged and each.is_unchanged,
        )
        stood = stood if each.value is None else each.value
    return persons.values()


def _turnout(
    facts: ReportFacts,
    week: str,
    day: date,
    expected: Collection[int],
    shown: Sequence[ObjectiveWeek],
) -> Turnout:
    spoke = {each.by.id for each in facts.check_ins if each.week == week}
    owned: defaultdict[int, list[KeyResultWeek]] = defaultdict(list)
    for each in shown:
        for row in each.rows:
            owned[row.key_result.owner.id].append(row)
    found: defaultdict[str, list[PersonName]] = defaultdict(list)
    for person in facts.team.people:
        if person.id not in expected:
            continue
        # Where others have checked in on all of a person's, they are not asked for anything.
        is_done = person.id in spoke or all(row.progress for row in owned[person.id])
        found["reported" if is_done else _why_not(facts, person.id, week, day)].append(person)
    return Turnout(**{name: tuple(people) for name, people in found.items()})


def _why_not(facts: ReportFacts, person_id: int, week: str, day: date) -> str:
    match facts.rounds.get((person_id, week)):
        case RoundState.DONE:
            return "reported"
        case RoundState.SKIPPED:
            return "skipped"
        case RoundState.DELEGATED:
            return "delegated"
        case RoundState.OFF:
            return "away"
        case _:
            is_away = any(day in span for span in facts.away.get(person_id, ()))
            return "away" if is_away else "missing"


def _open(items: Iterable[ActionItem]) -> tuple[ActionItem, ...]:
    """Those still to be done, the ones due first before the others."""
    waiting = (item for item in items if item.state is ActionState.OPEN)
    return tuple(sorted(waiting, key=lambda item: (item.due_on or date.max, item.number)))


def _done_within(item: ActionItem, span: Span, zone: tzinfo) -> bool:
    if item.state is not ActionState.DONE or item.closed_at is None:
        return False
    return item.closed_at.astimezone(zone).date() in span
