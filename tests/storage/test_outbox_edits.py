"""What was said is changed in place, before, while and after it leaves."""

from datetime import UTC, datetime, timedelta

from chat import cards
from chat.address import Address, MessageRef, PlaceKind
from chat.cards import Card, Paragraph
from chat.text import text
from storage import outbox, outbox_claims, outbox_edits
from storage.database import Database
from storage.lanes import LaneKey
from storage.outbox_claims import Claimed

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PLACE = Address("slack", "T1", PlaceKind.CHANNEL, "C1")


def card(words: str) -> Card:
    return Card("Digest", (Paragraph(text(words)),))


def say(database: Database) -> None:
    with database.write() as session:
        outbox.add(session, key="digest", address=PLACE, body=card("first"), now=NOW)


def change(database: Database, words: str, version: str) -> bool:
    with database.write() as session:
        return outbox_edits.change(session, "digest", card(words), NOW, version)


def claim(database: Database) -> list[Claimed]:
    with database.write() as session:
        lane = LaneKey("slack", "T1")
        return outbox_claims.claim(session, lane, NOW, 10, timedelta(seconds=60))


def sent(database: Database, claimed: Claimed) -> None:
    with database.write() as session:
        message = MessageRef("slack", "T1", "C1", "17.5")
        outbox_claims.mark_sent(session, [(claimed, message)], NOW)


def test_what_nobody_has_in_hand_is_changed_in_place(database: Database) -> None:
    say(database)
    assert change(database, "second", "1")
    (claimed,) = claim(database)
    assert cards.load(claimed.body) == card("second")
    assert claimed.edit is None


def test_what_has_left_is_edited_once_for_each_version(database: Database) -> None:
    say(database)
    sent(database, claim(database)[0])
    assert change(database, "second", "1")
    assert change(database, "second", "1")
    (claimed,) = claim(database)
    assert claimed.edit == MessageRef("slack", "T1", "C1", "17.5")
    assert cards.load(claimed.body) == card("second")


def test_an_edit_of_what_is_leaving_waits_for_it(database: Database) -> None:
    say(database)
    (first,) = claim(database)
    assert change(database, "second", "1")
    assert claim(database) == []
    sent(database, first)
    (claimed,) = claim(database)
    assert claimed.edit == MessageRef("slack", "T1", "C1", "17.5")


def test_what_was_never_said_cannot_be_changed(database: Database) -> None:
    assert not change(database, "second", "1")
    assert claim(database) == []


def test_what_may_have_left_is_looked_for_where_earlier_messages_stand(database: Database) -> None:
    person = Address("slack", "T1", PlaceKind.PERSON, "U1")
    for key in ("earlier", "unsure"):
        with database.write() as session:
            outbox.add(session, key=key, address=person, body=card(key), now=NOW)
        (claimed,) = claim(database)
        assert claimed.conversation == ""
        if key == "earlier":
            sent(database, claimed)
    with database.write() as session:
        outbox_claims.mark_sending(session, [claimed], NOW + timedelta(seconds=60))
    later = NOW + timedelta(seconds=61)
    with database.write() as session:
        lane = LaneKey("slack", "T1")
        (again,) = outbox_claims.claim(session, lane, later, 10, timedelta(seconds=60))
    assert again.maybe_sent
    assert again.outgoing().conversation == "C1"
