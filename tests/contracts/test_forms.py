"""Every field of a form: asked for, filled, given back, and kept where something is wrong."""

from collections.abc import Mapping

import pytest

from chat.forms import FieldValue, Form
from tests.contracts import words
from tests.contracts.exceptions import PERMITTED, At
from tests.contracts.forms import (
    CONTEXT,
    EMPTY,
    FORMS,
    STANDING,
    THEN,
    TYPED,
    error_at,
    given,
)
from tests.contracts.samples import HOSTILE
from tests.contracts.stage import Stage
from tests.contracts.test_cards import assert_read


def _of_this_platform(stage: Stage, fields: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """The accounts of other platforms left out."""
    own = set(stage.accounts().values())
    return {
        name: tuple(each for each in value if each in own)
        if name.rpartition(".")[2] in ("person", "people") and isinstance(value, tuple)
        else value
        for name, value in fields.items()
    }


def _assert_given(stage: Stage, form: Form, fields: Mapping[str, FieldValue]) -> None:
    """The newest submit brought these fields, the form's action and its values."""
    event = stage.desk.submitted()
    assert dict(event.fields) == dict(fields)
    assert event.action == form.action
    assert {name: each for name, each in event.values.items() if name != THEN} == CONTEXT
    assert event.sender == stage.accounts()["ada"]


@pytest.mark.parametrize("name", FORMS)
def test_every_word_of_a_form_can_be_read(shared: Stage, name: str) -> None:
    form = shared.open("ada", name)
    shown = [form.title, form.text, *form.labels.values(), *shared.strings("ada")]
    assert_read(At(shared.platform, f"form {name}"), list(words.of_form(FORMS[name])), shown)
    shared.driver.cancel("ada")
    assert shared.driver.form("ada") is None
    assert shared.rejections() == []


def test_empty_fields_come_back_empty(stage: Stage) -> None:
    stage.open("ada", "empty")
    stage.driver.fill("ada")
    _assert_given(stage, FORMS["empty"], EMPTY)


def test_what_stands_in_the_fields_comes_back(stage: Stage) -> None:
    stage.open("ada", "filled")
    stage.driver.fill("ada")
    _assert_given(stage, FORMS["filled"], _of_this_platform(stage, STANDING))


def test_what_is_typed_comes_back(stage: Stage) -> None:
    stage.open("ada", "hints")
    stage.driver.fill("ada", **TYPED)
    _assert_given(stage, FORMS["hints"], given(TYPED, stage.accounts()))


def test_fields_can_be_cleared(stage: Stage) -> None:
    stage.open("ada", "filled")
    cleared: dict[str, object] = {**EMPTY, "many": [], "person": "", "people": []}
    stage.driver.fill("ada", **cleared)
    _assert_given(stage, FORMS["filled"], EMPTY)


def test_fields_of_groups_come_back_by_their_own_names(stage: Stage) -> None:
    stage.open("ada", "groups")
    typed = {f"kr2.{name}": answer for name, answer in TYPED.items()}
    stage.driver.fill("ada", **typed)
    empty = {f"kr1.{name}": answer for name, answer in EMPTY.items()}
    _assert_given(stage, FORMS["groups"], empty | given(typed, stage.accounts()))


def test_eight_groups_come_back(stage: Stage) -> None:
    stage.open("ada", "eight_groups")
    typed = {f"note{n}": f"line {n}\nand 字" for n in range(1, 9)}
    typed |= {f"value{n}": str(n) for n in range(1, 9)}
    typed |= {f"confidence{n}": "high" for n in range(1, 9)}
    stage.driver.fill("ada", **typed)
    _assert_given(stage, FORMS["eight_groups"], typed)


@pytest.mark.parametrize("name", ["long_text", "longer_text"])
def test_a_long_text_comes_back_whole(stage: Stage, name: str) -> None:
    stage.open("ada", name)
    stage.driver.fill("ada")
    came = stage.desk.submitted().fields["lines"]
    whole = FORMS[name].filled({})
    (stood,) = (part.value for part in whole.inputs)
    if At(stage.platform, f"whole {name}") in PERMITTED:
        assert isinstance(came, str)
        assert came != stood
        assert came.endswith(words.MORE)
    else:
        assert came == stood


def test_options_beyond_a_hundred_can_be_chosen(stage: Stage) -> None:
    stage.open("ada", "long_options")
    wide = "2".ljust(90, "_")
    stage.driver.fill("ada", choice="team-149", many=["team-3", "team-11"], wide=wide)
    fields: dict[str, FieldValue] = {
        "choice": "team-149",
        "many": ("team-3", "team-11"),
        "wide": wide,
    }
    _assert_given(stage, FORMS["long_options"], fields)


def test_any_name_of_a_field_comes_back(stage: Stage) -> None:
    stage.open("ada", "odd_names")
    stage.driver.fill("ada", **{"进展.1": "x", "a b_c-d~e": "y", "option.2": "~0"})
    _assert_given(stage, FORMS["odd_names"], {"进展.1": "x", "a b_c-d~e": "y", "option.2": "~0"})


def test_what_looks_like_mark_up_comes_back_as_it_is(stage: Stage) -> None:
    stage.open("ada", "hostile")
    stage.driver.fill("ada", choice="x", switch=True)
    fields: dict[str, FieldValue] = {"line": HOSTILE, "choice": "x", "switch": True}
    _assert_given(stage, FORMS["hostile"], fields)
    assert stage.pings() == []
    assert stage.links() == []


def test_a_required_field_is_not_sent_empty(shared: Stage) -> None:
    shared.open("ada", "required")
    heard = len(shared.desk.events)
    shared.driver.fill("ada")
    if At(shared.platform, "required") in PERMITTED:
        assert len(shared.desk.events) == heard + 1
        return
    assert len(shared.desk.events) == heard
    form = shared.driver.form("ada")
    assert form is not None
    assert set(form.errors) >= {"line", "number", "person", "date"}
    shared.driver.fill("ada", **TYPED)
    _assert_given(shared, FORMS["required"], given(TYPED, shared.accounts()))


@pytest.mark.parametrize("twice", [False, True])
def test_errors_stand_at_their_fields_and_all_that_was_typed_stays(
    stage: Stage, twice: bool
) -> None:
    stage.open("ada", "hints errors")
    stage.driver.fill("ada", **TYPED)
    if twice:
        stage.driver.fill("ada", line="Better")
    form = stage.driver.form("ada")
    assert form is not None
    for part in FORMS["hints"].inputs:
        assert error_at(part.name) in form.errors[part.name]
    expected: dict[str, object] = {**TYPED, **({"line": "Better"} if twice else {})}
    for name, answer in expected.items():
        stands = form.values[name]
        if isinstance(stands, list | tuple):
            several = [answer] if isinstance(answer, str) else answer
            assert isinstance(several, list)
            assert sorted(stands) == sorted(several)
        else:
            assert stands == answer
    stage.driver.fill("ada")
    _assert_given(stage, FORMS["hints"], given(expected, stage.accounts()))
