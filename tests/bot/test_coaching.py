"""`okrbot coach --json`: one answer a line, whatever comes in."""

import json
from datetime import date
from typing import Any

import pytest

from bot.coaching import answers

TODAY = date(2026, 11, 23)


def judged(**asked: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(next(answers([json.dumps(asked)], TODAY)))
    return answer


def test_the_shape_is_the_outside_contract() -> None:
    answer = judged(id=7, kind="key_result", text="评分从 3.6 提升到 4.0，4 月 30 日前 @王芳")
    assert answer["id"] == 7
    assert answer["quantity"] == {
        "kind": "number",
        "direction": "increase",
        "start": 3.6,
        "target": 4,
        "unit": "",
        "due": "2027-04-30",
        "people": ["王芳"],
    }


def test_findings_have_rule_why_and_suggestion() -> None:
    (finding,) = judged(kind="objective", text="收入")["findings"]
    assert finding["rule"] == "objective-is-a-phrase"
    assert finding["why"]
    assert finding["suggestion"]


def test_a_range_is_said_with_the_directions_of_the_contract() -> None:
    quantity = judged(kind="key_result", text="转人工比例控制在 12%-14%")["quantity"]
    assert quantity["direction"] == "at_most"
    assert quantity["target"] == 14


@pytest.mark.parametrize("line", ["garbage", "[]", "{}", '{"kind":"x","text":"y"}', "null", "1"])
def test_what_cannot_be_read_says_why(line: str) -> None:
    assert json.loads(next(answers([line], TODAY)))["error"]


def test_empty_lines_are_left_out() -> None:
    assert list(answers(["", "  \n"], TODAY)) == []
