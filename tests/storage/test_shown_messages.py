"""Messages that show something are found again, and forgotten in time."""

from datetime import UTC, datetime, timedelta

import pytest

from chat.address import Account, Address, MessageRef, PlaceKind
from okr.ids import KeyResultId, ObjectiveId
from storage import shown_messages
from storage.database import Database
from storage.shown_messages import Shown
from tests.handlers.office import Office

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CARD = MessageRef("slack", "T1", "C1", "1.1")
OTHER = MessageRef("slack", "T1", "C1", "2.2")


@pytest.fixture
def written(database: Database) -> Database:
    """Bo's O1 with a key result, and a question of Ada's on it."""
    office = Office(database)
    office.say("bo", "new Grow\nSign 20 clients")
    office.say("bo", "publish O1")
    office.say("ada", "comment KR1.1 Why?")
    return database


def test_the_nearest_message_that_shows_anything_counts(written: Database) -> None:
    with written.write() as session:
        assert shown_messages.remember(session, CARD, "O1", NOW)
        assert shown_messages.remember(session, OTHER, "KR1.1/1", NOW)
        unknown = MessageRef("slack", "T1", "C1", "3.3")
        found = shown_messages.find(session, [unknown, OTHER, CARD])
        assert found == Shown(1, KeyResultId(1, 1), 1)
        assert shown_messages.find(session, [CARD]) == Shown(1, ObjectiveId(1))
        assert shown_messages.find(session, [unknown]) is None
        assert shown_messages.find(session, []) is None


def test_the_same_id_elsewhere_is_another_message(written: Database) -> None:
    with written.write() as session:
        shown_messages.remember(session, CARD, "O1", NOW)
        elsewhere = MessageRef("slack", "T1", "C2", "1.1")
        assert shown_messages.find(session, [elsewhere]) is None
        thread = Address("slack", "T1", PlaceKind.CHANNEL, "C1", "1.1")
        assert shown_messages.shows(session, thread, 1, 1)
        assert not shown_messages.shows(session, thread, 1, 2)
        assert not shown_messages.shows(session, thread, 2, 1)


def test_it_is_shown_to_people_of_the_company_alone(written: Database) -> None:
    with written.write() as session:
        shown_messages.remember(session, CARD, "O1", NOW)
        ours, theirs = Account("slack", "T1", "Uada"), Account("slack", "T2", "Ucy")
        assert shown_messages.is_shown_to(session, ours, [CARD])
        assert not shown_messages.is_shown_to(session, theirs, [CARD])
        assert not shown_messages.is_shown_to(session, ours, [OTHER])


def test_what_is_shown_last_counts(written: Database) -> None:
    with written.write() as session:
        shown_messages.remember(session, CARD, "O1", NOW)
        shown_messages.remember(session, CARD, "KR1.1", NOW)
        assert shown_messages.find(session, [CARD]) == Shown(1, KeyResultId(1, 1))


@pytest.mark.parametrize("about", ["", "O9", "KR1.9", "lunch", "A1"])
def test_what_is_nothing_of_ours_is_not_kept(written: Database, about: str) -> None:
    with written.write() as session:
        assert not shown_messages.remember(session, CARD, about, NOW)
        home = MessageRef("slack", "T1", "", "V1")
        assert not shown_messages.remember(session, home, "O1", NOW)
        stranger = MessageRef("slack", "T2", "C1", "1.1")
        assert not shown_messages.remember(session, stranger, "O1", NOW)


def test_a_comment_that_is_not_there_is_no_hindrance(written: Database) -> None:
    with written.write() as session:
        assert shown_messages.remember(session, CARD, "O1/77", NOW)
        assert shown_messages.find(session, [CARD]) == Shown(1, ObjectiveId(1))


def test_the_old_are_forgotten(written: Database) -> None:
    with written.write() as session:
        shown_messages.remember(session, CARD, "O1", NOW)
        shown_messages.remember(session, OTHER, "O1", NOW + timedelta(days=1))
        assert shown_messages.prune(session, NOW + timedelta(hours=1)) == 1
        assert shown_messages.find(session, [CARD]) is None
        assert shown_messages.find(session, [OTHER]) is not None
