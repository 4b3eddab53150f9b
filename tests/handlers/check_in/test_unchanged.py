"""Nothing changed: one short reason, and in the third week a question about the key result."""

from datetime import timedelta

from chat.replies import FieldErrors
from storage import check_ins
from tests.handlers.office import Office


def _unchanged(office: Office, reason: str) -> str:
    office.press("ada", "checkin.unchanged", {})
    return office.fill("ada", reason=reason)


def test_it_asks_for_one_reason_and_nothing_else(launched: Office) -> None:
    launched.press("ada", "checkin.unchanged", {"week": "2026-W48"})
    (field,) = launched.form("ada").inputs
    assert field.name == "reason"
    assert not isinstance(field.value, str) or field.value == ""


def test_a_reason_is_required_and_short(launched: Office) -> None:
    launched.press("ada", "checkin.unchanged", {})
    assert "reason: Say in 200 characters at most" in launched.fill("ada", reason="  ")
    assert isinstance(launched.replies["ada"], FieldErrors)
    launched.fill("ada", reason="x" * 201)
    assert launched.form("ada").filled({}) is not None
    assert {each.value for each in launched.form("ada").inputs} == {"x" * 201}
    assert "unchanged" in launched.fill("ada", reason="All at the fair")


def test_everything_not_yet_checked_in_stays_as_it_is(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 12000 high")
    launched.clock.advance(timedelta(days=7))
    launched.say("ada", "checkin KR1.2 3.8 medium")
    said = _unchanged(launched, "All at the fair")
    assert "KR1.1, KR1.3" in said
    assert "KR1.2" not in said
    with launched.database.read() as session:
        (newest, *_) = check_ins.list_last(session, 1)
    assert newest.is_unchanged
    assert (newest.value, str(newest.confidence), newest.note) == (12000, "high", "All at the fair")
    shown = launched.say("cy", "show KR1.1")
    assert "24%" in shown
    assert "Nothing changed: All at the fair" in shown


def test_the_third_in_a_row_asks_about_the_key_result_itself(launched: Office) -> None:
    for _ in range(2):
        assert "Is it still the right one?" not in _unchanged(launched, "All at the fair")
        launched.clock.advance(timedelta(days=7))
    launched.say("ada", "checkin KR1.2 3.8 medium")
    said = _unchanged(launched, "All at the fair")
    assert said.count("unchanged 3 times in a row. Is it still the right one?") == 2
    actions = {(button.action, button.label) for button in launched.card("ada").buttons}
    assert ("edit.open", "Edit KR1.1") in actions
    assert ("show.key_result", "Show KR1.1") in actions
    assert "KR1.1" in launched.press("ada", "show.key_result", {"kr": "KR1.1"})
    with launched.database.read() as session:
        assert check_ins.count_unchanged(session, 1) == 3
        assert check_ins.count_unchanged(session, 2) == 0


def test_a_second_press_finds_everything_checked_in(launched: Office) -> None:
    _unchanged(launched, "All at the fair")
    said = launched.press("ada", "checkin.unchanged", {})
    assert "Everything is checked in already" in said


def test_something_did_change_after_all(launched: Office) -> None:
    _unchanged(launched, "All at the fair")
    launched.press("ada", "checkin.week", {"week": "2026-W48"})
    launched.fill("ada", value_1="12000", confidence_1="high")
    with launched.database.read() as session:
        assert check_ins.count_unchanged(session, 1) == 0
    assert "24%" in launched.say("cy", "show KR1.1")
