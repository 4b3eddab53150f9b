"""The shipped font is read rightly, and what it lacks is not left blank."""

import pytest

from chat.pictures import to_png
from chat.shipped_font import advance, drawable

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40" width="100" height="40">'
    '<text x="5" y="30" font-size="24">{words}</text></svg>'
)


@pytest.mark.parametrize("words", ["Größe, fjord & co", "付费率达到 20%", "a…b — “c”", "WAVE Ωж"])
def test_widths_are_those_that_are_drawn(words: str) -> None:
    wide = 24 * sum(map(advance, words))
    escaped = words.replace("&", "&amp;")
    free = _SVG.format(words=escaped).replace("0 0 100", "0 0 500").replace('"100"', '"500"')
    for off, is_same in ((0, True), (6, False)):
        told = f'<text textLength="{wide + off}" lengthAdjust="spacingAndGlyphs" '
        assert (to_png(free) == to_png(free.replace("<text ", told))) is is_same


def test_han_is_as_wide_as_high_and_latin_is_narrower() -> None:
    assert advance("率") == advance("，") == 1.0
    assert advance("i") < advance("m") < 1.0


def test_what_the_font_lacks_is_drawn_as_a_square() -> None:
    assert drawable("a🚀b 한") == "a□b □"
    assert advance("🚀") == advance("□")
    assert to_png(_SVG.format(words="🚀")) == to_png(_SVG.format(words="□"))
    assert to_png(_SVG.format(words="🚀")) != to_png(_SVG.format(words=" "))


def test_a_family_of_joined_people_is_no_wider_than_its_people() -> None:
    assert drawable("👩\u200d💻\ufe0f") == "□□"
    assert advance("\u200d") == 0
