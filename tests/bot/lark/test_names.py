"""Names of form elements lead back to fields, and submit names to handlers."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.lark import limits
from bot.lark.names import (
    FieldName,
    Kind,
    decoded,
    encoded,
    field_name,
    kind_of,
    split_submit,
    submit_name,
)
from chat.forms import (
    ChoiceField,
    DateField,
    InputField,
    ManyChoicesField,
    NumberField,
    PeopleField,
    PersonField,
    SwitchField,
    TextField,
)


@given(st.text(max_size=60))
def test_encoded_names_come_back(words: str) -> None:
    assert decoded(encoded(words)) == words
    assert re.fullmatch(r"\w*", encoded(words), re.ASCII)


@given(st.text(min_size=1, max_size=40), st.sampled_from(Kind), st.integers(0, 9))
def test_field_names_come_back(name: str, kind: Kind, part: int) -> None:
    whole = FieldName(name, kind, part)
    assert field_name(str(whole)) == whole


def test_dots_are_written_safely() -> None:
    assert str(FieldName("kr12.value", Kind.NUMBER)) == "n_kr12_2e_value"


def test_other_names_are_not_fields() -> None:
    assert field_name("Input_31q6") is None
    assert field_name("") is None


def test_every_field_has_a_kind_of_its_own() -> None:
    fields: list[InputField] = [
        TextField("a", "A"),
        NumberField("a", "A"),
        ChoiceField("a", "A", ()),
        ManyChoicesField("a", "A", ()),
        PersonField("a", "A"),
        PeopleField("a", "A"),
        DateField("a", "A"),
        SwitchField("a", "A"),
    ]
    assert len({kind_of(field) for field in fields}) == len(Kind)


@given(st.text(min_size=1, max_size=15), st.dictionaries(st.text(max_size=5), st.text(max_size=5)))
def test_submit_names_stay_short_and_lead_to_the_action(
    action: str, values: dict[str, str]
) -> None:
    action = action.replace("?", "")
    name = submit_name(action, values)
    assert split_submit(name) in ((action, values), (action, {}))
    assert len(name) <= limits.NAME or split_submit(name) == (action, {})


def test_short_values_travel_in_the_submit_name() -> None:
    assert split_submit(submit_name("a.b", {"kr": "12", "x": ""})) == ("a.b", {"kr": "12", "x": ""})


def test_a_foreign_button_is_no_submit() -> None:
    assert split_submit("Button_lvkepfu3") is None
