"""The picture that is kept: `python -m tests.chat.trees.golden` writes it anew, to be looked at."""

from pathlib import Path

from chat.pictures import to_png
from chat.trees import draw, fold, place
from tests.chat.trees.forests import company

SVG = Path(__file__).with_name("golden.svg")
PNG = Path(__file__).with_name("golden.png")


def svg() -> str:
    """The picture as it is drawn now."""
    folded = fold(company(20, span=3), limit=14)
    return draw(place(folded.roots, more=12))


def png(source: str) -> bytes:
    """The same at one pixel a unit."""
    return to_png(source, width=360)


if __name__ == "__main__":
    SVG.write_text(svg(), encoding="utf-8")
    PNG.write_bytes(png(svg()))
