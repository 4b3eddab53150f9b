"""The metrics count what happened, and two programs in one process do not share them."""

import platform
from datetime import UTC, datetime, timedelta

from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from bot.version import program_version
from storage.backlog import Backlog, list_backlogs
from storage.database import Database
from storage.tables import OutboxRow, OutboxState

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    """One sample, None where there is none."""
    for family in text_string_to_metric_families(metrics.text().decode()):
        for sample in family.samples:
            if sample.name == name and sample.labels == labels:
                return float(sample.value)
    return None


def test_events_and_deliveries_are_counted_by_platform_and_outcome() -> None:
    metrics = Metrics()
    metrics.event("slack", "answered")
    metrics.event("slack", "answered")
    metrics.delivery("lark", "limited")
    metrics.claimed("prompt", 50)
    assert value(metrics, "okrbot_events_total", platform="slack", outcome="answered") == 2
    assert value(metrics, "okrbot_deliveries_total", platform="lark", outcome="limited") == 1
    assert value(metrics, "okrbot_rate_limits_total", platform="lark") == 1
    assert value(metrics, "okrbot_claims_total", kind="prompt") == 50


def test_handling_is_measured_by_action() -> None:
    metrics = Metrics()
    metrics.handled("show.run", 0.02)
    assert value(metrics, "okrbot_handler_seconds_count", action="show.run") == 1
    assert value(metrics, "okrbot_handler_seconds_bucket", action="show.run", le="0.01") == 0
    assert value(metrics, "okrbot_handler_seconds_bucket", action="show.run", le="0.025") == 1


def test_what_runs_is_told() -> None:
    labels = {"version": program_version(), "python": platform.python_version()}
    assert value(Metrics(), "okrbot_build_info", **labels) == 1


def test_two_programs_have_each_their_own() -> None:
    first, second = Metrics(), Metrics()
    first.event("slack", "answered")
    assert value(second, "okrbot_events_total", platform="slack", outcome="answered") is None


def test_the_backlog_is_asked_for_at_each_scrape() -> None:
    waiting = [
        Backlog(
            "slack",
            OutboxState.QUEUED,
            3,
            oldest_at=NOW - timedelta(minutes=5),
            due_at=NOW - timedelta(seconds=20),
        ),
        Backlog("lark", OutboxState.DEAD, 1, oldest_at=NOW - timedelta(hours=1), due_at=NOW),
    ]
    metrics = Metrics(lambda: waiting, lambda: NOW)
    assert value(metrics, "okrbot_outbox_messages", platform="slack", state="queued") == 3
    assert value(metrics, "okrbot_outbox_oldest_seconds", platform="slack", state="queued") == 300
    assert value(metrics, "okrbot_lane_lag_seconds", platform="slack") == 20
    assert value(metrics, "okrbot_lane_lag_seconds", platform="lark") is None
    waiting.clear()
    assert value(metrics, "okrbot_outbox_messages", platform="slack", state="queued") is None


def test_what_is_not_due_yet_is_no_lag() -> None:
    later = Backlog("slack", OutboxState.QUEUED, 1, oldest_at=NOW, due_at=NOW + timedelta(hours=1))
    metrics = Metrics(lambda: [later], lambda: NOW)
    assert value(metrics, "okrbot_lane_lag_seconds", platform="slack") == 0


def test_the_backlog_leaves_out_what_is_sent(database: Database) -> None:
    def row(key: str, state: OutboxState, minutes: int) -> OutboxRow:
        at = NOW - timedelta(minutes=minutes)
        return OutboxRow(
            key=key,
            platform="slack",
            tenant="T1",
            address_kind="person",
            address_id="U1",
            body_kind="card",
            body="{}",
            state=state,
            next_at=at,
            created_at=at,
        )

    with database.write() as session:
        session.add(row("a", OutboxState.QUEUED, 5))
        session.add(row("b", OutboxState.QUEUED, 9))
        session.add(row("c", OutboxState.SENT, 60))
    with database.read() as session:
        (found,) = list_backlogs(session)
    assert (found.messages, found.oldest_at) == (2, NOW - timedelta(minutes=9))
