"""Housekeeping: what nobody will ask for again is forgotten, in small batches."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from storage import claims, dead_messages, link_codes, outbox, received_events, shown_messages
from storage.database import Database

log = structlog.get_logger()

EVERY = timedelta(hours=1)
BATCH = 500
MOST_BATCHES = 100
"""In one run and of one kind; the rest goes in the next run."""

Prune = Callable[[Session, datetime, int], int]

_KEPT: dict[str, tuple[Prune, timedelta]] = {
    "received_events": (received_events.prune, timedelta(days=3)),
    "claims": (claims.prune, timedelta(days=400)),
    "link_codes": (link_codes.prune, timedelta(days=1)),
    "sent_messages": (outbox.prune, timedelta(days=30)),
    "dead_messages": (dead_messages.prune, timedelta(days=30)),
    "shown_messages": (shown_messages.prune, timedelta(days=365)),
}


class Housekeeping:
    """A job of the ticker; looks once an hour."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last: datetime | None = None

    def __call__(self, now: datetime) -> None:
        """Forget what is old enough, if the last look was an hour ago or in another time."""
        if self._last is not None and timedelta(0) <= now - self._last < EVERY:
            return
        for kind, (prune, age) in _KEPT.items():
            gone = self._prune(prune, now - age)
            if gone:
                log.info("housekeeping.pruned", kind=kind, rows=gone)
        self._last = now

    def _prune(self, prune: Prune, before: datetime) -> int:
        gone = 0
        for _ in range(MOST_BATCHES):
            # A transaction a batch: writers wait for one at most.
            with self._database.write() as session:
                count = prune(session, before, BATCH)
            gone += count
            if count < BATCH:
                break
        return gone
