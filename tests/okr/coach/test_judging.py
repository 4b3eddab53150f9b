"""What the coach does around its rules: limits, switches, suggestions, and odd input."""

from dataclasses import replace
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from okr.coach import Finding, Limits, Line, Rule, Severity, can_judge, judge
from okr.coach.language import language_of
from okr.quantities import read
from tests.okr.coach.lines import TODAY, read_set


def _found(line: Line, limits: Limits | None = None) -> list[str]:
    return [finding.rule for finding in judge(line, limits or Limits())]


def _key_result(text: str, siblings: int = 0) -> Line:
    return Line("key_result", text, TODAY, siblings=siblings)


def _all_findings() -> list[tuple[Line, Finding]]:
    lines = [labelled.line for labelled in read_set("dev") + read_set("test")]
    return [(line, finding) for line in lines for finding in judge(line)]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\t", "A", "好", "42", "12,5 %", "😀🎉👍", "…!?", "3.5 → 4.0", "x" * 10_000,
        "提升" * 5_000, "Увеличить выручку", "売上を20%増やす", "매출 20% 증가", "زيادة الإيرادات",
        "Augmenter le chiffre d'affaires de 20 %", "Den Umsatz um 20 % steigern",
        "Aumentar las ventas de la tienda", "เพิ่มรายได้",
    ],
)  # fmt: skip
def test_what_cannot_be_judged_gets_no_finding(text: str) -> None:
    assert not can_judge(text)
    assert judge(Line("objective", text, TODAY, siblings=9)) == []
    assert judge(_key_result(text)) == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Grow revenue", "en"), ("收入", "zh"), ("提升 DAU", "zh"), ("Café in Zürich opens", "en"),
        ("Launch 会员 program", "zh"), ("Win the Le Mans account", "en"),
    ],
)  # fmt: skip
def test_both_languages_and_mixtures_can_be_judged(text: str, lang: str) -> None:
    assert can_judge(text)
    assert language_of(text) == lang


@settings(max_examples=150, deadline=None)
@given(some.text(max_size=600), some.sampled_from(["objective", "key_result"]))
def test_any_text_gives_an_answer(text: str, kind: str) -> None:
    line = Line(kind, text, TODAY, objective=text, manager_key_results=(text,))
    for finding in judge(line):
        assert finding.rule in set(Rule)


def test_a_company_sets_its_own_limits() -> None:
    text = "Renewal rate reaches 92%"
    assert _found(_key_result(text, siblings=2)) == []
    assert judge(_key_result(text, siblings=3))[0].severity is Severity.ADVICE
    assert judge(_key_result(text, siblings=4))[0].severity is Severity.ADVICE
    assert judge(_key_result(text, siblings=5))[0].severity is Severity.STRONG
    three = Limits(key_results=3, key_results_hint=3)
    assert judge(_key_result(text, siblings=3), three)[0].severity is Severity.STRONG
    many = replace(Line("objective", "Win back lost customers", TODAY), siblings=6)
    assert _found(many) == ["too-many-objectives"]
    assert _found(many, Limits(objectives=8)) == []


def test_a_rule_that_is_switched_off_is_silent() -> None:
    line = _key_result("Launch the XX feature")
    assert _found(line) == ["key-result-is-todo"]
    assert _found(line, Limits(switched_off=frozenset({"key-result-is-todo"}))) == []


def test_a_quantity_that_is_known_is_not_read_again() -> None:
    line = _key_result("Grow active users from 50k to 48k")
    assert judge(line, Limits(), read(line.text, TODAY)) == judge(line)


def test_a_person_in_the_text_or_beside_it_is_a_collaborator() -> None:
    text = "Work with the marketing team to bring in 300 leads"
    assert _found(_key_result(text)) == ["no-collaborator"]
    assert _found(_key_result(f"{text} @Ana")) == []
    assert _found(replace(_key_result(text), mentions=("Ana",))) == []


def test_labels_and_bullets_change_nothing() -> None:
    for text in ("KR1: Ship the app", "- Ship the app", "2) Ship the app", "KR 2：上线商城"):
        assert _found(_key_result(text)) == ["key-result-is-todo"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("提升用户满意度", "将用户满意度从 XX 提升至 XX"),
        ("降低获客成本", "将获客成本从 XX 降低至 XX"),
        ("Improve customer satisfaction", "Improve customer satisfaction from XX to XX by XX"),
        ("Customers are happier", "Customers are happier: XX rises from XX to XX by XX"),
        ("上线积分商城", "XX 月底前上线积分商城,XX% 的目标用户在使用"),
        ("Ship the app @Ana", "Ship the app by XX: used by XX% of the people it is for"),
        ("日活从 50 万提升到 48 万", "日活从 50 万提升到 XX 万"),
    ],
)
def test_a_better_wording_is_made_from_the_own_text(before: str, after: str) -> None:
    assert judge(_key_result(before))[0].suggestion == after


def test_weak_support_is_answered_with_the_reason() -> None:
    line = replace(_key_result("直播 GMV 做到 3000 万"), objective="提升主播留存")
    assert judge(line)[0].suggestion == "直播 GMV 做到 3000 万,从而验证其对“提升主播留存”的作用"


def test_a_suggestion_does_not_repeat_the_mistake() -> None:
    for line, finding in _all_findings():
        first = finding.suggestion.split("\n")[0]
        if first:
            again = {other.rule for other in judge(replace(line, text=first))}
            assert finding.rule not in again, first


def test_every_placeholder_of_a_text_has_its_value() -> None:
    for _, finding in _all_findings():
        for text in (finding.why, finding.question):
            names = {name for _, name, _, _ in Formatter().parse(text) if name}
            assert names <= set(finding.values)
            assert text.format(**finding.values)
