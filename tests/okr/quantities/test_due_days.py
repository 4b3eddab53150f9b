"""By when something is to be done, in a line that says what as well."""

from datetime import date

import pytest

from okr.quantities import find_due_day

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("line", "words", "day"),
    [
        ("call the partner by Friday", "by Friday", date(2026, 11, 27)),
        ("call 3 partners by 30 Nov", "by 30 Nov", date(2026, 11, 30)),
        ("by 2026-12-01 call them", "by 2026-12-01", date(2026, 12, 1)),
        ("write the report for Q3 by next Monday", "by next Monday", date(2026, 11, 30)),
        ("prepare the March review by Friday", "by Friday", date(2026, 11, 27)),
        ("call them tomorrow", "tomorrow", date(2026, 11, 24)),
        ("do it next week", "next week", date(2026, 12, 6)),
        ("联系渠道 周五前", "周五前", date(2026, 11, 27)),
        ("12月1日前完成报告", "12月1日前", date(2026, 12, 1)),
        ("明天给客户打电话", "明天", date(2026, 11, 24)),
        ("call by 31 Feb", "by 31 Feb", None),
        ("fix it till 12/3", "till 12/3", None),
    ],
)
def test_the_words_for_it_and_the_day(line: str, words: str, day: date | None) -> None:
    found = find_due_day(line, MONDAY)
    assert found is not None
    assert (line[found.start : found.end].strip(), found.day) == (words, day)


@pytest.mark.parametrize(
    "line",
    [
        "buy milk",
        "write the report for Q3",
        "plan Q1",
        "prepare the Monday meeting",
        "prepare the 30 Nov launch",
        "discuss May figures",
        "read chapter 3.2",
        "call 12 people",
        "整理 3 月数据",
    ],
)
def test_a_day_in_what_is_to_be_done_is_no_due_day(line: str) -> None:
    assert find_due_day(line, MONDAY) is None
