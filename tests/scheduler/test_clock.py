"""Every job is told the time, whatever the others do."""

import threading
from datetime import datetime

from scheduler.clock import Ticker
from tests.scheduler.fakes import START, FakeClock


def test_ticking_by_hand_tells_every_job_the_clocks_time() -> None:
    clock = FakeClock()
    told: list[datetime] = []
    ticker = Ticker(clock, {"a": told.append, "b": told.append}, 3600)
    ticker.tick_now()
    clock.go(60)
    ticker.tick_now()
    assert told == [START, START, clock(), clock()]
    ticker.stop()


def test_a_job_that_fails_does_not_stop_the_others_nor_itself() -> None:
    told: list[datetime] = []
    tries: list[datetime] = []

    def fail(now: datetime) -> None:
        tries.append(now)
        raise RuntimeError("broken")

    ticker = Ticker(FakeClock(), {"broken": fail, "whole": told.append}, 3600)
    ticker.tick_now()
    ticker.tick_now()
    assert (len(tries), len(told)) == (2, 2)


def test_it_ticks_by_itself_and_stopping_waits_for_the_job() -> None:
    running, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def work(now: datetime) -> None:
        running.set()
        assert go_on.wait(20)
        done.set()

    ticker = Ticker(FakeClock(), {"work": work}, 3600)
    ticker.start()
    assert running.wait(20)
    stopping = threading.Thread(target=ticker.stop)
    stopping.start()
    assert not done.is_set()
    go_on.set()
    stopping.join(20)
    assert done.is_set()


def test_a_job_never_runs_twice_at_the_same_time() -> None:
    inside, go_on = threading.Event(), threading.Event()
    most, now_inside = [0], [0]

    def work(now: datetime) -> None:
        now_inside[0] += 1
        most[0] = max(most[0], now_inside[0])
        inside.set()
        assert go_on.wait(20)
        now_inside[0] -= 1

    ticker = Ticker(FakeClock(), {"work": work}, 3600)
    ticker.start()
    assert inside.wait(20)
    by_hand = threading.Thread(target=ticker.tick_now)
    by_hand.start()
    go_on.set()
    by_hand.join(20)
    ticker.stop()
    assert most == [1]
