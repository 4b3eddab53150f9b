"""What a person typed never formats, links or pings in card markdown."""

import html

from hypothesis import given
from hypothesis import strategies as st

from bot.lark.markup import bold, escaped, is_plain, markdown, web_address
from chat.address import Account
from chat.text import Bold, Channel, Link, Person, Plain, text

TENANT = "t1"
ADA = Person("Ada", (Account("lark", TENANT, "ou_ada"),), ping=True)


def test_a_typed_ping_is_only_words() -> None:
    written = markdown(text("<at id=all></at> @everyone"), TENANT)
    assert "<" not in written
    assert html.unescape(written) == "<at id=all></at> @everyone"


def test_a_ping_is_made_only_for_an_account_of_this_tenant() -> None:
    assert markdown((ADA,), TENANT) == "<at id=ou_ada></at>"
    assert markdown((ADA,), "another") == "@Ada"
    assert markdown((Person("Ada", ADA.accounts),), TENANT) == "@Ada"


def test_an_account_id_cannot_break_out_of_its_tag() -> None:
    odd = Person("Odd", (Account("lark", TENANT, "x></at><at id=all"),), ping=True)
    assert markdown((odd,), TENANT) == "@Odd"


def test_links_are_only_to_the_web() -> None:
    assert web_address("https://a.example/b?c=d") == "https://a.example/b?c=d"
    assert web_address("javascript:alert(1)") is None
    assert web_address("https://a.example/)[x](http://evil") == (
        "https://a.example/%29%5Bx%5D%28http://evil"
    )
    assert markdown((Link("a]b", "https://a.example"),), TENANT) == ("[a&#93;b](https://a.example)")
    assert markdown((Link("a", "ftp://x"),), TENANT) == "a"


def test_bold_marks_stand_where_markdown_sees_them() -> None:
    assert bold(" two \nlines") == " **two** \n**lines**"
    assert bold("  ") == "  "
    assert markdown(text(Bold("a:"), "b"), TENANT) == "**a&#58;** b"
    assert markdown(text(Bold("a"), Bold("b")), TENANT) == "**a** **b**"
    assert markdown(text("a", Bold("(b)")), TENANT) == "a **&#40;b&#41;**"
    assert markdown(text(Bold("进展"), "好"), TENANT) == "**进展**好"


def test_indented_text_is_not_code() -> None:
    assert markdown(text("a\n    b"), TENANT) == "a\n&#160;&#160;&#160;&#160;b"


def test_plain_text_is_recognised() -> None:
    assert is_plain((Plain("a"), Channel("b"), Person("c"), Link("d", "x:y")), TENANT)
    assert not is_plain((ADA,), TENANT)
    assert not is_plain((Bold("a"),), TENANT)


@given(st.text(max_size=200))
def test_any_typed_text_reads_as_it_was_typed(words: str) -> None:
    assert html.unescape(escaped(words)) == words


@given(st.text(max_size=100), st.text(max_size=100))
def test_no_typed_text_makes_a_tag(words: str, name: str) -> None:
    spans = (Plain(words), Bold(name), Person(name, ping=True), Channel(words))
    assert "<" not in markdown(spans, TENANT)
    assert "](" not in markdown(spans, TENANT)
