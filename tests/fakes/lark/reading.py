"""A card as the client shows it: what can be read, what can be pressed, whom it notifies."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.fakes.json_shapes import (
    Json,
    as_list,
    as_object,
    as_objects,
    as_text,
    nodes,
    parsed,
)

Names = Callable[[str], str]
"""Open id -> the name the client shows."""

_TOKEN = re.compile(
    r"(?P<entity>&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|<at id=[\"']?(?P<at>\w+)[\"']?>\s*</at>"
    r"|(?P<newline><br\s*/?>)"
    r"|</?(?:font|text_tag|link|person|number_tag|a|raw)\b[^>]*>"
    r"|\[(?P<label>[^\]]*)\]\((?P<url>[^)]*)\)"
    r"|(?:(?<=\n)|^)#{1,6} "
    r"|\*{1,3}|~~|`+"
)
_AT_IN_TEXT = re.compile(r"<at user_id=\"(\w+)\">")
_RICH = ("markdown", "lark_md")


def words_of(markdown: str, names: Names) -> str:
    """What markdown says once it is drawn."""

    def shown(found: re.Match[str]) -> str:
        if found["entity"]:
            return html.unescape(found["entity"]).replace("\xa0", " ")
        if found["at"]:
            return f"@{names(found['at'])}"
        if found["newline"]:
            return "\n"
        if found["label"]:
            return words_of(found["label"], names)
        return found["escaped"] or ""

    return _TOKEN.sub(shown, markdown)


def pinged(content: str) -> list[str]:
    """Everybody whom a message's content notifies: open ids, or `all`."""
    body = as_object(parsed(content))
    found = list(_AT_IN_TEXT.findall(as_text(body.get("text"))))
    for markdown in _markdowns(body):
        found.extend(token["at"] for token in _TOKEN.finditer(markdown) if token["at"])
    return found


def _markdowns(body: Json) -> Iterator[str]:
    for node in nodes(body):
        if node.get("tag") in _RICH:
            yield as_text(node.get("content"))
        if node.get("tag") == "table":
            rich = [
                as_text(column.get("name"))
                for column in as_objects(node.get("columns"))
                if column.get("data_type") in _RICH
            ]
            for row in as_objects(node.get("rows")):
                yield from (as_text(row.get(name)) for name in rich)


def text_of(element: object, names: Names) -> str:
    """What a text object or markdown element says."""
    body = as_object(element)
    content = as_text(body.get("content"))
    return words_of(content, names) if body.get("tag") in _RICH else content


def lines(card: Json, names: Names) -> list[str]:
    """All that can be read on a card, one block a line."""
    header = as_object(card.get("header"))
    tags = [as_object(tag).get("text") for tag in as_list(header.get("text_tag_list"))]
    head = [header.get("title"), header.get("subtitle"), *tags]
    found = [text_of(part, names) for part in head]
    for element in as_list(as_object(card.get("body")).get("elements")):
        found.extend(_read(as_object(element), names))
    return [line for line in found if line]


def _read(element: Json, names: Names) -> Iterator[str]:
    match element.get("tag"):
        case "markdown":
            yield text_of(element, names)
        case "div" | "checker":
            yield text_of(element.get("text"), names)
        case "img":
            yield text_of(element.get("title"), names)
            yield text_of(element.get("alt"), names)
        case "table":
            yield from _table(element, names)
        case "collapsible_panel":
            yield text_of(as_object(element.get("header")).get("title"), names)
        case "person":
            yield names(as_text(element.get("user_id")))
        case "input":
            yield text_of(element.get("label"), names)
            yield text_of(element.get("placeholder"), names)
    for inner in children(element):
        yield from _read(inner, names)


def children(element: Json) -> list[Json]:
    """The elements within an element."""
    if element.get("tag") == "table":
        return []
    return [*as_objects(element.get("elements")), *as_objects(element.get("columns"))]


def _table(table: Json, names: Names) -> Iterator[str]:
    columns = as_objects(table.get("columns"))
    yield " | ".join(as_text(column.get("display_name")) for column in columns)
    for row in as_objects(table.get("rows")):
        yield " | ".join(_cell(column, row, names) for column in columns)


def _cell(column: Json, row: Json, names: Names) -> str:
    value = row.get(as_text(column.get("name")))
    if isinstance(value, list):
        return ", ".join(as_text(tag.get("text")) for tag in as_objects(value))
    if isinstance(value, str):
        return words_of(value, names) if column.get("data_type") in _RICH else value
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Pressable:
    """A button, or one option of a select or "more" menu."""

    label: str
    element: Json
    option: str = ""

    @property
    def submits(self) -> bool:
        """Whether it sends the form it stands in."""
        return self.element.get("form_action_type") == "submit"


def pressables(card: Json, *, in_forms: bool = False) -> list[Pressable]:
    """What can be pressed on a card, in reading order; a form's own fields are no buttons."""
    found: list[Pressable] = []
    for element in as_list(as_object(card.get("body")).get("elements")):
        found.extend(_pressables(as_object(element), in_forms))
    return found


def _pressables(element: Json, in_forms: bool) -> Iterator[Pressable]:
    match element.get("tag"):
        case "form" if not in_forms:
            return
        case "button":
            if not element.get("disabled"):
                yield Pressable(as_text(as_object(element.get("text")).get("content")), element)
        case "select_static" | "overflow" if "name" not in element or not in_forms:
            for option in as_objects(element.get("options")):
                label = as_text(as_object(option.get("text")).get("content"))
                yield Pressable(label, element, as_text(option.get("value")))
    for inner in children(element):
        yield from _pressables(inner, in_forms)
