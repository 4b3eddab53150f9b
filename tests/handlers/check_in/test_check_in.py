"""Check-ins: figures move, everybody's view says so."""

import pytest

from chat.replies import FieldErrors, OpenForm
from okr.check_ins import Said
from storage import check_ins, objectives
from tests.handlers.office import MONDAY, Office


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
    values = {field.name: field.value for field in launched.form("ada").inputs if field.value}
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
    for typed in ("yes", "完成", "已完成 高", "done, high, the keys are ours"):
        office.say("ada", "checkin KR1.1 未完成")
        assert "100% · done" in office.say("ada", f"checkin KR1.1 {typed}")
    assert "done or not done" in office.say("ada", "checkin KR1.1 0.5")


def test_without_an_id_the_only_key_result_is_meant(office: Office) -> None:
    office.say("ada", "new Win\n5 partners")
    office.say("ada", "checkin")
    assert isinstance(office.replies["ada"], OpenForm)


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


@pytest.mark.parametrize(
    ("typed", "value", "note"),
    [
        ("12 000", "12,000", ""),
        ("12 000 000", "12,000,000", ""),
        ("１２ ０００", "12,000", ""),
        ("1.2 万", "12,000", ""),
        ("1.2 million", "1,200,000", ""),
        ("12 sign-ups", "12", ""),
        ("twelve thousand", "12,000", ""),
        ("三万", "30,000", ""),
        ("two", "2", ""),
        ("12 000 two partners signed", "12,000", "two partners signed"),
        ("12, two partners signed", "12", "two partners signed"),
        ("12,000 partners came", "12,000", "partners came"),
    ],
)
def test_a_value_may_be_several_words(launched: Office, typed: str, value: str, note: str) -> None:
    launched.say("ada", f"checkin KR1.1 {typed}")
    shown = launched.say("ada", "show KR1.1")
    assert f"{value} of 50,000 sign-ups" in shown
    assert f"{value} sign-ups  {note}" in shown


@pytest.mark.parametrize("typed", ["12 000 high", "12 000, High, signed", "twelve thousand high"])
def test_a_confidence_may_follow(launched: Office, typed: str) -> None:
    said = launched.say("ada", f"checkin KR1.1 {typed}")
    assert "12,000 of 50,000 sign-ups" in said
    assert "confidence high" in said


@pytest.mark.parametrize(
    "typed",
    [
        "two partners signed",
        "two high value partners signed",
        "2nd partner signed",
        "no news this week",
        "no high risks",
        "done with the first part",
        "一家伙伴签约",
        "Infinite patience needed",
    ],
)
@pytest.mark.parametrize("line", ["50 partners", "open the Berlin office"])
def test_words_are_a_note(office: Office, typed: str, line: str) -> None:
    office.say("ada", f"new Win\n{line}")
    said = office.say("ada", f"checkin KR1.1 {typed}")
    assert "no value yet" in said
    assert "confidence" not in said
    assert typed in office.say("ada", "show KR1.1")


def test_a_note_may_begin_with_how_sure_one_is(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 high something moved")
    shown = launched.say("ada", "show KR1.1")
    assert "no value yet" in shown
    assert "something moved  (" in shown
    assert "· confidence high)" in shown
    assert "Give a new value" in launched.say("ada", "checkin KR1.1 low")


@pytest.mark.parametrize("digits", [23, 5_000])
def test_a_figure_too_long_is_refused_with_a_clear_word(launched: Office, digits: int) -> None:
    assert "too large" in launched.say("ada", f"checkin KR1.1 {'9' * digits}")
    launched.say("ada", "checkin KR1.1")
    said = launched.fill("ada", value="9" * digits, confidence="high")
    assert said.startswith("value: That figure is too large")


def test_a_note_writes_back_no_old_value(launched: Office) -> None:
    with launched.database.read() as session:
        old = objectives.list_by_ids(session, [1])[0].key_results[0]
    launched.say("ada", "checkin KR1.1 12000 low")
    with launched.database.write() as session:
        check_ins.add(session, old, 1, "2026-W48", Said(note="Hm"), MONDAY)
    said = launched.say("ada", "show KR1.1")
    assert "24% · 12,000 of 50,000 sign-ups" in said
    assert "confidence low" in said


def test_a_choice_left_as_it_stood_takes_nothing_back(office: Office) -> None:
    office.say("ada", "new Win\nopen the Berlin office {bo}")
    office.say("ada", "checkin KR1.1 no")
    office.say("ada", "checkin KR1.1")
    office.say("bo", "checkin KR1.1 done")
    assert "100% · done" in office.fill("ada", confidence="high", note="Nobody has the keys")


def test_confidence_stands_in_the_history(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 5 high")
    launched.say("ada", "checkin KR1.1 6 low")
    assert "confidence: high → low; value: 5 → 6" in launched.press(
        "ada", "show.history", {"o": "1"}
    )
