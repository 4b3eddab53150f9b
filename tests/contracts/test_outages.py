"""When the platform fails: nothing is lost, nothing is said twice, nothing else waits for it."""

from collections.abc import Callable
from threading import Event
from time import monotonic

import httpx
import pytest

from tests.contracts.exceptions import PERMITTED, At
from tests.contracts.samples import CARDS
from tests.contracts.stage import Stage
from tests.drivers.lark import LarkLongConnection, LarkWebhook
from tests.drivers.slack import SlackHttp, SlackSocket
from tests.fakes.slack.outages import Outages as SlackOutages

TITLE = CARDS["note"].title
POST, MESSAGES = "chat.postMessage", "/open-apis/im/v1/messages"

Break = Callable[[Stage], None]


def _broken(stage: Stage) -> None:
    outages = stage.outages
    if isinstance(outages, SlackOutages):
        outages.broken(POST, 500)
    else:
        outages.html_502(MESSAGES)


def _limited(stage: Stage) -> None:
    outages = stage.outages
    if isinstance(outages, SlackOutages):
        outages.limited(POST, retry_after=30)
    else:
        outages.error(MESSAGES, 99991400, 429)


def _answer_lost(stage: Stage) -> None:
    outages = stage.outages
    if isinstance(outages, SlackOutages):
        outages.lose_answer(POST)
    else:
        outages.drop_answer(MESSAGES)


def _inner_error(stage: Stage) -> None:
    outages = stage.outages
    if isinstance(outages, SlackOutages):
        outages.error(POST, "internal_error")
    else:
        outages.error(MESSAGES, 1500, 500)


def _count(stage: Stage, place: str = "dm") -> int:
    return stage.all("ada", place).count(TITLE)


@pytest.fixture
def short_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs started after this wait half a second for an answer, not ten."""
    monkeypatch.setattr("bot.slack.api.POST_SECONDS", 0.5)
    monkeypatch.setattr("bot.lark.client._TIMEOUT", httpx.Timeout(0.5))


@pytest.mark.parametrize("place", ["dm", "growth"])
@pytest.mark.parametrize(
    "fail", [_broken, _limited, _answer_lost, _inner_error], ids=lambda fail: fail.__name__[1:]
)
def test_an_answer_arrives_once_after_an_outage(remote: Stage, fail: Break, place: str) -> None:
    fail(remote)
    remote.ask("ada", "card note aloud", place)
    assert remote.desk.waiting() == 1
    remote.later()
    assert remote.desk.waiting() == 0
    assert remote.desk.dead() == {}
    remote.later()
    twice = At(remote.platform, f"{fail.__name__[1:]} {place} once") in PERMITTED
    assert _count(remote, place) == 1 + twice


def test_an_outage_of_some_attempts_is_outlasted(remote: Stage) -> None:
    for fail in (_broken, _answer_lost, _limited, _inner_error, _broken):
        fail(remote)
    remote.ask("ada", "card note")
    for _ in range(8):
        remote.later()
    assert _count(remote) == 1
    assert remote.desk.waiting() == 0


def test_a_message_whose_answer_was_lost_is_found_by_the_next_program(remote: Stage) -> None:
    remote.desk.send(remote.address("ada"), CARDS["note"])
    remote.settle()
    remote.driver.restart()
    _answer_lost(remote)
    remote.desk.send(remote.address("ada"), CARDS["note"], key="unsure")
    remote.settle()
    remote.driver.restart()
    remote.later()
    assert remote.desk.waiting() == 0
    assert _count(remote) == 2


@pytest.mark.usefixtures("short_timeouts")
def test_an_answer_that_came_too_late_is_found_and_not_said_again(remote: Stage) -> None:
    outages = remote.outages
    released = outages.slow(POST) if isinstance(outages, SlackOutages) else outages.hang(MESSAGES)
    remote.ask("ada", "card note")
    assert remote.desk.waiting() == 1
    assert _count(remote) == 0
    outages.release()
    released.set()
    deadline = monotonic() + 10
    while not _count(remote) and monotonic() < deadline:
        Event().wait(0.02)
    assert _count(remote) == 1
    remote.later()
    assert remote.desk.waiting() == 0
    assert _count(remote) == 1


def test_nothing_is_lost_while_the_token_is_revoked(remote: Stage) -> None:
    outages = remote.outages
    if isinstance(outages, SlackOutages):
        outages.error(POST, "token_revoked", times=2)
    else:
        for _ in range(4):  # each attempt takes a new token and tries once more
            outages.error(MESSAGES, 99991663)
    remote.ask("ada", "card note")
    remote.later()
    assert remote.desk.waiting() == 1
    assert remote.desk.dead() == {}
    remote.later()
    assert _count(remote) == 1
    assert remote.desk.waiting() == 0


def test_a_place_that_is_gone_is_told_and_holds_up_nobody_else(breakable: Stage) -> None:
    match breakable.driver:
        case SlackHttp() | SlackSocket():
            breakable.driver.fake.store.archived.add("C0GROWTH")
            code, place = "is_archived", "growth"
        case LarkWebhook() | LarkLongConnection():
            breakable.driver.fake.store.bot_left.add("oc_growth")
            code, place = "230002", "growth"
        case _:
            code, place = "channel_not_found", "archived"
    breakable.desk.send(breakable.address(place=place), CARDS["note"], key="gone")
    breakable.desk.send(breakable.address("ada"), CARDS["note"])
    breakable.desk.send(breakable.address(place="product"), CARDS["note"])
    breakable.settle()
    assert breakable.desk.dead() == {"gone": code}
    assert breakable.desk.waiting() == 0
    assert (_count(breakable), _count(breakable, "growth")) == (1, 0)
    assert _count(breakable, "product") == 1


def test_a_card_that_is_refused_is_told_and_holds_up_nobody_else(remote: Stage) -> None:
    outages = remote.outages
    if isinstance(outages, SlackOutages):
        outages.error(POST, "invalid_blocks")
    else:
        outages.error(MESSAGES, 230099)
    remote.desk.send(remote.address("ada"), CARDS["note"], key="refused")
    remote.settle()
    remote.desk.send(remote.address("ada"), CARDS["note"])
    remote.settle()
    assert list(remote.desk.dead()) == ["refused"]
    assert remote.desk.dead()["refused"].startswith(("invalid_blocks", "230099"))
    assert _count(remote) == 1
