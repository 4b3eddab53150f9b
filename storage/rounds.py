"""What became of each person's prompt of a week: prompted, snoozed, skipped, done and so on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from okr.follow_up import RoundState
from storage import reminders
from storage.statements import pick
from storage.tables import Round

MOST_NUDGES = 2
"""To one person in one week, whoever asks."""

_ROUNDS: Table = SQLModel.metadata.tables[Round.__tablename__]
_COLUMNS = (
    Round.person_id,
    Round.week,
    Round.state,
    Round.prompted_at,
    Round.nudges,
    Round.reason,
    Round.delegate_id,
)


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """One person's round of one week."""

    person_id: int
    week: str
    state: RoundState
    prompted_at: datetime | None = None
    nudges: int = 0
    reason: str = ""
    delegate_id: int | None = None


def row(
    person_id: int,
    week: str,
    state: RoundState,
    now: datetime,
    *,
    prompted_at: datetime | None = None,
    reason: str = "",
    delegate_id: int | None = None,
) -> dict[str, object]:
    """A round for `open_all` or `note_all`."""
    return {
        "person_id": person_id,
        "week": week,
        "state": state,
        "prompted_at": prompted_at,
        "nudges": 0,
        "reason": reason,
        "delegate_id": delegate_id,
        "updated_at": now,
    }


def find(session: Session, person_id: int, week: str) -> RoundFacts | None:
    """The round, if anything became of that week's prompt yet."""
    return list_of_week(session, [person_id], week).get(person_id)


def list_of_person(session: Session, person_id: int, weeks: Collection[str]) -> list[RoundFacts]:
    """One person's rounds of these weeks, oldest first."""
    rows = session.execute(
        pick(*_COLUMNS)
        .where(col(Round.person_id) == person_id, col(Round.week).in_(weeks))
        .order_by(col(Round.week))
    )
    return [RoundFacts(*each) for each in rows]


def list_of_week(
    session: Session, person_ids: Collection[int], week: str
) -> Mapping[int, RoundFacts]:
    """The rounds of these people in that week, by person."""
    rows = session.execute(
        pick(*_COLUMNS).where(col(Round.person_id).in_(person_ids), col(Round.week) == week)
    )
    return {found.person_id: found for found in (RoundFacts(*each) for each in rows)}


def note_all(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Keep these where nothing is known of the week yet."""
    if rows:
        session.execute(_insert(session).on_conflict_do_nothing(), _ordered(rows))


def open_all(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Keep what was sent, unless the person has decided or done something before."""
    if not rows:
        return
    statement = _insert(session)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[_ROUNDS.c.person_id, _ROUNDS.c.week],
            set_={
                name: statement.excluded[name]
                for name in ("state", "prompted_at", "delegate_id", "updated_at")
            },
            where=or_(
                _ROUNDS.c.state == RoundState.OFF,
                _ROUNDS.c.state == RoundState.MISSED,
                _ROUNDS.c.prompted_at.is_(None) & (_ROUNDS.c.state == RoundState.PROMPTED),
            ),
        ),
        _ordered(rows),
    )


def put(
    session: Session,
    person_id: int,
    week: str,
    state: RoundState,
    now: datetime,
    *,
    reason: str = "",
    delegate_id: int | None = None,
) -> None:
    """From now on this is what became of the week; prompts and nudges sent stay counted.

    Where that settles it nobody looks at the round again.
    """
    note_all(session, [row(person_id, week, state, now)])
    session.execute(
        update(_ROUNDS)
        .where(_ROUNDS.c.person_id == person_id, _ROUNDS.c.week == week)
        .values(state=state, reason=reason, delegate_id=delegate_id, updated_at=now)
    )
    if state not in (RoundState.PROMPTED, RoundState.SNOOZED):
        for kind in ("snooze", "nudge"):
            reminders.cancel(session, f"{kind}:{week}:{person_id}")


def count_nudge(session: Session, person_id: int, week: str, now: datetime) -> int | None:
    """Take one of the week's nudges: the first is 1; None where there were enough."""
    return count_nudges(session, [person_id], week, now).get(person_id)


def count_nudges(
    session: Session, person_ids: Collection[int], week: str, now: datetime
) -> Mapping[int, int]:
    """The same for many: the number of each person's nudge, of those who had not enough."""
    if not person_ids:
        return {}
    note_all(session, [row(id, week, RoundState.PROMPTED, now) for id in person_ids])
    which = and_(_ROUNDS.c.person_id.in_(person_ids), _ROUNDS.c.week == week)
    # In one order, so that two processes never wait for each other in a circle.
    session.execute(
        select(_ROUNDS.c.person_id).where(which).order_by(_ROUNDS.c.person_id).with_for_update()
    )
    counted = session.execute(
        update(_ROUNDS)
        .where(which, _ROUNDS.c.nudges < MOST_NUDGES)
        .values(nudges=_ROUNDS.c.nudges + 1, updated_at=now)
        .returning(_ROUNDS.c.person_id, _ROUNDS.c.nudges)
    )
    return {each.person_id: each.nudges for each in counted}


def list_delegated_to(
    session: Session, delegate_id: int, weeks: Collection[str]
) -> list[RoundFacts]:
    """The rounds of these weeks that others have handed to this person."""
    rows = session.execute(
        pick(*_COLUMNS)
        .where(
            col(Round.delegate_id) == delegate_id,
            col(Round.week).in_(weeks),
            col(Round.state) == RoundState.DELEGATED,
        )
        .order_by(col(Round.person_id))
    )
    return [RoundFacts(*each) for each in rows]


def _insert(session: Session) -> sqlite.Insert | postgresql.Insert:
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(_ROUNDS)
    return postgresql.insert(_ROUNDS)


def _ordered(rows: Iterable[Mapping[str, object]]) -> list[Mapping[str, object]]:
    # In one order, so that two processes never wait for each other in a circle.
    return sorted(rows, key=lambda each: (str(each["week"]), int(str(each["person_id"]))))
