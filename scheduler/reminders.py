"""Reminders that fall due: each is taken once, by one process, and does what its kind says.

Kinds that come in thousands, such as nudges, are done some hundred in a transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from storage import reminders
from storage.database import Database
from storage.reminders import Reminder

log = structlog.get_logger()

BATCH = 200
_LATER = timedelta(minutes=5)
_MOST_ATTEMPTS = 5

Act = Callable[[Session, Reminder, datetime], None]
"""Looks whether there is anything to say and puts it into the outbox; `now` in UTC."""

ActAll = Callable[[Session, Sequence[Reminder], datetime], None]
"""The same for many of one kind, in a few statements."""


class Reminders:
    """A job of the ticker; `kinds` says what each kind of reminder does, `in_bulk` what many do."""

    def __init__(
        self,
        database: Database,
        kinds: Mapping[str, Act],
        wake: Callable[[], None],
        in_bulk: Mapping[str, ActAll] | None = None,
    ) -> None:
        self._database = database
        self._kinds = kinds
        self._in_bulk = in_bulk or {}
        self._wake = wake

    def __call__(self, now: datetime) -> None:
        """Do everything that is due at `now`."""
        found = self._due(now, None)
        while found:
            for kind in self._in_bulk:
                self._do_all(kind, [each for each in found if each.kind == kind], now)
            for reminder in found:
                if reminder.kind not in self._in_bulk:
                    self._do(reminder, now)
            found = self._due(now, found[-1])

    def _due(self, now: datetime, after: Reminder | None) -> list[Reminder]:
        with self._database.read() as session:
            return reminders.list_due(session, now, BATCH, list(self._kinds), after)

    def _do_all(self, kind: str, found: Sequence[Reminder], now: datetime) -> None:
        if not found:
            return
        try:
            with self._database.write() as session:
                taken = reminders.take_all(session, found)
                self._in_bulk[kind](session, taken, now)
        except Exception:
            # Whichever it was, the others must not wait for it.
            log.exception("reminder.batch_failed", kind=kind, reminders=len(found))
            for reminder in found:
                self._do(reminder, now)
            return
        if taken:
            self._wake()

    def _do(self, reminder: Reminder, now: datetime) -> None:
        try:
            with self._database.write() as session:
                if not reminders.take(session, reminder):
                    return
                self._kinds[reminder.kind](session, reminder, now)
        except Exception:
            # One that cannot be done must not hold up the others, nor come back for ever.
            log.exception("reminder.failed", kind=reminder.kind, key=reminder.key)
            self._put_off(reminder, now)
            return
        self._wake()

    def _put_off(self, reminder: Reminder, now: datetime) -> None:
        with self._database.write() as session:
            if reminder.attempts + 1 < _MOST_ATTEMPTS:
                reminders.put_off(session, reminder, now + _LATER)
            elif reminders.take(session, reminder):
                log.error("reminder.dropped", kind=reminder.kind, key=reminder.key)
