"""A follow-up meeting from its start to its summary."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.lark import render as lark_render
from bot.slack import render as slack_render
from chat.cards import Actions, Button, Card
from chat.forms import FieldValue
from chat.locales import language
from chat.plain_text import card_text
from handlers.views.meeting import State, meeting_card
from handlers.views.meeting_comments import comments_card
from handlers.views.meeting_summary import reading_over_card, summary_card
from okr.facts import PersonName
from okr.follow_up import ActionItem, ActionSource, ActionState, Comment, Meeting
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
    begin(growth, "会议 ５分钟")
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


def decide(office: Office, who: str, **answers: FieldValue) -> str:
    office.press(who, "meeting_decisions.open", {"meeting": "1"})
    good: dict[str, FieldValue] = {
        "title": "Call",
        "owner": (office.account("bo"),),
        "due": "2026-11-27",
    }
    return office.fill(who, **{**good, **answers})


def test_a_team_whose_name_ends_in_a_number_meets(growth: Office) -> None:
    growth.say("ada", "team create Platform 2 {ada}")
    begin(growth, "meeting Platform 2")
    assert "Follow-up meeting · Platform 2" in growth.waiting_in("C1")[-1]
    assert "Silent reading until 10:15" in growth.waiting_in("C1")[-1]


def test_who_begins_it_once_more_gets_its_card(growth: Office) -> None:
    begin(growth)
    assert "[Close the meeting]" in begin(growth)


def test_a_meeting_that_nobody_closed_does_not_hold_up_the_next(growth: Office) -> None:
    begin(growth)
    growth.travel(growth.clock() + timedelta(days=7))
    assert "The meeting of Growth is open." in begin(growth)
    said = "\n".join(growth.waiting_in("C1"))
    assert "Meeting closed · Growth · 2026-W48" in said
    assert "Follow-up meeting · Growth · 2026-W49\nSilent reading" in said
    assert "That meeting is closed." in growth.press("ada", "meeting.close", {"meeting": "1"})


def test_the_channel_also_hears_that_somebody_ended_the_reading(growth: Office) -> None:
    begin(growth)
    growth.press("bo", "meeting.end_reading", {"meeting": "1"})
    assert "The time for silent reading is up." in growth.waiting_in("C1")[-1]


def test_a_closed_meetings_card_does_not_ask_to_read_on(growth: Office) -> None:
    begin(growth)
    growth.press("ada", "meeting.close", {"meeting": "1"})
    card = growth.waiting_in("C1")[-2]
    assert "The meeting is over" in card
    assert "Silent reading" not in card
    assert "[" not in card


def test_what_was_typed_while_somebody_closed_it_is_not_lost(growth: Office) -> None:
    begin(growth)
    growth.press("bo", "meeting_comments.open", {"meeting": "1", "option": "KR1.1"})
    growth.press("ada", "meeting_decisions.open", {"meeting": "1"})
    growth.press("cy", "meeting.close", {"meeting": "1"})
    forms = dict(growth.replies)
    growth.press("ada", "meeting.close", {"meeting": "1"})
    growth.replies.update(forms)
    assert "text: That meeting is closed." in growth.fill("bo", text="Is it live?")
    assert [field.value for field in growth.form("bo").inputs] == ["Is it live?"]
    assert "title: That meeting is closed." in growth.fill("ada", title="Call them")
    assert "Call them" in [field.value for field in growth.form("ada").inputs]


def test_a_comment_on_what_was_archived_meanwhile_stays_in_the_form(growth: Office) -> None:
    begin(growth)
    growth.press("bo", "meeting_comments.open", {"meeting": "1", "option": "KR1.2"})
    form = growth.replies["bo"]
    growth.press("ada", "archive.key_result", {"kr": "KR1.2"})
    growth.replies["bo"] = form
    assert growth.fill("bo", text="Is it live?").startswith("text: ")
    assert [field.value for field in growth.form("bo").inputs] == ["Is it live?"]


@pytest.mark.parametrize("id", ["KR9.9", "KR1.7", "KR3.1"])
def test_a_decision_on_no_key_result_of_all_keeps_what_was_typed(growth: Office, id: str) -> None:
    growth.say("ada", "new A secret\n3 talks")  # O3, a draft
    begin(growth)
    assert decide(growth, "ada", kr=id).startswith("kr: ")
    assert "Call" in [field.value for field in growth.form("ada").inputs]


def test_nobodys_draft_is_spoken_of_in_a_meeting(growth: Office) -> None:
    growth.say("ada", "new A secret\n3 talks")
    begin(growth)
    asked = {"meeting": "1", "option": "KR3.1"}
    assert "KR3.1 is a draft." in growth.press("ada", "meeting_comments.open", asked)
    assert "no O3 that you can see" in growth.press("bo", "meeting_comments.open", asked)


@pytest.mark.parametrize("due", ["9999-12-31", "2036-11-23", "soon"])
def test_a_day_that_nobody_means_is_refused_in_the_form(growth: Office, due: str) -> None:
    begin(growth)
    said = decide(growth, "ada", due=due)
    assert said.startswith("due: ") == (due != "2036-11-23")


def test_who_left_gets_neither_decisions_nor_comments(growth: Office) -> None:
    begin(growth)
    growth.leave("bo")
    before = growth.waiting_for("bo")
    assert "owner: Bo Chen is no longer here." in decide(growth, "ada")
    assert "Your comment on KR2.1 is there." in comment(growth, "ada", "KR2.1", "Who goes on?")
    assert growth.waiting_for("bo") == before


def test_an_answer_given_in_the_list_brings_the_list_back(growth: Office) -> None:
    begin(growth)
    comment(growth, "bo", "KR1.1", "Is it live?")
    comment(growth, "bo", "KR1.2", "Who rates it?")
    growth.press("ada", "meeting_comments.list", {"meeting": "1"})
    (press, _) = buttons(growth.card("ada"), "meeting_comments.answer")
    growth.press("ada", press.action, press.values)
    said = growth.fill("ada", answer="Since Monday.")
    assert "✓ Ada Li answers on KR1.1" in said
    assert "Who rates it?" in said
    assert said.count("[Answer]") == 1


def test_a_page_that_is_not_there_is_the_last_one(growth: Office) -> None:
    begin(growth)
    comment(growth, "bo", "KR1.1", "Is it live?")
    values = {"meeting": "1", "page": "999"}
    assert "Is it live?" in growth.press("ada", "meeting_comments.page", values)


def test_a_hundred_comments_and_forty_decisions_fit_every_platform() -> None:
    state = full_state()
    for code in ("en", "zh"):
        lang = language(code)
        for card in (
            summary_card(lang, state, 60),
            reading_over_card(lang, state),
            *(comments_card(lang, state, page, ADA) for page in (0, 30, 99)),
            meeting_card(lang, state, UTC),
        ):
            assert slack_render.is_whole(card, "T1")
            assert lark_render.is_whole(card, tenant="t1", shared=True)
    said = card_text(summary_card(language("en"), state, 60))
    assert "… and 31 more\nStill waiting" in said


def test_every_comment_stands_on_some_page() -> None:
    state, lang = full_state(), language("en")
    said = "\n".join(card_text(comments_card(lang, state, page, ADA)) for page in range(99))
    assert all(f"#{number}#" in said for number in range(100))


ADA, BO = PersonName(1, "欧阳修远" * 3), PersonName(2, "Bo Chen")


def full_state() -> State:
    """A meeting with as much in it as anybody could write."""
    began = datetime(2026, 11, 23, 9, tzinfo=UTC)
    meeting = Meeting(1, 1, "增长团队", "2026-W48", ADA, began, began, is_reading=False)
    comments = tuple(
        Comment(
            number,
            f"KR{number}.1",
            ADA,
            f"#{number}#" + "风" * 990,
            began,
            for_whom=BO,
            is_question=True,
        )
        for number in range(50)
    ) + tuple(
        Comment(
            number,
            f"KR{number}.1",
            ADA,
            f"#{number}#" + "风" * 990,
            began,
            answer="答" * 1000,
            answered_by=BO,
            answered_at=began,
            for_whom=BO,
        )
        for number in range(50, 100)
    )
    due = date(2026, 12, 1)
    actions = tuple(
        ActionItem(n, n, "做" * 500, BO, ADA, due, ActionState.OPEN, ActionSource.MEETING, "KR12.2")
        for n in range(40)
    )
    return State(meeting, (), comments, actions, reported=3, expected=9)


def buttons(card: Card, action: str) -> list[Button]:
    """Those of a card that do this."""
    return [
        element
        for block in card.blocks
        if isinstance(block, Actions)
        for element in block.elements
        if isinstance(element, Button) and element.action == action
    ]
