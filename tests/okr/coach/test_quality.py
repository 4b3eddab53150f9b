"""How often the coach is right on labelled lines: floors for every rule and both languages."""

import pytest

from okr.coach import Line, Rule, judge
from okr.examples.library import examples, topics
from tests.okr.coach.lines import TODAY, read_set
from tests.okr.coach.scoring import score

_ENOUGH = 5
_RULES = sorted({code for labelled in read_set("test") for code in labelled.codes})
_SETS = {name: score(read_set(name)) for name in ("dev", "test")}


@pytest.mark.parametrize("name", ["dev", "test"])
@pytest.mark.parametrize("rule", _RULES)
def test_every_rule_is_precise_and_finds_most(name: str, rule: str) -> None:
    found = _SETS[name]
    if found.positives(rule) >= _ENOUGH:
        assert found.precision(rule) >= 0.9, found.faults
        assert found.recall(rule) >= 0.8, found.faults


@pytest.mark.parametrize("name", ["dev", "test"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_good_lines_hear_nothing(name: str, lang: str) -> None:
    found = _SETS[name]
    assert found.good[lang] >= 40
    assert found.false_alarms(lang) <= 0.08, found.faults


def test_both_sets_are_large_and_apart() -> None:
    dev = {labelled.line for labelled in read_set("dev")}
    test = {labelled.line for labelled in read_set("test")}
    assert len(dev | test) >= 300
    assert not {line.text for line in dev} & {line.text for line in test} - {
        line.text for line in dev if line.kind == "objective" and len(line.text) < 12
    }


def test_every_textual_rule_is_in_the_test_set() -> None:
    by_the_calendar = {Rule.NOT_FOLLOWED, Rule.ALWAYS_FULL_SCORE, Rule.INVENTED_PROJECT}
    by_the_calendar |= {Rule.TARGET_MISSING}
    of_check_ins = {Rule.PROGRESS_IS_ACTIONS, Rule.VALUE_BEYOND_TARGET, Rule.RISK_IS_EMPTY}
    assert set(_RULES) == set(Rule) - by_the_calendar - of_check_ins


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("topic", [topic.key for topic in topics()])
def test_the_examples_hear_nothing(topic: str, lang: str) -> None:
    for example in examples(topic, lang):
        lines = [Line("objective", example.objective, TODAY, lang)]
        lines += [
            Line("key_result", text, TODAY, lang, objective=example.objective)
            for text in example.key_results
        ]
        assert [(line.text, judge(line)) for line in lines if judge(line)] == []
