"""The reminder to revise: once, whoever looks and whenever, and never about what is settled."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from scheduler import revision_due
from storage import reminders
from storage.database import Database
from storage.reminders import Reminder
from storage.tables import OutboxRow
from tests.handlers.office import MONDAY, Office

M = {"meeting": "1"}
DUE = MONDAY + timedelta(days=2)
"""Nine in the morning of Ada's second working day."""


@pytest.fixture
def marked(database_url: str) -> Iterator[Office]:
    """Ada, alone in Growth, must revise her O1 after a meeting on Monday."""
    office = Office(Database(database_url))
    office.say("ada", "settings language en")
    office.say("ada", "settings timezone UTC")
    office.say("ada", "team create Growth {ada}")
    office.say("ada", "new Launch\n50 partners")
    office.say("ada", "publish O1")
    office.say("ada", "meeting align Growth", channel="C1")
    office.press("ada", "align_meeting.begin", M)
    office.press("ada", "revising.open", {**M, "o": "1"})
    office.fill("ada", text="Which partners?")
    office.press("ada", "meeting.close", M)
    yield office
    office.database.dispose()


def reminder(office: Office) -> Reminder:
    with office.database.read() as session:
        (found,) = reminders.list_due(session, DUE + timedelta(days=30), 10, [revision_due.KIND])
    return found


def act(office: Office, due: Reminder, late: timedelta = timedelta(0)) -> None:
    with office.database.write() as session:
        revision_due.act(session, due, due.at + late)


def nudges(office: Office) -> int:
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow)).all()
    return sum(row.key.startswith("revision-nudge:") for row in rows)


def test_it_is_due_on_the_morning_of_the_second_working_day(marked: Office) -> None:
    assert reminder(marked).at == DUE


def test_two_who_look_remind_once(marked: Office) -> None:
    due = reminder(marked)
    act(marked, due)
    act(marked, due)
    assert nudges(marked) == 1


def test_after_a_night_without_the_bot_it_waits_for_the_morning(marked: Office) -> None:
    act(marked, reminder(marked), late=timedelta(hours=14))
    assert nudges(marked) == 0
    again = reminder(marked)
    assert again.at == DUE + timedelta(days=1)
    act(marked, again)
    assert nudges(marked) == 1


def test_what_is_archived_is_not_reminded_of(marked: Office) -> None:
    due = reminder(marked)
    marked.press("ada", "archive.run", {"o": "1"})
    act(marked, due)
    assert nudges(marked) == 0


def test_who_has_left_is_not_reminded(marked: Office) -> None:
    due = reminder(marked)
    marked.leave("ada")
    act(marked, due)
    assert nudges(marked) == 0
