"""Changes of aligned objectives that the people at the other ends are to confirm."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from zlib import crc32

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from okr.alignment import Alignment, AlignmentState, NewsState
from okr.facts import PersonName, State
from okr.in_step import Drift, News, Snapshot, WaitingOn
from storage import alignments, people
from storage.prepared import PreparedFor
from storage.statements import pick
from storage.tables import AlignmentNews, AlignmentRow, KeyResultRow, ObjectiveRow, PersonRow

UNANSWERED = (NewsState.WAITING, NewsState.TOLD)
RUNNING = (State.DRAFT, State.PUBLISHED)
"""An objective in another state is not changed, and nobody confirms anything about it."""

_SNAPSHOT: TypeAdapter[Snapshot] = TypeAdapter(Snapshot)
_LOWER, _UPPER = aliased(ObjectiveRow), aliased(ObjectiveRow)


def _waits(state: Any) -> ColumnElement[bool]:
    # Not `in_`: see storage/prepared.py.
    return or_(state == NewsState.WAITING, state == NewsState.TOLD)


def _runs(state: Any) -> ColumnElement[bool]:
    return or_(state == State.DRAFT, state == State.PUBLISHED)


def _open(*columns: Any) -> Select[Any]:
    """What can still be confirmed: the alignment stands, was not agreed on anew since, and none of
    its ends is put away."""
    agreed_at = func.coalesce(col(AlignmentRow.answered_at), col(AlignmentRow.asked_at))
    return (
        pick(*columns)
        .select_from(AlignmentNews)
        .join(AlignmentRow, col(AlignmentRow.id) == AlignmentNews.alignment_id)
        .join(_LOWER, col(_LOWER.id) == AlignmentRow.lower_id)
        .join(_UPPER, col(_UPPER.id) == AlignmentRow.upper_id)
        .outerjoin(KeyResultRow, col(KeyResultRow.id) == AlignmentRow.upper_key_result_id)
        .where(
            _waits(AlignmentNews.state),
            col(AlignmentRow.state) == AlignmentState.ACCEPTED,
            col(AlignmentNews.changed_at) >= agreed_at,
            _runs(_LOWER.state),
            _runs(_UPPER.state),
            or_(col(KeyResultRow.id).is_(None), col(KeyResultRow.state) != State.ARCHIVED),
        )
    )


_WAITING_ON = PreparedFor(
    lambda ids: (
        _open(
            AlignmentNews.objective_id,
            PersonRow.id,
            PersonRow.name,
            PersonRow.is_active,
            AlignmentNews.changed_at,
        )
        .join(PersonRow, col(PersonRow.id) == AlignmentNews.person_id)
        .where(col(AlignmentNews.objective_id).in_(ids))
        .order_by(col(AlignmentNews.changed_at), col(AlignmentNews.id))
    )
)


def waiting_on(
    session: Session, objective_ids: Sequence[int]
) -> Mapping[int, tuple[WaitingOn, ...]]:
    """Who has not confirmed a change of these objectives, by objective, longest waiting first.

    Objectives of which nobody has to confirm anything are left out.
    """
    session.flush()
    found: defaultdict[int, dict[int, WaitingOn]] = defaultdict(dict)
    for objective_id, id, name, is_active, at in _WAITING_ON.rows(session, objective_ids):
        known = WaitingOn(PersonName(id, name), at, has_left=not is_active)
        found[objective_id].setdefault(id, known)
    return {id: tuple(people.values()) for id, people in found.items()}


def lock_person(session: Session, person_id: int) -> None:
    """One at a time for each reader: a change that comes while they are told is in their bundle,
    or waits for the next, and is never between the two (PostgreSQL; SQLite has one writer)."""
    who = pick(PersonRow.id).where(col(PersonRow.id) == person_id)
    session.execute(who.with_for_update(key_share=True))


def lock(session: Session, news_id: int) -> AlignmentNews | None:
    """The row to change, locked against other writers; None if there is none."""
    return session.execute(
        select(AlignmentNews)
        .where(col(AlignmentNews.id) == news_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar()


def lock_open(
    session: Session, alignment_id: int, person_id: int, objective_id: int
) -> AlignmentNews | None:
    """What this person has still to confirm of this objective, locked."""
    found = session.execute(
        _open(AlignmentNews.id)
        .where(
            col(AlignmentNews.alignment_id) == alignment_id,
            col(AlignmentNews.person_id) == person_id,
            col(AlignmentNews.objective_id) == objective_id,
        )
        .order_by(col(AlignmentNews.id).desc())
        .limit(1)
    ).scalar()
    return None if found is None else lock(session, found)


def add(
    session: Session,
    *,
    alignment_id: int,
    person_id: int,
    objective_id: int,
    by_id: int,
    drift: Drift,
    now: datetime,
) -> AlignmentNews:
    """A change that this person has not heard of."""
    row = AlignmentNews(
        alignment_id=alignment_id,
        person_id=person_id,
        objective_id=objective_id,
        changed_by_id=by_id,
        before=_stored(drift.before),
        after=_stored(drift.after),
        changed_at=now,
    )
    session.add(row)
    session.flush()
    return row


def drift_of(row: AlignmentNews) -> Drift:
    """What changed, as it was kept."""
    return Drift(_SNAPSHOT.validate_python(row.before), _SNAPSHOT.validate_python(row.after))


def set_drift(row: AlignmentNews, drift: Drift, by_id: int) -> None:
    """More changed, or something was changed back."""
    row.before, row.after, row.changed_by_id = _stored(drift.before), _stored(drift.after), by_id


def _stored(snapshot: Snapshot) -> dict[str, Any]:
    stored: dict[str, Any] = _SNAPSHOT.dump_python(snapshot, mode="json", exclude_defaults=True)
    return stored


def mark_told(session: Session, news_ids: Collection[int], told_at: datetime) -> None:
    """These stand in the card that this person was sent at `told_at`."""
    session.execute(
        update(AlignmentNews)
        .where(col(AlignmentNews.id).in_(news_ids))
        .values(state=NewsState.TOLD, told_at=told_at)
        .execution_options(synchronize_session="fetch")
    )


def last_told(session: Session, person_id: int) -> datetime | None:
    """When this person was last sent a card."""
    return session.execute(
        pick(func.max(AlignmentNews.told_at)).where(col(AlignmentNews.person_id) == person_id)
    ).scalar()


def list_open(session: Session, person_id: int, limit: int = 50, offset: int = 0) -> list[News]:
    """What this person has still to confirm, oldest first, told or not."""
    page = _open(AlignmentNews).where(col(AlignmentNews.person_id) == person_id)
    rows = session.execute(page.order_by(col(AlignmentNews.id)).limit(limit).offset(offset))
    return _news(session, list(rows.scalars()))


def count_open(session: Session, person_id: int) -> int:
    """How many `list_open` would give without a limit."""
    found = _open(func.count()).where(col(AlignmentNews.person_id) == person_id)
    return int(session.execute(found).scalar_one())


def list_untold(session: Session, person_id: int) -> list[int]:
    """The ids of what this person has to confirm and has not heard of."""
    return list(
        session.execute(
            _open(AlignmentNews.id)
            .where(
                col(AlignmentNews.person_id) == person_id,
                col(AlignmentNews.state) == NewsState.WAITING,
            )
            .order_by(col(AlignmentNews.id))
        ).scalars()
    )


def list_told(session: Session, person_id: int, told_at: datetime) -> list[News]:
    """All that stands in the card sent then, whatever became of it."""
    rows = session.execute(
        select(AlignmentNews)
        .where(
            col(AlignmentNews.person_id) == person_id,
            col(AlignmentNews.state) != NewsState.WAITING,
            col(AlignmentNews.told_at) == told_at,
        )
        .order_by(col(AlignmentNews.id))
    )
    return _news(session, list(rows.scalars()))


def find(session: Session, news_id: int) -> News | None:
    """One change; None if there is none, or its alignment has been taken back."""
    row = session.get(AlignmentNews, news_id)
    return None if row is None else next(iter(_news(session, [row])), None)


def lock_unanswered(session: Session, alignment_ids: Collection[int]) -> list[AlignmentNews]:
    """What anybody has not answered about these alignments, locked, over or not."""
    rows = session.execute(
        select(AlignmentNews)
        .where(
            col(AlignmentNews.alignment_id).in_(alignment_ids),
            col(AlignmentNews.state).in_(UNANSWERED),
        )
        .order_by(col(AlignmentNews.id))
        .with_for_update()
    )
    return list(rows.scalars())


def _news(session: Session, rows: Sequence[AlignmentNews]) -> list[News]:
    ids = {row.alignment_id for row in rows}
    lowers = session.execute(
        pick(AlignmentRow.lower_id).where(col(AlignmentRow.id).in_(ids))
    ).scalars()
    live = alignments.list_of_lower(session, list(lowers))
    by_id = {each.id: each for of_one in live.values() for each in of_one}
    names = people.names_of(session, {row.changed_by_id for row in rows})
    return [
        _fact(row, by_id[row.alignment_id], names[row.changed_by_id])
        for row in rows
        if row.alignment_id in by_id
    ]


def _fact(row: AlignmentNews, alignment: Alignment, by: PersonName) -> News:
    is_upper = row.objective_id == alignment.upper.objective_id
    stands = alignment.state is AlignmentState.ACCEPTED
    is_old = row.changed_at < (alignment.answered_at or alignment.asked_at)
    ends = (alignment.lower, alignment.upper)
    own, changed = ends if is_upper else reversed(ends)
    return News(
        id=int(row.id or 0),
        alignment_id=row.alignment_id,
        person_id=row.person_id,
        changed=changed,
        own=own,
        is_upper=is_upper,
        by=by,
        drift=drift_of(row),
        version=version_of(row),
        state=row.state,
        changed_at=row.changed_at,
        told_at=row.told_at,
        answered_at=row.answered_at,
        is_over=not stands or is_old or any(end.state not in RUNNING for end in ends),
    )


def version_of(row: AlignmentNews) -> str:
    """Another one whenever there is something else to confirm."""
    kept = _SNAPSHOT.dump_json(drift_of(row).after) + _SNAPSHOT.dump_json(drift_of(row).before)
    return f"{crc32(kept):08x}"
