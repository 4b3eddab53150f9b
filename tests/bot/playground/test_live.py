"""Live updates over server-sent events."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from bot.playground.company import account
from chat.address import Address
from chat.platform import Outgoing
from tests.bot.playground.showcase import EVERY_BLOCK
from tests.bot.playground.world import World, served_world


@pytest.fixture
def it() -> Iterator[World]:
    with served_world() as served:
        yield served


@contextmanager
def listening(it: World, who: str) -> Iterator[Iterator[dict[str, Any]]]:
    assert it.client is not None
    with it.client.stream("GET", "/playground/events", params={"as": who}) as response:
        lines = response.iter_lines()
        assert next(lines).startswith("retry:")  # from here on the page is told
        yield (json.loads(line[6:]) for line in lines if line.startswith("data: "))


def test_a_delivery_arrives_at_once(it: World) -> None:
    with listening(it, "mei") as happenings:
        it.playground.deliver(Outgoing("k", Address.of(account("mei")), EVERY_BLOCK))
        heard = next(happenings)
    assert heard["message"]["content"]["title"] == EVERY_BLOCK.title
    assert heard["message"]["place"] == "dm"


def test_one_hears_only_what_one_may_read(it: World) -> None:
    with listening(it, "lei") as happenings:
        it.reply("say", "mei", text="show")
        it.reply("say", "mei", place="growth", text="/okr show")
        it.reply("say", "mei", place="growth", text="hello")
        heard = next(happenings)
    assert heard["message"]["content"]["text"] == [{"span": "plain", "text": "hello"}]


def test_everybody_hears_of_time_travel(it: World) -> None:
    with listening(it, "lei") as happenings:
        it.playground.deliver(Outgoing("k", Address.of(account("mei")), EVERY_BLOCK))
        assert it.client is not None
        it.client.post("/playground/api/travel", json={"as": "mei", "move": "week"})
        assert next(happenings)["type"] == "clock"


def test_a_stop_ends_the_stream(it: World) -> None:
    with listening(it, "lei") as happenings:
        it.playground.stop()
        assert list(happenings) == []


def test_nobody_hears_nothing(it: World) -> None:
    assert it.client is not None
    assert it.client.get("/playground/events", params={"as": "nobody"}).status_code == 404


def test_pages_are_bounded(it: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.playground.limits.LISTENERS", 1)
    with listening(it, "lei"), httpx.Client(base_url=it.url, trust_env=False) as another:
        answer = another.get("/playground/events", params={"as": "mei"})
        assert (answer.status_code, answer.json()) == (503, {"error": "too_many_pages"})
