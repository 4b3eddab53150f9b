"""The playground's driver: the JSON API over real HTTP, as an open page uses it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from bot.app import build
from bot.playground.company import Company, PretendChannel, PretendPerson
from bot.settings import Settings
from tests.drivers.base import CHANNELS, PEOPLE, Seen, SeenForm
from tests.drivers.clock import FixedClock
from tests.drivers.playground_page import OpenForm, Page, Tree, filled, seen, seen_form
from tests.drivers.program import Build, Running
from tests.drivers.served import DEADLINE, Served

COMPANY = Company(
    name="Test company",
    people=tuple(
        PretendPerson(key, name, locale, timezone, is_admin=key == "root")
        for key, (name, locale, timezone) in PEOPLE.items()
    ),
    channels=tuple(PretendChannel(key, name) for key, name in CHANNELS.items()),
)
"""The people and channels that every driver knows."""

_PLACES = ("dm", *CHANNELS)


class PlaygroundDriver:
    """Implements tests.drivers.base.Driver."""

    name = "playground"

    def __init__(self, build: Build = build) -> None:
        self._build = build

    def start(self, database_url: str, now: datetime, folder: Path) -> None:
        """Start the program behind a server."""
        self._settings = Settings(
            _env_file=None,
            okrbot_database_url=database_url,
        )
        self._clock = FixedClock(now)
        self._pages = {who: Page() for who in PEOPLE}
        self._rejections: list[str] = []
        self._ids = count(1)
        self._newest: tuple[str, dict[str, Any]] | None = None
        self._run()

    def stop(self) -> None:
        """Stop both."""
        self._client.close()
        self._program.stop()
        self._served.stop()

    def restart(self) -> None:
        """Stop both and start both; the pages stay open and keep what they show."""
        for who in PEOPLE:
            self._read(who)
        self.stop()
        self._run()

    def travel(self, now: datetime) -> None:
        """Set the clock."""
        self._clock.set(now)
        self._program.travelled()
        self._settle()

    def say(self, who: str, text: str, place: str = "dm") -> None:
        """Type into the message box."""
        typed = text
        for key, (name, _, _) in PEOPLE.items():
            typed = typed.replace(f"{{{key}}}", f"@{name}")
        self._do(who, "say", {"place": place, "text": typed})

    def repeat(self) -> None:
        """Send the newest deed once more, as a page does that got no answer."""
        assert self._newest is not None, "nothing was done yet"
        name, body = self._newest
        self._post(body["as"], name, body)

    def press(self, who: str, label: str, place: str = "dm") -> None:
        """Press a button; a question before it is answered with yes."""
        self._read(who)
        found = self._pages[who].find_control(place, label)
        assert found is not None, f"{who} sees no {label!r} to press at {place}"
        standing, control, values = found
        self._do(
            who,
            "press",
            {
                "place": place if standing is not self._pages[who].home else "home",
                "message": standing.message,
                "action": control["action"],
                "values": values,
            },
        )

    def fill(self, who: str, **answers: object) -> None:
        """Fill the open form and submit it."""
        form = self._pages[who].form
        assert form is not None, f"no form is open before {who}"
        self._do(
            who,
            "submit",
            {
                "place": form.place,
                "message": form.message,
                "action": form.tree["action"],
                "values": form.tree["values"],
                "fields": filled(form, answers),
            },
        )

    def cancel(self, who: str) -> None:
        """Close the form."""
        self._pages[who].form = None

    def sees(self, who: str, place: str = "dm") -> Seen:
        """What was shown or changed last."""
        self._read(who)
        newest = self._pages[who].newest(place)
        return seen(newest) if newest is not None else Seen("")

    def all_seen(self, who: str, place: str = "dm") -> Sequence[Seen]:
        """Everything at the place."""
        self._read(who)
        return [seen(standing) for standing in self._pages[who].all(place)]

    def home(self, who: str) -> Seen:
        """Look at the home pane."""
        self._post(who, "home", {"as": who, "id": self._new_id(), "place": "home"})
        shown = self._pages[who].home
        return seen(shown) if shown is not None else Seen("")

    def form(self, who: str) -> SeenForm | None:
        """The form in the dialog."""
        form = self._pages[who].form
        return seen_form(form) if form is not None else None

    def trees(self, who: str, place: str = "dm") -> Sequence[Tree]:
        """What the API gave the page to show there, oldest first."""
        self._read(who)
        return [standing.tree for standing in self._pages[who].all(place)]

    def papers(self, who: str, place: str = "dm") -> Sequence[str]:
        """The documents there as files, oldest first."""
        self._read(who)
        shown = [each for each in self._pages[who].all(place) if each.tree["type"] == "document"]
        asked = ({"as": who, "of": standing.message} for standing in shown)
        found = [self._client.get("/playground/api/document", params=each) for each in asked]
        return [response.raise_for_status().text for response in found]

    def open_form(self, who: str) -> Tree | None:
        """What the API gave the page to ask, if a form is open."""
        form = self._pages[who].form
        return form.tree if form is not None else None

    def rejections(self) -> Sequence[str]:
        """What the API refused."""
        return self._rejections

    def _run(self) -> None:
        self._program: Running = self._build(
            self._settings, clock=self._clock, playground=True, company=COMPANY
        )
        self._program.start()
        self._served = Served(self._program.asgi)
        self._client = httpx.Client(base_url=self._served.url, timeout=30, trust_env=False)

    def _settle(self) -> None:
        assert self._program.settle(DEADLINE), "the outbox did not get empty in time"

    def _new_id(self) -> str:
        return f"deed-{next(self._ids)}"

    def _do(self, who: str, name: str, body: dict[str, Any]) -> None:
        body = {"as": who, "id": self._new_id(), **body}
        self._newest = (name, body)
        self._post(who, name, body)

    def _post(self, who: str, name: str, body: Mapping[str, Any]) -> None:
        response = self._client.post(f"/playground/api/{name}", json=body)
        if response.is_error:
            self._rejections.append(f"{name}: {response.status_code} {response.text}")
            return
        # An open page has long been told of what others caused before this.
        self._read(who)
        self._take(who, body, response.json()["reply"])
        self._settle()

    def _take(self, who: str, body: Mapping[str, Any], reply: Tree) -> None:
        page = self._pages[who]
        place = body["place"]
        context = (place, body.get("message", ""))
        refused = reply["kind"] == "notice" and reply["notice"]["tone"] in ("warning", "bad")
        if "fields" in body and reply["kind"] not in ("errors", "form") and not refused:
            page.form = None
        match reply["kind"]:
            case "form":
                page.form = OpenForm(reply["form"], *context)
            case "errors":
                page.form = OpenForm(reply["form"], *context, errors=reply["errors"])
            case "home":
                page.show_home(reply["card"])
            case "notice":
                page.notice("dm" if place == "home" else place, reply["notice"])
            case "message":
                page.take(reply["message"]["place"], reply["message"])

    def _read(self, who: str) -> None:
        for place in _PLACES:
            response = self._client.get(
                "/playground/api/messages", params={"as": who, "place": place}
            )
            for message in response.raise_for_status().json()["messages"]:
                self._pages[who].take(place, message)
