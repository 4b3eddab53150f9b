"""Switches that break the platform for a while, by method."""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock
from time import monotonic

_PATIENCE = 30.0


@dataclass(frozen=True)
class Fault:
    """What one call gets instead of its answer.

    With `lost` the call is done and its answer never arrives; with `until` it waits, and is then
    done as always.
    """

    error: str = ""
    status: int = 200
    retry_after: int = 0
    lost: bool = False
    until: Event | None = None


class Outages:
    """Faults waiting for their calls; `response_url` stands for all response addresses, `upload`
    for those that take files."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._slow: list[Event] = []
        self.hit = Event()
        """Set when a slow call has arrived."""
        self.refused_upgrades = 0
        """How many of the next Socket Mode upgrades are refused."""
        self.is_limiting = False
        """Whether a channel takes about one message a second."""
        self.limit_clock: Callable[[], float] = monotonic
        self._last: dict[str, float] = {}

    def error(self, method: str, code: str, times: int = 1) -> None:
        """Answer with an error code."""
        self._add(method, Fault(error=code), times)

    def limited(self, method: str, retry_after: int = 1, times: int = 1) -> None:
        """Answer HTTP 429."""
        self._add(method, Fault("ratelimited", 429, retry_after), times)

    def broken(self, method: str, status: int = 500, times: int = 1) -> None:
        """Answer with an HTTP error and no JSON."""
        self._add(method, Fault(status=status), times)

    def lose_answer(self, method: str, times: int = 1) -> None:
        """Do what is asked, then drop the connection."""
        self._add(method, Fault(lost=True), times)

    def slow(self, method: str) -> Event:
        """Do nothing until the event is set."""
        self.hit.clear()
        released = Event()
        self._slow.append(released)
        self._add(method, Fault(until=released), 1)
        return released

    def release(self) -> None:
        """End every slow call."""
        for event in self._slow:
            event.set()

    def next_for(self, method: str) -> Fault | None:
        """The fault this call gets; waits where it is a slow one."""
        with self._lock:
            fault = self._waiting[method].popleft() if self._waiting[method] else None
        if fault is not None and fault.until is not None:
            self.hit.set()
            fault.until.wait(_PATIENCE)
        return fault

    def too_soon(self, channel: str) -> bool:
        """Whether the channel has had its message for this second."""
        if not self.is_limiting:
            return False
        with self._lock:
            now = self.limit_clock()
            if now - self._last.get(channel, float("-inf")) < 1.0:
                return True
            self._last[channel] = now
            return False

    def takes_upgrade(self) -> bool:
        """Whether the next Socket Mode upgrade is let in."""
        with self._lock:
            if self.refused_upgrades:
                self.refused_upgrades -= 1
                return False
            return True

    def _add(self, method: str, fault: Fault, times: int) -> None:
        with self._lock:
            self._waiting[method].extend([fault] * times)
