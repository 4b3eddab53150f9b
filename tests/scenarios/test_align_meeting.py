"""A team's alignment meeting in its channel, from what is missing to the last revision."""

from datetime import timedelta

import pytest

from tests.drivers.base import Driver
from tests.scenarios.conftest import MONDAY


@pytest.fixture
def growth(launched: Driver) -> Driver:
    """Ada leads Growth and has published O1; Bo is in it and has a draft, O2."""
    launched.say("bo", "/okr settings language en")
    launched.say("bo", "/okr new Make support a joy\nanswers within 2 hours for 90%")
    launched.say("ada", "/okr team create Growth {ada} {bo}")
    launched.say("ada", "/okr team channel Growth", place="growth")
    return launched


def _channel(stage: Driver, beginning: str = "Alignment meeting") -> str:
    """The card in the channel as it stands now."""
    texts = [seen.text for seen in stage.all_seen("bo", "growth")]
    return [text for text in texts if beginning in text][-1]


def test_an_alignment_meeting_from_its_preparation_to_the_last_revision(growth: Driver) -> None:
    growth.say("ada", "/okr meeting align", place="growth")
    assert "1 draft that nobody else sees yet" in _channel(growth)
    assert "is a draft: the meeting does not see it." in growth.sees("bo").text
    growth.press("bo", "Show it as a draft")
    assert "2 are on the table" in _channel(growth)

    growth.press("ada", "Begin", "growth")
    assert "1 of 2" in _channel(growth)
    assert "Silent reading until 10:15" in _channel(growth)
    growth.travel(MONDAY + timedelta(minutes=15))
    assert "Silent reading until" not in _channel(growth, "1 of 2")

    growth.press("bo", "Next objective", "growth")
    growth.repeat()
    assert "Make support a joy" in _channel(growth, "2 of 2")
    growth.press("ada", "Must be revised…", "growth")
    growth.fill("ada", text="Which channels?")
    assert "Which channels?" in _channel(growth, "2 of 2")

    growth.press("ada", "Close the meeting", "growth")
    growth.repeat()
    closed = [each.text for each in growth.all_seen("bo", "growth")]
    assert sum("Meeting closed" in each for each in closed) == 1
    assert sum("To be revised" in each for each in closed) == 1
    assert "1 of 1 is still to be revised." in _channel(growth, "To be revised")
    assert "Which channels?" in growth.sees("bo").text
    growth.say("bo", "/okr publish O2")
    growth.press("bo", "Revised")
    growth.repeat()
    assert "This list is closed." in _channel(growth, "To be revised")
