"""What a benchmark says: figures beside their budgets, and where the time went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from statistics import median


class Bound(Enum):
    """On which side of its budget a figure should be."""

    AT_LEAST = "≥"
    AT_MOST = "≤"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: a ratio or an amount, its budget where there is one, and what stands behind."""

    what: str
    figure: float
    unit: str = "×"
    bound: Bound | None = None
    budget: float = 0.0
    beside: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the figure is inside its budget."""
        match self.bound:
            case Bound.AT_LEAST:
                return self.figure >= self.budget
            case Bound.AT_MOST:
                return self.figure <= self.budget
            case None:
                return True

    def line(self) -> str:
        """The row for a terminal."""
        kept = "    " if self.bound is None else " ok " if self.is_kept else "OVER"
        limit = f"{self.bound.value} {_short(self.budget)}" if self.bound else ""
        figure = f"{_short(self.figure):>7} {self.unit:<3} {limit:<8}"
        return f"  {kept}  {self.what:<56} {figure} {self.beside}"


@dataclass(frozen=True, slots=True)
class Report:
    """The rows of one benchmark; `notes` tell where the time goes."""

    title: str
    rows: Sequence[Row]
    notes: Sequence[str] = field(default=())

    def lines(self) -> Iterable[str]:
        """The report for a terminal."""
        yield f"== {self.title}"
        yield from (row.line() for row in self.rows)
        yield from (f"        {note}" for note in self.notes)


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.2f}"


def middle(figures: Iterable[float]) -> float:
    """The median."""
    return median(figures)


def spread(figures: Iterable[float]) -> str:
    """The smallest and the largest, for the reader to judge how quiet the machine was."""
    found = sorted(figures)
    return f"{_short(found[0])}-{_short(found[-1])}"
