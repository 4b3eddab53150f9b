"""A request to the open platform and its answer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.fakes.json_shapes import Json, as_object, as_text


class ApiError(Exception):
    """The platform answers with an error; `code` is its own number."""

    def __init__(
        self,
        code: int,
        message: str,
        status: int = 400,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message
        self.status = status
        self.headers = dict(headers or {})


@dataclass(frozen=True)
class Call:
    """One request; header names in lower case."""

    method: str
    path: str
    query: Mapping[str, Sequence[str]]
    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> Json:
        """The JSON object in the body; raises ApiError where there is none."""
        try:
            value: object = json.loads(self.raw)
        except ValueError:
            raise ApiError(9499, "Bad Request: the body is not JSON") from None
        if not isinstance(value, dict):
            raise ApiError(9499, "Bad Request: the body is no JSON object")
        return value

    def asked(self, name: str, default: str = "") -> str:
        """A query parameter's first value."""
        return next(iter(self.query.get(name, ())), default)

    def text(self, name: str) -> str:
        """A required string of the body; raises ApiError."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            raise ApiError(99992402, f"field validation failed: {name} is required")
        return value


@dataclass(frozen=True)
class Answer:
    """What goes back; a string body goes as HTML."""

    body: Json | str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> int:
        """The platform's own code; -1 where the body is no JSON."""
        code = as_object(self.body).get("code", 0) if isinstance(self.body, dict) else -1
        return code if isinstance(code, int) else -1

    @property
    def message(self) -> str:
        """The platform's own words."""
        return as_text(as_object(self.body).get("msg"))


def done(data: Json) -> Answer:
    """A success."""
    return Answer({"code": 0, "msg": "success", "data": data})


@dataclass(frozen=True)
class Logged:
    """A call that was answered, for the log."""

    call: Call
    status: int
    code: int

    @property
    def path(self) -> str:
        return self.call.path


@dataclass(frozen=True)
class Rejection:
    """Something the platform refused, or an answer it could not use."""

    where: str
    code: int
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.code} {self.message}"
