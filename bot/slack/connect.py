"""Slack as one platform of the program: its route, its socket, its life."""

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.checks import Check, Outcome
from bot.http import post_route
from bot.settings import Settings
from bot.slack import receive
from bot.slack.answer import Answers
from bot.slack.api import Api, sdk_logger, web_client
from bot.slack.deliver import Deliverer, DrawPicture
from bot.slack.doctor import examined
from bot.slack.identity import Identity
from bot.slack.receive import Payload, text_at
from bot.slack.render_text import PLATFORM
from bot.slack.signature import Malformed, is_signed, is_ssl_check, payload_of
from bot.slack.socket_mode import Socket
from chat.address import Account, MessageRef, PlaceKind, Profile
from chat.events import CommandGiven, HomeOpened
from chat.locales import code_for, language
from chat.platform import Intake, Outgoing, Pace, Shown

PATH = "/slack/events"
_ANY = re.compile(".*", re.DOTALL)
log = structlog.get_logger()


class Slack:
    """The Slack workspace that the bot token belongs to; implements chat.platform.Platform."""

    name = PLATFORM
    pace = Pace(per_second=5.0, per_minute=300, address_gap=1.0)

    def __init__(
        self,
        settings: Settings,
        intake: Intake,
        clock: Callable[[], datetime],
        draw: DrawPicture | None = None,
        shown: Shown = lambda message, about: None,
    ) -> None:
        self._settings = settings
        self._intake = intake
        self._clock = clock
        api = Api(settings.slack_bot_token, settings.slack_api_url)
        self._identity = Identity(api)
        self._deliverer = Deliverer(api, draw)
        self._answers = Answers(api, intake, self._form_failed, shown)
        self._bolt = self._app()
        self._socket: Socket | None = None
        self._lock = threading.Lock()

    # The platform, as the program and the scheduler see it

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The route for Slack's deliveries; none without a signing secret."""
        if not self._settings.slack_signing_secret:
            return []
        return [post_route(PATH, self._delivered)]

    def start(self) -> None:
        """Learn who the bot is and open the socket, both in the background; returns at once."""
        with self._lock:
            self._identity.start()
            if self._settings.slack_app_token and self._socket is None:
                client = web_client("", self._settings.slack_api_url, 10)
                self._socket = Socket(self._settings.slack_app_token, client, self._enveloped)
                self._socket.start()

    def stop(self) -> None:
        """Finish what is in hand, within 10 seconds, and close the socket."""
        with self._lock:
            if self._socket is not None:
                self._socket.stop()
                self._socket = None
            self._identity.stop()

    def ready(self) -> Check:
        """Whether deliveries can arrive and be answered."""
        if self._socket is not None and not self._socket.is_connected():
            return Check("slack", Outcome.FAILED, "the socket is not connected")
        if self._settings.slack_app_token and self._socket is None:
            return Check("slack", Outcome.FAILED, "not started")
        if not self._identity.known:
            return Check("slack", Outcome.WARNING, f"auth.test: {self._identity.fault or '…'}")
        return Check("slack", Outcome.OK, self._identity.team_name or self._identity.tenant)

    def doctor(self) -> list[Check]:
        """What `okrbot doctor` says of Slack; asks Slack itself."""
        return examined(self._settings, self._clock)

    def deliver(self, outgoing: Outgoing) -> MessageRef:
        """Send or edit one message. Raises TryLater or Undeliverable."""
        return self._deliverer.deliver(outgoing)

    def find_delivered(self, outgoing: Outgoing) -> MessageRef | None:
        """The message with this key, if it stands in the conversation already."""
        return self._deliverer.find_delivered(outgoing)

    def look_up(self, account: Account) -> Profile | None:
        """The person's profile, or None if Slack does not tell it quickly."""
        return self._deliverer.look_up(account)

    # Deliveries

    def _delivered(self, headers: Mapping[str, str], body: bytes) -> Response:
        """One HTTP delivery: checked on its raw bytes, then handed to Bolt."""
        if not is_signed(headers, body, self._settings.slack_signing_secret, self._clock()):
            if is_ssl_check(body):
                return Response(status_code=200)
            log.warning("slack.signature_refused")
            return Response(status_code=401)
        try:
            payload = payload_of(body)
        except Malformed as error:
            log.warning("slack.body_refused", reason=str(error))
            return Response(status_code=400)
        answer = self._dispatched(payload)
        return Response(answer.body, answer.status, answer.first_headers())

    def _enveloped(self, payload: dict[str, object]) -> BoltResponse:
        return self._dispatched(payload)

    def _dispatched(self, payload: dict[str, object]) -> BoltResponse:
        """Bolt's answer; a payload is already checked and read, so Bolt takes it as it is."""
        if text_at(payload, "ssl_check") == "1":
            return BoltResponse(status=200)
        if text_at(payload, "type") == "url_verification":
            return BoltResponse(status=200, body={"challenge": text_at(payload, "challenge")})
        try:
            answer = self._bolt.dispatch(BoltRequest(body=payload, mode="socket_mode"))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # Signed, but not of any shape that Slack documents.
            log.warning("slack.payload_refused", reason=type(error).__name__)
            return BoltResponse(status=400)
        if answer.status == 404:
            log.info("slack.unknown_delivery", kind=text_at(payload, "type")[:60])
            return BoltResponse(status=200)
        return answer

    def _app(self) -> App:
        def authorized(team_id: str | None) -> AuthorizeResult:
            """Never asks Slack: a delivery must be answered while auth.test fails."""
            return AuthorizeResult(
                enterprise_id=None,
                team_id=team_id,
                bot_user_id=self._identity.user or None,
                bot_token=self._settings.slack_bot_token,
            )

        app = App(
            logger=sdk_logger(),
            name="okrbot",
            process_before_response=True,
            signing_secret=self._settings.slack_signing_secret,
            client=web_client("", self._settings.slack_api_url, 2),
            authorize=authorized,
            request_verification_enabled=False,
            ignoring_self_events_enabled=False,
        )
        app.error(_on_error)
        app.command(_ANY)(self._on_command)
        app.event(_ANY)(self._on_event)
        app.block_action(_ANY)(self._on_press)
        app.view_submission(_ANY)(self._on_submission)
        app.view_closed(_ANY)(_on_nothing)
        app.message_shortcut(_ANY)(self._on_shortcut)
        app.global_shortcut(_ANY)(_on_nothing)
        app.options(_ANY)(_on_nothing)
        return app

    def _on_command(self, body: dict[str, Any], ack: Ack) -> None:
        event, origin = receive.command(body)
        reply = self._intake(event)
        answer = self._answers.to_command(event, reply, origin, text_at(body, "trigger_id"))
        _acknowledge(ack, answer)

    def _on_event(self, body: dict[str, Any], ack: Ack) -> None:
        event = receive.happened(body, self._identity.user)
        if isinstance(event, HomeOpened):
            self._answers.show_home(event.sender, self._intake(event))
        elif event is not None:
            if isinstance(event, CommandGiven) and event.place.kind is PlaceKind.PERSON:
                self._deliverer.remember(event.sender, text_at(body, "event", "channel"))
            self._intake(event, answer_to=event.place)
        ack()

    def _on_press(self, body: dict[str, Any], ack: Ack) -> None:
        pressed = receive.pressed(body)
        if pressed is not None:
            self._answers.to_press(pressed, self._intake(pressed.event))
        ack()

    def _on_shortcut(self, body: dict[str, Any], ack: Ack) -> None:
        chosen = receive.shortcut(body)
        self._answers.to_press(chosen, self._intake(chosen.event))
        ack()

    def _on_submission(self, body: dict[str, Any], ack: Ack) -> None:
        submitted = receive.submitted(body)
        answer = self._answers.to_submission(submitted, self._intake(submitted.event))
        _acknowledge(ack, answer)

    def _form_failed(self, who: Account) -> str:
        code = code_for(self._deliverer.locale_of(who) or self._settings.okrbot_locale)
        return language(code).tr("The form could not be opened in time. Please try again.")


def _on_error(error: Exception) -> None:
    log.error("slack.delivery_failed", exc_info=error)


def _on_nothing(body: Payload, ack: Ack) -> None:
    ack()


def _acknowledge(ack: Ack, answer: dict[str, object]) -> None:
    if answer:
        ack(answer)
    else:
        ack()
