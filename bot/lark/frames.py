"""One connection to Lark: its frames read, pings sent, deliveries answered from a pool."""

import asyncio
import base64
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import lark_oapi.ws.client as sdk
import structlog
import websockets
from lark_oapi.core.enum import LogLevel
from lark_oapi.core.json import JSON
from lark_oapi.ws.enum import FrameType, MessageType
from lark_oapi.ws.model import ClientConfig, Response

from bot.lark.dispatch import Dispatch

log = structlog.get_logger()

CONNECT_SECONDS = 20.0
_SILENCE_FACTOR = 2.5
"""So many ping intervals without a frame, and the connection is taken for dead."""
_FINISH_SECONDS = 8.0
_CLOSE_SECONDS = 2.0
_PING_SECONDS = 120
_FRAME_BYTES = 8_000_000


class Connection(sdk.Client):  # type: ignore[misc]  # lark-oapi is untyped
    """lark-oapi's client for one connection: its frames, pings and settings, our own waiting.

    Its own loop asks for the address without a time limit, runs handlers on the event loop and
    never gives up a silent connection, so `run` takes their place.
    """

    def __init__(self, dispatch: Dispatch, pool: ThreadPoolExecutor) -> None:
        self._conn: websockets.ClientConnection | None = None
        super().__init__("app", "secret", log_level=LogLevel.CRITICAL, auto_reconnect=False)
        self._dispatch = dispatch
        self._pool = pool
        self._in_hand: set[asyncio.Task[None]] = set()

    async def open(self, endpoint: Mapping[str, object]) -> None:
        """Connect to the address that `endpoint` gave. Raises what websockets raises."""
        config = endpoint.get("ClientConfig")
        if isinstance(config, dict):
            self._configure(ClientConfig(config))
        url = str(endpoint.get("URL", ""))
        query = parse_qs(urlsplit(url).query)
        self._service_id = query.get("service_id", ["0"])[0]
        self._conn = await websockets.connect(
            url, open_timeout=CONNECT_SECONDS, max_size=_FRAME_BYTES, **sdk._ws_connect_kwargs()
        )

    async def run(self) -> None:
        """Read frames until the connection ends or has been silent for too long."""
        connection = self._conn
        if connection is None:
            return
        pings = asyncio.create_task(self._keep_pinging())
        try:
            while True:
                # Not wait_for: until Python 3.12 it can lose a cancellation.
                async with asyncio.timeout(self.silence):
                    frame = await connection.recv()
                task = asyncio.create_task(self._handle_message(frame))
                self._in_hand.add(task)
                task.add_done_callback(self._in_hand.discard)
        finally:
            pings.cancel()

    async def _keep_pinging(self) -> None:
        """Ping as often as Lark asks; a failed one shows as silence or as the connection's end."""
        while True:
            with suppress(websockets.ConnectionClosed, sdk.ConnectionClosedException):
                ping = sdk._new_ping_frame(int(self._service_id))
                await self._write_message(ping.SerializeToString())
            await asyncio.sleep(float(self._ping_interval or _PING_SECONDS))

    @property
    def silence(self) -> float:
        """Seconds without a frame after which the connection is given up."""
        return float(self._ping_interval or _PING_SECONDS) * _SILENCE_FACTOR

    @property
    def first_wait(self) -> float:
        """Seconds to wait at most before connecting again, as Lark asks, so that all spread."""
        return float(min(self._reconnect_nonce or 0, 30))

    async def finish(self) -> None:
        """Let what is in hand be answered, then close."""
        if self._in_hand:
            await asyncio.wait(set(self._in_hand), timeout=_FINISH_SECONDS)
        await self.drop()

    async def drop(self) -> None:
        """Close at once."""
        connection, self._conn = self._conn, None
        if connection is not None:
            with suppress(Exception):
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await connection.close()

    async def _handle_message(self, message: str | bytes) -> None:
        """One frame; a broken one must not end the connection."""
        try:
            frame = sdk.Frame()
            frame.ParseFromString(message.encode() if isinstance(message, str) else message)
            if FrameType(frame.method) is FrameType.CONTROL:
                await self._handle_control_frame(frame)
            else:
                await self._handle_data_frame(frame)
        except websockets.ConnectionClosed:
            log.warning("lark.answer_lost")
        except Exception as error:
            log.warning("lark.bad_frame", error=type(error).__name__)

    async def _handle_data_frame(self, frame: sdk.Frame) -> None:
        headers = {header.key: header.value for header in frame.headers}
        payload = frame.payload
        if int(headers.get("sum", "1")) > 1:
            payload = self._combine(
                headers["message_id"], int(headers["sum"]), int(headers["seq"]), payload
            )
            if payload is None:
                return
        if headers.get("type") != MessageType.EVENT.value:
            return
        started = time.monotonic()
        answer = await self._answered(payload)
        header = frame.headers.add()
        header.key, header.value = "biz_rt", str(int((time.monotonic() - started) * 1000))
        frame.payload = JSON.marshal(answer).encode()
        await self._write_message(frame.SerializeToString())

    async def _answered(self, payload: bytes) -> Response:
        running = asyncio.get_running_loop()
        try:
            result = await running.run_in_executor(self._pool, self._dispatch, payload)
        except Exception as error:
            log.error("lark.event_failed", error=type(error).__name__)
            return Response(code=500)
        answer = Response(code=200)
        if result is not None:
            answer.data = base64.b64encode(JSON.marshal(result).encode())
        return answer
