"""The reminder of an action item: once for each due date, whoever looks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from scheduler import action_due
from storage import reminders
from storage.database import Database
from storage.reminders import Reminder
from storage.tables import OutboxRow
from tests.handlers.office import Office

FRIDAY = datetime(2026, 11, 27, 9, tzinfo=UTC)
"""10:00 in Berlin, the hour of Ada's prompt."""


@pytest.fixture
def given(database_url: str) -> Iterator[Office]:
    """Ada has something to do by Friday."""
    office = Office(Database(database_url))
    office.say("ada", "todo call the partner by Friday")
    yield office
    office.database.dispose()


def reminder(office: Office) -> Reminder:
    with office.database.read() as session:
        (found,) = reminders.list_due(session, FRIDAY, 10, ["action"])
    return found


def act(office: Office, due: Reminder) -> None:
    with office.database.write() as session:
        action_due.act(session, due, FRIDAY)


def keys(office: Office) -> list[str]:
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow)).all()
    return [row.key for row in rows if row.key.startswith("action:")]


def test_two_who_look_remind_once(given: Office) -> None:
    due = reminder(given)
    assert due.at == FRIDAY
    act(given, due)
    act(given, due)
    assert keys(given) == ["action:1:2026-11-27"]


def test_what_is_closed_or_gone_is_passed_over(given: Office) -> None:
    due = reminder(given)
    act(given, replace(due, subject_id=99))
    given.press("ada", "todo.done", {"item": "1"})
    act(given, due)
    assert keys(given) == []
