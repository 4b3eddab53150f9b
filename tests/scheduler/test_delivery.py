"""What is queued arrives once and in order, whatever the platform answers."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from chat.platform import Pace, TryLater, Undeliverable
from scheduler.delivery import Delivery
from scheduler.sender import Sender
from storage import outbox
from storage.database import Database
from storage.outbox import Priority
from tests.scheduler.fakes import UNLIMITED, FakeClock, FakePlatform, failing, queue

Start = Callable[..., Delivery]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform()


@pytest.fixture
def start(database: Database, platform: FakePlatform, clock: FakeClock) -> Iterator[Start]:
    """Starts delivery to the platform, stopped at the end of the test."""
    with ExitStack() as stack:

        def begin(batch: int = 100, workers: int = 16) -> Delivery:
            delivery = Delivery(database, {platform.name: platform}, clock, batch, workers)
            delivery.start()
            stack.callback(delivery.stop, 5)
            return delivery

        yield begin


def states(database: Database) -> dict[str, str]:
    with database.read() as session:
        rows = session.execute(text("SELECT key, state FROM outbox")).all()
    return {row.key: row.state for row in rows}


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
    platform.before = lambda _: _wait(go_on)
    queue(database, *[f"bulk{number}" for number in range(30)], priority=Priority.BULK)
    delivery = start(workers=1, batch=10)
    assert platform.wait_for(lambda: len(platform.calls) == 1)
    queue(database, "answer", priority=Priority.ANSWER)
    delivery.wake()
    go_on.set()
    assert delivery.settle(20)
    assert platform.shown.index("answer") <= 2
    assert len(platform.shown) == 31


def test_stopping_finishes_what_is_under_way_and_gives_the_rest_back(
    database: Database,
    platform: FakePlatform,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = threading.Event()
    platform.before = lambda _: _wait(go_on)
    tell = Sender.stop

    def stop_then_let_calls_end(sender: Sender, deadline: float) -> None:
        tell(sender, deadline)
        go_on.set()

    monkeypatch.setattr(Sender, "stop", stop_then_let_calls_end)
    queue(database, *[f"k{number}" for number in range(10)])
    delivery = start(workers=2)
    assert platform.wait_for(lambda: len(platform.calls) == 2)
    delivery.stop(20)
    assert len(platform.calls) == len(platform.shown) == 2
    assert sorted(states(database).values()) == ["queued"] * 8 + ["sent"] * 2
    # The lane is free and the rows are due: the next process has not to wait for a lease.
    assert start().settle(20)
    assert len(platform.shown) == 10
    assert platform.looked == []


def test_a_second_process_waits_for_the_lane_and_takes_over(
    database: Database, platform: FakePlatform, start: Start, clock: FakeClock
) -> None:
    go_on = threading.Event()
    platform.before = lambda _: _wait(go_on)
    queue(database, "a", "b", person="U1")
    first = start()
    assert platform.wait_for(lambda: len(platform.calls) == 1)
    second = start()
    assert second.settle(10)  # "a" is under way in the first, and "b" comes after it
    assert len(platform.calls) == 1
    go_on.set()
    first.stop(10)
    assert second.settle(10)
    assert platform.shown == ["a", "b"]
    assert first.counts["slack"].sent + second.counts["slack"].sent == 2


def test_travelling_in_time_during_a_call_does_not_send_twice(
    database: Database, platform: FakePlatform, start: Start, clock: FakeClock
) -> None:
    go_on = threading.Event()
    platform.before = lambda _: _wait(go_on)
    queue(database, "a")
    delivery = start()
    assert platform.wait_for(lambda: len(platform.calls) == 1)
    clock.go(7 * 86_400)
    queue(database, "b", now=clock())
    delivery.wake()
    assert platform.wait_for(lambda: len(platform.calls) == 2)
    go_on.set()
    assert delivery.settle(10)
    assert sorted(platform.shown) == ["a", "b"]
    assert platform.looked == []
    clock.go(-7 * 86_400)
    queue(database, "c")
    assert delivery.settle(10)
    assert "c" in platform.shown


def test_rows_of_a_platform_that_is_not_connected_wait(
    database: Database, platform: FakePlatform, start: Start
) -> None:
    queue(database, "elsewhere", platform="lark")
    queue(database, "here")
    assert start().settle(10)
    assert platform.shown == ["here"]
    assert states(database)["elsewhere"] == "queued"


def test_a_database_that_fails_for_a_while_loses_nothing(
    sqlite_database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.sender.FAULT", 0.05)
    platform = FakePlatform()
    failures = threading.Semaphore(0)
    write = sqlite_database.write
    broken = threading.Event()

    def sometimes() -> AbstractContextManager[Session]:
        if broken.is_set():
            failures.release()
            raise OperationalError("BEGIN", {}, OSError("disk I/O error"))
        return write()

    monkeypatch.setattr(sqlite_database, "write", sometimes)
    platform.after = lambda _: broken.set()
    queue(sqlite_database, "a", "b", person="U1")
    delivery = Delivery(sqlite_database, {"slack": platform}, clock)
    delivery.start()
    try:
        for _ in range(3):
            assert failures.acquire(timeout=10)
        platform.after = lambda _: None
        broken.clear()
        assert delivery.settle(10)
    finally:
        delivery.stop(5)
    assert platform.shown == ["a", "b"]
    assert states(sqlite_database) == {"a": "sent", "b": "sent"}


def test_the_gap_at_one_address_is_kept(sqlite_database: Database, clock: FakeClock) -> None:
    platform = FakePlatform(pace=Pace(UNLIMITED.per_second, UNLIMITED.per_minute, 0.1))
    queue(sqlite_database, "a", "b", "c", person="U1")
    queue(sqlite_database, "x", "y", "z")
    delivery = Delivery(sqlite_database, {"slack": platform}, clock)
    delivery.start()
    try:
        assert delivery.settle(20)
    finally:
        delivery.stop(5)
    at = {key: moment for moment, key, _ in platform.calls}
    assert at["b"] - at["a"] >= 0.1
    assert at["c"] - at["b"] >= 0.1


def _wait(event: threading.Event) -> None:
    assert event.wait(20)
