"""What `okrbot doctor` finds out about Lark: credentials, bot, scopes, clock, the way in."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.checks import Check, Outcome
from bot.lark import limits
from bot.lark.client import Answer, CallError, Client, TokenError
from bot.lark.manifest import tenant_scopes

BOT_INFO = "/open-apis/bot/v3/info"
SCOPES = "/open-apis/application/v6/scopes"
OPTIONAL_SCOPES: Mapping[str, str] = {
    "contact:user.employee:readonly": "time zones, and company mailboxes that show who is who on "
    "Slack, are not known",
    "contact:user.email:readonly": "addresses are not known; LARK_EMAIL_MANAGED has no effect",
    "contact:user.department:readonly": "the reporting line is not known",
    "docx:document": "reports are posted as files, not as documents",
    "docx:document.block:convert": "reports are posted as files, not as documents",
    "docs:permission.member:create": "reports are posted as files, not as documents",
    "im:message.group_msg": "in groups only replies that mention the bot are comments",
    "drive:drive.metadata:readonly": "documents are opened by way of Lark's general address",
}
"""Scope -> what is missing without it."""
_GRANTED = 1
_SKEW_SECONDS = limits.FRESHNESS_SECONDS / 5


def examine(client: Client, mode: str, clock: Callable[[], datetime]) -> list[Check]:
    """Every finding in the order in which to mend things; asks Lark, sends nothing."""
    try:
        client.token()
    except CallError as error:
        return [_no_token(error)]
    checks = [Check("lark credentials", Outcome.OK, "Lark gives a token")]
    checks.extend(_bot(client, clock))
    checks.extend(_scopes(client))
    checks.append(_long_connection(client) if mode == "ws" else _webhook())
    return checks


def _no_token(error: CallError) -> Check:
    if isinstance(error, TokenError):
        advice = "Compare LARK_APP_ID and LARK_APP_SECRET with the app's credentials page."
    else:
        advice = "Look at LARK_DOMAIN and whether this machine reaches it."
    return Check("lark credentials", Outcome.FAILED, f"no token: {error.code}", advice)


def _bot(client: Client, clock: Callable[[], datetime]) -> list[Check]:
    try:
        answer = client.call("GET", BOT_INFO)
    except CallError as error:
        advice = "Add the bot capability to the app and publish a version."
        return [Check("lark bot", Outcome.FAILED, f"no bot: {error.code}", advice)]
    name = bot_field(answer, "app_name") or "without a name"
    return [Check("lark bot", Outcome.OK, name), _clock(answer, clock)]


def bot_field(answer: Answer, name: str) -> str:
    """A field of the bot's description, which stands at the top of the answer."""
    bot = answer.body.get("bot")
    found = bot.get(name) if isinstance(bot, dict) else None
    return found if isinstance(found, str) else ""


def _clock(answer: Answer, clock: Callable[[], datetime]) -> Check:
    if answer.date is None:
        return Check("lark clock", Outcome.SKIPPED, "Lark did not tell the time")
    skew = clock().timestamp() - answer.date
    detail = f"{abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} Lark's"
    if abs(skew) <= _SKEW_SECONDS:
        return Check("lark clock", Outcome.OK, detail)
    advice = "Let the machine keep its time by NTP: deliveries are refused when it is off."
    return Check("lark clock", Outcome.WARNING, detail, advice)


def _scopes(client: Client) -> Iterator[Check]:
    try:
        answer = client.call("GET", SCOPES)
    except CallError as error:
        yield Check("lark scopes", Outcome.SKIPPED, f"Lark does not tell: {error.code}")
        return
    found = answer.data.get("scopes")
    granted = {
        scope.get("scope_name")
        for scope in (found if isinstance(found, list) else [])
        if isinstance(scope, dict) and scope.get("grant_status") == _GRANTED
    }
    missing = sorted(tenant_scopes() - OPTIONAL_SCOPES.keys() - granted)
    if missing:
        advice = "Import `okrbot manifest lark` under Permissions & Scopes and publish a version."
        yield Check("lark scopes", Outcome.WARNING, "missing: " + ", ".join(missing), advice)
    else:
        yield Check("lark scopes", Outcome.OK, "all core scopes are granted")
    for scope, effect in OPTIONAL_SCOPES.items():
        if scope not in granted:
            yield Check(
                f"lark scope {scope}", Outcome.WARNING, f"not granted: {effect}", "optional"
            )


def _long_connection(client: Client) -> Check:
    try:
        url = client.endpoint().get("URL")
    except CallError as error:
        advice = "Choose the long connection under Events & Callbacks (custom apps only)."
        detail = f"no address: {error.code}"
        return Check("lark long connection", Outcome.FAILED, detail, advice)
    if not url:
        return Check("lark long connection", Outcome.FAILED, "no address in the answer")
    return Check("lark long connection", Outcome.OK, "Lark gives an address to connect to")


def _webhook() -> Check:
    detail = "deliveries are awaited at POST /lark/events"
    return Check("lark webhook", Outcome.OK, detail)
