"""Slack payloads become neutral events."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import receive
from bot.slack.carry import Carried, Origin
from bot.slack.incoming_text import spoken, without_own_name
from chat.address import Account, Address, MessageRef, PlaceKind
from chat.events import ChatEntered, CommandGiven, HomeOpened, Mention
from chat.text import mention_token
from tests.bot.slack.block_kit import Json

ADA, BO = Account("slack", "T1", "U1"), Account("slack", "T1", "U2")
DIRECT = Address("slack", "T1", PlaceKind.PERSON, "U1")
CHANNEL = Address("slack", "T1", PlaceKind.CHANNEL, "C1")
ROOT = (MessageRef("slack", "T1", "C1", "1.1"),)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "event",
                    "type",
                    "user",
                    "id",
                    "view",
                    "state",
                    "values",
                    "actions",
                    "blocks",
                    "team",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
)


def event(**inner: object) -> Json:
    """A delivery of the Events API."""
    return {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
        "event": {"user": "U1", "ts": "1.2", **inner},
    }


def direct(**inner: object) -> Json:
    """A direct message."""
    return event(type="message", channel="D1", channel_type="im", **inner)


def mention(**inner: object) -> Json:
    """A mention in a channel."""
    return event(type="app_mention", channel="C1", **inner)


def reply(**inner: object) -> Json:
    """What somebody writes in a channel's thread, as an app that may read the channel hears it."""
    said = {"channel_type": "channel", "channel": "C1", "thread_ts": "1.1", "text": "why?"}
    return event(type="message", **{**said, **inner})


def command(**inner: object) -> Json:
    """A slash command in a channel."""
    return {
        "command": "/okr",
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "t.1",
        "response_url": "https://hooks.example.com/1",
        "text": "",
        **inner,
    }


class TestText:
    def test_escapes_are_undone_once(self) -> None:
        assert spoken("a &lt;b&gt; &amp;amp; &amp;lt;", "T1").text == "a <b> &amp; &lt;"

    def test_mentions_become_tokens_and_channels_names(self) -> None:
        said = spoken("show <@U2|bo> <@U1> in <#C1|growth> <#C2>", "T1")
        assert said.text == f"show {mention_token(0)} {mention_token(1)} in #growth #C2"
        assert said.mentions == (Mention(BO, "bo"), Mention(ADA, ""))
        assert said.channels == (("C1", "growth"), ("C2", "C2"))

    def test_links_are_what_was_seen(self) -> None:
        raw = "<http://a.com|a.com> <https://b.com/?x=1&amp;y|docs> <mailto:a@b.c|a@b.c> <https://c.d>"
        assert spoken(raw, "T1").text == "a.com https://b.com/?x=1&y a@b.c https://c.d"

    def test_group_mentions_are_words(self) -> None:
        raw = "<!channel> <!subteam^S1|@growth> <!here|here>"
        assert spoken(raw, "T1").text == "@channel @growth here"

    def test_a_typed_token_names_nobody(self) -> None:
        assert spoken(mention_token(0), "T1").text == "0"

    def test_markup_typed_by_hand_stays_as_typed(self) -> None:
        said = spoken("&lt;@U2&gt; &lt;!channel&gt;", "T1")
        assert said.text == "<@U2> <!channel>"
        assert said.mentions == ()

    def test_the_own_name_is_stripped_in_all_its_forms(self) -> None:
        for typed in ("/okr show O12", "okr show O12", " OKR  show O12", "/okr\tshow O12"):
            assert without_own_name(typed) == "show O12"
        assert without_own_name("/okr") == without_own_name("okr") == ""
        assert without_own_name("okrs are fun") == "okrs are fun"
        assert without_own_name("/okr新建 x") == "新建 x"

    @given(st.text())
    def test_any_text_is_read(self, raw: str) -> None:
        spoken(raw, "T1")


class TestCommands:
    def test_a_command_in_a_channel(self) -> None:
        given_, origin = receive.command(command(text="show <@U2|bo>"))
        assert given_ == CommandGiven(
            id="t.1",
            sender=ADA,
            place=CHANNEL,
            text=f"show {mention_token(0)}",
            mentions=(Mention(BO, "bo"),),
        )
        assert origin == Origin("C1", response_url="https://hooks.example.com/1")

    def test_a_command_in_a_direct_chat(self) -> None:
        assert receive.command(command(channel_id="D1"))[0].place == DIRECT

    def test_without_a_trigger_the_same_payload_has_the_same_id(self) -> None:
        first = receive.command(command(trigger_id=None))[0].id
        assert first == receive.command(command(trigger_id=None))[0].id
        assert first != receive.command(command(trigger_id=None, text="x"))[0].id


class TestEvents:
    def test_a_direct_message_is_a_command(self) -> None:
        found = receive.happened(direct(text="/okr show"), "")
        assert found == CommandGiven(id="D1:1.2", sender=ADA, place=DIRECT, text="show")

    def test_a_mention_is_a_command_without_the_bots_name(self) -> None:
        found = receive.happened(mention(text="<@UBOT> show O1", thread_ts="1.1"), "")
        place = Address("slack", "T1", PlaceKind.CHANNEL, "C1", "1.1")
        assert found == CommandGiven(
            id="C1:1.2", sender=ADA, place=place, text="show O1", aloud=True, reply_to=ROOT
        )

    def test_a_reply_in_a_channel_is_overheard(self) -> None:
        found = receive.happened(reply(), "UBOT")
        place = Address("slack", "T1", PlaceKind.CHANNEL, "C1", "1.1")
        assert found == CommandGiven(
            id="C1:1.2",
            sender=ADA,
            place=place,
            text="why?",
            reply_to=ROOT,
            overheard=True,
        )

    @pytest.mark.parametrize(
        "changes",
        [
            {"thread_ts": ""},
            {"thread_ts": "1.2"},
            {"text": " "},
            {"text": "<@UBOT> show O1"},
            {"text": "<@UBOT|okrbot> show O1"},
            {"bot_id": "B1"},
            {"user": "UBOT"},
            {"subtype": "message_changed"},
            {"subtype": "message_deleted"},
            {"subtype": "channel_join"},
        ],
    )
    def test_other_talk_in_a_channel_is_let_go(self, changes: dict[str, str]) -> None:
        assert receive.happened(reply(**changes), "UBOT") is None

    def test_a_reply_in_the_direct_chat_names_what_it_replies_to(self) -> None:
        found = receive.happened(direct(text="why?", thread_ts="1.1"), "")
        assert isinstance(found, CommandGiven)
        assert found.reply_to == (MessageRef("slack", "T1", "D1", "1.1"),)
        assert not found.overheard

    def test_an_edited_mention_is_the_same_delivery(self) -> None:
        first = receive.happened(mention(text="<@UBOT> show O1"), "")
        again = {**mention(text="<@UBOT> show O2"), "event_id": "Ev2"}
        second = receive.happened(again, "")
        assert first is not None
        assert second is not None
        assert first.id == second.id

    def test_a_person_of_another_company_stays_one_of_that_company(self) -> None:
        found = receive.happened(mention(text="<@UBOT> home", user_team="T9"), "")
        assert found is not None
        assert found.sender == Account("slack", "T9", "U1")
        assert found.place.tenant == "T1"

    def test_what_is_not_for_the_bot_is_left_alone(self) -> None:
        for payload in (
            direct(text="x", bot_id="B1"),
            direct(text="x", subtype="message_changed"),
            direct(text="x", user="UBOT"),
            direct(text="x", user="USLACKBOT"),
            event(type="message", channel="C1", channel_type="channel", text="x"),
            event(type="message", channel="C1", channel_type="group", text="<@UBOT> x"),
            event(type="app_mention", channel="D1", text="<@UBOT> x"),
            event(type="reaction_added"),
            event(type="member_joined_channel", channel="C1", user="U2"),
            {"type": "event_callback", "event": {"type": "message"}},
        ):
            assert receive.happened(payload, "") is None

    def test_the_home_tab_and_the_chat_tab(self) -> None:
        home = Address("slack", "T1", PlaceKind.HOME, "U1")
        opened = receive.happened(event(type="app_home_opened", tab="home"), "")
        assert opened == HomeOpened(id="Ev1", sender=ADA, place=home)
        entered = receive.happened(event(type="app_home_opened", tab="messages"), "")
        assert entered == ChatEntered(id="Ev1", sender=ADA, place=DIRECT)

    def test_the_bot_added_to_a_channel(self) -> None:
        payload = event(type="member_joined_channel", channel="C1", user="UBOT", inviter="U1")
        assert receive.happened(payload, "") == ChatEntered(id="Ev1", sender=ADA, place=CHANNEL)

    @given(ANYTHING)
    def test_any_shape_is_read_without_an_error(self, payload: object) -> None:
        if isinstance(payload, dict):
            receive.happened(payload, "")
            receive.command(payload)
            receive.pressed(payload)
            receive.submitted(payload)


def press(action: Json, **inner: object) -> Json:
    """A press on a message."""
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1"},
        "trigger_id": "t.1",
        "response_url": "https://hooks.example.com/1",
        "container": {"type": "message", "channel_id": "C1", "message_ts": "1.2"},
        "actions": [action],
        **inner,
    }


class TestPresses:
    def test_a_button(self) -> None:
        button: Json = {"type": "button", "action_id": "show.card~3", "value": '{"id":"7"}'}
        found = receive.pressed(press(button))
        assert found is not None
        assert (found.event.action, found.event.values) == ("show.card", {"id": "7"})
        assert found.event.message == MessageRef("slack", "T1", "C1", "1.2")
        assert found.event.place == CHANNEL
        assert found.origin == Origin("C1", "1.2", "", "https://hooks.example.com/1")

    def test_a_choice(self) -> None:
        choice: Json = {
            "type": "static_select",
            "action_id": 'move.to~1~{"id":"7"}',
            "selected_option": {"value": "v~1"},
        }
        found = receive.pressed(press(choice))
        assert found is not None
        assert found.event.values == {"id": "7", "option": "v~1"}

    def test_a_message_that_only_one_person_sees_cannot_be_edited_later(self) -> None:
        container = {"type": "message", "channel_id": "C1", "message_ts": "1", "is_ephemeral": True}
        found = receive.pressed(press({"type": "button", "action_id": "a~1"}, container=container))
        assert found is not None
        assert found.event.message is None
        assert found.origin.hidden

    def test_a_link_button_is_nothing(self) -> None:
        assert receive.pressed(press({"type": "button", "action_id": "~1"})) is None

    def test_a_button_on_the_home_view(self) -> None:
        found = receive.pressed(
            press(
                {"type": "button", "action_id": "a~1"},
                container={"type": "view", "view_id": "V1"},
                view={"type": "home", "id": "V1"},
                response_url=None,
            )
        )
        assert found is not None
        assert found.origin.is_home
        assert not found.view
        assert found.event.place.kind is PlaceKind.HOME

    def test_a_button_in_a_modal_knows_where_the_modal_came_from(self) -> None:
        view = {
            "type": "modal",
            "id": "V1",
            "private_metadata": Carried(origin=Origin("C1", "1.2")).dump(),
        }
        button: Json = {"type": "button", "action_id": "a~1"}
        found = receive.pressed(press(button, container={"type": "view"}, view=view))
        assert found is not None
        assert found.view == "V1"
        assert found.origin == Origin("C1", "1.2")


class TestShortcuts:
    def test_a_message_shortcut_brings_the_words_and_replaces_nothing(self) -> None:
        chosen = receive.shortcut(
            {
                "type": "message_action",
                "callback_id": "new.from_message",
                "trigger_id": "t.9",
                "team": {"id": "T1"},
                "user": {"id": "U1", "team_id": "T1"},
                "channel": {"id": "C1"},
                "message": {"text": "Win &amp; keep\n5 partners <@U2>", "ts": "1.1"},
                "response_url": "https://hooks.example.com/1",
            }
        )
        assert chosen.event.action == "new.from_message"
        assert chosen.event.values == {"text": "Win & keep\n5 partners"}
        assert chosen.event.message is None
        assert chosen.trigger == "t.9"
