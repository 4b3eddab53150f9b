"""A check-in in one line, with labelled parts in both languages."""

import pytest

from okr.facts import CheckIn
from storage import check_ins
from tests.handlers.office import Office


def _newest(office: Office, key_result_id: int = 1) -> CheckIn:
    with office.database.read() as session:
        return check_ins.list_last(session, key_result_id)[0]


@pytest.mark.parametrize(
    "typed",
    [
        "12000 high Two shops. Risk: they close; support: a lawyer {bo}; next: call by Friday",
        "12,000, high, Two shops. risk: they close help: a lawyer {bo} next step: call by Friday",
        "12000 high Two shops.\nrisk: they close\nsupport: a lawyer {bo}\nnext: call by Friday",
        "12000 high next: call by Friday risk: they close note: Two shops. help: a lawyer @Bo Chen",
        "12000 高 Two shops. 风险：they close 支持：a lawyer {bo} 下一步：call by Friday",
        "12000 高 进展：Two shops. 风险: they close，支持：{bo} a lawyer；下一步：call by Friday",
    ],
)
def test_labelled_parts_are_understood(launched: Office, typed: str) -> None:
    launched.say("bo", "home")
    launched.say("ada", f"checkin KR1.1 {typed}")
    said = _newest(launched)
    assert (said.value, str(said.confidence), said.note) == (12000, "high", "Two shops.")
    assert said.risk == "they close"
    assert said.support_from is not None
    assert (said.support_from.name, "a lawyer" in said.support) == ("Bo Chen", True)
    assert said.next_step == "call by Friday"
    assert str(said.next_step_on) == "2026-11-27"


def test_a_risk_alone_is_a_check_in(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 risk: the shop closes")
    assert _newest(launched).risk == "the shop closes"
    assert "no value yet" in launched.say("cy", "show KR1.1")


def test_a_word_within_a_note_is_no_label(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 12000 high no asterisk: all is well")
    assert _newest(launched).note == "no asterisk: all is well"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12000 next: call them by 2026-11-01", "1 Nov 2026 is over"),
        ("12000 support: a lawyer @Nobody", "I do not know @Nobody"),
        ("12000 status: wonderful", "is no status"),
        ("12000 high risk: " + "x" * 1001, "1001 characters long"),
    ],
)
def test_what_cannot_be_is_refused(launched: Office, typed: str, said: str) -> None:
    assert said in launched.say("ada", f"checkin KR1.1 {typed}")
    assert "Nobody has checked in yet" in launched.say("ada", "show KR1.1")


def test_the_answer_tells_before_and_after_and_who_is_asked(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 12000 high")
    said = launched.say("ada", "checkin KR1.1 15000 high risk: they close support: a lawyer {bo}")
    assert "12,000 sign-ups → 15,000 sign-ups" in said
    assert "Bo Chen will be asked for an answer" in said


@pytest.mark.parametrize("typed", ["∞", "三分之一", "五成 高", "+∞"])
def test_what_was_meant_as_a_figure_is_not_kept_as_a_note(launched: Office, typed: str) -> None:
    assert "is not a figure I can read" in launched.say("ada", f"checkin KR1.1 {typed}")


@pytest.mark.parametrize("typed", ["half of them signed", "五成客户已签约", "一半"])
def test_words_on_how_much_are_a_note(launched: Office, typed: str) -> None:
    launched.say("ada", f"checkin KR1.1 {typed}")
    assert _newest(launched).note == typed


@pytest.mark.parametrize("typed", ["3 s", "3s", "3 days late", "3 天 高"])
def test_another_length_of_time_is_not_taken_for_the_keys_own(office: Office, typed: str) -> None:
    office.say("ada", "new Be fast\nlatency from 500 ms to 200 ms")
    office.say("ada", "publish O1")
    assert "counted in ms, not in" in office.say("ada", f"checkin KR1.1 {typed}")
    assert "300 ms now" in office.say("ada", "checkin KR1.1 300 ms")


def test_a_little_below_nothing_is_nothing_of_the_way(launched: Office) -> None:
    assert " 0% · -5 of 50,000" in launched.say("ada", "checkin KR1.1 -5")
