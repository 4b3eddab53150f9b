"""Labelled lines for the coach, read from the text files beside this module."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from okr.coach import Line

TODAY = date(2026, 3, 10)
_FOLDER = Path(__file__).parent
_OPTIONS = ("O:", "M:", "S:", "@:", "+", "?")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line, the codes it must get, and codes that may come or not."""

    line: Line
    codes: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
    source: str = field(default="", compare=False)


def read_set(name: str) -> list[Labelled]:
    """The lines of "dev" or "test" in both languages."""
    found: list[Labelled] = []
    for language in ("english", "chinese"):
        for path in sorted(_FOLDER.glob(f"{name}*_{language}.txt")):
            found += _labelled(path.read_text(encoding="utf-8").splitlines())
    return found


def _labelled(rows: list[str]) -> Iterator[Labelled]:
    kind, lang, codes = "", "", frozenset[str]()
    for row in rows:
        if row.startswith("== "):
            head, _, tail = row[3:].partition(":")
            kind, lang = head.split()
            codes = frozenset(tail.split())
        elif row and not row.startswith("#"):
            yield _one(row, Labelled(Line(kind, "", TODAY, lang=lang), codes, source=row))


def _one(row: str, empty: Labelled) -> Labelled:
    text, *options = row.split(" | ")
    line, codes, allowed = replace(empty.line, text=text), empty.codes, empty.allowed
    for option in options:
        key = next(key for key in _OPTIONS if option.startswith(key))
        value = option.removeprefix(key).strip()
        match key:
            case "O:":
                line = replace(line, objective=value)
            case "M:":
                line = replace(line, manager_key_results=(*line.manager_key_results, value))
            case "S:":
                line = replace(line, siblings=int(value))
            case "@:":
                line = replace(line, mentions=(*line.mentions, value))
            case "+":
                codes |= {value}
            case _:
                allowed |= {value}
    return replace(empty, line=line, codes=codes, allowed=allowed)
