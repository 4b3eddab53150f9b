"""The program's clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import Clock, real_now

START = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


class Hands:
    """A real time that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def test_now_is_the_real_time_until_somebody_travels() -> None:
    clock = Clock(lambda: START)
    assert clock() == START
    assert clock.now_is_real


def test_time_goes_on_after_travelling() -> None:
    hands = Hands()
    clock = Clock(hands)
    clock.travel_to(datetime(2027, 1, 4, 9, tzinfo=timezone(timedelta(hours=8))))
    hands.now += timedelta(minutes=5)
    assert clock() == datetime(2027, 1, 4, 1, 5, tzinfo=UTC)
    assert clock().tzinfo is UTC
    assert not clock.now_is_real


def test_back_is_the_real_time_again() -> None:
    clock = Clock(lambda: START)
    clock.travel_to(START - timedelta(days=400))
    clock.back()
    assert clock() == START
    assert clock.now_is_real


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Clock().travel_to(datetime(2027, 1, 4))


def test_the_machine_tells_utc() -> None:
    assert real_now().tzinfo is UTC
