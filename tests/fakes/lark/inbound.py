"""Deliveries to the program: signed and encrypted webhooks, or frames; and what came back."""

import json
from dataclasses import dataclass
from uuid import uuid4

import httpx

from tests.fakes.json_shapes import Json, as_object, as_text
from tests.fakes.lark.answers import LATE, WRONG_SHAPE, WRONG_STATUS, AnswerRefused, read_answer
from tests.fakes.lark.calls import Rejection
from tests.fakes.lark.connection import LongConnection
from tests.fakes.lark.crypto import encrypted, signature
from tests.fakes.lark.events import CARD
from tests.fakes.lark.store import Store

_OK = 200


@dataclass(frozen=True)
class Webhook:
    """Where the program listens and the secrets it shares with the platform."""

    url: str
    verification_token: str = ""
    encrypt_key: str = ""


@dataclass(frozen=True)
class Delivered:
    """What the program answered: an HTTP status (or the frame's code) and the JSON."""

    status: int
    answer: object = None


class Inbound:
    """Delivers events; wrong or late answers become rejections."""

    def __init__(
        self, store: Store, connection: LongConnection, rejections: list[Rejection]
    ) -> None:
        self.webhook: Webhook | None = None
        """None: events go down the long connection."""
        self.deadline = 3.0
        """Seconds the program has for its answer."""
        self.delivered: list[Json] = []
        self._store = store
        self._connection = connection
        self._rejections = rejections
        self._client = httpx.Client(trust_env=False)

    def close(self) -> None:
        """Close the HTTP connections."""
        self._client.close()

    def deliver(self, event: Json) -> Delivered:
        """Deliver an event; a card callback's answer takes effect as in the client."""
        self.delivered.append(event)
        kind = as_text(as_object(event["header"])["event_type"])
        try:
            came = self._sent(json.dumps(event, ensure_ascii=False).encode())
        except (httpx.TimeoutException, TimeoutError):
            return self._refuse(kind, Delivered(0), LATE, f"no answer in {self.deadline:g} s")
        except (httpx.TransportError, ConnectionError) as error:
            return self._refuse(kind, Delivered(0), WRONG_STATUS, f"no answer: {error}")
        if came.status != _OK:
            return self._refuse(kind, came, WRONG_STATUS, f"status {came.status}")
        if kind == CARD:
            return self._take_effect(event, came)
        return came

    def repeat_last(self) -> Delivered:
        """Deliver the newest event once more: same ids, a delivery of its own."""
        return self.deliver(self.delivered[-1])

    def challenge(self) -> Delivered:
        """Ask the webhook for the challenge, as the console does when the address is saved."""
        webhook = self._hook()
        body = {
            "challenge": uuid4().hex,
            "token": webhook.verification_token,
            "type": "url_verification",
        }
        came = self._sent(json.dumps(body).encode())
        if came.answer != {"challenge": body["challenge"]}:
            return self._refuse("url_verification", came, WRONG_SHAPE, f"answered {came.answer}")
        return came

    def prepared(self, plain: bytes) -> tuple[dict[str, str], bytes]:
        """Headers and body as the platform would send them now."""
        webhook = self._hook()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if not webhook.encrypt_key:
            return headers, plain
        body = encrypted(plain, webhook.encrypt_key)
        timestamp = str(int(self._store.clock().timestamp()))
        nonce = uuid4().hex[:10]
        headers |= {
            "X-Lark-Request-Timestamp": timestamp,
            "X-Lark-Request-Nonce": nonce,
            "X-Lark-Signature": signature(timestamp, nonce, webhook.encrypt_key, body),
        }
        return headers, body

    def post(self, headers: dict[str, str], body: bytes) -> httpx.Response:
        """Send raw bytes to the webhook and see; nothing is checked or remembered."""
        return self._client.post(
            self._hook().url, headers=headers, content=body, timeout=self.deadline
        )

    def _sent(self, plain: bytes) -> Delivered:
        if self.webhook is None:
            acknowledged = self._connection.deliver(plain, self.deadline)
            code = acknowledged.get("code")
            return Delivered(code if isinstance(code, int) else 0, acknowledged.get("data"))
        response = self.post(*self.prepared(plain))
        try:
            answer: object = response.json()
        except ValueError:
            answer = response.text
        return Delivered(response.status_code, answer)

    def _take_effect(self, event: Json, came: Delivered) -> Delivered:
        try:
            answer = read_answer(came.answer, self._store.images.keys())
        except AnswerRefused as refused:
            return self._refuse(CARD, came, refused.code, refused.message)
        body = as_object(event["event"])
        message_id = as_text(as_object(body["context"])["open_message_id"])
        message = self._store.messages[message_id]
        if answer.toast:
            who = as_text(as_object(body["operator"])["user_id"])
            self._store.add_toast(who, answer.kind, answer.toast, message.chat_id)
        if answer.card is not None:
            self._store.edit(message, json.dumps(answer.card, ensure_ascii=False), "callback")
        return came

    def _refuse(self, where: str, came: Delivered, code: int, message: str) -> Delivered:
        self._rejections.append(Rejection(f"answer to {where}", code, message))
        return came

    def _hook(self) -> Webhook:
        if self.webhook is None:
            raise LookupError("no webhook is set")
        return self.webhook
