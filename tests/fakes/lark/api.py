"""The open platform's HTTP API: one request in, one answer out; strict, and it remembers."""

import re
from collections.abc import Callable
from functools import partial

from tests.fakes.json_shapes import Json
from tests.fakes.lark import documents
from tests.fakes.lark.calls import Answer, ApiError, Call, Logged, Rejection
from tests.fakes.lark.connection import LongConnection
from tests.fakes.lark.directory import Directory
from tests.fakes.lark.limits import LIMITED, LIMITED_HERE, Limits
from tests.fakes.lark.messages import Messages
from tests.fakes.lark.outages import Outages
from tests.fakes.lark.scopes import NO_SCOPE, check_scope
from tests.fakes.lark.store import Store
from tests.fakes.lark.tokens import INVALID, MISSING, Tokens

TOKEN = "/open-apis/auth/v3/tenant_access_token/internal"
ENDPOINT = "/callback/ws/endpoint"
_NOT_MISTAKES = (LIMITED, LIMITED_HERE, INVALID, MISSING, NO_SCOPE)
_HTML = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"

Handler = Callable[..., Answer]


class Api:
    """Every endpoint, with the outages, limits and token check before it."""

    def __init__(self, store: Store, limits: Limits, connection: LongConnection) -> None:
        self.store = store
        self.limits = limits
        self.connection = connection
        self.outages = Outages()
        self.tokens = Tokens(store.clock)
        self.directory = Directory(store)
        self.calls: list[Logged] = []
        self.rejections: list[Rejection] = []
        self._messages = Messages(store, limits)
        self._routes = self._all_routes()

    def handle(self, call: Call) -> Answer:
        """Answer one request; may block where a test says so."""
        self.outages.wait(call.path)
        if self.outages.takes_html(call.path):
            answer = Answer(_HTML, 502)
        else:
            try:
                answer = self._answered(call)
            except ApiError as error:
                answer = self._refused(call, error)
        self.calls.append(Logged(call, answer.status, answer.code))
        return answer

    def sent(self, method: str, path: str) -> list[Logged]:
        """The calls so far with this method and path beginning."""
        return [
            one for one in self.calls if one.call.method == method and one.path.startswith(path)
        ]

    def _answered(self, call: Call) -> Answer:
        if error := self.outages.takes_error(call.path):
            code, status = error
            return Answer({"code": code, "msg": "a test asked for this"}, status)
        if call.method == "POST" and call.path == TOKEN:
            return self.tokens.give(call)
        if call.method == "POST" and call.path == ENDPOINT:
            return self.connection.endpoint(call)
        self.tokens.check(call)
        check_scope(call, self.directory.scopes)
        self.limits.app()
        for method, pattern, handler in self._routes:
            found = pattern.fullmatch(call.path)
            if method == call.method and found:
                return handler(call, *found.groups())
        return self._unknown(call)

    def _unknown(self, call: Call) -> Answer:
        self.rejections.append(Rejection(f"{call.method} {call.path}", 404, "no such endpoint"))
        return Answer("404 page not found", 404)

    def _refused(self, call: Call, error: ApiError) -> Answer:
        if error.code not in _NOT_MISTAKES:
            where = f"{call.method} {call.path}"
            self.rejections.append(Rejection(where, error.code, error.message))
        body: Json = {
            "code": error.code,
            "msg": error.message,
            "error": {"log_id": f"{self.store.tick():032d}"},
        }
        return Answer(body, error.status, error.headers)

    def _all_routes(self) -> list[tuple[str, re.Pattern[str], Handler]]:
        messages, directory, store = self._messages, self.directory, self.store
        one = r"/open-apis/im/v1/messages/(\w+)"
        docx, drive = "/open-apis/docx/v1/documents", "/open-apis/drive/v1"
        routes: list[tuple[str, str, Handler]] = [
            ("GET", "/open-apis/bot/v3/info", lambda call: directory.bot()),
            ("POST", "/open-apis/im/v1/messages", messages.send),
            ("GET", "/open-apis/im/v1/messages", messages.list),
            ("POST", one + "/reply", messages.reply),
            ("PATCH", one, messages.patch),
            ("PUT", one, messages.put),
            ("GET", one, lambda call, message_id: messages.get(message_id)),
            ("POST", "/open-apis/im/v1/images", messages.upload),
            ("POST", "/open-apis/im/v1/files", messages.upload_file),
            ("GET", "/open-apis/contact/v3/users/batch", directory.users),
            ("GET", r"/open-apis/contact/v3/users/([\w@.-]+)", directory.user),
            ("GET", "/open-apis/im/v1/chats", lambda call: directory.chats()),
            ("GET", r"/open-apis/im/v1/chats/(\w+)", lambda call, chat: directory.chat(chat)),
            ("GET", "/open-apis/application/v6/scopes", lambda call: directory.granted()),
            ("POST", docx, self._document(documents.create)),
            ("POST", docx + "/blocks/convert", partial(documents.convert, store)),
            (
                "POST",
                docx + r"/(\w+)/blocks/(\w+)/descendant",
                self._document(documents.descend),
            ),
            ("POST", drive + r"/permissions/(\w+)/members", partial(documents.let_in, store)),
            ("POST", drive + "/metas/batch_query", partial(documents.metas, store)),
        ]
        return [(method, re.compile(path), handler) for method, path, handler in routes]

    def _document(self, handler: Handler) -> Handler:
        def limited(call: Call, *found: str) -> Answer:
            self.limits.document()
            return handler(self.store, call, *found)

        return limited
