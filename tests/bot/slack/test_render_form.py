"""Forms as Slack modals: all limits kept, every answer comes back by its field's name."""

from hypothesis import HealthCheck, given, settings

from bot.slack.carry import Carried, Origin
from bot.slack.receive import submitted
from bot.slack.render_form import form_view
from chat.address import Account
from chat.cards import Option
from chat.forms import (
    ChoiceField,
    DateField,
    Explanation,
    Form,
    Group,
    ManyChoicesField,
    NumberField,
    PeopleField,
    PersonField,
    SwitchField,
    TextField,
)
from chat.text import text
from tests.bot.slack.block_kit import Json, check_view, every, seen
from tests.bot.slack.strategies import forms

ADA, BO = Account("slack", "T1", "U1"), Account("slack", "T1", "U2")
ORIGIN = Origin("C1", "1.2", "1.1", "https://hooks.example.com/1", hidden=True)


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(forms())
def test_any_form_is_a_view_that_slack_takes(form: Form) -> None:
    check_view(form_view(form, "T1", Carried(origin=ORIGIN)))
    check_view(form_view(form, "T1", Carried(), {"field_1": "x" * 5_000, "other": "!"}))


def a_form() -> Form:
    return Form(
        action="check_in.save",
        title="A check-in with a very long title",
        submit="Save",
        cancel="Cancel",
        values={"kr": "7"},
        parts=(
            Explanation(text("Say <!here> how it goes")),
            TextField("note", "Note", "so far", multiline=True),
            Group("KR12.1", (NumberField("value", "Value", "12,000", required=True),)),
            ChoiceField("level", "Level", (Option("High", "h"), Option("Low", "l" * 90)), "l" * 90),
            ManyChoicesField("tags", "Tags", tuple(Option(c, c) for c in "abc"), ("a", "c")),
            PersonField("helper", "Helper", (ADA,)),
            PeopleField("others", "Others", (ADA, BO, Account("lark", "T1", "ou_1"))),
            DateField("due", "Due", "2026-04-30"),
            SwitchField("publish", "Publish", True),
        ),
    )


def posted(view: Json, state: Json) -> Json:
    """What Slack sends when the view is submitted with this state."""
    return {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1"},
        "trigger_id": "t.1",
        "view": {**view, "id": "V1", "state": {"values": state}},
    }


def untouched(view: Json) -> Json:
    """The state of a modal in which nobody changed anything."""
    state: Json = {}
    for block in every(view, "input"):
        element = block["element"]
        assert isinstance(element, dict)
        state[str(block["block_id"])] = {
            str(element["action_id"]): {
                "type": element["type"],
                "value": element.get("initial_value"),
                "selected_option": element.get("initial_option"),
                "selected_options": element.get("initial_options", []),
                "selected_user": element.get("initial_user"),
                "selected_users": element.get("initial_users", []),
                "selected_date": element.get("initial_date"),
            }
        }
    return state


def test_what_stands_in_a_form_comes_back_by_field_name() -> None:
    view = form_view(a_form(), "T1", Carried(origin=ORIGIN))
    check_view(view)
    found = submitted(posted(view, untouched(view)))
    assert found.event.action == "check_in.save"
    assert found.event.values == {"kr": "7"}
    assert found.carried.origin == ORIGIN
    assert found.event.fields == {
        "note": "so far",
        "value": "12,000",
        "level": "l" * 90,
        "tags": ("a", "c"),
        "helper": (ADA,),
        "others": (ADA, BO),
        "due": "2026-04-30",
        "publish": True,
    }
    assert found.inputs == set(found.event.fields)


def test_an_emptied_form_gives_empty_values() -> None:
    view = form_view(a_form(), "T1", Carried())
    state: Json = {
        str(block["block_id"]): {str(element["action_id"]): {"value": None}}
        for block in every(view, "input")
        if isinstance(element := block["element"], dict)
    }
    fields = submitted(posted(view, state)).event.fields
    assert fields == {
        "note": "",
        "value": "",
        "level": "",
        "tags": (),
        "helper": (),
        "others": (),
        "due": "",
        "publish": False,
    }


def test_a_long_title_stands_in_the_form_in_full() -> None:
    assert "A check-in with a very long title" in seen(form_view(a_form(), "T1", Carried()))


def test_errors_stand_above_their_fields() -> None:
    read = seen(form_view(a_form(), "T1", Carried(), {"value": "A figure, please"}))
    assert read.index("KR12.1") < read.index("A figure, please") < read.index("Value")


def test_a_form_in_anothers_place_shows_its_own_values() -> None:
    def ids(generation: int) -> set[object]:
        view = form_view(a_form(), "T1", Carried(generation=generation))
        return {element["action_id"] for element in every(view, "plain_text_input")}

    assert not ids(0) & ids(1)


def test_a_thousand_options_stand_in_groups() -> None:
    many = tuple(Option(f"Objective {number}", f"{number}") for number in range(1_000))
    view = form_view(Form("a.b", "T", "OK", (ChoiceField("o", "O", many),)), "T1", Carried())
    check_view(view)
    assert "Objective 999" in seen(view)


def test_more_than_ten_choices_are_a_select() -> None:
    def form(count: int) -> Form:
        options = tuple(Option(f"o{number}", f"{number}") for number in range(count))
        return Form("a.b", "T", "OK", (ManyChoicesField("o", "O", options),))

    assert every(form_view(form(10), "T1", Carried()), "checkboxes")
    assert every(form_view(form(11), "T1", Carried()), "multi_static_select")


def test_values_and_address_are_kept_when_they_fill_the_metadata() -> None:
    values = {"text": "what was typed " * 500}
    carried = Carried("a.b", values, ORIGIN, 3)
    assert Carried.load(carried.dump()) == carried


def test_metadata_of_another_version_is_no_error() -> None:
    for strange in ("", "z!!", "[1]", '{"g":"x","l":"3","v":"["}', "z" + "A" * 40):
        assert Carried.load(strange) == Carried()
