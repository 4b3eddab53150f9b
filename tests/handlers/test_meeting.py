"""A follow-up meeting from its start to its summary."""

from datetime import timedelta

import pytest

from tests.handlers.office import Office

READING = timedelta(minutes=15)


@pytest.fixture
def growth(office: Office) -> Office:
    """Ada leads Growth, Bo is in it; each has published an objective. Cy is in no team."""
    office.say("bo", "settings language en")
    office.say("cy", "home")
    office.say("ada", "team create Growth {ada} {bo}")
    office.say("ada", "team channel Growth", channel="C1")
    office.say("ada", "new Win the first users\n100 sign-ups\nrating from 3.6 to 4.0")
    office.press("ada", "publish.run", {"o": "1"})
    office.say("bo", "new Make support a joy\nanswers within 2 hours for 90%")
    office.press("bo", "publish.run", {"o": "2"})
    return office


def begin(office: Office, words: str = "meeting") -> str:
    return office.say("ada", words, channel="C1")


def comment(office: Office, who: str, about: str, words: str) -> str:
    office.press(who, "meeting_comments.open", {"meeting": "1", "option": about})
    return office.fill(who, text=words)


def test_it_begins_with_the_report_and_silent_reading(growth: Office) -> None:
    said = begin(growth)
    assert "The meeting of Growth is open." in said
    report, card = growth.waiting_in("C1")
    assert "Win the first users" in report
    assert "Silent reading until 10:15" in card
    assert "0 of 2 have reported" in card


def test_those_missing_are_reminded_and_the_starter_is_not(growth: Office) -> None:
    assert "I have reminded 1 person" in begin(growth)
    assert len([card for card in growth.waiting_for("bo") if "check-in" in card.lower()]) == 1
    assert not [card for card in growth.waiting_for("ada") if "check-in" in card.lower()]


def test_a_second_start_says_that_it_is_open(growth: Office) -> None:
    begin(growth)
    assert "is open already; Ada Li opened it" in begin(growth)
    assert len(growth.waiting_in("C1")) == 2


def test_the_channel_hears_when_the_reading_is_over(growth: Office) -> None:
    begin(growth)
    comment(growth, "bo", "KR1.1", "Is the new page live?")
    growth.travel(growth.clock() + READING)
    over = growth.waiting_in("C1")[-1]
    assert "The time for silent reading is up." in over
    assert "KR1.1 → Ada Li: Is the new page live? (Bo Chen)" in over
    growth.travel(growth.clock() + READING)
    assert growth.waiting_in("C1")[-1] == over


def test_a_reading_that_was_ended_by_hand_is_not_ended_twice(growth: Office) -> None:
    begin(growth)
    assert "The reading is over." in growth.press("bo", "meeting.end_reading", {"meeting": "1"})
    assert "Go through the comments" in growth.waiting_in("C1")[-1]
    before = growth.waiting_in("C1")
    growth.travel(growth.clock() + READING)
    assert growth.waiting_in("C1") == before


def test_a_comment_reaches_the_owner_and_its_answer_the_author(growth: Office) -> None:
    begin(growth)
    assert "Your comment on KR1.1 is there." in comment(growth, "bo", "KR1.1", "Is it live?")
    assert "Is it live?" in growth.waiting_for("ada")[-1]
    assert "1 comment · 1 unanswered" in growth.waiting_in("C1")[-1]
    growth.press("ada", "meeting_comments.answer", {"comment": "1"})
    assert "Since Monday." in growth.fill("ada", answer="Since Monday.")
    assert "Since Monday." in growth.waiting_for("bo")[-1]
    assert "0 unanswered" in growth.waiting_in("C1")[-1]


def test_only_the_owner_or_who_works_on_it_answers(growth: Office) -> None:
    begin(growth)
    comment(growth, "bo", "KR1.1", "Is it live?")
    assert "Ada Li answers that" in growth.press("cy", "meeting_comments.answer", {"comment": "1"})


def test_a_second_answer_loses_and_is_not_lost(growth: Office) -> None:
    begin(growth)
    comment(growth, "bo", "KR1.1", "Is it live?")
    growth.press("ada", "meeting_comments.answer", {"comment": "1"})
    form = growth.replies["ada"]
    growth.fill("ada", answer="Since Monday.")
    growth.replies["ada"] = form
    assert "Ada Li has answered meanwhile" in growth.fill("ada", answer="Yes")
    assert growth.form("ada").filled({}) is not None
    assert "Yes" in [field.value for field in growth.form("ada").inputs]


def test_an_owners_own_note_needs_no_answer(growth: Office) -> None:
    begin(growth)
    comment(growth, "ada", "KR1.1", "I will explain this one.")
    assert "1 comment · 0 unanswered" in growth.waiting_in("C1")[-1]


@pytest.mark.parametrize("words", ["", "   ", "x" * 1001])
def test_a_comment_that_cannot_be_taken_stays_in_the_form(growth: Office, words: str) -> None:
    begin(growth)
    said = comment(growth, "bo", "KR1.1", words)
    assert said.startswith("text: ")
    assert [field.value for field in growth.form("bo").inputs] == [words]


def test_a_decision_becomes_an_action_item(growth: Office) -> None:
    begin(growth)
    growth.press("ada", "meeting_decisions.open", {"meeting": "1"})
    said = growth.fill(
        "ada",
        title="Call the three partners",
        owner=(growth.account("bo"),),
        due="2026-11-27",
        kr="KR1.1",
    )
    assert "Call the three partners – Bo Chen" in said
    assert "Call the three partners" in growth.waiting_for("bo")[-1]
    assert "1 action item" in growth.waiting_in("C1")[-1]
    assert "Call the three partners" in growth.say("bo", "todo")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"title": ""}, "title"),
        ({"owner": ()}, "owner"),
        ({"due": ""}, "due"),
        ({"due": "2026-11-22"}, "due"),
        ({"kr": "O1"}, "kr"),
    ],
)
def test_a_decision_with_something_missing_says_what(
    growth: Office, answers: dict[str, str], field: str
) -> None:
    begin(growth)
    growth.press("ada", "meeting_decisions.open", {"meeting": "1"})
    good = {"title": "Call", "owner": (growth.account("bo"),), "due": "2026-11-27"}
    said = growth.fill("ada", **{**good, **answers})  # type: ignore[arg-type]
    assert said.startswith(f"{field}: ")


def test_it_closes_with_a_summary(growth: Office) -> None:
    begin(growth)
    comment(growth, "bo", "KR1.1", "Is it live?")
    comment(growth, "ada", "KR2.1", "What about weekends?")
    growth.press("ada", "meeting_comments.answer", {"comment": "1"})
    growth.fill("ada", answer="Since Monday.")
    growth.clock.advance(timedelta(minutes=42))
    assert "The meeting is closed" in growth.press("bo", "meeting.close", {"meeting": "1"})
    card, summary = growth.waiting_in("C1")[-2:]
    assert "Closed by Bo Chen" in card
    assert "Meeting closed · Growth" in summary
    assert "42 minutes" in summary
    assert "Still waiting for an answer" in summary
    assert "KR2.1 → Bo Chen: What about weekends? (Ada Li)" in summary
    assert "↳ Ada Li: Since Monday." in summary


def test_what_was_closed_takes_no_more(growth: Office) -> None:
    begin(growth)
    growth.press("ada", "meeting.close", {"meeting": "1"})
    for action in ("meeting.close", "meeting.end_reading", "meeting_decisions.open"):
        assert "That meeting is closed." in growth.press("ada", action, {"meeting": "1"})
    assert "That meeting is closed." in growth.press(
        "bo", "meeting_comments.open", {"meeting": "1", "option": "KR1.1"}
    )
    assert "The meeting of Growth is open." in begin(growth)


def test_an_answer_after_the_meeting_still_counts(growth: Office) -> None:
    begin(growth)
    comment(growth, "bo", "KR1.1", "Is it live?")
    growth.press("ada", "meeting.close", {"meeting": "1"})
    growth.press("ada", "meeting_comments.answer", {"comment": "1"})
    assert "Since Monday." in growth.fill("ada", answer="Since Monday.")
    assert "Since Monday." in growth.waiting_for("bo")[-1]


def test_outside_its_channel_or_team_it_does_not_begin(growth: Office) -> None:
    assert "where the team talks" in growth.say("ada", "meeting")
    assert "whose channel this is" in growth.say("ada", "meeting", channel="C2")
    assert "There is no team “Nope”" in growth.say("ada", "meeting Nope", channel="C2")
    assert "Only people of Growth" in growth.say("cy", "meeting", channel="C1")
    assert "The meeting of Growth is open." in growth.say("ada", "meeting Growth", channel="C2")


def test_the_reading_takes_as_long_as_one_says(growth: Office) -> None:
    assert "between 1 and 120" in begin(growth, "meeting 0")
    assert "between 1 and 120" in begin(growth, "meeting 500 min")
    begin(growth, "会议 5分钟")
    assert "Silent reading until 10:05" in growth.waiting_in("C1")[-1]


def test_odd_buttons_are_answered_plainly(growth: Office) -> None:
    begin(growth)
    for values in ({}, {"meeting": "99"}, {"meeting": "x"}, {"meeting": "1", "option": "KR9.9"}):
        said = growth.press("bo", "meeting_comments.open", values)
        assert said
        assert "went wrong" not in said
    assert "no longer there" in growth.press("bo", "meeting_comments.answer", {"comment": "9"})


def test_many_comments_are_paged(growth: Office) -> None:
    begin(growth)
    for number in range(8):
        comment(growth, "bo", "KR1.1", f"Question {number}")
    first = growth.press("ada", "meeting_comments.list", {"meeting": "1"})
    assert "Question 5" in first
    assert "Question 6" not in first
    second = growth.press("ada", "meeting_comments.list", {"meeting": "1", "page": "1"})
    assert "Question 7" in second


def test_what_a_meeting_left_unanswered_comes_up_in_the_next(growth: Office) -> None:
    begin(growth)
    comment(growth, "bo", "KR1.1", "Is it live?")
    growth.press("ada", "meeting.close", {"meeting": "1"})
    begin(growth)
    assert "1 comment · 1 unanswered" in growth.waiting_in("C1")[-1]
