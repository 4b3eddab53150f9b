"""What `okrbot doctor` finds out about Slack by asking it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from slack_sdk.web import SlackResponse

from bot.checks import Check, Outcome
from bot.settings import Settings
from bot.slack import limits
from bot.slack.api import Api
from bot.slack.receive import text_at
from chat.platform import DeliveryError

CORE_SCOPES = ("commands", "chat:write", "app_mentions:read", "im:history", "users:read")
OPTIONAL_SCOPES: Mapping[str, str] = {
    "users:read.email": "people are known as one on Slack and Lark only after typing a code",
    "channels:read": "public channels are not listed for teams",
    "groups:read": "private channels are not listed for teams",
    "usergroups:read": "user groups cannot be asked as a team",
    "files:write": "pictures are told in words, and reports where there are no canvases",
    "canvases:write": "reports are posted as files, not as canvases",
    "im:write": "after a restart a message whose answer was lost may be sent twice",
    "channels:history": "in public channels only replies that mention the bot are comments",
    "groups:history": "in private channels only replies that mention the bot are comments",
}
"""Scope -> what is missing without it."""
IN_MANIFEST = (
    "users:read.email",
    "im:write",
    "files:write",
    "canvases:write",
    "channels:history",
    "groups:history",
)
"""The optional scopes that the manifest asks for: each serves to deliver what is said, or to
hear what is replied to it."""
_ADVICE = "reinstall the app from `okrbot manifest slack` and copy the new token"


def examined(settings: Settings, clock: Callable[[], datetime]) -> list[Check]:
    """The token, its scopes, the app token and the clock."""
    api = Api(settings.slack_bot_token, settings.slack_api_url)
    try:
        answer = api.ask("auth.test", {})
    except DeliveryError as error:
        found = [Check("slack token", Outcome.FAILED, f"auth.test: {error.code}", _advice(error))]
    else:
        who = f"{text_at(answer.data, 'user')} in {text_at(answer.data, 'team')}"
        found = [Check("slack token", Outcome.OK, who), *_scopes(answer), _skew(answer, clock)]
    if settings.slack_app_token:
        found.append(_app_token(settings))
    else:
        found.append(Check("slack app token", Outcome.SKIPPED, "no SLACK_APP_TOKEN: HTTP mode"))
    return found


def _advice(error: DeliveryError) -> str:
    known = error.code.replace("_", "").isalpha() and error.code.islower()
    return "check SLACK_BOT_TOKEN" if known else "check the network and SLACK_API_URL"


def _header(answer: SlackResponse, name: str) -> str:
    for key, value in answer.headers.items():
        if key.lower() == name:
            return str(value[0]) if isinstance(value, list) and value else str(value)
    return ""


def _scopes(answer: SlackResponse) -> list[Check]:
    written = _header(answer, "x-oauth-scopes")
    if not written:
        return [Check("slack scopes", Outcome.SKIPPED, "Slack did not tell them")]
    given = {scope.strip() for scope in written.split(",")}
    missing = [scope for scope in CORE_SCOPES if scope not in given]
    if missing:
        detail = f"missing: {', '.join(missing)}"
        return [Check("slack scopes", Outcome.FAILED, detail, _ADVICE)]
    return [
        Check("slack scopes", Outcome.OK, "all core scopes are there"),
        *(
            Check(f"slack scope {scope}", Outcome.WARNING, f"not given: {effect}", "optional")
            for scope, effect in OPTIONAL_SCOPES.items()
            if scope not in given
        ),
    ]


def _skew(answer: SlackResponse, clock: Callable[[], datetime]) -> Check:
    try:
        theirs = parsedate_to_datetime(_header(answer, "date"))
    except ValueError:
        return Check("slack clock", Outcome.SKIPPED, "Slack did not tell its time")
    seconds = abs((clock() - theirs).total_seconds())
    detail = f"{seconds:.0f} s apart"
    if seconds > limits.SIGNATURE_AGE / 5:
        advice = "set this machine's clock: Slack's signatures are valid for five minutes"
        return Check("slack clock", Outcome.FAILED, detail, advice)
    return Check("slack clock", Outcome.OK, detail)


def _app_token(settings: Settings) -> Check:
    try:
        Api(settings.slack_app_token, settings.slack_api_url).post("apps.connections.open", {})
    except DeliveryError as error:
        advice = "check SLACK_APP_TOKEN (xapp-…, scope connections:write)"
        return Check("slack app token", Outcome.FAILED, error.code, advice)
    return Check("slack app token", Outcome.OK, "Socket Mode can be opened")
