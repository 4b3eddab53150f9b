"""One pooled client, one token: fetched once, renewed in time, and replaced when it is refused."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from bot.lark.client import (
    CallError,
    Client,
    LimitedError,
    RefusedError,
    TokenError,
    UnansweredError,
    wait_of,
)
from tests.fakes.lark.api import TOKEN
from tests.fakes.lark.server import FakeLark
from tests.fakes.lark.store import APP_ID

INFO = "/open-apis/bot/v3/info"


def test_many_threads_share_one_token(fake: FakeLark, client: Client) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.call("GET", INFO), range(24)))
    assert {answer.body["code"] for answer in answers} == {0}
    assert len(fake.api.sent("POST", TOKEN)) == 1


def test_a_token_is_renewed_before_it_ends() -> None:
    seconds = 0.0
    fetched: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        fetched.append(request.url.path)
        return httpx.Response(
            200, json={"code": 0, "tenant_access_token": f"t-{len(fetched)}", "expire": 7200}
        )

    transport = httpx.MockTransport(answer)
    with Client("http://lark", "a", "b", monotonic=lambda: seconds, transport=transport) as client:
        assert client.token() == "t-1"
        seconds = 6_800.0
        assert client.token() == "t-1"
        seconds = 7_000.0
        assert client.token() == "t-2"


def test_a_refused_token_is_replaced_once(fake: FakeLark, client: Client) -> None:
    client.call("GET", INFO)
    fake.api.tokens.revoke()
    client.call("GET", INFO)
    assert fake.api.tokens.given == 2
    assert not fake.rejections


def test_a_wrong_secret_is_told_apart_from_a_refused_message(fake: FakeLark) -> None:
    with Client(fake.url, APP_ID, "wrong") as client, pytest.raises(TokenError) as raised:
        client.call("GET", INFO)
    assert raised.value.code == "10014"
    assert "wrong" not in str(raised.value)


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        (99991400, 429, LimitedError),
        (99991400, 400, LimitedError),
        (230020, 400, LimitedError),
        (230002, 400, RefusedError),
        (1500, 500, UnansweredError),
    ],
)
def test_codes_become_kinds_of_errors(
    fake: FakeLark, client: Client, code: int, status: int, kind: type[CallError]
) -> None:
    fake.outages.error(INFO, code, status)
    with pytest.raises(kind):
        client.call("GET", INFO)


def test_a_gateways_page_is_no_answer(fake: FakeLark, client: Client) -> None:
    fake.outages.html_502(INFO)
    with pytest.raises(UnansweredError):
        client.call("GET", INFO)


def test_an_unreachable_server_is_no_answer() -> None:
    with Client("http://127.0.0.1:1", "a", "b") as client, pytest.raises(UnansweredError):
        client.call("GET", INFO)


def test_waits_come_from_the_answer() -> None:
    assert wait_of({"x-ogw-ratelimit-reset": "7"}) == 7.0
    assert wait_of({"retry-after": "3", "x-ogw-ratelimit-reset": ""}) == 3.0
    assert wait_of({}) == 1.0
    assert wait_of({"retry-after": "86400"}) == 60.0
