"""What is old goes, what may still be asked for stays."""

from datetime import timedelta

from chat.address import MessageRef
from scheduler.housekeeping import Housekeeping
from storage import claims, outbox, received_events
from storage.database import Database
from storage.lanes import LaneKey
from storage.outbox_claims import claim, mark_sent
from tests.scheduler.fakes import CARD, START, place, queue


def test_each_kind_is_kept_for_its_time(database: Database) -> None:
    queue(database, "sent", "open")
    with database.write() as session:
        for row in claim(session, LaneKey("slack", "T1"), START, 9, timedelta(seconds=30)):
            if row.key == "sent":
                mark_sent(session, [(row, MessageRef("slack", "T1", "D1", "1"))], START)
        received_events.remember(session, "slack", "Ev1", START)
        claims.claim(session, "weekly:2026-W10:1", START)

    def left(days: float) -> tuple[bool, bool, bool]:
        """Whether the delivery, the message and the claim are still known so many days later."""
        Housekeeping(database)(START + timedelta(days=days))
        with database.read() as session:
            known = claims.list_claimed(session, ["weekly:2026-W10:1"])
            event = not received_events.remember(session, "slack", "Ev1", START)
            row = outbox.row(key="sent", address=place("U1"), body=CARD, now=START)
            return event, not outbox.add_rows(session, [row]), bool(known)

    assert left(2.9) == (True, True, True)
    assert left(3.1) == (False, True, True)
    assert left(29) == (False, True, True)
    assert left(31) == (False, False, True)
    assert left(399) == (False, False, True)
    assert left(401) == (False, False, False)


def test_it_looks_once_an_hour(database: Database) -> None:
    housekeeping = Housekeeping(database)
    housekeeping(START + timedelta(days=10))
    with database.write() as session:
        received_events.remember(session, "slack", "Ev1", START)

    def is_known() -> bool:
        with database.read() as session:
            return not received_events.remember(session, "slack", "Ev1", START)

    housekeeping(START + timedelta(days=10, minutes=59))
    assert is_known()
    housekeeping(START + timedelta(days=10, hours=1))
    assert not is_known()
