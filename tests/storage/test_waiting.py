"""What waits for somebody, counted in one statement and by index."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from chat.address import Account, Address
from okr.facts import Measure, State
from okr.follow_up import ActionState, RiskState
from storage import (
    action_items,
    cycles,
    key_results,
    objective_changes,
    people,
    risk_changes,
    waiting,
)
from storage.action_items import TYPED
from storage.database import Database
from storage.people import Defaults
from storage.tables import CheckInRow
from storage.waiting import Waiting

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ADA, BO = 1, 2


def fill(database: Database) -> None:
    """Ada has items due on many days, and three of Bo's risks to answer, one of them open."""
    with database.write() as session:
        for name in ("ada", "bo"):
            people.meet(session, Account("slack", "T1", name), None, Defaults(), NOW)
        for days in (-3, -1, 0, 7, 8, None):
            due = None if days is None else TODAY + timedelta(days=days)
            for owner in (ADA, BO):
                action_items.add(
                    session,
                    1,
                    title="Call",
                    owner_id=owner,
                    by_id=ADA,
                    due_on=due,
                    origin=TYPED,
                    now=NOW,
                )
        done = action_items.lock_numbered(session, 1, 1)
        assert done is not None
        done.state = ActionState.DONE
        cycle = cycles.current(session, 1, TODAY, NOW)
        row = objective_changes.add(session, 1, cycle.id, BO, "Launch", NOW)
        row.state = State.PUBLISHED
        key_results.add(session, row, BO, "50 partners", Measure(), None, NOW)
        session.add(CheckInRow(key_result_id=1, person_id=BO, week="2026-W48", created_at=NOW))
        session.flush()
        for what in (RiskState.OPEN, RiskState.ANSWERED, RiskState.OPEN):
            risk = risk_changes.add(
                session,
                workspace_id=1,
                key_result_id=1,
                check_in_id=1,
                asker_id=BO,
                risk="Late",
                support="",
                place=Address.of(Account("slack", "T1", "bo")),
                now=NOW,
            )
            risk.state = what
            risk_id = int(risk.id or 0)
            risk_changes.ask(
                session, risk_id, ADA, asked_by_id=BO, is_lead=True, due_at=NOW, now=NOW
            )
        risk_changes.answered(session, risk_id, ADA, "Yes", NOW)


def test_only_what_is_open_and_waits_for_the_person_counts(database: Database) -> None:
    fill(database)
    with database.read() as session:
        assert waiting.count_for(session, ADA, TODAY) == Waiting(1, 1, 2)
        assert waiting.count_for(session, BO, TODAY) == Waiting(0, 2, 2)
        assert waiting.count_for(session, 99, TODAY) == Waiting(0, 0, 0)


def test_it_is_one_statement_on_the_persons_own_rows(sqlite_database: Database) -> None:
    fill(sqlite_database)
    sent: list[str] = []
    with sqlite_database.read() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(sent.append)
        waiting.count_for(session, ADA, TODAY)
        driver.set_trace_callback(None)
        (statement,) = sent
        plan = " ".join(
            str(row[3]) for row in session.execute(text(f"EXPLAIN QUERY PLAN {statement}"))
        )
    assert "SCAN risk" not in plan
    assert "SCAN action_items" not in plan
    assert "ix_risk_asks_person_id" in plan
    assert "ix_action_items_owner" in plan
