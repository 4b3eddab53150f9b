"""The platform's rate limits, on the fake's clock; switched off until a test wants them."""

from collections import defaultdict, deque
from datetime import datetime, timedelta
from math import ceil

from tests.fakes.lark.calls import ApiError
from tests.fakes.lark.store import Clock

LIMITED = 99991400
LIMITED_HERE = 230020

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)


class Limits:
    """Sliding windows: 50/s and 1000/min for the app, 5/s per receiver and per edited message."""

    def __init__(self, clock: Clock) -> None:
        self.on = False
        self.status = 429
        """The HTTP status that goes with 99991400; the platform uses 400 too."""
        self.code_here = LIMITED_HERE
        """The code for one receiver's or message's limit; 99991400 is possible too."""
        self.per_second = 50
        self.per_minute = 1000
        self.per_receiver = 5
        self.refused = 0
        self._clock = clock
        self._seen: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def app(self) -> None:
        """Count a call of the app. Raises ApiError with the header that says when to come back."""
        self._check("second", self.per_second, _SECOND)
        self._check("minute", self.per_minute, _MINUTE)

    def receiver(self, chat_id: str) -> None:
        """Count a message to a person or group."""
        self._check(f"to {chat_id}", self.per_receiver, _SECOND, here=True)

    def edited(self, message_id: str) -> None:
        """Count an edit of a message."""
        self._check(f"edit {message_id}", self.per_receiver, _SECOND, here=True)

    def document(self) -> None:
        """Count a write to documents: three a second."""
        self._check("documents", 3, _SECOND)

    def _check(self, key: str, most: int, window: timedelta, *, here: bool = False) -> None:
        if not self.on:
            return
        now = self._clock()
        seen = self._seen[key]
        while seen and now - seen[0] >= window:
            seen.popleft()
        if len(seen) < most:
            seen.append(now)
            return
        self.refused += 1
        reset = max(1, ceil((window - (now - seen[0])).total_seconds()))
        if here and self.code_here == LIMITED_HERE:
            raise ApiError(LIMITED_HERE, "This operation triggers the frequency limit.")
        raise ApiError(
            LIMITED,
            "request trigger frequency limit",
            self.status,
            {"x-ogw-ratelimit-limit": str(most), "x-ogw-ratelimit-reset": str(reset)},
        )
