"""What Lark sends becomes the right neutral event, and what is not for the bot becomes none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.lark.receive import Acted, card_event, entered_event, menu_event, message_event
from chat.address import MessageRef
from chat.events import ButtonPressed, CommandGiven, FormSubmitted, Mention
from chat.text import mention_token
from tests.bot.lark.deliveries import BOT, callback, delivery, message, press
from tests.bot.lark.examples import ADA, BO, GROUP, TO_ADA
from tests.fakes.lark.store import TENANT

AT_BOT = ("@_user_1", BOT, "okrbot")
AT_BO = ("@_user_2", "ou_bo", "Bo")


def given_command(sent: dict[str, object]) -> CommandGiven:
    event = message_event(sent, lambda: BOT)
    assert event is not None
    return event


class TestMessages:
    def test_a_direct_message_is_a_command_from_its_sender(self) -> None:
        event = given_command(message({"text": "show O12"}))
        assert event == CommandGiven(id="m:om_1", sender=ADA, place=TO_ADA, text="show O12")

    @pytest.mark.parametrize("typed", ["/okr show", "okr show", "/OKR  show", " ／okr show "])
    def test_the_command_word_is_left_out(self, typed: str) -> None:
        assert given_command(message({"text": typed})).text == "show"

    def test_a_word_that_begins_like_the_command_stays(self) -> None:
        assert given_command(message({"text": "okrs of Bo"})).text == "okrs of Bo"

    def test_in_a_group_the_bots_name_is_left_out_and_people_are_tokens(self) -> None:
        sent = message(
            {"text": "@_user_1 /okr show @_user_2"}, chat="group", mentions=(AT_BOT, AT_BO)
        )
        event = given_command(sent)
        assert event.place == GROUP
        assert event.text == f"show {mention_token(0)}"
        assert event.mentions == (Mention(BO, "Bo"),)

    def test_a_group_message_to_others_is_not_for_the_bot(self) -> None:
        assert message_event(message({"text": "hi"}, chat="group"), lambda: BOT) is None
        sent = message({"text": "@_user_2 hi"}, chat="group", mentions=(AT_BO,))
        assert message_event(sent, lambda: BOT) is None

    def test_a_groups_reply_to_a_message_is_overheard(self) -> None:
        sent = message({"text": "why?"}, chat="group", replies_to=("om_8", "om_7"))
        event = given_command(sent)
        card, root = (MessageRef("lark", TENANT, "oc_growth", each) for each in ("om_8", "om_7"))
        assert event == CommandGiven(
            id="m:om_1",
            sender=ADA,
            place=GROUP,
            text="why?",
            reply_to=(card, root),
            overheard=True,
        )

    def test_a_reply_without_words_is_let_go(self) -> None:
        sent = message({"image_key": "i"}, kind="image", chat="group", replies_to=("om_8", "om_7"))
        assert message_event(sent, lambda: BOT) is None

    def test_a_reply_that_names_the_bot_is_said_to_it(self) -> None:
        text = {"text": "@_user_1 show O1"}
        sent = message(text, chat="group", mentions=(AT_BOT,), replies_to=("om_8", "om_8"))
        event = given_command(sent)
        assert (event.overheard, event.aloud, len(event.reply_to)) == (False, True, 1)

    def test_while_the_bots_id_is_unknown_the_first_name_is_taken_for_it(self) -> None:
        sent = message({"text": "@_user_1 home"}, chat="group", mentions=(AT_BOT,))
        event = message_event(sent, lambda: None)
        assert event is not None
        assert event.text == "home"

    def test_many_mentions_are_told_apart(self) -> None:
        people = tuple((f"@_user_{n}", f"ou_{n}", f"P{n}") for n in range(1, 12))
        event = given_command(message({"text": "@_user_1 @_user_11"}, mentions=people))
        assert event.text == f"{mention_token(0)} {mention_token(10)}"

    def test_everybody_is_only_a_word(self) -> None:
        assert given_command(message({"text": "tell @_all"})).text == "tell @all"

    def test_a_rich_text_message_is_read_line_by_line(self) -> None:
        content = {
            "title": "new",
            "content": [
                [{"tag": "text", "text": "Launch "}, {"tag": "at", "user_id": "@_user_2"}],
                [{"tag": "a", "text": "50 users", "href": "https://x"}, {"tag": "img"}],
            ],
        }
        event = given_command(message(content, kind="post", mentions=(AT_BO,)))
        assert event.text == f"new\nLaunch {mention_token(0)}\n50 users"

    def test_a_rich_text_message_under_a_language_is_read_too(self) -> None:
        content = {"zh_cn": {"title": "", "content": [[{"tag": "text", "text": "我的"}]]}}
        assert given_command(message(content, kind="post")).text == "我的"

    @pytest.mark.parametrize(
        ("kind", "content"),
        [("image", {"image_key": "i"}), ("file", {}), ("text", "not json"), ("text", "[]")],
    )
    def test_what_holds_no_words_asks_for_help(self, kind: str, content: object) -> None:
        assert given_command(message(content, kind=kind)).text == "help"

    def test_other_bots_are_not_listened_to(self) -> None:
        assert message_event(message({"text": "x"}, sender_type="app"), lambda: BOT) is None

    def test_guests_from_another_company_are_not_served(self) -> None:
        sent = message({"text": "find all"}, tenant="t2")
        assert message_event(sent, lambda: BOT) is None

    def test_private_use_characters_cannot_forge_a_mention(self) -> None:
        assert given_command(message({"text": f"a{mention_token(0)}b"})).text == "a0b"

    @given(st.text(max_size=300))
    def test_any_text_gives_a_command(self, words: str) -> None:
        event = given_command(message({"text": words}))
        assert event.sender == ADA

    def test_what_is_not_a_message_is_refused(self) -> None:
        with pytest.raises(ValidationError):
            message_event(delivery("im.message.receive_v1", {"sender": 1}), lambda: BOT)


def acted(sent: dict[str, object]) -> Acted:
    found = card_event(sent)
    assert found is not None
    return found


class TestCards:
    def test_a_press_in_the_direct_chat(self) -> None:
        found = acted(press({"a": "kr.open", "v": {"kr": "12"}}))
        assert found == Acted(
            ButtonPressed(
                id="e1",
                sender=ADA,
                place=TO_ADA,
                action="kr.open",
                values={"kr": "12"},
                message=MessageRef("lark", TENANT, "oc_growth", "om_9"),
            ),
            shared=False,
        )

    def test_a_press_in_a_group_happens_there(self) -> None:
        found = acted(press({"a": "kr.open", "s": 1}))
        assert found.shared
        assert found.event.place == GROUP

    def test_a_choice_is_the_option(self) -> None:
        sent = callback({"tag": "select_static", "value": {"a": "x.y", "v": {}}, "option": "high"})
        assert acted(sent).event.values == {"option": "high"}

    def test_cards_of_others_are_let_be(self) -> None:
        assert card_event(press({"key": "value"})) is None
        assert card_event(press({"a": {"no": "text"}})) is None
        assert card_event(callback({"tag": "button"})) is None

    def test_guests_from_another_company_press_in_vain(self) -> None:
        assert card_event(callback({"value": {"a": "kr.open"}}, tenant="t2")) is None

    def test_a_submit_gives_every_field_its_kind(self) -> None:
        sent = press(
            {
                "a": "f.go",
                "v": {"kr": "1"},
                "f": ["t_title", "n_v", "c_c", "m_m", "p_p", "g_g", "d_d", "s_s", "t_empty"],
            },
            name="go_f_2e_go",
            form_value={
                "t_title": "one ",
                "t1_title": "two",
                "n_v": "1,000",
                "c_c": "high",
                "m_m": ["a", "b"],
                "p_p": "ou_bo",
                "g_g": ["ou_ada", "ou_bo"],
                "d_d": "2026-04-30 +0800",
                "s_s": True,
                "unknown": "x",
            },
        )
        event = acted(sent).event
        assert isinstance(event, FormSubmitted)
        assert event.values == {"kr": "1"}
        assert event.fields == {
            "title": "one two",
            "v": "1,000",
            "c": "high",
            "m": ("a", "b"),
            "p": (BO,),
            "g": (ADA, BO),
            "d": "2026-04-30",
            "s": True,
            "empty": "",
        }

    def test_what_was_left_empty_is_there_and_empty(self) -> None:
        asked = ["t_a", "n_b", "c_c", "m_d", "p_e", "g_f", "d_g", "s_h"]
        event = acted(press({"a": "f.go", "f": asked}, name="go_f_2e_go")).event
        assert isinstance(event, FormSubmitted)
        assert event.fields == {
            "a": "",
            "b": "",
            "c": "",
            "d": (),
            "e": (),
            "f": (),
            "g": "",
            "h": False,
        }

    def test_a_submit_without_value_is_led_by_its_name(self) -> None:
        sent = callback(
            {"tag": "button", "name": "go_f_2e_go_3f_kr_3d_7", "form_value": {"t_a": "x"}}
        )
        event = acted(sent).event
        assert isinstance(event, FormSubmitted)
        assert (event.action, event.values, event.fields) == ("f.go", {"kr": "7"}, {"a": "x"})

    def test_a_form_from_a_group_is_answered_for_the_group(self) -> None:
        found = acted(press({"a": "f.go", "o": "oc_growth"}, name="go_f_2e_go"))
        assert found.event.place == GROUP
        assert not found.shared


def test_a_menu_entry_is_its_command() -> None:
    sent = delivery(
        "application.bot.menu_v6",
        {"operator": {"operator_id": {"open_id": "ou_ada"}}, "event_key": "cycle_list"},
    )
    assert menu_event(sent) == CommandGiven(id="e1", sender=ADA, place=TO_ADA, text="cycle list")


def test_entering_the_chat_happens_there_and_joining_a_group_in_the_group() -> None:
    sent = delivery("x", {"chat_id": "oc_growth", "operator_id": {"open_id": "ou_ada"}})
    entered, added = entered_event(sent, group=False), entered_event(sent, group=True)
    assert entered is not None
    assert added is not None
    assert (entered.place, added.place) == (TO_ADA, GROUP)
