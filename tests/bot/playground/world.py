"""A playground with the showcase behind it, for the tests of its parts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.clock import Clock
from bot.playground.company import SAMPLE, Company
from bot.playground.connect import Playground
from bot.playground.options import CommandHelp, PageOptions
from bot.settings import Settings
from tests.bot.playground.showcase import Showcase
from tests.drivers.served import Served

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
"""A Wednesday."""

COMMANDS = (
    CommandHelp({"en": "show", "zh": "查看"}, {"en": "Anyone's OKRs", "zh": "查看目标"}, "[O12]"),
    CommandHelp({"en": "form", "zh": "表单"}, {"en": "Fill a form", "zh": "填写表单"}),
    CommandHelp({"en": "public", "zh": "公开"}, {"en": "Show to all", "zh": "给所有人看"}),
)


@dataclass
class World:
    """The playground, its intake and clock, and a client of its API where it is served."""

    intake: Showcase
    clock: Clock
    playground: Playground
    travels: list[datetime] = field(default_factory=list)
    url: str = ""
    client: httpx.Client | None = None
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    def get(self, name: str, **query: str | int) -> httpx.Response:
        """Ask the API."""
        assert self.client is not None
        return self.client.get(f"/playground/api/{name}", params=query)

    def post(self, name: str, who: str = "sofia", **body: Any) -> httpx.Response:
        """Do something over the API."""
        assert self.client is not None
        whole = {"as": who, "id": f"deed-{next(self._ids)}", **body}
        return self.client.post(f"/playground/api/{name}", json=whole)

    def reply(self, name: str, who: str = "sofia", **body: Any) -> Mapping[str, Any]:
        """What comes back for something that is taken."""
        answered = self.post(name, who, **body).raise_for_status().json()
        reply: Mapping[str, Any] = answered["reply"]
        return reply

    def messages(self, who: str, place: str = "dm", after: int = 0) -> list[dict[str, Any]]:
        """What a person reads at a place."""
        query: dict[str, str | int] = {"as": who, "place": place, "after": after}
        response = self.get("messages", **query)
        found: list[dict[str, Any]] = response.raise_for_status().json()["messages"]
        return found


def settings(admins: str = "") -> Settings:
    """Settings that nothing of this machine has part in."""
    return Settings(_env_file=None, okrbot_admins=admins)


def world(company: Company = SAMPLE, admins: str = "") -> World:
    """A playground that nobody serves. Its clock stands at NOW and can travel."""
    intake, clock = Showcase(), Clock(lambda: NOW)
    travels: list[datetime] = []
    options = PageOptions(
        commands=COMMANDS,
        previews={"Slack": lambda shown: {"slack": shown.title}, "Lark": lambda _: {"lark": True}},
        travel=clock,
        on_travel=lambda: travels.append(clock()),
    )
    playground = Playground(settings(admins), intake, clock, company, options)
    return World(intake, clock, playground, travels)


@contextmanager
def served_world(company: Company = SAMPLE, admins: str = "") -> Iterator[World]:
    """A playground behind real HTTP."""
    it = world(company, admins)
    it.playground.start()
    served = Served(Starlette(routes=list(it.playground.routes)))
    try:
        it.url = served.url
        with httpx.Client(base_url=served.url, timeout=20, trust_env=False) as it.client:
            yield it
    finally:
        it.playground.stop()
        served.stop()
