"""Pictures of the alignment tree: laid out, drawn, and what a box costs in a large one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

from bench.report import Bound, Report, Row, middle
from bench.words import Titles
from chat.cards import Tone
from chat.pictures import to_png
from chat.trees import Box, draw, fold, place

_BOXES = 2_000
_UNDER_EACH = 5
_ROUNDS = 7
_TONES = (Tone.GOOD, Tone.WARNING, Tone.BAD, Tone.NEUTRAL)


def measure(folder: Path) -> Report:
    """CPU time of each step for a company of 2,000 objectives, beside a tenth of it."""
    small, large = _company(_BOXES // 10), _company(_BOXES)
    placed = place(large)
    kept = draw(place(fold(large).roots))
    one, all_of_it = _milliseconds(lambda: draw(place(small))), _milliseconds(lambda: place(large))
    all_drawn = _milliseconds(lambda: draw(placed))
    growth = (all_of_it + all_drawn) / _BOXES / (one / (_BOXES // 10))
    return Report(
        f"picture: a company of {_BOXES:,} objectives",
        [
            Row("cost of a box, 200 to 2,000 boxes", growth, "×", Bound.AT_MOST, 1.5),
            Row("laid out and drawn in full", all_of_it + all_drawn, "ms", beside=(
                f"laid out in {all_of_it:.0f} ms, drawn in {all_drawn:.0f} ms"
            )),
            Row("folded to 60 boxes", _milliseconds(lambda: fold(large)), "ms"),
            Row("folded, laid out and drawn",
                _milliseconds(lambda: draw(place(fold(large).roots))), "ms"),
            Row("the same as PNG", _milliseconds(lambda: to_png(kept)), "ms", beside=(
                f"{len(to_png(kept)) / 1e6:.1f} MB, its SVG {len(kept.encode()) / 1e6:.2f} MB"
            )),
        ],
    )  # fmt: skip


def _milliseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_ROUNDS):
        started = process_time()
        work()
        times.append(1000 * (process_time() - started))
    return middle(times)


def _company(count: int) -> tuple[Box, ...]:
    titles = Titles(7)
    boxes = [
        Box(f"O{index + 1}", titles.objective(index), f"Person {index % 97}",
            f"{index % 101} %", index % 101 / 100, _TONES[index % 4])
        for index in range(count)
    ]  # fmt: skip
    for index in range(count - 1, 0, -1):
        upper = (index - 1) // _UNDER_EACH
        children = (boxes[index], *boxes[upper].children)
        boxes[upper] = replace(boxes[upper], children=children)
    return (boxes[0],)
