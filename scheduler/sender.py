"""The one sender of a lane: takes rows in hand, keeps to the limits, records what came of them.

A turn of the sender is one write transaction: what has come of earlier calls is recorded, rows
are claimed, and those that may go now are marked `sending`. Only then are they handed to the
pool. So a message costs a share of a durable write, however many there are, and still:

- nothing is sent that was not marked `sending` by a committed transaction before;
- a message that was sent and whose record was lost with the process stands in `sending`, so its
  next sender looks (or its key says) before sending again;
- while a turn waits for the disk, more calls end: they are recorded together by the next turn.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

import structlog
from sqlmodel import Session

from chat.platform import Platform
from scheduler.attempt import Arrived, Outcome, attempt
from scheduler.hand import Hand
from scheduler.record import record
from scheduler.tally import Tally
from storage import lanes, outbox_claims
from storage.database import Database
from storage.lanes import LaneKey
from storage.outbox import Priority
from storage.outbox_claims import Claimed

log = structlog.get_logger()

IDLE = 2.0
"""Seconds without work after which a lane is given up, so that whoever has work next has it."""
LOOK = 1.0
"""Seconds between two looks at the program's clock while a rate limit lasts: it may jump."""
FAULT = 1.0
"""Seconds to wait after a turn that failed, as when the database does not answer."""
LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How delivery works: rows claimed at a time, calls at a time, and how long a lease lasts."""

    batch: int = 100
    workers: int = 16
    lease: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class _Ended:
    claimed: Claimed
    outcome: Outcome
    started: float
    ended: float


class Sender:
    """A thread that empties one lane through one platform.

    `turned` is called before and after it lets go of what it did in a turn.
    """

    def __init__(
        self,
        database: Database,
        platform: Platform,
        lane: LaneKey,
        clock: Callable[[], datetime],
        holder: str,
        plan: Plan,
        tally: Tally,
        turned: Callable[[], None],
    ) -> None:
        self._database = database
        self._platform = platform
        self._lane = lane
        self._clock = clock
        self._holder = holder
        self._plan = plan
        self._tally = tally
        self._turned = turned
        # Shared between threads, under _changed:
        self._changed = threading.Condition()
        self._woken = False
        self._working = False
        self._stop_at: float | None = None
        self._ended: list[_Ended] = []
        # The lane's thread alone:
        self._hand = Hand(platform.pace, plan.workers)
        self._unrecorded: list[_Ended] = []
        self._more = False
        self._holds = False
        self._opens_at = self._renew_by = clock()
        self._renew_at = self._call_until = self._idle_at = self._fault_until = 0.0
        self._pool = ThreadPoolExecutor(plan.workers, f"send-{lane.platform}")
        self._thread = threading.Thread(target=self._run, name=f"lane-{lane.platform}", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """There may be something due."""
        with self._changed:
            self._woken = True
            self._changed.notify()

    def stop(self, deadline: float) -> None:
        """Claim nothing more; wait for calls under way, until `deadline` (monotonic)."""
        with self._changed:
            self._stop_at = deadline
            self._changed.notify()

    def join(self, deadline: float) -> bool:
        """Wait until the sender has stopped; False when `deadline` (monotonic) comes first."""
        self._thread.join(max(deadline - monotonic(), 0))
        self._pool.shutdown(wait=False)
        return not self._thread.is_alive()

    @property
    def busy(self) -> bool:
        """Whether it has anything in hand or is just looking."""
        with self._changed:
            return self._working or self._woken or bool(self._ended)

    def _run(self) -> None:
        while self._await_work():
            try:
                self._turn(self._clock(), monotonic())
            except Exception:
                log.exception("delivery.turn_failed", platform=self._lane.platform)
                # Nothing of it was kept: take the lane anew, and look for the same rows again.
                self._holds, self._more = False, True
                self._fault_until = monotonic() + FAULT
            self._turned()
            with self._changed:
                self._working = bool(self._hand.rows)
            self._turned()
        try:
            self._wind_down()
        except Exception:
            log.exception("delivery.stop_failed", platform=self._lane.platform)

    def _await_work(self) -> bool:
        """Wait until there is something to do; False when it is to stop."""
        until = monotonic() + self._patience()
        with self._changed:
            while self._stop_at is None:
                moment = monotonic()
                called = self._woken or self._ended
                if moment >= until or (called and moment >= self._fault_until):
                    break
                self._changed.wait(until - moment)
            self._more = self._more or self._woken or bool(self._ended)
            self._woken = False
            self._working = True
            return self._stop_at is None

    def _patience(self) -> float:
        """Seconds until something is to be done by itself."""
        moment, now = monotonic(), self._clock()
        if moment < self._fault_until:
            return self._fault_until - moment
        waits = [LONGEST_WAIT]
        if now < self._opens_at and self._more:
            waits.append(min((self._opens_at - now).total_seconds(), LOOK))
        if self._hand.rows:
            waits += [self._hand.wait(moment), self._renew_at - moment if self._holds else LOOK]
        elif self._holds:
            waits.append(self._idle_at - moment)
        return max(min(waits), 0.0)

    def _turn(self, now: datetime, moment: float) -> None:
        self._collect()
        closed = now < self._opens_at
        if not self._hand.rows and (closed or not self._more):
            if self._holds and moment >= self._idle_at:
                with self._database.write() as session:
                    lanes.release(session, self._lane, self._holder, now)
                self._holds = False
            return
        fresh: list[Claimed] = []
        going: list[Claimed] = []
        try:
            with self._database.write() as session:
                self._keep(session, now, moment)
                self._record(session, now)
                if self._holds and now >= self._opens_at:
                    fresh = self._claim(session, now, moment)
                    self._hand.take(fresh)
                    going = self._hand.choose(moment)
                    until = now + self._plan.lease
                    ours = outbox_claims.mark_sending(session, going, until)
                else:
                    outbox_claims.release(session, self._hand.waiting)
        except BaseException:
            self._hand.cancel(going, keep=True)
            self._hand.drop(fresh)
            raise
        self._hand.recorded(ended.claimed for ended in self._unrecorded)
        self._unrecorded.clear()
        if not self._holds or now < self._opens_at:
            self._hand.drop(self._hand.waiting)
            self._more = True
            return
        self._hand.cancel([claimed for claimed in going if claimed.id not in ours], keep=False)
        for claimed in going:
            if claimed.id in ours:
                self._pool.submit(self._call, claimed, self._call_until)
        self._idle_at = moment + IDLE

    def _collect(self) -> None:
        with self._changed:
            ended, self._ended = self._ended, []
        for call in ended:
            sent = isinstance(call.outcome, Arrived)
            self._hand.end(call.claimed, call.started, call.ended, sent=sent)
        self._unrecorded += ended

    def _keep(self, session: Session, now: datetime, moment: float) -> None:
        """Take or renew the lane, and with it the leases of all rows in hand.

        By both clocks: the program's may be frozen or jump, and then our own leases would look
        run out. Claiming comes after this, so a row in hand is never claimed once more.
        """
        if self._holds and moment < self._renew_at and now < self._renew_by:
            return
        lease = self._plan.lease
        opens_at = lanes.take(session, self._lane, self._holder, now, lease)
        self._holds = opens_at is not None
        if opens_at is None:
            return
        outbox_claims.extend(session, self._hand.rows, now + lease)
        self._opens_at = opens_at
        self._renew_by = now + lease / 3
        self._renew_at = moment + lease.total_seconds() / 3
        self._call_until = moment + lease.total_seconds() * 0.8

    def _record(self, session: Session, now: datetime) -> None:
        ended = [(call.claimed, call.outcome) for call in self._unrecorded]
        closed_until = record(session, self._lane, ended, now)
        if closed_until is not None:
            self._opens_at = max(self._opens_at, closed_until)

    def _claim(self, session: Session, now: datetime, moment: float) -> list[Claimed]:
        if not self._more:
            return []
        room, least = self._plan.batch - self._hand.ready(moment), Priority.BULK
        if room <= 0 or len(self._hand.waiting) >= 5 * self._plan.batch:
            # There is enough to do, but an answer goes before all of it.
            room, least = self._plan.batch, Priority.ANSWER
        fresh = outbox_claims.claim(session, self._lane, now, room, self._plan.lease, least=least)
        self._more = least is not Priority.BULK or len(fresh) == room
        return fresh

    def _call(self, claimed: Claimed, until: float) -> None:
        started = monotonic()
        outcome = attempt(self._platform, claimed, until)
        ended = monotonic()
        self._tally.add(self._lane.platform, outcome, ended - started)
        with self._changed:
            self._ended.append(_Ended(claimed, outcome, started, ended))
            self._changed.notify()

    def _wind_down(self) -> None:
        """Let calls under way end, record them, and give back everything else."""
        with self._changed:
            deadline = self._stop_at or 0.0
            self._changed.wait_for(
                lambda: len(self._ended) >= self._hand.calls, max(deadline - monotonic(), 0.0)
            )
        self._collect()
        now = self._clock()
        with self._database.write() as session:
            self._record(session, now)
            outbox_claims.release(session, self._hand.waiting)
            # With a call still under way the lane is left to run out together with its row.
            if not self._hand.calls:
                lanes.release(session, self._lane, self._holder, now)
