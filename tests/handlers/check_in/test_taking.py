"""Forms that come back late, or twice: nothing that was said meanwhile is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chat.forms import FieldValue, Form
from tests.handlers.office import Office

WEEK = "2026-W48"


def _form(office: Office) -> Form:
    """Ada's form of the week."""
    office.press("ada", "checkin.week", {"week": WEEK})
    return office.form("ada")


def _send(office: Office, form: Form, **typed: FieldValue) -> str:
    fields: dict[str, FieldValue] = {each.name: each.value for each in form.inputs}
    return office.submit("ada", form, {}, {**fields, **typed})


def test_a_form_drawn_before_a_typed_line_does_not_take_back_what_the_line_said(
    launched: Office,
) -> None:
    form = _form(launched)
    launched.say("ada", "checkin KR1.1 20,000 high we moved risk: the launch slips")
    _send(launched, form, note_1="and one partner signed", confidence_1="medium")
    shown = launched.say("ada", "show KR1.1")
    assert "20,000 of 50,000" in shown
    assert "confidence medium" in shown
    assert "the launch slips" in shown
    assert "we moved" in shown
    assert "and one partner signed" in shown


def test_what_a_late_form_leaves_empty_says_nothing_of_a_check_in_made_meanwhile(
    launched: Office,
) -> None:
    form = _form(launched)
    launched.say("ada", "checkin KR1.1 20,000 high we moved")
    assert "KR1.2 checked in" in _send(launched, form, value_2="3.7", confidence_2="high")
    assert "we moved" in launched.say("ada", "show KR1.1")


def test_a_form_sent_twice_is_one_check_in(launched: Office) -> None:
    form = _form(launched)
    typed: dict[str, FieldValue] = {"value_1": "5000", "confidence_1": "low", "risk_1": "it slips"}
    first = _send(launched, form, **typed)
    assert "KR1.1 checked in" in first
    assert "KR1.1 checked in" in _send(launched, form, **typed)
    assert launched.say("ada", "show KR1.1").count("5,000 sign-ups") == 1


def test_an_edit_goes_to_the_check_in_that_the_form_showed(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 20,000 high we moved")
    form = _form(launched)
    launched.say("ada", "checkin KR1.1 25,000 high and once more")
    _send(launched, form, note_1="we moved, with two partners")
    shown = launched.say("ada", "show KR1.1")
    assert "25,000 of 50,000" in shown
    assert "we moved, with two partners" in shown
    assert "and once more" in shown


def test_a_form_of_last_week_does_not_write_over_this_weeks_check_in(launched: Office) -> None:
    form = _form(launched)
    launched.travel(datetime(2026, 11, 30, 12, tzinfo=UTC))
    launched.say("ada", "checkin KR1.1 20,000 high we moved")
    for _ in range(2):
        _send(launched, form, note_1="what I typed a week ago", confidence_1="medium")
    shown = launched.say("ada", "show KR1.1")
    assert "20,000 of 50,000" in shown
    assert "we moved" in shown
    assert shown.count("what I typed a week ago") == 1


def test_what_was_kept_gives_way_to_what_was_said_since(launched: Office) -> None:
    _send(launched, _form(launched), value_1="70%", confidence_1="high", note_1="half a thought")
    launched.clock.set(launched.clock() + timedelta(hours=1))
    launched.say("ada", "checkin KR1.1 20,000 high we moved")
    stands = {each.name: each.value for each in _form(launched).inputs}
    assert stands["value_1"] == "20,000"
    assert stands["note_1"] == "we moved"


def test_somebody_elses_check_in_cannot_be_edited_by_a_forged_form(launched: Office) -> None:
    launched.say("bo", "checkin KR1.1 20,000 high bo was here")
    form = _form(launched)
    fields: dict[str, FieldValue] = {each.name: each.value for each in form.inputs}
    typed: dict[str, FieldValue] = {"note_1": "ada as well", "confidence_1": "low"}
    launched.submit("ada", form, {"of_1": "1"}, {**fields, **typed})
    shown = launched.say("ada", "show KR1.1")
    assert "bo was here" in shown
    assert "ada as well" in shown


@pytest.mark.parametrize("named", ["", "x", "999", "1x"])
@pytest.mark.parametrize("action", ["checkin.save_week", "checkin.step"])
def test_a_form_that_names_no_key_result_of_ours_is_told_so(
    launched: Office, action: str, named: str
) -> None:
    form = replace(_form(launched), action=action)
    assert "older version" in launched.submit("ada", form, {"krs": named}, {"note_1": "words"})
    assert "Nobody has checked in yet" in launched.say("ada", "show KR1.1")
