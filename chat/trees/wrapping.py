"""Text cut to the room there is, by the widths of the shipped font."""

import re
import unicodedata
from collections.abc import Iterator

from chat.shipped_font import advance

ELLIPSIS = "…"
_OPENING = re.escape("（《「『【〔“‘([")
_CLOSING = re.escape("，。、；：！？）》」』】〕”’…%,.;:!?)]")
# A word of a script with spaces, or one character of a script without, each with the
# punctuation that may not be parted from it.
_UNIT = re.compile(
    rf"[{_OPENING}]*(?:[^\s\u2e80-\u9fff\uac00-\ud7ff\uf900-\uffef]+|\S)[{_CLOSING}]*"
)
_UNDRAWN = ("Cc", "Cs", "Cn", "Co", "Zl", "Zp")


def one_line(text: str) -> str:
    """The text without new lines, and without what an SVG may not hold."""
    allowed = (" " if unicodedata.category(each) in _UNDRAWN else each for each in text)
    return " ".join("".join(allowed).split())


def width(text: str, size: float) -> float:
    """How wide the text is at a font size, in the size's unit."""
    return size * sum(map(advance, text))


def cut(text: str, size: float, room: float) -> str:
    """The text, ended with "…" where it is wider than `room`; empty where nothing fits."""
    if width(text, size) <= room:
        return text
    left = room - width(ELLIPSIS, size)
    kept = _fitting(text, size, left)
    return kept.rstrip() + ELLIPSIS if left >= 0 else ""


def wrap(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """The text in up to `most` lines no wider than `room`, the last one cut with "…"."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1:
        taken = _line(rest, size, room)
        if not taken:
            break
        lines.append(taken.rstrip())
        rest = rest[len(taken) :].lstrip()
    if rest:
        lines.append(cut(rest, size, room))
    return tuple(lines)


def _line(text: str, size: float, room: float) -> str:
    """What of the text a line takes: whole words, or as much as fits of one that never fits."""
    end = 0
    used = 0.0
    for start, stop in _units(text):
        used += width(text[end:stop], size)
        if used > room:
            return text[:end] if start and end else _fitting(text, size, room)
        end = stop
    return text


def _units(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _UNIT.finditer(text))


def _fitting(text: str, size: float, room: float) -> str:
    """The longest beginning no wider than `room`."""
    used = 0.0
    for index, each in enumerate(text):
        used += size * advance(each)
        if used > room:
            return text[:index]
    return text
