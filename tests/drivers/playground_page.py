"""What an open playground page holds: messages as they stand, the home pane, the open form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.drivers.base import Seen, SeenForm

Tree = Mapping[str, Any]
"""A JSON object of the page's API."""


@dataclass
class Standing:
    """One thing that one person sees at a place; `changed` orders by the newest change."""

    tree: Tree
    private: bool
    changed: int
    message: str = ""
    """The message's id, empty for notices and the home pane."""
    version: int = 0


@dataclass
class OpenForm:
    """The form in the dialog, and what it was opened from."""

    tree: Tree
    place: str
    message: str
    errors: Mapping[str, str] = field(default_factory=dict)


class Page:
    """One person's page. It keeps what it has shown when the program is started anew."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, Standing]] = {}
        self._changes = count(1)
        self.home: Standing | None = None
        self.form: OpenForm | None = None

    def take(self, place: str, message: Tree) -> None:
        """A message, new or changed. What people type themselves is not looked at."""
        content = message["content"]
        if content["type"] == "said":
            return
        standing = self._at(place).get(message["id"])
        if standing is not None and (standing.version, standing.tree) == (
            message["version"],
            content,
        ):
            return
        self._at(place)[message["id"]] = Standing(
            content, message["private"], next(self._changes), message["id"], message["version"]
        )

    def notice(self, place: str, tree: Tree) -> None:
        """A notice, which only this person sees."""
        changed = next(self._changes)
        self._at(place)[f"notice {changed}"] = Standing(tree, True, changed)

    def show_home(self, card: Tree) -> None:
        """The home pane."""
        self.home = Standing(card, True, next(self._changes))

    def all(self, place: str) -> list[Standing]:
        """Everything at a place, oldest first."""
        return list(self._at(place).values())

    def newest(self, place: str) -> Standing | None:
        """What was added or changed last at a place."""
        return max(self.all(place), key=lambda standing: standing.changed, default=None)

    def find_control(self, place: str, label: str) -> tuple[Standing, Tree, dict[str, str]] | None:
        """The newest button or option with this label: where it stands, it, and its values."""
        candidates = self.all(place)
        if self.home is not None and place == "dm":
            candidates.append(self.home)
        for standing in sorted(candidates, key=lambda each: each.changed, reverse=True):
            for control in _controls(standing.tree):
                if control.get("label") == label and "action" in control:
                    return standing, control, dict(control["values"])
                for option in control.get("options", ()):
                    if option["label"] == label:
                        return standing, control, {**control["values"], "option": option["value"]}
        return None

    def _at(self, place: str) -> dict[str, Standing]:
        return self._places.setdefault(place, {})


def seen(standing: Standing) -> Seen:
    """What a person reads."""
    return Seen(
        text="\n".join(_lines(standing.tree)),
        buttons=list(_labels(standing.tree)),
        private=standing.private,
    )


def seen_form(form: OpenForm) -> SeenForm:
    """What a person reads in the dialog."""
    inputs = list(_inputs(form.tree["parts"]))
    return SeenForm(
        title=form.tree["title"],
        labels={part["name"]: part["label"] for part in inputs},
        values={part["name"]: part["value"] for part in inputs},
        errors=form.errors,
        text="\n".join([form.tree["title"], *_form_lines(form.tree["parts"])]),
    )


def filled(form: OpenForm, answers: Mapping[str, object]) -> dict[str, Tree]:
    """The answers as the API takes them; fields not named keep what stands in them."""
    inputs = {part["name"]: part for part in _inputs(form.tree["parts"])}
    unknown = answers.keys() - inputs.keys()
    assert not unknown, f"the form has no field {unknown}; it has {list(inputs)}"
    return {
        name: {"kind": part["field"], "value": _answer(part, answers.get(name, part["value"]))}
        for name, part in inputs.items()
    }


def _answer(part: Tree, answer: object) -> object:
    by_label = {option["label"]: option["value"] for option in part.get("options", ())}
    match part["field"]:
        case "switch":
            return bool(answer)
        case "choice":
            return by_label.get(str(answer), str(answer))
        case "many_choices" | "person" | "people":
            several = [answer] if isinstance(answer, str) else answer
            assert isinstance(several, Sequence)
            return [by_label.get(str(each), str(each)) for each in several if each]
        case _:
            return str(answer)


def _controls(tree: Tree) -> Iterator[Tree]:
    for block in tree.get("blocks", ()):
        yield from block.get("elements", ())


def _labels(tree: Tree) -> Iterator[str]:
    for control in _controls(tree):
        if "options" in control:
            yield from (option["label"] for option in control["options"])
        else:
            yield control["label"]


def _words(spans: Sequence[Tree]) -> str:
    marks = {"person": "@", "channel": "#"}
    return "".join(
        f"{marks[span['span']]}{span['name']}" if span["span"] in marks else span["text"]
        for span in spans
    )


def _lines(tree: Tree) -> Iterator[str]:
    if tree["type"] == "notice":
        yield _words(tree["text"])
        return
    yield tree["title"]
    if tree["type"] == "document":
        yield from (tree["intro"], tree["open"])
        yield from _lines(tree["card"])
    for block in tree.get("blocks", ()):
        yield from _block_lines(block)


def _block_lines(block: Tree) -> Iterator[str]:
    match block["block"]:
        case "heading":
            yield block["text"]
        case "paragraph" | "note":
            yield _words(block["text"])
        case "fields":
            yield from (f"{fact['label']}: {_words(fact['value'])}" for fact in block["fields"])
        case "progress":
            yield block["label"]
        case "table":
            yield " | ".join(block["columns"])
            yield from (" | ".join(_words(cell) for cell in row) for row in block["rows"])
        case "picture":
            yield block["alt"]


def _inputs(parts: Sequence[Tree]) -> Iterator[Tree]:
    for part in parts:
        if part["field"] == "group":
            yield from _inputs(part["fields"])
        elif part["field"] != "explanation":
            yield part


def _form_lines(parts: Sequence[Tree]) -> Iterator[str]:
    for part in parts:
        match part["field"]:
            case "group":
                yield part["title"]
                yield from _form_lines(part["fields"])
            case "explanation":
                yield _words(part["text"])
            case _:
                yield from (line for line in (part["label"], part["hint"]) if line)
