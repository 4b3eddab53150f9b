"""What is queued arrives once and in order, whatever the platform answers."""

import threading

from sqlalchemy import text

from chat.platform import TryLater, Undeliverable
from storage import outbox
from storage.database import Database
from storage.outbox import Priority
from tests.scheduler.fakes import FakeClock, FakePlatform, Start, failing, hold, queue, states


def test_everything_arrives_once(database: Database, platform: FakePlatform, start: Start) -> None:
    keys = [f"k{number}" for number in range(150)]
    queue(database, *keys)
    delivery = start(batch=20)
    assert delivery.settle(20)
    assert sorted(platform.shown) == sorted(keys)
    assert set(states(database).values()) == {"sent"}
    assert delivery.counts["slack"].sent == 150
    assert platform.looked == []


def test_waking_sends_at_once(database: Database, platform: FakePlatform, start: Start) -> None:
    delivery = start()
    assert delivery.settle(10)
    queue(database, "a")
    delivery.wake()
    assert platform.wait_for(lambda: platform.shown == ["a"], 10)


def test_one_address_is_served_in_order_and_one_at_a_time(
    database: Database, platform: FakePlatform, start: Start
) -> None:
    for person in ("U1", "U2", "U3"):
        queue(database, *[f"{person}-{number}" for number in range(15)], person=person)
    assert start(batch=7).settle(20)
    for person in ("U1", "U2", "U3"):
        seen = [key for key in platform.shown if key.startswith(person)]
        assert seen == [f"{person}-{number}" for number in range(15)]
    assert platform.overlaps == []


def test_a_retry_does_not_let_later_messages_overtake(
    database: Database, platform: FakePlatform, start: Start, clock: FakeClock
) -> None:
    platform.before = failing(TryLater("busy"))
    queue(database, "first", "second", "third", person="U1")
    delivery = start()
    assert delivery.settle(10)
    assert platform.shown == []
    assert delivery.counts["slack"].retried == 1
    clock.go(5)
    assert delivery.settle(10)
    assert platform.shown == ["first", "second", "third"]
    assert platform.looked == []


def test_after_a_lost_answer_it_looks_before_it_sends_again(
    database: Database, platform: FakePlatform, start: Start, clock: FakeClock
) -> None:
    platform.after = failing(TryLater("timeout", maybe_sent=True))
    queue(database, "a")
    delivery = start()
    assert delivery.settle(10)
    clock.go(5)
    assert delivery.settle(10)
    assert platform.shown == ["a"]
    assert platform.looked == ["a"]
    assert states(database) == {"a": "sent"}


def test_when_it_did_not_arrive_it_is_sent_after_looking(
    database: Database, platform: FakePlatform, start: Start, clock: FakeClock
) -> None:
    platform.before = failing(TryLater("timeout", maybe_sent=True))
    queue(database, "a")
    delivery = start()
    assert delivery.settle(10)
    clock.go(5)
    assert delivery.settle(10)
    assert (platform.looked, platform.shown) == (["a"], ["a"])


def test_a_rate_limit_stops_the_lane_and_costs_no_attempt(
    database: Database, platform: FakePlatform, start: Start, clock: FakeClock
) -> None:
    platform.before = failing(TryLater("ratelimited", 30, limited=True))
    queue(database, *[f"k{number}" for number in range(40)])
    delivery = start(workers=1)
    assert delivery.settle(10)
    assert len(platform.calls) == 1
    clock.go(29)
    queue(database, "answer", priority=Priority.ANSWER)
    assert delivery.settle(10)
    assert len(platform.calls) == 1
    clock.go(2)
    assert delivery.settle(20)
    assert len(platform.shown) == 41
    assert platform.shown[0] == "answer"
    assert delivery.counts["slack"].limited == 1
    with database.read() as session:
        attempts = session.execute(text("SELECT max(attempts) FROM outbox")).scalar_one()
    assert attempts == 1


def test_what_can_never_arrive_is_dead_and_lets_others_pass(
    database: Database, platform: FakePlatform, start: Start
) -> None:
    platform.before = failing(Undeliverable("account_inactive"))
    queue(database, "first", "second", person="U1")
    delivery = start()
    assert delivery.settle(10)
    assert platform.shown == ["second"]
    with database.read() as session:
        assert [(row.key, row.error) for row in outbox.list_dead(session)] == [
            ("first", "account_inactive")
        ]
    assert delivery.counts["slack"].dead == 1


def test_a_message_nobody_can_read_any_more_is_dead(
    database: Database, platform: FakePlatform, start: Start
) -> None:
    queue(database, "broken", "whole", person="U1")
    with database.write() as session:
        session.execute(text("UPDATE outbox SET body = '{\"old\": 1}' WHERE key = 'broken'"))
    assert start().settle(10)
    assert states(database) == {"broken": "dead", "whole": "sent"}


def test_a_fault_of_ours_is_tried_again_after_looking_and_given_up_in_the_end(
    database: Database, platform: FakePlatform, start: Start, clock: FakeClock
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("a bug")

    platform.before = fail
    queue(database, "a")
    delivery = start()
    for _ in range(8):
        assert delivery.settle(10)
        clock.go(600)
    assert states(database) == {"a": "dead"}
    assert len(platform.calls) == 8
    assert platform.looked == ["a"] * 7


def test_an_answer_overtakes_bulk_that_is_already_in_hand(
    database: Database, platform: FakePlatform, start: Start
) -> None:
    go_on = threading.Event()
    platform.before = lambda _: hold(go_on)
    queue(database, *[f"bulk{number}" for number in range(30)], priority=Priority.BULK)
    delivery = start(workers=1, batch=10)
    assert platform.wait_for(lambda: len(platform.calls) == 1)
    queue(database, "answer", priority=Priority.ANSWER)
    delivery.wake()
    go_on.set()
    assert delivery.settle(20)
    assert platform.shown.index("answer") <= 2
    assert len(platform.shown) == 31
