"""The coach on check-ins: actions are not progress, and far beyond the target is worth a word."""

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
