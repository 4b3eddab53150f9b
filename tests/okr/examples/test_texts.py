"""The examples are good OKRs: measurable, with a direction, our own, alike in both languages."""

import re
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from okr.examples import Example, examples, placeholders, topics
from okr.measures import Direction, Kind
from okr.quantities import Quantity, read

TODAY = date(2026, 4, 8)
GUIDES = Path(__file__).parents[3].parent / "shared" / "seeds"
LANGUAGES = ("en", "zh")
ALL = [example for topic in topics() for lang in LANGUAGES for example in examples(topic.key, lang)]
LINES = [line for example in ALL for line in example.key_results]
PAIRS = [
    (english, chinese)
    for topic in topics()
    for left, right in zip(examples(topic.key, "en"), examples(topic.key, "zh"), strict=True)
    for english, chinese in zip(left.key_results, right.key_results, strict=True)
]


def _lines(example: Example) -> tuple[str, ...]:
    return example.objective, *example.key_results


def _says_what_and_how_far(line: str) -> bool:
    found = read(line, TODAY)
    if found.kind is Kind.MILESTONE:
        return found.due is not None
    measured = found.target is not None or bool(placeholders(line))
    return measured and found.direction is not Direction.NONE


def _goes_where_it_says(line: str) -> bool:
    found = read(line, TODAY)
    if found.start is None or found.target is None:
        return True
    rises = found.target > found.start
    return found.direction is (Direction.INCREASE if rises else Direction.DECREASE)


def _meaning(line: str) -> tuple[object, ...]:
    """What both languages must agree on; amounts of money are in each one's own currency."""
    found = read(line, TODAY)
    figures = (found.start, found.target, found.high) if found.kind is not Kind.MONEY else ()
    return found.kind, found.direction, found.due, len(found.people), *figures


class TestObjectives:
    def test_are_words_without_figures(self) -> None:
        assert [example.objective for example in ALL if re.search(r"\d", example.objective)] == []

    def test_are_more_than_a_phrase(self) -> None:
        for example in ALL:
            length = len(example.objective.split() if example.lang == "en" else example.objective)
            assert length >= (7 if example.lang == "en" else 10), example.objective

    def test_are_told_apart(self) -> None:
        assert len({example.objective for example in ALL}) == len(ALL)


class TestKeyResults:
    def test_say_what_is_measured_and_which_way_or_by_when(self) -> None:
        assert [line for line in LINES if not _says_what_and_how_far(line)] == []

    def test_are_on_the_way_from_where_they_start(self) -> None:
        assert [line for line in LINES if not _goes_where_it_says(line)] == []

    def test_mean_the_same_in_both_languages(self) -> None:
        assert [pair for pair in PAIRS if _meaning(pair[0]) != _meaning(pair[1])] == []

    @pytest.mark.parametrize(
        ("key", "lang", "nth", "expected"),
        [
            (
                "internet", "en", (0, 0),
                Quantity(Kind.PERCENT, Direction.INCREASE, 31, 45, unit="%"),
            ),
            (
                "internet", "zh", (1, 0),
                Quantity(
                    Kind.NUMBER, Direction.REACH, None, 14, unit="个", due=date(2026, 6, 30),
                    people=("安全负责人",),
                ),
            ),
            (
                "internet", "zh", (2, 0),
                Quantity(Kind.MONEY, Direction.INCREASE, 800_000, 2_000_000, unit="CNY"),
            ),
            ("games", "zh", (0, 2), Quantity(Kind.PERCENT, Direction.AT_MOST, None, 0.3, unit="%")),
            (
                "real-estate", "en", (1, 0),
                Quantity(
                    Kind.PERCENT, Direction.REACH, None, 85, unit="%", due=date(2026, 9, 30)
                ),
            ),
            (
                "company", "en", (0, 2),
                Quantity(Kind.PERCENT, Direction.AT_LEAST, None, 80, unit="%"),
            ),
            (
                "product", "en", (1, 2),
                Quantity(due=date(2026, 5, 31), people=("ceo",)),
            ),
            (
                "devops", "en", (0, 1),
                Quantity(Kind.NUMBER, Direction.DECREASE, 58, 15, unit="minutes"),
            ),
            (
                "sales-director", "zh", (1, 2),
                Quantity(Kind.PERCENT, Direction.WITHIN, None, 95, 105, unit="%"),
            ),
            (
                "sales-director", "en", (0, 0),
                Quantity(Kind.MONEY, Direction.INCREASE, 1_200_000, 2_500_000, unit="USD"),
            ),
            (
                "administration", "zh", (1, 1),
                Quantity(Kind.PERCENT, Direction.DECREASE, None, 15, unit="%"),
            ),
        ],
    )  # fmt: skip
    def test_are_read_as_they_are_meant(
        self, key: str, lang: str, nth: tuple[int, int], expected: Quantity
    ) -> None:
        objective, line = nth
        found = read(examples(key, lang)[objective].key_results[line], TODAY)
        assert (found.kind, found.direction, found.start, found.target, found.high) == (
            expected.kind, expected.direction, expected.start, expected.target, expected.high,
        )  # fmt: skip
        assert (found.unit, found.due, found.people) == (
            expected.unit, expected.due, expected.people,
        )  # fmt: skip


class TestWhatTheReaderFillsIn:
    def test_is_a_little_in_every_topic(self) -> None:
        for topic in topics():
            for lang in LANGUAGES:
                lines = [line for one in examples(topic.key, lang) for line in _lines(one)]
                open_lines = [line for line in lines if placeholders(line)]
                assert 1 <= len(open_lines) <= len(lines) / 3, (topic.key, lang)

    def test_is_written_xx(self) -> None:
        assert {found for one in ALL for line in _lines(one) for found in placeholders(line)} == {
            "xx"
        }

    def test_is_the_same_in_both_languages(self) -> None:
        for topic in topics():
            marks = [
                [
                    bool(placeholders(line))
                    for one in examples(topic.key, lang)
                    for line in _lines(one)
                ]
                for lang in LANGUAGES
            ]
            assert marks[0] == marks[1], topic.key

    def test_roles_who_help_are_named_in_every_topic(self) -> None:
        for topic in topics():
            for lang in LANGUAGES:
                lines = [line for one in examples(topic.key, lang) for line in one.key_results]
                assert any(read(line, TODAY).people for line in lines), (topic.key, lang)


@pytest.mark.skipif(find_spec("okr.coach") is None, reason="the coach is not in this tree")
@pytest.mark.parametrize("example", ALL, ids=lambda one: f"{one.topic}-{one.lang}")
def test_the_coach_has_nothing_strong_to_say(example: Example) -> None:
    from okr.coach import Line, Severity, judge

    siblings = len(examples(example.topic, example.lang)) - 1
    lines = [Line("objective", example.objective, TODAY, siblings=siblings)] + [
        Line("key_result", text, TODAY, objective=example.objective, siblings=2)
        for text in example.key_results
    ]
    found = [(line.text, one.rule) for line in lines for one in judge(line)
             if one.severity is Severity.STRONG]  # fmt: skip
    assert found == []


@cache
def _guide() -> tuple[str, str]:
    """The Chinese characters of the guide in one string, and its English words."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(GUIDES.glob("*.txt")))
    return _characters(text), " ".join(_words(text))


def _characters(text: str) -> str:
    return "".join(re.findall("[\u4e00-\u9fff]", text))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


@pytest.mark.skipif(not any(GUIDES.glob("*.txt")), reason="the guide is not beside this tree")
@pytest.mark.parametrize("example", ALL, ids=lambda one: f"{one.topic}-{one.lang}")
def test_no_sentence_is_the_guides(example: Example) -> None:
    guide_characters, guide_words = _guide()
    for line in _lines(example):
        characters, words = _characters(line), _words(line)
        for start in range(len(characters) - 11):
            assert characters[start : start + 12] not in guide_characters
        for start in range(len(words) - 7):
            assert " ".join(words[start : start + 8]) not in guide_words
