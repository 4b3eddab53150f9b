"""The messages that stand on the page."""

from concurrent.futures import ThreadPoolExecutor

from bot.playground import limits
from bot.playground.messages import Message, Messages, Said, direct, in_channel
from chat.text import text
from tests.bot.playground.world import NOW


def said(words: str) -> Said:
    return Said(text(words))


def test_the_same_key_is_the_same_message() -> None:
    messages = Messages(lambda: NOW)
    first = messages.add(direct("mei"), said("a"), key="k")
    assert messages.add(direct("mei"), said("b"), key="k") == first
    assert messages.find_with_key("k") == first
    assert len(messages.list_for("mei", direct("mei"))) == 1


def test_an_edit_keeps_the_place_and_is_new_to_those_who_know_the_old_one() -> None:
    messages = Messages(lambda: NOW)
    first = messages.add(direct("mei"), said("a"), key="1")
    second = messages.add(direct("mei"), said("b"), key="2")
    messages.edit(first.id, direct("mei"), said("c"))
    stand = messages.list_for("mei", direct("mei"))
    assert [message.content for message in stand] == [said("c"), said("b")]
    assert [each.id for each in messages.list_for("mei", direct("mei"), second.version)] == [
        first.id
    ]


def test_a_message_of_an_earlier_run_comes_back_for_the_one_who_acted() -> None:
    messages = Messages(lambda: NOW)
    messages.edit("m0123456789abcdef", in_channel("growth"), said("a"), only_for="mei")
    assert [each.id for each in messages.list_for("mei", in_channel("growth"))] == [
        "m0123456789abcdef"
    ]
    assert messages.list_for("lei", in_channel("growth")) == []


def test_nobody_reads_what_is_for_another() -> None:
    messages = Messages(lambda: NOW)
    messages.add(in_channel("growth"), said("secret"), key="1", only_for="mei")
    messages.add(direct("mei"), said("secret"), key="2")
    assert messages.list_for("lei", in_channel("growth")) == []
    assert messages.list_for("lei", direct("mei")) == []


def test_the_oldest_go_and_their_keys_with_them() -> None:
    messages = Messages(lambda: NOW)
    for number in range(limits.MESSAGES + 5):
        messages.add(in_channel("growth"), said("a"), key=str(number))
    assert len(messages.list_for("mei", in_channel("growth"))) == limits.MESSAGES
    assert messages.find_with_key("4") is None
    assert messages.find_with_key("5") is not None


def test_many_threads_lose_nothing() -> None:
    told: list[Message] = []
    messages = Messages(lambda: NOW, told.append)
    with ThreadPoolExecutor(4) as pool:
        for number in range(100):
            pool.submit(messages.add, in_channel("growth"), said("a"), key=str(number // 2))
    versions = [message.version for message in told]
    assert versions == sorted(set(versions))
    assert len(messages.list_for("mei", in_channel("growth"))) == 50
