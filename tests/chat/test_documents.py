"""Documents keep what they hold, and what people typed means nothing in Markdown."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from chat import documents, markdown
from chat.cards import Card, Heading, Note, Paragraph, Table
from chat.documents import Document, escape
from chat.text import Link, cleaned, plain, text

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])

REPORT = Document(
    "Week 48",
    "# Week 48\n\nAll **well**.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
    "growth/2026 W48",
    intro="Here it is.",
    open_label="Open it",
    cut_note="more in the export",
)
TYPED = st.text(
    alphabet=st.sampled_from("ab1 .\\`*_{}[]()<>#+-!|~&:;@=$/\n\tw字x\"'^%,?"), max_size=40
)


def read(written: str) -> list[tuple[str, str]]:
    """What an independent reader finds: (kind, words) of everything within lines."""
    return [
        (inner.type, inner.content)
        for token in COMMONMARK.parse(written)
        for inner in token.children or ()
    ]


def one_line(typed: str) -> str:
    return " ".join(cleaned(typed).split())


@settings(max_examples=400)
@given(TYPED)
def test_what_was_typed_is_read_as_it_was_typed(typed: str) -> None:
    words = one_line(typed)
    assert "".join(content for _, content in read(escape(typed))) == words
    assert {kind for kind, _ in read(escape(typed))} <= {"text"}
    expected = [Paragraph(text(words))] if words else []
    assert list(markdown.blocks(escape(typed))) == expected


@settings(max_examples=400)
@given(TYPED)
def test_in_a_table_it_stays_in_its_cell(typed: str) -> None:
    written = f"| {escape(typed)} | x |\n| --- | --- |\n| y | {escape(typed)} |"
    kinds = [token.type for token in COMMONMARK.parse(written)]
    assert (kinds.count("th_open"), kinds.count("td_open")) == (2, 2)
    words = one_line(typed)
    [table] = markdown.blocks(written)
    assert isinstance(table, Table)
    assert (table.columns, plain(table.rows[0][1])) == ((words, "x"), words)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("<!channel> <@U0ADA>", r"\<!channel\> \<\@U0ADA\>"),
        ("![](@U0ADA)", r"!\[\](\@U0ADA)"),
        ("http://evil.example www.evil.example", r"http\://evil.example www\.evil.example"),
        (":tada: at 10:30", r"\:tada: at 10:30"),
        ("# 1. - x", r"\# 1. - x"),
        ("3.6 to 4.0, R&D, +20%", "3.6 to 4.0, R&D, +20%"),
        ("two\nlines | two cells", r"two lines \| two cells"),
    ],
)
def test_only_what_means_something_is_escaped(typed: str, written: str) -> None:
    assert escape(typed) == written


def test_what_was_stored_comes_back() -> None:
    assert documents.load(documents.dump(REPORT)) == REPORT


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("growth/2026 W48", "growth-2026-W48.md"),
        ("周报.md", "周报.md"),
        ("../..", "document.md"),
        ('a"b\r\nc', "a-b-c.md"),
        ("x" * 300, "x" * 100 + ".md"),
    ],
)
def test_the_file_has_a_name_that_every_system_takes(name: str, file: str) -> None:
    assert replace(REPORT, file_name=name).download_name == file


def test_the_message_leads_to_the_document() -> None:
    opening = Paragraph((Link("Open it", "https://a.example/"),))
    card = REPORT.link_card("https://a.example/")
    assert card == Card("Week 48", (Paragraph(text("Here it is.")), opening))
    bare = Document("Week 48", "x", "x").link_card("https://a.example/")
    assert bare.blocks == (Paragraph((Link("Week 48", "https://a.example/"),)),)


def test_a_document_as_a_message_says_its_title_once() -> None:
    card = REPORT.text_card()
    assert card.title == "Week 48"
    assert not [block for block in card.blocks if isinstance(block, Heading)]
    assert isinstance(card.blocks[-1], Table)


@pytest.mark.parametrize("most", range(1, 21))
def test_a_shortened_document_says_that_there_is_more(most: int) -> None:
    card = REPORT.text_card(most)
    assert card.blocks[-1] == Note(text("… more in the export"))
    tables = [block for block in card.blocks if isinstance(block, Table)]
    assert all(0 < len(table.rows) < 2 for table in tables)


def test_a_cut_document_says_that_there_is_more() -> None:
    long = replace(REPORT, markdown="word\n" * 100, cut_note="see #export")
    assert long.cut(60).endswith("\n\n… see #export")
    assert REPORT.cut(1000) == REPORT.body
