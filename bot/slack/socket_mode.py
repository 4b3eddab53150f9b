"""Socket Mode: envelopes to the program and its answers back, with a watchdog on the connection."""

import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import structlog
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web import WebClient

from bot.slack.api import sdk_logger

Dispatch = Callable[[dict[str, object]], BoltResponse]
WORKERS = 8
LOOK_EVERY = 1.0
PATIENCE = 5
"""Looks at a lost connection that are left to the SDK's own reconnecting."""
LONGEST_WAIT = 30.0
FINISH_SECONDS = 8.0
log = structlog.get_logger()


def _interrupt(client: SocketModeClient) -> None:
    """Wake the SDK's reader: it holds the lock that closing waits for, up to three seconds."""
    session = client.current_session
    sock = session.sock if session is not None else None
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


class Socket:
    """One Socket Mode connection, kept up until it is stopped."""

    def __init__(self, app_token: str, web_client: WebClient, dispatch: Dispatch) -> None:
        self._app_token = app_token
        self._web_client = web_client
        self._dispatch = dispatch
        self._client: SocketModeClient | None = None
        self._watchdog: threading.Thread | None = None
        self._stopping = threading.Event()
        self._idle = threading.Condition()
        self._in_hand = 0

    def start(self) -> None:
        """Connect in the background."""
        client = SocketModeClient(
            app_token=self._app_token,
            web_client=self._web_client,
            logger=sdk_logger(),
            concurrency=WORKERS,
            ping_interval=10,
        )
        client.socket_mode_request_listeners.append(self._received)
        self._client = client
        self._watchdog = threading.Thread(
            target=self._watch, args=(client,), name="slack-socket", daemon=True
        )
        self._watchdog.start()

    def is_connected(self) -> bool:
        """Whether envelopes can arrive."""
        client = self._client
        return client is not None and client.is_connected()

    def stop(self) -> None:
        """Take nothing new, answer what is in hand, then close."""
        self._stopping.set()
        with self._idle:
            self._idle.wait_for(lambda: self._in_hand == 0, FINISH_SECONDS)
        if self._watchdog is not None:
            self._watchdog.join(1)
        client = self._client
        if client is not None:
            _interrupt(client)
            closing = threading.Thread(target=client.close, name="slack-closing", daemon=True)
            closing.start()
            closing.join(3)

    def _watch(self, client: SocketModeClient) -> None:
        missed, wait = PATIENCE, LOOK_EVERY
        while not self._stopping.is_set():
            if client.is_connected():
                missed, wait = 0, LOOK_EVERY
            elif (missed := missed + 1) > PATIENCE:
                # A spent address is refused for ever: ask for a new one.
                client.wss_uri = None
                self._connect(client)
                wait = LOOK_EVERY if client.is_connected() else min(wait * 2, LONGEST_WAIT)
            self._stopping.wait(wait)

    def _connect(self, client: SocketModeClient) -> None:
        try:
            client.connect_to_new_endpoint()
        except (SlackClientError, OSError, ValueError) as error:
            log.warning("slack.socket_failed", fault=type(error).__name__)
        else:
            log.info("slack.socket_connected" if client.is_connected() else "slack.socket_refused")

    def _received(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Runs in the SDK's pool. What comes while stopping is not acknowledged: Slack tells
        another connection."""
        with self._idle:
            if self._stopping.is_set():
                return
            self._in_hand += 1
        try:
            self._answer(client, request)
        finally:
            with self._idle:
                self._in_hand -= 1
                self._idle.notify_all()

    def _answer(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        answer = self._dispatch(request.payload)
        if answer.status != 200:
            log.warning("slack.envelope_not_acknowledged", status=answer.status)
            return
        payload: dict[str, object] | None = None
        if answer.body:
            found = json.loads(answer.body) if answer.body.startswith("{") else None
            payload = found if isinstance(found, dict) else {"text": answer.body}
        try:
            client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))
        except (SlackClientError, OSError) as error:
            log.warning("slack.answer_not_sent", fault=type(error).__name__)
