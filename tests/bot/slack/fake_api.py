"""A Slack without a network: keeps what was asked and answers as Slack does."""

from collections.abc import Callable, Mapping

from slack_sdk.web import SlackResponse, WebClient

from bot.slack.api import Api
from chat.address import Account
from chat.events import AnyEvent
from chat.platform import DeliveryError
from chat.replies import Nothing, Reply
from tests.bot.slack.block_kit import Json, check_message, check_view

ADA = Account("slack", "T1", "U1")


class FakeApi(Api):
    """`calls` are (method or "respond", arguments). `failing` maps a method to its fault."""

    def __init__(self) -> None:
        super().__init__("xoxb-test", "http://127.0.0.1:9/api/")
        self.calls: list[tuple[str, Json]] = []
        self.failing: dict[str, DeliveryError] = {}
        self.messages: list[Json] = []
        self.user: Json = {}
        """What users.info tells besides name, zone, locale and address."""

    def asked(self, method: str) -> list[Json]:
        """The arguments of every call of a method."""
        return [arguments for name, arguments in self.calls if name == method]

    def post(self, method: str, arguments: Json, *, quick: bool = False) -> SlackResponse:
        return self._call(method, arguments)

    def ask(
        self, method: str, arguments: Mapping[str, str], *, quick: bool = False
    ) -> SlackResponse:
        return self._call(method, dict(arguments))

    def respond(self, response_url: str, body: Json) -> None:
        self._call("respond", {"response_url": response_url, **body})

    def _call(self, method: str, arguments: Json) -> SlackResponse:
        self.calls.append((method, arguments))
        if method in self.failing:
            raise self.failing[method]
        if "blocks" in arguments:
            check_message(arguments)
        view = arguments.get("view")
        if isinstance(view, dict):
            check_view(view)
        return _response(method, self._answer(method, arguments))

    def _answer(self, method: str, arguments: Json) -> Json:
        match method:
            case "chat.postMessage":
                channel = str(arguments["channel"])
                channel = "D" + channel[1:] if channel.startswith("U") else channel
                message = {**arguments, "ts": f"{len(self.messages)}.0", "channel": channel}
                self.messages.append(message)
                return {"channel": channel, "ts": message["ts"]}
            case "conversations.history" | "conversations.replies":
                channel = str(arguments["channel"])
                here = [message for message in self.messages if message["channel"] == channel]
                return {"messages": here[::-1]}
            case "users.info":
                profile = {"display_name": "", "real_name": "Ada\u202eLi", "email": "a@example.com"}
                user = {"profile": profile, "tz": "Europe/Berlin", "locale": "zh-CN"}
                return {"user": {**user, **self.user}}
            case "auth.test":
                return {"team_id": "T1", "team": "Acme", "user_id": "UBOT", "user": "okrbot"}
            case _:
                return {"message_ts": "9.9", "view": {"id": "V1"}}


def _response(method: str, data: Json) -> SlackResponse:
    return SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url=method,
        req_args={},
        data={"ok": True, **data},
        headers={},
        status_code=200,
    )


class FakeIntake:
    """Keeps the events and answers with what `reply` says."""

    def __init__(self, reply: Reply | Callable[[AnyEvent], Reply] = Nothing()) -> None:  # noqa: B008
        self.reply = reply
        self.events: list[AnyEvent] = []
        self.answered_to: list[object] = []

    def __call__(self, event: AnyEvent, *, answer_to: object = None) -> Reply:
        self.events.append(event)
        self.answered_to.append(answer_to)
        return self.reply(event) if callable(self.reply) else self.reply
