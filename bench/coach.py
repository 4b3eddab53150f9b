"""The writing coach: precision and recall of every rule, false alarms, and lines per second."""

from pathlib import Path
from time import process_time

from bench.report import Bound, Report, Row
from okr.coach import Line, Rule, judge
from okr.quantities import read
from tests.okr.coach.lines import TODAY, read_set
from tests.okr.coach.scoring import Score, score

_ROUNDS = 5


def measure(folder: Path) -> Report:
    """Judge the test set for quality and for speed; the development set is in the notes."""
    lines = read_set("test")
    found = score(lines)
    rows = [*_quality(found), *_alarms(found), *_speed([labelled.line for labelled in lines])]
    return Report(f"coach: {len(lines)} lines of the test set", rows, _notes())


def _quality(found: Score) -> list[Row]:
    rows = []
    for rule in Rule:
        if count := found.positives(rule):
            beside = f"{count} lines have it"
            precision, recall = found.precision(rule), found.recall(rule)
            rows.append(Row(f"{rule}: precision", precision, "", Bound.AT_LEAST, 0.9, beside))
            rows.append(Row(f"{rule}: recall", recall, "", Bound.AT_LEAST, 0.8))
    return rows


def _alarms(found: Score) -> list[Row]:
    return [
        Row(
            f"false alarms on good lines, {lang}", 100 * found.false_alarms(lang), "%",
            Bound.AT_MOST, 8, f"{found.alarms[lang]} of {found.good[lang]}",
        )
        for lang in ("en", "zh")
    ]  # fmt: skip


def _speed(lines: list[Line]) -> list[Row]:
    started = process_time()
    for _ in range(_ROUNDS):
        for line in lines:
            judge(line)
    rate = _ROUNDS * len(lines) / (process_time() - started)
    started = process_time()
    for _ in range(_ROUNDS):
        for line in lines:
            read(line.text, line.today)
    share = rate * (process_time() - started) / (_ROUNDS * len(lines))
    slowest = max(map(_milliseconds, _odd()))
    return [
        Row("lines a second on one core, in CPU time", rate, "lines/s", Bound.AT_LEAST, 2000,
            f"{share:.0%} of it reads quantities"),
        Row("the slowest odd line", slowest, "ms", Bound.AT_MOST, 5),
    ]  # fmt: skip


def _odd() -> list[Line]:
    texts = [
        "a" * 10_000,
        "提升" * 5_000,
        "1 " * 250,
        "从 5 到 3," * 70,
        "word 5% " * 60,
        "与" * 500,
        "从 xx 到 xx," * 40,
        "customers with a score under 50 go from 4 to 5 " * 10,
        "X: " * 160,
        "与财务和运营" * 60,
    ]
    return [Line(kind, text, TODAY, text) for text in texts for kind in ("objective", "key_result")]


def _milliseconds(line: Line) -> float:
    started = process_time()
    for _ in range(_ROUNDS):
        judge(line)
    return 1000 * (process_time() - started) / _ROUNDS


def _notes() -> list[str]:
    lines = read_set("dev")
    found = score(lines)
    return [
        f"the {len(lines)} lines it was developed with: least precision"
        f" {min(map(found.precision, Rule)):.2f}, least recall {min(map(found.recall, Rule)):.2f},"
        f" false alarms {found.false_alarms('en'):.1%} en, {found.false_alarms('zh'):.1%} zh"
    ]
