"""Cards and forms as card JSON 2.0: shapes, and the limits for whatever people type."""

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.lark import limits
from bot.lark.names import field_name
from bot.lark.preview import preview
from bot.lark.render import render_card, render_form
from bot.lark.render_card import bar
from bot.lark.render_form import FormDrawing
from bot.lark.shrink import Element, as_json, elements, fits, size
from chat import cards, forms
from chat.cards import Card, Paragraph, Table
from chat.forms import Form, TextField
from chat.text import Bold, text
from tests.bot.lark.examples import BO, EVERY_BLOCK, EVERY_FIELD, SVG
from tests.fakes.lark.cards import check_card
from tests.fakes.lark.store import TENANT


def tagged(node: object, tag: str) -> Iterator[Element]:
    """Every object with this tag, outermost first."""
    if isinstance(node, dict):
        if node.get("tag") == tag:
            yield node
        for child in node.values():
            yield from tagged(child, tag)
    elif isinstance(node, list | tuple):
        for child in node:
            yield from tagged(child, tag)


def only(node: object, tag: str) -> Element:
    """The one object with this tag."""
    (found,) = tagged(node, tag)
    return found


def in_group(card: Card) -> Element:
    return render_card(card, tenant=TENANT, shared=True)


def in_chat(card: Card) -> Element:
    return render_card(card, tenant=TENANT, shared=False)


def form(asked: Form, **errors: str) -> Element:
    return render_form(asked, FormDrawing(TENANT, errors=errors, candidates=("ou_x",)))


def values_of(card: Element) -> list[dict[str, object]]:
    """What every element of the card sends back."""
    return [value for value in _values(card) if isinstance(value, dict)]


def _values(node: object) -> Iterator[object]:
    if isinstance(node, dict):
        if node.get("type") == "callback":
            yield node["value"]
        for child in node.values():
            yield from _values(child)
    elif isinstance(node, list):
        for child in node:
            yield from _values(child)


def test_every_block_and_field_is_taken() -> None:
    check_card(in_chat(EVERY_BLOCK))
    check_card(in_group(EVERY_BLOCK))
    check_card(render_card(EVERY_BLOCK, tenant=TENANT, shared=False, images={SVG: "i"}), {"i"})
    check_card(form(EVERY_FIELD, title="Say more", other="Not now"))
    check_card(preview(EVERY_BLOCK))
    check_card(preview(EVERY_FIELD))


class TestCards:
    def test_the_frame_is_json_2(self) -> None:
        drawn = in_chat(EVERY_BLOCK)
        assert drawn["schema"] == "2.0"
        assert drawn["config"] == {
            "update_multi": True,
            "summary": {"content": "Launch: All well"},
        }
        assert drawn["header"] == {
            "template": "green",
            "title": {"tag": "plain_text", "content": "Launch"},
        }

    def test_a_card_without_a_title_has_no_header(self) -> None:
        assert "header" not in in_chat(Card("", (Paragraph(text("a")),)))

    def test_buttons_carry_action_values_and_whether_others_look_on(self) -> None:
        assert {"a": "checkin.open", "v": {"kr": "12"}} in values_of(in_chat(EVERY_BLOCK))
        assert {"a": "checkin.open", "v": {"kr": "12"}, "s": 1} in values_of(in_group(EVERY_BLOCK))

    def test_a_confirmed_button_asks(self) -> None:
        (asking,) = [one for one in tagged(in_chat(EVERY_BLOCK), "button") if "confirm" in one]
        assert asking["type"] == "danger"

    def test_tables_stand_at_the_root_five_at_most(self) -> None:
        table = Table(("A",), ((text("x"),),))
        drawn = in_chat(Card("T", (table,) * 7))
        body = drawn["body"]
        assert isinstance(body, dict)
        tags = [one["tag"] for one in body["elements"]]
        assert tags == ["table"] * 5 + ["markdown"] * 2

    def test_a_plain_column_is_text_and_a_marked_one_markdown(self) -> None:
        table = only(in_chat(EVERY_BLOCK), "table")
        columns = table["columns"]
        assert isinstance(columns, list)
        assert [column["data_type"] for column in columns] == ["text", "markdown"]
        assert table["rows"] == [{"c0": "Sign-ups", "c1": "**12,000**"}]

    def test_a_picture_is_its_words_until_it_is_uploaded(self) -> None:
        assert not list(tagged(in_chat(EVERY_BLOCK), "img"))
        assert "A tree of two" in as_json(in_chat(EVERY_BLOCK))
        drawn = render_card(EVERY_BLOCK, tenant=TENANT, shared=False, images={SVG: "img_1"})
        assert only(drawn, "img")["img_key"] == "img_1"

    @pytest.mark.parametrize(
        ("ratio", "drawn"),
        [
            (0.0, "░" * 10),
            (0.24, "██" + "░" * 8),
            (1.25, "█" * 10),
            (-1.0, "░" * 10),
            (None, ""),
            (float("nan"), ""),
        ],
    )
    def test_bars_stay_within_their_ends(self, ratio: float | None, drawn: str) -> None:
        assert bar(ratio) == drawn

    def test_a_long_card_is_shortened_and_says_so(self) -> None:
        drawn = in_chat(Card("T", tuple(Paragraph(text("长" * 3000)) for _ in range(12))))
        assert fits(drawn)
        assert "…" in as_json(drawn)

    def test_a_card_of_many_blocks_keeps_its_last_buttons(self) -> None:
        blocks = (*(Paragraph(text(f"line {n}")) for n in range(500)), EVERY_BLOCK.blocks[-1])
        drawn = in_chat(Card("T", blocks))
        assert fits(drawn)
        assert len(list(tagged(drawn, "button"))) == 3


class TestForms:
    def test_the_form_stands_at_the_root_and_cancel_outside_it(self) -> None:
        drawn = form(EVERY_FIELD)
        body = drawn["body"]
        assert isinstance(body, dict)
        assert [one["tag"] for one in body["elements"]] == ["form", "button"]
        assert values_of(body["elements"][1]) == [
            {"a": "forms.cancel", "v": {"kr": "12", "form": "checkin.submit"}}
        ]

    def test_names_are_unique_and_safe(self) -> None:
        names = [one["name"] for one in _named(form(EVERY_FIELD))]
        assert len(names) == len(set(names)) > len(list(EVERY_FIELD.inputs))
        assert all(re.fullmatch(r"[A-Za-z]\w*", str(name), re.ASCII) for name in names)

    def test_fields_hold_what_was_typed(self) -> None:
        drawn = form(EVERY_FIELD)
        title, note, value = tagged(drawn, "input")
        assert title["default_value"] == "T"
        assert title["required"] is True
        assert "default_value" not in note
        assert note["input_type"] == "multiline_text"
        assert value["default_value"] == "7"
        assert only(drawn, "select_static")["initial_index"] == 2
        assert only(drawn, "multi_select_static")["selected_values"] == ["low"]
        assert only(drawn, "date_picker")["initial_date"] == "2026-04-30"
        assert only(drawn, "checker")["checked"] is True

    def test_a_person_shown_is_among_those_offered(self) -> None:
        person = only(form(EVERY_FIELD), "select_person")
        assert person["initial_option"] == BO.id
        assert person["options"] == [{"value": "ou_bo"}, {"value": "ou_x"}]
        assert only(form(EVERY_FIELD), "multi_select_person")["options"] == [{"value": "ou_x"}]

    def test_the_submit_says_what_it_is_for_twice(self) -> None:
        (submit,) = [
            one for one in tagged(form(EVERY_FIELD), "button") if "form_action_type" in one
        ]
        assert submit["name"] == "go_checkin_2e_submit_3f_kr_3d_12"
        (value,) = values_of(submit)
        assert (value["a"], value["v"]) == ("checkin.submit", {"kr": "12"})
        listed = value["f"]
        assert isinstance(listed, list)
        found = [field_name(one) for one in listed]
        assert [one.name for one in found if one] == [one.name for one in EVERY_FIELD.inputs]

    def test_errors_stand_in_red_under_their_fields(self) -> None:
        drawn = form(EVERY_FIELD, title="Say more", other="Not now")
        inner = only(drawn, "form")["elements"]
        assert isinstance(inner, list)
        red = [
            (place, one["text"]["content"])
            for place, one in enumerate(inner)
            if one["tag"] == "div" and one["text"]["text_color"] == "red"
        ]
        assert [words for _, words in red] == ["Not now", "Say more"]
        place = red[1][0]
        assert "t_title" in {one.get("name") for one in inner[place - 2 : place]}

    def test_a_long_text_is_spread_over_inputs_and_none_of_it_lost(self) -> None:
        words = "".join(str(n % 10) for n in range(2500))
        asked = Form("a.b", "T", "Go", (TextField("x", "X", words, max_length=4000),))
        drawn = list(tagged(form(asked), "input"))
        assert [one["name"] for one in drawn] == ["t_x", "t1_x", "t2_x"]
        assert "".join(str(one["default_value"]) for one in drawn) == words

    def test_a_form_from_a_group_remembers_it(self) -> None:
        drawn = render_form(EVERY_FIELD, FormDrawing(TENANT, origin="oc_growth"))
        assert any(value.get("o") == "oc_growth" for value in values_of(drawn))

    def test_what_is_chosen_stays_among_fewer_options(self) -> None:
        choices = tuple(cards.Option(f"Choice {n}", str(n)) for n in range(300))
        asked = Form("a.b", "T", "Go", (forms.ChoiceField("x", "X", choices, "299"),))
        drawn = form(asked)
        select = only(drawn, "select_static")
        options = select["options"]
        assert fits(drawn)
        assert isinstance(options, list)
        assert options[-1]["value"] == "299"
        assert select["initial_index"] == len(options)


def _named(node: object) -> Iterator[Element]:
    if isinstance(node, dict):
        if isinstance(node.get("name"), str) and "tag" in node:
            yield node
        for child in node.values():
            yield from _named(child)
    elif isinstance(node, list):
        for child in node:
            yield from _named(child)


WORDS = st.one_of(
    st.text(max_size=50),
    st.text(max_size=40).map(lambda words: words * 70),
    st.sampled_from(["<at id=all></at>", "[x](https://evil.example)", "长" * 2500, "\\" * 900]),
)
TEXTS = WORDS.map(lambda words: text(words))
VALUES = st.dictionaries(st.text(max_size=5), st.text(max_size=8), max_size=3)
CHOICES = st.lists(st.builds(cards.Option, WORDS, st.text(max_size=5)), max_size=60).map(tuple)
BUTTONS = st.builds(cards.Button, WORDS, st.text(max_size=20), VALUES)
SELECTS = st.builds(cards.Select, WORDS, st.text(max_size=20), CHOICES, VALUES)
ROWS = st.lists(st.tuples(TEXTS, TEXTS), max_size=60).map(tuple)
BLOCKS = st.one_of(
    st.builds(cards.Heading, WORDS),
    st.builds(cards.Paragraph, TEXTS),
    st.builds(cards.Note, WORDS.map(lambda words: text(Bold(words), words))),
    st.builds(cards.Fields, st.lists(st.builds(cards.Field, WORDS, TEXTS), max_size=20).map(tuple)),
    st.builds(cards.Progress, st.none() | st.floats(), WORDS),
    ROWS.map(lambda rows: cards.Table(("A", "B"), rows)),
    st.builds(cards.Actions, st.lists(BUTTONS | SELECTS, max_size=8).map(tuple)),
)
CARDS = st.builds(cards.Card, WORDS, st.lists(BLOCKS, max_size=25).map(tuple))
NAMES = st.uuids().map(lambda number: f"kr{number.int % 10**12}.value")
FIELDS = st.one_of(
    st.builds(forms.TextField, NAMES, WORDS, WORDS, multiline=st.booleans()),
    st.builds(forms.NumberField, NAMES, WORDS, WORDS),
    st.builds(forms.ChoiceField, NAMES, WORDS, CHOICES),
    st.builds(forms.ManyChoicesField, NAMES, WORDS, CHOICES),
    st.builds(forms.Explanation, TEXTS),
)
PARTS = FIELDS | st.builds(forms.Group, WORDS, st.lists(FIELDS, max_size=8).map(tuple))
FORMS = st.builds(
    forms.Form,
    st.text(max_size=20),
    WORDS,
    WORDS,
    st.lists(PARTS, max_size=15).map(tuple),
    VALUES,
    WORDS,
)
bounded = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class TestLimits:
    @bounded
    @given(CARDS, st.booleans())
    def test_every_card_fits_and_never_pings(self, card: Card, shared: bool) -> None:
        drawn = render_card(card, tenant=TENANT, shared=shared)
        assert size(drawn) <= limits.BODY
        assert elements(drawn) <= limits.ELEMENTS
        assert_quiet(drawn)
        check_card(as_json(drawn))

    @bounded
    @given(FORMS)
    def test_every_form_fits_and_never_pings(self, asked: Form) -> None:
        drawn = render_form(asked, FormDrawing(TENANT))
        assert size(drawn) <= limits.BODY
        assert elements(drawn) <= limits.ELEMENTS
        assert_quiet(drawn)
        check_card(as_json(drawn))


def assert_quiet(drawn: Element) -> None:
    """No markdown holds a ping or a link that somebody typed."""
    for one in tagged(drawn, "markdown"):
        content = str(one["content"])
        assert "<at" not in content
        assert "](" not in content
        bare = content.replace("<font color='red'>", "").replace("</font>", "")
        assert "<" not in bare


def test_the_size_is_that_of_the_request() -> None:
    card: Element = {"a": 'ü"'}
    body = {"content": as_json(card)}
    assert size(card) == len(json.dumps(body, ensure_ascii=False).encode()) - len('{"content": }')
