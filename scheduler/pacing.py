"""Keeping to a platform's limits: windows of a second and a minute, and a gap at each address.

Platforms count what ARRIVES. A call that opens a connection first, or waits in a queue, arrives
long after it was started, so a place in a window is given free not a second after the call's
start but a second after it can have arrived: its end less the time of the fastest call so far.
"""

import math
from bisect import insort

from chat.address import PlaceKind
from chat.platform import Pace

Spot = tuple[PlaceKind, str]
"""An address within one lane: threads of a channel share its limits."""

_SECOND_MARGIN = 0.02
_MINUTE_MARGIN = 0.2
_LARGEST_RESERVE = 0.2
_LEARNING = 50
"""So many calls count from their end: the first ones open connections and tell nothing."""


class Window:
    """At most `limit` calls arrive in any `seconds`; not safe for threads. Times: monotonic."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._under_way = 0
        self._arrived: list[float] = []

    def wait(self, now: float, reserve: int = 0) -> float:
        """Seconds until one more may start while `reserve` places stay free; infinite when only
        the end of a call can tell."""
        self._forget(now)
        excess = self._under_way + len(self._arrived) - (self._limit - reserve) + 1
        if excess <= 0:
            return 0.0
        if excess > len(self._arrived):
            return math.inf
        return self._arrived[excess - 1] + self._seconds - now

    def start(self) -> None:
        """A call starts."""
        self._under_way += 1

    def end(self, arrived: float | None) -> None:
        """A call has ended; None when it was never made."""
        self._under_way -= 1
        if arrived is not None:
            insort(self._arrived, arrived)

    def _forget(self, now: float) -> None:
        gone = 0
        while gone < len(self._arrived) and self._arrived[gone] + self._seconds <= now:
            gone += 1
        del self._arrived[:gone]


class Pacer:
    """When the next message of a lane may leave; not safe for threads. Times: monotonic seconds.

    Answers to people may use every place of the minute. Other messages leave as many free as
    answers were sent in the last minute, so that a conversation does not stand still because a
    prompt to everybody has used the minute up.
    """

    def __init__(self, pace: Pace) -> None:
        self._windows: list[Window] = []
        if math.isfinite(pace.per_second):
            # 0.5 a second is one in two seconds, 2.5 a second two in 0.8.
            limit = max(int(pace.per_second), 1)
            self._windows.append(Window(limit, limit / pace.per_second + _SECOND_MARGIN))
        self._minute = Window(pace.per_minute, 60 + _MINUTE_MARGIN)
        self._windows.append(self._minute)
        self._largest_reserve = int(pace.per_minute * _LARGEST_RESERVE)
        self._gap = pace.address_gap * 1.01
        self._free_at: dict[Spot, float] = {}
        self._answers: list[float] = []
        self._fastest = math.inf
        self._calls = 0

    def wait(self, now: float, spot: Spot, urgent: bool) -> float:
        """Seconds until a message to this address may start; infinite: when a call has ended."""
        while self._answers and self._answers[0] <= now - 60:
            del self._answers[0]
        reserve = 0 if urgent else min(len(self._answers), self._largest_reserve)
        waits = [
            window.wait(now, reserve if window is self._minute else 0) for window in self._windows
        ]
        return max(*waits, self._free_at.get(spot, now) - now, 0.0)

    def is_free(self, now: float, spot: Spot) -> bool:
        """Whether the gap since the last message to this address has passed."""
        return self._free_at.get(spot, now) <= now

    def start(self, now: float, urgent: bool) -> None:
        """A message is about to be sent."""
        for window in self._windows:
            window.start()
        if urgent:
            self._answers.append(now)

    def cancel(self) -> None:
        """A message was not sent after all."""
        for window in self._windows:
            window.end(None)

    def end(self, spot: Spot, started: float, ended: float, *, sent: bool) -> None:
        """A call has ended; `sent`: as it should, so that its length says how fast calls are."""
        if sent:
            self._calls += 1
            self._fastest = min(self._fastest, ended - started)
        known = sent and self._calls > _LEARNING
        arrived = max(started, ended - self._fastest) if known else ended
        for window in self._windows:
            window.end(arrived)
        if self._gap > 0:
            self._free_at.pop(spot, None)
            self._free_at[spot] = arrived + self._gap
            self._forget(ended)

    def _forget(self, now: float) -> None:
        # Entries stand about in the order in which they end.
        for spot, free_at in list(self._free_at.items())[:4]:
            if free_at <= now:
                del self._free_at[spot]
