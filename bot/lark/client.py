"""Lark's HTTP API over one pooled client, with a token that is shared and renewed in time."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType

import httpx
import structlog

log = structlog.get_logger()

TOKEN_PATH = "/open-apis/auth/v3/tenant_access_token/internal"
ENDPOINT_PATH = "/callback/ws/endpoint"
_TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_RENEW_AHEAD = 300.0
"""Seconds before its end at which a token is renewed; Lark gives a new one from 30 minutes on."""
_TOKEN_CODES = frozenset({99991671, 20005, *range(99991660, 99991670)})
_LIMIT_CODES = frozenset({99991400, 230020, 11232, 11233, 11247})
_DEFAULT_WAIT = 1.0


class CallError(Exception):
    """A call that did not succeed; `code` is Lark's, or the HTTP status, or what broke."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(f"{code} {message}".strip())
        self.code = code


class LimitedError(CallError):
    """Too many calls; `after` seconds until the next."""

    def __init__(self, code: str, after: float) -> None:
        super().__init__(code)
        self.after = after


class UnansweredError(CallError):
    """No answer that can be read: the call may have had its effect all the same."""


class TokenError(CallError):
    """Lark gives us no token, or does not take the one it gave: look at id and secret."""


class RefusedError(CallError):
    """Lark understood the call and said no."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer: its JSON object, and the server's clock in seconds since 1970."""

    body: Mapping[str, object]
    date: float | None = None

    @property
    def data(self) -> Mapping[str, object]:
        """What lies under `data`, where most answers have it; empty where there is none."""
        found = self.body.get("data")
        return found if isinstance(found, dict) else {}

    def text(self, name: str) -> str:
        """A string under `data`, empty where it is missing."""
        found = self.data.get(name)
        return found if isinstance(found, str) else ""


class Client:
    """Calls Lark's API; any thread may use it. `monotonic` counts seconds."""

    def __init__(
        self,
        domain: str,
        app_id: str,
        app_secret: str,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.domain = domain
        self._app_id = app_id
        self._app_secret = app_secret
        self._monotonic = monotonic
        self._http = httpx.Client(
            base_url=domain,
            timeout=_TIMEOUT,
            limits=httpx.Limits(max_connections=20, max_keepalive_connections=10),
            headers={"user-agent": "okrbot"},
            transport=transport,
        )
        self._lock = threading.Lock()
        self._token = ""
        self._token_ends = 0.0

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        timeout: float | None = None,
    ) -> Answer:
        """One call with the tenant's token, which is renewed once if Lark refuses it.

        Raises LimitedError, UnansweredError, TokenError or RefusedError.
        """
        content, headers = None, {}
        if body is not None:
            content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
            headers = {"content-type": "application/json; charset=utf-8"}
        request = self._http.build_request(
            method,
            path,
            params=params,
            content=content,
            headers=headers,
            timeout=_TIMEOUT if timeout is None else timeout,
        )
        return self._authorized(request)

    def upload(self, path: str, picture: bytes, timeout: float | None = None) -> Answer:
        """A PNG for use in messages. Raises as `call`."""
        part = ("picture.png", picture, "image/png")
        return self._upload(path, {"image": part}, {"image_type": "message"}, timeout)

    def upload_file(self, path: str, name: str, content: bytes) -> Answer:
        """A file for use in messages. Raises as `call`."""
        part = ("file", content, "application/octet-stream")
        return self._upload(path, {"file": part}, {"file_type": "stream", "file_name": name}, None)

    def _upload(
        self,
        path: str,
        parts: Mapping[str, tuple[str, bytes, str]],
        fields: Mapping[str, str],
        timeout: float | None,
    ) -> Answer:
        request = self._http.build_request(
            "POST",
            path,
            files=parts,
            data=fields,
            timeout=_TIMEOUT if timeout is None else timeout,
        )
        request.read()  # so that it can be sent once more
        return self._authorized(request)

    def _authorized(self, request: httpx.Request) -> Answer:
        token = self.token()
        try:
            return self._send(request, token)
        except RefusedError as error:
            if not _is_token(error.code):
                raise
        self._forget(token)
        try:
            return self._send(request, self.token())
        except RefusedError as error:
            if _is_token(error.code):
                raise TokenError(error.code) from error
            raise

    def _send(self, request: httpx.Request, token: str) -> Answer:
        request.headers["authorization"] = f"Bearer {token}"
        return self._answer(request)

    def _answer(self, request: httpx.Request) -> Answer:
        """The answer as JSON whose code is 0; everything else raises."""
        try:
            response = self._http.send(request)
        except httpx.HTTPError as error:
            raise UnansweredError(type(error).__name__) from error
        except RuntimeError as error:  # the client was closed meanwhile
            raise UnansweredError("closed") from error
        body = _object(response)
        code = body.get("code") if body else None
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS or code in _LIMIT_CODES:
            raise LimitedError(str(code or 429), wait_of(response.headers))
        if body is None or not isinstance(code, int):
            raise UnansweredError(f"http_{response.status_code}")
        if code == 0:
            return Answer(body, _date(response.headers))
        if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise UnansweredError(str(code))
        raise RefusedError(str(code), str(body.get("msg", ""))[:200])

    def token(self) -> str:
        """A token that is good for some minutes; only one thread at a time fetches a new one.

        Raises LimitedError, UnansweredError or TokenError.
        """
        with self._lock:
            if self._monotonic() >= self._token_ends:
                try:
                    self._fetch_token()
                except RefusedError as error:
                    raise TokenError(error.code, str(error)) from error
            return self._token

    def _fetch_token(self) -> None:
        body = {"app_id": self._app_id, "app_secret": self._app_secret}
        answer = self._answer(self._http.build_request("POST", TOKEN_PATH, json=body))
        token, seconds = answer.body.get("tenant_access_token"), answer.body.get("expire")
        if not isinstance(token, str) or not isinstance(seconds, int):
            raise UnansweredError("no_token")
        self._token = token
        self._token_ends = self._monotonic() + max(seconds - _RENEW_AHEAD, seconds / 2)
        log.info("lark.token_fetched", seconds=seconds)

    def _forget(self, token: str) -> None:
        """The next call fetches a token, unless another thread has already replaced this one."""
        with self._lock:
            if self._token == token:
                self._token_ends = 0.0

    def endpoint(self) -> Mapping[str, object]:
        """Where the long connection goes: `URL` and `ClientConfig`. Raises CallError."""
        body = {"AppID": self._app_id, "AppSecret": self._app_secret}
        return self._answer(self._http.build_request("POST", ENDPOINT_PATH, json=body)).data


def _is_token(code: str) -> bool:
    return code.isdigit() and int(code) in _TOKEN_CODES


def _object(response: httpx.Response) -> dict[str, object] | None:
    try:
        found = json.loads(response.content)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def wait_of(headers: Mapping[str, str]) -> float:
    """Seconds that a limited answer asks to wait, at least a moment and at most a minute."""
    for name in ("x-ogw-ratelimit-reset", "retry-after"):
        try:
            return min(max(float(headers.get(name, "")), 0.2), 60.0)
        except ValueError:
            continue
    return _DEFAULT_WAIT


def _date(headers: Mapping[str, str]) -> float | None:
    try:
        return parsedate_to_datetime(headers["date"]).timestamp()
    except (KeyError, ValueError, TypeError):
        return None
