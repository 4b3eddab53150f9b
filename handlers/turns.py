"""Readers take turns where the database is a file in this process's own memory."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 0.25
"""Seconds after which a reader goes ahead out of turn: the one before reads something long."""


class Turns:
    """SQLite lets go of Python's lock at every call, and with many threads that wait for it the
    machine spends more on handing it round than on the reading: twice the time a request
    (docs/performance.md). One reader at a time hands it to nobody.

    With a database server a read is mostly waiting, so there nobody should wait for a turn.
    """

    def __init__(self, *, are_taken: bool) -> None:
        self._are_taken = are_taken
        self._lock = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A courtesy, not mutual exclusion: after PATIENCE it goes on all the same."""
        is_mine = self._are_taken and self._lock.acquire(timeout=PATIENCE)
        try:
            yield
        finally:
            if is_mine:
                self._lock.release()
