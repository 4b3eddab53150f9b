"""Placed boxes as SVG, light or dark; drawn to PNG by chat.pictures."""

from collections.abc import Iterator, Sequence
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from chat.cards import Tone
from chat.shipped_font import FAMILY
from chat.trees import layout
from chat.trees.boxes import Box, Line, Placed, PlacedBox, Point
from chat.trees.colours import DARK, LIGHT, Colours
from chat.trees.wrapping import cut, one_line, width

_FONTS = f"'{FAMILY}', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
_DASHES = ' stroke-dasharray="2.5 2"'
_MARK = 11.0
"""How wide and high the mark of a status is."""
_BETWEEN = 5.0
_MOST_OF_LABEL = 0.45
"""The share of a box's width that the figure may take from the owner."""


def draw(placed: Placed, dark: bool = False) -> str:
    """The picture as SVG source; each box is a group with its key as `data-key`.

    Self-contained: no scripts, no styles, no references. Shown one unit a pixel it is as wide as
    a phone, and no text is smaller than 11 pixels.
    """
    colours = DARK if dark else LIGHT
    wide, high = _number(placed.width), _number(placed.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" '
        f'height="{high}" font-family="{_FONTS}" font-size="{_number(layout.SMALL_SIZE)}">',
        f'<rect width="{wide}" height="{high}" fill="{colours.paper}"/>',
        _paths([line for line in placed.lines if not line.asked], colours, ""),
        _paths([line for line in placed.lines if line.asked], colours, _DASHES),
        *(_box(each, colours) for each in placed.boxes),
        _more(placed, colours) if placed.more else "",
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _paths(lines: Sequence[Line], colours: Colours, dashes: str) -> str:
    if not lines:
        return ""
    route = "".join(_route(line.points) for line in lines)
    return f'<path d="{route}" fill="none" stroke="{colours.line}" stroke-width="1.25"{dashes}/>'


def _route(points: Sequence[Point]) -> str:
    """Through the points; a corner between three is rounded."""
    spots = [f"{_number(x)} {_number(y)}" for x, y in points]
    if len(points) == 2:
        return f"M{spots[0]}L{spots[1]}"
    (_, start), (across, down), _ = points
    radius = down - start
    return f"M{spots[0]}Q{spots[1]} {_number(across + radius)} {spots[1].split()[1]}L{spots[2]}"


def _box(placed: PlacedBox, colours: Colours) -> str:
    box = placed.box
    parts = [
        f"<g data-key={quoteattr(one_line(box.key))}>",
        f"<title>{escape(_spoken(box))}</title>",
        _frame(placed, colours),
        *_title(placed, colours),
        *_facts(placed, colours),
        *_also(placed, colours),
        *_bar(placed, colours),
        "</g>",
    ]
    return "".join(parts)


def _spoken(box: Box) -> str:
    facts = (f"{box.key} {box.title}", box.owner, box.status, box.label, *box.also)
    return ", ".join(said for fact in facts if (said := one_line(fact)))


def _frame(placed: PlacedBox, colours: Colours) -> str:
    dashes = _DASHES if placed.box.asked else ""
    edge = colours.line if placed.box.asked else colours.edge
    return (
        f'<rect x="{_number(placed.x)}" y="{_number(placed.y)}" width="{_number(placed.width)}" '
        f'height="{_number(placed.height)}" rx="7" fill="{colours.box}" stroke="{edge}"{dashes}/>'
    )


def _title(placed: PlacedBox, colours: Colours) -> Iterator[str]:
    for index, line in enumerate(placed.lines):
        y = placed.y + layout.ABOVE + layout.TITLE_ROOM * index + layout.TITLE_SIZE - 0.5
        yield _text(line, placed.x + layout.PADDING, y, colours.text, layout.TITLE_SIZE)


def _facts(placed: PlacedBox, colours: Colours) -> Iterator[str]:
    """The line under the title: status, key and owner on the left, count and figure right."""
    box = placed.box
    y = placed.y + layout.ABOVE + layout.TITLE_ROOM * len(placed.lines) + layout.SMALL_SIZE
    left = placed.x + layout.PADDING
    right = placed.x + placed.width - layout.PADDING
    label = cut(one_line(box.label), layout.SMALL_SIZE, _MOST_OF_LABEL * (right - left))
    if label:
        right -= width(label, layout.SMALL_SIZE)
        yield _text(label, right, y, colours.text)
        right -= _BETWEEN
    if box.folded:
        count = f"+{box.folded}"
        right -= _chip_width(count)
        yield _chip(count, right, y, colours)
        right -= _BETWEEN
    if box.tone is not None:
        yield _mark(box.tone, left, y - 9.3, colours)
        left += _MARK + _BETWEEN
    key = cut(one_line(box.key), layout.SMALL_SIZE, right - left)
    if key:
        yield _text(key, left, y, colours.text)
        left += width(key, layout.SMALL_SIZE) + _BETWEEN
    owner = cut(one_line(box.owner), layout.SMALL_SIZE, right - left)
    if owner:
        yield _text(owner, left, y, colours.soft)


def _also(placed: PlacedBox, colours: Colours) -> Iterator[str]:
    if not placed.box.also:
        return
    y = placed.y + layout.ABOVE + layout.TITLE_ROOM * len(placed.lines)
    y += layout.SMALL_ROOM + layout.SMALL_SIZE
    words = " · ".join(map(one_line, placed.box.also))
    shown = cut(words, layout.SMALL_SIZE, placed.width - 2 * layout.PADDING)
    if shown:
        yield _text(shown, placed.x + layout.PADDING, y, colours.soft)


def _bar(placed: PlacedBox, colours: Colours) -> Iterator[str]:
    if not layout.has_bar(placed.box):
        return
    x = placed.x + layout.PADDING
    y = placed.y + placed.height - layout.BELOW - 3
    room = placed.width - 2 * layout.PADDING
    yield _pill(x, y, room, 3.5, colours.track)
    done = room * min(max(placed.box.ratio or 0.0, 0.0), 1.0)
    if done > 0:
        yield _pill(x, y, max(done, 3.5), 3.5, colours.of(placed.box.tone))


def _pill(x: float, y: float, wide: float, high: float, fill: str) -> str:
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(wide)}" '
        f'height="{_number(high)}" rx="{_number(high / 2)}" fill="{fill}"/>'
    )


def _text(words: str, x: float, y: float, fill: str, size: float | None = None) -> str:
    # A length is given so that nothing overlaps where a browser's own font is wider.
    wide = width(words, size or layout.SMALL_SIZE)
    own_size = f' font-size="{_number(size)}"' if size else ""
    length = f' textLength="{_number(wide)}" lengthAdjust="spacingAndGlyphs"' if wide else ""
    return (
        f'<text x="{_number(x)}" y="{_number(y)}"{own_size} fill="{fill}"{length}>'
        f"{escape(words)}</text>"
    )


def _chip_width(count: str) -> float:
    return width(count, layout.SMALL_SIZE) + 10


def _chip(count: str, x: float, y: float, colours: Colours) -> str:
    """A count of what is left out, on a coloured ground; `y` is where its text stands."""
    return _pill(x, y - 10.5, _chip_width(count), 13.5, colours.chip) + _text(
        count, x + 5, y, colours.chip_text
    )


def _more(placed: Placed, colours: Colours) -> str:
    return _chip(f"+{placed.more}", layout.MARGIN, placed.height - layout.MARGIN - 4, colours)


def _mark(tone: Tone, x: float, y: float, colours: Colours) -> str:
    """A status by shape, too: a disc with a tick, a triangle, a square with a cross, a ring."""
    place = f'<g transform="translate({_number(x)} {_number(y)})">'
    return f"{place}{_shape(tone, colours.of(tone), colours.box)}</g>"


def _shape(tone: Tone, fill: str, inside: str) -> str:
    stroke = f'fill="none" stroke="{inside}" stroke-width="1.5" stroke-linecap="round"'
    match tone:
        case Tone.GOOD:
            tick = f'<path d="M3 5.7L4.8 7.5L8.1 3.8" {stroke} stroke-linejoin="round"/>'
            return f'<circle cx="5.5" cy="5.5" r="5.5" fill="{fill}"/>{tick}'
        case Tone.WARNING:
            triangle = f'<path d="M5.5 0.4L11.2 10.6H-0.2Z" fill="{fill}"/>'
            return f'{triangle}<path d="M5.5 4V6.6M5.5 8.7V8.8" {stroke}/>'
        case Tone.BAD:
            square = f'<rect x="0.3" y="0.3" width="10.4" height="10.4" rx="2" fill="{fill}"/>'
            return f'{square}<path d="M3.4 3.4L7.6 7.6M7.6 3.4L3.4 7.6" {stroke}/>'
        case Tone.NEUTRAL:
            return (
                f'<circle cx="5.5" cy="5.5" r="4.5" fill="none" stroke="{fill}" stroke-width="2"/>'
            )
        case _:
            assert_never(tone)
