"""Delivery: the outbox -> the platforms, each tenant through a sender of its own."""

import os
import socket
import threading
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from time import monotonic

import structlog

from chat.platform import Platform
from scheduler.sender import Plan, Sender
from scheduler.tally import Counts, Tally
from storage import outbox
from storage.database import Database
from storage.lanes import LaneKey

log = structlog.get_logger()

POLL = 1.0
"""Seconds between two looks for what has fallen due, or was queued by another process."""


class Delivery:
    """Sends what the outbox holds. Any number of processes may run one on the same database.

    `clock` tells the time that rows and leases are compared with; waiting is by the machine's
    monotonic clock, so nothing spins while `clock` stands still. `observe` is told the platform
    and the outcome of each attempt: sent, later, limited or dead.
    """

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        clock: Callable[[], datetime],
        batch: int = 100,
        workers: int = 16,
        lease: timedelta = timedelta(seconds=30),
        observe: Callable[[str, str], None] = lambda platform, outcome: None,
    ) -> None:
        self._database = database
        self._platforms = dict(platforms)
        self._clock = clock
        self._plan = Plan(batch, workers, lease)
        self._holder = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._tally = Tally(observe)
        self._changed = threading.Condition()
        self._woken = False
        self._stopping = False
        self._turns = 0
        self._senders: dict[LaneKey, Sender] = {}
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)

    @property
    def counts(self) -> Mapping[str, Counts]:
        """What was done since the start, by platform."""
        return self._tally.snapshot()

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def wake(self) -> None:
        """Rows were committed: look now. Cheap, from any thread."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish the calls under way, give back what was not begun, release the lanes.

        A call that takes longer than `timeout` seconds is left alone; whoever takes the lane
        next looks whether it has arrived.
        """
        deadline = monotonic() + timeout
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout)
        with self._changed:
            senders = list(self._senders.items())
        for _, sender in senders:
            sender.stop(deadline)
        for lane, sender in senders:
            # Half a second on top: what came of the calls is recorded after the deadline.
            if not sender.join(deadline + 0.5):
                log.warning("delivery.stop_timed_out", platform=lane.platform, tenant=lane.tenant)

    def settle(self, timeout: float) -> bool:
        """Wait until nothing that is due by the clock is queued or under way.

        False after `timeout` seconds. What waits for a retry or for the end of a rate limit is
        not due; what another process has in hand cannot be seen.
        """
        deadline = monotonic() + timeout
        self.wake()
        while True:
            with self._changed:
                turns = self._turns
            if self._is_settled(turns):
                return True
            left = deadline - monotonic()
            if left <= 0:
                return False
            with self._changed:
                if self._turns == turns:
                    self._changed.wait(min(left, 0.25))

    def _is_settled(self, turns: int) -> bool:
        # A row is due, or a sender that claimed it is busy, or a turn has ended in between.
        with self._database.read() as session:
            if outbox.has_due(session, self._clock(), self._platforms):
                return False
        with self._changed:
            senders = list(self._senders.values())
        if any(sender.busy for sender in senders):
            return False
        with self._changed:
            return turns == self._turns

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._woken or self._stopping, POLL)
                self._woken = False
                if self._stopping:
                    return
            try:
                self._wake_lanes()
            except Exception:
                log.exception("delivery.look_failed")

    def _wake_lanes(self) -> None:
        with self._database.read() as session:
            due = outbox.list_due_lanes(session, self._clock(), self._platforms)
        for lane in due:
            sender = self._senders.get(lane)
            if sender is None:
                sender = self._new_sender(lane)
                with self._changed:
                    self._senders[lane] = sender
            sender.wake()

    def _new_sender(self, lane: LaneKey) -> Sender:
        return Sender(
            self._database,
            self._platforms[lane.platform],
            lane,
            self._clock,
            self._holder,
            self._plan,
            self._tally,
            self._turned,
        )

    def _turned(self) -> None:
        with self._changed:
            self._turns += 1
            self._changed.notify_all()
