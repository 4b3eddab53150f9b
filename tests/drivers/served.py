"""An ASGI application behind real HTTP on a free port, in a thread of its own."""

import socket
from threading import Event, Thread

import uvicorn
from starlette.types import ASGIApp

DEADLINE = 20.0
"""Seconds that starting and stopping may take."""


class Served:
    """Starts at once; `url` is where it answers."""

    def __init__(self, application: ASGIApp) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        # Accepted connections inherit it: without, every answer waits 40 ms for a lone ACK.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = _Server(
            uvicorn.Config(
                application,
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=3,
            )
        )
        self._thread = Thread(target=self._server.run, kwargs={"sockets": [self._socket]})
        self._thread.start()
        if not self._server.up.wait(DEADLINE):
            raise TimeoutError("the server did not start")

    def stop(self) -> None:
        """Stop, and wait for it."""
        self._server.should_exit = True
        self._thread.join(DEADLINE)
        self._socket.close()
        if self._thread.is_alive():
            raise TimeoutError("the server did not stop")


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()
