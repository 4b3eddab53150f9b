"""Being named on an objective: one card, an answer, and what the owner then sees."""

import threading
from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.lark import render as lark_render
from bot.slack import render as slack_render
from chat.address import Account
from chat.cards import Card
from chat.plain_text import card_text
from storage import outbox
from storage.tables import OutboxRow
from tests.handlers.office import Office

WRITTEN = "new Win readers {bo}\nrating from 3.6 to 4.0 by 15 Dec {bo}\n50 partners {cy}"


@pytest.fixture
def asked(office: Office) -> Office:
    """Ada asks Bo for O1 and KR1.1 and Cy for KR1.2, all in one; everybody reads English."""
    office.say("bo", "settings language en")
    office.say("ada", WRITTEN)
    return office


def cards_for(office: Office, who: str, word: str) -> list[str]:
    """What was said to somebody with this word in it, oldest first."""
    return [each for each in office.waiting_for(who) if word in each]


def asked_cards(office: Office, who: str) -> list[Card]:
    """The cards that asked somebody, as they now stand, oldest first."""
    with office.database.read() as session:
        rows = session.exec(
            select(OutboxRow)
            .where(col(OutboxRow.address_id) == f"U{who}", col(OutboxRow.key).like("asked:%"))
            .order_by(col(OutboxRow.id))
        ).all()
        bodies = [outbox.load_body(row.body_kind, row.body) for row in rows]
    return [body for body in bodies if isinstance(body, Card)]


def last_values(office: Office, who: str) -> Mapping[str, str]:
    """What the buttons of the last card that asked somebody carry."""
    buttons = [
        button
        for card in asked_cards(office, who)
        for button in card.buttons
        if button.action.startswith("joining.")
    ]
    return buttons[-1].values


def accept(office: Office, who: str) -> str:
    """Press "I am in" on the last card."""
    return office.press(who, "joining.accept", last_values(office, who))


def decline(office: Office, who: str, reason: str = "no time") -> str:
    """Press "Not me" on the last card and say why."""
    office.press(who, "joining.decline", last_values(office, who))
    return office.fill(who, reason=reason)


def later(office: Office) -> None:
    """A minute passes."""
    office.clock.set(office.clock() + timedelta(minutes=1))


# -- what is asked ------------------------------------------------------


def test_one_save_is_one_card_with_all_it_asks(asked: Office) -> None:
    (card,) = asked.waiting_for("bo")
    assert "Ada Li asks you to work with them on this" in card
    assert "O1 Win readers" in card
    assert "KR1.1 rating from 3.6 to 4.0" in card
    assert "from 3.6 to 4 · due 15 Dec 2026" in card
    assert "KR1.2" not in card
    assert "[I am in] [Let us talk] [Not me]" in card


def test_of_a_key_result_alone_the_objective_is_told_beside_it(asked: Office) -> None:
    (card,) = asked.waiting_for("cy")
    assert "KR1.2 50 partners (reach 50 partners)" in card
    assert "Under O1 Win readers" in card
    assert "It is a draft" in card


def test_who_asks_for_somebody_else_says_with_whom(launched: Office) -> None:
    launched.say("root", "edit O1 {cy}")
    (card,) = launched.waiting_for("cy")
    assert "Root Admin asks you to work with Ada Li on this" in card


def test_publishing_and_rewording_tell_nobody_again(asked: Office) -> None:
    later(asked)
    asked.say("ada", "publish O1")
    asked.say("ada", "edit O1 Win all readers with {bo}")
    asked.say("ada", "edit KR1.1 rating from 3.6 to 4.2 {bo}")
    assert len(asked.waiting_for("bo")) == 1


def test_a_later_save_tells_of_what_is_new_alone(asked: Office) -> None:
    accept(asked, "bo")
    later(asked)
    asked.say("ada", "kr O1 churn below 3% {bo}")
    first, second = cards_for(asked, "bo", "asks you")
    assert "KR1.3" not in first
    assert "KR1.3 churn below 3%" in second
    assert "KR1.1" not in second
    assert "no answer yet" in asked.say("ada", "show O1")


def test_nobody_answers_themselves(launched: Office) -> None:
    launched.say("root", "edit O1 {root}")
    assert launched.waiting_for("root") == []
    assert "O1 · Root Admin: ✓ I am in" in launched.say("ada", "show O1")


def test_the_most_that_one_save_can_ask_stands_on_one_card(office: Office) -> None:
    lines = "\n".join(f"{'reach many partners ' * 12}{index}" for index in range(20))
    office.say("ada", "new Win readers\n" + lines.replace("\n", " {bo}\n") + " {bo}")
    (card,) = asked_cards(office, "bo")
    assert "KR1.20" in card_text(card)
    assert slack_render.is_whole(card, "T1")
    assert lark_render.is_whole(card, tenant="t1", shared=False)


# -- answers -----------------------------------------------------------


def test_who_is_in_is_told_of_once_and_their_card_says_so(asked: Office) -> None:
    said = accept(asked, "bo")
    assert "✓ You are in" in said
    assert "[I am in]" not in said
    assert "[Let us talk] [Not me]" in said
    assert "✓ You are in" in asked.waiting_for("bo")[0]
    (told,) = asked.waiting_for("ada")
    assert "Bo Chen is in: O1, KR1.1" in told
    accept(asked, "bo")
    asked.press("bo", "joining.accept", {**last_values(asked, "bo"), "was": "in"})
    assert len(asked.waiting_for("ada")) == 1


def test_let_us_talk_needs_no_word_and_takes_one(asked: Office) -> None:
    asked.press("bo", "joining.talk", last_values(asked, "bo"))
    assert "You want to talk about it" in asked.fill("bo")
    asked.press("cy", "joining.talk", last_values(asked, "cy"))
    asked.fill("cy", word="50 is too many")
    first, second = asked.waiting_for("ada")
    assert "Bo Chen wants to talk: O1, KR1.1" in first
    assert "Cy Diaz  50 is too many" in second
    shown = asked.say("ada", "show O1")
    assert "O1, KR1.1 · Bo Chen: let us talk" in shown
    assert "KR1.2 · Cy Diaz: let us talk – 50 is too many" in shown
    assert "with Cy Diaz" in shown


def test_not_me_needs_a_reason_and_loses_nothing(asked: Office) -> None:
    asked.press("bo", "joining.decline", last_values(asked, "bo"))
    assert "reason: Say why" in asked.fill("bo", reason="  ")
    long = "x" * 501
    assert "501 characters long" in asked.fill("bo", reason=long)
    assert next(iter(asked.form("bo").inputs)).value == long
    assert "You said that it is not for you: no time" in asked.fill("bo", reason="no time")


def test_who_said_not_me_is_no_collaborator_any_more(asked: Office) -> None:
    asked.say("ada", "publish O1")
    assert "O1 Win readers" in asked.say("cy", "home")
    decline(asked, "cy")
    (told,) = asked.waiting_for("ada")
    assert "Not for Cy Diaz: KR1.2" in told
    assert "Cy Diaz  no time" in told
    assert "[Name somebody else]" in told
    shown = asked.say("ada", "show O1")
    assert "KR1.2 · Cy Diaz: not me – no time" in shown
    assert "with Cy Diaz" not in shown
    assert "not me" not in asked.say("bo", "show O1")
    assert "Only Ada Li and collaborators" in asked.say("cy", "checkin KR1.2 5")
    assert "O1 Win readers" not in asked.say("cy", "home")
    asked.say("ada", "edit KR1.2")
    assert list(asked.form("ada").inputs)[-1].value == ()


def test_who_left_a_draft_sees_it_no_more_and_can_still_come_back(asked: Office) -> None:
    said = decline(asked, "bo")
    assert "Win readers" not in said
    assert "O1, KR1.1" in said
    assert "There is no O1" in asked.say("bo", "show O1")
    assert "Win readers" not in asked.press("bo", "joining.waiting")
    assert "✓ You are in" in accept(asked, "bo")
    assert "Win readers" in asked.say("bo", "show O1")
    assert "had answered otherwise before" in asked.waiting_for("ada")[-1]


def test_a_button_drawn_beside_another_answer_shows_what_stands(asked: Office) -> None:
    before = last_values(asked, "bo")
    asked.press("bo", "joining.decline", before)
    form = asked.form("bo")
    asked.press("bo", "joining.accept", before)
    said = asked.submit("bo", form, {}, {"reason": "no time"})
    assert "You have answered this meanwhile" in said
    assert "You wrote: no time" in said
    assert "✓ You are in" in said
    assert len(asked.waiting_for("ada")) == 1


def test_who_asked_hears_it_besides_the_owner(launched: Office) -> None:
    launched.say("root", "edit O1 {cy}")
    accept(launched, "cy")
    assert "Cy Diaz is in: O1" in launched.waiting_for("ada")[-1]
    assert "Cy Diaz is in: O1" in launched.waiting_for("root")[-1]


def test_silence_and_who_left_are_seen_by_the_owner_alone(asked: Office) -> None:
    asked.say("ada", "publish O1")
    asked.leave("cy")
    shown = asked.say("ada", "show O1")
    assert "O1, KR1.1 · Bo Chen: no answer yet" in shown
    assert "KR1.2 · Cy Diaz: has left, and cannot answer" in shown
    assert "no answer yet" not in asked.say("root", "show O1")


def test_a_card_of_somebody_else_answers_nothing(asked: Office) -> None:
    values = last_values(asked, "bo")
    for action in ("joining.accept", "joining.talk", "joining.decline"):
        assert "not asked of you" in asked.press("cy", action, values)
    for wrong in ({"asked": "x"}, {"o": "9"}, {"person": ""}):
        assert "not asked of you" in asked.press("bo", "joining.accept", {**values, **wrong})
    assert asked.waiting_for("ada") == []


def test_what_is_archived_or_ones_own_meanwhile_needs_no_answer(asked: Office) -> None:
    bo, cy = last_values(asked, "bo"), last_values(asked, "cy")
    asked.say("ada", "archive O1")
    assert "nothing to answer" in asked.press("bo", "joining.accept", bo)
    assert "request" not in asked.say("bo", "home")
    asked.say("ada", "archive O1")
    asked.say("ada", "archive KR1.2")
    assert "nothing to answer" in asked.press("cy", "joining.accept", cy)
    asked.say("ada", "move O1 to {bo}")
    assert "nothing to answer" in asked.press("bo", "joining.accept", bo)


def test_the_cards_of_who_was_asked_lose_and_regain_their_buttons(asked: Office) -> None:
    def reads(who: str) -> str:
        return card_text(asked_cards(asked, who)[-1])

    for command, who in (("archive O1", "bo"), ("archive KR1.2", "cy")):
        assert "[I am in]" in reads(who)
        asked.say("ada", command)
        assert "nothing to answer" in reads(who)
        assert "[I am in]" not in reads(who)
        later(asked)
        asked.say("ada", command)
        assert "[I am in]" in reads(who)
    asked.say("ada", "move O1 to {bo}")
    assert "your own now" in reads("bo")


def test_two_presses_at_the_same_time_are_one_answer(asked: Office) -> None:
    values = last_values(asked, "bo")
    together = threading.Barrier(2, timeout=30)

    def press() -> None:
        together.wait()
        asked.press("bo", "joining.accept", values)

    pressing = [threading.Thread(target=press) for _ in range(2)]
    for each in pressing:
        each.start()
    for each in pressing:
        each.join(timeout=60)
    assert len(cards_for(asked, "ada", "is in")) == 1


# -- being asked again, or no more --------------------------------------


def test_a_mere_edit_does_not_ask_who_said_not_me(asked: Office) -> None:
    decline(asked, "bo")
    later(asked)
    asked.say("ada", "edit O1")
    asked.fill("ada", title="Win all readers")
    said = asked.say("ada", "edit KR1.1 rating from 3.6 to 4.2 {bo}")
    assert "Not asked again, because they said it is not for them: Bo Chen" in said
    assert "Not asked again" in asked.say("ada", "edit O1 Win every reader {bo}")
    assert len(asked.waiting_for("bo")) == 1
    assert "O1, KR1.1 · Bo Chen: not me – no time" in asked.say("ada", "show O1")


def test_named_alone_or_picked_they_are_asked_anew(asked: Office) -> None:
    decline(asked, "bo")
    later(asked)
    asked.say("ada", "edit O1 {bo}")
    old, new = asked.waiting_for("bo")[:2]
    assert "the newer card counts" in old or "KR1.1" in old
    assert "[I am in]" in new
    shown = asked.say("ada", "show O1")
    assert "O1 · Bo Chen: no answer yet" in shown
    assert "KR1.1 · Bo Chen: not me – no time" in shown
    decline(asked, "cy")
    later(asked)
    asked.say("ada", "edit KR1.2")
    asked.fill("ada", people=(asked.account("cy"),))
    old, new = asked.waiting_for("cy")
    assert "the newer card counts" in old
    assert "[I am in]" not in old
    assert "[I am in]" in new


def test_a_form_that_was_open_meanwhile_asks_nobody_anew(asked: Office) -> None:
    asked.say("ada", "edit O1")
    decline(asked, "bo")
    later(asked)
    asked.fill("ada", title="Win all readers")
    assert len(asked.waiting_for("bo")) == 1
    assert "Bo Chen: not me" in asked.say("ada", "show O1")


def test_who_is_taken_off_is_told_on_their_card_and_asked_when_named_anew(asked: Office) -> None:
    later(asked)
    asked.say("ada", "edit KR1.2")
    asked.fill("ada", people=())
    (card,) = asked.waiting_for("cy")
    assert "Ada Li no longer asks this of you" in card
    assert "[" not in card  # it is a draft that they may not see
    later(asked)
    asked.say("ada", "edit KR1.2 {cy}")
    assert len(asked.waiting_for("cy")) == 2
    assert "[I am in]" in asked.waiting_for("cy")[-1]


def test_of_whom_less_is_asked_the_card_says_what_is_left(asked: Office) -> None:
    asked.say("ada", "edit O1")
    asked.fill("ada", people=())
    (card,) = asked.waiting_for("bo")
    assert "KR1.1" in card
    assert "Under O1" in card
    assert "[I am in]" in card


# -- who cannot be asked -------------------------------------------------


def test_somebody_who_left_is_not_asked_and_that_is_said(office: Office) -> None:
    office.say("bo", "help")
    office.leave("bo")
    for command in ("new Win {bo}", "kr O1 50 partners {bo}", "edit O1 {bo}", "edit KR1.1 {bo}"):
        said = office.say("ada", command)
        assert "they have left or are not of this workspace: Bo Chen" in said, command
    assert office.waiting_for("bo") == []
    assert "with Bo Chen" not in office.say("ada", "show O1")


def test_a_form_says_so_at_its_field_and_keeps_what_was_typed(office: Office) -> None:
    office.say("bo", "help")
    office.leave("bo")
    office.say("ada", "new")
    people = (office.account("bo"),)
    said = office.fill("ada", title="Win readers", people=people)
    assert "people: Bo Chen is no longer here" in said
    assert {each.name: each.value for each in office.form("ada").inputs}["title"] == "Win readers"
    office.fill("ada", people=())
    office.say("ada", "edit O1")
    assert "people: Bo Chen is no longer here" in office.fill("ada", people=people)


def test_who_left_since_does_not_stand_in_the_way_of_an_edit(asked: Office) -> None:
    asked.leave("bo")
    asked.say("ada", "edit O1")
    assert "Win all readers" in asked.fill("ada", title="Win all readers")


def test_somebody_of_another_workspace_is_not_asked(launched: Office) -> None:
    elsewhere = Office(launched.database, tenant="T2")
    foreign: tuple[Account, ...] = (launched.account("bo"),)
    elsewhere.say("eve", "new Join us")
    elsewhere.say("eve", "edit O1")
    assert "people: Somebody you chose is not of this workspace" in elsewhere.fill(
        "eve", people=foreign
    )


def test_somebody_of_the_other_platform_is_asked_and_answers_there(office: Office) -> None:
    lark = Office(office.database, office.clock, platform="lark", tenant="L1")
    lark.say("bo", "settings language en")
    office.say("ada", "new Win readers @Bo Chen")
    (card,) = lark.waiting_for("bo")
    assert "Ada Li asks you" in card
    accept(lark, "bo")
    assert "Bo Chen is in: O1" in office.waiting_for("ada")[-1]


# -- the list, and home ----------------------------------------------------


def test_what_waits_stands_on_home_and_in_a_list(asked: Office) -> None:
    home = asked.home("bo")
    assert "1 request to work with somebody waits for your answer" in home
    assert "[Asked of you]" in home
    said = asked.press("bo", "joining.waiting")
    assert "Waiting for you" in said
    assert "O1, KR1.1 Win readers · Ada Li" in said
    accept(asked, "bo")
    said = asked.press("bo", "joining.waiting")
    assert "Your answers" in said
    assert "✓ You are in" in said
    assert "[My answers]" in asked.home("bo")
    assert "request" not in asked.home("bo")
    assert "Nobody asks you" in asked.press("ada", "joining.waiting")


def test_the_list_is_paged(asked: Office) -> None:
    for index in range(6):
        later(asked)
        asked.say("ada", f"new Goal {index} {{bo}}")
    assert "7 requests" in asked.home("bo")
    first = asked.press("bo", "joining.waiting")
    assert "O7" in first
    assert "O2 Goal" not in first
    assert "O2 Goal" in asked.press("bo", "joining.page", {"page": "1"})
    assert "O1" in asked.press("bo", "joining.page", {"page": "99"})


def test_the_reader_reads_their_own_language(office: Office) -> None:
    office.say("bo", "help")
    office.say("ada", "new Win readers {bo}")
    (card,) = office.waiting_for("bo")
    assert "请您与其一同推进" in card
    assert "[我参与]" in card
    accept(office, "bo")
    assert "Bo Chen is in: O1" in office.waiting_for("ada")[-1]
