"""The ASGI shell: health, readiness, metrics and the platforms' routes, and how they are served."""

import asyncio
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from types import FrameType
from typing import Any, Protocol

import structlog
import uvicorn
from anyio.to_thread import run_sync
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.checks import Check, Outcome

GRACE_SECONDS = 10
"""How long requests in hand may take once the program is told to stop."""

log = structlog.get_logger()


class CannotListen(Exception):
    """The address is taken or not ours to listen on."""


class Served(Protocol):
    """What `run` needs of the program; bot.app.Program is one."""

    @property
    def asgi(self) -> ASGIApp: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


def asgi(
    routes: Sequence[BaseRoute],
    ready: Callable[[], Sequence[Check]],
    metrics: Callable[[], bytes],
) -> Starlette:
    """The application. `ready` and `metrics` may block; they run in a worker thread."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        checks = await run_sync(ready)
        is_ready = all(check.outcome is not Outcome.FAILED for check in checks)
        body = {"ready": is_ready, "checks": [asdict(check) for check in checks]}
        return JSONResponse(body, status_code=200 if is_ready else 503)

    async def exposition(_request: Request) -> Response:
        return Response(await run_sync(metrics), media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", exposition),
            *routes,
        ]
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any free one. Raises CannotListen."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotListen(f"cannot listen on {host}: {error.strerror}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
    except OSError as error:
        listener.close()
        raise CannotListen(f"cannot listen on {host}:{port}: {error.strerror}") from error
    return listener


def run(
    program: Served,
    host: str,
    port: int,
    *,
    announce: Callable[[int], None] = lambda _port: None,
) -> None:
    """Serve until SIGTERM or SIGINT, then stop in good order. Raises CannotListen.

    The second signal ends the process at once. `announce` is told the port that is served.
    """
    listener = listen(host, port)
    try:
        server = _Server(program.asgi)
        with server.signals():
            try:
                program.start()
                if not server.should_exit:
                    announce(listener.getsockname()[1])
                    server.run(sockets=[listener])
            finally:
                with ending_within(GRACE_SECONDS + 5):
                    program.stop()
                log.info("program.stopped")
    finally:
        listener.close()


class _Server(uvicorn.Server):
    """uvicorn, but a signal means a clean exit, and open streams end when the program stops."""

    def __init__(self, app: ASGIApp) -> None:
        self._stopping = asyncio.Event()
        super().__init__(
            uvicorn.Config(
                _ending_streams(app, self._stopping),
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )

    @contextmanager
    def signals(self) -> Iterator[None]:
        """From here on the first signal asks to stop and the second ends the process."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        names = (signal.SIGINT, signal.SIGTERM)
        before = {name: signal.signal(name, self._on_signal) for name in names}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self.should_exit:
            os._exit(128 + number)
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # uvicorn's own would raise the signal again when all is done

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping.set()
        await super().shutdown(sockets)


def _ending_streams(app: ASGIApp, stopping: asyncio.Event) -> ASGIApp:
    # A stream (server-sent events) is a request in hand that never ends by itself. Its response
    # listens for the client's leaving, so that is what it is told once the program stops.
    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        body_is_read = False

        async def receive_or_stop() -> Message:
            nonlocal body_is_read
            if body_is_read:
                return await _first(receive, stopping)
            message = await receive()
            body_is_read = not message.get("more_body", False)
            return message

        await app(scope, receive_or_stop if scope["type"] == "http" else receive, send)

    return wrapped


async def _first(receive: Receive, stopping: asyncio.Event) -> Message:
    message: asyncio.Task[Any] = asyncio.ensure_future(receive())
    stop = asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({message, stop}, return_when=asyncio.FIRST_COMPLETED)
        received: Message = message.result() if message.done() else {"type": "http.disconnect"}
        return received
    finally:
        message.cancel()
        stop.cancel()


@contextmanager
def ending_within(seconds: float) -> Iterator[None]:
    """The block ends within that time, or the process does.

    A thread that hangs in somebody's SDK must not keep a process that was told to stop.
    """

    def end() -> None:
        log.error("program.stop_timed_out", seconds=seconds)
        os._exit(1)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
