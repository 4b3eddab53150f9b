"""The long connection: its endpoint, its WebSocket, and the events that go down it."""

import asyncio
import base64
import json
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition
from uuid import uuid4

from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.fakes.json_shapes import Json, as_object, as_text, parsed
from tests.fakes.lark.calls import Answer, Call
from tests.fakes.lark.frames import Frame, FrameError, Method, decode, encode
from tests.fakes.lark.store import APP_ID, APP_SECRET

PATH = "/ws/v2"
SERVICE = 33554678
_WRONG_SECRET = 1000040344
_MOST_CONNECTIONS = 50
_AUTH_FAILED, _TOO_MANY = 514, 1000040350


@dataclass
class _Line:
    """One client's connection."""

    socket: WebSocket
    loop: asyncio.AbstractEventLoop
    waiting: dict[str, Future[Json]] = field(default_factory=dict)


class LongConnection:
    """Every connected client; each event goes to one of them."""

    def __init__(self) -> None:
        self.config: dict[str, int] = {
            "ReconnectCount": -1,
            "ReconnectInterval": 1,
            "ReconnectNonce": 0,
            "PingInterval": 120,
        }
        self.address = ""
        """Where the WebSocket is: scheme, host and port."""
        self.silent = False
        """Whether pings stay unanswered and events undelivered."""
        self.parts = 1
        """Into how many frames an event is cut."""
        self.pings = 0
        self.connected_ever = 0
        self.problems: list[str] = []
        self._refuse = 0
        self._lines: list[_Line] = []
        self._changed = Condition()
        self._turn = 0

    def endpoint(self, call: Call) -> Answer:
        """POST callback/ws/endpoint: where to connect."""
        body = call.body
        if body.get("AppID") != APP_ID or body.get("AppSecret") != APP_SECRET:
            return Answer({"code": _WRONG_SECRET, "msg": "incorrect app id or secret"})
        url = f"{self.address}{PATH}?device_id={uuid4().hex}&service_id={SERVICE}"
        return Answer(
            {"code": 0, "msg": "", "data": {"URL": url, "ClientConfig": dict(self.config)}}
        )

    def refuse(self, times: int = 1) -> None:
        """Refuse the next upgrades."""
        self._refuse = times

    def close_all(self) -> None:
        """Close every connection, as the platform does when it restarts."""
        for line in list(self._lines):
            asyncio.run_coroutine_threadsafe(line.socket.close(1001), line.loop).result(10)

    @property
    def connected(self) -> int:
        return len(self._lines)

    def wait_connected(self, ever: int = 1, timeout: float = 15.0) -> None:
        """Return when so many connections were made in all and one stands."""
        with self._changed:
            if not self._changed.wait_for(
                lambda: bool(self._lines) and self.connected_ever >= ever, timeout
            ):
                raise TimeoutError("no client connected")

    def wait_disconnected(self, timeout: float = 10.0) -> None:
        """Return when no connection stands."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._lines, timeout):
                raise TimeoutError("a client stays connected")

    def wait_pings(self, count: int, timeout: float = 10.0) -> None:
        """Return when so many pings came."""
        with self._changed:
            if not self._changed.wait_for(lambda: self.pings >= count, timeout):
                raise TimeoutError(f"{self.pings} pings")

    async def serve(self, socket: WebSocket) -> None:
        """One client, from upgrade to close."""
        if await self._refused(socket):
            return
        await socket.accept()
        line = _Line(socket, asyncio.get_running_loop())
        with self._changed:
            self._lines.append(line)
            self.connected_ever += 1
            self._changed.notify_all()
        try:
            while True:
                await self._received(line, await socket.receive_bytes())
        except WebSocketDisconnect:
            pass
        finally:
            with self._changed:
                self._lines.remove(line)
                self._changed.notify_all()

    def deliver(self, payload: bytes, timeout: float) -> Json:
        """Send an event to one client; its acknowledgement: `code`, and `data` as decoded JSON.

        Raises TimeoutError where none comes in time, ConnectionError where nobody is connected.
        """
        if not self._lines:
            raise ConnectionError("no client is connected")
        self._turn += 1
        line = self._lines[self._turn % len(self._lines)]
        message_id = uuid4().hex
        if self.silent:
            raise TimeoutError("the platform is silent")
        answered: Future[Json] = Future()
        line.waiting[message_id] = answered
        for frame in self._frames(message_id, payload):
            sending = line.socket.send_bytes(encode(frame))
            asyncio.run_coroutine_threadsafe(sending, line.loop).result(timeout)
        return answered.result(timeout)

    def _frames(self, message_id: str, payload: bytes) -> list[Frame]:
        size = -(-len(payload) // self.parts)
        return [
            Frame(
                Method.DATA,
                SERVICE,
                {
                    "type": "event",
                    "message_id": message_id,
                    "sum": str(self.parts),
                    "seq": str(part),
                    "trace_id": message_id,
                },
                payload[part * size : (part + 1) * size],
                sequence=part + 1,
                log_id=1,
            )
            for part in range(self.parts)
        ]

    async def _refused(self, socket: WebSocket) -> bool:
        if self._refuse:
            self._refuse -= 1
            await socket.send_denial_response(PlainTextResponse("", 503))
            return True
        if len(self._lines) >= _MOST_CONNECTIONS:
            headers = {
                "handshake-status": str(_AUTH_FAILED),
                "handshake-msg": "connection limit",
                "handshake-autherrcode": str(_TOO_MANY),
            }
            await socket.send_denial_response(PlainTextResponse("", 400, headers))
            return True
        return False

    async def _received(self, line: _Line, data: bytes) -> None:
        try:
            frame = decode(data)
        except (FrameError, ValueError) as error:
            self.problems.append(f"not a frame: {error}")
            return
        if frame.method is Method.CONTROL:
            await self._ping(line, frame)
        else:
            self._acknowledged(line, frame)

    async def _ping(self, line: _Line, frame: Frame) -> None:
        if frame.headers.get("type") != "ping" or frame.service != SERVICE:
            self.problems.append(f"a strange control frame: {frame}")
            return
        with self._changed:
            self.pings += 1
            self._changed.notify_all()
        if not self.silent:
            pong = Frame(
                Method.CONTROL, SERVICE, {"type": "pong"}, json.dumps(self.config).encode()
            )
            await line.socket.send_bytes(encode(pong))

    def _acknowledged(self, line: _Line, frame: Frame) -> None:
        waiting = line.waiting.pop(frame.headers.get("message_id", ""), None)
        if waiting is None:
            self.problems.append("an acknowledgement of nothing")
            return
        try:
            body = as_object(parsed(frame.payload))
            data = as_text(body.get("data"))
            answer: object = parsed(base64.b64decode(data)) if data else None
            waiting.set_result({"code": body.get("code"), "data": answer})
        except ValueError as error:
            waiting.set_result({"code": 0, "data": None, "problem": str(error)})
