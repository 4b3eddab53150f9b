"""A date field takes days as people write them; what is no day is said to be none."""

from datetime import date

import pytest

from okr.quantities import read, read_date, unreadable_dates

TODAY = date(2026, 1, 12)  # a Monday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30 Apr", "2026-04-30"),
        ("Apr 30th", "2026-04-30"),
        ("the 30th of April", "2026-04-30"),
        ("April 30, 2027", "2027-04-30"),
        ("2026-04-30", "2026-04-30"),
        ("2026/4/30", "2026-04-30"),
        ("4/30", "2026-04-30"),
        ("30/4", "2026-04-30"),
        ("30.04.2026", "2026-04-30"),
        ("4月30日", "2026-04-30"),
        ("４月３０日", "2026-04-30"),
        ("四月三十日", "2026-04-30"),
        ("2027年4月30号", "2027-04-30"),
        ("明年3月15日", "2027-03-15"),
        ("by 30 Apr", "2026-04-30"),
        ("Jan 12", "2026-01-12"),
        ("Jan 11", "2027-01-11"),
        ("29 Feb", "2028-02-29"),
        ("月底", "2026-01-31"),
        ("2月底", "2026-02-28"),
        ("3月中旬", "2026-03-15"),
        ("3月上旬", "2026-03-10"),
        ("3月下旬", "2026-03-31"),
        ("2月初", "2026-02-01"),
        ("截止二月底", "2026-02-28"),
        ("12月之前", "2026-11-30"),
        ("本季度末", "2026-03-31"),
        ("第二季度", "2026-06-30"),
        ("上半年", "2026-06-30"),
        ("年底", "2026-12-31"),
        ("2027年底", "2027-12-31"),
        ("下周五", "2026-01-23"),
        ("本周五", "2026-01-16"),
        ("周一", "2026-01-12"),
        ("明天", "2026-01-13"),
        ("下个月", "2026-02-28"),
        ("三个月内", "2026-04-12"),
        ("end of March", "2026-03-31"),
        ("mid-March", "2026-03-15"),
        ("early May", "2026-05-10"),
        ("late June", "2026-06-30"),
        ("before April", "2026-03-31"),
        ("Q1", "2026-03-31"),
        ("by Q3", "2026-09-30"),
        ("Q1 2027", "2027-03-31"),
        ("2027Q1", "2027-03-31"),
        ("Q2 '27", "2027-06-30"),
        ("H1", "2026-06-30"),
        ("end of quarter", "2026-03-31"),
        ("next quarter", "2026-06-30"),
        ("EOY", "2026-12-31"),
        ("year-end", "2026-12-31"),
        ("by Friday", "2026-01-16"),
        ("next Friday", "2026-01-23"),
        ("tomorrow", "2026-01-13"),
        ("within 8 weeks", "2026-03-09"),
        ("后天", "2026-01-14"),
        ("大后天", "2026-01-15"),
        ("大后天之前", "2026-01-15"),
        ("December", "2026-12-31"),
        ("by 2027", "2027-12-31"),
        ("Q4 2025", "2025-12-31"),
    ],
)
def test_written_days_are_understood(text: str, day: str) -> None:
    assert read_date(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "31 Feb",
        "2月30日",
        "2026-02-30",
        "4/5",
        "13/13",
        "32 Jan",
        "00 Mar",
        "13月1日",
        "last quarter",
        "Q5",
        "12",
        "2026年",
        "every Friday",
        "5%",
        "1 Apr or 2 Apr",
        "x" * 100,
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_date(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ship by 31 Feb", ("31 Feb",)),
        ("2月30日前上线", ("2月30日前",)),
        ("between 31 April and 2026-13-01", ("31 April", "2026-13-01")),
        ("Ship by 28 Feb", ()),
        ("50 demos", ()),
    ],
)
def test_days_that_do_not_exist_are_named(text: str, words: tuple[str, ...]) -> None:
    assert unreadable_dates(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Grow sales 20% vs Q4",
        "Beat last quarter's revenue",
        "收入较上季度提升 20%",
        "每周五同步进展",
        "2026 年客户成功策略",
        "每月 2 次培训",
        "去年3月的方案",
        "Retention since March",
        "in 5 steps",
    ],
)
def test_other_days_are_not_due(text: str) -> None:
    assert read(text, TODAY).due is None


def test_a_deadline_goes_before_a_period() -> None:
    assert read("Q1 需求上线率 90%,2 月 15 日前完成", TODAY).due == date(2026, 2, 15)


def test_the_first_deadline_counts() -> None:
    assert read("2月底前提供指南,支持 3月底之前的营销工作", TODAY).due == date(2026, 2, 28)
