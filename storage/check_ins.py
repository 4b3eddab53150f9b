"""Check-ins: one row for a key result, a person and a week; a typed line adds another."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from okr.check_ins import Said
from okr.facts import CheckIn, KeyResult, PersonName, Status
from okr.progress import standing
from storage.key_results import stored
from storage.statements import add_row, change_row, pick
from storage.tables import CheckInRow, KeyResultRow, PersonRow

_CHECK_INS = SQLModel.metadata.tables[CheckInRow.__tablename__]
_KEY_RESULTS = SQLModel.metadata.tables[KeyResultRow.__tablename__]
_HELPER = aliased(PersonRow)
_NEWEST_FIRST = (col(CheckInRow.week).desc(), col(CheckInRow.id).desc())
_MOST_VALUES = 60


def add(
    session: Session,
    key_result: KeyResult,
    person_id: int,
    week: str,
    said: Said,
    now: datetime,
    *,
    proposed: Status | None = None,
    is_unchanged: bool = False,
    is_late: bool = False,
) -> int:
    """Record progress; gives the check-in's id. What was not said stays as it is.

    `is_late` says that `week` is over: then what was said in a later week stands.
    """
    row = {**_texts(said), "value": said.value, "confidence": said.confidence}
    check_in_id = add_row(
        session,
        _CHECK_INS,
        {
            "key_result_id": key_result.id,
            "person_id": person_id,
            "week": week,
            "proposed": proposed,
            "is_unchanged": is_unchanged,
            "created_at": now,
            **row,
        },
    )
    news = {} if is_unchanged else _news(key_result, said)
    if is_late:
        news = _without_older(session, key_result.id, week, news)
    _keep(session, key_result.id, {"checked_in_at": now, "updated_at": now, **news})
    return check_in_id


def change(
    session: Session,
    key_result: KeyResult,
    check_in: CheckIn,
    said: Said,
    now: datetime,
    *,
    proposed: Status | None = None,
) -> None:
    """Correct a check-in in place; a value said in a later week is never written over.

    A value that is not said anew stays; one taken back gives way to the one before it.
    """
    row = {**_texts(said), "confidence": said.confidence, "proposed": proposed}
    if said.value is not None or said.takes_back:
        row["value"] = said.value
    session.execute(
        update(CheckInRow)
        .where(col(CheckInRow.id) == check_in.id)
        .values(**row, is_unchanged=False, updated_at=now)
    )
    news = _news(key_result, said)
    if said.takes_back:
        value = _newest_value(session, key_result.id)
        news |= {"current": value, "progress": _progress(key_result, value)}
    news = _without_older(session, key_result.id, check_in.week, news)
    _keep(session, key_result.id, {"updated_at": now, **news})


def _texts(said: Said) -> dict[str, object]:
    return {
        "note": said.note,
        "risk": said.risk,
        "support": said.support,
        "support_from_id": None if said.support_from is None else said.support_from.id,
        "next_step": said.next_step,
        "next_step_on": said.next_step_on,
        "status": said.status,
    }


def _news(key_result: KeyResult, said: Said) -> dict[str, object]:
    """What the key result is to show from now on. A word on the status holds until somebody says
    how it stands without one; a mere note does not."""
    news: dict[str, object] = {}
    if said.confidence is not None:
        news["confidence"] = said.confidence
    if said.confidence is not None or said.value is not None or said.status is not None:
        news["status"] = said.status
    if said.stages is not None:
        news["stages"] = stored(said.stages)
    if said.value is not None:
        measure = key_result.measure
        if said.stages is not None:
            measure = replace(measure, stages=said.stages)
        news |= {"current": said.value, "progress": standing(measure, said.value).ratio}
    return news


def _progress(key_result: KeyResult, value: float | None) -> float | None:
    now = standing(key_result.measure, value)
    return now.ratio if now.has_value else None


def _without_older(
    session: Session, key_result_id: int, week: str, news: dict[str, object]
) -> dict[str, object]:
    """The news without those of which a later week has said more."""
    later = session.execute(
        select(
            func.count(_CHECK_INS.c.value),
            func.count(_CHECK_INS.c.confidence),
            func.count(),
        ).where(_CHECK_INS.c.key_result_id == key_result_id, _CHECK_INS.c.week > week)
    ).one()
    values, confidences, any_at_all = later
    old = set()
    if values:
        old |= {"current", "progress", "stages"}
    if confidences:
        old.add("confidence")
    if any_at_all:
        old.add("status")
    return {name: value for name, value in news.items() if name not in old}


def _newest_value(session: Session, key_result_id: int) -> float | None:
    statement = pick(CheckInRow.value).where(
        col(CheckInRow.key_result_id) == key_result_id, col(CheckInRow.value).is_not(None)
    )
    return session.execute(statement.order_by(*_NEWEST_FIRST).limit(1)).scalar()


def _keep(session: Session, key_result_id: int, news: Mapping[str, object]) -> None:
    change_row(session, _KEY_RESULTS, key_result_id, news)


_CHECK_IN = (
    pick(
        CheckInRow.key_result_id,
        CheckInRow.person_id,
        PersonRow.name.label("person"),  # type: ignore[attr-defined]  # a column
        CheckInRow.created_at,
        CheckInRow.value,
        CheckInRow.confidence,
        CheckInRow.note,
        CheckInRow.id,
        CheckInRow.week,
        CheckInRow.risk,
        CheckInRow.support,
        CheckInRow.support_from_id,
        _HELPER.name.label("helper"),  # type: ignore[attr-defined]  # a column
        CheckInRow.next_step,
        CheckInRow.next_step_on,
        CheckInRow.status,
        CheckInRow.proposed,
        CheckInRow.is_unchanged,
    )
    .join(PersonRow, col(PersonRow.id) == CheckInRow.person_id)
    .join(_HELPER, col(_HELPER.id) == CheckInRow.support_from_id, isouter=True)
)


def list_last(session: Session, key_result_id: int, limit: int = 5) -> list[CheckIn]:
    """The last check-ins, newest first."""
    statement = _CHECK_IN.where(col(CheckInRow.key_result_id) == key_result_id)
    rows = session.execute(statement.order_by(*_NEWEST_FIRST).limit(limit))
    return [_check_in(row) for row in rows]


def latest_of_week(
    session: Session, key_result_ids: Collection[int], person_id: int, week: str
) -> Mapping[int, CheckIn]:
    """Somebody's newest check-in of a week on each of these key results they made one on."""
    return _of_week(session, col(CheckInRow.key_result_id).in_(key_result_ids), person_id, week)


def own_of_week(
    session: Session, check_in_ids: Collection[int], person_id: int, week: str
) -> Mapping[int, CheckIn]:
    """Those of these check-ins that somebody made in a week, by key result."""
    return _of_week(session, col(CheckInRow.id).in_(check_in_ids), person_id, week)


def _of_week(
    session: Session, which: ColumnElement[bool], person_id: int, week: str
) -> Mapping[int, CheckIn]:
    statement = _CHECK_IN.where(
        which, col(CheckInRow.person_id) == person_id, col(CheckInRow.week) == week
    )
    rows = session.execute(statement.order_by(col(CheckInRow.id)))
    return {row.key_result_id: _check_in(row) for row in rows}


def checked_in(session: Session, key_result_ids: Collection[int], week: str) -> frozenset[int]:
    """Those of these key results that somebody checked in on in this week."""
    statement = pick(CheckInRow.key_result_id).where(
        col(CheckInRow.key_result_id).in_(key_result_ids), col(CheckInRow.week) == week
    )
    return frozenset(session.execute(statement).scalars())


def list_reporters(session: Session, key_result_ids: Collection[int], week: str) -> frozenset[int]:
    """The people who checked in on any of these key results in this week."""
    statement = pick(CheckInRow.person_id).where(
        col(CheckInRow.key_result_id).in_(key_result_ids), col(CheckInRow.week) == week
    )
    return frozenset(session.execute(statement).scalars())


def values_before(
    session: Session, key_result_ids: Collection[int], week: str
) -> Mapping[int, float]:
    """The value of each key result when the week began, where there was one."""
    statement = (
        pick(CheckInRow.key_result_id, CheckInRow.value)
        .where(
            col(CheckInRow.key_result_id).in_(key_result_ids),
            col(CheckInRow.week) < week,
            col(CheckInRow.value).is_not(None),
        )
        .order_by(col(CheckInRow.week), col(CheckInRow.id))
    )
    rows = session.execute(statement).all()
    return {row[0]: row[1] for row in rows}  # the last one of each stays


def list_values(session: Session, key_result_id: int) -> list[float]:
    """The values of its check-ins, oldest first; of very many the last ones."""
    statement = pick(CheckInRow.value).where(
        col(CheckInRow.key_result_id) == key_result_id, col(CheckInRow.value).is_not(None)
    )
    values = session.execute(statement.order_by(*_NEWEST_FIRST).limit(_MOST_VALUES)).scalars()
    return list(values)[::-1]


def count_unchanged(session: Session, key_result_id: int) -> int:
    """How many of the last check-ins in a row said that nothing has changed."""
    return counts_unchanged(session, [key_result_id])[key_result_id]


def counts_unchanged(session: Session, key_result_ids: Collection[int]) -> Counter[int]:
    """The same for several key results."""
    statement = (
        pick(CheckInRow.key_result_id, CheckInRow.is_unchanged)
        .where(col(CheckInRow.key_result_id).in_(key_result_ids))
        .order_by(*_NEWEST_FIRST)
    )
    counts: Counter[int] = Counter()
    moved: set[int] = set()
    for key_result_id, is_unchanged in session.execute(statement):
        if not is_unchanged:
            moved.add(key_result_id)
        counts[key_result_id] += key_result_id not in moved
    return counts


def _check_in(row: Any) -> CheckIn:
    return CheckIn(
        by=PersonName(row.person_id, row.person),
        at=row.created_at,
        value=row.value,
        confidence=row.confidence,
        note=row.note,
        id=row.id,
        week=row.week,
        risk=row.risk,
        support=row.support,
        support_from=None if row.helper is None else PersonName(row.support_from_id, row.helper),
        next_step=row.next_step,
        next_step_on=row.next_step_on,
        status=row.status,
        proposed=row.proposed,
        is_unchanged=row.is_unchanged,
    )
