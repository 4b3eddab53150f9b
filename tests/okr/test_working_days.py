"""Weekends, holidays, make-up days and days away decide on which day somebody is asked."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from okr.facts import Span
from okr.working_days import WorkDays, add_working_days, next_prompt, prompt_day

SHANGHAI = ZoneInfo("Asia/Shanghai")
SPRING_FESTIVAL = WorkDays(
    holidays=frozenset(date(2026, 2, day) for day in (16, 17, 18, 19, 20, 23)),
    extra=frozenset({date(2026, 2, 14), date(2026, 2, 28)}),
)


def test_a_make_up_saturday_is_worked() -> None:
    assert SPRING_FESTIVAL.is_working(date(2026, 2, 14))
    assert not SPRING_FESTIVAL.is_working(date(2026, 2, 15))


def test_a_prompt_on_a_holiday_goes_to_the_next_day_worked_of_that_week() -> None:
    assert prompt_day(date(2026, 2, 23), SPRING_FESTIVAL) == date(2026, 2, 24)
    assert prompt_day(date(2026, 2, 20), WorkDays(frozenset({date(2026, 2, 20)}))) is None


def test_a_week_of_holidays_has_no_prompt() -> None:
    assert prompt_day(date(2026, 2, 16), SPRING_FESTIVAL) is None
    last = datetime(2026, 2, 9, 2, tzinfo=UTC)
    due = next_prompt(last, 1, time(10), SHANGHAI, SPRING_FESTIVAL)
    assert due.astimezone(SHANGHAI).date() == date(2026, 2, 24)


def test_a_sunday_somebody_chose_is_kept() -> None:
    assert prompt_day(date(2026, 3, 1), WorkDays()) == date(2026, 3, 1)


def test_a_prompt_put_off_is_not_sent_twice_in_its_week() -> None:
    days = WorkDays(holidays=frozenset({date(2026, 3, 2)}))
    tuesday = datetime(2026, 3, 3, 10, tzinfo=UTC)
    utc = ZoneInfo("UTC")
    assert next_prompt(datetime(2026, 3, 1, tzinfo=UTC), 1, time(10), utc, days) == tuesday
    following = next_prompt(tuesday, 1, time(10), utc, days)
    assert following == datetime(2026, 3, 9, 10, tzinfo=UTC)


def test_nobody_is_asked_while_away() -> None:
    days = WorkDays(away=(Span(date(2026, 3, 2), date(2026, 3, 4)),))
    assert prompt_day(date(2026, 3, 2), days) == date(2026, 3, 5)


def test_two_working_days_after_a_friday_is_tuesday() -> None:
    assert add_working_days(date(2026, 3, 6), 2, WorkDays()) == date(2026, 3, 10)


def test_somebody_who_never_works_still_has_a_next_moment() -> None:
    days = WorkDays(away=(Span(date(2026, 1, 1), date(2028, 1, 1)),))
    after = datetime(2026, 3, 3, tzinfo=UTC)
    due = next_prompt(after, 1, time(10), ZoneInfo("UTC"), days)
    assert due == datetime(2026, 3, 9, 10, tzinfo=UTC)
    assert add_working_days(date(2026, 3, 3), 2, days) == date(2027, 3, 4)
