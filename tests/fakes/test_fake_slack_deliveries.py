"""The fake workspace delivers as the real one does, and takes only right answers."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from threading import Event
from urllib.parse import parse_qsl

import pytest
from anyio.to_thread import run_sync
from slack_sdk.signature import Clock, SignatureVerifier
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web import WebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.drivers.clock import FixedClock
from tests.drivers.served import Served
from tests.fakes.json_shapes import Json, as_object, as_objects, as_text
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.store import APP_TOKEN, SIGNING_SECRET
from tests.fakes.slack_examples import (
    Caller,
    actions,
    button,
    modal,
    option,
    question,
    section,
    select,
)

NOW = datetime(2026, 4, 6, 9, 0, tzinfo=UTC)


class SignedNow(Clock):
    """The SDK's verifier at the fake's time."""

    def now(self) -> float:
        return NOW.timestamp()


class Program:
    """A request URL that remembers what came and answers as a test says."""

    def __init__(self) -> None:
        self.came: list[tuple[Mapping[str, str], bytes]] = []
        self.answer: Response = Response()
        self.wait: Event | None = None
        self._served = Served(Starlette(routes=[Route("/x", self._take, methods=["POST"])]))
        self.url = f"{self._served.url}/x"

    def stop(self) -> None:
        self._served.stop()

    @property
    def payload(self) -> Json:
        """The newest payload."""
        words = self.came[-1][1].decode()
        if words.startswith("{"):
            return as_object(json.loads(words))
        fields: Json = dict(parse_qsl(words, keep_blank_values=True))
        inner = as_text(fields.get("payload"))
        return as_object(json.loads(inner)) if inner else fields

    async def _take(self, request: Request) -> Response:
        self.came.append((dict(request.headers), await request.body()))
        if self.wait is not None:
            await run_sync(self.wait.wait, 10)
        return self.answer


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    fake = FakeSlack(FixedClock(NOW))
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def program(fake: FakeSlack) -> Iterator[Program]:
    program = Program()
    fake.deliver_to(program.url)
    yield program
    program.stop()


@pytest.fixture
def caller(fake: FakeSlack) -> Caller:
    return Caller(fake)


def test_deliveries_are_signed(fake: FakeSlack, program: Program) -> None:
    fake.people.command("ada", "show")
    headers, body = program.came[0]
    assert SignatureVerifier(SIGNING_SECRET, SignedNow()).is_valid_request(body, dict(headers))


def test_a_command_travels_escaped_with_named_mentions(fake: FakeSlack, program: Program) -> None:
    fake.people.command("ada", "new A <b> & c {bo} {#growth}\nKR", "growth")
    sent = program.payload
    assert sent["text"] == "new A &lt;b&gt; &amp; c <@U0BO|bo> <#C0GROWTH|growth>\nKR"
    assert (sent["command"], sent["channel_id"], sent["user_id"]) == ("/okr", "C0GROWTH", "U0ADA")
    fake.people.command("ada", "show")
    assert program.payload["channel_id"] == "D0ADA"
    assert program.payload["channel_name"] == "directmessage"


def test_a_commands_answer_is_shown(fake: FakeSlack, program: Program) -> None:
    program.answer = JSONResponse({"response_type": "in_channel", "blocks": [section("all")]})
    fake.people.command("ada", "show", "growth")
    program.answer = Response("only you", media_type="text/plain")
    fake.people.command("ada", "show", "growth")
    assert [fake.read(message) for message in fake.shown("ada", "growth")] == ["all", "only you"]
    assert [fake.read(message) for message in fake.shown("bo", "growth")] == ["all"]
    fake.people.repeat_last()
    assert len(fake.shown("ada", "growth")) == 2


def test_a_commands_answer_is_checked(fake: FakeSlack, program: Program) -> None:
    program.answer = JSONResponse({"blocks": [section("x" * 3001)]})
    fake.people.command("ada", "show")
    assert fake.shown("ada") == []
    assert "must be less than 3001" in fake.rejections[0]


def test_other_answers_than_200_are_rejections(fake: FakeSlack, program: Program) -> None:
    program.answer = Response(status_code=500)
    fake.people.open_home("ada")
    assert fake.rejections == ["delivery of app_home_opened: answered 500"]


def test_a_late_answer_is_dropped(fake: FakeSlack, program: Program) -> None:
    fake.people.answer_seconds = 0.0
    program.answer = JSONResponse({"text": "late"})
    fake.people.command("ada", "show")
    assert fake.shown("ada") == []
    assert "too late" in fake.rejections[0]


def test_a_repeated_event_says_so(fake: FakeSlack, program: Program) -> None:
    fake.people.mention("ada", "show {bo}", "growth")
    event = as_object(program.payload["event"])
    assert (event["type"], event["text"]) == ("app_mention", "<@U0OKRBOT> show <@U0BO>")
    fake.people.repeat_last()
    (_, body), (headers, again) = program.came
    assert (body, headers["x-slack-retry-num"]) == (again, "1")


def test_a_press_tells_where_it_was(fake: FakeSlack, program: Program, caller: Caller) -> None:
    caller.post(actions(button("Go", action_id="go", value="1"), select("a", "b")))
    (message,) = fake.shown("bo", "growth")
    fake.people.press("bo", message, "Go")
    sent = program.payload
    (action,) = as_objects(sent["actions"])
    assert (action["action_id"], action["value"]) == ("go", "1")
    assert as_object(sent["container"])["message_ts"] == message.ts
    assert as_object(sent["message"])["text"] == "words"
    fake.people.press("bo", message, "b")
    assert as_objects(program.payload["actions"])[0]["selected_option"] == option("b")
    state = as_object(as_object(program.payload["state"])["values"])
    assert len(state) == 1
    with pytest.raises(LookupError):
        fake.people.press("bo", message, "Stop")


def test_what_is_said_to_a_press_is_read_by_nobody(
    fake: FakeSlack, program: Program, caller: Caller
) -> None:
    caller.post(actions(button("Go")))
    program.answer = JSONResponse({"text": "hello"})
    fake.people.press("bo", fake.shown("bo", "growth")[0], "Go")
    assert fake.rejections == ['answer to block_actions: nobody reads {"text":"hello"}']


FORM = modal(
    question("title"),
    question("who", {"type": "users_select"}, optional=True),
    question("level", {"type": "radio_buttons", "options": [option("Low", "1")]}, optional=True),
    private_metadata="m",
)


def test_a_modal_is_submitted_with_everything_in_it(
    fake: FakeSlack, program: Program, caller: Caller
) -> None:
    caller.view(FORM)
    assert fake.people.submit("ada", {"who": "bo"}) is None
    assert fake.people.top("ada").errors == {"title": "Please complete this required field."}
    assert program.came == []
    fake.people.submit("ada", {"Title": "<b> & c", "level": "Low"})
    view = as_object(program.payload["view"])
    values = as_object(as_object(view["state"])["values"])
    assert view["private_metadata"] == "m"
    assert as_object(values["title"])["given"] == {"type": "plain_text_input", "value": "<b> & c"}
    assert as_object(values["who"])["given"] == {"type": "users_select", "selected_user": "U0BO"}
    assert as_object(as_object(values["level"])["given"])["selected_option"] == option("Low", "1")
    assert fake.store.stacks == {"U0ADA": []}


def test_a_submission_can_be_answered_by_errors_or_another_view(
    fake: FakeSlack, program: Program, caller: Caller
) -> None:
    caller.view(FORM)
    program.answer = JSONResponse({"response_action": "errors", "errors": {"title": "No."}})
    fake.people.submit("ada", {"title": "a"})
    assert fake.people.top("ada").errors == {"title": "No."}
    program.answer = JSONResponse({"response_action": "push", "view": modal(question("more"))})
    fake.people.submit("ada")
    assert len(fake.store.stacks["U0ADA"]) == 2
    program.answer = JSONResponse({"response_action": "update", "view": modal(section("done"))})
    fake.people.submit("ada", {"more": "x"})
    assert fake.read(fake.people.top("ada")) == "done"
    program.answer = JSONResponse({"response_action": "clear"})
    fake.people.submit("ada")
    assert fake.store.stacks == {"U0ADA": []}
    assert fake.rejections == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nothing": "No."}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": modal(section("x" * 3001))},
        {"response_action": "shout"},
        {"text": "hello"},
    ],
)
def test_wrong_answers_to_a_submission_change_nothing(
    fake: FakeSlack, program: Program, caller: Caller, answer: Json
) -> None:
    caller.view(FORM)
    view = fake.people.top("ada")
    program.answer = JSONResponse(answer)
    fake.people.submit("ada", {"title": "a"})
    assert (fake.people.top("ada"), view.errors) == (view, {})
    assert len(fake.rejections) == 1


def test_a_left_modal_is_told_where_the_program_wants_it(
    fake: FakeSlack, program: Program, caller: Caller
) -> None:
    caller.view(FORM)
    assert fake.people.close_view("ada") is None
    caller.view({**FORM, "notify_on_close": True})
    fake.people.close_view("ada")
    assert program.payload["type"] == "view_closed"
    assert fake.store.stacks == {"U0ADA": []}


def test_envelopes_carry_the_same_and_bring_answers_back(fake: FakeSlack) -> None:
    came: list[SocketModeRequest] = []

    def answer(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        came.append(request)
        payload: Json = {"text": "hello"} if request.type == "slash_commands" else {}
        client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    client = SocketModeClient(APP_TOKEN, web_client=WebClient(base_url=fake.api_url))
    client.socket_mode_request_listeners.append(answer)
    fake.deliver_over_socket()
    try:
        client.connect()
        fake.people.command("ada", "show <b>")
        fake.people.direct_message("ada", "show")
        fake.people.repeat_last()
    finally:
        client.close()
    assert [request.type for request in came] == ["slash_commands", "events_api", "events_api"]
    assert came[0].payload["text"] == "show &lt;b&gt;"
    assert came[2].retry_attempt == 1
    assert [fake.read(message) for message in fake.shown("ada")] == ["hello"]
    assert fake.rejections == []


def test_a_refused_or_spent_address_opens_nothing(fake: FakeSlack) -> None:
    app = Caller(fake, APP_TOKEN)
    address = as_text(app.call("apps.connections.open")["url"])
    fake.outages.refused_upgrades = 1
    for _ in range(2):
        with pytest.raises(InvalidStatus, match="403"):
            connect(address)
    with connect(as_text(app.call("apps.connections.open")["url"])) as socket:
        assert as_object(json.loads(socket.recv(10)))["type"] == "hello"
        assert fake.socket.wait_connected()
        fake.socket.close_all(warn=True)
        assert as_object(json.loads(socket.recv(10)))["type"] == "disconnect"
        assert fake.socket.wait_disconnected()
    assert fake.socket.refused == 2
