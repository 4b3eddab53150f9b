"""A platform that counts arrivals never counts too many, and little time is lost."""

import heapq
import itertools
import math
import random
from bisect import bisect_right

import pytest

from chat.address import PlaceKind
from chat.platform import Pace
from scheduler.pacing import Pacer, Spot

DOWN = 0.02
"""Seconds an answer takes to come back."""


def spot(name: str) -> Spot:
    return (PlaceKind.CHANNEL, name)


def simulate(pace: Pace, count: int, latest: float, spots: int, workers: int = 16) -> list[float]:
    """Sends `count` messages as fast as the pacer lets it; gives when each arrives.

    A message takes up to `latest` seconds to arrive, the first of each worker all of it (it opens
    the connection). Time is made up: nobody waits.
    """
    dice = random.Random(7)
    pacer = Pacer(pace)
    now, sent = 0.0, 0
    arrivals: list[float] = []
    away: list[tuple[float, float, int]] = []
    while sent < count or away:
        while away and away[0][0] <= now:
            ended, started, number = heapq.heappop(away)
            pacer.end(spot(str(number % spots)), started, ended, sent=True)
        busy = {number % spots for _, _, number in away}
        wait = math.inf
        if sent < count and len(away) < workers and sent % spots not in busy:
            wait = pacer.wait(now, spot(str(sent % spots)), False)
        if wait <= 0:
            pacer.start(now, False)
            up = latest if sent < workers else dice.uniform(0.02, latest)
            arrivals.append(now + up)
            heapq.heappush(away, (now + up + DOWN, now, sent))
            sent += 1
        else:
            now = min(now + wait, away[0][0] if away else math.inf)
    return sorted(arrivals)


def most_in(arrivals: list[float], seconds: float) -> int:
    """The most arrivals in any span of so many seconds."""
    return max(
        bisect_right(arrivals, at + seconds - 1e-9) - index for index, at in enumerate(arrivals)
    )


@pytest.mark.parametrize("latest", [0.02, 0.3])
def test_no_second_and_no_minute_gets_more_than_its_share(latest: float) -> None:
    arrivals = simulate(Pace(50, 1000, 0.0), 2500, latest, spots=2500)
    assert most_in(arrivals, 1.0) <= 50
    assert most_in(arrivals, 60.0) <= 1000
    # The least time: 1,000 in the first and second minute, 500 at 50 a second in the third.
    assert arrivals[-1] <= 1.05 * 130 + latest


def test_little_time_is_lost() -> None:
    arrivals = simulate(Pace(50, 100_000, 0.0), 1000, 0.03, spots=1000)
    assert arrivals[-1] <= 1.05 * 1000 / 50


def test_one_address_gets_its_gap() -> None:
    arrivals = simulate(Pace(1000, 100_000, 1.0), 20, 0.03, spots=1)
    assert all(later - earlier >= 1.0 for earlier, later in itertools.pairwise(arrivals))
    assert arrivals[-1] <= 1.07 * 20


def test_less_than_one_a_second_is_kept_too() -> None:
    arrivals = simulate(Pace(0.5, 1000, 0.0), 5, 0.03, spots=5)
    assert most_in(arrivals, 2.0) == 1


def test_answers_find_room_when_people_talk_during_a_prompt_to_everybody() -> None:
    pacer = Pacer(Pace(math.inf, 10, 0.0))
    for number in range(2):
        pacer.start(0.0, True)
        pacer.end(spot(str(number)), 0.0, 0.01, sent=True)
    for number in range(6):
        assert pacer.wait(1.0, spot("x"), False) == 0
        pacer.start(1.0, False)
        pacer.end(spot(f"b{number}"), 1.0, 1.01, sent=True)
    # Eight places of ten are taken; the last two are kept for answers.
    assert pacer.wait(2.0, spot("x"), False) > 50
    assert pacer.wait(2.0, spot("x"), True) == 0


def test_a_call_that_was_never_made_takes_no_place() -> None:
    pacer = Pacer(Pace(1, 1000, 0.0))
    pacer.start(0.0, False)
    assert pacer.wait(0.0, spot("x"), False) == math.inf
    pacer.cancel()
    assert pacer.wait(0.0, spot("x"), False) == 0
