"""The facts of a tree's picture: its boxes, what is folded away, and where everything stands."""

from dataclasses import dataclass

from chat.cards import Tone

Point = tuple[float, float]
"""Across and down, in units of the picture; down grows."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box with what hangs under it; every word is in the reader's language.

    `key` is what opens it ("O12") and is shown. `label` is the progress figure in words ("24 %",
    "no value yet"), `ratio` the true figure (1.25 for 125 %; None: no bar), `tone` its status
    (None: no mark) and `status` that status in words, for those who hear the picture. `folded`
    says how many boxes under it are left out, `also` in small print what else is to be said
    ("also under O7"), `asked` that its parent has not agreed yet.
    """

    key: str
    title: str
    owner: str
    label: str
    ratio: float | None
    tone: Tone | None
    children: tuple["Box", ...] = ()
    folded: int = 0
    also: tuple[str, ...] = ()
    asked: bool = False
    status: str = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """A forest cut down to what can be read.

    `hidden` boxes are left out, among them the `levels` deepest levels as a whole;
    `shown_levels` levels are left. `more` of the hidden ones hang under no box that is shown
    (roots left out, with all under them): give it to `place`.
    """

    roots: tuple[Box, ...]
    hidden: int
    levels: int
    shown_levels: int
    more: int = 0


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box at its place: its upper left corner, its size, and its title cut into lines.

    `depth` is 0 for a root; `parent` is its parent's index in `Placed.boxes`.
    """

    box: Box
    x: float
    y: float
    width: float
    height: float
    depth: int
    parent: int | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points: from a parent down (`child` None), or from there to a child.

    `parent` and `child` are indexes in `Placed.boxes`; `asked` lines are dashed.
    """

    parent: int
    child: int | None
    points: tuple[Point, ...]
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Every box and line of a picture of this size; parents come before their children."""

    boxes: tuple[PlacedBox, ...]
    lines: tuple[Line, ...]
    width: float
    height: float
    more: int = 0
