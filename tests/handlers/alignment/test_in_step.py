"""Staying in step: one card a day with what changed, confirmed or talked about again."""

from datetime import timedelta

import pytest

from okr.alignment import AlignmentState, NewsState
from storage import alignment_news
from tests.handlers.alignment.aligned import (
    TUESDAY_AT_TEN,
    align,
    alignments,
    button,
    card,
    news,
    press,
    said,
    send_out,
    three,
)
from tests.handlers.office import MONDAY, Office

DAY = timedelta(days=1)
LATER = TUESDAY_AT_TEN + timedelta(hours=2)


@pytest.fixture
def aligned(office: Office) -> Office:
    three(office)
    return office


@pytest.fixture
def told(aligned: Office) -> Office:
    """Cy changed the wording of O1 on Monday; it is Tuesday noon for Ada, who was told at ten."""
    aligned.say("cy", "edit O1 Win Europe")
    aligned.travel(LATER)
    send_out(aligned)
    return aligned


def test_a_change_is_told_once_at_the_readers_time_with_before_and_after(aligned: Office) -> None:
    aligned.say("cy", "edit O1 Win Europe")
    aligned.say("cy", "edit KR1.2 rating from 3.6 to 4.5")
    assert said(aligned, "ada") == []
    aligned.travel(TUESDAY_AT_TEN + 2 * DAY)
    (only,) = said(aligned, "ada")
    assert "O1 Win Europe" in only
    assert "wording: Grow in Europe → Win Europe" in only
    assert "KR1.2 target: from 3.6 to 4 → from 3.6 to 4.5" in only
    assert "your O2 hangs on it" in only


def test_it_comes_on_the_readers_own_clock(aligned: Office) -> None:
    aligned.say("cy", "edit O1 Win Europe")
    aligned.travel(MONDAY + timedelta(hours=17))  # Tuesday 10:00 in Shanghai
    assert len(said(aligned, "bo")) == 1
    assert said(aligned, "ada") == []


def test_a_check_in_and_a_weight_are_told_to_nobody(aligned: Office) -> None:
    aligned.say("cy", "checkin KR1.1 12 going well")
    aligned.say("cy", "edit KR1.1")
    aligned.fill("cy", weight="2")
    assert news(aligned) == []


def test_what_is_changed_back_before_the_bundle_is_nothing(aligned: Office) -> None:
    aligned.say("cy", "edit O1 Win Europe")
    aligned.say("cy", "edit O1 Grow in Europe.")
    aligned.travel(TUESDAY_AT_TEN + DAY)
    assert said(aligned, "ada") == []
    assert {row.state for row in news(aligned)} == {NewsState.MOOT}


def test_who_hangs_on_a_key_result_hears_nothing_of_the_others(aligned: Office) -> None:
    aligned.say("cy", "edit KR1.2 rating from 3.6 to 4.5")
    aligned.say("cy", "kr O1 Enter two towns")
    aligned.travel(LATER)
    assert said(aligned, "bo") == []
    assert "KR1.3 new: Enter two towns" in said(aligned, "ada")[0]


def test_the_owner_of_the_upper_one_hears_of_the_lower_ones(aligned: Office) -> None:
    aligned.say("ada", "edit KR2.1 40,000 sign-ups by 15 May")
    aligned.say("bo", "edit O3 Win many partners")
    aligned.travel(LATER + timedelta(hours=10))
    (only,) = said(aligned, "cy")
    assert "2 changes" in only
    assert "hangs on your O1" in only
    assert "hangs on your KR1.1" in only
    assert "KR2.1 due: 30 Apr 2027 → 15 May 2027" in only


def test_who_made_the_change_is_not_told_of_it(aligned: Office) -> None:
    aligned.say("cy", "team create Growth {cy} {ada}")
    aligned.say("root", "team lead Growth {cy}")
    aligned.say("cy", "edit O2 Launch the B app")
    assert [row.person_id for row in news(aligned)] == []


def test_own_objectives_under_one_another_tell_nobody(aligned: Office) -> None:
    aligned.say("cy", "new Grow in Berlin\n5 partners")
    aligned.say("cy", "publish O4")
    align(aligned, 4, 1)
    aligned.say("cy", "edit O4 Grow in Hamburg")
    assert news(aligned) == []


def test_still_in_step_is_kept_and_the_owner_waits_no_more(told: Office) -> None:
    assert "In step? Waiting for Ada Li, since 23 Nov; Bo Chen, since 23 Nov" in told.say(
        "cy", "show O1"
    )
    assert "In step?" not in told.say("ada", "show O1")
    answer = press(told, "ada", card(told, "ada"), "Still in step")
    assert "✓ still in step" in answer
    assert "✓ still in step" in said(told, "ada")[0]
    assert "In step? Waiting for Bo Chen, since 23 Nov" in told.say("cy", "show O1")
    (of_ada, _) = alignments(told)
    assert of_ada.confirmed_at == LATER
    assert news(told)[0].state is NewsState.CONFIRMED


def test_pressing_twice_confirms_once(told: Office) -> None:
    shown = card(told, "ada")
    press(told, "ada", shown, "Still in step")
    told.clock.set(LATER + DAY)
    press(told, "ada", shown, "Still in step")
    assert alignments(told)[0].confirmed_at == LATER


def test_one_press_confirms_all(aligned: Office) -> None:
    aligned.say("ada", "edit O2 Launch the B app")
    aligned.say("bo", "edit O3 Win many partners")
    aligned.travel(LATER + timedelta(hours=10))
    answer = press(aligned, "cy", card(aligned, "cy"), "All still in step")
    assert answer.count("✓ still in step") == 2
    assert {row.state for row in news(aligned)} == {NewsState.CONFIRMED}
    with aligned.database.read() as session:
        assert alignment_news.waiting_on(session, [1, 2, 3]) == {}


def test_a_press_that_comes_after_another_change_confirms_nothing(told: Office) -> None:
    shown = card(told, "ada")
    told.say("cy", "edit O1 Win the world")
    answer = press(told, "ada", shown, "Still in step")
    assert "It changed again while you were reading" in answer
    assert "wording: Grow in Europe → Win the world" in answer
    assert news(told)[0].state is NewsState.TOLD


def test_more_on_the_same_day_goes_into_the_card_that_is_there(told: Office) -> None:
    told.say("cy", "edit KR1.2 rating from 3.6 to 4.5")
    told.travel(LATER + timedelta(hours=1))
    (only,) = said(told, "ada")
    assert "wording: Grow in Europe → Win Europe" in only
    assert "KR1.2 target" in only


def test_after_the_answer_more_waits_for_the_next_day(told: Office) -> None:
    press(told, "ada", card(told, "ada"), "Still in step")
    told.say("cy", "edit O1 Win the world")
    told.travel(TUESDAY_AT_TEN + DAY - timedelta(minutes=1))
    assert len(said(told, "ada")) == 1
    told.travel(TUESDAY_AT_TEN + DAY)
    first, second = said(told, "ada")
    assert "✓ still in step" in first
    assert "wording: Win Europe → Win the world" in second


def test_what_is_not_answered_for_days_goes_on_in_the_newer_card(told: Office) -> None:
    told.travel(LATER + DAY)
    told.say("cy", "edit O1 Win the world")
    assert "There is nothing to confirm here any more." in said(told, "ada")[0]
    told.travel(LATER + 2 * DAY)
    assert "wording: Grow in Europe → Win the world" in said(told, "ada")[1]


def test_what_is_changed_back_after_it_was_told_needs_no_answer(told: Office) -> None:
    told.say("cy", "edit O1 Grow in Europe")
    assert "changed back: nothing to confirm" in said(told, "ada")[0]
    assert "In step?" not in told.say("cy", "show O1")


def test_talk_again_opens_the_talk_with_a_word(told: Office) -> None:
    assert press(told, "ada", card(told, "ada"), "Talk again") == "Talk again"
    assert "word: " in told.fill("ada", word=" ")
    answer = told.fill("ada", word="The new wording is too wide for us")
    assert "you wanted to talk again" in answer
    row = alignments(told)[0]
    assert (row.state, row.confirmed_at) == (AlignmentState.ASKED, None)
    assert row.due_at is not None
    assert any("too wide for us" in each for each in told.waiting_for("cy"))
    assert "Waiting for Bo Chen" in told.say("cy", "show O1")


def test_when_they_talk_again_the_other_has_nothing_to_confirm(told: Office) -> None:
    told.say("ada", "edit O2 Launch the B app")
    told.travel(LATER + timedelta(hours=12))  # Cy, in Los Angeles, was told at ten
    press(told, "ada", card(told, "ada"), "Talk again")
    told.fill("ada", word="Let us talk")
    assert "nothing to confirm any more" in said(told, "cy")[0]


def test_the_list_shows_what_waits_before_and_after_the_card(aligned: Office) -> None:
    assert "You are in step" in aligned.press("ada", "in_step.waiting")
    aligned.say("cy", "edit O1 Win Europe")
    assert "wording: Grow in Europe → Win Europe" in aligned.press("ada", "in_step.waiting")
    answer = press(aligned, "ada", aligned.card("ada"), "Still in step")
    assert "You are in step" in answer
    aligned.travel(LATER)
    assert said(aligned, "ada") == []


def test_somebody_else_cannot_confirm(told: Office) -> None:
    values = button(card(told, "ada"), "Still in step").values
    assert "Ada Li is asked" in told.press("cy", "in_step.confirm", values)
    assert "已不存在" in told.press("bo", "in_step.confirm", values)
    assert "no longer there" in told.press("ada", "in_step.confirm", {"news": "x", "v": ""})
    assert "no longer there" in told.press("ada", "in_step.confirm", {"news": "99", "v": ""})
    assert news(told)[0].state is NewsState.TOLD


class TestArchived:
    def test_the_upper_one_is_told_at_once_and_another_parent_offered(
        self, aligned: Office
    ) -> None:
        aligned.say("cy", "archive O1")
        (only,) = said(aligned, "ada", "in-step-ended:")
        assert "Cy Diaz archived O1" in only
        assert "Find another parent for O2" in only
        assert alignments(aligned)[0].state is AlignmentState.ACCEPTED
        assert news(aligned) == []

    def test_the_lower_one_is_told_and_nothing_asked(self, aligned: Office) -> None:
        aligned.say("ada", "archive O2")
        (only,) = said(aligned, "cy", "in-step-ended:")
        assert "It hung on your O1. There is nothing for you to confirm." in only

    def test_the_objective_is_named_where_all_of_it_went(self, aligned: Office) -> None:
        aligned.say("cy", "archive O1")
        (only,) = said(aligned, "bo", "in-step-ended:")
        assert "Cy Diaz 归档了 O1" in only
        assert "O1 Grow in Europe" in only
        assert "为 O3 另找上级目标" in only

    def test_a_key_result_that_somebody_hangs_on_is_told_at_once(self, aligned: Office) -> None:
        aligned.say("cy", "archive KR1.1")
        assert len(said(aligned, "bo", "in-step-ended:")) == 1
        assert said(aligned, "ada", "in-step-ended:") == []
        aligned.travel(LATER)
        assert "KR1.1 archived: 20 partners" in said(aligned, "ada")[0]
        assert said(aligned, "bo") == []

    def test_what_waited_is_over_until_it_is_brought_back(self, told: Office) -> None:
        told.say("cy", "archive O1")
        assert "nothing to confirm any more" in said(told, "ada")[0]
        assert "You are in step" in told.press("ada", "in_step.waiting")
        told.say("cy", "archive O1")
        assert "Still in step" in said(told, "ada")[0]
        assert "Cy Diaz brought O1 back" in said(told, "ada", "in-step-back:")[0]

    def test_what_was_archived_before_the_bundle_is_told_after_it_came_back(
        self, aligned: Office
    ) -> None:
        aligned.say("cy", "edit O1 Win Europe")
        aligned.say("cy", "archive O1")
        aligned.travel(LATER)
        assert said(aligned, "ada") == []
        aligned.say("cy", "archive O1")
        aligned.travel(LATER + DAY)
        assert "wording: Grow in Europe → Win Europe" in said(aligned, "ada")[0]


class TestOwners:
    def test_requests_and_news_of_the_upper_one_go_to_its_new_owner(self, aligned: Office) -> None:
        align(aligned, 3, 1, state=AlignmentState.ASKED)
        aligned.say("ada", "edit O2 Launch the B app")
        aligned.say("cy", "move O1 to {root}")
        found = alignments(aligned)
        assert {row.answerer_id for row in found} == {news(aligned)[0].person_id}
        aligned.travel(LATER)
        assert "wording: Launch the A app → Launch the B app" in said(aligned, "root")[0]
        assert "owner: Cy Diaz → Root Admin" in said(aligned, "ada")[0]
        assert any("Do it together" in each for each in aligned.waiting_for("root"))

    def test_the_old_owners_card_no_longer_asks(self, aligned: Office) -> None:
        aligned.say("ada", "edit O2 Launch the B app")
        aligned.travel(LATER + timedelta(hours=10))
        shown = card(aligned, "cy")
        aligned.say("cy", "move O1 to {root}")
        assert "There is nothing to confirm here" in said(aligned, "cy")[0]
        assert "no longer there" in press(aligned, "cy", shown, "Still in step")

    def test_the_new_owner_of_the_key_result_answers(self, aligned: Office) -> None:
        aligned.say("cy", "edit KR1.1")
        aligned.fill("cy", owner=(aligned.account("root"),))
        of_bo = alignments(aligned)[1]
        aligned.say("bo", "edit O3 Win many partners")
        (mine,) = (row for row in news(aligned) if row.objective_id == of_bo.lower_id)
        assert mine.person_id == of_bo.answerer_id
        aligned.travel(LATER)
        assert "KR1.1 owner: Cy Diaz → Root Admin" in said(aligned, "ada")[0]

    def test_the_lower_one_takes_its_news_along(self, told: Office) -> None:
        told.say("ada", "move O2 to {root}")
        told.travel(LATER + DAY)
        assert "wording: Grow in Europe → Win Europe" in said(told, "root")[0]
        assert "Waiting for Root Admin, since 23 Nov; Bo Chen" in told.say("cy", "show O1")

    def test_where_both_ends_are_one_persons_nothing_is_asked(self, told: Office) -> None:
        told.say("ada", "move O2 to {cy}")
        states = {row.alignment_id: row.state for row in news(told)}
        assert states[1] is NewsState.MOOT


def test_who_left_is_told_nothing_and_is_seen_as_gone(aligned: Office) -> None:
    aligned.leave("ada")
    aligned.say("cy", "edit O1 Win Europe")
    aligned.travel(LATER)
    assert said(aligned, "ada") == []
    assert "Ada Li (no longer here), since 23 Nov" in aligned.say("cy", "show O1")


def test_another_cycle_is_a_change(aligned: Office) -> None:
    aligned.say("root", "cycle create quarter next")
    aligned.say("cy", "move O1 to 2027 Q1")
    aligned.travel(LATER)
    assert "cycle: 2026 Q4 → 2027 Q1" in said(aligned, "ada")[0]


def test_a_change_before_they_agreed_is_part_of_what_they_agreed_on(aligned: Office) -> None:
    align(aligned, 3, 2, state=AlignmentState.ASKED)
    aligned.say("ada", "edit O2 Launch the B app")
    assert [row.alignment_id for row in news(aligned)] == [1]


def test_many_changes_fit_a_card_and_the_rest_moves_up(aligned: Office) -> None:
    for number in range(4, 12):
        aligned.say("ada", f"new Goal {number}\n5 partners")
        aligned.say("ada", f"publish O{number}")
        align(aligned, number, 1)
        aligned.say("ada", f"edit O{number} Better goal {number}")
    aligned.travel(LATER + timedelta(hours=10))
    first = said(aligned, "cy")[0]
    assert "8 changes" in first
    assert "… and 2 more" in first
    assert len(card(aligned, "cy").blocks) <= 50
    answer = press(aligned, "cy", card(aligned, "cy"), "All still in step")
    assert "O11 Better goal 11" in answer
    shown = aligned.card("cy")
    press(aligned, "cy", shown, "All still in step")
    assert {row.state for row in news(aligned)} == {NewsState.CONFIRMED}
