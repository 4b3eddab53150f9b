"""The clock that ticks: every few seconds each job is told the time; the database decides."""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

log = structlog.get_logger()

Job = Callable[[datetime], None]
"""Told the time, it does what is due; told again, or in another process too, nothing twice."""


class Ticker:
    """Tells every job the time, each `seconds`; a job that fails is logged and told again."""

    def __init__(
        self, clock: Callable[[], datetime], jobs: Mapping[str, Job], seconds: float
    ) -> None:
        self._clock = clock
        self._jobs = dict(jobs)
        # One run of a job at a time, also when somebody ticks by hand.
        self._locks = {name: threading.Lock() for name in self._jobs}
        self._scheduler = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(max(len(self._jobs), 1))},
            timezone=UTC,
            # A tick that comes late, or stands for several, is as good as any other.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for name in self._jobs:
            self._scheduler.add_job(
                self._tick,
                "interval",
                args=[name],
                id=name,
                seconds=seconds,
                next_run_time=datetime.now(UTC),
            )

    def start(self) -> None:
        """Tick at once, and from then on."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; waits for jobs that are running."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def tick_now(self) -> None:
        """Tell every job the time, now and in this thread, and return when all are done."""
        for name in self._jobs:
            self._tick(name)

    def _tick(self, name: str) -> None:
        with self._locks[name]:
            try:
                self._jobs[name](self._clock())
            except Exception:
                log.exception("scheduler.job_failed", job=name)
