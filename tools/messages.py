"""Finds every text that is to be translated, by reading the code as a syntax tree."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PACKAGES = ("okr", "chat", "handlers", "scheduler", "bot")

_MARKS = {"message", "N_"}
"""Functions that mark a text which is translated elsewhere."""

_TRANSLATIONS = {"tr", "text"}
"""Methods of a Language that translate their first argument; many other things have a `text`."""

_REFUSALS = {"Refused", "NotFound", "NotAllowed", "Invalid"}
"""Errors whose text is translated for the reader, so it must be marked."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a catalogue is looked up by; `many` is empty where there is no plural."""

    one: str
    many: str = ""


@dataclass(slots=True)
class Found:
    """Every text, in the order of the files and within them, with the files it stands in."""

    places: dict[Key, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def find_messages(root: Path, packages: Sequence[str] = PACKAGES) -> Found:
    """Every text of the packages under `root`, and every place that hides one from us."""
    found = Found()
    for package in packages:
        for file in sorted((root / package).rglob("*.py")):
            name = file.relative_to(root).as_posix()
            tree = ast.parse(file.read_text(encoding="utf-8"), name)
            refusals = _refusals(tree)
            for call in _calls(tree):
                _collect(call, name, refusals, found)
    return found


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    yield from sorted(calls, key=lambda call: (call.lineno, call.col_offset))


def _refusals(tree: ast.Module) -> set[str]:
    # Other modules have classes of these names, too.
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "okr.errors"
        for alias in node.names
        if alias.name in _REFUSALS
    }


def _collect(call: ast.Call, name: str, refusals: set[str], found: Found) -> None:
    function = call.func
    called = _method(function) if isinstance(function, ast.Attribute) else ""
    plain = function.id if isinstance(function, ast.Name) else ""
    first = call.args[0]
    if called == "ntr" and len(call.args) >= 2:
        for one, many in zip(_texts(first), _texts(call.args[1]), strict=False):
            _add(found, Key(one, many), name)
    elif called in _TRANSLATIONS or plain in _MARKS:
        for text in _texts(first):
            _add(found, Key(text), name)
    unmarked = plain in refusals and bool(_texts(first))
    if unmarked or (called in {"tr", "ntr"} and isinstance(first, ast.JoinedStr)):
        advice = "wrap the text in message(…)" if unmarked else "use {placeholders}, no f-string"
        found.problems.append(f"{name}:{call.lineno}: {advice}")


def _method(function: ast.Attribute) -> str:
    match function.value:
        case ast.Name(id=owner) | ast.Attribute(attr=owner) | ast.Call(func=ast.Name(id=owner)):
            speaks = "lang" in owner
        case _:
            speaks = False
    return function.attr if speaks or function.attr != "text" else ""


def _texts(argument: ast.expr) -> list[str]:
    match argument:
        case ast.Constant(value=str(text)) if text:
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_texts(body), *_texts(orelse)]
        case _:
            return []


def _add(found: Found, key: Key, name: str) -> None:
    places = found.places.setdefault(key, [])
    if name not in places:
        places.append(name)
