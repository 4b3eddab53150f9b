"""The tidy layout of a forest: one box a row, children indented under their parent.

A phone shows a picture 360 pixels wide, one for each unit; so a tree grows downwards and a
family never stands side by side, however many there are.
"""

from collections.abc import Iterator, Sequence
from math import isfinite

from chat.trees.boxes import Box, Line, Placed, PlacedBox
from chat.trees.wrapping import one_line, wrap

WIDTH = 360
MARGIN = 8
TITLE_SIZE = 12.5
SMALL_SIZE = 11.0
TITLE_LINES = 2
TITLE_ROOM = 15.0
SMALL_ROOM = 14.0
PADDING = 9
ABOVE = 5.5
BELOW = 5.5
BAR_ROOM = 6.0
GAP = 6.0
GAP_OF_TREES = 6.0
STEP = 16.0
NARROWEST = 200.0
"""A box's least width: below it the steps of a deep tree shrink."""
ELBOW = 14.0
"""How far under its upper edge a box is joined."""
CORNER = 4.0
MORE_ROOM = 20.0


def place(roots: Sequence[Box], more: int = 0) -> Placed:
    """Where every box stands; `more` boxes under roots left out are said below.

    Linear in the number of boxes. Raises ValueError for an empty forest.
    """
    if not roots:
        raise ValueError("a forest without a tree cannot be drawn")
    rows = list(_rows(roots))
    step = _step(max(depth for _, depth, _ in rows))
    boxes: list[PlacedBox] = []
    y = float(MARGIN)
    for box, depth, parent in rows:
        if depth == 0 and boxes and (boxes[-1].depth or box.children):
            y += GAP_OF_TREES
        boxes.append(_placed(box, MARGIN + depth * step, y, depth, parent))
        y += boxes[-1].height + GAP
    y += MORE_ROOM if more else 0
    return Placed(
        tuple(boxes), tuple(_lines(boxes, step)), float(WIDTH), y - GAP + MARGIN, max(more, 0)
    )


def _rows(roots: Sequence[Box]) -> Iterator[tuple[Box, int, int | None]]:
    """Every box with its depth and its parent's row, in reading order; without recursion."""
    waiting: list[tuple[Box, int, int | None]] = [(box, 0, None) for box in reversed(roots)]
    row = 0
    while waiting:
        box, depth, parent = waiting.pop()
        yield box, depth, parent
        waiting.extend((child, depth + 1, row) for child in reversed(box.children))
        row += 1


def _step(deepest: int) -> float:
    room = WIDTH - 2 * MARGIN - NARROWEST
    return min(STEP, room / deepest) if deepest else STEP


def _placed(box: Box, x: float, y: float, depth: int, parent: int | None) -> PlacedBox:
    width = WIDTH - MARGIN - x
    title = one_line(box.title) or one_line(box.key)
    lines = wrap(title, TITLE_SIZE, width - 2 * PADDING, TITLE_LINES)
    height = ABOVE + TITLE_ROOM * len(lines) + SMALL_ROOM + BELOW
    height += SMALL_ROOM if box.also else 0
    height += BAR_ROOM if has_bar(box) else 0
    return PlacedBox(box, x, y, width, height, depth, parent, lines)


def has_bar(box: Box) -> bool:
    """Whether there is a figure to draw."""
    return box.ratio is not None and isfinite(box.ratio)


def _lines(boxes: Sequence[PlacedBox], step: float) -> Iterator[Line]:
    families: dict[int, list[int]] = {}
    for index, placed in enumerate(boxes):
        if placed.parent is not None:
            families.setdefault(placed.parent, []).append(index)
    for parent, children in families.items():
        yield from _family(boxes, parent, children, step)


def _family(
    boxes: Sequence[PlacedBox], parent: int, children: Sequence[int], step: float
) -> Iterator[Line]:
    """The stem from a parent down to its last child, and a branch to each child.

    The stem is dashed past the last child that its parent has agreed to.
    """
    stem = boxes[parent].x + step / 2
    corner = min(CORNER, step / 2)
    ends = {child: boxes[child].y + ELBOW - corner for child in children}
    top = boxes[parent].y + boxes[parent].height
    agreed = max((ends[child] for child in children if not boxes[child].box.asked), default=top)
    bottom = ends[children[-1]]
    if agreed > top:
        yield Line(parent, None, ((stem, top), (stem, agreed)))
    if bottom > agreed:
        yield Line(parent, None, ((stem, agreed), (stem, bottom)), asked=True)
    for child in children:
        turn = boxes[child].y + ELBOW
        points = ((stem, turn - corner), (stem, turn), (boxes[child].x, turn))
        yield Line(parent, child, points, boxes[child].box.asked)
