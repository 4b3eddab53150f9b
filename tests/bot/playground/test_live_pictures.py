"""A live picture keeps what is known and nothing that runs or calls home."""

import json

import pytest
from hypothesis import given

from bot.playground.live_pictures import live_picture
from bot.playground.render import card_tree
from chat.cards import Card, Picture
from chat.trees import Box, draw, place
from tests.chat.trees.forests import company, forests

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" {root}><g data-key="O1">{inside}</g></svg>'


def test_a_tree_of_boxes_is_kept_whole() -> None:
    svg = draw(place(company(5)))
    live = live_picture(svg)
    assert live is not None
    said = json.dumps(live, ensure_ascii=False)
    for count, name in ((5, '"data-key"'), (5, '["title"'), (svg.count("<rect"), '["rect"')):
        assert said.count(name) == count
    assert svg.count("<text") == said.count('["text"')


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject><body/></foreignObject>",
        '<image href="https://example.org/x.png"/>',
        '<use href="#x"/>',
        "<style>*{}</style>",
        '<a href="javascript:alert(1)"><text>alert</text></a>',
        '<animate onbegin="alert(1)"/>',
        '<rect onclick="alert(1)"/>',
        '<rect style="background:url(x)"/>',
        '<rect fill="url(https://example.org/alert)"/>',
        '<rect fill="U\\52L(alert)"/>',
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
        '<rect xmlns:y="http://www.w3.org/1999/xlink" y:href="alert"/>',
    ],
)
def test_what_is_not_known_is_left_out(inside: str) -> None:
    said = json.dumps(live_picture(_SVG.format(root="", inside=inside)))
    assert said in (
        '["svg", {}, ["g", {"data-key": "O1"}]]',
        '["svg", {}, ["g", {"data-key": "O1"}, ["rect", {}]]]',
    )


def test_nothing_runs_from_the_root() -> None:
    assert live_picture(_SVG.format(root='onload="alert(1)"', inside=""))[1] == {}  # type: ignore[index]


@pytest.mark.parametrize(
    "svg",
    ["", "<svg/>", '<svg data-key="', '<g data-key="O1"/>', "data-key="],
)
def test_what_has_no_boxes_is_no_live_picture(svg: str) -> None:
    assert live_picture(svg) is None


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + _SVG.format(root="", inside="&a;")
    assert live_picture(bomb) is None


def test_typed_words_stay_data() -> None:
    box = Box("O1", "<script>url(x)</script>", "javascript:x", "24 %", 0.24, None)
    said = json.dumps(live_picture(draw(place((box,)))))
    assert '["text"' in said
    assert '"<script>url(x)</script>"' in said


def test_the_dark_drawing_goes_along() -> None:
    roots = company(2)
    picture = Picture(draw(place(roots)), "two", draw(place(roots), dark=True))
    block = card_tree(Card("x", (picture,)))["blocks"][0]  # type: ignore[index]
    assert block["live"] != block["dark"]
    assert "#1b1e24" in json.dumps(block["dark"])
    image = card_tree(Card("x", (Picture("<svg/>", "none", "<svg a='b'/>"),)))["blocks"][0]  # type: ignore[index]
    assert image["src"].startswith("data:image/svg+xml")
    assert image["dark"].startswith("data:image/svg+xml")


@given(forests(most=6))
def test_any_tree_becomes_live(roots: tuple[Box, ...]) -> None:
    assert live_picture(draw(place(roots))) is not None
