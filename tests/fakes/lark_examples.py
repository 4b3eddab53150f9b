"""Cards and a caller that the fake open platform's tests use."""

import json
from datetime import UTC, datetime

import httpx

from tests.fakes.json_shapes import Json
from tests.fakes.lark.server import FakeLark
from tests.fakes.lark.store import APP_ID, APP_SECRET

NOW = datetime(2026, 4, 6, 9, 0, tzinfo=UTC)


class Caller:
    """Calls the fake as a program would."""

    def __init__(self, fake: FakeLark) -> None:
        self.http = httpx.Client(base_url=fake.url, trust_env=False, timeout=5)
        self.renew()

    def renew(self) -> None:
        body = json.dumps({"app_id": APP_ID, "app_secret": APP_SECRET})
        answer = self.http.post(
            "/open-apis/auth/v3/tenant_access_token/internal", content=body.encode()
        ).json()
        self.http.headers["Authorization"] = f"Bearer {answer['tenant_access_token']}"

    def send(self, content: object, to: str = "ou_ada", **more: str) -> httpx.Response:
        body = {
            "receive_id": to,
            "msg_type": "interactive",
            "content": json.dumps(content, ensure_ascii=False),
            **more,
        }
        return self.http.post(
            "/open-apis/im/v1/messages?receive_id_type=open_id",
            content=json.dumps(body, ensure_ascii=False).encode(),
        )


def words(text: str) -> Json:
    return {"tag": "plain_text", "content": text}


def card(*elements: Json) -> Json:
    return {
        "schema": "2.0",
        "config": {"update_multi": True},
        "header": {"title": words("Title"), "template": "blue"},
        "body": {"elements": list(elements)},
    }


MARKDOWN: Json = {"tag": "markdown", "content": "hello"}
TABLE: Json = {
    "tag": "table",
    "columns": [{"name": "a", "data_type": "text"}],
    "rows": [{"a": "1"}],
}
SUBMIT: Json = {
    "tag": "button",
    "name": "go",
    "text": words("Submit"),
    "form_action_type": "submit",
    "behaviors": [{"type": "callback", "value": {"action": "save"}}],
}


def button(label: str = "Press", **more: object) -> Json:
    behaviors = [{"type": "callback", "value": {"a": label}}]
    return {"tag": "button", "text": words(label), "behaviors": behaviors, **more}


def form(*elements: Json) -> Json:
    return {"tag": "form", "name": "f", "elements": [*elements, SUBMIT]}


def field(name: str = "note", **more: object) -> Json:
    return {"tag": "input", "name": name, **more}


OPTIONS = [{"text": words("High"), "value": "high"}, {"text": words("Low"), "value": "low"}]

EVERYTHING = form(
    field("note", required=True, max_length=10),
    {"tag": "select_static", "name": "choice", "options": OPTIONS, "initial_index": 1},
    {"tag": "multi_select_static", "name": "many", "options": OPTIONS},
    {"tag": "select_person", "name": "person", "options": []},
    {"tag": "multi_select_person", "name": "people", "options": []},
    {"tag": "date_picker", "name": "day"},
    {"tag": "checker", "name": "sure", "text": words("Sure?")},
)
