"""The outbox keeps each key once, and hands rows out in order, to one sender at a time."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from chat.address import Account, Address, MessageRef, PlaceKind
from chat.cards import Card, Paragraph
from chat.forms import ChoiceField, Form, Group, PersonField, TextField
from chat.text import text as spans
from storage import outbox, outbox_claims
from storage.database import Database
from storage.lanes import LaneKey
from storage.outbox import Priority
from storage.outbox_claims import Claimed
from storage.tables import OutboxState

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
LANE = LaneKey("slack", "T1")
CARD = Card("Hello", (Paragraph(spans("a word")),))


def place(person: str = "U1", tenant: str = "T1") -> Address:
    return Address("slack", tenant, PlaceKind.PERSON, person)


def add(
    database: Database,
    key: str,
    person: str = "U1",
    priority: Priority = Priority.NEWS,
    now: datetime = NOW,
    not_before: datetime | None = None,
) -> bool:
    with database.write() as session:
        return outbox.add(
            session,
            key=key,
            address=place(person),
            body=CARD,
            now=now,
            priority=priority,
            not_before=not_before,
        )


def claim(
    database: Database,
    now: datetime = NOW,
    limit: int = 100,
    least: Priority = Priority.BULK,
) -> list[Claimed]:
    with database.write() as session:
        return outbox_claims.claim(session, LANE, now, limit, LEASE, least=least)


def keys(rows: list[Claimed]) -> list[str]:
    return [row.key for row in rows]


def test_a_key_is_queued_once(database: Database) -> None:
    assert add(database, "a")
    assert not add(database, "a", person="U2")
    assert keys(claim(database)) == ["a"]


def test_what_is_rolled_back_is_never_said(database: Database) -> None:
    with database.write() as session:
        outbox.add(session, key="a", address=place(), body=CARD, now=NOW)
        session.rollback()
    assert claim(database) == []
    assert add(database, "a")


def test_everything_of_a_message_comes_back(database: Database) -> None:
    form = Form(
        "checkin.save",
        "Check-in",
        "Save",
        (
            TextField("note", "Note", value="so far", multiline=True),
            Group("KR1", (PersonField("who", "Who", value=(Account("slack", "T1", "U7"),)),)),
            ChoiceField("sure", "Sure?", ()),
        ),
        values={"id": "7"},
        cancel="Cancel",
    )
    channel = Address("slack", "T1", PlaceKind.CHANNEL, "C1", thread="17.1")
    edit = MessageRef("slack", "T1", "C1", "17.2")
    only = Account("slack", "T1", "U9")
    with database.write() as session:
        outbox.add(session, key="a", address=channel, body=form, now=NOW, edit=edit, only_for=only)
    outgoing = claim(database)[0].outgoing()
    assert (outgoing.key, outgoing.address, outgoing.edit) == ("a", channel, edit)
    assert outgoing.only_for == only
    assert outgoing.card == form


def test_a_second_claim_gets_nothing_until_the_lease_has_run_out(database: Database) -> None:
    add(database, "a")
    first = claim(database)
    assert claim(database, NOW + LEASE - timedelta(seconds=1)) == []
    second = claim(database, NOW + LEASE)
    assert keys(second) == ["a"]
    assert not second[0].maybe_sent
    assert second[0].attempts == first[0].attempts + 1


def test_a_row_left_in_sending_comes_back_as_maybe_sent(database: Database) -> None:
    add(database, "a")
    first = claim(database)
    with database.write() as session:
        assert outbox_claims.mark_sending(session, first, NOW + LEASE) == {first[0].id}
    assert claim(database, NOW) == []
    assert claim(database, NOW + LEASE)[0].maybe_sent


def test_answers_come_before_news_and_news_before_bulk(database: Database) -> None:
    add(database, "bulk", "U1", Priority.BULK)
    add(database, "news", "U2", Priority.NEWS)
    add(database, "answer", "U3", Priority.ANSWER)
    assert keys(claim(database, least=Priority.ANSWER)) == ["answer"]
    assert keys(claim(database, limit=1)) == ["news"]
    assert keys(claim(database)) == ["bulk"]


def test_only_the_first_row_of_an_address_and_priority_is_handed_out(database: Database) -> None:
    for key in ("first", "second"):
        add(database, key)
    add(database, "answer", priority=Priority.ANSWER)
    add(database, "other", "U2")
    assert sorted(keys(claim(database))) == ["answer", "first", "other"]
    assert claim(database) == []


def test_a_row_that_waits_for_a_retry_holds_back_only_those_behind_it(database: Database) -> None:
    for key in ("first", "second"):
        add(database, key)
    first = next(row for row in claim(database) if row.key == "first")
    later = NOW + timedelta(minutes=5)
    with database.write() as session:
        outbox_claims.put_back(session, first, later, "busy", maybe_sent=False)
    add(database, "other", "U2")
    assert keys(claim(database, NOW + timedelta(minutes=1))) == ["other"]
    assert keys(claim(database, later)) == ["first", "other"]
    with database.write() as session:
        outbox_claims.mark_sent(session, [(first, MessageRef("slack", "T1", "D1", "1"))], later)
    assert keys(claim(database, later)) == ["second"]


def test_a_row_for_later_holds_nobody_back(database: Database) -> None:
    add(database, "later", not_before=NOW + timedelta(days=1))
    add(database, "now")
    assert keys(claim(database)) == ["now"]
    assert keys(claim(database, NOW + timedelta(days=1), limit=5)) == ["later"]


def test_what_is_released_comes_back_first_and_untried(database: Database) -> None:
    for key in ("first", "second"):
        add(database, key)
    first = claim(database)
    with database.write() as session:
        outbox_claims.release(session, first)
    again = claim(database)
    assert keys(again) == ["first"]
    assert again[0].attempts == 1


def test_a_sender_that_lost_its_lease_cannot_undo_what_its_successor_did(
    database: Database,
) -> None:
    add(database, "a")
    lost = claim(database)[0]
    holder = claim(database, NOW + LEASE)[0]
    with database.write() as session:
        assert outbox_claims.mark_sending(session, [lost], NOW + LEASE) == frozenset()
        outbox_claims.put_back(session, lost, NOW, "late", maybe_sent=False)
        outbox_claims.mark_dead(session, lost, "late")
        outbox_claims.release(session, [lost])
        assert outbox_claims.mark_sending(session, [holder], NOW + LEASE) == {holder.id}


def test_threads_claim_disjoint_rows(database: Database) -> None:
    with database.write() as session:
        rows = [
            outbox.row(key=f"k{n}", address=place(f"U{n}"), body=CARD, now=NOW) for n in range(200)
        ]
        assert len(outbox.add_rows(session, rows)) == 200
    taken: list[str] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(10)
        while rows := claim(database, limit=7):
            taken.extend(keys(rows))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    while rest := claim(database):  # a thread may have met only rows that others had locked
        taken.extend(keys(rest))
    assert sorted(taken) == sorted(f"k{n}" for n in range(200))


def test_dead_rows_are_listed_and_looked_for_when_tried_again(database: Database) -> None:
    add(database, "a")
    with database.write() as session:
        outbox_claims.mark_dead(
            session, outbox_claims.claim(session, LANE, NOW, 1, LEASE)[0], "gone"
        )
    assert claim(database, NOW + LEASE) == []
    with database.read() as session:
        dead = outbox.list_dead(session)
        assert [(row.key, row.error) for row in dead] == [("a", "gone")]
        assert outbox.count_open(session)[OutboxState.DEAD] == 1
    with database.write() as session:
        assert outbox.requeue(session, [dead[0].id], NOW) == 1
    assert claim(database)[0].maybe_sent


def test_due_means_that_something_could_leave_now(database: Database) -> None:
    def has_due(now: datetime = NOW, platforms: list[str] | None = None) -> bool:
        with database.read() as session:
            return outbox.has_due(session, now, platforms)

    assert not has_due()
    add(database, "a", not_before=NOW + timedelta(hours=1))
    assert not has_due()
    assert has_due(NOW + timedelta(hours=1))
    assert not has_due(NOW + timedelta(hours=1), ["lark"])
    with database.read() as session:
        assert outbox.list_lanes(session, ["lark", "slack"]) == [LANE]


def test_only_old_sent_rows_are_pruned(database: Database) -> None:
    for key in ("sent", "open"):
        add(database, key, person=key)
    with database.write() as session:
        for row in outbox_claims.claim(session, LANE, NOW, 9, LEASE):
            if row.key == "sent":
                outbox_claims.mark_sent(session, [(row, MessageRef("slack", "T1", "D", "1"))], NOW)
        assert outbox.prune(session, NOW) == 0
        assert outbox.prune(session, NOW + timedelta(days=1)) == 1
        assert outbox.prune(session, NOW + timedelta(days=1)) == 0
    assert not add(database, "open")


@pytest.mark.parametrize("has_statistics", [False, True])
def test_claiming_reads_the_partial_indexes_and_no_more(
    database: Database, has_statistics: bool
) -> None:
    with database.write() as session:
        rows = [
            outbox.row(key=f"k{n}", address=place(f"U{n}"), body=CARD, now=NOW) for n in range(2000)
        ]
        outbox.add_rows(session, rows)
    if has_statistics:
        with database.write() as session:
            session.execute(text("ANALYZE"))
    ran: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, parameters: Any, *rest: object) -> None:
        ran.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    claim(database)
    event.remove(database.engine, "before_cursor_execute", note)
    statement, parameters = next(each for each in ran if "pick" in each[0])
    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    with database.read() as session:
        steps = session.connection().exec_driver_sql(explain + statement, parameters)
        plan = " / ".join(str(step[-1]) for step in steps)
    assert "ix_outbox_lane" in plan
    assert "ix_outbox_address" in plan
    assert "TEMP B-TREE" not in plan
