"""What the program counts and measures, for Prometheus at /metrics; every object has its own."""

import platform as machine
from collections.abc import Callable, Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.version import program_version
from storage.backlog import Backlog
from storage.tables import OutboxState

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5)
"""Buckets up to and past the platforms' three seconds."""


class Metrics:
    """The counters of one running program. Labels come from closed sets, never from people."""

    def __init__(
        self,
        backlogs: Callable[[], Sequence[Backlog]] = tuple,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self.registry = CollectorRegistry()
        self._events = Counter(
            "okrbot_events",
            "Events received, by platform and by how they ended",
            ["platform", "outcome"],
            registry=self.registry,
        )
        self._handler_seconds = Histogram(
            "okrbot_handler_seconds",
            "Time from event to reply, by action",
            ["action"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._deliveries = Counter(
            "okrbot_deliveries",
            "Attempts to deliver a message, by platform and by how they ended",
            ["platform", "outcome"],
            registry=self.registry,
        )
        self._rate_limits = Counter(
            "okrbot_rate_limits",
            "Times a platform said to slow down",
            ["platform"],
            registry=self.registry,
        )
        self._claims = Counter(
            "okrbot_claims",
            "Things that fell due and were claimed, by kind",
            ["kind"],
            registry=self.registry,
        )
        build = Gauge(
            "okrbot_build_info",
            "Always 1; the labels say what runs",
            ["version", "python"],
            registry=self.registry,
        )
        build.labels(program_version(), machine.python_version()).set(1)
        if now is not None:
            self.registry.register(_BacklogCollector(backlogs, now))

    def event(self, platform: str, outcome: str) -> None:
        """An event was handled: `ok`, `refused`, `busy` or `failed`."""
        self._events.labels(platform, outcome).inc()

    def handled(self, action: str, seconds: float) -> None:
        """One event was answered by a registered action in so many seconds."""
        self._handler_seconds.labels(action).observe(seconds)

    def delivery(self, platform: str, outcome: str) -> None:
        """A delivery was tried: `sent`, `later`, `limited` or `dead`."""
        self._deliveries.labels(platform, outcome).inc()
        if outcome == "limited":
            self._rate_limits.labels(platform).inc()

    def claimed(self, kind: str, count: int = 1) -> None:
        """So many things of this kind fell due and were claimed."""
        self._claims.labels(kind).inc(count)

    def text(self) -> bytes:
        """Everything, in the exposition format that `CONTENT_TYPE_LATEST` names."""
        return generate_latest(self.registry)


class _BacklogCollector(Collector):
    """Asks the database at scrape time, so that replicas need no bookkeeping of their own."""

    def __init__(
        self, backlogs: Callable[[], Sequence[Backlog]], now: Callable[[], datetime]
    ) -> None:
        self._backlogs = backlogs
        self._now = now

    def describe(self) -> list[GaugeMetricFamily]:
        return self._families()

    def collect(self) -> list[GaugeMetricFamily]:
        messages, age, lag = families = self._families()
        now = self._now()
        for backlog in self._backlogs():
            labels = [backlog.platform, backlog.state.value]
            messages.add_metric(labels, backlog.messages)
            age.add_metric(labels, max((now - backlog.oldest_at).total_seconds(), 0.0))
            if backlog.state is OutboxState.QUEUED:
                behind = max((now - backlog.due_at).total_seconds(), 0.0)
                lag.add_metric([backlog.platform], behind)
        return families

    @staticmethod
    def _families() -> list[GaugeMetricFamily]:
        labels = ["platform", "state"]
        return [
            GaugeMetricFamily("okrbot_outbox_messages", "Messages not sent", labels=labels),
            GaugeMetricFamily(
                "okrbot_outbox_oldest_seconds", "Age of the oldest message not sent", labels=labels
            ),
            GaugeMetricFamily(
                "okrbot_lane_lag_seconds",
                "How long the first message that may go has been waiting",
                labels=["platform"],
            ),
        ]
