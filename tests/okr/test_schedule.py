"""Wall-clock rules: gaps shift forward, repeated hours count once, weeks are the person's own."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okr.schedule import at_wall_clock, local_date, next_weekly, week_key

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")


def test_a_gap_shifts_forward() -> None:
    moment = at_wall_clock(date(2026, 3, 29), time(2, 30), BERLIN)
    assert moment.astimezone(BERLIN).time() == time(3, 30)


def test_a_repeated_hour_is_the_first_one() -> None:
    moment = at_wall_clock(date(2026, 10, 25), time(2, 30), BERLIN)
    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "week"), [(SHANGHAI, "2026-W48"), (ZoneInfo("America/Los_Angeles"), "2026-W47")]
)
def test_a_week_is_the_persons_own(zone: ZoneInfo, week: str) -> None:
    assert week_key(datetime(2026, 11, 23, 1, tzinfo=UTC), zone) == week


def test_weeks_at_the_end_of_a_year() -> None:
    assert week_key(datetime(2027, 1, 1, 12, tzinfo=UTC), BERLIN) == "2026-W53"


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    st.integers(1, 7),
    st.times().map(lambda at: at.replace(microsecond=0, tzinfo=None)),
    st.sampled_from(
        ["Europe/Berlin", "America/Los_Angeles", "Asia/Shanghai", "Australia/Lord_Howe"]
    ),
)
def test_the_next_slot_is_within_a_week_and_later(
    after: datetime, weekday: int, at: time, zone_name: str
) -> None:
    zone = ZoneInfo(zone_name)
    slot = next_weekly(after, weekday, at, zone)
    assert after < slot <= after + timedelta(days=7, hours=2)
    assert local_date(slot, zone).isoweekday() in (weekday, weekday % 7 + 1)


def test_the_clock_on_the_wall_stays_over_the_year() -> None:
    slot = datetime(2026, 1, 1, tzinfo=UTC)
    for _ in range(60):
        slot = next_weekly(slot, 1, time(10), BERLIN)
        assert slot.astimezone(BERLIN).time() == time(10)
