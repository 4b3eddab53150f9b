"""Who is let in."""

import pytest
from starlette.datastructures import Headers

from bot.playground.guard import refusal

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "localhost:1", "[::1]:8765"])
def test_this_machine_is_let_in(host: str) -> None:
    assert refusal("GET", Headers({"host": host}), "127.0.0.1") == ""


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "[::1", "0.0.0.0"],
)
def test_another_name_for_this_machine_is_not(host: str) -> None:
    assert "127.0.0.1" in refusal("GET", Headers({"host": host}), "127.0.0.1")


def test_another_machine_is_not() -> None:
    assert refusal("GET", Headers({"host": "localhost"}), "192.0.2.7")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:9"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
    ],
)
def test_another_site_cannot_post(headers: dict[str, str]) -> None:
    assert refusal("POST", Headers({"host": "localhost:8765", **JSON, **headers}), "127.0.0.1")


def test_the_page_itself_can_post() -> None:
    headers = {"origin": "http://localhost:8765", "sec-fetch-site": "same-origin", **JSON}
    assert refusal("POST", Headers({"host": "localhost:8765", **headers}), "::1") == ""


def test_a_link_on_another_site_leads_to_the_page_but_reads_nothing() -> None:
    headers = {"host": "localhost", "sec-fetch-site": "cross-site"}
    assert refusal("GET", Headers({**headers, "sec-fetch-mode": "navigate"}), None) == ""
    assert refusal("GET", Headers({**headers, "sec-fetch-mode": "no-cors"}), None)
