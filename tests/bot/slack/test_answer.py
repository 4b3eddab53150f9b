"""Replies come back where the person acted, and are never lost."""

import pytest
import stamina

from bot.slack.answer import Answers
from bot.slack.carry import Carried, Origin
from bot.slack.receive import Pressed, Submitted
from bot.slack.render_form import form_view
from chat.address import Address, PlaceKind
from chat.cards import Card, Paragraph
from chat.events import ButtonPressed, CommandGiven, FormSubmitted
from chat.forms import Form, TextField
from chat.platform import TryLater, Undeliverable
from chat.replies import FieldErrors, Nothing, Notice, OpenForm, Replace, Reply, Show
from chat.text import text
from tests.bot.slack.block_kit import Json, check_message, check_view, every, seen
from tests.bot.slack.fake_api import ADA, FakeApi, FakeIntake

CARD = Card("O12", (Paragraph(text("the card")),))
HOME = Card("Home", (Paragraph(text("my OKRs")),))
FORM = Form("a.save", "Edit", "Save", (TextField("title", "Title"), TextField("note", "Note")))
NOTICE = Notice(text("done"))
CHANNEL = Address("slack", "T1", PlaceKind.CHANNEL, "C1")
ON_MESSAGE = Origin("C1", "1.2", "", "https://hooks.example.com/1")
ON_COMMAND = Origin("C1", response_url="https://hooks.example.com/1")


@pytest.fixture(autouse=True)
def _no_waiting() -> None:
    stamina.set_testing(True, attempts=3)


def answers(api: FakeApi) -> Answers:
    return Answers(api, FakeIntake(Show(HOME)), lambda who: "Please try again.")


def commanded(api: FakeApi, reply: Reply, place: Address = CHANNEL) -> Json:
    event = CommandGiven(id="t.1", sender=ADA, place=place, text="new Win")
    return answers(api).to_command(event, reply, ON_COMMAND, "t.1")


def pressed(api: FakeApi, reply: Reply, origin: Origin = ON_MESSAGE, view: str = "") -> None:
    event = ButtonPressed(id="t.1", sender=ADA, place=CHANNEL, action="a.b")
    answers(api).to_press(Pressed(event, origin, "t.1", view), reply)


def submitted(api: FakeApi, reply: Reply, origin: Origin = ON_MESSAGE) -> Json:
    event = FormSubmitted(id="t.2", sender=ADA, place=CHANNEL, action="a.save", fields={})
    carried = Carried("a.save", {}, origin)
    found = Submitted(event, carried, "Edit", frozenset({"title", "note"}))
    answer = answers(api).to_submission(found, reply)
    view = answer.get("view")
    if isinstance(view, dict):
        check_view(view)
    return answer


class TestCommands:
    def test_a_card_is_the_answer_itself(self) -> None:
        api = FakeApi()
        private, public = commanded(api, Show(CARD)), commanded(api, Show(CARD, private=False))
        check_message(private)
        assert (private["response_type"], public["response_type"]) == ("ephemeral", "in_channel")
        assert api.calls == []

    def test_in_a_direct_chat_nothing_is_shown_to_others(self) -> None:
        place = Address.of(ADA)
        answer = commanded(FakeApi(), Show(CARD, private=False), place)
        assert answer["response_type"] == "ephemeral"

    def test_a_form_is_opened_and_nothing_said(self) -> None:
        api = FakeApi()
        assert commanded(api, OpenForm(FORM)) == {}
        [opened] = api.asked("views.open")
        assert opened["trigger_id"] == "t.1"

    def test_a_form_that_does_not_open_gives_back_what_was_typed(self) -> None:
        api = FakeApi()
        api.failing["views.open"] = Undeliverable("expired_trigger_id")
        answer = commanded(api, OpenForm(FORM))
        assert answer["response_type"] == "ephemeral"
        assert "Please try again.\n/okr new Win" in seen(answer).replace("again.\n\n", "again.\n")

    def test_a_repeated_delivery_opens_no_second_form_and_says_nothing(self) -> None:
        api = FakeApi()
        api.failing["views.open"] = Undeliverable("exchanged_trigger_id")
        assert commanded(api, OpenForm(FORM)) == {}

    def test_nothing_is_an_empty_answer(self) -> None:
        assert commanded(FakeApi(), Nothing()) == {}


class TestPresses:
    def test_replace_changes_the_message(self) -> None:
        api = FakeApi()
        pressed(api, Replace(CARD))
        [answer] = api.asked("respond")
        assert answer["replace_original"] is True

    def test_a_notice_is_for_one_person_and_leaves_the_message(self) -> None:
        api = FakeApi()
        pressed(api, NOTICE)
        [answer] = api.asked("respond")
        assert (answer["replace_original"], answer["response_type"]) == (False, "ephemeral")

    def test_in_the_bots_own_chat_the_answer_stays(self) -> None:
        api = FakeApi()
        pressed(api, Show(CARD), Origin("D1", "1.2", "", "https://hooks.example.com/1"))
        assert api.asked("respond")[0]["response_type"] == "in_channel"

    def test_replacing_is_tried_again_and_then_edited_by_name(self) -> None:
        api = FakeApi()
        api.failing["respond"] = TryLater("timeout", maybe_sent=True)
        pressed(api, Replace(CARD))
        assert len(api.asked("respond")) == 3
        [edit] = api.asked("chat.update")
        assert (edit["channel"], edit["ts"]) == ("C1", "1.2")

    def test_a_new_message_is_not_sent_twice_to_the_same_address(self) -> None:
        api = FakeApi()
        api.failing["respond"] = TryLater("timeout", maybe_sent=True)
        pressed(api, Show(CARD))
        assert len(api.asked("respond")) == 1
        assert [call["channel"] for call in api.asked("chat.postMessage")] == ["U1"]

    def test_an_expired_address_ends_in_a_direct_message(self) -> None:
        api = FakeApi()
        api.failing["respond"] = Undeliverable("expired_url")
        pressed(api, Show(CARD))
        assert [call["channel"] for call in api.asked("chat.postMessage")] == ["U1"]

    def test_a_form_remembers_where_it_was_opened(self) -> None:
        api = FakeApi()
        pressed(api, OpenForm(FORM))
        view = api.asked("views.open")[0]["view"]
        assert isinstance(view, dict)
        assert Carried.load(view["private_metadata"]).origin == ON_MESSAGE

    def test_on_the_home_view_a_card_is_a_modal_and_home_is_drawn_anew(self) -> None:
        api = FakeApi()
        pressed(api, Show(CARD), Origin())
        assert "the card" in seen(api.asked("views.open"))
        assert "my OKRs" in seen(api.asked("views.publish"))

    def test_in_a_modal_forms_are_pushed_and_cards_replaced(self) -> None:
        api = FakeApi()
        pressed(api, OpenForm(FORM), Origin(), view="V1")
        pressed(api, Replace(CARD), Origin(), view="V1")
        assert len(api.asked("views.push")) == 1
        assert api.asked("views.update")[0]["view_id"] == "V1"


class TestSubmissions:
    def test_errors_stand_at_their_fields(self) -> None:
        answer = submitted(FakeApi(), FieldErrors(FORM, {"title": "Say what"}))
        assert answer == {"response_action": "errors", "errors": {"title": "Say what"}}

    def test_errors_of_unknown_fields_are_drawn_into_the_form(self) -> None:
        answer = submitted(FakeApi(), FieldErrors(FORM, {"owner": "Who?"}))
        assert answer["response_action"] == "update"
        assert "Who?" in seen(answer)

    def test_another_form_takes_its_place(self) -> None:
        answer = submitted(FakeApi(), OpenForm(FORM))
        assert answer["response_action"] == "update"
        first = form_view(FORM, "T1", Carried(origin=ON_MESSAGE))
        old = {element["action_id"] for element in every(first, "plain_text_input")}
        assert not old & {element["action_id"] for element in every(answer, "plain_text_input")}

    def test_the_answer_goes_where_the_form_was_opened(self) -> None:
        api = FakeApi()
        assert submitted(api, Replace(CARD)) == {"response_action": "clear"}
        assert api.asked("respond")[0]["replace_original"] is True

    def test_after_a_command_there_is_nothing_to_replace(self) -> None:
        api = FakeApi()
        submitted(api, Replace(CARD), ON_COMMAND)
        answer = api.asked("respond")[0]
        assert (answer["replace_original"], answer["response_type"]) == (False, "ephemeral")

    def test_what_can_be_sent_nowhere_is_shown_in_the_modal(self) -> None:
        api = FakeApi()
        api.failing["respond"] = Undeliverable("expired_url")
        api.failing["chat.postMessage"] = TryLater("invalid_auth")
        answer = submitted(api, Show(CARD))
        assert answer["response_action"] == "update"
        assert "the card" in seen(answer)

    def test_from_the_home_view_the_answer_is_a_modal_and_home_is_drawn_anew(self) -> None:
        api = FakeApi()
        answer = submitted(api, NOTICE, Origin())
        assert "done" in seen(answer)
        assert "my OKRs" in seen(api.asked("views.publish"))
        assert not api.asked("chat.postMessage")

    def test_nothing_closes_the_form(self) -> None:
        assert submitted(FakeApi(), Nothing()) == {"response_action": "clear"}
