"""One call of the web API: who asks, with which arguments, and what it is answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.fakes.json_shapes import Json, as_list, as_object, parsed
from tests.fakes.slack.validate import Refusal

_REFERENCE = Path(__file__).parents[4] / "shared" / "data" / "slack-api.json"
CORE_SCOPES = ("commands", "chat:write", "app_mentions:read", "im:history", "users:read")
_READ_AS_JSON = {
    "blocks",
    "attachments",
    "view",
    "metadata",
    "files",
    "changes",
    "document_content",
    "channel_ids",
    "user_ids",
}


class ApiError(Exception):
    """Slack's refusal of a call; `more` stands beside the code in the answer."""

    def __init__(self, refusal: Refusal | str, more: Json | None = None) -> None:
        super().__init__(str(refusal))
        self.refusal = Refusal(refusal) if isinstance(refusal, str) else refusal
        self.more = more or {}


@dataclass(frozen=True)
class Call:
    """A call; every argument as it came, JSON ones parsed."""

    method: str
    token: str
    arguments: Json
    base: str = ""
    """Where the fake listens, for the addresses it gives out."""
    scopes: frozenset[str] = frozenset()
    """What the token may do."""

    def text(self, name: str, default: str = "") -> str:
        """An argument as a string."""
        value = self.arguments.get(name, default)
        if isinstance(value, bool):
            return str(value).lower()
        return str(value) if isinstance(value, str | int | float) else default

    def required(self, name: str, code: str = "invalid_arguments") -> str:
        """An argument that must be given."""
        value = self.text(name)
        if not value:
            raise ApiError(Refusal(code, (f"[ERROR] missing required field: {name}",)))
        return value

    def flag(self, name: str) -> bool:
        """A yes or no."""
        return self.text(name).lower() in ("1", "true", "t")

    def whole(self, name: str, default: int) -> int:
        """A number."""
        words = self.text(name)
        return int(words) if words.isdecimal() else default

    def value(self, name: str) -> object:
        """A JSON argument, which may come written as a string; None where it is absent."""
        given = self.arguments.get(name)
        if isinstance(given, str) and name in _READ_AS_JSON:
            try:
                return parsed(given)
            except ValueError:
                return given
        return given


@dataclass
class Answer:
    """What goes back: a JSON object, or other text."""

    body: Json | str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    is_lost: bool = False
    """Whether the connection breaks instead."""

    @property
    def written(self) -> str:
        """The body on the wire."""
        return self.body if isinstance(self.body, str) else json.dumps(self.body)


@cache
def _reference() -> Mapping[str, object]:
    """Facts of the public API reference by method; empty where they are not at hand."""
    if not _REFERENCE.is_file():
        return {}
    return as_object(as_object(parsed(_REFERENCE.read_bytes())).get("methods"))


def unknown_arguments(call: Call) -> list[str]:
    """Arguments that the reference does not name."""
    known = as_object(_reference().get(call.method)).get("args")
    if not isinstance(known, list):
        return []
    return sorted(call.arguments.keys() - {*known, "token"})


def scopes_of(method: str) -> frozenset[str]:
    """The bot scopes of which a method wants one; empty where it wants none."""
    found = as_list(as_object(_reference().get(method)).get("bot_scopes"))
    return frozenset(scope for scope in found if isinstance(scope, str))
