"""A driver with the desk behind it, and what only a test sees: raw strings, pings, links."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot.settings import Settings
from chat.address import Account, Address, PlaceKind
from chat.cards import Card
from tests.contracts.desk import Desk
from tests.contracts.program import DeskProgram
from tests.contracts.samples import accounts
from tests.drivers.base import PEOPLE, Seen, SeenForm
from tests.drivers.lark import LarkLongConnection, LarkWebhook
from tests.drivers.playground import PlaygroundDriver
from tests.drivers.slack import SlackHttp, SlackSocket
from tests.fakes.lark.outages import Outages as LarkOutages
from tests.fakes.slack.outages import Outages as SlackOutages
from tests.fakes.slack.reading import links

AnyDriver = PlaygroundDriver | SlackHttp | SlackSocket | LarkWebhook | LarkLongConnection
PLATFORMS: tuple[type[AnyDriver], ...] = (PlaygroundDriver, SlackHttp, LarkWebhook)
"""One transport of each platform."""
REMOTE: tuple[type[AnyDriver], ...] = (SlackHttp, LarkWebhook)
"""The playground's messages stand in the program itself: no network between could fail."""
TRANSPORTS: tuple[type[AnyDriver], ...] = (*PLATFORMS, SlackSocket, LarkLongConnection)

_LINKED = re.compile(r"\]\((https?://[^)]*)\)|(?<![\w/(])(https?://[^\s<>|)]+)")
_MARKED = ("markdown", "lark_md")


class Stage:
    """One platform. Everything of Driver that contracts need is here under the same name."""

    def __init__(self, kind: type[AnyDriver]) -> None:
        self._programs: list[DeskProgram] = []
        self.driver: AnyDriver = kind(self._build)
        self.name = self.driver.name
        self.platform = self.name.partition("-")[0]

    def _build(self, settings: Settings, **options: object) -> DeskProgram:
        program = DeskProgram(settings, **options)  # type: ignore[arg-type]  # as Build says
        self._programs.append(program)
        return program

    @property
    def desk(self) -> Desk:
        """What was heard."""
        return self._programs[-1].desk

    def start(self, database_url: str, now: datetime, folder: Path) -> None:
        """Start the platform and the program."""
        self._now = now
        self.driver.start(database_url, now, folder)

    def later(self) -> None:
        """Five minutes on: longer than what failed once or twice has to wait."""
        self._now += timedelta(minutes=5)
        self.driver.travel(self._now)

    @property
    def outages(self) -> SlackOutages | LarkOutages:
        """The switches that break the platform."""
        assert not isinstance(self.driver, PlaygroundDriver)
        return self.driver.fake.outages

    def settle(self) -> None:
        """Wait until everything due was sent."""
        assert self._programs[-1].settle(30)

    def put(self, card: Card, address: Address) -> None:
        """Send a card through the outbox."""
        self.desk.send(address, card)
        self.settle()

    def accounts(self) -> Mapping[str, Account]:
        """Everybody's account on this platform."""
        return {
            who: next(each for each in accounts(who) if each.platform == self.platform)
            for who in PEOPLE
        }

    def address(self, who: str = "", *, place: str = "") -> Address:
        """Somebody's direct chat, or a channel."""
        if who:
            return Address.of(self.accounts()[who])
        names = {"slack": f"C0{place.upper()}", "lark": f"oc_{place}"}
        tenant = self.accounts()["ada"].tenant
        name = names.get(self.platform, place)
        return Address(self.platform, tenant, PlaceKind.CHANNEL, name)

    def ask(self, who: str, command: str, place: str = "dm", *, slash: bool = False) -> None:
        """Give the desk a command: written to the bot, or a slash command."""
        prefix = "/okr " if slash else "@okrbot " if place != "dm" else ""
        self.driver.say(who, prefix + command, place)

    def see(self, who: str, place: str = "dm") -> Seen:
        """The newest thing shown to this person there."""
        return self.driver.sees(who, place)

    def all(self, who: str, place: str = "dm") -> str:
        """Everything this person can read there, and press."""
        seen = self.driver.all_seen(who, place)
        return "\n".join(line for one in seen for line in (one.text, *one.buttons))

    def count(self, who: str, place: str = "dm") -> int:
        """How many things stand there for this person."""
        return len(self.driver.all_seen(who, place))

    def open(self, who: str, name: str, place: str = "dm") -> SeenForm:
        """Ask for a form and look at it."""
        self.ask(who, f"form {name}", place, slash=True)
        form = self.driver.form(who)
        assert form is not None, f"{who} sees no form"
        return form

    def strings(self, who: str, place: str = "dm") -> list[str]:
        """Every string of the newest message there, or of the form before this person."""
        return list(_strings(self._raw(who, place)))

    def _raw(self, who: str, place: str) -> object:
        driver = self.driver
        match driver:
            case PlaygroundDriver():
                form = driver.open_form(who)
                return form or driver.trees(who, place)[-1]
            case SlackHttp() | SlackSocket():
                stack = driver.fake.store.stacks.get(driver.fake.store.people[who].id, [])
                if stack:
                    return stack[-1].content
                shown = driver.fake.shown(who, place)
                return max(shown, key=lambda message: message.changed).blocks
            case LarkWebhook() | LarkLongConnection():
                messages = driver.fake.from_bot(who if place == "dm" else place)
                return max(messages, key=lambda message: message.changed).body

    def papers(self, who: str, place: str = "dm") -> list[tuple[str, str]]:
        """(kind, Markdown) of every document that this person can open there."""
        driver = self.driver
        match driver:
            case PlaygroundDriver():
                return [("page", written) for written in driver.papers(who, place)]
            case SlackHttp() | SlackSocket() | LarkWebhook() | LarkLongConnection():
                return driver.fake.papers(who, place)

    def pings(self) -> list[str]:
        """Everybody whom anything of the bot has notified so far."""
        driver = self.driver
        match driver:
            case PlaygroundDriver():
                trees = [tree for who in PEOPLE for tree in driver.trees(who)]
                return [str(node["name"]) for node in _nodes(trees) if node.get("ping") is True]
            case SlackHttp() | SlackSocket() | LarkWebhook() | LarkLongConnection():
                return [who for _, who in driver.fake.pings()]

    def links(self) -> list[str]:
        """Every address in words of the bot that can be followed, buttons left out."""
        driver = self.driver
        match driver:
            case PlaygroundDriver():
                trees = [tree for who in PEOPLE for tree in driver.trees(who)]
                return [str(node["url"]) for node in _nodes(trees) if node.get("span") == "link"]
            case SlackHttp() | SlackSocket():
                # Beside blocks the `text` is only the notification's, which links nothing.
                ours = [message for message in driver.fake.store.messages if message.is_from_bot]
                return [link for message in ours for link in links("", message.blocks)]
            case LarkWebhook() | LarkLongConnection():
                messages = [m for m in driver.fake.store.messages.values() if m.by_bot]
                return [link for message in messages for link in _lark_links(message.body)]

    def rejections(self) -> list[str]:
        """What the strict server refused so far; that an app without the scope for it cannot
        upload pictures is no mistake."""
        refused = list(self.driver.rejections())
        return [each for each in refused if each != "files.getUploadURLExternal missing_scope"]


def _nodes(tree: object) -> Iterator[Mapping[str, object]]:
    if isinstance(tree, Mapping):
        yield tree
        for inner in tree.values():
            yield from _nodes(inner)
    elif isinstance(tree, list | tuple):
        for inner in tree:
            yield from _nodes(inner)


def _strings(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, Mapping):
        for inner in tree.values():
            yield from _strings(inner)
    elif isinstance(tree, list | tuple):
        for inner in tree:
            yield from _strings(inner)


def _lark_links(card: object) -> Iterator[str]:
    """Links in everything of a card that Lark reads as markdown, cells of tables included."""
    for node in _nodes(card):
        marked = [node.get("content")] if node.get("tag") in _MARKED else []
        if node.get("tag") == "table":
            columns = [each for each in _nodes(node.get("columns")) if "name" in each]
            rich = [each["name"] for each in columns if each.get("data_type") in _MARKED]
            marked = [row.get(str(name)) for row in _nodes(node.get("rows")) for name in rich]
        for words in marked:
            for found in _LINKED.finditer(str(words)):
                yield found[1] or found[2]
