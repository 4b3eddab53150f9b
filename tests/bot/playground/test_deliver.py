"""Messages out of the outbox."""

import pytest

from bot.playground.company import account
from chat.address import Account, Address, MessageRef, PlaceKind
from chat.cards import Card
from chat.platform import Outgoing, Undeliverable
from tests.bot.playground.showcase import EVERY_BLOCK, EVERY_FIELD
from tests.bot.playground.world import World, served_world, world

TO_MEI = Address.of(account("mei"))
GROWTH = Address("playground", "playground", PlaceKind.CHANNEL, "growth")


def titles(it: World, who: str, place: str = "dm") -> list[str]:
    return [message["content"]["title"] for message in it.messages(who, place)]


def test_the_same_key_arrives_once() -> None:
    with served_world() as it:
        outgoing = Outgoing("k1", TO_MEI, EVERY_BLOCK)
        assert it.playground.find_delivered(outgoing) is None
        first = it.playground.deliver(outgoing)
        assert it.playground.deliver(outgoing) == first
        assert it.playground.find_delivered(outgoing) == first
        assert titles(it, "mei") == [EVERY_BLOCK.title]


def test_an_edit_changes_the_message_in_place() -> None:
    with served_world() as it:
        sent = it.playground.deliver(Outgoing("k1", GROWTH, EVERY_BLOCK))
        it.playground.deliver(Outgoing("k2", GROWTH, Card("Done", ()), edit=sent))
        assert titles(it, "lei", "growth") == ["Done"]


def test_in_a_channel_it_may_be_for_one_person() -> None:
    with served_world() as it:
        it.playground.deliver(Outgoing("k1", GROWTH, EVERY_BLOCK, only_for=account("mei")))
        assert titles(it, "mei", "growth") == [EVERY_BLOCK.title]
        assert titles(it, "lei", "growth") == []


def test_a_form_stands_as_a_message() -> None:
    with served_world() as it:
        it.playground.deliver(Outgoing("k1", TO_MEI, EVERY_FIELD))
        assert it.messages("mei")[0]["content"]["type"] == "form"


@pytest.mark.parametrize(
    "address",
    [
        Address.of(account("nobody")),
        Address("playground", "playground", PlaceKind.CHANNEL, "nowhere"),
        Address("slack", "T1", PlaceKind.PERSON, "mei"),
        Address("playground", "other", PlaceKind.PERSON, "mei"),
    ],
)
def test_where_nobody_is_nothing_arrives(address: Address) -> None:
    with pytest.raises(Undeliverable):
        world().playground.deliver(Outgoing("k1", address, EVERY_BLOCK))


def test_a_home_pane_is_no_message() -> None:
    it = world()
    address = Address("playground", "playground", PlaceKind.HOME, "mei")
    assert it.playground.deliver(Outgoing("k1", address, EVERY_BLOCK)) == MessageRef(
        "playground", "playground", "home:mei", "home:mei"
    )


def test_profiles_come_from_the_company() -> None:
    it = world()
    profile = it.playground.look_up(account("ying"))
    assert profile is not None
    assert (profile.name, profile.locale, profile.timezone) == ("赵颖", "zh-CN", "Asia/Shanghai")
    assert it.playground.look_up(account("nobody")) is None
    assert it.playground.look_up(Account("playground", "other", "ying")) is None
