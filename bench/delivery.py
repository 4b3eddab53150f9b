"""The outbox emptied: into a platform without limits, and into one that counts."""

import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from bench.asking import now
from bench.report import Bound, Report, Row
from bot.lark import limits
from chat.address import Account, Address, MessageRef, PlaceKind, Profile
from chat.cards import Card, Paragraph
from chat.platform import Outgoing, Pace, TryLater
from chat.text import text
from scheduler.delivery import Delivery
from storage import migrate, outbox
from storage.database import Database

FREE = 3_000
COUNTED = 500
LIMITS = Pace(limits.PER_SECOND, limits.PER_MINUTE, 1 / limits.PER_ADDRESS_SECOND)
"""Lark's, the widest there are."""
BUDGET_FREE = 10.0
BUDGET_COUNTED = 1.05
_PATIENCE = 120.0


class Counting:
    """A platform in this process. With `refuses`, it takes what the pace allows in any second."""

    name = "lark"

    def __init__(self, pace: Pace, *, refuses: bool) -> None:
        self.pace = pace
        self._refuses = refuses
        self._lock = threading.Lock()
        self._last: deque[float] = deque()
        self.arrived: list[float] = []
        self.refused = 0

    def deliver(self, outgoing: Outgoing) -> MessageRef:
        with self._lock:
            at = time.monotonic()
            while self._last and self._last[0] <= at - 1.0:
                self._last.popleft()
            if self._refuses and len(self._last) >= self.pace.per_second:
                self.refused += 1
                raise TryLater("too_many", 1.0, limited=True)
            self._last.append(at)
            self.arrived.append(at)
        return MessageRef(self.name, outgoing.address.tenant, outgoing.address.id, outgoing.key)

    def find_delivered(self, outgoing: Outgoing) -> MessageRef | None:
        return None

    def look_up(self, account: Account) -> Profile | None:
        return None


def measure(folder: Path) -> Report:
    """Rows that wait in the outbox when the sender starts, each to a person of their own."""
    unlimited = Counting(Pace(1e9, 10**9, 0.0), refuses=False)
    free = FREE / _emptied(folder, unlimited, FREE)
    counting = Counting(LIMITS, refuses=True)
    took = _emptied(folder, counting, COUNTED)
    least = _least(LIMITS, COUNTED)
    return Report(
        "delivery: the outbox into a platform in this process, SQLite, durable",
        [
            Row(
                "without limits / Lark's 50 a second",
                free / LIMITS.per_second,
                "×",
                Bound.AT_LEAST,
                BUDGET_FREE,
                f"{free:,.0f} messages/s",
            ),
            Row(
                f"{COUNTED} messages under Lark's limits / the least time",
                took / least,
                "×",
                Bound.AT_MOST,
                BUDGET_COUNTED,
                f"{took:.2f} s of {least:.2f} s",
            ),
            Row(
                "refused for being too many",
                counting.refused,
                "",
                Bound.AT_MOST,
                0,
                f"of {COUNTED + counting.refused} calls",
            ),
        ],
    )


def _least(pace: Pace, messages: int) -> float:
    """Seconds from the first to the last when every second takes its whole number at once."""
    return (messages - 1) // int(pace.per_second) * 1.0


def _emptied(folder: Path, platform: Counting, messages: int) -> float:
    database = Database(f"sqlite:///{folder / f'outbox-{messages}.db'}")
    migrate.upgrade(database)
    card = Card("Hello", (Paragraph(text("A word from the bench.")),))
    with database.write() as session:
        rows = [_row(card, index) for index in range(messages)]
        outbox.add_rows(session, rows)
    delivery = Delivery(database, {platform.name: platform}, now)
    delivery.start()
    try:
        _wait(lambda: len(platform.arrived) >= messages, delivery)
    finally:
        delivery.stop()
        database.dispose()
    return platform.arrived[-1] - platform.arrived[0]


def _row(card: Card, index: int) -> dict[str, object]:
    address = Address("lark", "T0BENCH", PlaceKind.PERSON, f"ou_{index}")
    return outbox.row(key=f"bench:{index}", address=address, body=card, now=now())


def _wait(is_done: Callable[[], bool], delivery: Delivery) -> None:
    until = time.monotonic() + _PATIENCE
    while not is_done():
        if time.monotonic() > until:
            raise TimeoutError("the outbox was not emptied")
        delivery.settle(1.0)
