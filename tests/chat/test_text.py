"""What a person types is plain, clean and never cut silently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.cards import Actions, Button, Card, Paragraph, dump, load
from chat.plain_text import card_text
from chat.text import (
    Bold,
    cleaned,
    mention_token,
    plain,
    shortened,
    shortened_text,
    split_mentions,
    text,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u202eb", "ab"),
        ("a\x00b", "ab"),
        ("a\ue0001\ue001", "a1"),
        ("a\r\nb", "a\nb"),
        ("e\u0301", "é"),
        ("👩‍💻", "👩‍💻"),
    ],
)
def test_only_what_hides_or_reorders_goes(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@given(st.text())
def test_nothing_typed_can_be_a_mention(typed: str) -> None:
    assert all(isinstance(part, str) for part in split_mentions(cleaned(typed)))


def test_mentions_are_cut_out_by_number() -> None:
    assert split_mentions(f"hi {mention_token(0)} and {mention_token(12)}") == [
        "hi ",
        0,
        " and ",
        12,
    ]


@given(st.text(), st.integers(0, 50))
def test_shortened_says_so(words: str, limit: int) -> None:
    short = shortened(words, limit)
    assert len(short) <= max(limit, 1)
    assert short == words or short.endswith("…")


@given(st.lists(st.text(min_size=1), max_size=5), st.integers(1, 40))
def test_shortened_spans_stay_within_the_limit(parts: list[str], limit: int) -> None:
    spans = text(*(Bold(part) for part in parts))
    assert len(plain(shortened_text(spans, limit))) <= limit


def test_a_card_survives_the_outbox() -> None:
    card = Card("T", (Paragraph(text("a", Bold("b"))), Actions((Button("x", "y", {"a": "1"}),))))
    assert load(dump(card)) == card


def test_the_answered_twin_has_no_buttons() -> None:
    card = Card("T", (Paragraph(text("a")), Actions((Button("x", "y"),))))
    assert card_text(card.answered(text("done"))) == "T\na\ndone"
