"""What every card and every home view reads of alignments is read by index, on both databases."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Select, text
from sqlmodel import Session

from storage import alignment_statements, alignments, objective_statements, waiting
from storage.database import Database

_VALUES: dict[str, object] = {
    "objective_id": 1,
    "viewer_id": 2,
    "owner_id": 1,
    "cycle_id": 1,
    "limit": 5,
    "offset": 0,
    "person_id": 2,
    "today": date(2026, 11, 23),
    "until": date(2026, 11, 30),
}


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.read() as reading:
        yield reading


def _plan(session: Session, statement: Select[Any]) -> str:
    """The plan where the database may not read a whole table unless it has to."""
    dialect = session.get_bind().dialect
    named = statement.compile().params
    wanted = statement.params(**{name: _VALUES[name] for name in named if name in _VALUES})
    words = str(wanted.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    if dialect.name == "sqlite":
        rows = session.execute(text("EXPLAIN QUERY PLAN " + words.replace(":", "\\:")))
        return "\n".join(str(row[3]) for row in rows)
    session.execute(text("SET LOCAL enable_seqscan = off"))
    rows = session.execute(text("EXPLAIN " + words.replace(":", "\\:")))
    return "\n".join(str(row[0]) for row in rows)


def _is_by_index(plan: str) -> bool:
    return "Seq Scan on alignments" not in plan and "SCAN alignments" not in plan


def test_what_somebody_may_see_of_another_is_read_by_index(session: Session) -> None:
    plan = _plan(session, objective_statements.of_owner(archived=False, own=False)._statement)
    assert _is_by_index(plan), plan
    assert "alignments" in plan


def test_what_an_objective_hangs_on_is_read_by_index(session: Session) -> None:
    plan = _plan(session, alignment_statements._HANGS._statement)
    assert _is_by_index(plan), plan


def test_what_waits_for_somebody_is_counted_by_index(session: Session) -> None:
    plan = _plan(session, waiting._COUNTS._statement)
    assert _is_by_index(plan), plan


def test_the_list_of_what_waits_is_read_by_index(session: Session) -> None:
    plan = _plan(session, alignments._ALIGNMENTS.where(alignments._waits_for(2)))
    assert _is_by_index(plan), plan
