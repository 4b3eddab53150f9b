"""Companies of any size as forests of boxes, and any forest at all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice

from hypothesis import strategies as st

from chat.cards import Tone
from chat.trees import Box

TITLES = (
    "Launch the A app and win its first fifty thousand readers in three countries by summer",
    "上线 A 应用并赢得首批五万名用户，让付费率在二季度末之前达到百分之二十，评分超过 4.0",
    "Readers find us",
    "提升客户满意度",
)
OWNERS = ("Mei Lin", "林梅", "Robin Maximilian Featherstonehaugh-Cholmondeley")
TONES = (Tone.GOOD, Tone.WARNING, Tone.BAD, Tone.NEUTRAL, None)


def leaf(index: int) -> Box:
    """The box of objective number `index`, without children."""
    ratio = None if index % 7 == 3 else index % 5 / 4
    return Box(
        key=f"O{index}",
        title=TITLES[index % len(TITLES)],
        owner=OWNERS[index % len(OWNERS)],
        label="no value yet" if ratio is None else f"{100 * ratio:.0f} %",
        ratio=ratio,
        tone=TONES[index % len(TONES)],
        also=("also under O7",) if index % 11 == 4 else (),
        asked=index % 6 == 5,
    )


def grown(boxes: Sequence[Box], parents: Sequence[int | None]) -> tuple[Box, ...]:
    """The forest in which box `i` hangs under box `parents[i]`, which comes before it."""
    children: list[list[Box]] = [[] for _ in boxes]
    roots: list[Box] = []
    for index in reversed(range(len(boxes))):
        whole = replace(boxes[index], children=tuple(reversed(children[index])))
        parent = parents[index]
        (roots if parent is None else children[parent]).append(whole)
    return tuple(reversed(roots))


def company(count: int, span: int = 4) -> tuple[Box, ...]:
    """One tree of `count` objectives, `span` under each."""
    parents = [None if index == 0 else (index - 1) // span for index in range(count)]
    return grown([leaf(index + 1) for index in range(count)], parents)


def chain(count: int) -> tuple[Box, ...]:
    """Each objective under the one before."""
    return company(count, span=1)


def walk(roots: Sequence[Box]) -> Iterator[Box]:
    """Every box, in any order."""
    waiting = list(roots)
    while waiting:
        box = waiting.pop()
        yield box
        waiting.extend(box.children)


words = st.one_of(st.sampled_from(TITLES), st.text(max_size=80))
boxes = st.builds(
    Box,
    key=st.one_of(st.from_regex(r"O[1-9][0-9]{0,5}", fullmatch=True), st.text(max_size=9)),
    title=words,
    owner=words,
    label=st.one_of(st.just("24 %"), words),
    ratio=st.one_of(st.none(), st.floats()),
    tone=st.sampled_from(TONES),
    folded=st.integers(0, 100_000),
    also=st.lists(words, max_size=3).map(tuple),
    asked=st.booleans(),
    status=words,
)


@st.composite
def forests(draw: st.DrawFn, most: int = 80) -> tuple[Box, ...]:
    """Any forest of up to `most` boxes, wide and deep."""
    some = draw(st.lists(boxes, min_size=1, max_size=4))
    count = draw(st.integers(1, most))
    parents = [
        None if index == 0 else draw(st.one_of(st.none(), st.integers(0, index - 1)))
        for index in range(count)
    ]
    return grown(list(islice(cycle(some), count)), parents)
