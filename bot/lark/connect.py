"""Lark as a platform of the program: the webhook or the long connection, and what comes in."""

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute

from bot.checks import Check, Outcome
from bot.http import post_route
from bot.lark import limits
from bot.lark.answers import Answers
from bot.lark.client import CallError, Client
from bot.lark.deliver import Candidates, Delivery
from bot.lark.doctor import BOT_INFO, bot_field, examine
from bot.lark.later import LaterMessages
from bot.lark.receive import card_event, entered_event, menu_event, message_event
from bot.lark.verify import Rejected, opened
from bot.settings import Settings, SettingsError
from chat.address import Account, MessageRef, Profile
from chat.events import AnyEvent
from chat.platform import Intake, NotTaken, Outgoing, Pace, Shown

if TYPE_CHECKING:
    from bot.lark.dispatch import Dispatch
    from bot.lark.long_connection import LongConnection

log = structlog.get_logger()

_FINISH_SECONDS = 10.0
_ASK_AGAIN_SECONDS = 10.0


class Lark:
    """Implements `chat.platform.Platform`; lark-oapi is loaded by `start`, not before.

    `to_png` turns SVG into PNG for pictures, `candidates` gives a tenant's open ids for people
    pickers. Raises SettingsError for half-given credentials.
    """

    name = "lark"
    pace = Pace(limits.PER_SECOND, limits.PER_MINUTE, 1 / limits.PER_ADDRESS_SECOND)

    def __init__(
        self,
        settings: Settings,
        intake: Intake,
        clock: Callable[[], datetime],
        *,
        to_png: Callable[[str], bytes] | None = None,
        candidates: Candidates = lambda tenant: (),
        shown: Shown = lambda message, about: None,
    ) -> None:
        check_settings(settings)
        self._settings = settings
        self._intake = intake
        self._clock = clock
        self._client = Client(settings.lark_domain, settings.lark_app_id, settings.lark_app_secret)
        self._delivery = Delivery(
            self._client, to_png, candidates, trusts_email=settings.lark_email_managed
        )
        self._answers = Answers(self._delivery)
        self._later = LaterMessages(self._delivery, shown)
        self._bot = _BotId(self._client)
        self._loading = threading.Lock()
        self._dispatch: Dispatch | None = None
        self._connection: LongConnection | None = None

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The webhook's route; none where events come over the long connection."""
        if self._settings.lark_mode != "http":
            return []
        return [post_route("/lark/events", self.receive)]

    def start(self) -> None:
        """Load lark-oapi (some seconds) and, for the long connection, begin to connect."""
        dispatch = self._loaded()
        threading.Thread(target=self._bot.id, name="lark-bot-id", daemon=True).start()
        if self._settings.lark_mode == "ws":
            from bot.lark.long_connection import LongConnection

            self._connection = LongConnection(self._client.endpoint, dispatch)
            self._connection.start()

    def stop(self) -> None:
        """Finish what is in hand within ten seconds and close everything."""
        until = time.monotonic() + _FINISH_SECONDS
        if self._connection is not None:
            self._connection.stop(_FINISH_SECONDS)
        self._later.stop(max(until - time.monotonic(), 0.1))
        self._client.close()

    def ready(self) -> Check:
        """Whether events can come in."""
        if self._settings.lark_mode == "http":
            return Check("lark", Outcome.OK, "webhook at /lark/events")
        connection = self._connection
        if connection is not None and connection.is_connected:
            return Check("lark", Outcome.OK, "long connection stands")
        trouble = connection.trouble if connection else "not started"
        return Check("lark", Outcome.FAILED, f"long connection: {trouble or 'connecting'}")

    def wait_ready(self, timeout: float) -> bool:
        """Whether events can come in, waiting at most `timeout` seconds for the connection."""
        if self._connection is not None:
            return self._connection.wait_connected(timeout)
        return self._settings.lark_mode == "http"

    def doctor(self) -> list[Check]:
        """What `okrbot doctor` says of Lark."""
        return examine(self._client, self._settings.lark_mode, self._clock)

    def deliver(self, outgoing: Outgoing) -> MessageRef:
        """Send or change one message. Raises TryLater or Undeliverable."""
        return self._delivery.deliver(outgoing)

    def find_delivered(self, outgoing: Outgoing) -> MessageRef | None:
        """None: the message's uuid lets it be sent again without doubling."""
        return None

    def look_up(self, account: Account) -> Profile | None:
        """The person's profile, or None if Lark does not tell within 1.5 seconds."""
        return self._delivery.look_up(account)

    def finished(self, timeout: float) -> bool:
        """Whether messages that go with callbacks' answers are out, waiting for them if needed."""
        return self._later.wait(timeout)

    def receive(self, headers: Mapping[str, str], body: bytes) -> Response:
        """One webhook delivery: 200 with its answer, 401 or 400 for what is not Lark's."""
        settings = self._settings
        try:
            payload = opened(
                headers,
                body,
                encrypt_key=settings.lark_encrypt_key,
                token=settings.lark_verification_token,
                now=self._clock(),
            )
        except Rejected as rejected:
            log.warning("lark.delivery_rejected", reason=rejected.reason)
            return PlainTextResponse(rejected.reason, rejected.status)
        if payload.get("type") == "url_verification":
            return JSONResponse({"challenge": str(payload.get("challenge", ""))})
        try:
            answer = self._loaded()(json.dumps(payload).encode())
        except NotTaken:
            return PlainTextResponse("try again", 503)
        except Exception as error:  # anything else that fails is a delivery not as told
            log.error("lark.delivery_unread", error=type(error).__name__)
            return PlainTextResponse("cannot be read", 400)
        return JSONResponse(answer if isinstance(answer, dict) else {})

    def _loaded(self) -> "Dispatch":
        with self._loading:
            if self._dispatch is None:
                from bot.lark.dispatch import dispatcher

                self._dispatch = dispatcher(self)
            return self._dispatch

    def on_message(self, delivery: object) -> None:
        """A message to the bot: its answer goes through the outbox."""
        self._take(message_event(delivery, self._bot.id))

    def on_menu(self, delivery: object) -> None:
        """An entry of the bot's menu."""
        self._take(menu_event(delivery))

    def on_entered(self, delivery: object) -> None:
        """Somebody opened the chat with the bot."""
        self._take(entered_event(delivery, group=False))

    def on_added(self, delivery: object) -> None:
        """The bot was put into a group."""
        self._take(entered_event(delivery, group=True))

    def _take(self, event: AnyEvent | None) -> None:
        if event is not None:
            self._intake(event, answer_to=event.place)

    def on_card(self, delivery: object) -> dict[str, object]:
        """A press or a form: the reply is the answer, and what goes beside it is sent after."""
        acted = card_event(delivery)
        if acted is None:
            return {}
        answered = self._answers.answer(acted, self._intake(acted.event))
        for later in answered.later:
            self._later.send(later)
        if answered.about and acted.event.message is not None:
            self._later.note(acted.event.message, answered.about)
        return answered.body


class _BotId:
    """The bot's own open id, asked for once; None while Lark does not tell."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._id: str | None = None
        self._ask_at = 0.0

    def id(self) -> str | None:
        """The id, or None; after a failure Lark is not asked again at once."""
        with self._lock:
            if self._id is None and time.monotonic() >= self._ask_at:
                try:
                    answer = self._client.call("GET", BOT_INFO, timeout=2.0)
                    self._id = bot_field(answer, "open_id") or None
                except CallError as error:
                    log.warning("lark.bot_unknown", code=error.code)
                self._ask_at = time.monotonic() + _ASK_AGAIN_SECONDS
            return self._id


def check_settings(settings: Settings) -> None:
    """Raises SettingsError naming what is missing for Lark."""
    missing = [
        name
        for name, value in (
            ("LARK_APP_ID", settings.lark_app_id),
            ("LARK_APP_SECRET", settings.lark_app_secret),
        )
        if not value
    ]
    if missing:
        raise SettingsError(f"Lark needs {' and '.join(missing)}")
    guarded = settings.lark_encrypt_key or settings.lark_verification_token
    if settings.lark_mode == "http" and not guarded:
        raise SettingsError(
            "LARK_MODE=http needs LARK_ENCRYPT_KEY or LARK_VERIFICATION_TOKEN, "
            "or anybody could send deliveries"
        )
