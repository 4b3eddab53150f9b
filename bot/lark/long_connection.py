"""Lark's long connection in a thread of its own; frames are answered from a pool of workers."""

import asyncio
import random
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import lark_oapi.ws.client as sdk
import structlog

from bot.lark.dispatch import Dispatch
from bot.lark.frames import CONNECT_SECONDS, Connection

log = structlog.get_logger()

_FIRST_WAIT = 0.5
_LONGEST_WAIT = 60.0

Endpoint = Callable[[], Mapping[str, object]]
"""Asks Lark where to connect: `URL` and `ClientConfig`; blocks, raises CallError."""


class LongConnection:
    """Keeps one connection to Lark open from `start` to `stop`."""

    def __init__(self, endpoint: Endpoint, dispatch: Dispatch, workers: int = 8) -> None:
        self._endpoint = endpoint
        self._dispatch = dispatch
        self._workers = workers
        self._connected = threading.Event()
        self._trouble = ""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_connected(self) -> bool:
        """Whether a connection stands now."""
        return self._connected.is_set()

    @property
    def trouble(self) -> str:
        """The last failure's kind or code; empty while all is well."""
        return "" if self.is_connected else self._trouble

    def wait_connected(self, timeout: float) -> bool:
        """Wait at most `timeout` seconds for a connection."""
        return self._connected.wait(timeout)

    def start(self) -> None:
        """Connect in a thread of its own; returns at once."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._work, name="lark-connection", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish what is in hand, close, and wait for the thread."""
        self._stopping.set()
        loop, stop = self._loop, self._stop
        if loop is not None and stop is not None:
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(stop.set)
        if self._thread is not None:
            self._thread.join(timeout)

    def _work(self) -> None:
        pool = ThreadPoolExecutor(self._workers, "lark-event")
        try:
            asyncio.run(self._keep_connected(pool))
        except Exception as error:
            log.error("lark.connection_ended", error=type(error).__name__)
        finally:
            self._connected.clear()
            pool.shutdown(wait=False)

    async def _keep_connected(self, pool: ThreadPoolExecutor) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        # lark-oapi keeps the loop it found, or made, when it was imported. Nobody runs that one.
        found, sdk.loop = sdk.loop, self._loop
        if not found.is_running():
            found.close()
        wait = _FIRST_WAIT
        while not self._stopping.is_set():
            connection = Connection(self._dispatch, pool)
            if await self._connect(connection):
                wait = _FIRST_WAIT
                await self._serve(connection)
                pause = min(random.uniform(0.0, connection.first_wait) + 0.05, _LONGEST_WAIT)
            else:
                pause = random.uniform(wait / 2, wait)
                wait = min(wait * 2, _LONGEST_WAIT)
            if not self._stopping.is_set():
                await self._pause(pause)

    async def _connect(self, connection: Connection) -> bool:
        """Whether a connection stands; a stop ends the attempt."""
        attempt = asyncio.create_task(self._attempt(connection))
        await self._until_stopped(attempt, CONNECT_SECONDS)
        if not attempt.done():
            attempt.cancel()
            with suppress(asyncio.CancelledError):
                await attempt
            self._trouble = "timeout"
            await connection.drop()
            return False
        if error := attempt.exception():
            self._trouble = str(getattr(error, "code", "") or type(error).__name__)
            log.warning("lark.connect_failed", reason=self._trouble)
            await connection.drop()
            return False
        log.info("lark.connected")
        self._connected.set()
        return True

    async def _attempt(self, connection: Connection) -> None:
        # A thread of its own: a hanging request must not keep workers or the exit waiting.
        endpoint = await _in_thread(self._endpoint)
        await connection.open(endpoint)

    async def _serve(self, connection: Connection) -> None:
        """Read until the connection ends or the program stops."""
        reading = asyncio.create_task(connection.run())
        await self._until_stopped(reading, None)
        self._connected.clear()
        if reading.done():
            error = reading.exception()
            self._trouble = type(error).__name__
            log.warning("lark.disconnected", reason=self._trouble)
            await connection.drop()
        else:
            reading.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await reading
            await connection.finish()

    async def _until_stopped(self, task: asyncio.Task[None], timeout: float | None) -> None:
        assert self._stop is not None
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait({task, stopped}, timeout=timeout, return_when="FIRST_COMPLETED")
        stopped.cancel()

    async def _pause(self, seconds: float) -> None:
        assert self._stop is not None
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stop.wait()


async def _in_thread(work: Endpoint) -> Mapping[str, object]:
    """The result of blocking work in a daemon thread."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Mapping[str, object]] = loop.create_future()

    def settle(result: Mapping[str, object] | None, error: Exception | None) -> None:
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result or {})

    def run() -> None:
        result: Mapping[str, object] | None = None
        failure: Exception | None = None
        try:
            result = work()
        except Exception as error:
            failure = error
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, name="lark-endpoint", daemon=True).start()
    return await future
