"""Pictures: SVG drawn to PNG with the font that comes along, so that text never vanishes."""

from functools import cache
from importlib.resources import as_file, files

MOST_PIXELS = 4096
"""The longest side of a picture; both platforms refuse far larger ones."""
FONT_FAMILY = "Noto Sans CJK SC"
"""What an SVG names as its font."""


@cache
def _font() -> str:
    # Package data is a real file wherever the program is installed; resvg wants its path.
    with as_file(files(__package__) / "fonts" / "NotoSansSC-subset.otf") as path:
        return str(path)


def to_png(svg: str, width: int = 1200) -> bytes:
    """The picture as PNG, `width` pixels wide at most MOST_PIXELS. Raises ValueError for no SVG.

    Chinese (GB 2312) and Latin text is drawn with the shipped font, whatever the machine has.
    """
    import resvg_py  # 3 MB that only those who get a picture pay for

    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=svg,
            width=min(width, MOST_PIXELS),
            font_files=[_font()],
            font_family=FONT_FAMILY,
            skip_system_fonts=True,
        )
    except ValueError as error:
        raise ValueError("not a picture that can be drawn") from error
    return bytes(drawn)
