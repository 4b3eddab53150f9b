"""Any text gets an answer, and what is written in the plain form is read back unchanged."""

import math
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okr.measures import Direction, Kind
from okr.quantities import read, read_date, read_number, unreadable_dates

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
PIECES = st.sampled_from(
    (
        "1 2.5 1,000 % xx 万 亿 k $ € 元 to from by → - ~ 至 到 从 提升 降低 reduce grow 以上 @"
        " Ana ( ) Q1 30 Apr 月底 前 三 两 一 个 家 年 Feb 31 / . , ， 。 half double 倍 成 + v2.0"
        " p95 不低于 under between and 2026 \ue000 \x01 ½"
    ).split()
)
SCRAPS = st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES, max_size=30).map("".join)
UNITS = ["sign-ups", "customers", "ms", "hours", "tickets", "stars", "家", "分", "次"]
TEN_THOUSAND = [
    "1",
    "1,",
    "一",
    "x",
    "3月",
    "from 1 to ",
    "@a",
    "提升",
    "Jan ",
    "1-",
    "(1",
    "ab1",
    " ",
    "年",
]


def _numbers() -> st.SearchStrategy[float]:
    return st.integers(1, 10**9).map(float) | st.integers(1, 10**6).map(lambda n: n / 100)


@given(st.text(max_size=200) | SCRAPS, DAYS)
@settings(deadline=None)
def test_any_text_gets_an_answer(text: str, today: date) -> None:
    found = read(text, today)
    for value in (found.start, found.target, found.high):
        assert value is None or math.isfinite(value)
    assert all(0 <= start <= end <= len(text) for start, end in found.spans)
    assert (found.kind is Kind.MILESTONE) == (found.direction is Direction.NONE)
    assert found.kind is not Kind.PERCENT or found.unit == "%"
    unreadable_dates(text)
    read_date(text, today)
    number = read_number(text)
    assert number is None or math.isfinite(number)


@given(_numbers(), _numbers(), st.sampled_from(UNITS), DAYS, st.integers(0, 300))
@settings(deadline=None)
def test_from_to_unit_by_date_is_read_back(
    start: float, target: float, unit: str, today: date, later: int
) -> None:
    due = date.fromordinal(today.toordinal() + later)
    written = due.strftime("%d %b %Y")
    found = read(f"Move it from {start:,} to {target:,} {unit} by {written}", today)
    assert (found.start, found.target, found.unit, found.due) == (start, target, unit, due)
    if start != target:
        expected = Direction.INCREASE if target > start else Direction.DECREASE
        assert found.direction is expected


@given(_numbers(), _numbers(), st.sampled_from(["%", "元", "万元", "家", "秒"]), DAYS)
@settings(deadline=None)
def test_a_chinese_from_to_is_read_back(
    start: float, target: float, unit: str, today: date
) -> None:
    found = read(f"将指标从 {start:,}{unit} 调整到 {target:,}{unit}", today)
    factor = 10_000 if unit == "万元" else 1
    assert found.start == pytest.approx(start * factor)
    assert found.target == pytest.approx(target * factor)


@given(DAYS, DAYS)
@settings(deadline=None)
def test_an_iso_day_is_itself(day: date, today: date) -> None:
    assert read_date(day.isoformat(), today) == day


@given(DAYS, DAYS)
@settings(deadline=None)
def test_a_day_without_a_year_is_never_past(day: date, today: date) -> None:
    for text in (day.strftime("%d %b"), day.strftime("%B %d"), f"{day.month}月{day.day}日"):
        found = read_date(text, today)
        assert found is not None
        assert found >= today
        assert (found.month, found.day) == (day.month, day.day)


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 2)))
@settings(deadline=None)
def test_a_written_number_is_itself(value: float) -> None:
    assert read_number(f"{value:,.2f}") == value
    assert read_number(str(value)) == value


@pytest.mark.parametrize("piece", TEN_THOUSAND)
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        begin = process_time()
        read(text, date(2026, 1, 12))
        return process_time() - begin

    seconds(1_000)
    short = min(seconds(2_500) for _ in range(3))
    assert min(seconds(20_000) for _ in range(2)) < 32 * max(short, 0.002)
