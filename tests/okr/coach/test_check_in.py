"""The coach on check-ins: actions are no progress, and a lag has a reason."""

from datetime import date

import pytest

from okr.coach import Rule
from okr.coach.check_in import judge_check_in

TODAY = date(2026, 11, 23)


def rules(note: str, ratio: float | None = None) -> list[str]:
    return [finding.rule for finding in judge_check_in(note, ratio, TODAY)]


@pytest.mark.parametrize("note", ["召开需求评审会", "Prepare the demo for the customer"])
def test_actions_are_pointed_out(note: str) -> None:
    assert rules(note) == [Rule.PROGRESS_IS_ACTIONS]


@pytest.mark.parametrize(
    "note",
    ["两家客户已签约", "Two partners signed", "", "ok", "sign-ups rose from 9,000 to 12,000"],
)
def test_what_has_moved_is_fine(note: str) -> None:
    assert rules(note) == []


def test_far_beyond_the_target_is_worth_a_word() -> None:
    assert rules("", 1.3) == [Rule.VALUE_BEYOND_TARGET]
    assert rules("", 1.05) == []


def lagging(risk: str, *, lags: bool = True) -> list[str]:
    return [finding.rule for finding in judge_check_in("", None, TODAY, lags=lags, risk=risk)]


@pytest.mark.parametrize("risk", ["", "  ", "none", "N/A", "-", "无", "暂无。"])
def test_a_lagging_key_result_without_a_named_risk_is_asked_about(risk: str) -> None:
    assert lagging(risk) == [Rule.RISK_IS_EMPTY]


@pytest.mark.parametrize("risk", ["The supplier is late", "供应商延期", "No approval before May"])
def test_a_named_risk_is_enough(risk: str) -> None:
    assert lagging(risk) == []


def test_nobody_asks_for_risks_where_all_is_well() -> None:
    assert lagging("", lags=False) == []
    assert rules("") == []
