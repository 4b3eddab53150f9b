"""The library has every industry and function, in both languages, and costs nothing until used."""

import subprocess
import sys

import pytest

from okr.examples import Example, Topic, examples, topics
from okr.examples.library import read_topic

INDUSTRIES = {"internet", "games", "real-estate", "consumer-goods"}
FUNCTIONS = {
    "company", "product", "engineering", "testing", "devops", "design", "marketing",
    "sales-director", "sales-manager", "business-development", "sales-support", "channel",
    "customer-success", "customer-service", "human-resources", "finance", "operations",
    "administration",
}  # fmt: skip
LANGUAGES = ("en", "zh")


def test_every_industry_and_function_is_there() -> None:
    kinds = {topic.key: topic.kind for topic in topics()}
    assert {key for key, kind in kinds.items() if kind == "industry"} == INDUSTRIES
    assert {key for key, kind in kinds.items() if kind == "function"} == FUNCTIONS


def test_industries_come_before_functions_and_no_two_share_a_place() -> None:
    kinds = [topic.kind for topic in topics()]
    assert kinds == sorted(kinds, key=["industry", "function"].index)
    assert [topic.key for topic in topics()][:5] == [
        "internet", "games", "real-estate", "consumer-goods", "company",
    ]  # fmt: skip


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.key)
class TestEveryTopic:
    def test_has_a_name_and_other_words_for_it_in_both_languages(self, topic: Topic) -> None:
        for lang in LANGUAGES:
            words = topic.names[lang]
            assert len(words) > 2
            assert len(set(words)) == len(words)
            assert topic.name(lang) == words[0]

    def test_has_as_many_objectives_in_one_language_as_in_the_other(self, topic: Topic) -> None:
        found = {lang: examples(topic.key, lang) for lang in LANGUAGES}
        assert len(found["en"]) == len(found["zh"]) >= 2
        for lang in LANGUAGES:
            for example in found[lang]:
                assert (example.topic, example.lang) == (topic.key, lang)
                assert len(example.key_results) == 3

    def test_another_language_is_answered_in_english(self, topic: Topic) -> None:
        assert examples(topic.key, "fr") == examples(topic.key, "en")
        assert topic.name("fr") == topic.name("en")


def test_names_that_are_shown_are_told_apart() -> None:
    for lang in LANGUAGES:
        shown = [topic.name(lang) for topic in topics()]
        assert len(set(shown)) == len(shown)


def test_a_key_without_a_topic_has_no_examples() -> None:
    assert examples("no-such-topic", "en") == ()


def test_the_files_are_read_once() -> None:
    assert examples("finance", "zh") is examples("finance", "zh")


def test_importing_the_library_reads_nothing() -> None:
    script = "import sys, okr.examples; print('tomllib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == "False"


GOOD: dict[str, object] = {
    "kind": "function",
    "place": 1,
    "names": {"en": ["Law"]},
    "en": [{"objective": "Settle disputes early", "key_results": ["Suits fall by 20%"]}],
}


class TestAFile:
    def test_becomes_a_topic_and_its_examples(self) -> None:
        topic, found = read_topic("law", GOOD)
        assert topic == Topic("law", "function", {"en": ("Law",)})
        example = Example("law", "Settle disputes early", ("Suits fall by 20%",), "en")
        assert found == {"en": (example,)}

    @pytest.mark.parametrize(
        "change",
        [
            {"kind": "hobby"},
            {"place": "first"},
            {"names": "Law"},
            {"en": []},
            {"en": [{"objective": "Settle disputes early"}]},
            {"names": {"en": ["Law"], "zh": ["法务"]}},
        ],
    )
    def test_that_is_not_complete_is_named(self, change: dict[str, object]) -> None:
        with pytest.raises(ValueError, match=r"law\.toml"):
            read_topic("law", GOOD | change)
