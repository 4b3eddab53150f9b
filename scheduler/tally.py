"""What delivery has done since the program started, for /metrics."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from scheduler.attempt import Arrived, Failed, Hopeless, Limited, Outcome


@dataclass(slots=True)
class Counts:
    """Of one platform: how often each thing happened; `seconds` spent in calls to it."""

    sent: int = 0
    retried: int = 0
    dead: int = 0
    limited: int = 0
    seconds: float = 0.0


class Tally:
    """Counts for each platform, and tells `observe` of each attempt; safe for threads."""

    def __init__(self, observe: Callable[[str, str], None]) -> None:
        self._observe = observe
        self._lock = threading.Lock()
        self._counts: dict[str, Counts] = {}

    def add(self, platform: str, outcome: Outcome, seconds: float) -> None:
        """Count one attempt that took so long."""
        with self._lock:
            counts = self._counts.setdefault(platform, Counts())
            counts.seconds += seconds
            match outcome:
                case Arrived():
                    counts.sent += 1
                    word = "sent"
                case Failed():
                    counts.retried += 1
                    word = "later"
                case Limited():
                    counts.limited += 1
                    word = "limited"
                case Hopeless():
                    counts.dead += 1
                    word = "dead"
                case _:
                    assert_never(outcome)
        self._observe(platform, word)

    def snapshot(self) -> Mapping[str, Counts]:
        """The counts as they are now, by platform."""
        with self._lock:
            return {platform: replace(counts) for platform, counts in self._counts.items()}
