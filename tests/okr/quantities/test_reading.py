"""Lines of key results are read as people mean them."""

from datetime import date

import pytest

from okr.measures import Direction, Kind
from okr.quantities import Quantity, read
from tests.okr.quantities import (
    dev_lines,
    dev_lines_blind_chinese,
    dev_lines_blind_english,
    dev_lines_chinese,
    dev_lines_english,
    test_lines,
)
from tests.okr.quantities.test_lines import Line

TODAY = date(2026, 1, 12)


def _as_line(text: str, found: Quantity) -> Line:
    due = found.due.isoformat() if found.due else None
    return text, found.kind, found.direction, found.start, found.target, found.unit, due


def _wrong(lines: list[Line]) -> list[Line]:
    return [line for line in lines if _as_line(line[0], read(line[0], TODAY)) != line]


def test_lines_labelled_before_tuning_are_read_right() -> None:
    wrong = _wrong(test_lines.LINES)
    assert len(wrong) <= 0.04 * len(test_lines.LINES), wrong


@pytest.mark.parametrize(
    "lines",
    [
        dev_lines.LINES,
        dev_lines_english.LINES,
        dev_lines_chinese.LINES,
        dev_lines_blind_english.LINES,
        dev_lines_blind_chinese.LINES,
    ],
    ids=["both", "english", "chinese", "more english", "more chinese"],
)
def test_lines_of_development_stay_read_right(lines: list[Line]) -> None:
    assert not _wrong(lines)


def test_there_are_enough_lines_in_both_languages() -> None:
    for lines in (test_lines.LINES, dev_lines.LINES):
        chinese = sum(any("一" <= character <= "鿿" for character in line[0]) for line in lines)
        assert len(lines) >= 120
        assert chinese >= 50
        assert len(lines) - chinese >= 50


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("会员机器人转人工比例控制在 12%-14%", 12, 14),
        ("综合接通率维持在 90-92%", 90, 92),
        ("Gross margin between 60% and 65%", 60, 65),
        ("Hire 3 to 5 engineers", 3, 5),
        ("Budget of $2-3m", 2_000_000, 3_000_000),
        ("新增 10-15 万用户", 100_000, 150_000),
    ],
)
def test_a_range_is_within_its_bounds(text: str, low: float, high: float) -> None:
    found = read(text, TODAY)
    assert (found.direction, found.target, found.high) == (Direction.WITHIN, low, high)


def test_a_range_of_change_keeps_its_direction() -> None:
    found = read("Increase revenue by 15-20%", TODAY)
    assert (found.direction, found.target, found.high) == (Direction.INCREASE, 15, 20)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("50 demos @Ana @ben", ("Ana", "ben")),
        ("客户流失率降低至 5% @市场主管 @运营主管", ("市场主管", "运营主管")),
        ("确保能力达标 @A、B、C", ("A", "B", "C")),
        ("话题达 5 万 @公关部@A", ("公关部", "A")),
        ("上线新版 @李雷负责", ("李雷",)),
        ("write to ann@example.org", ()),
        ("@ B 跟进", ("B",)),
        ("no one @", ()),
    ],
)
def test_people_are_the_names_after_at(text: str, people: tuple[str, ...]) -> None:
    assert read(text, TODAY).people == people


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("提升回访率至 XX%", Kind.PERCENT),
        ("营收达到 xxxx 元", Kind.MONEY),
        ("赢单 X 家客户", Kind.NUMBER),
    ],
)
def test_a_placeholder_has_no_target_and_asks_for_a_look(text: str, kind: Kind) -> None:
    found = read(text, TODAY)
    assert (found.kind, found.target, found.low_confidence) == (kind, None, True)


def test_mention_tokens_are_no_numbers() -> None:
    assert read("Plan the offsite \ue0003\ue001", TODAY).kind is Kind.MILESTONE


def test_a_day_that_does_not_exist_is_neither_due_nor_target() -> None:
    found = read("Launch the shop by 31 Feb", TODAY)
    assert (found.kind, found.due) == (Kind.MILESTONE, None)


def test_spans_point_at_the_number_and_the_day() -> None:
    text = "Grow MRR to $1.2M by Sep 30"
    places = [text[start:end] for start, end in read(text, TODAY).spans]
    assert places == ["$1.2M", "Sep 30"]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "@", "%", "9" * 5000, "到" * 50, "NaN", "1e999", "Q1", "v2.0", "P0 - P1"],
)
def test_what_measures_nothing_is_a_milestone(text: str) -> None:
    found = read(text, TODAY)
    assert (found.kind, found.direction, found.target) == (Kind.MILESTONE, Direction.NONE, None)


def test_a_top_group_is_a_rank_only_where_it_is_entered() -> None:
    entered = read("产品 DAU 进入行业前三", TODAY)
    assert (entered.direction, entered.target) == (Direction.AT_MOST, 3)
    assert read("为产品中 Top 5% 的用户建立用户模型", TODAY).kind is Kind.MILESTONE


def test_a_present_value_is_the_start() -> None:
    for text in (
        "Increase activation to 35% (currently 20%)",
        "当前激活率 20%,提升到 35%",
        "35% activation, up from 20%",
        "Raise activation from the current 20% to 35%",
    ):
        found = read(text, TODAY)
        assert (found.start, found.target, found.direction) == (20, 35, Direction.INCREASE), text


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Tickets reopened within 7 days below 4%", 4),
        ("7 天内重开工单低于 4%", 4),
        ("Customers with a score under 50 go from 42 to 15", 15),
        ("健康分低于 50 的客户由 42 家减少到 15 家", 15),
        ("Readers who open three issues in a row: 55%", 55),
        ("6 位测试者中有 5 位看懂价格页", 5),
        ("在两倍流量下搜索保持在 300ms 以内", 300),
        ("Unplanned downtime of line 2 below 6 hours", 6),
    ],
)
def test_a_number_that_says_which_ones_are_meant_is_no_target(text: str, target: float) -> None:
    found = read(text, TODAY)
    assert (found.target, found.due) == (target, None)


@pytest.mark.parametrize(
    ("text", "start", "unit"),
    [
        ("Reduce manual testing from 80 to xx hours", 80, "hours"),
        ("All xx core screens pass the check", None, "screens"),
        ("回归测试工时从 80 小时降至 xx 小时", 80, "小时"),
        ("Win xx new customers by 30 June", None, "customers"),
    ],
)
def test_an_open_number_keeps_its_start_and_unit(text: str, start: float | None, unit: str) -> None:
    found = read(text, TODAY)
    assert (found.kind, found.start, found.target, found.unit) == (Kind.NUMBER, start, None, unit)


@pytest.mark.parametrize(
    ("text", "start", "target"),
    [
        ("Regression suite runs in 25 minutes, down from 3 hours", 180, 25),
        ("审批用时由 2 天缩短到 6 小时", 48, 6),
    ],
)
def test_a_start_in_another_unit_of_time_is_converted(
    text: str, start: float, target: float
) -> None:
    found = read(text, TODAY)
    assert (found.direction, found.start, found.target) == (Direction.DECREASE, start, target)
