"""The tenant access token: given out, kept for two hours, revoked by a test."""

from datetime import datetime, timedelta

from tests.fakes.lark.calls import Answer, ApiError, Call
from tests.fakes.lark.store import APP_ID, APP_SECRET, Clock

LASTS = timedelta(hours=2)
RENEWED_BEFORE = timedelta(minutes=30)
INVALID, MISSING = 99991663, 99991661


class Tokens:
    """The one token that counts; `given` says how many there were."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: datetime | None = None
        self.given = 0

    @property
    def current(self) -> str:
        return f"t-{self.given:04d}"

    def revoke(self) -> None:
        """The token given out is worth nothing from now on."""
        self._until = None

    def give(self, call: Call) -> Answer:
        """The token endpoint: fields at the top level; no Content-Type needed."""
        body = call.body
        if body.get("app_id") != APP_ID or body.get("app_secret") != APP_SECRET:
            return Answer({"code": 10014, "msg": "app secret invalid"})
        now = self._clock()
        if self._until is None or self._until - now < RENEWED_BEFORE:
            self._until = now + LASTS
            self.given += 1
        left = int((self._until - now).total_seconds())
        body = {"code": 0, "msg": "ok", "tenant_access_token": self.current, "expire": left}
        return Answer(body)

    def check(self, call: Call) -> None:
        """Raises ApiError where the call does not carry the token."""
        kind, _, token = call.headers.get("authorization", "").partition(" ")
        if kind != "Bearer" or not token:
            raise ApiError(MISSING, "Missing access token for authorization.")
        if self._until is None or self._clock() >= self._until or token != self.current:
            raise ApiError(INVALID, "Invalid access token for authorization.")
