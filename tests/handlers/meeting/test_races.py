"""What happens where two people act in a meeting at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.handlers.meeting.test_meeting import begin, comment
from tests.handlers.office import Office


@pytest.fixture
def growth(office: Office) -> Office:
    """Ada leads Growth with Bo, and has published an objective."""
    office.say("bo", "settings language en")
    office.say("ada", "team create Growth {ada} {bo}")
    office.say("ada", "team channel Growth", channel="C1")
    office.say("ada", "new Win the first users\n100 sign-ups\nrating from 3.6 to 4.0")
    office.press("ada", "publish.run", {"o": "1"})
    return office


def at_once(*deeds: Callable[[], str]) -> list[str]:
    """What they say, begun together."""
    barrier = Barrier(len(deeds))

    def do(deed: Callable[[], str]) -> str:
        barrier.wait(10)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_two_who_begin_it_at_once_begin_one_meeting(growth: Office) -> None:
    at_once(
        lambda: growth.say("ada", "meeting", channel="C1"),
        lambda: growth.say("bo", "meeting", channel="C1"),
    )
    said = growth.waiting_in("C1")
    assert sum("Silent reading until" in card for card in said) == 1


def test_two_comments_at_once_are_both_in_the_card(growth: Office) -> None:
    begin(growth)
    for who in ("ada", "bo"):
        growth.press(who, "meeting_comments.open", {"meeting": "1", "option": "KR1.1"})
    at_once(
        lambda: growth.fill("ada", text="One"),
        lambda: growth.fill("bo", text="Two"),
    )
    assert "2 comments" in growth.waiting_in("C1")[-1]


def test_a_comment_at_the_instant_of_closing_is_in_the_summary_or_still_typed(
    growth: Office,
) -> None:
    begin(growth)
    growth.press("bo", "meeting_comments.open", {"meeting": "1", "option": "KR1.1"})
    said, _ = at_once(
        lambda: growth.fill("bo", text="Just in time"),
        lambda: growth.press("ada", "meeting.close", {"meeting": "1"}),
    )
    card, summary = growth.waiting_in("C1")[-2:]
    assert "The meeting is over" in card
    assert ("Just in time" in summary) == ("Your comment" in said)


def test_two_who_close_it_at_once_leave_one_summary(growth: Office) -> None:
    begin(growth)
    comment(growth, "bo", "KR1.1", "Is it live?")
    close = {"meeting": "1"}
    said = at_once(
        lambda: growth.press("ada", "meeting.close", close),
        lambda: growth.press("bo", "meeting.close", close),
    )
    assert sum("is closed; its summary" in each for each in said) == 1
    assert sum("Meeting closed" in card for card in growth.waiting_in("C1")) == 1
