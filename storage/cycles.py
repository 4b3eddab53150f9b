"""Cycles of a workspace: the current one is made by itself when there is none."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, update
from sqlmodel import Session, col

from okr.cycles import CycleKind, name_of, span_of
from okr.facts import Cycle, Span
from storage.prepared import Prepared
from storage.statements import pick
from storage.tables import CycleRow

_COLUMNS = (
    CycleRow.id,
    CycleRow.name,
    CycleRow.starts_on,
    CycleRow.ends_on,
    CycleRow.is_current,
    CycleRow.closed_at,
)


def _cycle(row: Sequence[object]) -> Cycle:
    id, name, starts_on, ends_on, is_current, closed_at = row
    return Cycle(
        id,  # type: ignore[arg-type]
        name,  # type: ignore[arg-type]
        Span(starts_on, ends_on),  # type: ignore[arg-type]
        is_current=bool(is_current),
        is_closed=closed_at is not None,
    )


_OPEN = Prepared(
    pick(*_COLUMNS).where(
        col(CycleRow.workspace_id) == bindparam("workspace_id"),
        col(CycleRow.closed_at).is_(None),
    )
)


def find_current(session: Session, workspace_id: int, today: date) -> Cycle | None:
    """The cycle people write into: the one an admin chose while it lasts, else the one of today.

    Of several that contain today the shortest, so that a quarter wins over its year.
    """
    if session.autoflush:
        session.flush()
    cycles = [_cycle(row) for row in _OPEN.rows(session, {"workspace_id": workspace_id})]
    chosen = [c for c in cycles if c.is_current and c.span.ends_on >= today]
    if chosen:
        return chosen[0]
    running = [c for c in cycles if today in c.span]
    return min(running, key=lambda c: c.span.ends_on - c.span.starts_on, default=None)


def current(session: Session, workspace_id: int, today: date, now: datetime) -> Cycle:
    """The current cycle; where there is none the calendar quarter is made."""
    found = find_current(session, workspace_id, today)
    if found:
        return found
    span = span_of(CycleKind.QUARTER, today)
    name = name_of(CycleKind.QUARTER, span)
    if by_name(session, workspace_id, name):
        name = f"{name} ({span.starts_on:%b}-{span.ends_on:%b})"
    return add(session, workspace_id, name, CycleKind.QUARTER, span, now)


def add(
    session: Session,
    workspace_id: int,
    name: str,
    kind: CycleKind,
    span: Span,
    now: datetime,
) -> Cycle:
    """A new cycle; the name must be free."""
    row = CycleRow(
        workspace_id=workspace_id,
        name=name,
        kind=kind,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return Cycle(int(row.id or 0), name, span)


def by_name(session: Session, workspace_id: int, name: str) -> Cycle | None:
    """The cycle with this name; width, letter case and spaces aside."""
    wanted = _name_key(name)
    for cycle in list_all(session, workspace_id):
        if _name_key(cycle.name) == wanted:
            return cycle
    return None


def _name_key(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def list_all(session: Session, workspace_id: int) -> list[Cycle]:
    """Every cycle of the workspace, newest first."""
    rows = session.execute(
        pick(*_COLUMNS)
        .where(col(CycleRow.workspace_id) == workspace_id)
        .order_by(col(CycleRow.starts_on).desc(), col(CycleRow.id).desc())
    )
    return [_cycle(row) for row in rows]


def list_choices(session: Session, workspace_id: int, first: Cycle) -> list[Cycle]:
    """Cycles that can be written into, `first` before the others, which are newest first."""
    others = [each for each in list_all(session, workspace_id) if not each.is_closed]
    return [first, *(each for each in others if each.id != first.id)]


def get(session: Session, workspace_id: int, cycle_id: int) -> Cycle | None:
    """The cycle with this id, if it is the workspace's own."""
    row = session.execute(
        pick(*_COLUMNS).where(
            col(CycleRow.id) == cycle_id, col(CycleRow.workspace_id) == workspace_id
        )
    ).first()
    return _cycle(row) if row else None


def make_current(session: Session, workspace_id: int, cycle_id: int) -> None:
    """People write into this cycle from now on."""
    session.execute(
        update(CycleRow)
        .where(col(CycleRow.workspace_id) == workspace_id)
        .values(is_current=col(CycleRow.id) == cycle_id)
    )
