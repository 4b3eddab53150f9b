"""Any card and any form, small and far too large, with what people may type in them."""

from hypothesis import strategies as st

from chat.address import Account
from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Confirm,
    Divider,
    Element,
    Field,
    Fields,
    Heading,
    LinkButton,
    Note,
    Option,
    Overflow,
    Paragraph,
    Picture,
    Progress,
    Select,
    Style,
    Table,
    Tone,
)
from chat.forms import (
    ChoiceField,
    DateField,
    Explanation,
    Form,
    FormPart,
    Group,
    InputField,
    ManyChoicesField,
    NumberField,
    PeopleField,
    PersonField,
    SwitchField,
    TextField,
)
from chat.text import Bold, Channel, Link, Person, Plain, Span, Text

NASTY = ("<!channel>", "<@U1>", "*bold*", "&lt;", "<http://x|y>", "@here", ":smile:", "`x`", "~a~")
short = st.text(max_size=30) | st.sampled_from(NASTY)
words = short | st.builds(lambda part, times: part * times, short, st.sampled_from([1, 80, 400]))
long_words = words | st.builds(lambda part: part * 700, short)
accounts = st.builds(
    Account, st.sampled_from(["slack", "lark"]), st.just("T1"), st.sampled_from(["U1", "U2", "x"])
)
spans: st.SearchStrategy[Span] = st.one_of(
    st.builds(Plain, words),
    st.builds(Bold, words),
    st.builds(Link, words, st.sampled_from(["https://example.com/a", "javascript:x", ""])),
    st.builds(Person, short, st.lists(accounts, max_size=2).map(tuple), st.booleans()),
    st.builds(
        Channel, short, st.sampled_from(["slack", "lark", ""]), st.sampled_from(["C1", "no"])
    ),
)
texts: st.SearchStrategy[Text] = st.lists(spans, max_size=4).map(tuple)
names = st.from_regex(r"[a-z_]{1,20}(\.[a-z_]{1,20})?", fullmatch=True)
values = st.dictionaries(names, words, max_size=4)
options = st.builds(Option, words, words)


def _some_options(most: int) -> st.SearchStrategy[tuple[Option, ...]]:
    few = st.lists(options, max_size=8)
    numbered = st.integers(0, most).map(
        lambda count: [Option(f"option {number}", f"v{number}") for number in range(count)]
    )
    return (few | numbered).map(tuple)


elements: st.SearchStrategy[Element] = st.one_of(
    st.builds(
        Button,
        words,
        names,
        values,
        st.sampled_from(Style),
        st.none() | st.builds(Confirm, words, words, words, words),
    ),
    st.builds(LinkButton, words, st.sampled_from(["https://example.com", "nonsense", ""])),
    st.builds(Select, words, names, _some_options(250), values),
    st.builds(Overflow, names, _some_options(9), values, short),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table whose rows have as many cells as there are columns."""
    columns = draw(st.lists(short, max_size=25))
    cell = texts.map(lambda spans: spans[:1])
    row = st.lists(cell, min_size=len(columns), max_size=len(columns)).map(tuple)
    rows = draw(st.lists(row, max_size=3))
    return Table(tuple(columns), tuple(rows) * draw(st.sampled_from([1, 1, 60])))


blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, long_words),
    st.builds(Paragraph, texts),
    st.builds(Fields, st.lists(st.builds(Field, short, texts), max_size=5).map(tuple)),
    st.builds(Progress, st.none() | st.floats(), short, st.sampled_from(Tone)),
    tables(),
    st.builds(Picture, st.just("<svg/>"), long_words),
    st.builds(Note, texts),
    st.just(Divider()),
    st.builds(Actions, st.lists(elements, max_size=6).map(tuple)),
)
cards: st.SearchStrategy[Card] = st.builds(
    lambda title, some, times, tone: Card(title, tuple(some) * times, tone),
    words,
    st.lists(blocks, max_size=6),
    st.sampled_from([1, 1, 1, 12]),
    st.sampled_from(Tone),
)


def _inputs(name: str) -> st.SearchStrategy[InputField]:
    people = st.lists(accounts, max_size=3).map(tuple)
    this = st.just(name)
    return st.one_of(
        st.builds(
            TextField,
            this,
            words,
            long_words,
            st.booleans(),
            st.booleans(),
            st.sampled_from([1, 1000, 90_000]),
            words,
            words,
        ),
        st.builds(NumberField, this, words, words, st.booleans(), words, words),
        st.builds(ChoiceField, this, words, _some_options(1200), st.sampled_from(["v1", ""])),
        st.builds(
            ManyChoicesField,
            this,
            words,
            _some_options(30),
            st.lists(st.sampled_from(["v1", "v2"]), max_size=3).map(tuple),
        ),
        st.builds(PersonField, this, words, people),
        st.builds(PeopleField, this, words, people),
        st.builds(
            DateField, this, words, st.sampled_from(["", "2026-04-30", "31 Feb", "2026-W01"])
        ),
        st.builds(SwitchField, this, words, st.booleans(), words),
    )


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form whose fields have different names."""
    number = 0

    def some_input() -> InputField:
        nonlocal number
        number += 1
        return draw(_inputs(f"field_{number}"))

    parts: list[FormPart] = []
    for kind in draw(st.lists(st.sampled_from(["input", "words", "group"]), max_size=6)):
        if kind == "input":
            parts.append(some_input())
        elif kind == "words":
            parts.append(Explanation(draw(texts)))
        else:
            inner = tuple(some_input() for _ in range(draw(st.sampled_from([0, 2, 30]))))
            parts.append(Group(draw(words), inner))
    return Form(draw(names), draw(words), draw(words), tuple(parts), draw(values), draw(short))
