"""Who is due for a weekly prompt, where it reaches them, and what it is about."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, literal, tuple_, update
from sqlmodel import Session, SQLModel, col

from chat.address import Account
from okr.facts import KeyResult, Measure, PersonName, Span, Standing, State
from storage.objectives import stages_of
from storage.statements import pick
from storage.tables import (
    CheckInRow,
    CycleRow,
    Identity,
    KeyResultRow,
    ObjectiveRow,
    PersonRow,
)
from storage.zones import zone_of

_PEOPLE = SQLModel.metadata.tables[PersonRow.__tablename__]
_KEY_RESULT = (
    KeyResultRow.owner_id,
    KeyResultRow.id,
    KeyResultRow.objective_id,
    KeyResultRow.position,
    KeyResultRow.title,
    KeyResultRow.kind,
    KeyResultRow.direction,
    KeyResultRow.start,
    KeyResultRow.target,
    KeyResultRow.high,
    KeyResultRow.unit,
    KeyResultRow.stages,
    KeyResultRow.current,
    KeyResultRow.progress,
    KeyResultRow.weight,
    KeyResultRow.due_on,
    KeyResultRow.state,
    KeyResultRow.confidence,
    KeyResultRow.checked_in_at,
    KeyResultRow.published_title,
)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PromptedPerson:
    """A person whose prompt is due at `slot` (UTC): ISO `weekday`, `at` on their own clock."""

    id: int
    workspace_id: int
    name: str
    locale: str
    timezone: str
    is_active: bool
    weekday: int
    at: time
    slot: datetime

    @property
    def zone(self) -> ZoneInfo:
        """Their time zone."""
        return zone_of(self.timezone)


_PERSON = (
    PersonRow.id,
    PersonRow.workspace_id,
    PersonRow.name,
    PersonRow.locale,
    PersonRow.timezone,
    PersonRow.is_active,
    PersonRow.prompt_weekday,
    PersonRow.prompt_at,
    PersonRow.next_prompt_at,
)


def list_due(
    session: Session, now: datetime, limit: int, after: PromptedPerson | None = None
) -> list[PromptedPerson]:
    """People whose slot has come, longest due first; `after` the last one of the page before."""
    slot = col(PersonRow.next_prompt_at)
    statement = pick(*_PERSON).where(slot <= now).order_by(slot, col(PersonRow.id)).limit(limit)
    if after is not None:
        here = tuple_(literal(after.slot, _PEOPLE.c.next_prompt_at.type), literal(after.id))
        statement = statement.where(tuple_(slot, col(PersonRow.id)) > here)
    return [PromptedPerson(*row) for row in session.execute(statement)]


def list_people(
    session: Session, person_ids: Collection[int], now: datetime
) -> Mapping[int, PromptedPerson]:
    """These people by id; `slot` is their next one, or `now` where they have none."""
    rows = session.execute(pick(*_PERSON).where(col(PersonRow.id).in_(person_ids)))
    found = (PromptedPerson(*row) for row in rows)
    return {each.id: replace(each, slot=each.slot or now) for each in found}


def accounts_of(
    session: Session, person_ids: Collection[int], platforms: Collection[str] | None = None
) -> Mapping[int, Account]:
    """Each person's account (on one of these platforms) that was seen last."""
    statement = pick(
        Identity.person_id,
        Identity.platform,
        Identity.tenant,
        Identity.external_id,
        Identity.last_seen_at,
    ).where(col(Identity.person_id).in_(person_ids))
    if platforms is not None:
        statement = statement.where(col(Identity.platform).in_(platforms))
    rows = sorted(session.execute(statement), key=lambda row: (row[4] or _NEVER, row[1:4]))
    return {person_id: Account(*account) for person_id, *account, _ in rows}


def key_results_of(
    session: Session, people: Sequence[PromptedPerson], first: date, last: date
) -> Mapping[int, Sequence[tuple[Span, KeyResult]]]:
    """Each person's own published key results, in order, with the span of their cycle.

    Of cycles that are not closed and run on a day from `first` to `last`.
    """
    running = pick(CycleRow.id, CycleRow.starts_on, CycleRow.ends_on).where(
        col(CycleRow.closed_at).is_(None),
        col(CycleRow.starts_on) <= last,
        col(CycleRow.ends_on) >= first,
    )
    spans = {row.id: Span(row.starts_on, row.ends_on) for row in session.execute(running)}
    # Two plain statements, not one with a join: from a few people to what they own, and on by the
    # primary key. PostgreSQL without fresh statistics takes the join through everybody's.
    statement = pick(*_KEY_RESULT).where(
        col(KeyResultRow.owner_id).in_([person.id for person in people]),
        col(KeyResultRow.state) == State.PUBLISHED,
    )
    rows = session.execute(statement).all()
    objectives = _published(session, {row.objective_id for row in rows})
    names = {person.id: PersonName(person.id, person.name) for person in people}
    found: defaultdict[int, list[tuple[Span, KeyResult]]] = defaultdict(list)
    for row in rows:
        number, cycle_id = objectives.get(row.objective_id, (0, 0))
        if cycle_id in spans:
            key_result = _key_result(row, number, names[row.owner_id])
            found[row.owner_id].append((spans[cycle_id], key_result))
    for owned in found.values():
        owned.sort(key=lambda pair: (pair[1].number, pair[1].position))
    return found


def list_checked_in(
    session: Session, key_result_ids: Collection[int], weeks: Collection[str]
) -> Collection[tuple[int, str]]:
    """Which of these key results anybody has checked in on in which of these weeks."""
    rows = session.execute(
        pick(CheckInRow.key_result_id, CheckInRow.week).where(
            col(CheckInRow.key_result_id).in_(key_result_ids), col(CheckInRow.week).in_(weeks)
        )
    )
    return {(id, week) for id, week in rows}


def list_open(
    session: Session, person: PromptedPerson, week: str, today: date
) -> tuple[list[KeyResult], list[KeyResult]]:
    """A person's own key results of running cycles: those still to be checked in on in that
    week, and those that somebody has checked in on."""
    return list_open_of(session, [person], week, {person.id: today})[person.id]


def list_open_of(
    session: Session, people: Sequence[PromptedPerson], week: str, days: Mapping[int, date]
) -> Mapping[int, tuple[list[KeyResult], list[KeyResult]]]:
    """The same for many, each on a day of their own."""
    if not people:
        return {}
    owned = key_results_of(session, people, min(days.values()), max(days.values()))
    found = {
        person.id: [each for span, each in owned.get(person.id, ()) if days[person.id] in span]
        for person in people
    }
    ids = [each.id for mine in found.values() for each in mine]
    done = {id for id, _ in list_checked_in(session, ids, [week])}
    return {
        id: ([each for each in mine if each.id not in done], [e for e in mine if e.id in done])
        for id, mine in found.items()
    }


def _published(session: Session, objective_ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    statement = pick(ObjectiveRow.id, ObjectiveRow.number, ObjectiveRow.cycle_id).where(
        col(ObjectiveRow.id).in_(objective_ids), col(ObjectiveRow.state) == State.PUBLISHED
    )
    return {id: (number, cycle_id) for id, number, cycle_id in session.execute(statement)}


def _key_result(row: Any, number: int, owner: PersonName) -> KeyResult:
    stages = stages_of(row.stages)
    return KeyResult(
        id=row.id,
        objective_id=row.objective_id,
        number=number,
        position=row.position,
        title=row.title,
        measure=Measure(row.kind, row.direction, row.start, row.target, row.high, row.unit, stages),
        current=row.current,
        standing=Standing(row.progress or 0.0, has_value=row.progress is not None),
        weight=row.weight,
        due_on=row.due_on,
        owner=owner,
        state=row.state,
        confidence=row.confidence,
        checked_in_at=row.checked_in_at,
        published_title=row.published_title,
    )


def put_forward(session: Session, moves: Sequence[tuple[PromptedPerson, datetime]]) -> None:
    """Set when each person's next prompt is due, unless they have meanwhile chosen another time."""
    if moves:
        session.execute(
            update(_PEOPLE)
            .where(_PEOPLE.c.id == bindparam("person_id"), _PEOPLE.c.next_prompt_at == _SLOT)
            .values(next_prompt_at=bindparam("following")),
            # In one order, so that two processes never wait for each other in a circle.
            sorted(
                (
                    {"person_id": person.id, "slot": person.slot, "following": following}
                    for person, following in moves
                ),
                key=itemgetter("person_id"),
            ),
        )


_SLOT = bindparam("slot", type_=_PEOPLE.c.next_prompt_at.type)
