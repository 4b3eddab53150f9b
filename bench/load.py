"""A process that sends signed Slack commands over kept-alive connections and counts the answers.

Reads one JSON object from stdin, writes one to stdout. It is raw sockets, so that it takes a
small share of the machine beside the server it measures.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

SECRET = "benchmark-signing-secret-0123456789"
PATH = "/slack/events"


@dataclass(frozen=True, slots=True)
class Task:
    """What to send: these bodies in turn, over so many connections, for so long."""

    port: int
    seconds: float
    connections: int
    bodies: Sequence[str]


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back within the time."""

    per_second: float
    middle_ms: float
    slow_ms: float
    """99 of 100 were faster."""
    bad: int


class _Connection(asyncio.Protocol):
    """Sends the next request when the last one is answered."""

    def __init__(self, requests: Iterator[bytes], took: list[float], bad: list[bytes]) -> None:
        self._requests = requests
        self._took = took
        self._bad = bad
        self._received = b""
        self._sent_at = 0.0
        self._transport: asyncio.Transport | None = None
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head = self._received.find(b"\r\n\r\n")
        if head < 0:
            return
        at = self._received.find(b"content-length: ", 0, head)
        length = int(self._received[at + 16 : self._received.find(b"\r", at)]) if at > 0 else 0
        if len(self._received) < head + 4 + length:
            return
        self._took.append(time.perf_counter() - self._sent_at)
        if not self._received.startswith(b"HTTP/1.1 200"):
            self._bad.append(self._received)
        self._received = b""
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True

    def close(self) -> None:
        """No more requests."""
        if self._transport is not None:
            self._transport.abort()

    def _send(self) -> None:
        assert self._transport is not None
        self._sent_at = time.perf_counter()
        self._transport.write(next(self._requests))


def signature(body: bytes) -> dict[str, str]:
    """The headers with which Slack signs a delivery, as of now."""
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    digest = hmac.new(SECRET.encode(), base, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}


def signed(body: bytes, port: int) -> bytes:
    """The whole HTTP request of a delivery, signed now."""
    headers = {
        "host": f"127.0.0.1:{port}",
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "accept": "*/*",
        "content-type": "application/x-www-form-urlencoded",
        "content-length": str(len(body)),
        **signature(body),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {PATH} HTTP/1.1\r\n{lines}\r\n".encode() + body


async def send(task: Task) -> Answers:
    """Do it."""
    requests = itertools.cycle([signed(body.encode(), task.port) for body in task.bodies])
    took: list[float] = []
    bad: list[bytes] = []
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    connections = [
        (
            await loop.create_connection(
                lambda: _Connection(requests, took, bad), "127.0.0.1", task.port
            )
        )[1]
        for _ in range(task.connections)
    ]
    await asyncio.sleep(max(task.seconds - (time.perf_counter() - started), 0.01))
    seconds = time.perf_counter() - started
    lost = sum(connection.lost for connection in connections)
    for connection in connections:
        connection.close()
    ordered = sorted(took) or [0.0]
    return Answers(
        len(took) / seconds,
        ordered[len(ordered) // 2] * 1000,
        ordered[len(ordered) * 99 // 100] * 1000,
        len(bad) + lost,
    )


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(send(Task(**json.load(sys.stdin)))))))
