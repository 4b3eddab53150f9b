"""Messages, modals and a caller for the tests of the fake Slack."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.fakes.json_shapes import Json, as_object, as_text, parsed
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.store import BOT_TOKEN


def plain(words: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": words}


def section(words: str = "words", kind: str = "plain_text") -> Json:
    """A section block."""
    return {"type": "section", "text": {"type": kind, "text": words}}


def button(label: str = "Press", **more: object) -> Json:
    """A button."""
    return {"type": "button", "text": plain(label), **more}


def actions(*elements: Json) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": [*elements]}


def option(label: str, value: str = "") -> Json:
    """An option."""
    return {"text": plain(label), "value": value or label}


def select(*labels: str, **more: object) -> Json:
    """A drop-down."""
    return {"type": "static_select", "options": [option(label) for label in labels], **more}


def question(name: str, element: Json | None = None, **more: object) -> Json:
    """An input block; asks for text where nothing else is said."""
    asked = element or {"type": "plain_text_input"}
    return {
        "type": "input",
        "block_id": name,
        "label": plain(name.title()),
        "element": {"action_id": "given", **asked},
        **more,
    }


def modal(*blocks: Json, **more: object) -> Json:
    """A modal with a submit button."""
    return {
        "type": "modal",
        "title": plain("Form"),
        "submit": plain("Send"),
        "blocks": [*blocks],
        **more,
    }


def rich(*runs: Json) -> Json:
    """A rich_text block of one line."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [*runs]}]}


def table(rows: int = 1, columns: int = 1, words: str = "x") -> Json:
    """A table block."""
    cell: Json = {"type": "raw_text", "text": words}
    return {"type": "table", "rows": [[cell] * columns] * rows}


class Caller:
    """The real SDK as the bot uses it; a refused call gives its error code."""

    def __init__(self, fake: FakeSlack, token: str = BOT_TOKEN) -> None:
        self.fake = fake
        self.client = WebClient(token=token, base_url=fake.api_url, retry_handlers=[], timeout=10)

    def call(self, method: str, **arguments: object) -> Json:
        """The answer to a call with JSON arguments. Raises SlackApiError."""
        return as_object(self.client.api_call(method, json=arguments).data)

    def ask(self, method: str, **arguments: str) -> Json:
        """The answer to a call with form fields. Raises SlackApiError."""
        return as_object(self.client.api_call(method, params=arguments).data)

    def error(self, method: str, **arguments: object) -> str:
        """The error code of a call, empty where it is taken."""
        try:
            self.call(method, **arguments)
        except SlackApiError as error:
            return as_text(error.response.get("error"))
        return ""

    def post(self, *blocks: Json, text: str = "words", **more: object) -> str:
        """The error code of posting a message to a channel."""
        arguments = {"channel": "C0GROWTH", "text": text, **more}
        if blocks:
            arguments["blocks"] = [*blocks]
        return self.error("chat.postMessage", **arguments)

    def view(self, view: Json) -> str:
        """The error code of opening a modal."""
        return self.error("views.open", trigger_id=self.trigger(), view=view)

    def trigger(self, who: str = "ada") -> str:
        """A fresh trigger id."""
        return self.fake.store.trigger(self.fake.store.people[who].id)


def post_json(url: str, body: bytes) -> tuple[int, str]:
    """HTTP status and the words or error code of raw JSON sent to an address."""
    address = urlsplit(url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=10)
    try:
        connection.request("POST", address.path, body, {"content-type": "application/json"})
        response = connection.getresponse()
        words = response.read().decode()
    finally:
        connection.close()
    is_error = words.startswith("{")
    return response.status, as_text(as_object(parsed(words)).get("error")) if is_error else words
