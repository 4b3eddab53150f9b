"""Slack's deliveries over HTTP: checked on raw bytes first, answered whatever comes."""

import contextlib
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.types import Message

from bot.checks import Outcome
from bot.settings import Settings
from bot.slack.connect import Slack
from bot.slack.signature import Malformed, is_signed, payload_of
from chat.address import Address, PlaceKind
from chat.cards import Card, Paragraph
from chat.events import AnyEvent, ButtonPressed, CommandGiven, FormSubmitted
from chat.platform import NotTaken
from chat.replies import FieldErrors, Nothing, Reply, Show
from chat.text import text
from tests.bot.slack.block_kit import check_message, seen
from tests.bot.slack.fake_api import ADA, FakeIntake
from tests.bot.slack.test_answer import FORM
from tests.bot.slack.test_receive import command, direct, event, mention, press

SECRET = "not-a-secret"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FORM_TYPE = "application/x-www-form-urlencoded"


def program(reply: Reply) -> tuple[Slack, FakeIntake]:
    """The adapter with a Slack that cannot be reached, and what it hands its events to."""
    intake = FakeIntake(reply)
    variables = Settings(
        _env_file=None,
        slack_bot_token="xoxb-test",
        slack_signing_secret=SECRET,
        slack_api_url="http://127.0.0.1:9/api/",
    )
    return Slack(variables, intake, lambda: NOW), intake


def sign(body: bytes, at: datetime = NOW, secret: str = SECRET) -> dict[str, str]:
    """The headers that Slack would send with these bytes."""
    stamp = str(int(at.timestamp()))
    base = b"v0:" + stamp.encode() + b":" + body
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": signature}


class Caller:
    """Slack's side of the HTTP connection."""

    def __init__(self, slack: Slack) -> None:
        self._app = Starlette(routes=list(slack.routes))

    def raw(self, body: bytes, headers: dict[str, str], kind: str = "application/json") -> Response:
        """Send bytes with these headers."""
        return anyio.run(self._posted, body, {"content-type": kind, **headers})

    async def _posted(self, body: bytes, headers: dict[str, str]) -> Response:
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": "POST",
            "path": "/slack/events",
            "raw_path": b"/slack/events",
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        content = b"".join(message.get("body", b"") for message in sent[1:])
        return Response(content, sent[0]["status"])

    def json(self, payload: object) -> Response:
        """A delivery of the Events API."""
        body = json.dumps(payload).encode()
        return self.raw(body, sign(body))

    def form(self, **fields: str) -> Response:
        """A command, or an interaction as `payload`."""
        body = urlencode(fields).encode()
        return self.raw(body, sign(body), FORM_TYPE)


@pytest.fixture
def shown() -> tuple[Caller, FakeIntake]:
    card = Card("O12", (Paragraph(text("the card")),))
    slack, intake = program(Show(card))
    return Caller(slack), intake


class TestSignature:
    def test_what_slack_signed_is_taken(self) -> None:
        assert is_signed(sign(b"body"), b"body", SECRET, NOW)

    def test_another_secret_or_body_or_time_is_refused(self) -> None:
        assert not is_signed(sign(b"body", secret="other"), b"body", SECRET, NOW)
        assert not is_signed(sign(b"body"), b"b0dy", SECRET, NOW)
        for seconds in (300, -300):
            edge, beyond = timedelta(seconds=seconds), timedelta(seconds=seconds * 1.01)
            assert is_signed(sign(b"body", NOW + edge), b"body", SECRET, NOW)
            assert not is_signed(sign(b"body", NOW + beyond), b"body", SECRET, NOW)

    @given(st.text(), st.text())
    def test_any_headers_are_only_refused(self, stamp: str, signature: str) -> None:
        headers = {"x-slack-request-timestamp": stamp, "x-slack-signature": signature}
        assert not is_signed(headers, b"body", SECRET, NOW)
        assert not is_signed({}, b"body", SECRET, NOW)

    @settings(max_examples=300)
    @given(st.binary() | st.text().map(lambda words: ("{" + words).encode()))
    def test_any_body_is_read_or_malformed(self, body: bytes) -> None:
        with contextlib.suppress(Malformed):
            assert isinstance(payload_of(body), dict)

    def test_a_deeply_nested_body_is_malformed(self) -> None:
        with pytest.raises(Malformed):
            payload_of(b'{"a":' * 200_000)


class TestHttp:
    def test_an_unsigned_delivery_is_refused_before_it_is_read(
        self, shown: tuple[Caller, FakeIntake]
    ) -> None:
        slack, intake = shown
        for headers in (
            {},
            {"x-slack-request-timestamp": "soon", "x-slack-signature": "v0=1"},
            sign(b"other"),
        ):
            assert slack.raw(json.dumps(direct(text="x")).encode(), headers).status_code == 401
        assert slack.raw(b"\xff\xfe", {}).status_code == 401
        assert intake.events == []

    def test_a_signed_body_that_is_not_slacks_is_a_400(
        self, shown: tuple[Caller, FakeIntake]
    ) -> None:
        for body in (b"\xff\xfe", b'{"a":', b"payload=[1]", b'{"a":' * 100_000):
            assert shown[0].raw(body, sign(body)).status_code == 400

    def test_slacks_own_checks_are_answered(self, shown: tuple[Caller, FakeIntake]) -> None:
        answer = shown[0].json({"type": "url_verification", "challenge": "c3"})
        assert json.loads(bytes(answer.body)) == {"challenge": "c3"}
        assert shown[0].raw(b"ssl_check=1&token=x", {}, FORM_TYPE).status_code == 200
        assert shown[0].form(ssl_check="1", token="x").status_code == 200
        assert shown[1].events == []

    def test_a_command_is_answered_in_its_response(self, shown: tuple[Caller, FakeIntake]) -> None:
        slack, intake = shown
        fields = {name: str(value) for name, value in command(text="show O12").items()}
        body = json.loads(bytes(slack.form(**fields).body))
        assert body["response_type"] == "ephemeral"
        assert "the card" in seen(body["blocks"])
        check_message(body)
        [given_] = intake.events
        assert isinstance(given_, CommandGiven)
        assert given_.text == "show O12"

    def test_messages_are_answered_through_the_outbox(
        self, shown: tuple[Caller, FakeIntake]
    ) -> None:
        slack, intake = shown
        for payload in (direct(text="show"), mention(text="<@UBOT> show", thread_ts="1.1")):
            answer = slack.json(payload)
            assert (answer.status_code, bytes(answer.body)) == (200, b"")
        assert intake.answered_to == [
            Address.of(ADA),
            Address("slack", "T1", PlaceKind.CHANNEL, "C1", "1.1"),
        ]

    def test_a_retried_delivery_is_handed_on_all_the_same(
        self, shown: tuple[Caller, FakeIntake]
    ) -> None:
        slack, intake = shown
        body = json.dumps(direct(text="show")).encode()
        for number in ("1", "2"):
            slack.raw(body, {**sign(body), "x-slack-retry-num": number})
        assert [found.id for found in intake.events] == ["D1:1.2", "D1:1.2"]

    def test_nothing_is_a_404(self, shown: tuple[Caller, FakeIntake]) -> None:
        slack, intake = shown
        assert slack.json(event(type="reaction_added")).status_code == 200
        assert slack.json({"type": "app_rate_limited"}).status_code == 200
        for payload in (
            {"type": "view_closed", "view": {"type": "modal", "callback_id": ""}},
            {"type": "shortcut", "callback_id": "x"},
            {"type": "block_suggestion", "action_id": "x", "block_id": "y"},
            {"type": "brand_new"},
        ):
            assert slack.form(payload=json.dumps(payload)).status_code == 200
        assert intake.events == []

    def test_what_could_not_be_kept_is_not_acknowledged(self) -> None:
        adapter, intake = program(Nothing())
        slack = Caller(adapter)

        def refuse(_event: AnyEvent) -> Reply:
            raise NotTaken

        intake.reply = refuse
        assert slack.json(direct(text="new Win")).status_code >= 500

    def test_a_press_is_acknowledged_empty(self) -> None:
        slack, intake = program(Nothing())
        button = {"type": "button", "action_id": "show.card~1", "block_id": "b", "value": "{}"}
        answer = Caller(slack).form(payload=json.dumps(press(dict(button))))
        assert (answer.status_code, bytes(answer.body)) == (200, b"")
        assert isinstance(intake.events[0], ButtonPressed)

    def test_a_form_with_errors_is_answered_at_its_fields(self) -> None:
        slack, intake = program(FieldErrors(FORM, {"title": "Say what"}))
        payload = {
            "type": "view_submission",
            "team": {"id": "T1"},
            "user": {"id": "U1"},
            "trigger_id": "t.1",
            "view": {
                "type": "modal",
                "callback_id": "",
                "blocks": [{"type": "input", "block_id": "title"}],
                "state": {"values": {"title": {"text~0": {"value": " a\u0000b "}}}},
            },
        }
        answer = Caller(slack).form(payload=json.dumps(payload))
        assert json.loads(bytes(answer.body)) == {
            "response_action": "errors",
            "errors": {"title": "Say what"},
        }
        [given_] = intake.events
        assert isinstance(given_, FormSubmitted)
        assert given_.fields == {"title": " ab "}


class TestLife:
    def test_it_starts_and_stops_while_slack_is_away(self) -> None:
        slack, _ = program(Nothing())
        slack.start()
        try:
            assert slack.ready().outcome is Outcome.WARNING
        finally:
            slack.stop()

    def test_without_a_signing_secret_there_is_no_route(self) -> None:
        variables = Settings(_env_file=None, slack_bot_token="xoxb-t", slack_app_token="xapp-t")
        slack = Slack(variables, FakeIntake(), lambda: NOW)
        assert slack.routes == []
        assert slack.ready().outcome is Outcome.FAILED

    def test_the_doctor_says_what_to_do_and_no_token(self) -> None:
        slack, _ = program(Nothing())
        first = slack.doctor()[0]
        assert first.outcome is Outcome.FAILED
        assert first.advice
        assert "xoxb" not in str(slack.doctor())
