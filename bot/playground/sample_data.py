"""The sample company's OKRs: what its people wrote, and what they reported week by week."""

from dataclasses import dataclass
from enum import StrEnum

CYCLE_WEEKS = 13
CURRENT_WEEK = 7
"""The week of the current cycle that is running; some have reported in it, all before it."""


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


@dataclass(frozen=True, slots=True)
class SampleTodo:
    """An action item as its author typed it; `{due}` or `{due_zh}` is some `days` from today."""

    author: str
    words: str
    days: int


TODOS: tuple[SampleTodo, ...] = (
    SampleTodo("mei", "todo 把三个城市的投放结果整理成一页 @赵颖 {due_zh}前", 2),
    SampleTodo("mei", "todo 和财务确认十二月的预算 {due_zh}前", 3),
    SampleTodo("sofia", "todo List the banks whose transfers fail by {due}", 2),
    SampleTodo("jonas", "todo Book two more devices for the test farm @王磊 by {due}", 4),
    SampleTodo("daniel", "todo Ask the team in Toronto for two evenings by {due}", 3),
)


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
