"""Messages that were given up are counted by reason, and what has been overtaken is known."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from chat.address import Address, MessageRef, PlaceKind
from chat.cards import Card, Paragraph
from chat.text import text
from storage import dead_messages, outbox, outbox_edits
from storage.database import Database
from storage.dead_messages import DeadGroup
from storage.outbox import OUTBOX
from storage.tables import OutboxState

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
CARD = Card("Hello", (Paragraph(text("a word")),))


def say(
    database: Database, key: str, *, platform: str = "slack", edit: MessageRef | None = None
) -> None:
    place = Address(platform, "T1", PlaceKind.PERSON, "U1")
    with database.write() as session:
        outbox.add(session, key=key, address=place, body=CARD, now=NOW, edit=edit)


def end(database: Database, code: str, *keys: str, at: datetime = NOW) -> None:
    """These were given up for that reason."""
    with database.write() as session:
        session.execute(
            update(OUTBOX)
            .where(OUTBOX.c.key.in_(keys))
            .values(state=OutboxState.DEAD, last_error=code, created_at=at)
        )


def sent(database: Database, key: str) -> None:
    with database.write() as session:
        session.execute(
            update(OUTBOX)
            .where(OUTBOX.c.key == key)
            .values(state=OutboxState.SENT, message_channel="D1", message_id="1.5", sent_at=NOW)
        )


def overtaken(database: Database) -> list[str]:
    with database.read() as session:
        return [each.key for each in dead_messages.list_page(session, 10) if each.is_overtaken]


def test_they_are_counted_by_platform_and_reason(database: Database) -> None:
    for key in ("a", "b", "open"):
        say(database, key)
    say(database, "c", platform="lark")
    end(database, "not_in_channel", "a")
    end(database, "not_in_channel", "b", at=NOW + HOUR)
    end(database, "230002", "c")
    with database.read() as session:
        assert dead_messages.list_groups(session) == [
            DeadGroup("slack", "not_in_channel", 2, NOW, NOW + HOUR),
            DeadGroup("lark", "230002", 1, NOW, NOW),
        ]


def test_pages_are_in_order_and_end(database: Database) -> None:
    for key in "abcde":
        say(database, key)
    end(database, "gone", *"abcde")
    with database.read() as session:
        first = dead_messages.list_page(session, 3)
        second = dead_messages.list_page(session, 3, first[-1].id)
        assert [each.key for each in (*first, *second)] == list("abcde")
        assert dead_messages.list_page(session, 3, second[-1].id) == []


def change(database: Database, key: str, version: str) -> None:
    with database.write() as session:
        assert outbox_edits.change(session, key, CARD, NOW, version)


def test_a_change_is_overtaken_by_a_later_one_that_went_out(database: Database) -> None:
    say(database, "card")
    sent(database, "card")
    change(database, "card", "1")
    end(database, "is_archived", "card:1")
    assert overtaken(database) == []
    change(database, "card", "2")
    assert overtaken(database) == ["card:1"]
    end(database, "is_archived", "card:2")
    assert overtaken(database) == []


def test_a_message_is_overtaken_by_what_was_said_for_it(database: Database) -> None:
    say(database, "card")
    end(database, "is_archived", "card")
    change(database, "card", "1")
    assert overtaken(database) == ["card"]


def test_a_change_of_a_place_is_overtaken_by_another_of_it(database: Database) -> None:
    here, there = MessageRef("slack", "T1", "D1", "1.5"), MessageRef("slack", "T1", "D1", "1.6")
    say(database, "one", edit=here)
    say(database, "other", edit=there)
    end(database, "gone", "one", "other")
    say(database, "two", edit=here)
    assert overtaken(database) == ["one"]


def test_they_are_forgotten_in_the_end(database: Database) -> None:
    say(database, "a")
    say(database, "open")
    end(database, "gone", "a")
    with database.write() as session:
        assert dead_messages.prune(session, NOW) == 0
        assert dead_messages.prune(session, NOW + HOUR) == 1
