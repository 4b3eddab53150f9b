"""Calls to Slack's web API: one try each, faults as what the outbox understands."""

import logging
import re
from collections.abc import Callable, Mapping
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse, WebClient
from slack_sdk.webhook import WebhookClient

from bot.slack.render_text import Json
from chat.platform import DeliveryError, TryLater, Undeliverable

POST_SECONDS = 10
"""For what the outbox sends; nobody waits for it."""
ANSWER_SECONDS = 1.5
"""For what a person waits for: within Slack's three seconds, with time for the database."""

_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_PASSING = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)
_FOR_OPERATORS = frozenset(
    {
        "access_denied",
        "account_inactive",
        "app_access_restricted",
        "ekm_access_denied",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "token_expired",
        "token_revoked",
    }
)
"""Nothing is wrong with the message: it waits until somebody has mended the app."""
NO_SCOPE = ("missing_scope", "not_allowed_token_type")
_CODE = re.compile(r"[a-z0-9_.]{1,60}")
_NOT_SENT = (ConnectionRefusedError,)


def sdk_logger() -> logging.Logger:
    """The SDK's logger: errors only, since its lesser messages hold tokens and texts."""
    logger = logging.getLogger("okrbot.slack.sdk")
    logger.setLevel(logging.CRITICAL)
    return logger


def web_client(token: str, base_url: str, seconds: float) -> WebClient:
    """A client that never sends twice by itself."""
    client = WebClient(token=token, base_url=base_url, retry_handlers=[], logger=sdk_logger())
    client.timeout = seconds  # type: ignore[assignment]  # handed to urlopen, which takes a float
    return client


class Api:
    """Slack's methods by name; raises TryLater or Undeliverable and nothing else."""

    def __init__(self, token: str, base_url: str) -> None:
        self._patient = web_client(token, base_url, POST_SECONDS)
        self._quick = web_client(token, base_url, ANSWER_SECONDS)
        self._scopes: frozenset[str] | None = None

    def may(self, scope: str) -> bool:
        """Whether the token has this scope, as every answer tells; yes while none has come."""
        return self._scopes is None or scope in self._scopes

    def post(self, method: str, arguments: Json, *, quick: bool = False) -> SlackResponse:
        """Call a method that takes JSON."""
        client = self._quick if quick else self._patient
        return self._called(lambda: client.api_call(method, json=_given(arguments)))

    def ask(
        self, method: str, arguments: Mapping[str, str], *, quick: bool = False
    ) -> SlackResponse:
        """Call a method that takes form fields only."""
        client = self._quick if quick else self._patient
        return self._called(lambda: client.api_call(method, params=dict(arguments)))

    def _called(self, call: Callable[[], SlackResponse]) -> SlackResponse:
        try:
            answer = call()
        except (SlackClientError, OSError, HTTPException, ValueError) as error:
            if isinstance(error, SlackApiError):
                self._learn_scopes(error.response.headers)
            raise fault(error) from error
        self._learn_scopes(answer.headers)
        return answer

    def _learn_scopes(self, headers: Mapping[str, object]) -> None:
        told = _header(headers, "x-oauth-scopes")
        if told:
            self._scopes = frozenset(scope.strip() for scope in told.split(","))

    def respond(self, response_url: str, body: Json) -> None:
        """Answer at the address that came with a command or a press."""
        webhook = WebhookClient(response_url, retry_handlers=[], logger=sdk_logger())
        webhook.timeout = ANSWER_SECONDS  # type: ignore[assignment]  # as above
        try:
            answer = webhook.send_dict(_given(body))
        except (SlackClientError, OSError, HTTPException, ValueError) as error:
            raise fault(error) from error
        if answer.status_code >= 400 or answer.body.strip() not in ("", "ok"):
            raise _refusal(answer.body.strip(), answer.status_code, answer.headers)


def _given(arguments: Json) -> Json:
    return {name: value for name, value in arguments.items() if value not in (None, "")}


def fault(error: Exception) -> DeliveryError:
    """What an error of the SDK or the network means for the message."""
    if isinstance(error, SlackApiError):
        response = error.response
        code = str(response.get("error") or "")
        return _refusal(code, int(response.status_code), response.headers)
    reason = error.reason if isinstance(error, URLError) else error
    code = type(reason).__name__ if isinstance(reason, Exception) else "connection"
    return TryLater(code, maybe_sent=not isinstance(reason, _NOT_SENT))


def _refusal(code: str, status: int, headers: Mapping[str, object]) -> DeliveryError:
    known = code if _CODE.fullmatch(code) else f"http_{status}"
    if status == 429 or code in _LIMITED:
        return TryLater(known, _retry_after(headers), limited=True)
    if status >= 500 or code in _PASSING or (known != code and status < 400):
        return TryLater(known, 2.0, maybe_sent=True)
    if code in _FOR_OPERATORS:
        return TryLater(known, 60.0)
    return Undeliverable(known)


def _retry_after(headers: Mapping[str, object]) -> float:
    words = _header(headers, "retry-after")
    return max(float(words), 1.0) if words.isdecimal() else 1.0


def _header(headers: Mapping[str, object], wanted: str) -> str:
    found = next((value for name, value in headers.items() if name.lower() == wanted), "")
    return str(found[0]) if isinstance(found, list) and found else str(found)
