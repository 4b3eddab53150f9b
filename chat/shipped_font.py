"""The font that comes along: where it lies, which characters it has, and how wide they are."""

import struct
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files

FAMILY = "Noto Sans CJK SC"
"""The font's name in an SVG."""
STAND_IN = "□"
"""What is drawn for a character that the font lacks; resvg alone would leave a blank."""

_IS_BEYOND_16_BITS = 0x10000


@cache
def path() -> str:
    """The font's file."""
    # Package data is a real file wherever the program is installed; resvg wants its path.
    with as_file(files(__package__) / "fonts" / "NotoSansSC-subset.otf") as found:
        return str(found)


@cache
def advances() -> Mapping[int, float]:
    """How far each character of the font moves the pen, in em, by code point."""
    with open(path(), "rb") as file:
        font = file.read()
    tables = _tables(font)
    (units,) = struct.unpack_from(">H", font, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", font, tables["hhea"] + 34)
    # Each glyph has its advance and its left edge; glyphs past the last one share its advance.
    metrics = struct.unpack_from(f">{2 * count}H", font, tables["hmtx"])[::2]
    return {
        code: metrics[min(glyph, count - 1)] / units
        for code, glyph in _glyphs(font, tables["cmap"]).items()
    }


def _tables(font: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(count))
    return {tag.decode(): offset for tag, _, offset, _ in entries}


def _glyphs(font: bytes, start: int) -> dict[int, int]:
    """The glyph of each character: the font's one character map, which is of format 4."""
    (offset,) = struct.unpack_from(">I", font, start + 8)
    at = start + offset
    kind, _, _, doubled = struct.unpack_from(">4H", font, at)
    if kind != 4:
        raise ValueError(f"the shipped font's character map is of format {kind}, not 4")
    count = doubled // 2
    segments = zip(
        struct.unpack_from(f">{count}H", font, at + 14 + doubled + 2),  # first characters
        struct.unpack_from(f">{count}H", font, at + 14),  # last characters
        struct.unpack_from(f">{count}H", font, at + 14 + 2 * doubled + 2),  # distances
        struct.unpack_from(f">{count}H", font, at + 14 + 3 * doubled + 2),  # places of glyph lists
        strict=True,
    )
    lists = at + 14 + 3 * doubled + 2
    found: dict[int, int] = {}
    for index, (first, last, delta, place) in enumerate(segments):
        for code in range(first, last + 1):
            glyph = code
            if place:
                where = lists + 2 * index + place + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", font, where)
                if not glyph:
                    continue
            if glyph := (glyph + delta) % _IS_BEYOND_16_BITS:
                found[code] = glyph
    return found


def stand_in(character: str) -> str:
    """What is drawn for a character that the font lacks; empty for one that takes no room."""
    kind = unicodedata.category(character)
    if kind == "Zs":
        return " "
    return "" if kind in ("Mn", "Me", "Cf", "Cc") else STAND_IN


def advance(character: str) -> float:
    """How far a character, or what stands in for it, moves the pen, in em."""
    found = advances().get(ord(character))
    if found is not None:
        return found
    other = stand_in(character)
    return advances()[ord(other)] if other else 0.0


def drawable(text: str) -> str:
    """The text with stand-ins for what the font lacks."""
    known = advances()
    lacking = {ord(each) for each in set(text)} - known.keys()
    return text.translate({code: stand_in(chr(code)) for code in lacking if code >= 0x80})
