"""Pictures: SVG drawn to PNG with the font that comes along, so that text never vanishes."""

from chat import shipped_font

MOST_PIXELS = 4096
"""The longest side of a picture; both platforms refuse far larger ones."""
FONT_FAMILY = shipped_font.FAMILY
"""What an SVG names as its font."""


def to_png(svg: str, width: int = 1200) -> bytes:
    """The picture as PNG, `width` pixels wide; less where a side would pass MOST_PIXELS.

    Chinese (GB 2312) and Latin text is drawn with the shipped font, whatever the machine has;
    "□" stands for any other character. Raises ValueError for no SVG.
    """
    import resvg_py  # 3 MB that only those who get a picture pay for

    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=shipped_font.drawable(svg),
            width=min(width, MOST_PIXELS),
            height=MOST_PIXELS,
            font_files=[shipped_font.path()],
            font_family=FONT_FAMILY,
            skip_system_fonts=True,
        )
    except ValueError as error:
        raise ValueError("not a picture that can be drawn") from error
    return bytes(drawn)
