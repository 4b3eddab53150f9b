"""The nudge about a risk: at most once, whoever looks, and never about what is settled."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from okr.follow_up import RiskState
from scheduler import risk_nudge
from storage import reminders, risk_changes, risks
from storage.database import Database
from storage.reminders import Reminder
from storage.tables import OutboxRow
from tests.handlers.office import MONDAY, Office

DUE = MONDAY + timedelta(days=2, hours=8)
"""Nine in the morning for Cy, who was asked at one in the night."""
LATER = DUE + timedelta(minutes=1)


@pytest.fixture
def asked(database_url: str) -> Iterator[Office]:
    """Ada has asked Cy, who leads her, on Monday."""
    office = Office(Database(database_url))
    office.say("cy", "team create Growth {cy} {ada}")
    office.say("ada", "new Launch\n50 partners")
    office.say("ada", "publish O1")
    office.say("ada", "checkin KR1.1 12 risk: the supplier is late")
    yield office
    office.database.dispose()


def reminder(office: Office) -> Reminder:
    with office.database.read() as session:
        (found,) = reminders.list_due(session, LATER, 10, ["risk"])
    return found


def act(office: Office, due: Reminder) -> None:
    with office.database.write() as session:
        risk_nudge.act(session, due, LATER)


def nudges(office: Office) -> int:
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow)).all()
    return sum(row.key.startswith("risk-nudge:") for row in rows)


def test_two_who_look_nudge_once(asked: Office) -> None:
    due = reminder(asked)
    assert due.at == DUE
    act(asked, due)
    act(asked, due)
    assert nudges(asked) == 1
    with asked.database.read() as session:
        assert risks.get(session, due.subject_id).is_overdue


@pytest.mark.parametrize("state", [RiskState.ANSWERED, RiskState.TAKEN, RiskState.WITHDRAWN])
def test_what_is_settled_is_not_nudged(asked: Office, state: RiskState) -> None:
    due = reminder(asked)
    with asked.database.write() as session:
        row = risk_changes.lock(session, due.workspace_id, due.subject_id)
        assert row is not None
        row.state = state
    act(asked, due)
    assert nudges(asked) == 0


def test_a_risk_or_person_that_is_no_longer_there_is_passed_over(asked: Office) -> None:
    due = reminder(asked)
    for gone in (
        replace(due, subject_id=99),
        replace(due, person_id=99),
        replace(due, person_id=None),
    ):
        act(asked, gone)
    assert nudges(asked) == 0
