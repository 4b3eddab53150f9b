"""Socket Mode: single-use addresses, envelopes out, acknowledgements back."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import Future
from threading import Condition

from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.fakes.json_shapes import Json, as_text, parsed
from tests.fakes.slack.store import APP

PATH = "/link"
_PATIENCE = 20.0


class _Connection:
    """One open socket, reached from any thread."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._loop = asyncio.get_running_loop()

    def send(self, message: Json) -> None:
        """Send a message; raises where the socket has gone."""
        coroutine = self._socket.send_text(json.dumps(message))
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(_PATIENCE)

    def close(self) -> None:
        """Close from this side."""
        asyncio.run_coroutine_threadsafe(self._socket.close(1000), self._loop).result(_PATIENCE)


class SocketMode:
    """Every Socket Mode connection of the one app."""

    def __init__(self, reject: Callable[[str], None], takes_upgrade: Callable[[], bool]) -> None:
        self._reject = reject
        self._takes_upgrade = takes_upgrade
        self._tickets: set[str] = set()
        self._changed = Condition()
        self._connections: list[_Connection] = []
        self._answers: dict[str, Future[object]] = {}
        self._given = 0
        self.refused = 0
        """Upgrades refused so far, because of a switch or a spent address."""

    def address(self, base: str) -> str:
        """A new address for one connection."""
        with self._changed:
            self._given += 1
            ticket = f"ticket-{self._given}"
            self._tickets.add(ticket)
        return f"{base.replace('http', 'ws', 1)}{PATH}/?ticket={ticket}&app_id={APP}"

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def wait_connected(self, seconds: float = _PATIENCE) -> bool:
        """Wait until a connection is open."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._connections), seconds)

    def wait_disconnected(self, seconds: float = _PATIENCE) -> bool:
        """Wait until no connection is open."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._connections, seconds)

    def wait_refused(self, times: int, seconds: float = _PATIENCE) -> bool:
        """Wait until that many upgrades were refused."""
        with self._changed:
            return self._changed.wait_for(lambda: self.refused >= times, seconds)

    async def serve(self, socket: WebSocket) -> None:
        """One upgrade and, where it is taken, its connection."""
        if not self._may_enter(socket.query_params.get("ticket", "")):
            await socket.close(1008)
            return
        await socket.accept()
        await socket.send_text(json.dumps(self._hello()))
        connection = _Connection(socket)
        with self._changed:
            self._connections.append(connection)
            self._changed.notify_all()
        try:
            while True:
                self._received(await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            with self._changed:
                self._connections.remove(connection)
                self._changed.notify_all()

    def deliver(self, envelope: Json, seconds: float) -> object:
        """Send an envelope to one connection; the payload of its acknowledgement, or None.

        Raises TimeoutError when none comes in time, ConnectionError when nobody is connected.
        """
        if not self.wait_connected():
            raise ConnectionError("no Socket Mode connection")
        name = as_text(envelope["envelope_id"])
        answer: Future[object] = Future()
        with self._changed:
            self._answers[name] = answer
            connection = self._connections[-1]
        connection.send(envelope)
        return answer.result(seconds)

    def close_all(self, *, warn: bool = False) -> None:
        """Close every connection; with `warn` Slack says so first, as when it refreshes them."""
        for connection in list(self._connections):
            if warn:
                connection.send({"type": "disconnect", "reason": "refresh_requested"})
            connection.close()

    def _may_enter(self, ticket: str) -> bool:
        with self._changed:
            known = ticket in self._tickets
            self._tickets.discard(ticket)
            if self._takes_upgrade() and known:
                return True
            self.refused += 1
            self._changed.notify_all()
            return False

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.count + 1,
            "connection_info": {"app_id": APP},
            "debug_info": {"host": "fake", "approximate_connection_time": 18060},
        }

    def _received(self, words: str) -> None:
        try:
            message = parsed(words)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            self._reject(f"socket: not a JSON object: {words[:200]}")
            return
        with self._changed:
            answer = self._answers.pop(as_text(message.get("envelope_id")), None)
        if answer is None:
            self._reject(f"socket: acknowledges nothing that waits: {words[:200]}")
        else:
            answer.set_result(message.get("payload"))
