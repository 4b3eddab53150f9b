"""The team's week in its channel: digest, late check-in, report; the same on every platform."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.drivers.base import Driver

FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)
"""16:00 in Berlin, on Ada's clock."""


@pytest.fixture
def growth(launched: Driver) -> Driver:
    """Ada leads Growth, which talks in #growth; Bo has published O2."""
    launched.say("ada", "/okr team create Growth")
    launched.say("ada", "/okr team add Growth {bo}")
    launched.say("ada", "@okrbot team channel Growth", place="growth")
    launched.say("bo", "/okr settings language en")
    launched.say("bo", "/okr new Tell the world\n3 talks by 30 Apr")
    launched.press("bo", "Publish")
    return launched


def digests(stage: Driver) -> list[str]:
    """Every digest that stands in the channel, as it stands now."""
    seen = stage.all_seen("cy", "growth")
    return [
        each.text for each in seen if "have reported" in each.text and "What moved" in each.text
    ]


def test_a_late_check_in_edits_the_digest_of_the_day(growth: Driver) -> None:
    growth.say("ada", "/okr checkin KR1.1 12,000")
    growth.travel(FRIDAY)
    (digest,) = digests(growth)
    assert "1 of 2 have reported" in digest
    assert "Bo Chen" not in digest
    told = [seen.text for seen in growth.all_seen("ada") if "Not yet: Bo Chen" in seen.text]
    assert len(told) == 1
    growth.say("bo", "/okr checkin KR2.1 1")
    (digest,) = digests(growth)
    assert "2 of 2 have reported" in digest
    assert "3 talks by 30 Apr: 1 talks" in digest


def test_the_report_follows_and_is_turned_over_by_one_reader_alone(growth: Driver) -> None:
    growth.say("ada", "/okr checkin KR1.1 12,000 two partners signed")
    growth.travel(FRIDAY)
    growth.travel(FRIDAY + timedelta(minutes=2))
    seen = growth.all_seen("cy", "growth")
    reports = [each for each in seen if "Weekly report of Growth" in each.text]
    assert any("two partners signed" in each.text for each in reports)
    growth.say("cy", "/okr report Growth")
    growth.press("cy", "Next page")
    assert "Other important OKRs" in growth.sees("cy").text
    growth.press("cy", "Page before")
    assert "two partners signed" in growth.sees("cy").text


def test_a_report_as_a_document_reaches_who_asked(growth: Driver) -> None:
    growth.say("ada", "/okr checkin KR1.1 12,000 two partners signed")
    growth.say("ada", "/okr report")
    growth.press("ada", "As a document")
    said = "\n".join(seen.text for seen in growth.all_seen("ada"))
    assert "Weekly report of Growth" in said
