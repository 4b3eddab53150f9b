"""What people write under a card in the platform's own thread, on Slack and on Lark."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from storage.database import Database
from storage.migrate import upgrade
from tests.drivers.base import Driver
from tests.drivers.lark import LarkLongConnection, LarkWebhook
from tests.drivers.slack import SlackHttp, SlackSocket
from tests.fakes.lark.store import Message as LarkMessage
from tests.fakes.slack.store import Message as SlackMessage
from tests.scenarios.conftest import MONDAY


class Threads(Protocol):
    """A platform on which people reply to the newest card with some words in it."""

    @property
    def driver(self) -> Driver:
        """The program behind it."""

    def allow(self) -> None:
        """The app may hear what is said in channels."""

    def reply(self, who: str, card: str, text: str, place: str = "growth") -> bool:
        """Whether the bot heard it."""

    def under(self, card: str, who: str, place: str = "growth") -> list[str]:
        """What the bot wrote in the thread."""


class SlackThreads:
    """On Slack the app hears a channel by its history scope, and threads have one root."""

    def __init__(self, driver: SlackHttp | SlackSocket) -> None:
        self.driver = driver
        self._fake = driver.fake

    def allow(self) -> None:
        self._fake.api.scopes |= {"channels:history", "groups:history"}

    def reply(self, who: str, card: str, text: str, place: str = "growth") -> bool:
        root = self._card(card, who, place)
        people = self._fake.people
        if place == "dm":
            came = people.direct_message(who, text, thread=root.thread or root.ts)
        else:
            heard = people.talk(who, text, place, thread=root.thread or root.ts)
            if heard is None:
                return False
            came = heard
        self.driver.travel(MONDAY)
        return came.status == 200

    def under(self, card: str, who: str, place: str = "growth") -> list[str]:
        root = self._card(card, who, place)
        shown = self._fake.shown(who, place)
        return [self._fake.read(each) for each in shown if each.thread == root.ts]

    def _card(self, card: str, who: str, place: str) -> SlackMessage:
        found = self._fake.shown(who, place)
        return next(
            each
            for each in reversed(found)
            if card in self._fake.read(each) and not (each.thread or each.only_for)
        )


class LarkThreads:
    """On Lark the app hears a whole group by a scope of its own, and replies name two parents."""

    def __init__(self, driver: LarkWebhook | LarkLongConnection) -> None:
        self.driver = driver
        self._fake = driver.fake
        self._fake.api.directory.scopes["im:message.group_msg"] = False

    def allow(self) -> None:
        self._fake.api.directory.scopes["im:message.group_msg"] = True

    def reply(self, who: str, card: str, text: str, place: str = "growth") -> bool:
        came = self._fake.clients.reply(who, self._card(card, who, place), text)
        self.driver.travel(MONDAY)
        return came is not None

    def under(self, card: str, who: str, place: str = "growth") -> list[str]:
        root = self._card(card, who, place)
        found = self._fake.from_bot(who if place == "dm" else place)
        return [each.content for each in found if each.parent_id == root.id and each.thread]

    def _card(self, card: str, who: str, place: str) -> LarkMessage:
        found = self._fake.from_bot(who if place == "dm" else place)
        return next(each for each in reversed(found) if card in each.content)


@pytest.fixture(
    params=[SlackHttp, SlackSocket, LarkWebhook, LarkLongConnection], ids=lambda made: made.name
)
def threads(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Threads]:
    """Bo's O1 is published and stands in the growth channel."""
    url = f"sqlite:///{tmp_path / 'okr.db'}"
    database = Database(url)
    upgrade(database)
    database.dispose()
    driver = request.param()
    driver.start(url, MONDAY, tmp_path)
    is_slack = isinstance(driver, SlackHttp | SlackSocket)
    try:
        for who in ("ada", "bo", "cy"):
            driver.say(who, "/okr settings language en")
        driver.say("bo", "/okr new Grow in the north\nSign 20 clients")
        driver.say("bo", "/okr publish O1")
        driver.say("bo", "@okrbot show O1", place="growth")
        yield SlackThreads(driver) if is_slack else LarkThreads(driver)
        assert list(driver.rejections()) == []
    finally:
        driver.stop()


CARD = "Grow in the north"


def test_a_reply_is_a_comment_and_the_thread_hears_that_once(threads: Threads) -> None:
    threads.allow()
    assert threads.reply("ada", CARD, "I can help with that.")
    assert threads.reply("ada", CARD, "From May on.")
    told = threads.under(CARD, "ada")
    assert len(told) == 1
    assert "I keep what is said here as comments on O1" in told[0]
    threads.driver.say("cy", "/okr comment O1")
    seen = threads.driver.sees("cy").text
    assert "I can help with that." in seen
    assert "From May on." in seen


def test_a_repeated_delivery_is_one_comment(threads: Threads) -> None:
    threads.allow()
    threads.reply("ada", CARD, "I can help with that.")
    threads.driver.repeat()
    threads.driver.say("cy", "/okr comment O1")
    assert threads.driver.sees("cy").text.count("I can help with that.") == 1


def test_a_question_in_the_thread_is_answered_there(threads: Threads) -> None:
    threads.allow()
    threads.reply("ada", CARD, "Why in the north?")
    asked = threads.driver.sees("bo")
    assert "Ada Li asks about O1" in asked.text
    assert "Answer" in asked.buttons
    threads.driver.press("bo", "Answer")
    threads.driver.fill("bo", answer="Because of the fair.")
    assert any("Because of the fair" in each for each in threads.under(CARD, "cy"))


def test_the_owners_reply_is_the_answer(threads: Threads) -> None:
    threads.allow()
    threads.reply("ada", CARD, "Why in the north?")
    threads.reply("bo", CARD, "Because of the fair.")
    assert "Because of the fair." in threads.driver.sees("bo").text
    threads.driver.say("bo", "/okr comment")
    assert "No question waits for you" in threads.driver.sees("bo").text


def test_without_the_scope_nothing_is_heard(threads: Threads) -> None:
    assert not threads.reply("ada", CARD, "I can help with that.")
    threads.driver.say("cy", "/okr comment O1")
    form = threads.driver.form("cy")
    assert form is None or "I can help" not in form.text


def test_other_talk_in_the_channel_leaves_nothing(threads: Threads) -> None:
    threads.allow()
    before = len(threads.driver.all_seen("ada", "growth"))
    if isinstance(threads, SlackThreads):
        threads.driver.fake.people.talk("ada", "show O1", "growth")
        threads.driver.fake.people.talk("ada", "Lunch?", "growth", thread="1.000001")
    elif isinstance(threads, LarkThreads):
        threads.driver.fake.clients.say_in("growth", "ada", "show O1")
    threads.driver.travel(MONDAY)
    assert len(threads.driver.all_seen("ada", "growth")) == before


def test_in_the_direct_chat_a_reply_to_what_a_button_showed_is_a_comment(
    threads: Threads,
) -> None:
    threads.driver.say("ada", "find north")  # no slash: what that shows has no thread
    threads.driver.press("ada", "O1 Grow in the north")
    assert threads.reply("ada", "Sign 20 clients", "Which clients?", place="dm")
    assert "Ada Li asks about O1" in threads.driver.sees("bo").text


def test_the_owner_answers_by_replying_to_the_question(threads: Threads) -> None:
    threads.driver.say("ada", "/okr comment KR1.1 Why 20?")
    assert threads.reply("bo", "Why 20?", "Because of the fair.", place="dm")
    seen = threads.driver.sees("ada").text
    assert "Bo Chen answers on KR1.1" in seen
    assert "Because of the fair." in seen


def test_an_edited_message_says_nothing_new(threads: Threads) -> None:
    threads.allow()
    threads.reply("ada", CARD, "I can help.")
    if isinstance(threads, SlackThreads):
        fake = threads.driver.fake
        said = next(each for each in reversed(fake.store.messages) if each.text == "I can help.")
        fake.people.edit("ada", "growth", said.ts, "I cannot help.")
        threads.driver.travel(MONDAY)
    threads.driver.say("cy", "/okr comment O1")
    assert "I cannot help." not in threads.driver.sees("cy").text
