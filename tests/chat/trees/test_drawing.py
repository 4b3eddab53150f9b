"""Drawn trees: well-formed, self-contained, readable in light and dark, with all their words."""

import re
from dataclasses import fields
from xml.etree import ElementTree

import pytest
from hypothesis import given

from chat.cards import Tone
from chat.pictures import MOST_PIXELS, to_png
from chat.trees import Box, draw, fold, place
from chat.trees.colours import DARK, LIGHT, Colours
from tests.chat.trees import golden, pixels
from tests.chat.trees.forests import TONES, company, forests, walk

NS = "{http://www.w3.org/2000/svg}"
KNOWN = {"svg", "rect", "path", "g", "title", "text", "circle"}
_TEXT = re.compile("<text.*?</text>")


def picture(count: int, dark: bool = False) -> str:
    folded = fold(company(count))
    return draw(place(folded.roots, folded.more), dark)


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words(svg: str) -> list[str]:
    return [each.text or "" for each in read(svg).iter(f"{NS}text")]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("count", [1, 5, 60, 2000])
def test_a_picture_is_small_enough_and_its_text_is_drawn(count: int, dark: bool) -> None:
    svg = picture(count, dark)
    png = to_png(svg)
    wide, high = pixels.size(png)
    assert 360 <= wide <= MOST_PIXELS  # one pixel a unit at least: text of 11 pixels
    assert high <= MOST_PIXELS
    assert len(png) < 2_000_000
    small = to_png(svg, width=90)
    without = to_png(_TEXT.sub("", svg), width=90)
    assert pixels.size(small) == pixels.size(without)
    assert pixels.read(small).difference(pixels.read(without)) > 1


@pytest.mark.parametrize("count", [1, 5, 60, 2000])
def test_every_word_of_the_boxes_shown_is_there(count: int) -> None:
    folded = fold(company(count))
    placed = place(folded.roots, folded.more)
    shown = words(draw(placed))
    for each in placed.boxes:
        assert set(each.lines) <= set(shown)
        assert {each.box.key, each.box.label, *each.box.also} <= set(shown)
        assert each.box.owner in shown or any(
            word.endswith("…") and each.box.owner.startswith(word[:-1]) for word in shown
        )
        assert not each.box.folded or f"+{each.box.folded}" in shown
    spoken = [each.text or "" for each in read(draw(placed)).iter(f"{NS}title")]
    for box, said in zip((each.box for each in placed.boxes), spoken, strict=True):
        assert said.startswith(f"{box.key} {box.title}, {box.owner}")


def test_no_text_is_smaller_than_eleven() -> None:
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', picture(60))]
    assert min(sizes) >= 11


def test_each_box_carries_its_key() -> None:
    folded = fold(company(60))
    keys = [group.get("data-key") for group in read(draw(place(folded.roots))).iter(f"{NS}g")]
    assert {key for key in keys if key} == {box.key for box in walk(folded.roots)}


@given(forests(most=12))
def test_whatever_was_typed_the_svg_is_whole_and_runs_nothing(roots: tuple[Box, ...]) -> None:
    for dark in (False, True):
        root = read(draw(place(roots, more=1), dark))
        for node in root.iter():
            assert node.tag.removeprefix(NS) in KNOWN
            assert not [name for name in node.attrib if name.startswith("on") or "href" in name]


def test_typed_mark_up_is_only_text() -> None:
    evil = '"/><script>alert(1)</script><!-- & ]]>'
    box = Box(evil, evil, evil, evil, 0.5, Tone.GOOD, also=(evil,), status=evil)
    root = read(draw(place((box,))))
    assert not list(root.iter(f"{NS}script"))
    assert next(root.iter(f"{NS}g")).get("data-key") == evil


@pytest.mark.parametrize("ratio", [float("nan"), float("inf"), float("-inf")])
def test_a_figure_that_is_none_has_no_bar(ratio: float) -> None:
    box = Box("O1", "t", "o", "?", ratio, None)
    none = Box("O1", "t", "o", "?", None, None)
    assert draw(place((box,))) == draw(place((none,)))


def test_a_bar_stays_in_its_box() -> None:
    def filled(ratio: float) -> float:
        box = Box("O1", "t", "o", "", ratio, Tone.GOOD)
        bars = read(draw(place((box,)))).iter(f"{NS}rect")
        return max(
            (float(bar.get("width", 0)) for bar in bars if bar.get("fill") == LIGHT.good),
            default=0,
        )

    assert filled(-1) == filled(0) == 0
    assert filled(0.5) == pytest.approx(filled(1) / 2)
    assert filled(7) == filled(1) < 360


def test_statuses_differ_by_shape() -> None:
    def shape(tone: Tone | None) -> str:
        svg = draw(place((Box("O1", "t", "o", "", None, tone),)))
        return re.sub("#[0-9a-f]{6}", "", svg)

    assert len({shape(tone) for tone in TONES}) == len(TONES)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(part * c for part, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_words_and_marks_stand_out(colours: Colours) -> None:
    assert contrast(colours.text, colours.box) >= 4.5
    assert contrast(colours.soft, colours.box) >= 4.5
    assert contrast(colours.chip_text, colours.chip) >= 4.5
    assert contrast(colours.line, colours.paper) >= 3
    for tone in Tone:
        assert contrast(colours.of(tone), colours.box) >= 4.5
        assert contrast(colours.of(tone), colours.track) >= 3


def test_only_the_colours_of_a_theme_are_used() -> None:
    for colours, dark in ((LIGHT, False), (DARK, True)):
        own = {getattr(colours, each.name) for each in fields(colours)}
        assert set(re.findall("#[0-9a-f]{6}", picture(60, dark))) <= own


def test_the_kept_picture_is_drawn_the_same() -> None:
    """Drawn otherwise on purpose? `python -m tests.chat.trees.golden`, and look at it."""
    assert golden.svg() == golden.SVG.read_text(encoding="utf-8")
    kept, drawn = pixels.read(golden.PNG.read_bytes()), pixels.read(golden.png(golden.svg()))
    assert (kept.width, kept.height) == (drawn.width, drawn.height)
    assert kept.difference(drawn) < 2
