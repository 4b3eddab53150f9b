"""Senders start, stop, hand over and live through faults without losing or repeating anything."""

import threading
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from chat.platform import Pace
from scheduler.delivery import Delivery
from scheduler.sender import Sender
from storage.database import Database
from tests.scheduler.fakes import UNLIMITED, FakeClock, FakePlatform, Start, hold, queue, states


def test_stopping_finishes_what_is_under_way_and_gives_the_rest_back(
    database: Database,
    platform: FakePlatform,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = threading.Event()
    platform.before = lambda _: hold(go_on)
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
    platform.before = lambda _: hold(go_on)
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
    platform.before = lambda _: hold(go_on)
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


def test_rows_of_a_platform_that_is_not_connectedhold(
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
