"""Does what the clock would do, reads off what it would say, and takes all of it back."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import Session

from handlers.report.digests import digest_key
from scheduler import team_report, team_week
from scheduler.reminders import Act
from storage import reminders
from storage.database import Database
from storage.outbox import OUTBOX
from storage.reminders import Reminder
from storage.tables import OutboxState
from storage.team_weeks import TeamWeek

_MOST_STEPS = 100
"""Reminders that may come of one: a safeguard against one that never ends."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A row (`said`, of the outbox) that would be put there at `at` by what is of this kind."""

    kind: str
    at: datetime
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would happen up to `until` in a program that runs from `since` on.

    Without `since` it has run all the time: each reminder is done at its moment. What is said
    counts as delivered at once, so that what waits for that is foreseen too.
    """

    database: Database
    kinds: Mapping[str, Act]
    until: datetime
    since: datetime | None = None

    def remind(self, found: Sequence[Reminder]) -> Sequence[Spoken]:
        """What comes of these reminders, one after the other, and of those that they set."""
        return self._try(lambda session: list(self._remind(session, found)))

    def say_day(
        self, team: TeamWeek, at: datetime, say: Callable[[Session, TeamWeek, datetime], bool]
    ) -> Sequence[Spoken]:
        """What comes of a team's day: its digest, the lead's part and the report after it."""
        return self._try(lambda session: list(self._say_day(session, team, at, say)))

    def say(self, kind: str, at: datetime, act: Callable[[Session], object]) -> Sequence[Spoken]:
        """What comes of anything else that is done at that moment."""

        def spoken(session: Session) -> Sequence[Spoken]:
            last = _last_row(session)
            act(session)
            return _spoken(session, last, kind, at)

        return self._try(spoken)

    def _try(self, act: Callable[[Session], Sequence[Spoken]]) -> Sequence[Spoken]:
        found: Sequence[Spoken] = ()
        # A transaction each, so that a running bot is not kept from writing for long.
        with suppress(_TakenBack), self.database.write() as session:
            found = act(session)
            raise _TakenBack
        return found

    def _say_day(
        self,
        session: Session,
        team: TeamWeek,
        at: datetime,
        say: Callable[[Session, TeamWeek, datetime], bool],
    ) -> Iterator[Spoken]:
        last_row, last_reminder = _last_row(session), reminders.last_id(session)
        say(session, team, at)
        yield from _spoken(session, last_row, team_week.KIND, at)
        yield from self._remind(session, self._new(session, last_reminder))

    def _remind(self, session: Session, first: Sequence[Reminder]) -> Iterator[Spoken]:
        waiting = deque(first)
        for _ in range(_MOST_STEPS + len(first)):
            if not waiting:
                return
            reminder = waiting.popleft()
            at = max(reminder.at, self.since or reminder.at)
            if reminder.kind == team_report.KIND:
                _deliver(session, OUTBOX.c.key == digest_key(reminder.week, reminder.subject_id))
            if not reminders.take(session, reminder):
                continue  # done meanwhile by the running program
            last_row, last_reminder = _last_row(session), reminders.last_id(session)
            self.kinds[reminder.kind](session, reminder, at)
            yield from _spoken(session, last_row, reminder.kind, at)
            waiting += self._new(session, last_reminder)

    def _new(self, session: Session, last: int) -> Sequence[Reminder]:
        session.flush()
        return reminders.list_due_after(session, self.until, last, list(self.kinds))


class _TakenBack(Exception):
    """Ends a transaction that was only tried."""


def _last_row(session: Session) -> int:
    return int(session.execute(select(func.max(OUTBOX.c.id))).scalar() or 0)


def _spoken(session: Session, last: int, kind: str, at: datetime) -> list[Spoken]:
    """What was put into the outbox after that row; changes of earlier messages left out."""
    session.flush()
    rows = session.execute(
        select(OUTBOX)
        .where(OUTBOX.c.id > last, OUTBOX.c.edit_key.is_(None), OUTBOX.c.edit_id.is_(None))
        .order_by(OUTBOX.c.id)
    ).all()
    _deliver(session, OUTBOX.c.id > last)
    return [Spoken(kind, at, dict(row._mapping)) for row in rows]


def _deliver(session: Session, which: Any) -> None:
    """These have arrived, unless they are given up."""
    session.execute(
        update(OUTBOX)
        .where(which, OUTBOX.c.message_id.is_(None), OUTBOX.c.state != OutboxState.DEAD)
        .values(
            state=OutboxState.SENT,
            sent_at=OUTBOX.c.created_at,
            message_channel=OUTBOX.c.address_id,
            message_id="rehearsed",
        )
    )
