"""Key results and the check-ins on them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlmodel import Session, col

from okr.facts import CheckIn, Confidence, KeyResult, Measure, PersonName, Stage, State
from okr.measures import Kind
from okr.progress import standing
from storage.statements import pick
from storage.tables import CheckInRow, KeyResultRow, ObjectiveRow, PersonRow


def add(
    session: Session,
    objective: ObjectiveRow,
    owner_id: int,
    title: str,
    measure: Measure,
    due_on: date | None,
    now: datetime,
    weight: float | None = None,
) -> KeyResultRow:
    """A new key result with the next free position under its objective."""
    objective.last_position += 1
    row = KeyResultRow(
        objective_id=int(objective.id or 0),
        owner_id=owner_id,
        position=objective.last_position,
        title=title,
        published_title=title if objective.state is State.PUBLISHED else None,
        kind=measure.kind,
        direction=measure.direction,
        due_on=due_on,
        weight=weight,
        created_at=now,
        updated_at=now,
    )
    set_measure(row, measure)
    session.add(row)
    session.flush()
    return row


def set_measure(row: KeyResultRow, measure: Measure) -> None:
    """Change how a key result is measured; its progress follows.

    The value goes where it would mean something else: 3 partners are no milestone done.
    """
    if (row.kind is Kind.MILESTONE) is not (measure.kind is Kind.MILESTONE):
        row.current = None
    row.kind = measure.kind
    row.direction = measure.direction
    row.start = measure.start
    row.target = measure.target
    row.high = measure.high
    row.unit = measure.unit
    row.stages = _stored(measure.stages)
    now_standing = standing(measure, row.current)
    row.progress = now_standing.ratio if now_standing.has_value else None
    if measure.stages:
        row.current = row.progress


def _stored(stages: Iterable[Stage]) -> list[dict[str, object]] | None:
    return [
        {"title": stage.title, "weight": stage.weight, "done": stage.done} for stage in stages
    ] or None


def get_row(session: Session, key_result_id: int) -> KeyResultRow:
    """The row to change."""
    return session.get_one(KeyResultRow, key_result_id)


def find_archived(session: Session, objective_id: int, position: int) -> KeyResultRow | None:
    """The archived key result at this position, if it is one."""
    return session.execute(
        select(KeyResultRow).where(
            col(KeyResultRow.objective_id) == objective_id,
            col(KeyResultRow.position) == position,
            col(KeyResultRow.state) == State.ARCHIVED,
        )
    ).scalar()


def check_in(
    session: Session,
    key_result: KeyResult,
    person_id: int,
    week: str,
    *,
    value: float | None,
    confidence: Confidence | None,
    note: str,
    now: datetime,
    stages: tuple[Stage, ...] | None = None,
) -> None:
    """Record progress. What is None stays as it is, whoever changed it meanwhile.

    With new `stages` comes a `value`: the ratio of those done.
    """
    session.execute(
        insert(CheckInRow).values(
            key_result_id=key_result.id,
            person_id=person_id,
            week=week,
            value=value,
            confidence=confidence,
            note=note,
            risk="",
            support="",
            next_step="",
            created_at=now,
        )
    )
    changed: dict[str, object] = {"checked_in_at": now, "updated_at": now}
    if confidence is not None:
        changed["confidence"] = confidence
    if stages is not None:
        changed["stages"] = _stored(stages)
    if value is not None:
        measure = (
            key_result.measure if stages is None else replace(key_result.measure, stages=stages)
        )
        changed |= {"current": value, "progress": standing(measure, value).ratio}
    session.execute(
        update(KeyResultRow).where(col(KeyResultRow.id) == key_result.id).values(**changed)
    )


def list_check_ins(session: Session, key_result_id: int, limit: int = 5) -> list[CheckIn]:
    """The last check-ins, newest first."""
    rows = session.execute(
        pick(
            CheckInRow.person_id,
            PersonRow.name,
            CheckInRow.created_at,
            CheckInRow.value,
            CheckInRow.confidence,
            CheckInRow.note,
        )
        .join(PersonRow, col(PersonRow.id) == CheckInRow.person_id)
        .where(col(CheckInRow.key_result_id) == key_result_id)
        .order_by(col(CheckInRow.id).desc())
        .limit(limit)
    )
    return [
        CheckIn(PersonName(person_id, name), at, value, confidence, note)
        for person_id, name, at, value, confidence, note in rows
    ]


def publish_wording(session: Session, objective_id: int) -> None:
    """Freeze today's wording of every key result that has none frozen yet."""
    session.execute(
        update(KeyResultRow)
        .where(
            col(KeyResultRow.objective_id) == objective_id,
            col(KeyResultRow.published_title).is_(None),
        )
        .values(published_title=col(KeyResultRow.title))
    )


def all_titles(session: Session, objective_id: int) -> Sequence[str]:
    """The wording of every key result that is not archived, in order."""
    return list(
        session.execute(
            pick(KeyResultRow.title)
            .where(
                col(KeyResultRow.objective_id) == objective_id,
                col(KeyResultRow.state) != State.ARCHIVED,
            )
            .order_by(col(KeyResultRow.position))
        ).scalars()
    )
