"""The fake workspace knows who asks, keeps what was said, and can be broken."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import IncompleteRead
from threading import Thread
from urllib.request import Request, urlopen

import pytest
from slack_sdk.errors import SlackApiError

from tests.drivers.clock import FixedClock
from tests.fakes.json_shapes import Json, as_object, as_objects, as_text
from tests.fakes.slack import calls
from tests.fakes.slack.responses import open_url
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.store import APP_TOKEN, BOT_USER, TEAM, ResponseUrl
from tests.fakes.slack_examples import Caller, post_json, rich, section

NOW = datetime(2026, 4, 6, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def fake(clock: FixedClock) -> Iterator[FakeSlack]:
    fake = FakeSlack(clock)
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def caller(fake: FakeSlack) -> Caller:
    return Caller(fake)


def test_the_token_says_who_asks(caller: Caller) -> None:
    answer = caller.call("auth.test")
    assert (answer["user_id"], answer["team_id"]) == (BOT_USER, TEAM)
    assert Caller(caller.fake, "xoxb-another").error("auth.test") == "invalid_auth"
    assert Caller(caller.fake, "").error("auth.test") == "not_authed"
    assert Caller(caller.fake, APP_TOKEN).error("auth.test") == "not_allowed_token_type"
    assert caller.error("apps.connections.open") == "not_allowed_token_type"


def test_scopes_are_told_with_every_answer(caller: Caller) -> None:
    headers = caller.client.auth_test().headers
    assert headers["x-oauth-scopes"] == ",".join(sorted(calls.CORE_SCOPES))


@pytest.mark.skipif(not calls.scopes_of("users.info"), reason="the API reference is not here")
def test_scopes_and_arguments_follow_the_reference(caller: Caller) -> None:
    assert caller.error("conversations.open", users="U0ADA") == "missing_scope"
    caller.fake.api.scopes.add("im:write")
    assert caller.error("conversations.open", users="U0ADA") == ""
    assert caller.ask("conversations.history", channel="D0ADA")["messages"] == []
    with pytest.raises(SlackApiError, match="missing_scope"):
        caller.ask("conversations.history", channel="C0GROWTH")
    before = len(caller.fake.rejections)
    assert caller.post(colour="red") == ""
    assert caller.fake.rejections[before:] == ["chat.postMessage unknown argument colour"]


def test_an_unknown_method_is_refused(caller: Caller) -> None:
    assert caller.error("chat.shout") == "unknown_method"
    assert caller.fake.rejections == ["chat.shout unknown_method"]


def test_people_have_a_name_a_zone_and_on_demand_a_locale(caller: Caller) -> None:
    bo = as_object(caller.ask("users.info", user="U0BO", include_locale="true")["user"])
    assert (bo["real_name"], bo["tz"], bo["locale"]) == ("Bo Chen", "Asia/Shanghai", "zh-CN")
    assert "locale" not in as_object(caller.ask("users.info", user="U0BO")["user"])
    # JSON does not reach methods that only read.
    assert caller.error("users.info", user="U0BO") == "user_not_found"
    people = as_objects(caller.ask("users.list", limit="3")["members"])
    assert [person["name"] for person in people] == ["ada", "bo", "cy"]


def test_a_message_to_a_person_stands_in_their_conversation(caller: Caller) -> None:
    metadata = {"event_type": "okrbot", "event_payload": {"key": "k1"}}
    sent = caller.call("chat.postMessage", channel="U0ADA", text="a < b", metadata=metadata)
    assert sent["channel"] == "D0ADA"
    asked = {"channel": "D0ADA", "include_all_metadata": "true"}
    (found,) = as_objects(caller.ask("conversations.history", **asked)["messages"])
    assert (found["ts"], found["metadata"]) == (sent["ts"], metadata)
    assert [message.text for message in caller.fake.shown("ada")] == ["a < b"]
    assert caller.fake.shown("bo") == []


def test_an_edit_keeps_what_stood_there(caller: Caller) -> None:
    ts = as_text(caller.call("chat.postMessage", channel="C0GROWTH", text="old")["ts"])
    where = {"channel": "C0GROWTH", "ts": ts}
    assert caller.error("chat.update", **where, text="x" * 4001) == "msg_too_long"
    assert caller.error("chat.update", channel="U0ADA", ts=ts, text="x") == "channel_not_found"
    assert caller.error("chat.update", **where, text="new", blocks=[section("block")]) == ""
    (message,) = caller.fake.shown("cy", "growth")
    assert caller.fake.read(message) == "block"
    assert (message.edits, message.earlier) == (1, [("old", [])])
    assert caller.error("chat.delete", **where) == ""
    assert caller.error("chat.update", **where, text="x") == "message_not_found"


def test_only_one_person_sees_an_ephemeral_message(caller: Caller) -> None:
    whisper = {"channel": "C0GROWTH", "user": "U0ADA", "text": "psst"}
    ts = caller.call("chat.postEphemeral", **whisper)["message_ts"]
    assert len(caller.fake.shown("ada", "growth")) == 1
    assert caller.fake.shown("bo", "growth") == []
    assert caller.error("chat.update", channel="C0GROWTH", ts=ts, text="x") == "message_not_found"
    assert caller.error("chat.postEphemeral", **{**whisper, "user": "U0X"}) == "user_not_in_channel"


def test_where_the_bot_is_no_member_it_cannot_write(caller: Caller) -> None:
    caller.fake.store.bot_channels.clear()
    assert caller.post() == "not_in_channel"
    assert caller.fake.rejections == []


def test_pings_and_links_are_found_in_every_state_of_a_message(caller: Caller) -> None:
    mention = rich({"type": "user", "user_id": "U0BO"}, {"type": "text", "text": "<!here>"})
    marked = section("&lt;!channel&gt; <!channel> <https://example.com|x>", "mrkdwn")
    caller.post(mention)
    ts = caller.fake.store.messages[0].ts
    caller.error("chat.update", channel="C0GROWTH", ts=ts, text="<@U0CY>", blocks=[marked])
    assert caller.fake.pings() == [(ts, "@U0BO"), (ts, "@U0CY"), (ts, "!channel")]
    assert caller.fake.links() == [(ts, "https://example.com")]


def test_a_picture_is_uploaded_in_three_steps(caller: Caller) -> None:
    caller.fake.api.scopes.add("files:write")
    asked = {"filename": "tree.png", "length": "3"}
    place = caller.ask("files.getUploadURLExternal", **asked)
    name, url = as_text(place["file_id"]), as_text(place["upload_url"])
    done = {"files": [{"id": name, "title": "Tree"}]}
    picture: Json = {"type": "image", "slack_file": {"id": name}, "alt_text": "a tree"}
    assert caller.error("files.completeUploadExternal", **done) == "file_not_found"
    with urlopen(Request(url, b"png", method="POST"), timeout=10) as answer:
        assert answer.read() == b"OK - 3"
    assert caller.post(picture) == "invalid_blocks"
    assert caller.error("files.completeUploadExternal", **done) == ""
    assert caller.post(picture) == ""
    assert caller.fake.store.files[name].content == b"png"


def test_a_response_address_takes_five_answers_in_thirty_minutes(
    fake: FakeSlack, clock: FixedClock
) -> None:
    def opened() -> str:
        return open_url(fake.store, fake.url, ResponseUrl("C0GROWTH", "U0ADA", clock()))

    url, late = opened(), opened()
    body = b'{"text":"psst"}'
    assert [post_json(url, body) for _ in range(6)] == [(200, "ok")] * 5 + [(404, "used_url")]
    assert post_json(late, b'{"blocks":[{"type":"x"}]}') == (400, "invalid_blocks")
    clock.advance(timedelta(minutes=31))
    assert post_json(late, body) == (404, "expired_url")
    assert [message.only_for for message in fake.store.messages] == ["U0ADA"] * 5


def test_faults_come_once_and_in_order(caller: Caller) -> None:
    outages = caller.fake.outages
    outages.error("chat.postMessage", "internal_error")
    outages.limited("chat.postMessage", 7)
    outages.broken("chat.postMessage")
    assert caller.post() == "internal_error"
    with pytest.raises(SlackApiError) as limited:
        caller.call("chat.postMessage", channel="C0GROWTH", text="x")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["retry-after"] == "7"
    with pytest.raises(SlackApiError) as broken:
        caller.call("chat.postMessage", channel="C0GROWTH", text="x")
    assert broken.value.response.status_code == 500
    assert caller.fake.store.messages == []
    assert caller.post() == ""
    assert caller.fake.rejections == []


def test_a_lost_answer_leaves_the_message_standing(caller: Caller) -> None:
    caller.fake.outages.lose_answer("chat.postMessage")
    with pytest.raises(IncompleteRead):
        caller.call("chat.postMessage", channel="C0GROWTH", text="x")
    assert len(caller.fake.store.messages) == 1


def test_a_slow_call_waits_for_the_test(caller: Caller) -> None:
    released = caller.fake.outages.slow("chat.postMessage")
    posting = Thread(target=caller.post)
    posting.start()
    assert caller.fake.outages.hit.wait(10)
    assert caller.fake.store.messages == []
    released.set()
    posting.join(10)
    assert len(caller.fake.store.messages) == 1


def test_a_channel_takes_one_message_a_second(caller: Caller) -> None:
    seconds = iter([0.0, 0.9, 0.9, 1.1])
    caller.fake.outages.is_limiting = True
    caller.fake.outages.limit_clock = lambda: next(seconds)
    elsewhere = {"channel": "C0PRODUCT"}
    answers = [caller.post(), caller.post(), caller.post(**elsewhere), caller.post()]
    assert answers == ["", "ratelimited", "", ""]


def test_every_call_is_kept(caller: Caller) -> None:
    caller.ask("chat.postMessage", channel="C0GROWTH", blocks='[{"type":"divider"}]')
    expected = {"channel": "C0GROWTH", "blocks": [{"type": "divider"}]}
    assert caller.fake.store.calls == [("chat.postMessage", expected)]
