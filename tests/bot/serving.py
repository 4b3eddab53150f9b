"""A process for test_web: serves a slow request, which waits for a line on stdin, and a stream."""

import sys
from collections.abc import AsyncIterator

import anyio
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from bot import logs
from bot.web import asgi, run


def say(words: str) -> None:
    print(words, flush=True)


async def slow(_request: Request) -> Response:
    say("in hand")
    await run_sync(sys.stdin.readline)
    say("finished")
    return PlainTextResponse("done")


async def numbers() -> AsyncIterator[bytes]:
    yield b"1\n"
    await anyio.sleep_forever()


async def stream(_request: Request) -> Response:
    return StreamingResponse(numbers())


class Program:
    """Has the routes above and tells when it is stopped."""

    @property
    def asgi(self) -> ASGIApp:
        routes = [Route("/slow", slow, methods=["POST"]), Route("/stream", stream)]
        return asgi(routes, lambda: [], bytes)

    def start(self) -> None: ...

    def stop(self) -> None:
        say("stopped")


if __name__ == "__main__":
    logs.configure()
    run(Program(), "127.0.0.1", 0, announce=lambda port: say(str(port)))
