"""Nudges and action items that fall due in the same minute: in bulk, beside one at a time."""

import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bench import company
from bench.company import NOW
from bench.report import Bound, Report, Row
from handlers.todo import acting
from okr.follow_up import ActionSource
from scheduler.jobs import IN_BULK, KINDS
from scheduler.reminders import ActAll, Reminders
from storage import action_items, reminders
from storage.action_items import Origin
from storage.database import Database

PEOPLE, TURNS = 2_000, 4
BUDGET = 0.25
"""The time of a reminder in bulk, as a share of its time alone."""
_ALL = 50_000
_WEDNESDAY: date = NOW.date() - timedelta(days=NOW.weekday() - 2)
_AT = datetime(_WEDNESDAY.year, _WEDNESDAY.month, _WEDNESDAY.day, 12, tzinfo=UTC)


def measure(folder: Path) -> Report:
    """Alternating turns of both ways on one database, durable; nobody is reminded twice."""
    url = company.sqlite(folder, PEOPLE)
    database = company.found(
        url, PEOPLE * company.CYCLES, people=PEOPLE, due_at=_AT, can_search=False
    ).database
    rows = [_row(database, kind) for kind in ("nudge", acting.KIND)]
    database.dispose()
    return Report(f"reminders: {PEOPLE:,} people, in bulk beside one at a time, SQLite", rows)


def _row(database: Database, kind: str) -> Row:
    ways: tuple[Mapping[str, ActAll], ...] = ({}, IN_BULK)
    seconds, share = [0.0, 0.0], PEOPLE // (TURNS * len(ways))
    for turn in range(TURNS * len(ways)):
        first = turn * share + 1
        _set(database, kind, range(first, first + share))
        way = turn % len(ways)
        work = Reminders(database, KINDS, lambda: None, ways[way])
        started = time.perf_counter()
        work(_AT)
        seconds[way] += time.perf_counter() - started
    alone, bulk = (each / (TURNS * share) for each in seconds)
    beside = f"{bulk * 1000:.2f} ms of {alone * 1000:.2f} ms; {_ALL:,}: {bulk * _ALL:.0f} s"
    return Row(f"{kind}: each in bulk / alone", bulk / alone, "×", Bound.AT_MOST, BUDGET, beside)


def _set(database: Database, kind: str, person_ids: range) -> None:
    year, number, _ = _AT.isocalendar()
    week = f"{year}-W{number:02}"
    with database.write() as session:
        reminders.add_all(
            session,
            [
                reminders.row(
                    key=f"{kind}:{week}:{id}",
                    kind=kind,
                    workspace_id=1,
                    subject_id=id if kind == "nudge" else _item(session, id),
                    person_id=id,
                    week=week,
                    at=_AT - timedelta(minutes=1),
                )
                for id in person_ids
            ],
        )


def _item(session: Session, owner_id: int) -> int:
    row = action_items.add(
        session,
        1,
        title="Call the partner",
        owner_id=owner_id,
        by_id=owner_id,
        due_on=_WEDNESDAY - timedelta(days=1),
        origin=Origin(ActionSource.TODO),
        now=_AT - timedelta(days=7),
    )
    return int(row.id or 0)
