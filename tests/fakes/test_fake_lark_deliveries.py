"""The fake open platform delivers as the real one does, and takes only right answers."""

import base64
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.drivers.clock import FixedClock
from tests.drivers.served import Served
from tests.fakes.json_shapes import Json, as_object, as_text
from tests.fakes.lark.frames import Frame, FrameError, Method, decode, encode
from tests.fakes.lark.reading import pressables
from tests.fakes.lark.server import ENCRYPT_KEY, FakeLark
from tests.fakes.lark.store import APP_ID, APP_SECRET
from tests.fakes.lark_examples import EVERYTHING, MARKDOWN, NOW, TABLE, Caller, button, card, form


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def fake(clock: FixedClock) -> Iterator[FakeLark]:
    fake = FakeLark(clock)
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def caller(fake: FakeLark) -> Iterator[Caller]:
    caller = Caller(fake)
    yield caller
    caller.http.close()


class Program:
    """A webhook that remembers what came and answers as a test says."""

    def __init__(self) -> None:
        self.came: list[tuple[Mapping[str, str], bytes]] = []
        self.answer: Response = JSONResponse({})
        self._served = Served(
            Starlette(routes=[Route("/lark/events", self._take, methods=["POST"])])
        )
        self.url = f"{self._served.url}/lark/events"

    def stop(self) -> None:
        self._served.stop()

    async def _take(self, request: Request) -> Response:
        self.came.append((dict(request.headers), await request.body()))
        return self.answer


@pytest.fixture
def program() -> Iterator[Program]:
    program = Program()
    yield program
    program.stop()


def decrypted(body: bytes) -> Json:
    """The event in a delivery, opened with openssl: a second opinion on the encryption."""
    sealed = base64.b64decode(json.loads(body)["encrypt"])
    key = hashlib.sha256(ENCRYPT_KEY.encode()).hexdigest()
    done = subprocess.run(
        ["openssl", "enc", "-d", "-aes-256-cbc", "-K", key, "-iv", sealed[:16].hex()],
        input=sealed[16:],
        capture_output=True,
        check=True,
        timeout=10,
    )
    return as_object(json.loads(done.stdout))


class TestWebhook:
    def test_deliveries_are_encrypted_and_signed(self, fake: FakeLark, program: Program) -> None:
        fake.deliver_to(program.url)
        fake.clients.say("ada", "/okr show {bo}")
        headers, body = program.came[0]
        event = decrypted(body)
        message = as_object(as_object(event["event"])["message"])
        assert json.loads(as_text(message["content"])) == {"text": "/okr show @_user_1"}
        assert message["chat_type"] == "p2p"
        signed = headers["x-lark-request-timestamp"] + headers["x-lark-request-nonce"]
        expected = hashlib.sha256((signed + ENCRYPT_KEY).encode() + body).hexdigest()
        assert headers["x-lark-signature"] == expected

    def test_a_group_message_mentions_the_bot(self, fake: FakeLark, program: Program) -> None:
        fake.deliver_to(program.url, encrypt=False)
        fake.clients.say_in("growth", "ada", "{bot} show {bo}")
        headers, body = program.came[0]
        message = json.loads(body)["event"]["message"]
        assert "x-lark-signature" not in headers
        assert message["chat_type"] == "group"
        assert [m["id"]["open_id"] for m in message["mentions"]] == ["ou_bot", "ou_bo"]

    def test_a_repeat_has_the_same_ids(self, fake: FakeLark, program: Program) -> None:
        fake.deliver_to(program.url)
        fake.clients.menu("ada", "home")
        fake.inbound.repeat_last()
        first, second = (decrypted(body)["header"] for _, body in program.came)
        assert first == second
        assert program.came[0][1] != program.came[1][1]

    def test_a_failing_program_is_a_rejection(self, fake: FakeLark, program: Program) -> None:
        program.answer = JSONResponse({}, 500)
        fake.deliver_to(program.url)
        fake.clients.enter("ada")
        assert "status 500" in str(fake.rejections[0])

    def test_the_challenge_must_come_back(self, fake: FakeLark, program: Program) -> None:
        fake.deliver_to(program.url)
        fake.inbound.challenge()
        assert len(fake.rejections) == 1


class TestCardCallbacks:
    @pytest.fixture(autouse=True)
    def _standing(self, fake: FakeLark, caller: Caller, program: Program) -> None:
        fake.deliver_to(program.url)
        caller.send(card(EVERYTHING, button()))

    def test_a_press_brings_value_and_the_answer_takes_effect(
        self, fake: FakeLark, program: Program
    ) -> None:
        program.answer = JSONResponse(
            {
                "toast": {"type": "success", "content": "Saved"},
                "card": {"type": "raw", "data": card(MARKDOWN)},
            }
        )
        message = fake.from_bot("ada")[0]
        fake.clients.press("ada", message, pressables(message.body)[0])
        action = as_object(as_object(decrypted(program.came[0][1])["event"])["action"])
        assert action["value"] == {"a": "Press"}
        assert fake.store.toasts[0].content == "Saved"
        assert message.body == card(MARKDOWN)
        assert fake.rejections == []

    def test_a_submit_brings_every_field_in_its_shape(
        self, fake: FakeLark, program: Program
    ) -> None:
        message = fake.from_bot("ada")[0]
        fake.clients.leave_out_value = True
        fake.clients.submit(
            "bo",
            message,
            {
                "note": "hello and more",
                "many": ["high", "low"],
                "person": "ou_cy",
                "day": "2026-04-30",
                "sure": True,
            },
        )
        action = as_object(as_object(decrypted(program.came[0][1])["event"])["action"])
        assert (action["tag"], action["name"]) == ("button", "go")
        assert "value" not in action
        assert action["form_value"] == {
            "note": "hello and ",
            "choice": "high",
            "many": ["high", "low"],
            "person": "ou_cy",
            "day": "2026-04-30 +0800",
            "sure": True,
        }

    def test_an_empty_required_field_is_not_sent(self, fake: FakeLark, program: Program) -> None:
        assert fake.clients.submit("ada", fake.from_bot("ada")[0], {}) is None
        assert program.came == []

    @pytest.mark.parametrize(
        "answer",
        [
            JSONResponse({"toast": {"type": "loud", "content": "x"}}),
            JSONResponse({"toast": {"type": "info", "content": ""}}),
            JSONResponse({"card": {"type": "raw", "data": card(form(TABLE))}}),
            JSONResponse({"message": "ok"}),
            JSONResponse({}, 500),
            Response("ok"),
        ],
    )
    def test_a_wrong_answer_is_a_rejection(
        self, fake: FakeLark, program: Program, answer: Response
    ) -> None:
        program.answer = answer
        message = fake.from_bot("ada")[0]
        fake.clients.press("ada", message, pressables(message.body)[0])
        assert len(fake.rejections) == 1
        assert message.edits == []


class TestFrames:
    def test_a_frame_survives_the_wire(self) -> None:
        frame = Frame(Method.DATA, 33554678, {"type": "event", "b": "é"}, b"x" * 300, 7, 2**40)
        assert decode(encode(frame)) == frame

    @pytest.mark.parametrize("wrong", [b"\x08", b"\x08\x01", b"\x7a\x01x", b"\x2a\x05ab"])
    def test_bytes_that_are_no_frame_are_refused(self, wrong: bytes) -> None:
        with pytest.raises(FrameError):
            decode(wrong)


_SDK_PROGRAM = """
import asyncio, logging, sys
import lark_oapi
import lark_oapi.ws.client as ws
from lark_oapi.event.callback.model.p2_card_action_trigger import P2CardActionTriggerResponse

def said(event):
    print("said", event.event.message.content, flush=True)

def pressed(event):
    print("pressed", event.event.action.value, flush=True)
    return P2CardActionTriggerResponse({"toast": {"type": "success", "content": "Saved"}})

handler = (
    lark_oapi.EventDispatcherHandler.builder("", "")
    .register_p2_im_message_receive_v1(said)
    .register_p2_card_action_trigger(pressed)
    .build()
)
client = ws.Client(sys.argv[2], sys.argv[3], event_handler=handler, domain=sys.argv[1])
client.start()
"""


def test_the_real_sdk_connects_and_answers(fake: FakeLark, caller: Caller) -> None:
    fake.connection.config["PingInterval"] = 1
    fake.connection.parts = 2
    fake.connection.refuse()
    command = [sys.executable, "-c", _SDK_PROGRAM, fake.url, APP_ID, APP_SECRET]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as sdk:
        try:
            fake.connection.wait_connected(timeout=60)
            fake.clients.say("ada", "/okr")
            caller.send(card(button()))
            message = fake.from_bot("ada")[0]
            fake.clients.press("ada", message, pressables(message.body)[0])
            fake.connection.wait_pings(2)
            assert sdk.stdout
            # The SDK logs to the same stream.
            lines = (line.decode() for line in sdk.stdout if not line.startswith(b"[Lark]"))
            heard = [next(lines), next(lines)]
        finally:
            sdk.kill()
    assert heard == ['said {"text": "/okr"}\n', "pressed {'a': 'Press'}\n"]
    assert [toast.content for toast in fake.store.toasts] == ["Saved"]
    assert fake.rejections == []


def test_nobody_connected_is_a_rejection(fake: FakeLark) -> None:
    fake.clients.enter("ada")
    assert "no client is connected" in str(fake.rejections[0])
