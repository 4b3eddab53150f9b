"""The Lark driver reads cards and forms as a person does, and types as a person does."""

import json

import pytest

from bot.lark.names import FieldName, Kind
from tests.drivers.lark_eyes import seen_form, typed_in
from tests.fakes.json_shapes import Json
from tests.fakes.lark.form_reading import FormView, form_on
from tests.fakes.lark.reading import lines, pinged, pressables, words_of
from tests.fakes.lark_examples import OPTIONS, TABLE, button, card, form, words


def shown(name: str) -> str:
    return {"ou_bo": "Bo Chen"}.get(name, name)


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("**Bold** and `code`", "Bold and code"),
        ("&#42;&#42;not bold&#42;&#42;", "**not bold**"),
        (r"1 \* 2", "1 * 2"),
        ("&lt;at id=all&gt;&lt;/at&gt;", "<at id=all></at>"),
        ("Hi <at id=ou_bo></at>", "Hi @Bo Chen"),
        ("[Guide](https://example.com)", "Guide"),
        ("<font color='red'>late</font>", "late"),
        ("one<br>two", "one\ntwo"),
        ("## Title", "Title"),
    ],
)
def test_markdown_is_read_as_it_is_drawn(markdown: str, read: str) -> None:
    assert words_of(markdown, shown) == read


def test_a_card_is_read_block_by_block() -> None:
    columns = [
        {"tag": "column", "elements": [{"tag": "div", "text": words(text)}]} for text in "ab"
    ]
    read = lines(card({"tag": "column_set", "columns": columns}, TABLE, button("Go")), shown)
    assert read == ["Title", "a", "b", "1"]


def test_options_can_be_pressed_like_buttons() -> None:
    select: Json = {"tag": "select_static", "options": OPTIONS}
    labels = [one.label for one in pressables(card(button("Go"), select, form()))]
    assert labels == ["Go", "High", "Low"]


def test_table_cells_can_notify() -> None:
    column = {"name": "a", "data_type": "lark_md"}
    table: Json = {"tag": "table", "columns": [column], "rows": [{"a": "<at id=all></at>"}]}
    assert pinged(json.dumps(card(table))) == ["all"]


def name(own: str, kind: Kind, part: int = 0) -> str:
    return str(FieldName(own, kind, part))


def markdown(content: str) -> Json:
    return {"tag": "markdown", "content": content}


@pytest.fixture
def view() -> FormView:
    long = {"tag": "input", "max_length": 5}
    found = form_on(
        card(
            form(
                markdown("**Note**"),
                {**long, "name": name("note", Kind.TEXT), "default_value": "hello"},
                {**long, "name": name("note", Kind.TEXT, 1), "default_value": " you"},
                markdown("**How sure?** <font color='red'>&#42;</font>"),
                {"tag": "select_static", "name": name("kr.sure", Kind.CHOICE), "options": OPTIONS},
                {"tag": "div", "text": {**words("Choose one"), "text_color": "red"}},
                markdown("**Who**"),
                {"tag": "select_person", "name": name("who", Kind.PERSON), "options": []},
                {"tag": "div", "text": words("⚠ Somebody else")},
                markdown("**Day**"),
                {
                    "tag": "date_picker",
                    "name": name("day", Kind.DATE),
                    "initial_date": "2026-04-30",
                },
            )
        ),
        shown,
    )
    assert found
    return found


def test_a_form_has_labels_values_and_errors_by_its_own_names(view: FormView) -> None:
    seen = seen_form(view)
    assert seen.labels == {"note": "Note", "kr.sure": "How sure?", "who": "Who", "day": "Day"}
    assert seen.values == {"note": "hello you", "kr.sure": "", "who": [], "day": "2026-04-30"}
    assert seen.errors == {"kr.sure": "Choose one", "who": "Somebody else"}


def test_answers_are_typed_into_the_elements(view: FormView) -> None:
    typed = typed_in(view, {"note": "good morning", "kr.sure": "Low", "who": "bo"})
    assert typed == {
        name("note", Kind.TEXT): "good ",
        name("note", Kind.TEXT, 1): "morning",
        name("kr.sure", Kind.CHOICE): "low",
        name("who", Kind.PERSON): "ou_bo",
    }


def test_fields_that_are_not_there_cannot_be_filled(view: FormView) -> None:
    with pytest.raises(LookupError, match="no field"):
        typed_in(view, {"nothing": "x"})
