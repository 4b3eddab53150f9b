"""Pictures: text never vanishes, and what is no picture says so."""

import pytest

from chat.pictures import MOST_PIXELS, to_png

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40" width="200" height="40">'
    '<text x="5" y="30" font-size="24">{words}</text></svg>'
)


@pytest.mark.parametrize("words", ["Launch 24%", "付费率达到", "Größe"])
def test_text_leaves_ink(words: str) -> None:
    empty = to_png(_SVG.format(words=""))
    assert len(to_png(_SVG.format(words=words))) > len(empty) + 500


def test_a_picture_has_the_width_asked_for() -> None:
    png = to_png(_SVG.format(words="x"), width=300)
    assert int.from_bytes(png[16:20], "big") == 300


def test_no_picture_is_larger_than_platforms_take() -> None:
    png = to_png(_SVG.format(words="x"), width=100_000)
    assert int.from_bytes(png[16:20], "big") == MOST_PIXELS


@pytest.mark.parametrize("svg", ["", "<svg", "hello"])
def test_what_is_no_picture_says_so(svg: str) -> None:
    with pytest.raises(ValueError, match="not a picture"):
        to_png(svg)


def test_a_tall_picture_is_made_narrower_instead() -> None:
    tall = (
        _SVG.format(words="x").replace("200 40", "360 7200").replace('height="40"', 'height="7200"')
    )
    png = to_png(tall.replace('width="200"', 'width="360"'))
    assert int.from_bytes(png[20:24], "big") == MOST_PIXELS
    assert int.from_bytes(png[16:20], "big") == round(360 * MOST_PIXELS / 7200)
