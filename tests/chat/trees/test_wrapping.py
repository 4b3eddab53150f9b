"""Cutting text to the room there is."""

from hypothesis import given
from hypothesis import strategies as st

from chat.trees.wrapping import cut, one_line, width, wrap


def test_words_stay_whole() -> None:
    lines = wrap("Launch the app and win readers", 10, 75, 3)
    assert lines == ("Launch the app", "and win readers")


def test_han_breaks_anywhere_but_before_a_closing_mark() -> None:
    assert wrap("提升客户满意度，降低流失率", 10, 70, 2) == ("提升客户满意", "度，降低流失率")


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("提升客户满意度与降低流失率", 10, 50, 2) == ("提升客户满", "意度与降…")
    assert cut("Robin Featherstonehaugh", 10, 60) == "Robin Fea…"
    assert cut("Robin", 10, 5) == ""


def test_a_word_wider_than_the_line_is_broken() -> None:
    lines = wrap("unbreakable" * 9, 10, 100, 2)
    assert len(lines) == 2
    assert lines[0].startswith("unbreakable")


def test_what_an_svg_may_not_hold_is_left_out() -> None:
    assert one_line(" a\n\tb\x00c\ud800d\uffff ") == "a b c d"


@given(st.text(max_size=200), st.floats(30, 400), st.integers(1, 3))
def test_no_line_is_too_wide(typed: str, room: float, most: int) -> None:
    text = one_line(typed)
    lines = wrap(text, 12, room, most)
    assert len(lines) <= most
    assert all(width(line, 12) <= room + 0.001 for line in lines)
    if lines and not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
