"""What a team's channel reads of its week: what moved, which risks wait, what falls due."""

from dataclasses import dataclass
from datetime import timedelta

from okr.facts import Measure
from okr.follow_up import ActionItem, RiskState
from okr.measures import Kind
from okr.progress import standing
from okr.report_facts import Concern, KeyResultWeek, Turnout, WeeklyReport

AHEAD = timedelta(days=7)
"""How far the digest looks for what falls due."""


@dataclass(frozen=True, slots=True)
class Digest:
    """The week in short; the longest way moved first, the longest due first."""

    report: WeeklyReport
    moved: tuple[KeyResultWeek, ...]
    waiting: tuple[tuple[KeyResultWeek, Concern], ...]
    answered: tuple[tuple[KeyResultWeek, Concern], ...]
    due: tuple[ActionItem, ...]

    @property
    def turnout(self) -> Turnout:
        """Who has reported."""
        return self.report.turnout


def digest_of(report: WeeklyReport) -> Digest:
    """The digest of a report."""
    moved = sorted((row for row in report.rows if row.has_moved), key=way_moved, reverse=True)
    concerns = [(row, each) for row in report.rows for each in row.concerns]
    return Digest(
        report,
        tuple(moved),
        tuple(pair for pair in concerns if pair[1].state is RiskState.OPEN),
        tuple(pair for pair in concerns if pair[1].state is not RiskState.OPEN),
        _due(report),
    )


def way_moved(row: KeyResultWeek) -> float:
    """How much of the way from start to target the week was, in either direction."""
    measure = row.key_result.measure
    return abs(_ratio(measure, row.after) - _ratio(measure, row.before))


def _ratio(measure: Measure, value: float | None) -> float:
    # The value of a milestone is the share of it that is done: its stages are today's alone.
    return (value or 0.0) if measure.kind is Kind.MILESTONE else standing(measure, value).ratio


def _due(report: WeeklyReport) -> tuple[ActionItem, ...]:
    """What is due or overdue, longest due first; a next step with a day is an action item, too."""
    last = report.day + AHEAD
    return tuple(
        item for item in report.open_items if item.due_on is not None and item.due_on <= last
    )
