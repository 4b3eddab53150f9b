"""How deliveries travel: signed HTTP requests, or Socket Mode envelopes."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from time import process_time
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from tests.fakes.json_shapes import Json
from tests.fakes.slack.socket_mode import SocketMode
from tests.fakes.slack.store import SIGNING_SECRET, Clock

ANSWER_SECONDS = 3.0
"""Of this process's own work: what else the machine has to do meanwhile fails no test."""
_WAITING = 15.0
"""Longer than Slack waits, so that a late answer is seen as a late one."""


class Kind(StrEnum):
    """The sorts of deliveries, by their names in Socket Mode."""

    EVENT = "events_api"
    COMMAND = "slash_commands"
    INTERACTIVE = "interactive"


@dataclass(frozen=True)
class Reply:
    """What the program answered; status 0 where nothing came."""

    status: int
    body: str = ""
    is_json: bool = False
    seconds: float = 0.0


class Transport(Protocol):
    """One way into the program."""

    def deliver(self, kind: Kind, payload: Json, retry: int = 0) -> Reply:
        """Deliver and wait for the answer; `retry` counts earlier attempts."""
        ...


def signed(body: bytes, at: int, secret: str = SIGNING_SECRET) -> dict[str, str]:
    """The headers that prove that Slack sent this body."""
    digest = hmac.new(secret.encode(), b"v0:%d:%b" % (at, body), hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": str(at), "x-slack-signature": f"v0={digest}"}


@dataclass
class Http:
    """Posts to the program's request URL."""

    url: str
    clock: Clock

    def deliver(self, kind: Kind, payload: Json, retry: int = 0) -> Reply:
        """Sign and post it as Slack does."""
        body, content_type = _written(kind, payload)
        headers = {
            "content-type": content_type,
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "accept": "*/*",
            **signed(body, int(self.clock().timestamp())),
        }
        if retry and kind is Kind.EVENT:
            headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"}
        return self.post(body, headers)

    def post(self, body: bytes, headers: dict[str, str]) -> Reply:
        """Post bytes as they are."""
        address = urlsplit(self.url)
        begun = process_time()
        connection = HTTPConnection(address.hostname or "", address.port, timeout=_WAITING)
        try:
            connection.request("POST", address.path or "/", body, headers)
            response = connection.getresponse()
            words = response.read().decode()
        except (OSError, HTTPException):
            return Reply(0, seconds=process_time() - begun)
        finally:
            connection.close()
        is_json = (response.getheader("content-type") or "").startswith("application/json")
        return Reply(response.status, words, is_json, process_time() - begun)


def _written(kind: Kind, payload: Json) -> tuple[bytes, str]:
    if kind is Kind.EVENT:
        return json.dumps(payload).encode(), "application/json"
    fields = payload if kind is Kind.COMMAND else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


@dataclass
class Enveloped:
    """Sends envelopes over whatever socket is open."""

    socket: SocketMode
    number: Callable[[], int]

    def deliver(self, kind: Kind, payload: Json, retry: int = 0) -> Reply:
        """Send an envelope and wait for its acknowledgement."""
        envelope: Json = {
            "envelope_id": f"envelope-{self.number()}",
            "type": kind.value,
            "payload": payload,
            "accepts_response_payload": kind is not Kind.EVENT,
        }
        if kind is Kind.EVENT:
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        begun = process_time()
        try:
            answer = self.socket.deliver(envelope, _WAITING)
        except (TimeoutError, ConnectionError, RuntimeError):
            return Reply(0, seconds=process_time() - begun)
        body = "" if answer is None else json.dumps(answer)
        return Reply(200, body, True, process_time() - begun)
