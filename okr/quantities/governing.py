"""Which way a metric goes, weighed from the words that govern it."""

import re

from okr.measures import Direction, Kind
from okr.quantities.directions import (
    Cue,
    bound_after,
    bound_earlier,
    growth_after,
    last_change,
    last_cue,
    less_is_better,
    names_speed,
)
from okr.quantities.metrics import CLAUSE, PART, SENTENCE, Metric, clause_start
from okr.quantities.unit_words import TIME_MEASURES

# "15 fewer vacancies", not "15 or fewer".
_FEWER = re.compile(r"[\w.,]+ (?:fewer|less) [a-z]")
# "3x the sign-ups" is a change, "3x pipeline coverage" a level.
_MORE_TIMES = re.compile(r" (?:the|our|more|as many|as much|current|last year)(?![a-z])")


def direction_of(masked: str, metric: Metric) -> Direction:
    """The direction: a start decides, then words of change, then bounds, else it is a level."""
    amount, near, start = metric.amount, metric.near, metric.start
    if amount.direction:
        return amount.direction
    if (
        start
        and start.value is not None
        and amount.value is not None
        and start.value != amount.value
    ):
        return Direction.INCREASE if amount.value > start.value else Direction.DECREASE
    bound = (
        near.bound
        or bound_after(masked, amount.end)
        or (Direction.AT_LEAST if amount.plus else None)
    )
    if near.bound is Direction.AT_LEAST and _denied(masked, near.start):
        bound = Direction.AT_MOST
    cue = _governing_cue(masked, metric) or (Cue.BETTER if start else None)
    context = masked[clause_start(masked, amount.start, SENTENCE) : amount.end + 30]
    match cue:
        case Cue.UP | Cue.DOWN | Cue.BETTER if not _improves_some(cue, metric):
            return _change(cue, metric, context)
        case Cue.KEEP if not _holds_events(masked, metric):
            return bound or (Direction.AT_MOST if less_is_better(context) else Direction.AT_LEAST)
        case Cue.CAP:
            return bound or Direction.AT_MOST
        case _:
            pass
    if bound := bound or bound_earlier(masked, near.start):
        return bound
    if amount.sign and not near.has("to"):
        return Direction.INCREASE if amount.sign == "+" else Direction.DECREASE
    if amount.value == 0:
        return Direction.AT_MOST
    return Direction.REACH


def _improves_some(cue: Cue, metric: Metric) -> bool:
    """Improving 3 features is a count, no level of anything."""
    amount = metric.amount
    counted = amount.kind is Kind.NUMBER and amount.unit and amount.unit not in TIME_MEASURES
    return cue is Cue.BETTER and bool(counted) and not metric.near.kinds & {"to", "by"}


def _holds_events(masked: str, metric: Metric) -> bool:
    """Holding 4 workshops is no level to keep."""
    amount = metric.amount
    held = (
        masked[max(0, metric.near.start - 8) : metric.near.start]
        .rstrip()
        .endswith(("hold", "holding"))
    )
    return held and amount.kind is Kind.NUMBER and bool(amount.unit) and not metric.near.has("at")


def _denied(masked: str, end: int) -> bool:
    """Whether the clause begins with a denial: "no deployment takes longer than 20 minutes"."""
    start = clause_start(masked, end, PART)
    return masked[start:end].lstrip().startswith(("no ", "none ", "never ", "没有"))


def _change(cue: Cue, metric: Metric, context: str) -> Direction:
    if cue is Cue.DOWN or (cue is Cue.BETTER and less_is_better(context)):
        return Direction.DECREASE
    time = metric.amount.unit in TIME_MEASURES or metric.amount.unit.lower() in (
        "ms",
        "s",
        "seconds",
    )
    if time and metric.near.has("to") and names_speed(context):
        return Direction.DECREASE
    return Direction.INCREASE


def _governing_cue(masked: str, metric: Metric) -> Cue | None:
    """The word that governs the number: growth right of it, else the nearest one on its left."""
    amount, near = metric.amount, metric.near
    if amount.kind is Kind.PERCENT or amount.unit in ("x", "倍", "point", "points"):
        right = growth_after(masked, amount.end)
        if right:
            return right
    if _FEWER.match(masked, amount.start):
        return Cue.DOWN
    if amount.unit == "x" and _MORE_TIMES.match(masked, amount.end):
        return Cue.UP
    clause = clause_start(masked, near.start, CLAUSE)
    end = near.start + (masked[near.start : near.start + 1] in ("至", "到"))
    found = last_cue(masked, clause, end, amount.end)
    if found is None and near.kinds & {"to", "by"}:
        part = clause_start(masked, near.start, PART)
        if not masked[part : near.start].strip():
            part = clause_start(masked, near.start, SENTENCE)
        return _only(last_change(masked, part, end, amount.end))
    if found is None:
        return None
    cue, end = found
    if cue is Cue.UP and _raises_money(masked, metric, end):
        return Cue.REACH
    if cue is Cue.REACH:
        before = last_change(masked, max(clause, end - 8), end, amount.end)
        if before and end - before[1] <= 4:
            return before[0]
    return cue


def _raises_money(masked: str, metric: Metric, end: int) -> bool:
    """Raising $5M is getting it; raising prices to $5 is a change."""
    near = metric.near
    return (
        metric.amount.kind is Kind.MONEY
        and not near.kinds & {"to", "by"}
        and masked[end - 5 : end] in ("raise", "ising")
        and not masked[end : near.start].strip()
    )


def _only(found: tuple[Cue, int] | None) -> Cue | None:
    return found[0] if found else None
