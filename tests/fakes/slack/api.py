"""The web API: checks who asks, with what, and lets the method do it."""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import parse_qsl

from tests.fakes.json_shapes import Json, parsed
from tests.fakes.slack import (
    methods_canvases,
    methods_chat,
    methods_files,
    methods_people,
    methods_views,
)
from tests.fakes.slack.calls import (
    CORE_SCOPES,
    Answer,
    ApiError,
    Call,
    scopes_of,
    unknown_arguments,
)
from tests.fakes.slack.outages import Fault, Outages
from tests.fakes.slack.socket_mode import SocketMode
from tests.fakes.slack.store import APP_TOKEN, BOT_TOKEN, Store

METHODS: Mapping[str, Callable[[Store, Call], Json]] = {
    **methods_people.METHODS,
    **methods_chat.METHODS,
    **methods_views.METHODS,
    **methods_files.METHODS,
    **methods_canvases.METHODS,
}
_CONNECT = "apps.connections.open"
_TAKES_NO_JSON = {
    "users.info",
    "users.list",
    "conversations.info",
    "conversations.history",
    "conversations.replies",
    "conversations.members",
    "conversations.list",
    "files.getUploadURLExternal",
}
"""Methods that read form fields only: arguments in a JSON body do not reach them."""
_KINDS = {"C": "channels:", "D": "im:", "G": "groups:"}
_NOBODYS_FAULT = {
    "channel_canvas_already_exists",
    "hash_conflict",
    "message_not_found",
    "not_found",
    "not_in_channel",
    "thread_not_found",
    "user_not_in_channel",
}
"""Answers that tell how things stand, which a caller cannot know before: no rejections."""


def arguments_of(query: str, content_type: str, body: bytes) -> tuple[Json, bool]:
    """The arguments of a request, and whether they came as JSON. Raises ApiError."""
    found: Json = dict(parse_qsl(query, keep_blank_values=True))
    # The SDK announces JSON and sends no body where there are no arguments.
    if body and content_type.startswith("application/json"):
        try:
            given = parsed(body)
        except ValueError:
            raise ApiError("invalid_json") from None
        if not isinstance(given, dict):
            raise ApiError("json_not_object")
        return {**found, **given}, True
    if body and not content_type.startswith("application/x-www-form-urlencoded"):
        raise ApiError("invalid_form_data")
    return {**found, **dict(parse_qsl(body.decode(), keep_blank_values=True))}, False


class Api:
    """Answers calls; `scopes` are the bot token's."""

    def __init__(
        self, store: Store, outages: Outages, socket: SocketMode, scopes: Iterable[str]
    ) -> None:
        self.scopes = set(scopes or CORE_SCOPES)
        self._store = store
        self._outages = outages
        self._socket = socket

    def handle(self, method: str, arguments: Json, token: str, base: str, *, json: bool) -> Answer:
        """One call, faults included."""
        if json and method in _TAKES_NO_JSON:
            arguments = {}
        given = {name: value for name, value in arguments.items() if name != "token"}
        call = Call(method, token, given, base, frozenset(self.scopes))
        with self._store.lock:
            read = {name: call.value(name) for name in given}
            self._store.calls.append((method, read))
        fault = self._outages.next_for(method)
        if fault is not None and fault.until is None and not fault.lost:
            return faulty(fault)
        answer = self._limited(call) or self._answered(call)
        answer.headers["x-oauth-scopes"] = ",".join(sorted(self.scopes))
        answer.is_lost = fault is not None and fault.lost
        return answer

    def refuse(self, method: str, error: ApiError) -> Answer:
        """The answer to a call that is refused."""
        refusal = error.refusal
        if refusal.code not in _NOBODYS_FAULT:
            self._store.reject(f"{method} {refusal}")
        body: Json = {"ok": False, "error": refusal.code, **error.more}
        if refusal.messages:
            body["errors"] = [*refusal.messages]
            body["response_metadata"] = {"messages": [f"[ERROR] {m}" for m in refusal.messages]}
        return Answer(body)

    def _limited(self, call: Call) -> Answer | None:
        if call.method != "chat.postMessage" or not self._outages.too_soon(call.text("channel")):
            return None
        return faulty(Fault("ratelimited", 429, 1))

    def _answered(self, call: Call) -> Answer:
        for name in unknown_arguments(call):
            self._store.reject(f"{call.method} unknown argument {name}")
        try:
            self._check_token(call)
            if call.method == _CONNECT:
                return Answer({"ok": True, "url": self._socket.address(call.base)})
            if call.method not in METHODS:
                raise ApiError("unknown_method", {"req_method": call.method})
            self._check_scope(call)
            with self._store.lock:
                return Answer({"ok": True, **METHODS[call.method](self._store, call)})
        except ApiError as error:
            return self.refuse(call.method, error)

    def _check_token(self, call: Call) -> None:
        if not call.token:
            raise ApiError("not_authed")
        if call.token not in (BOT_TOKEN, APP_TOKEN):
            raise ApiError("invalid_auth")
        if (call.token == APP_TOKEN) != (call.method == _CONNECT):
            raise ApiError("not_allowed_token_type")

    def _check_scope(self, call: Call) -> None:
        wanted = scopes_of(call.method)
        kind = _KINDS.get(call.text("channel")[:1], "")
        if call.method.startswith("conversations.") and kind:
            wanted = frozenset(scope for scope in wanted if scope.startswith(kind))
        if wanted and not wanted & self.scopes:
            needed = ",".join(sorted(wanted))
            provided = ",".join(sorted(self.scopes))
            raise ApiError("missing_scope", {"needed": needed, "provided": provided})


def faulty(fault: Fault) -> Answer:
    """What a call gets instead of its answer."""
    headers = {"retry-after": str(fault.retry_after)} if fault.retry_after else {}
    if fault.error:
        return Answer({"ok": False, "error": fault.error}, fault.status, headers)
    return Answer("<html><body>Something went wrong</body></html>", fault.status, headers)
