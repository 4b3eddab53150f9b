"""The program's clock: the real time, or with an offset while the playground travels in time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def real_now() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)


class Clock:
    """Call it for "now" (aware, UTC). Time goes on after travelling; any thread may use it."""

    def __init__(self, real: Callable[[], datetime] = real_now) -> None:
        self._real = real
        self._offset = timedelta()

    def __call__(self) -> datetime:
        return self._real() + self._offset

    @property
    def now_is_real(self) -> bool:
        """Whether nobody has travelled, or everybody is back."""
        return not self._offset

    def travel_to(self, moment: datetime) -> None:
        """From here on it is `moment` (aware) and later. Raises ValueError for a naive one."""
        if moment.tzinfo is None:
            raise ValueError("travel_to takes an aware datetime")
        self._offset = moment.astimezone(UTC) - self._real()

    def back(self) -> None:
        """It is the real time again."""
        self._offset = timedelta()
