"""Markdown is read as people would read it, and made to fit without losing a word."""

import pytest

from chat import markdown
from chat.cards import Divider, Heading, Note, Paragraph, Table
from chat.text import Bold, Link, Plain, plain, text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("plain words", text("plain words")),
        ("a **bold** word", text("a ", Bold("bold"), " word")),
        ("*slanted*, _so_ and ~~struck~~", text("slanted, so and struck")),
        ("snake_case and 2*3*4", text("snake_case and 2", "3", "4")),
        ("`co*d*e`", text("co*d*e")),
        (r"\*not bold\*, \[no\](link)", text("*not bold*, [no](link)")),
        ("R&amp;D &#42; &nosuch;", text("R&D * &nosuch;")),
        ("[the guide](https://a.example/b_c)", text(Link("the guide", "https://a.example/b_c"))),
        ("<https://a.example/>", text(Link("https://a.example/", "https://a.example/"))),
        ("one<br>two\\\nthree", text("one\ntwo\nthree")),
    ],
)
def test_words_in_a_line(written: str, read: tuple[object, ...]) -> None:
    found = markdown.spans(written)
    assert plain(found) == "".join(getattr(span, "text", "") for span in read)
    assert [span for span in found if not isinstance(span, Plain)] == [
        span for span in read if not isinstance(span, Plain)
    ]


def test_every_kind_of_block_in_reading_order() -> None:
    written = (
        "Intro\nin two lines\n\n## Part ##\nright below\n- one\n  - two\n1. three\n\n"
        "> said\n\n| a | b\\|c |\n|:--|--:|\n| **x** | y |\n| alone |\n\n---\n"
        "```\n# no heading\n\n```\nEnd"
    )
    assert list(markdown.blocks(written)) == [
        Paragraph(text("Intro\nin two lines")),
        Heading("Part"),
        Paragraph(text("right below")),
        Paragraph(text("• one\n  • two\n1. three")),
        Note(text("said")),
        Table(("a", "b|c"), ((text(Bold("x")), text("y")), (text("alone"), ()))),
        Divider(),
        Paragraph(text("# no heading\n")),
        Paragraph(text("End")),
    ]


def test_a_bar_alone_makes_no_table() -> None:
    [block] = markdown.blocks("a | b\nc | d")
    assert block == Paragraph(text("a | b\nc | d"))


def test_a_first_heading_that_says_the_title_goes() -> None:
    assert markdown.without_title("# Week \\*48\\*\n\nWords", "Week *48*") == "Words"
    assert markdown.without_title("# Other\n\nWords", "Week") == "# Other\n\nWords"
    assert markdown.without_title("## Week\n\nWords", "Week") == "## Week\n\nWords"


def test_a_large_table_goes_on_under_the_same_head() -> None:
    head = "| a | b |\n|---|---|"
    rows = [f"| {n} | x\\|y |" for n in range(7)]
    split = markdown.with_small_tables(f"before\n\n{head}\n" + "\n".join(rows) + "\n\nafter", 8)
    tables = [block for block in markdown.blocks(split) if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [3, 3, 1]
    assert [plain(row[0]) for table in tables for row in table.rows] == list("0123456")
    assert split.startswith("before\n\n")
    assert split.endswith("\n\nafter")


def test_what_is_small_enough_stays_as_it_is() -> None:
    written = "# A\n\n```\n| a | b |\n|---|---|\n| 1 | 2 |\n#### B\n```\n\n| a |\n|---|\n| 1 |"
    assert markdown.with_small_tables(written, 4) == written
    assert markdown.with_shallow_headings(written, 3) == written


def test_deep_headings_rise() -> None:
    assert markdown.with_shallow_headings("#### A\n##### B\n# C", 3) == "### A\n### B\n# C"


def test_a_cut_keeps_whole_lines_and_says_so() -> None:
    written = "\n".join(f"line {n}" for n in range(100))
    shorter = markdown.cut(written, 100, "… more")
    assert len(shorter) <= 100
    assert shorter.endswith("\n\n… more")
    assert written.startswith(shorter.removesuffix("\n\n… more"))
    assert markdown.cut(written, 10_000, "… more") == written
    assert markdown.cut("字" * 50, 20, "…").count("字") == 17


def test_breaks_are_marked_and_what_was_typed_is_not() -> None:
    assert markdown.with_breaks(r"a<br>b<br/>c \<br> d", "¶") == r"a¶b¶c \<br> d"
