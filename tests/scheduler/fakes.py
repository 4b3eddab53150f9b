"""Platforms that keep a list of what stands on them, and do what a test tells them to."""

import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic

from sqlalchemy import text

from chat.address import Account, Address, MessageRef, PlaceKind, Profile
from chat.cards import Card, Paragraph
from chat.platform import DeliveryError, Outgoing, Pace
from chat.text import text as spans
from scheduler.delivery import Delivery
from storage import outbox
from storage.database import Database
from storage.outbox import Priority

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CARD = Card("Hello", (Paragraph(spans("a word")),))
Start = Callable[..., Delivery]
"""Starts a delivery to the test's platform: `start(batch=…, workers=…)`."""
UNLIMITED = Pace(per_second=1e9, per_minute=10**9, address_gap=0.0)


class FakeClock:
    """A clock that stands still until it is set."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go(self, seconds: float) -> None:
        """Time passes."""
        self.now += timedelta(seconds=seconds)


class FakePlatform:
    """Keeps every message; `on_deliver` may block or raise before or after it stands there.

    With `knows_keys` a message whose key is known is not shown a second time (Lark's uuid);
    otherwise every call shows one more, and `find_delivered` searches (Slack's history).
    """

    def __init__(
        self, name: str = "slack", pace: Pace = UNLIMITED, *, knows_keys: bool = False
    ) -> None:
        self.name = name
        self.pace = pace
        self.knows_keys = knows_keys
        self.shown: list[str] = []
        self.looked: list[str] = []
        self.calls: list[tuple[float, str, str]] = []
        self.before: Callable[[Outgoing], None] = lambda outgoing: None
        self.after: Callable[[Outgoing], None] = lambda outgoing: None
        self.overlaps: list[str] = []
        self._under_way: dict[str, int] = defaultdict(int)
        self._changed = threading.Condition()

    def deliver(self, outgoing: Outgoing) -> MessageRef:
        place = outgoing.address.id
        with self._changed:
            self.calls.append((monotonic(), outgoing.key, place))
            if self._under_way[place]:
                self.overlaps.append(outgoing.key)
            self._under_way[place] += 1
            self._changed.notify_all()
        try:
            self.before(outgoing)
            with self._changed:
                if not (self.knows_keys and outgoing.key in self.shown):
                    self.shown.append(outgoing.key)
                self._changed.notify_all()
            self.after(outgoing)
        finally:
            with self._changed:
                self._under_way[place] -= 1
        return self._reference(outgoing)

    def find_delivered(self, outgoing: Outgoing) -> MessageRef | None:
        with self._changed:
            self.looked.append(outgoing.key)
            if self.knows_keys or outgoing.key not in self.shown:
                return None
        return self._reference(outgoing)

    def look_up(self, account: Account) -> Profile | None:
        return None

    def wait_for(self, condition: Callable[[], bool], seconds: float = 20) -> bool:
        """Wait until something is true of this platform."""
        with self._changed:
            return self._changed.wait_for(condition, seconds)

    def _reference(self, outgoing: Outgoing) -> MessageRef:
        return MessageRef(self.name, outgoing.address.tenant, outgoing.address.id, outgoing.key)


def failing(*errors: DeliveryError) -> Callable[[Outgoing], None]:
    """Raises these errors, one a call, and then no more."""
    left = list(errors)
    lock = threading.Lock()

    def fail(_: Outgoing) -> None:
        with lock:
            error = left.pop(0) if left else None
        if error:
            raise error

    return fail


def place(person: str, platform: str = "slack", tenant: str = "T1") -> Address:
    """A direct conversation."""
    return Address(platform, tenant, PlaceKind.PERSON, person)


def states(database: Database) -> dict[str, str]:
    """The state of every message by its key."""
    with database.read() as session:
        rows = session.execute(text("SELECT key, state FROM outbox")).all()
    return {row.key: row.state for row in rows}


def queue(
    database: Database,
    *keys: str,
    person: str = "",
    priority: Priority = Priority.NEWS,
    platform: str = "slack",
    now: datetime = START,
) -> None:
    """Queue a message a key: to one person, or each to a person of their own."""
    with database.write() as session:
        rows = [
            outbox.row(
                key=key,
                address=place(person or f"to-{key}", platform),
                body=CARD,
                now=now,
                priority=priority,
            )
            for key in keys
        ]
        outbox.add_rows(session, rows)


def hold(event: threading.Event) -> None:
    """Wait for the event within bounds."""
    assert event.wait(20)
