"""Check-ins: figures move, everybody's view says so."""

import pytest

from chat.replies import FieldErrors, OpenForm
from tests.handlers.office import Office


def test_everybodys_view_says_so(launched: Office) -> None:
    said = launched.say("ada", "checkin KR1.1 12,000")
    assert "24%" in said
    assert "8%" in said
    for who in ("ada", "bo", "cy"):
        seen = launched.say(who, "show O1")
        assert "24%" in seen
        assert "8%" in seen


@pytest.mark.parametrize("typed", ["NaN", "1e999", "--5", "-", "99999999999999999999"])
def test_what_is_no_figure_is_refused(launched: Office, typed: str) -> None:
    assert "figure" in launched.say("ada", f"checkin KR1.1 {typed}")
    assert "no value yet" in launched.say("ada", "show KR1.1")


def test_the_form_has_no_default_for_confidence(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1")
    fields = {field.name: field for field in launched.form("ada").inputs}
    assert fields["confidence"].value == ""


def test_a_field_error_keeps_everything_typed(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1")
    said = launched.fill("ada", value="twelve-ish", confidence="high", note="Two partners signed")
    assert isinstance(launched.replies["ada"], FieldErrors)
    assert said.startswith("value: “twelve-ish” is not a figure")
    values = {field.name: field.value for field in launched.form("ada").inputs}
    assert values == {
        "value": "twelve-ish",
        "confidence": "high",
        "note": "Two partners signed",
    }
    assert "24%" in launched.fill("ada", value="1.2万")


def test_without_confidence_the_form_asks_for_it(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1")
    assert launched.fill("ada", value="12").startswith("confidence: ")


def test_a_milestone_is_done_or_not(office: Office) -> None:
    office.say("ada", "new Win\nopen the Berlin office")
    assert "100%" in office.say("ada", "checkin KR1.1 done")
    assert "0%" in office.say("ada", "checkin KR1.1 0")
    assert "done or not done" in office.say("ada", "checkin KR1.1 0.5")


def test_without_an_id_the_only_key_result_is_meant(office: Office) -> None:
    office.say("ada", "new Win\n5 partners")
    office.say("ada", "checkin")
    assert isinstance(office.replies["ada"], OpenForm)


def test_without_an_id_several_are_named(launched: Office) -> None:
    assert "KR1.1, KR1.2, KR1.3" in launched.say("ada", "checkin")


def test_history_tells_before_and_after(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 12000")
    launched.say("ada", "checkin KR1.1 15000")
    said = launched.press("cy", "show.history", {"o": "1"})
    assert "value: 12,000 → 15,000" in said
    assert "published" in said


def test_wording_at_publishing_stands_beside_todays(launched: Office) -> None:
    launched.say("ada", "edit O1 Launch the app everywhere")
    said = launched.press("cy", "show.history", {"o": "1"})
    assert "At publishing: “Launch the A app and win its users”" in said
    assert "today: “Launch the app everywhere”" in said
