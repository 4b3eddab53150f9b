"""The team's day over holidays and clock changes."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from okr.facts import Span
from okr.report_days import next_report, report_day
from okr.working_days import WorkDays

FRIDAY = date(2026, 11, 27)
THURSDAY = date(2026, 11, 26)
BERLIN = ZoneInfo("Europe/Berlin")


def test_an_ordinary_day_stays() -> None:
    assert report_day(FRIDAY, WorkDays()) == FRIDAY


def test_a_holiday_moves_to_the_working_day_before() -> None:
    assert report_day(FRIDAY, WorkDays(holidays=frozenset({FRIDAY}))) == THURSDAY


def test_days_away_do_not_move_it() -> None:
    assert report_day(FRIDAY, WorkDays(away=(Span(FRIDAY, FRIDAY),))) == FRIDAY


def test_a_whole_week_of_holidays_has_no_day() -> None:
    week = frozenset(date(2026, 11, day) for day in range(23, 28))
    assert report_day(FRIDAY, WorkDays(holidays=week)) is None


def test_a_holiday_on_monday_has_no_day_before_it_in_its_week() -> None:
    monday = date(2026, 11, 23)
    assert report_day(monday, WorkDays(holidays=frozenset({monday}))) is None


def test_after_a_day_put_forward_the_next_is_the_usual_one() -> None:
    lead = WorkDays(holidays=frozenset({FRIDAY}))
    first = next_report(datetime(2026, 11, 23, tzinfo=UTC), 5, time(16), BERLIN, lead)
    assert first == datetime(2026, 11, 26, 15, tzinfo=UTC)
    assert next_report(first, 5, time(16), BERLIN, lead) == datetime(2026, 12, 4, 15, tzinfo=UTC)


def test_a_week_without_a_day_is_left_out() -> None:
    week = frozenset(date(2026, 11, day) for day in range(23, 28))
    after = datetime(2026, 11, 21, tzinfo=UTC)
    moment = next_report(after, 5, time(16), BERLIN, WorkDays(holidays=week))
    assert moment == datetime(2026, 12, 4, 15, tzinfo=UTC)


def test_it_stays_at_the_same_hour_over_a_clock_change() -> None:
    after = datetime(2026, 3, 27, 15, tzinfo=UTC)
    moment = next_report(after, 5, time(16), BERLIN, WorkDays())
    assert moment == datetime(2026, 4, 3, 14, tzinfo=UTC)
