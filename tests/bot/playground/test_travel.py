"""Where a wish to travel leads."""

from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from bot.playground.receive import Refused, Travel
from bot.playground.travel import destination

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
Move = Literal["monday", "friday", "quarter", "day", "week", "at", "back"]


def wish(move: Move, at: str = "") -> Travel:
    return Travel.model_validate({"as": "mei", "move": move, "at": at})


def test_monday_is_when_the_prompts_come_on_the_persons_own_clock() -> None:
    sunday_evening_utc = datetime(2026, 11, 29, 20, tzinfo=UTC)  # Monday 04:00 in Shanghai
    assert destination(wish("monday"), sunday_evening_utc, SHANGHAI) == datetime(
        2026, 11, 30, 2, tzinfo=UTC
    )
    assert destination(wish("monday"), sunday_evening_utc, BERLIN) == datetime(
        2026, 11, 30, 9, tzinfo=UTC
    )


def test_on_monday_at_ten_it_is_the_week_after() -> None:
    monday = datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert destination(wish("monday"), monday, BERLIN) == datetime(2026, 12, 7, 9, tzinfo=UTC)


def test_friday_is_when_the_digest_comes() -> None:
    tuesday = datetime(2026, 11, 24, 9, tzinfo=UTC)
    friday = datetime(2026, 11, 27, 15, tzinfo=UTC)
    assert destination(wish("friday"), tuesday, BERLIN) == friday
    assert destination(wish("friday"), friday, BERLIN) == datetime(2026, 12, 4, 15, tzinfo=UTC)


def test_a_quarter_of_an_hour_is_one_also_when_clocks_go_back() -> None:
    before = datetime(2026, 10, 25, 0, 55, tzinfo=UTC)
    assert destination(wish("quarter"), before, BERLIN) == datetime(2026, 10, 25, 1, 10, tzinfo=UTC)


def test_a_week_later_is_the_same_time_on_the_wall() -> None:
    before_summer_time = datetime(2026, 3, 25, 8, tzinfo=UTC)
    assert destination(wish("week"), before_summer_time, BERLIN) == datetime(
        2026, 4, 1, 7, tzinfo=UTC
    )


def test_a_chosen_time_is_on_the_persons_own_clock() -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    assert destination(wish("at", "2027-01-04T09:00"), now, SHANGHAI) == datetime(
        2027, 1, 4, 1, tzinfo=UTC
    )


def test_back_is_no_place() -> None:
    assert destination(wish("back"), datetime(2026, 11, 25, tzinfo=UTC), BERLIN) is None


@pytest.mark.parametrize("at", ["", "soon", "2026-02-31T09:00", "09:00"])
def test_what_is_no_date_is_told(at: str) -> None:
    with pytest.raises(Refused, match="bad_date"):
        destination(wish("at", at), datetime(2026, 11, 25, tzinfo=UTC), BERLIN)


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "1999-12-31T00:00", "9999-12-31T23:59"])
def test_too_far_is_told(at: str) -> None:
    with pytest.raises(Refused, match="too_far"):
        destination(wish("at", at), datetime(2026, 11, 25, tzinfo=UTC), BERLIN)
