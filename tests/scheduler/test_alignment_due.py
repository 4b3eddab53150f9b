"""The reminder and the end of the time to answer: once each, foreseen, and never about what is
settled."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from scheduler import alignment_due
from scheduler.due import due
from storage import alignments, reminders
from storage.alignment_changes import KIND, LAPSE
from storage.database import Database
from storage.reminders import Reminder
from tests.handlers.alignment.talking import ONE, ask, begun, messages
from tests.handlers.office import Office

MORNING = datetime(2026, 11, 26, 1, tzinfo=UTC)
"""Nine for Bo, who was asked on Monday afternoon: the third working day."""
EVENING = datetime(2026, 11, 26, 10, tzinfo=UTC)
LATER = EVENING + timedelta(minutes=1)


@pytest.fixture
def asked(database_url: str) -> Iterator[Office]:
    """Ada has asked Bo on Monday."""
    office = begun(Office(Database(database_url)))
    ask(office)
    yield office
    office.database.dispose()


def reminder(office: Office, kind: str) -> Reminder:
    with office.database.read() as session:
        (found,) = reminders.list_due(session, LATER, 10, [kind])
    return found


def test_both_moments_are_kept_from_the_beginning(asked: Office) -> None:
    assert reminder(asked, KIND).at == MORNING
    assert reminder(asked, LAPSE).at == EVENING


def test_what_will_be_sent_is_foreseen_and_nothing_is_sent(asked: Office) -> None:
    found = [(each.kind, each.name) for each in due(asked.database, LATER)]
    assert sorted(each for each in found if "alignment" in each[0]) == [
        (KIND, "Bo Chen"),
        (LAPSE, "Ada Li"),
        (LAPSE, "Bo Chen"),
    ]
    assert messages(asked, "bo") == 1


def test_two_who_look_note_the_silence_once(asked: Office) -> None:
    found = reminder(asked, LAPSE)
    for _ in range(2):
        with asked.database.write() as session:
            alignment_due.lapse(session, found, LATER)
    assert messages(asked, "ada") == 1
    with asked.database.read() as session:
        alignment = alignments.get(session, 1)
    assert alignment.is_unanswered
    assert alignment.is_live


def test_what_was_answered_is_left_alone(asked: Office) -> None:
    remind, lapse = reminder(asked, KIND), reminder(asked, LAPSE)
    asked.press("bo", "answering.accept", ONE)
    before = messages(asked, "bo"), messages(asked, "ada")
    with asked.database.write() as session:
        alignment_due.remind(session, remind, LATER)
        alignment_due.lapse(session, lapse, LATER)
    assert (messages(asked, "bo"), messages(asked, "ada")) == before


def test_nobody_is_reminded_of_what_was_archived(asked: Office) -> None:
    remind = reminder(asked, KIND)
    asked.press("ada", "archive.run", {"o": "2"})
    before = messages(asked, "bo")
    with asked.database.write() as session:
        alignment_due.remind(session, remind, LATER)
    assert messages(asked, "bo") == before
