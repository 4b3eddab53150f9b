"""Cycles: made from what was understood, paged, and current only while they last."""

import pytest

from chat.cards import Actions, Select
from tests.handlers.office import Office


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("quarter", "2026 Q4"),
        ("quarter next", "2027 Q1"),
        ("next quarter", "2027 Q1"),
        ("this quarter", "2026 Q4"),
        ("quarter 2027-05-03", "2027 Q2"),
        ("quarter Q2", "2027 Q2"),
        ("next year", "2027"),
        ("month next", "2026-12"),
        ("two months next", "2027-01/02"),
        ("half 2027 H2", "2027 H2"),
        ("2027 Q3", "2027 Q3"),
        ("2028", "2028"),
        ("2027-03", "2027-03"),
        ("下季度", "2027 Q1"),
        ("下个季度", "2027 Q1"),
        ("季度 下一个", "2027 Q1"),
        ("季度下一个", "2027 Q1"),
        ("下个月", "2026-12"),
        ("明年", "2027"),
        ("本季度", "2026 Q4"),
    ],
)
def test_a_cycle_is_made_as_it_was_asked_for(office: Office, typed: str, name: str) -> None:
    assert f"{name}  " in office.say("root", f"cycle create {typed}")


@pytest.mark.parametrize("typed", ["季度", "下季度", "2027 Q1", "2027-01-04 2027-02-26 冲刺"])
def test_chinese_words_need_no_space(office: Office, typed: str) -> None:
    assert "Cycles" in office.say("root", f"周期新建{typed}")
    assert "Cycles" in office.say("root", "周期列表")


@pytest.mark.parametrize(
    "typed",
    [
        "quarter soonish",
        "quarter next summer",
        "year 9999-05-01",
        "31 Feb",
        "2026-02-31 2026-03-01",
        "2027-13",
        "month ²",
        "quarter " + "9" * 5000,
    ],
)
def test_what_is_not_understood_makes_no_cycle(office: Office, typed: str) -> None:
    office.say("root", "cycle")
    said = office.say("root", f"cycle create {typed}")
    assert "There is no day" in said
    assert "Write it like 2026-11-23" in said
    assert office.say("root", "cycle").count(" – ") == 1


@pytest.mark.parametrize("typed", ["9999", "0000 Q1", "year 2087", "2087-01-01 2087-02-01 Far"])
def test_far_years_are_refused(office: Office, typed: str) -> None:
    assert "within 10 years" in office.say("root", f"cycle create {typed}")


def test_far_years_are_refused_in_the_form(office: Office) -> None:
    office.say("root", "cycle create")
    assert "starts_on: That is too far" in office.fill("root", starts_on="2087-01-01", name="Far")
    assert next(f.value for f in office.form("root").inputs if f.name == "name") == "Far"


def test_what_is_missing_is_asked_for(office: Office) -> None:
    assert "How long is it" in office.say("root", "cycle create next")
    assert "When does it end" in office.say("root", "cycle create 2027-01-01")


def test_own_dates_have_a_name(office: Office) -> None:
    said = office.say("root", "cycle create 2027-05-01 to 2027-08-31 Summer  Sun")
    assert "Summer Sun  1 May 2027 – 31 Aug 2027" in said
    assert "Spring  1 Jan 2027" in office.say("root", "cycle create quarter 2027-01-01 Spring")


@pytest.mark.parametrize("by", ["word", "menu"])
def test_a_cycle_that_is_over_is_refused_and_the_choice_stays(office: Office, by: str) -> None:
    office.say("root", "cycle create 2026-11-01 2026-12-15 Autumn")
    office.say("root", "cycle create quarter")
    office.say("root", "cycle current 2026 Q4")
    office.say("root", "cycle create 2020-01-01 2020-02-01 Old")
    if by == "word":
        said = office.say("root", "cycle current Old")
    else:
        said = office.press("root", "cycle.use", {"option": "3"})
    assert "Old is over" in said
    assert "2026 Q4" in said
    assert "Autumn" in said
    assert "2026 Q4  1 Oct 2026 – 31 Dec 2026 · current" in office.say("root", "cycle")


def test_a_cycle_that_is_over_is_not_offered(office: Office) -> None:
    office.say("root", "cycle create 2020-01-01 2020-02-01 Old")
    assert "Old  1 Jan 2020 – 1 Feb 2020 · over" in office.say("root", "cycle")
    menus = [
        element
        for block in office.card("root").blocks
        if isinstance(block, Actions)
        for element in block.elements
        if isinstance(element, Select)
    ]
    assert [option.label for menu in menus for option in menu.options] == ["2026 Q4"]


def test_every_cycle_can_be_reached_by_pages_and_the_current_one_is_first(office: Office) -> None:
    office.say("ada", "cycle")
    for month in range(1, 13):
        office.say("root", f"cycle create 2027-{month:02}")
    said = office.say("ada", "cycle")
    assert "12 of 13" in said
    assert "2026 Q4" in said.split("\n")[1]
    last = office.press("ada", "cycle.page", {"page": "1"})
    assert "2027-01  " in last
    assert "2027-12  " not in last
    assert "Cycles" in office.press("ada", "cycle.page", {"page": "²"})


@pytest.mark.parametrize(
    "typed", ["current ２０２７ｑ１", "当前 2027 Q1", "当前2027Q1", "use 2027 Q1"]
)
def test_a_cycle_is_chosen_by_name(office: Office, typed: str) -> None:
    office.say("root", "cycle create quarter next")
    said = office.say("root", f"周期{typed}" if typed[0] == "当" else f"cycle {typed}")
    assert "2027 Q1  1 Jan 2027 – 31 Mar 2027 · current" in said


@pytest.mark.parametrize("option", ["²", "9" * 5000, "", "-1"])
def test_an_odd_choice_is_no_failure(office: Office, option: str) -> None:
    assert "closed" in office.press("root", "cycle.use", {"option": option})


def test_an_unknown_word_is_answered(office: Office) -> None:
    assert "I know `cycle`" in office.say("root", "cycle nonsense")
