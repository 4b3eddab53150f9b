"""An alignment meeting from its preparation to its end."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from handlers.meeting.opening import READING
from storage import cycles
from storage.tables import CycleRow, OutboxRow
from tests.handlers.office import Office

M = {"meeting": "1"}


@pytest.fixture
def growth(office: Office) -> Office:
    """Ada leads Growth with Bo and Cy. Ada has published O1 and Bo O2; Cy has written nothing."""
    office.say("bo", "settings language en")
    office.say("cy", "home")
    office.say("ada", "team create Growth {ada} {bo} {cy}")
    office.say("ada", "team channel Growth", channel="C1")
    office.say("ada", "new Win the first users\n100 sign-ups\nrating from 3.6 to 4.0")
    office.press("ada", "publish.run", {"o": "1"})
    office.say("bo", "new Make support a joy\nanswers within 2 hours for 90%")
    office.press("bo", "publish.run", {"o": "2"})
    return office


def prepare(office: Office, words: str = "meeting align", who: str = "ada") -> str:
    return office.say(who, words, channel="C1")


def begin(office: Office, words: str = "meeting align") -> None:
    prepare(office, words)
    office.press("ada", "align_meeting.begin", M)


def forward(office: Office, at: str, who: str = "ada", **more: str) -> str:
    return office.press(who, "align_meeting.next", {**M, "o": at, **more})


def back(office: Office, at: str) -> str:
    return office.press("ada", "align_meeting.previous", {**M, "o": at})


def channel(office: Office) -> str:
    """The meeting's card as it stands in the channel."""
    cards = [card for card in office.waiting_in("C1") if card.startswith("Alignment meeting")]
    return cards[-1]


def owed(office: Office, who: str) -> list[str]:
    return [card for card in office.waiting_for(who) if "still waits for you" in card]


# -- before ------------------------------------------------------------------------------------


def test_the_channel_sees_counts_and_the_lead_alone_the_names(growth: Office) -> None:
    said = prepare(growth)
    assert "The alignment meeting of Growth is being prepared." in said
    card = channel(growth)
    assert "1 of 3 people has written nothing yet" in card
    assert "Cy Diaz" not in card
    assert any(
        "Have written nothing for" in each and "Cy Diaz" in each
        for each in growth.waiting_for("ada")
    )


def test_a_team_that_shows_names_shows_them_here_too(growth: Office) -> None:
    growth.say("ada", "team names Growth on")
    prepare(growth)
    assert "1 of 3 people has written nothing yet: Cy Diaz" in channel(growth)
    assert not any("Have written nothing for" in each for each in growth.waiting_for("ada"))


def test_each_person_gets_one_card_with_all_they_owe(growth: Office) -> None:
    growth.say("bo", "new A second goal")
    ask(growth, "cy", "O2", "Which channels?")
    assert "I have told 2 people" in prepare(growth)
    (card,) = owed(growth, "bo")
    assert "O3 A second goal is a draft" in card
    assert "1 question for you" in card
    assert "O2 Make support a joy hangs on nothing yet." in card
    (card,) = owed(growth, "cy")
    assert "You have written no objective" in card
    assert owed(growth, "ada") == []
    prepare(growth)
    assert len(owed(growth, "bo")) == 1


def ask(office: Office, who: str, about: str, words: str) -> None:
    office.say(who, f"comment {about} {words}")


def test_nobody_is_reminded_in_their_night(growth: Office) -> None:
    prepare(growth)  # 09:00 in London is 01:00 in Los Angeles
    with growth.database.read() as session:
        rows = session.exec(select(OutboxRow).where(col(OutboxRow.key) == "align-owed:1:2")).all()
    assert [row.next_at - growth.clock() for row in rows] == [timedelta(hours=8)]


def test_a_request_without_an_answer_is_counted_and_told(growth: Office) -> None:
    growth.say("bo", "align O2 to O1")
    if isinstance(growth.replies["bo"], object):
        growth.fill("bo")
    prepare(growth)
    assert "1 alignment request without an answer" in channel(growth)
    (card,) = owed(growth, "ada")
    assert "1 alignment waits for your answer" in card
    assert "O2 → O1" in card


def test_the_top_of_the_tree_hangs_on_nothing_by_right(growth: Office) -> None:
    prepare(growth)
    assert "1 objective hangs on nothing: O2" in channel(growth)


def test_what_one_owes_is_gone_when_it_is_done(growth: Office) -> None:
    growth.say("cy", "new Know our users\n20 talks")
    prepare(growth)
    assert "is a draft" in growth.press("cy", "preparing.owed", M)
    growth.press("cy", "publish.run", {"o": "3"})
    said = growth.press("cy", "preparing.owed", {**M, "copy": "1"})
    assert "is a draft" not in said
    assert "Everybody" not in said
    assert "Nothing waits for you" in growth.press("ada", "preparing.owed", M)


def test_writing_from_the_reminder_goes_into_the_cycle_of_the_meeting(growth: Office) -> None:
    growth.say("root", "cycle new 2027 Q1")
    prepare(growth, "meeting align 2027 Q1")
    growth.press("cy", "preparing.write", {"cycle": cycle_id(growth, "2027 Q1")})
    assert {each.name: each.value for each in growth.form("cy").inputs}["cycle"] == cycle_id(
        growth, "2027 Q1"
    )


def cycle_id(office: Office, name: str) -> str:
    with office.database.read() as session:
        found = cycles.by_name(session, 1, name)
    assert found is not None
    return str(found.id)


def test_it_is_about_the_cycle_most_of_the_team_writes_for(growth: Office) -> None:
    growth.say("root", "cycle new 2027 Q1")
    for who in ("bo", "cy", "cy"):
        growth.say(who, "new A goal")
    for number in ("3", "4", "5"):
        growth.say("bo" if number == "3" else "cy", f"move O{number} to 2027 Q1")
    assert "It is about 2027 Q1, where most" in prepare(growth)
    assert "Alignment meeting · Growth · 2027 Q1" in channel(growth)


def test_a_cycle_that_was_named_is_taken_whatever_there_is(growth: Office) -> None:
    growth.say("root", "cycle new 2027 Q1")
    said = prepare(growth, "会议 对齐 Growth 2027 Q1 20")
    assert "where most" not in said
    assert "Growth · 2027 Q1" in channel(growth)


def test_it_reads_a_year_as_a_cycle_and_not_as_minutes(growth: Office) -> None:
    growth.say("root", "cycle new 2027")
    prepare(growth, "meeting align 2027")
    assert "Growth · 2027\n" in channel(growth)


def test_what_cannot_be_is_said_plainly(growth: Office) -> None:
    assert "where the team talks" in growth.say("ada", "meeting align")
    assert "whose channel this is" in growth.say("ada", "meeting align", channel="C2")
    assert "neither a team nor a cycle “Nope”" in prepare(growth, "meeting align Nope")
    assert "between 1 and 120" in prepare(growth, "meeting align 500")
    growth.say("root", "cycle new 2026 Q3")
    with growth.database.write() as session:
        found = session.get_one(CycleRow, int(cycle_id(growth, "2026 Q3")))
        found.closed_at = growth.clock()
    assert "That cycle is closed." in prepare(growth, "meeting align 2026 Q3")
    growth.say("bo", "team create Empty")
    growth.leave("bo")
    assert "Nobody is in Empty yet." in growth.say("root", "meeting align Empty", channel="C1")


def test_only_people_of_the_meeting_open_and_lead_it(growth: Office) -> None:
    growth.say("root", "home")
    growth.say("ada", "team remove Growth {cy}")
    assert "Only people of Growth" in prepare(growth, who="cy")
    prepare(growth)
    assert "Only people of Growth" in growth.press("cy", "align_meeting.begin", M)
    assert growth.press("root", "align_meeting.begin", M) == ""


def test_a_meeting_that_is_open_is_shown_again(growth: Office) -> None:
    prepare(growth)
    said = prepare(growth, who="bo")
    assert "is open already; Ada Li opened it" in said
    assert "[Begin]" in said
    assert len(growth.waiting_in("C1")) == 1


def test_the_follow_up_meeting_is_another_one(growth: Office) -> None:
    prepare(growth)
    assert "The meeting of Growth is open." in prepare(growth, "meeting")
    assert "Follow-up meeting · Growth" in growth.waiting_in("C1")[-1]
    follow_up = {"meeting": "2", "o": "1"}
    assert "There is no such meeting." in growth.press("ada", "align_meeting.begin", follow_up)


def test_it_can_be_called_off(growth: Office) -> None:
    prepare(growth)
    assert "was called off" in growth.press("bo", "meeting.close", M)
    card = channel(growth)
    assert "called off before it began" in card
    assert "[" not in card
    assert len(growth.waiting_in("C1")) == 1
    assert "is being prepared" in prepare(growth)


def test_nothing_on_the_table_cannot_be_gone_through(growth: Office) -> None:
    growth.say("root", "cycle new 2027 Q1")
    prepare(growth, "meeting align 2027 Q1")
    assert "Nothing is on the table yet" in growth.press("ada", "align_meeting.begin", M)


# -- during ------------------------------------------------------------------------------------


def test_it_goes_through_the_objectives_in_turn(growth: Office) -> None:
    begin(growth)
    card = channel(growth)
    assert "1 of 2 · Ada Li" in card
    assert "O1 Win the first users" in card
    assert f"Silent reading until 10:{READING}" in card
    assert "[Previous objective]" not in card
    forward(growth, "1")
    card = channel(growth)
    assert "2 of 2 · Bo Chen" in card
    assert "Hangs on nothing yet." in card
    assert "[Next objective]" not in card
    back(growth, "2")
    assert "1 of 2 · Ada Li" in channel(growth)
    assert len([1 for each in growth.waiting_in("C1") if "Win the first users" in each]) == 1


def test_a_press_on_what_the_meeting_has_left_moves_nothing(growth: Office) -> None:
    begin(growth)
    forward(growth, "1")
    assert "The meeting has gone on: it is at O2 now." in forward(growth, "1", "bo")
    assert "2 of 2" in channel(growth)
    assert "no further one" in forward(growth, "2")


def test_a_copy_of_the_card_follows_who_presses_on_it(growth: Office) -> None:
    begin(growth)
    copy = prepare(growth, who="bo")
    assert "is open already" in copy
    said = forward(growth, "1", "bo", copy="1")
    assert "2 of 2 · Bo Chen" in said
    assert "2 of 2 · Bo Chen" in channel(growth)


def test_the_reading_ends_by_itself_and_once(growth: Office) -> None:
    begin(growth, "meeting align 5")
    assert "Silent reading until 10:05" in channel(growth)
    growth.travel(growth.clock() + timedelta(minutes=5))
    said = growth.waiting_in("C1")
    assert "The time for silent reading is up." in said[-1]
    assert any("Talk about this objective" in each for each in said)
    growth.travel(growth.clock() + timedelta(hours=2))
    assert growth.waiting_in("C1") == said


def test_the_reading_can_be_ended_by_hand_once_it_has_begun(growth: Office) -> None:
    prepare(growth)
    assert "has not begun" in growth.press("bo", "meeting.end_reading", M)
    growth.press("ada", "align_meeting.begin", M)
    assert "The reading is over." in growth.press("bo", "meeting.end_reading", M)
    assert "Talk about this objective" in "".join(growth.waiting_in("C1"))


def test_everybody_reads_at_their_own_pace(growth: Office) -> None:
    begin(growth)
    said = growth.press("cy", "align_meeting.read", {**M, "o": "1"})
    assert "For you alone" in said
    assert "O1 Win the first users" in said
    said = growth.press("cy", "align_meeting.page", {**M, "o": "2"})
    assert "O2 Make support a joy" in said
    assert "1 of 2" in channel(growth)


def comment(office: Office, who: str, about: str, words: str, **fields: bool) -> str:
    office.press(who, "meeting_comments.open", {**M, "option": about})
    return office.fill(who, text=words, **fields)


def test_comments_and_questions_stand_on_the_objective(growth: Office) -> None:
    begin(growth)
    assert "Your comment on O1 is there." in comment(growth, "bo", "O1", "Well put.")
    comment(growth, "cy", "KR1.1", "Paying ones?")
    card = channel(growth)
    assert "O1 Bo Chen: Well put." in card
    assert "KR1.1 Cy Diaz: Paying ones?" in card
    assert "2 comments · 1 unanswered" in card
    growth.press("ada", "meeting_comments.answer", {"comment": "2"})
    growth.fill("ada", answer="Yes.")
    assert "↳ Ada Li: Yes." in channel(growth)
    assert "2 comments · 0 unanswered" in channel(growth)


def test_what_is_marked_as_a_question_waits_for_an_answer(growth: Office) -> None:
    begin(growth)
    comment(growth, "bo", "O1", "Please say more.", asks=True)
    assert "1 comment · 1 unanswered" in channel(growth)


def test_a_draft_is_shown_only_when_its_owner_puts_it_up(growth: Office) -> None:
    growth.say("cy", "new A secret\n3 talks")
    begin(growth)
    assert "1 draft is not shown" in channel(growth)
    assert "A secret" not in "".join(growth.waiting_in("C1"))
    assert "no O3 that you can see" in growth.press("bo", "preparing.put_up", {**M, "o": "3"})
    assert "no draft" in growth.press("bo", "preparing.show_draft", M)
    assert "O3 is on the table" in growth.press("cy", "preparing.show_draft", M)
    assert "1 of 3" in channel(growth)
    forward(growth, "1")
    forward(growth, "2")
    assert "O3 A secret" in channel(growth)
    comment(growth, "bo", "O3", "Whom do you talk to?")
    assert "Whom do you talk to?" in channel(growth)
    assert "Whom do you talk to?" in growth.waiting_for("cy")[-1]


def test_of_several_drafts_one_chooses(growth: Office) -> None:
    growth.say("cy", "new A secret")
    growth.say("cy", "new Another one")
    prepare(growth)
    said = growth.press("cy", "preparing.show_draft", M)
    assert "A secret" in said
    assert "Another one" in said
    growth.press("cy", "preparing.put_up", {**M, "o": "4"})
    assert "3 are on the table" in channel(growth)
    assert "1 draft that nobody else sees yet" in channel(growth)


def test_what_is_archived_meanwhile_does_not_stop_the_meeting(growth: Office) -> None:
    begin(growth)
    growth.press("ada", "archive.run", {"o": "1"})
    said = growth.press("bo", "meeting_comments.open", {**M, "option": "O1"})
    assert "O1 is not in this meeting any more" in said
    growth.press("bo", "preparing.refresh", M)
    card = channel(growth)
    assert "O1 is not in this meeting any more" in card
    assert "[Next objective]" in card
    forward(growth, "1")
    assert "1 of 1 · Bo Chen" in channel(growth)


def test_who_opened_it_may_leave(growth: Office) -> None:
    prepare(growth, who="bo")
    growth.leave("bo")
    assert growth.press("ada", "align_meeting.begin", M) == ""
    assert "1 of 1 · Ada Li" in channel(growth)
    growth.press("ada", "meeting.close", M)
    assert "The meeting is over" in channel(growth)


def test_a_decision_is_an_action_item(growth: Office) -> None:
    begin(growth)
    growth.press("ada", "meeting_decisions.open", M)
    growth.fill(
        "ada", title="Ask sales", owner=(growth.account("bo"),), due="2026-11-27", kr="KR1.1"
    )
    assert "1 action item" in channel(growth)


def test_it_closes_with_a_summary(growth: Office) -> None:
    begin(growth)
    comment(growth, "bo", "O1", "Which users?")
    assert "The meeting is closed" in growth.press("bo", "meeting.close", M)
    card, summary = growth.waiting_in("C1")[-2:]
    assert "The meeting is over" in card
    assert "Meeting closed · Growth · 2026 Q4" in summary
    assert "O1 → Ada Li: Which users? (Bo Chen)" in summary
    for action in ("align_meeting.next", "align_meeting.read", "preparing.show_draft"):
        assert "That meeting is closed." in growth.press("ada", action, {**M, "o": "1"})


def test_odd_buttons_are_answered_plainly(growth: Office) -> None:
    begin(growth)
    for action in ("align_meeting.next", "align_meeting.page", "preparing.put_up", "revising.open"):
        for values in ({}, {"meeting": "99"}, {"meeting": "x"}, {**M, "o": "99"}, M):
            said = growth.press("bo", action, values)
            assert said
            assert "went wrong" not in said


def test_leads_of_teams_below_are_in_the_meeting(growth: Office) -> None:
    growth.say("ada", "team remove Growth {cy}")
    growth.say("cy", "team create Support {cy}")
    growth.say("root", "team parent Support Growth")
    growth.say("cy", "new Know our users\n20 talks")
    growth.press("cy", "publish.run", {"o": "3"})
    begin(growth)
    assert "1 of 3 · Ada Li" in channel(growth)
    forward(growth, "1")
    assert "2 of 3 · Cy Diaz" in channel(growth)
    forward(growth, "3", "cy")
    assert "3 of 3 · Bo Chen" in channel(growth)
