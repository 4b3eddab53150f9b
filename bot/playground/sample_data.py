"""The sample company's OKRs: what its people wrote, and what they reported week by week."""

from dataclasses import dataclass
from enum import StrEnum

CYCLE_WEEKS = 13
CURRENT_WEEK = 7
"""The week of the current cycle that is running; the weeks before it are reported."""


class When(StrEnum):
    """Which of the two cycles an objective belongs to."""

    PREVIOUS = "previous"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class SampleKeyResult:
    """A line as its author typed it, and reports by week: "value confidence note".

    `{end}` and `{end_zh}` in a line are the last day of its cycle, as people write days.
    """

    line: str
    reports: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SampleObjective:
    """One objective of one person."""

    owner: str
    when: When
    title: str
    key_results: tuple[SampleKeyResult, ...]
    is_draft: bool = False


def current(owner: str, title: str, *key_results: SampleKeyResult) -> SampleObjective:
    """A published objective of the current cycle."""
    return SampleObjective(owner, When.CURRENT, title, key_results)


def previous(owner: str, title: str, *key_results: SampleKeyResult) -> SampleObjective:
    """A published objective of the cycle before."""
    return SampleObjective(owner, When.PREVIOUS, title, key_results)


def draft(owner: str, title: str, *key_results: SampleKeyResult) -> SampleObjective:
    """One that is not published yet."""
    return SampleObjective(owner, When.CURRENT, title, key_results, is_draft=True)


def result(line: str, *reports: tuple[int, str]) -> SampleKeyResult:
    """A key result with its reports."""
    return SampleKeyResult(line, reports)
