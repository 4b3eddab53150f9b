"""The coach after a check-in form: what was said is saved first, and can be said better."""

from chat.replies import OpenForm, Replace
from storage import check_ins
from tests.handlers.office import Office

ACTIONS = "Prepare the demo for the customer"


def _checked_in(office: Office, **answers: str) -> str:
    office.say("ada", "checkin")
    return office.fill("ada", **answers)


def test_a_list_of_actions_gets_a_second_step(launched: Office) -> None:
    said = _checked_in(launched, value_1="30000", confidence_1="high", note_1=ACTIONS)
    assert said == "The coach says"
    assert {each.name: each.value for each in launched.form("ada").inputs} == {"note_1": ACTIONS}
    assert "60%" in launched.say("cy", "show KR1.1")


def test_the_words_can_be_changed_in_the_step(launched: Office) -> None:
    _checked_in(launched, value_1="30000", confidence_1="high", note_1=ACTIONS)
    launched.fill("ada", note_1="Two shops sell it")
    assert isinstance(launched.replies["ada"], Replace)
    with launched.database.read() as session:
        (only,) = check_ins.list_last(session, 1)
    assert (only.note, only.value, str(only.confidence)) == ("Two shops sell it", 30000, "high")


def test_keeping_is_the_default(launched: Office) -> None:
    _checked_in(launched, value_1="30000", confidence_1="high", note_1=ACTIONS)
    said = launched.fill("ada")
    assert "KR1.1 checked in" in said
    with launched.database.read() as session:
        (only,) = check_ins.list_last(session, 1)
    assert only.note == ACTIONS


def test_a_value_beyond_the_target_can_be_looked_at_again(launched: Office) -> None:
    _checked_in(launched, value_1="90000", confidence_1="high")
    (field,) = launched.form("ada").inputs
    assert (field.name, field.value) == ("value_1", "90,000")
    said = launched.fill("ada", value_1="9,000")
    assert "18%" in said


def test_no_risk_while_it_lags_is_asked_for(launched: Office) -> None:
    _checked_in(launched, value_1="3000", confidence_1="low", status_1="off_track")
    (field,) = launched.form("ada").inputs
    assert field.name == "risk_1"
    launched.fill("ada", risk_1="Nobody knows the app yet")
    assert "Risk: Nobody knows the app yet" in launched.say("cy", "show KR1.1")


def test_of_several_key_results_each_has_its_advice_and_its_words(launched: Office) -> None:
    _checked_in(
        launched,
        value_1="90000",
        confidence_1="high",
        value_2="3.7",
        confidence_2="low",
        value_3="5",
        confidence_3="high",
    )
    assert isinstance(launched.replies["ada"], OpenForm)
    names = [each.name for each in launched.form("ada").inputs]
    assert names == ["value_1", "risk_2"]
    said = launched.fill("ada", risk_2="Few reviews")
    assert "3 key results checked in" in launched.card("ada").title
    assert "KR1.3" in said


def test_an_error_in_the_step_loses_nothing(launched: Office) -> None:
    _checked_in(launched, value_1="90000", confidence_1="high")
    assert "value_1: “many” is not a figure" in launched.fill("ada", value_1="many")
    assert "18%" in launched.fill("ada", value_1="9,000")


def test_what_was_not_changed_is_not_coached_again(launched: Office) -> None:
    _checked_in(launched, value_1="30000", confidence_1="high", note_1=ACTIONS)
    launched.say("ada", "checkin")
    assert "KR1.1 checked in" in launched.fill("ada")
