"""Key results: written, measured, and those that people check in on."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from okr.facts import KeyResult, Measure, Objective, Stage, State
from okr.measures import Kind
from okr.progress import standing
from storage import objectives
from storage.statements import pick
from storage.tables import CycleRow, KeyResultRow, ObjectiveRow


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
    row.stages = stored(measure.stages)
    now_standing = standing(measure, row.current)
    row.progress = now_standing.ratio if now_standing.has_value else None
    if measure.stages:
        row.current = row.progress


def stored(stages: Iterable[Stage]) -> list[dict[str, object]] | None:
    """Stages as they are kept; `objectives.stages_of` reads them."""
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


def list_of_people(
    session: Session, owner_ids: Collection[int], first: date, last: date
) -> list[tuple[Objective, KeyResult]]:
    """Published key results of these people, in order, each with its objective.

    Of published objectives in cycles that are not closed and run on a day from `first` to `last`.
    """
    # Two plain statements, as in storage/prompts.py: first from few people to what they own.
    owned = session.execute(
        pick(KeyResultRow.objective_id, KeyResultRow.id).where(
            col(KeyResultRow.owner_id).in_(owner_ids),
            col(KeyResultRow.state) == State.PUBLISHED,
        )
    ).all()
    running = session.execute(
        pick(ObjectiveRow.id)
        .join(CycleRow, col(CycleRow.id) == ObjectiveRow.cycle_id)
        .where(
            col(ObjectiveRow.id).in_({row.objective_id for row in owned}),
            col(ObjectiveRow.state) == State.PUBLISHED,
            col(CycleRow.closed_at).is_(None),
            col(CycleRow.starts_on) <= last,
            col(CycleRow.ends_on) >= first,
        )
        .order_by(col(ObjectiveRow.number))
    ).scalars()
    wanted = {row.id for row in owned}
    return [
        (objective, each)
        for objective in objectives.list_by_ids(session, list(running))
        for each in objective.key_results
        if each.id in wanted
    ]


def lock_objectives(session: Session, workspace_id: int, key_result_ids: Collection[int]) -> None:
    """Let nobody else change the objectives of these key results until the transaction ends."""
    session.execute(
        pick(ObjectiveRow.id)
        .join(KeyResultRow, col(KeyResultRow.objective_id) == ObjectiveRow.id)
        .where(
            col(KeyResultRow.id).in_(key_result_ids),
            col(ObjectiveRow.workspace_id) == workspace_id,
        )
        .order_by(col(ObjectiveRow.id))
        .with_for_update(of=ObjectiveRow)
    )


def list_by_ids(
    session: Session, workspace_id: int, key_result_ids: Collection[int]
) -> list[tuple[Objective, KeyResult]]:
    """Key results of the workspace in the order of their objectives, archived ones too."""
    rows = session.execute(
        pick(KeyResultRow.id, KeyResultRow.objective_id)
        .join(ObjectiveRow, col(ObjectiveRow.id) == KeyResultRow.objective_id)
        .where(
            col(KeyResultRow.id).in_(key_result_ids),
            col(ObjectiveRow.workspace_id) == workspace_id,
        )
        .order_by(col(ObjectiveRow.number), col(KeyResultRow.position))
    ).all()
    known = list(dict.fromkeys(row.objective_id for row in rows))
    by_id = {each.id: each for each in objectives.list_by_ids(session, known)}
    found = []
    for row in rows:
        objective = by_id[row.objective_id]
        key_result = objectives.find_key_result(session, objective, row.id)
        if key_result is not None:
            found.append((objective, key_result))
    return found


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
