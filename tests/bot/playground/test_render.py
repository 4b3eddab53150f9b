"""Cards and forms become JSON trees."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.company import account
from bot.playground.render import card_tree, form_tree, is_web, spans
from chat.address import Account
from chat.cards import Actions, Card, LinkButton, Paragraph, Picture, Progress
from chat.forms import Form, PeopleField
from chat.text import Bold, Channel, Link, Person, Plain
from tests.bot.playground.showcase import EVERY_BLOCK, EVERY_FIELD


def test_every_block_is_drawn() -> None:
    tree = json.loads(json.dumps(card_tree(EVERY_BLOCK)))
    drawn = [block["block"] for block in tree["blocks"]]
    assert drawn == [block.block for block in EVERY_BLOCK.blocks]
    elements = [each["element"] for each in tree["blocks"][-1]["elements"]]
    assert elements == ["button"] * 4 + ["link", "select", "overflow"]


def test_every_field_is_drawn() -> None:
    tree = json.loads(json.dumps(form_tree(EVERY_FIELD)))
    drawn = [part["field"] for part in tree["parts"]]
    assert drawn == [part.field for part in EVERY_FIELD.parts]
    assert tree["values"] == {"id": "12"}


@given(st.text(max_size=300))
def test_what_people_type_stays_data(words: str) -> None:
    card = Card(words, (Paragraph((Plain(words), Bold(words))),))
    tree = card_tree(card)
    assert tree["title"] == words
    assert tree["blocks"] == [
        {
            "block": "paragraph",
            "text": [{"span": "plain", "text": words}, {"span": "bold", "text": words}],
        }
    ]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "", "file:///x"])
def test_a_link_that_could_run_something_is_only_words(url: str) -> None:
    assert not is_web(url)
    assert spans((Link("here", url),)) == [{"span": "plain", "text": "here"}]
    drawn = card_tree(Card("x", (Actions((LinkButton("here", url),)),)))
    assert f'"{url}"' not in json.dumps(drawn) or url == ""


def test_people_and_channels_of_other_platforms_are_names() -> None:
    drawn = spans((Person("Bo", (Account("slack", "T1", "U1"),)), Channel("growth", "slack", "C1")))
    assert drawn == [
        {"span": "person", "name": "Bo", "id": "", "ping": False},
        {"span": "channel", "name": "growth", "id": ""},
    ]


def test_a_picture_is_an_image_and_no_mark_up() -> None:
    tree = card_tree(Card("x", (Picture("<svg onload='x'/>", "a tree"),)))
    assert "<svg" not in json.dumps(tree)
    assert "data:image/svg+xml;base64," in json.dumps(tree)


@pytest.mark.parametrize("ratio", [math.nan, math.inf, -math.inf, None])
def test_a_bar_without_a_figure_has_none(ratio: float | None) -> None:
    tree = card_tree(Card("x", (Progress(ratio, "no value yet"),)))
    assert json.dumps(tree, allow_nan=False).count("null") == 1


def test_a_picker_holds_people_of_the_page_only() -> None:
    field = PeopleField("who", "Who", (account("mei"), Account("lark", "t", "ou_1")))
    tree = form_tree(Form("a.b", "T", "Save", (field,)))
    assert '"value": ["mei"]' in json.dumps(tree)
