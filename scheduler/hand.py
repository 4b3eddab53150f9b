"""The rows a sender has in hand: which may go now, which are under way, how long to wait."""

import math
from collections.abc import Iterable

from chat.platform import Pace
from scheduler.pacing import Pacer, Spot
from storage.outbox import Priority
from storage.outbox_claims import Claimed


def _spot(claimed: Claimed) -> Spot:
    return (claimed.address.kind, claimed.address.id)


class Hand:
    """Rows claimed by one sender; not safe for threads. Times are monotonic seconds."""

    def __init__(self, pace: Pace, workers: int) -> None:
        self._pacer = Pacer(pace)
        self._workers = workers
        self._waiting: dict[int, Claimed] = {}
        self._away: dict[int, Claimed] = {}
        self._calls = 0

    @property
    def rows(self) -> list[Claimed]:
        """All of them: waiting, under way, and ended without a record yet."""
        return [*self._waiting.values(), *self._away.values()]

    @property
    def waiting(self) -> list[Claimed]:
        """Those that have not gone."""
        return list(self._waiting.values())

    @property
    def calls(self) -> int:
        """How many calls are under way."""
        return self._calls

    def take(self, rows: Iterable[Claimed]) -> None:
        """Rows have been claimed."""
        self._waiting.update((claimed.id, claimed) for claimed in rows)

    def drop(self, rows: Iterable[Claimed]) -> None:
        """Rows are no longer this sender's."""
        for claimed in rows:
            self._waiting.pop(claimed.id, None)

    def choose(self, moment: float) -> list[Claimed]:
        """Those that may go now, most urgent first, one an address; they count as under way."""
        going: list[Claimed] = []
        busy = self._busy()
        for claimed in sorted(self._waiting.values(), key=lambda row: (row.priority, row.id)):
            if self._calls >= self._workers:
                break
            spot = _spot(claimed)
            urgent = claimed.priority is Priority.ANSWER
            if spot in busy or self._pacer.wait(moment, spot, urgent) > 0:
                continue
            self._pacer.start(moment, urgent)
            self._calls += 1
            busy.add(spot)
            self._away[claimed.id] = self._waiting.pop(claimed.id)
            going.append(claimed)
        return going

    def cancel(self, rows: Iterable[Claimed], *, keep: bool) -> None:
        """Chosen rows did not go after all; with `keep` they wait again."""
        for claimed in rows:
            self._pacer.cancel()
            self._calls -= 1
            del self._away[claimed.id]
            if keep:
                self._waiting[claimed.id] = claimed

    def end(self, claimed: Claimed, started: float, ended: float, *, sent: bool) -> None:
        """A call has ended; its address stays busy until that is recorded."""
        self._calls -= 1
        self._pacer.end(_spot(claimed), started, ended, sent=sent)

    def recorded(self, rows: Iterable[Claimed]) -> None:
        """What came of these stands in the database."""
        for claimed in rows:
            self._away.pop(claimed.id, None)

    def ready(self, moment: float) -> int:
        """How many could go but for the lane's own limits."""
        busy = self._busy()
        spots = (_spot(claimed) for claimed in self._waiting.values())
        return sum(spot not in busy and self._pacer.is_free(moment, spot) for spot in spots)

    def wait(self, moment: float) -> float:
        """Seconds until the next may go; infinite when only the end of a call can tell."""
        if self._calls >= self._workers:
            return math.inf
        busy = self._busy()
        return min(
            (
                self._pacer.wait(moment, _spot(claimed), claimed.priority is Priority.ANSWER)
                for claimed in self._waiting.values()
                if _spot(claimed) not in busy
            ),
            default=math.inf,
        )

    def _busy(self) -> set[Spot]:
        return {_spot(claimed) for claimed in self._away.values()}
