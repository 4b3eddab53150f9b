"""A team's follow-up meeting in its channel, from the start to the summary, on every platform."""

from datetime import timedelta

import pytest

from tests.drivers.base import Driver
from tests.scenarios.conftest import MONDAY


@pytest.fixture
def growth(launched: Driver) -> Driver:
    """Ada leads Growth, Bo is in it, and its channel is known."""
    launched.say("bo", "/okr settings language en")
    launched.say("ada", "/okr team create Growth {ada} {bo}")
    launched.say("ada", "/okr team channel Growth", place="growth")
    return launched


def _option(stage: Driver, who: str, beginning: str) -> str:
    """The choice in the channel's newest card that begins so."""
    cards = reversed(stage.all_seen(who, "growth"))
    return next(label for card in cards for label in card.buttons if label.startswith(beginning))


def test_a_meeting_from_start_to_summary(growth: Driver) -> None:
    growth.say("ada", "/okr meeting", place="growth")
    texts = [seen.text for seen in growth.all_seen("bo", "growth")]
    assert any("Weekly report of Growth" in text for text in texts)
    assert any("Silent reading until 10:15" in text for text in texts)

    growth.press("bo", _option(growth, "bo", "KR1.2"), "growth")
    growth.fill("bo", text="What do the low ratings say?")
    assert "What do the low ratings say?" in growth.sees("ada").text
    growth.press("ada", "Answer")
    growth.fill("ada", answer="Slow start on old phones.")
    assert "Slow start on old phones." in growth.sees("bo").text

    growth.press("ada", "Decision…", "growth")
    growth.fill("ada", title="Measure the start on old phones", owner="bo", due="2026-11-27")
    assert "Measure the start on old phones" in growth.sees("bo").text

    growth.travel(MONDAY + timedelta(minutes=15))
    texts = [seen.text for seen in growth.all_seen("bo", "growth")]
    assert len([text for text in texts if "The time for silent reading is up." in text]) == 1

    growth.press("ada", "Close the meeting", "growth")
    summary = [seen.text for seen in growth.all_seen("bo", "growth")][-1]
    assert "Meeting closed · Growth" in summary
    assert "Measure the start on old phones" in summary
    assert "Slow start on old phones." in summary
    assert "Silent reading until" not in summary
