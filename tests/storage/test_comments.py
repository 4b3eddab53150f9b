"""Questions that wait for somebody are found by index, whatever the company has."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event, text

from chat.address import Account
from okr.facts import Measure, State
from storage import comments, cycles, key_results, objective_changes, people
from storage.database import Database
from storage.people import Defaults
from storage.tables import CommentRow

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADA, BO = 1, 2
PEOPLE = 100


@pytest.fixture
def company(database: Database) -> Database:
    """Hundred people own three objectives each, with questions on all; Ada asked the others."""
    with database.write() as session:
        for number in range(PEOPLE):
            account = Account("slack", "T1", f"U{number}")
            people.meet(session, account, None, Defaults(), NOW)
        cycle = cycles.current(session, 1, date(2026, 11, 23), NOW)
        for number in range(3 * PEOPLE):
            owner = number % PEOPLE + 1
            asker = BO if owner == ADA else ADA
            row = objective_changes.add(session, 1, cycle.id, owner, "Talk", NOW)
            row.state = State.PUBLISHED
            made = key_results.add(session, row, owner, "30 talks", Measure(), None, NOW)
            session.flush()
            for key_result_id in (None, made.id):
                session.add(
                    CommentRow(
                        workspace_id=1,
                        objective_id=int(row.id or 0),
                        key_result_id=key_result_id,
                        author_id=asker,
                        text="Why?",
                        is_question=True,
                        created_at=NOW,
                    )
                )
    with database.write() as session:
        session.execute(text("ANALYZE"))
    return database


def test_the_list_holds_what_is_counted_in_pages(company: Database) -> None:
    with company.read() as session:
        found = comments.list_waiting_for(session, ADA, 10)
        abouts = ["O1", "KR1.1", "O101", "KR101.1", "O201", "KR201.1"]
        assert [each.about for each in found] == abouts
        assert comments.count_waiting_for(session, ADA) == 6
        (last,) = comments.list_waiting_for(session, BO, 10, 5)
        assert last.about == "KR202.1"


def test_it_reads_what_the_person_owns_and_no_more(company: Database) -> None:
    for plan in _plans(company):
        assert "ix_objectives_owner" in plan
        assert "ix_comments_objective" in plan
        assert "ix_comments_key_result_id" in plan
        # The one look by key result is for the person's own, never for all that have none.
        assert "key_result_id IS NULL" not in plan
        assert "key_result_id=NULL" not in plan
        for table in ("comments", "objectives", "key_results"):
            assert f"SCAN {table}" not in plan
            assert f"Seq Scan on {table}" not in plan


def _plans(database: Database) -> list[str]:
    ran: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, parameters: Any, *rest: object) -> None:
        ran.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    with database.read() as session:
        comments.count_waiting_for(session, ADA)
        comments.list_waiting_for(session, ADA, 4)
    event.remove(database.engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    plans = []
    with database.read() as session:
        if not database.is_sqlite:  # it reads so small a table whole, whatever there is
            session.execute(text("SET LOCAL enable_seqscan = off"))
        for statement, parameters in [each for each in ran if "is_question" in each[0]][:2]:
            steps = session.connection().exec_driver_sql(explain + statement, parameters)
            plans.append(" / ".join(str(step[-1]) for step in steps))
    return plans
