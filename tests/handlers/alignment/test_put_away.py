"""A request whose ends are archived, brought back, changed or moved while it is talked about."""

import pytest

from tests.handlers.alignment.talking import ONE, ask, messages, told
from tests.handlers.office import MONDAY, Office


def heard(office: Office, who: str, word: str) -> list[str]:
    return [each for each in office.waiting_for(who) if word in each]


@pytest.mark.parametrize("command", ["archive O1", "archive KR1.1"])
def test_what_it_asks_for_is_archived_and_brought_back(pair: Office, command: str) -> None:
    ask(pair)
    pair.say("bo", command)
    assert "KR1.1 is archived or closed" in told(pair, "bo")
    assert "[Accept]" not in told(pair, "bo")
    assert len(heard(pair, "ada", "nobody will answer that while it is archived")) == 1
    assert "archived or closed" in pair.say("ada", "show O2")
    assert "[Accept]" not in pair.say("bo", "align")
    assert "alignment" not in pair.home("bo").lower()
    assert "nothing to answer" in pair.press("bo", "answering.accept", ONE)
    assert "nothing to answer" in pair.press("bo", "answering.decline", ONE)
    assert "[Withdraw]" in pair.press("ada", "align.show", ONE)
    pair.say("bo", command)
    assert "[Accept]" in told(pair, "bo")
    assert len(heard(pair, "ada", "asks again to hang on it")) == 1
    assert "Aligned" in pair.press("bo", "answering.accept", ONE)


def test_one_that_asks_is_archived_without_a_message_and_its_time_begins_anew(
    pair: Office,
) -> None:
    ask(pair)
    pair.say("ada", "archive O2")
    assert "O2 is archived or closed" in told(pair, "bo")
    pair.travel(MONDAY.replace(month=12, day=7))
    assert messages(pair, "bo") == 1
    assert messages(pair, "ada") == 0
    pair.say("ada", "archive O2")
    assert "until Thu 10 Dec" in told(pair, "bo")
    pair.travel(MONDAY.replace(month=12, day=10))
    assert "Today is the last day" in told(pair, "bo")


def test_who_proposed_a_change_hears_that_it_is_archived(pair: Office) -> None:
    ask(pair)
    pair.press("bo", "answering.counter", ONE)
    pair.fill("bo", of="1", target="30")
    pair.say("ada", "archive O2")
    assert len(heard(pair, "bo", "It asked to hang on your KR1.1")) == 1
    assert "nothing to answer" in pair.press("ada", "asking.agree", ONE)
    assert "Waiting for you" not in pair.say("ada", "align")


def test_the_card_of_who_is_asked_follows_the_wording(pair: Office) -> None:
    ask(pair)
    pair.say("ada", "edit KR2.1 25 partners in Asia")
    assert "KR2.1 25 partners in Asia" in told(pair, "bo")
    assert "[Accept]" in told(pair, "bo")
    pair.say("bo", "edit KR1.1 60,000 sign-ups by 31 Dec")
    assert "60,000 sign-ups" in told(pair, "bo")
    assert messages(pair, "bo") == 1


def test_a_new_owner_has_the_request_and_the_former_sees_so(pair: Office) -> None:
    ask(pair, "align O2 to O1")
    pair.say("bo", "move O1 to {cy}")
    assert "[Accept]" in told(pair, "cy")
    assert "Cy Diaz's to answer now" in told(pair, "bo")
    assert "only they can answer" in pair.press("bo", "answering.accept", ONE)
    assert "Aligned" in pair.press("cy", "answering.accept", ONE)


def test_what_was_moved_to_a_time_that_shares_no_day_is_not_accepted(pair: Office) -> None:
    ask(pair)
    pair.say("root", "cycle new 2027 Q2")
    pair.say("ada", "move O2 to 2027 Q2")
    assert "share no day" in pair.press("bo", "answering.accept", ONE)


def test_where_the_key_result_of_a_proposal_is_gone_the_asker_can_still_answer(
    pair: Office,
) -> None:
    ask(pair)
    pair.press("bo", "answering.counter", ONE)
    pair.fill("bo", of="1", target="30")
    pair.say("ada", "archive KR2.1")
    assert "no longer there" in pair.press("ada", "asking.agree", ONE)
    pair.press("ada", "asking.refuse", ONE)
    assert [each.name for each in pair.form("ada").inputs] == ["reason"]
    assert "You ask Bo Chen" in pair.fill("ada", reason="It is archived")
    assert "It is archived" in told(pair, "bo")
