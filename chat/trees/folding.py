"""Folding a forest to the number of boxes that can be read."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chat.trees.boxes import Box, Folded

LIMIT = 60
"""How many boxes are readable at a phone's width."""
_A_FEW = 5


@dataclass(slots=True)
class _Row:
    """A box while it is counted: its level, its place in its family, the rows of its children."""

    box: Box
    depth: int
    rank: int
    children: list[int] = field(default_factory=list)
    below: int = 0


def fold(roots: Sequence[Box], limit: int = LIMIT) -> Folded:
    """At most `limit` boxes of the forest; what is left out is counted on the parents left.

    Levels go from the deepest. If that leaves more than half of the room empty, the first few
    children of each parent come back. Where not even the roots fit, the first ones stay, as many
    as there is room for with a few children each. Raises ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError("a picture shows one box at least")
    rows = _rows(roots)
    shown = _shown(rows, len(roots), limit)
    levels = max((row.depth + 1 for row in rows), default=0)
    shown_levels = max((rows[index].depth + 1 for index in shown), default=0)
    return Folded(
        roots=_rebuilt(rows, len(roots), shown),
        hidden=len(rows) - len(shown),
        levels=levels - shown_levels,
        shown_levels=shown_levels,
        more=sum(1 + rows[root].below for root in range(len(roots)) if root not in shown),
    )


def _rows(roots: Sequence[Box]) -> list[_Row]:
    """Every box, level by level; without recursion, for a chain may be long."""
    rows = [_Row(box, 0, rank) for rank, box in enumerate(roots)]
    for row in rows:  # grows while it is read
        row.children = [len(rows) + rank for rank in range(len(row.box.children))]
        rows.extend(_Row(child, row.depth + 1, rank) for rank, child in enumerate(row.box.children))
    for row in reversed(rows):
        row.below = row.box.folded + sum(1 + rows[child].below for child in row.children)
    return rows


def _shown(rows: Sequence[_Row], roots: int, limit: int) -> frozenset[int]:
    """The rows that stay: whole levels, then perhaps the first of each family of the next."""
    if len(rows) <= limit:
        return frozenset(range(len(rows)))
    first = roots if roots <= limit else _fitting_roots(rows, roots, limit)
    level = list(range(first))
    shown: list[int] = []
    while level:
        room = limit - len(shown)
        if len(level) > room:
            if first == roots and len(shown) >= limit / 2:
                break
            level = sorted(level, key=lambda index: rows[index].rank)[:room]
        shown += level
        level = sorted(child for index in level for child in rows[index].children)
    return frozenset(shown)


def _fitting_roots(rows: Sequence[_Row], roots: int, limit: int) -> int:
    """How many of the first roots fit with a few children each; one at least."""
    room = limit
    for root in range(roots):
        room -= 1 + min(len(rows[root].children), _A_FEW)
        if room < 0:
            return max(root, 1)
    return roots


def _rebuilt(rows: Sequence[_Row], roots: int, shown: frozenset[int]) -> tuple[Box, ...]:
    """The boxes that stay, with what is left out under each."""
    made: dict[int, Box] = {}
    for index in sorted(shown, reverse=True):  # children come after their parents
        row = rows[index]
        left_out = sum(1 + rows[child].below for child in row.children if child not in shown)
        made[index] = replace(
            row.box,
            children=tuple(made[child] for child in row.children if child in shown),
            folded=row.box.folded + left_out,
        )
    return tuple(made[root] for root in range(roots) if root in shown)
