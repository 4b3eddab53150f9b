"""The outbox on Slack: sent once, found again, faults told apart."""

import socket
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse, WebClient

from bot.slack.api import Api, fault
from bot.slack.deliver import Deliverer
from chat.address import Account, Address, MessageRef, PlaceKind
from chat.cards import Card, Paragraph, Picture
from chat.forms import Form
from chat.platform import Outgoing, TryLater, Undeliverable
from chat.text import text
from tests.bot.slack.block_kit import every, seen
from tests.bot.slack.fake_api import ADA, FakeApi

CARD = Card("Weekly", (Paragraph(text("how is it going?")),))
DIRECT = Address.of(ADA)
CHANNEL = Address("slack", "T1", PlaceKind.CHANNEL, "C1", "5.5")


class TestSending:
    def test_a_message_carries_its_key_and_unfurls_nothing(self) -> None:
        api = FakeApi()
        sent = Deliverer(api).deliver(Outgoing("k1", DIRECT, CARD))
        [call] = api.asked("chat.postMessage")
        assert sent == MessageRef("slack", "T1", "D1", "0.0")
        assert call["metadata"] == {"event_type": "okrbot", "event_payload": {"key": "k1"}}
        assert call["unfurl_links"] is False
        assert "link_names" not in call

    def test_an_edit_changes_the_message(self) -> None:
        api = FakeApi()
        old = MessageRef("slack", "T1", "C1", "1.2")
        assert Deliverer(api).deliver(Outgoing("k1", CHANNEL, CARD, edit=old)) == old
        [call] = api.asked("chat.update")
        assert (call["channel"], call["ts"]) == ("C1", "1.2")

    def test_in_a_channel_a_private_answer_is_for_one_reader(self) -> None:
        api = FakeApi()
        Deliverer(api).deliver(Outgoing("k1", CHANNEL, CARD, only_for=ADA))
        [call] = api.asked("chat.postEphemeral")
        assert (call["channel"], call["user"], call["thread_ts"]) == ("C1", "U1", "5.5")

    def test_where_the_bot_is_no_member_the_reader_gets_it_directly(self) -> None:
        api = FakeApi()
        api.failing["chat.postEphemeral"] = Undeliverable("not_in_channel")
        Deliverer(api).deliver(Outgoing("k1", CHANNEL, CARD, only_for=ADA))
        assert api.asked("chat.postMessage")[0]["channel"] == "U1"

    def test_the_home_view_is_published(self) -> None:
        api = FakeApi()
        home = Address("slack", "T1", PlaceKind.HOME, "U1")
        Deliverer(api).deliver(Outgoing("k1", home, CARD))
        assert "how is it going?" in seen(api.asked("views.publish"))

    def test_a_form_cannot_be_sent(self) -> None:
        with pytest.raises(Undeliverable):
            Deliverer(FakeApi()).deliver(Outgoing("k1", DIRECT, Form("a.b", "T", "OK", ())))

    def test_without_the_scope_a_picture_is_told_in_words_and_not_tried_again(self) -> None:
        api = FakeApi()
        api.failing["files.getUploadURLExternal"] = TryLater("missing_scope", 60)
        deliverer = Deliverer(api, draw=lambda svg: b"png")
        card = Card("T", (Picture("<svg/>", "Ada leads"),))
        for key in ("k1", "k2"):
            deliverer.deliver(Outgoing(key, DIRECT, card))
        assert len(api.asked("files.getUploadURLExternal")) == 1
        assert "Ada leads" in seen(api.messages[1])
        assert not every(api.messages, "image")


class TestFindingAgain:
    def test_a_message_that_arrived_is_found_by_its_key(self) -> None:
        api = FakeApi()
        deliverer = Deliverer(api)
        sent = deliverer.deliver(Outgoing("k1", DIRECT, CARD))
        deliverer.deliver(Outgoing("k2", DIRECT, CARD))
        assert deliverer.find_delivered(Outgoing("k1", DIRECT, CARD)) == sent
        assert deliverer.find_delivered(Outgoing("k3", DIRECT, CARD)) is None

    def test_in_a_thread_the_thread_is_searched(self) -> None:
        api = FakeApi()
        deliverer = Deliverer(api)
        sent = deliverer.deliver(Outgoing("k1", CHANNEL, CARD))
        assert deliverer.find_delivered(Outgoing("k1", CHANNEL, CARD)) == sent
        assert api.asked("conversations.replies")[0]["ts"] == "5.5"

    def test_an_unknown_conversation_that_cannot_be_opened_is_not_found(self) -> None:
        api = FakeApi()
        api.failing["conversations.open"] = TryLater("missing_scope", 60)
        assert Deliverer(api).find_delivered(Outgoing("k1", DIRECT, CARD)) is None

    def test_a_history_that_may_not_be_read_finds_nothing(self) -> None:
        api = FakeApi()
        api.failing["conversations.replies"] = TryLater("missing_scope", 60)
        assert Deliverer(api).find_delivered(Outgoing("k1", CHANNEL, CARD)) is None

    def test_an_outage_while_looking_does_not_count_as_not_found(self) -> None:
        api = FakeApi()
        api.failing["conversations.replies"] = TryLater("http_503", maybe_sent=True)
        with pytest.raises(TryLater):
            Deliverer(api).find_delivered(Outgoing("k1", CHANNEL, CARD))


class TestLookingUp:
    def test_a_profile(self) -> None:
        deliverer = Deliverer(FakeApi())
        profile = deliverer.look_up(ADA)
        assert profile is not None
        assert (profile.name, profile.locale, profile.timezone, profile.email) == (
            "AdaLi",
            "zh-CN",
            "Europe/Berlin",
            "a@example.com",
        )
        assert deliverer.locale_of(ADA) == "zh-CN"

    @pytest.mark.parametrize(
        ("user", "is_verified"),
        [
            ({"is_email_confirmed": True, "team_id": "T1"}, True),
            ({"is_email_confirmed": True, "team_id": "T1", "is_restricted": False}, True),
            ({"is_email_confirmed": False, "team_id": "T1"}, False),
            ({"is_email_confirmed": "yes", "team_id": "T1"}, False),
            ({"team_id": "T1"}, False),
            ({"is_email_confirmed": True}, False),
            ({"is_email_confirmed": True, "team_id": "T2"}, False),
            ({"is_email_confirmed": True, "team_id": "T1", "is_stranger": True}, False),
            ({"is_email_confirmed": True, "team_id": "T1", "is_restricted": True}, False),
            ({"is_email_confirmed": True, "team_id": "T1", "is_ultra_restricted": True}, False),
            ({"is_email_confirmed": True, "team_id": "T1", "is_bot": True}, False),
            ({"is_email_confirmed": True, "team_id": "T1", "deleted": True}, False),
        ],
    )
    def test_only_a_full_members_confirmed_address_is_vouched_for(
        self, user: dict[str, object], is_verified: bool
    ) -> None:
        api = FakeApi()
        api.user = user
        profile = Deliverer(api).look_up(ADA)
        assert profile is not None
        assert profile.email_is_verified is is_verified

    def test_any_fault_is_no_profile(self) -> None:
        api = FakeApi()
        api.failing["users.info"] = Undeliverable("user_not_found")
        assert Deliverer(api).look_up(Account("slack", "T1", "U9")) is None


def refused(code: str, status: int = 200, **headers: str) -> SlackApiError:
    """What the SDK raises for an answer with that error."""
    data = {"ok": False, "error": code}
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="x",
        req_args={},
        data=data,
        headers=headers,
        status_code=status,
    )
    return SlackApiError("refused", response)  # type: ignore[no-untyped-call]


class TestFaults:
    def test_a_rate_limit_waits_as_long_as_slack_says(self) -> None:
        found = fault(refused("ratelimited", 429, **{"Retry-After": "30"}))
        assert isinstance(found, TryLater)
        assert (found.after, found.limited, found.maybe_sent) == (30.0, True, False)

    @pytest.mark.parametrize(
        "code",
        ["channel_not_found", "is_archived", "user_not_found", "invalid_blocks", "brand_new"],
    )
    def test_what_will_never_arrive(self, code: str) -> None:
        assert isinstance(fault(refused(code)), Undeliverable)

    @pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
    def test_a_dead_token_loses_nothing(self, code: str) -> None:
        found = fault(refused(code))
        assert isinstance(found, TryLater)
        assert (found.after, found.maybe_sent) == (60.0, False)

    @pytest.mark.parametrize(
        "error",
        [
            refused("internal_error"),
            refused("Received a response in a non-JSON format: <html>secret", 502),
            refused("Received a response in a non-JSON format: <html>secret", 200),
            TimeoutError(),
            ConnectionResetError(),
            URLError(TimeoutError()),
        ],
    )
    def test_a_lost_answer_may_have_been_sent(self, error: Exception) -> None:
        found = fault(error)
        assert isinstance(found, TryLater)
        assert found.maybe_sent
        assert "secret" not in found.code

    def test_a_refused_connection_was_not_sent(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        api = Api("xoxb-test", f"http://127.0.0.1:{port}/api/")
        with pytest.raises(TryLater) as caught:
            api.post("chat.postMessage", {"channel": "U1"})
        assert not caught.value.maybe_sent
