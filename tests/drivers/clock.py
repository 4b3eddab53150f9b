"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class FixedClock:
    """Call it for "now" (aware, UTC)."""

    def __init__(self, now: datetime) -> None:
        self.set(now)

    def __call__(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        """It is `now` (aware) from here on."""
        if now.tzinfo is None:
            raise ValueError("FixedClock takes an aware datetime")
        self._now = now.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """It is that much later."""
        self._now += by
