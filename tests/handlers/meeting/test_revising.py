"""What must be revised after an alignment meeting: marked, handed out, settled, closed."""

from datetime import datetime, timedelta

import pytest

from scheduler.due import due
from tests.handlers.meeting.test_align import M, begin, channel, forward
from tests.handlers.meeting.test_align import growth as growth
from tests.handlers.office import Office


def mark(office: Office, who: str, about: str, words: str) -> str:
    said = office.press(who, "revising.open", {**M, "o": about})
    return office.fill(who, text=words) if said == "Must be revised" else said


def closed(office: Office) -> None:
    """Ada has said that Bo's O2 and her own O1 must be revised, and closed the meeting."""
    office.clock.advance(timedelta(minutes=1))  # what was written before is not a revision
    begin(office)
    mark(office, "ada", "1", "No figure says that they stay.")
    mark(office, "ada", "2", "Which channels?")
    office.press("ada", "meeting.close", M)


def listed(office: Office) -> str:
    """The list as it stands in the channel."""
    return [each for each in office.waiting_in("C1") if each.startswith("To be revised")][-1]


def to_revise(office: Office, who: str) -> list[str]:
    return [each for each in office.waiting_for(who) if each.startswith("Please revise")]


def settle(office: Office, who: str, about: str) -> str:
    return office.press(who, "revising.done", {**M, "o": about})


def edit(office: Office, who: str, about: str, title: str) -> None:
    office.press(who, "edit.open", {"o": about})
    office.fill(who, title=title)


def test_a_mark_stands_on_the_objective_with_the_word_on_it(growth: Office) -> None:
    begin(growth)
    assert "O1 is to be revised" in mark(growth, "ada", "1", "No figure says that they stay.")
    assert "Must be revised (Ada Li): No figure says that they stay." in channel(growth)
    mark(growth, "ada", "1", "One more.")
    assert "Must be revised (Ada Li): One more." in channel(growth)
    assert "need not be revised" in growth.press("ada", "revising.unmark", {**M, "o": "1"})
    assert "Must be revised (" not in channel(growth)


def test_the_lead_an_admin_and_the_owner_say_it_and_nobody_else(growth: Office) -> None:
    begin(growth)
    assert "Only Bo Chen, a lead or an admin" in mark(growth, "cy", "2", "Why?")
    assert "Only Ada Li, a lead or an admin" in mark(growth, "bo", "1", "Why?")
    for who in ("ada", "bo", "root"):
        assert "is to be revised" in mark(growth, who, "2", "Which channels?")


@pytest.mark.parametrize("words", ["", "   ", "x" * 501])
def test_a_mark_without_a_word_stays_in_the_form(growth: Office, words: str) -> None:
    begin(growth)
    assert mark(growth, "ada", "1", words).startswith("text: ")
    assert [field.value for field in growth.form("ada").inputs] == [words]


def test_what_was_typed_while_somebody_closed_it_is_not_lost(growth: Office) -> None:
    begin(growth)
    growth.press("bo", "revising.open", {**M, "o": "2"})
    growth.press("ada", "meeting.close", M)
    assert "text: That meeting is closed." in growth.fill("bo", text="Which channels?")
    assert [field.value for field in growth.form("bo").inputs] == ["Which channels?"]


def test_the_channel_gets_the_list_and_each_person_their_own(growth: Office) -> None:
    closed(growth)
    assert "2 of 2 are still to be revised." in listed(growth)
    assert "Bo Chen: O2 Which channels?" in listed(growth)
    (card,) = to_revise(growth, "bo")
    assert "O2 Make support a joy" in card
    assert "Ada Li: Which channels?" in card
    assert "[Edit] [Revised]" in card
    assert "O1" not in card


def test_a_meeting_that_leaves_nothing_to_revise_has_no_list(growth: Office) -> None:
    begin(growth)
    growth.press("ada", "meeting.close", M)
    assert not any(each.startswith("To be revised") for each in growth.waiting_in("C1"))


def test_who_has_changed_it_and_says_so_is_done(growth: Office) -> None:
    closed(growth)
    edit(growth, "bo", "2", "Make support by phone a joy")
    assert "Nothing is left to be revised." in settle(growth, "bo", "2")
    assert "1 of 2 is still to be revised." in listed(growth)
    assert "✓ Bo Chen: O2 revised" in listed(growth)
    assert "Nothing is left to be revised." in to_revise(growth, "bo")[-1]


def test_when_all_have_revised_the_list_closes_itself(growth: Office) -> None:
    closed(growth)
    for who, about in (("bo", "2"), ("ada", "1")):
        edit(growth, who, about, f"Another goal of {who}")
        settle(growth, who, about)
    assert "Everything has been revised. This list is closed." in listed(growth)
    assert "[" not in listed(growth)


def test_what_has_not_changed_needs_a_reason_to_stay(growth: Office) -> None:
    closed(growth)
    assert settle(growth, "bo", "2") == "Stays as it is?"
    assert growth.fill("bo", answer="").startswith("answer: ")
    growth.fill("bo", answer="Ada agreed in the end.")
    assert "✓ Bo Chen: O2 stays as it is: Ada agreed in the end." in listed(growth)


def test_a_check_in_is_no_revision(growth: Office) -> None:
    closed(growth)
    growth.say("bo", "checkin KR2.1 40")
    assert settle(growth, "bo", "2") == "Stays as it is?"


def test_pressed_twice_it_is_settled_once(growth: Office) -> None:
    closed(growth)
    edit(growth, "bo", "2", "Another goal")
    settle(growth, "bo", "2")
    before = growth.waiting_in("C1")
    assert "Nothing is left" in settle(growth, "bo", "2")
    assert growth.waiting_in("C1") == before


def test_only_who_must_revise_it_or_a_lead_settles_it(growth: Office) -> None:
    closed(growth)
    assert "Bo Chen says when O2 is revised" in settle(growth, "cy", "2")
    assert "Nothing is left" in growth.press("cy", "revising.mine", M)
    assert "O2 Make support a joy (Bo Chen)" in growth.press("ada", "revising.mine", M)
    edit(growth, "bo", "2", "Another goal")
    settle(growth, "ada", "2")
    assert "✓ Bo Chen: O2 revised" in listed(growth)


def test_nothing_is_settled_while_the_meeting_goes_on(growth: Office) -> None:
    begin(growth)
    mark(growth, "ada", "2", "Which channels?")
    assert "still goes on" in settle(growth, "bo", "2")


def test_who_takes_an_objective_over_during_the_meeting_revises_it(growth: Office) -> None:
    begin(growth)
    mark(growth, "ada", "2", "Which channels?")
    growth.say("bo", "move O2 to {cy}")
    growth.press("ada", "meeting.close", M)
    assert to_revise(growth, "bo") == []
    assert len(to_revise(growth, "cy")) == 1


def test_what_is_archived_needs_no_revision(growth: Office) -> None:
    closed(growth)
    growth.press("bo", "archive.run", {"o": "2"})
    edit(growth, "ada", "1", "Another goal")
    settle(growth, "ada", "1")
    assert "✓ Bo Chen: O2 not pursued any more" in listed(growth)
    assert "This list is closed." in listed(growth)


def test_a_reminder_comes_on_the_second_working_day_and_once(growth: Office) -> None:
    closed(growth)  # Monday; Bo is in Shanghai, nine o'clock there is one o'clock in London
    growth.travel(datetime(2026, 11, 25, 0, 59, tzinfo=growth.clock().tzinfo))
    assert len(to_revise(growth, "bo")) == 1
    growth.travel(growth.clock() + timedelta(minutes=1))
    assert "A reminder: this was to be revised" in to_revise(growth, "bo")[-1]
    growth.travel(growth.clock() + timedelta(days=7))
    assert len(to_revise(growth, "bo")) == 2


def test_who_has_revised_is_not_reminded(growth: Office) -> None:
    closed(growth)
    edit(growth, "bo", "2", "Another goal")
    settle(growth, "bo", "2")
    growth.travel(growth.clock() + timedelta(days=4))
    assert not any("A reminder" in each for each in to_revise(growth, "bo"))


def test_somebody_away_is_reminded_when_they_are_back(growth: Office) -> None:
    closed(growth)
    assert "27" in growth.say("bo", "away 2026-11-24 to 2026-11-27")
    growth.travel(datetime(2026, 11, 30, 0, 59, tzinfo=growth.clock().tzinfo))
    assert not any("A reminder" in each for each in to_revise(growth, "bo"))
    growth.travel(growth.clock() + timedelta(minutes=1))
    assert any("A reminder" in each for each in to_revise(growth, "bo"))


def test_the_reminder_is_foreseen(growth: Office) -> None:
    closed(growth)
    at = datetime(2026, 11, 25, 1, 0, tzinfo=growth.clock().tzinfo)
    found = [each for each in due(growth.database, at) if each.kind == "revision"]
    assert [(each.name, each.key) for each in found] == [("Bo Chen", "revision-nudge:1:1")]
    assert len(to_revise(growth, "bo")) == 1


def test_when_the_last_is_archived_the_list_closes_at_once(growth: Office) -> None:
    begin(growth)
    mark(growth, "ada", "2", "Which channels?")
    growth.press("ada", "meeting.close", M)
    growth.press("bo", "archive.run", {"o": "2"})
    assert "This list is closed." in listed(growth)
    assert "Nothing is left to be revised." in to_revise(growth, "bo")[-1]
    growth.press("bo", "archive.restore", {"o": "2"})
    assert "1 of 1 is still to be revised." in listed(growth)


def test_archived_while_the_meeting_goes_on_it_makes_no_list_yet(growth: Office) -> None:
    begin(growth)
    mark(growth, "ada", "2", "Which channels?")
    growth.press("bo", "archive.run", {"o": "2"})
    assert not any(each.startswith("To be revised") for each in growth.waiting_in("C1"))


def test_who_takes_it_over_after_the_meeting_revises_it(growth: Office) -> None:
    closed(growth)
    growth.say("bo", "move O2 to {cy}")
    assert "Cy Diaz: O2 Which channels?" in listed(growth)
    assert "Nothing is left to be revised." in to_revise(growth, "bo")[-1]
    assert "O2 Make support a joy" in to_revise(growth, "cy")[-1]
    growth.travel(growth.clock() + timedelta(days=4))
    assert not any("A reminder" in each for each in to_revise(growth, "bo"))
    assert any("A reminder" in each for each in to_revise(growth, "cy"))
    growth.say("cy", "move O2 to {bo}")
    assert "O2 Make support a joy" in to_revise(growth, "bo")[0]


def test_the_home_says_what_is_to_be_revised_and_leads_there(growth: Office) -> None:
    growth.clock.advance(timedelta(minutes=1))
    begin(growth)
    mark(growth, "ada", "2", "Which channels?")
    assert "is to be revised" not in growth.say("bo", "home")
    growth.press("ada", "meeting.close", M)
    assert "1 objective is to be revised after an alignment meeting" in growth.say("bo", "home")
    card = growth.press("bo", "revising.waiting")
    assert "O2 Make support a joy" in card
    assert "Ada Li: Which channels?" in card
    growth.press("bo", "revising.done", {**M, "o": "2", "waiting": "1"})
    said = growth.fill("bo", answer="Ada agreed in the end.")
    assert said.startswith("To be revised\n")
    assert "Nothing is left" in said
    assert "is to be revised" not in growth.say("bo", "home")
    assert "Nothing is left" in growth.press("cy", "revising.waiting")


def test_who_left_is_told_nothing_and_a_lead_settles_it(growth: Office) -> None:
    growth.clock.advance(timedelta(minutes=1))
    begin(growth)
    forward(growth, "1")
    mark(growth, "ada", "2", "Which channels?")
    growth.leave("bo")
    growth.press("ada", "meeting.close", M)
    assert to_revise(growth, "bo") == []
    settle(growth, "ada", "2")
    growth.fill("ada", answer="Bo has left; I take it over.")
    assert "This list is closed." in listed(growth)
