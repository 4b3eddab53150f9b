"""Days away, and who stands in for somebody: on these days, or for the round of one week."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Integer, bindparam, delete, literal, null, select, union_all
from sqlmodel import Session, SQLModel, col

from okr.facts import PersonName, Span
from okr.follow_up import RoundState
from okr.schedule import local_date, week_key
from storage.statements import pick
from storage.tables import Away, PersonRow
from storage.zones import zone_of

_AWAY = SQLModel.metadata.tables[Away.__tablename__]
_ROUNDS = SQLModel.metadata.tables["rounds"]
_PEOPLE = SQLModel.metadata.tables[PersonRow.__tablename__]


@dataclass(frozen=True, slots=True)
class DaysAway:
    """Days on which a person is away, and who does their check-ins meanwhile."""

    id: int
    span: Span
    delegate: PersonName | None = None


def add(
    session: Session, person_id: int, span: Span, delegate_id: int | None, now: datetime
) -> int:
    """Days away; those that overlap them or touch them become one with them. Gives the id."""
    starts_on, ends_on = span.starts_on, span.ends_on
    near = Span(starts_on - timedelta(days=1), ends_on + timedelta(days=1))
    for known in list_of_person(session, person_id, date.min):
        same = (known.delegate.id if known.delegate else None) == delegate_id
        if (known.span.overlaps(near) and same) or known.span.overlaps(span):
            starts_on, ends_on = (
                min(starts_on, known.span.starts_on),
                max(ends_on, known.span.ends_on),
            )
            remove(session, person_id, known.id)
    row = Away(
        person_id=person_id,
        starts_on=starts_on,
        ends_on=ends_on,
        delegate_id=delegate_id,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return int(row.id or 0)


def remove(session: Session, person_id: int, away_id: int) -> bool:
    """Not away after all; False where these days of theirs are not known."""
    gone = delete(_AWAY).where(_AWAY.c.id == away_id, _AWAY.c.person_id == person_id)
    return session.execute(gone.returning(_AWAY.c.id)).first() is not None


def list_of_person(session: Session, person_id: int, first: date) -> list[DaysAway]:
    """The days away that have not ended before `first`, earliest first."""
    rows = session.execute(
        pick(Away.id, Away.starts_on, Away.ends_on, PersonRow.id, PersonRow.name)
        .outerjoin(PersonRow, col(PersonRow.id) == Away.delegate_id)
        .where(col(Away.person_id) == person_id, col(Away.ends_on) >= first)
        .order_by(col(Away.starts_on), col(Away.id))
    )
    return [
        DaysAway(id, Span(starts_on, ends_on), PersonName(by, name) if by else None)
        for id, starts_on, ends_on, by, name in rows
    ]


def delegates_of(
    session: Session, person_ids: Collection[int], first: date
) -> Mapping[int, Sequence[tuple[Span, int]]]:
    """Who stands in on which days, for those of these people who named somebody."""
    rows = session.execute(
        pick(Away.person_id, Away.starts_on, Away.ends_on, Away.delegate_id)
        .where(
            col(Away.person_id).in_(person_ids),
            col(Away.ends_on) >= first,
            col(Away.delegate_id).is_not(None),
        )
        .order_by(col(Away.starts_on), col(Away.id))
    )
    found: defaultdict[int, list[tuple[Span, int]]] = defaultdict(list)
    for person_id, starts_on, ends_on, delegate_id in rows:
        found[person_id].append((Span(starts_on, ends_on), delegate_id))
    return found


_ACTOR = bindparam("actor_id", type_=Integer())
# Both by the index on delegate_id: nearly always there is nothing to be found.
_STANDS_IN = union_all(
    select(_AWAY.c.person_id, _AWAY.c.starts_on, _AWAY.c.ends_on, literal("").label("week")).where(
        _AWAY.c.delegate_id == _ACTOR
    ),
    select(_ROUNDS.c.person_id, null(), null(), _ROUNDS.c.week).where(
        _ROUNDS.c.delegate_id == _ACTOR, _ROUNDS.c.state == RoundState.DELEGATED
    ),
)


def stands_in(session: Session, actor_id: int, owner_id: int, now: datetime) -> bool:
    """Whether the actor does the owner's check-ins now: on days away, or a round handed over.

    A round handed over lasts until the week is over and, as forms of that week do, until the
    owner is asked anew.
    """
    rows = session.execute(_STANDS_IN, {"actor_id": actor_id}).all()
    owned = [row for row in rows if row.person_id == owner_id]
    if not owned:
        return False
    timezone, next_prompt_at = session.execute(
        select(_PEOPLE.c.timezone, _PEOPLE.c.next_prompt_at).where(_PEOPLE.c.id == owner_id)
    ).one()
    zone = zone_of(timezone)
    today = local_date(now, zone)
    weeks = {week_key(now, zone)}
    if next_prompt_at is None or week_key(next_prompt_at, zone) in weeks:
        weeks.add(week_key(now - timedelta(days=7), zone))
    return any(
        row.week in weeks if row.week else row.starts_on <= today <= row.ends_on for row in owned
    )


def list_owners(session: Session, actor_id: int, now: datetime) -> list[int]:
    """The people whose check-ins the actor does now."""
    rows = session.execute(_STANDS_IN, {"actor_id": actor_id}).all()
    owners = sorted({row.person_id for row in rows})
    return [each for each in owners if stands_in(session, actor_id, each, now)]
