"""The card validator: says of a card what the real platform would refuse."""

import json
import re
from collections.abc import Iterator, Set

from tests.fakes.json_shapes import Json, as_list, as_object, as_objects, as_text, nodes
from tests.fakes.lark.checks import Check
from tests.fakes.lark.parts import COMMON, ROOT
from tests.fakes.lark.schema import ELEMENTS, REQUIRED

BODY_LIMIT = 30_000
"""Bytes of the whole request. The sheets say 30 KB; the smaller reading is the safe one."""
ELEMENT_LIMIT = 200
TABLE_LIMIT = 5
DEPTH_LIMIT = 5

PARSE, STRUCTURE, GONE_IN_V2, IMAGE = 200621, 11310, 200861, 11246

_FIELDS = {
    "input",
    "select_static",
    "multi_select_static",
    "select_person",
    "multi_select_person",
    "date_picker",
    "checker",
}
_FORM_ONLY = {"multi_select_static", "multi_select_person"}
_CONTAINERS = {"form", "column_set", "collapsible_panel", "interactive_container"}
_OLD = {"action", "note", "fallback"}
_TABLE_IN_MARKDOWN = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)+\|?\s*$", re.MULTILINE)


class CardRefused(Exception):
    """The platform would not take this card; `detail` is its inner code."""

    def __init__(self, detail: int, message: str) -> None:
        super().__init__(f"ErrCode: {detail}; ErrMsg: {message}")
        self.detail = detail


def check_card(content: object, images: Set[str] = frozenset()) -> Json:
    """The card, if it is right. `images` are the image keys there are. Raises CardRefused."""
    if isinstance(content, str):
        try:
            content = json.loads(content)
        except ValueError:
            raise CardRefused(PARSE, "parse card json err: content is not JSON") from None
    if not isinstance(content, dict):
        raise CardRefused(PARSE, "parse card json err: a card is an object")
    card: Json = content
    _check_root(card)
    elements = as_list(as_object(card["body"])["elements"])
    _Walk(images).run(elements)
    _check_whole(card)
    return card


def _check_root(card: Json) -> None:
    for old in ("elements", "i18n_elements", "fallback", "i18n_header"):
        if old in card:
            raise CardRefused(GONE_IN_V2, f"cards of schema V2 no longer support {old}")
    for name in ("schema", "config", "body"):
        if name not in card:
            raise CardRefused(PARSE, f"the card lacks {name}")
    _check_properties(card, dict(ROOT), "card")


def _check_properties(value: Json, properties: dict[str, Check], where: str) -> None:
    for name, inner in value.items():
        if name not in properties:
            raise CardRefused(PARSE, f"unknown property {name} in {where}")
        if problem := properties[name](inner):
            raise CardRefused(PARSE, f"{where}: {name} {problem}")


def _check_whole(card: Json) -> None:
    tagged = [node for node in nodes(_without_charts(card)) if "tag" in node]
    if len(tagged) > ELEMENT_LIMIT:
        raise CardRefused(STRUCTURE, f"element number over limit; {len(tagged)} elements")
    tables = sum(node["tag"] == "table" for node in tagged)
    tables += sum(
        len(_TABLE_IN_MARKDOWN.findall(as_text(node.get("content"))))
        for node in tagged
        if node["tag"] == "markdown"
    )
    if tables > TABLE_LIMIT:
        raise CardRefused(STRUCTURE, "card table number over limit; ErrorValue: table")
    ids = [node["element_id"] for node in tagged if "element_id" in node]
    if len(ids) != len(set(map(str, ids))):
        raise CardRefused(STRUCTURE, "element_id is not unique")


def _without_charts(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: _without_charts(inner)
            for key, inner in value.items()
            if key not in ("chart_spec", "value", "rows")
        }
    if isinstance(value, list):
        return [_without_charts(inner) for inner in value]
    return value


class _Walk:
    """One look at every element of one card."""

    def __init__(self, images: Set[str]) -> None:
        self._images = images
        self._names: set[str] = set()

    def run(self, elements: list[object]) -> None:
        for element in elements:
            self._element(element, parent="", form="", depth=0)

    def _element(self, value: object, parent: str, form: str, depth: int) -> None:
        if not isinstance(value, dict):
            raise CardRefused(PARSE, "an element is an object")
        element: Json = value
        tag = as_text(element.get("tag"))
        self._check_tag(tag, parent, depth)
        _check_properties(element, {**COMMON, **ELEMENTS[tag]}, tag)
        for name in REQUIRED.get(tag, ()):
            if name not in element:
                raise CardRefused(PARSE, f"{tag} lacks {name}")
        self._check_name(element, tag, form)
        self._check_place(element, tag, form)
        _check_values(element, tag)
        if tag == "img" and element["img_key"] not in self._images:
            raise CardRefused(IMAGE, f"contains invalid image keys: {element['img_key']}")
        inner_form = as_text(element.get("name")) if tag == "form" else form
        deeper = depth + (tag in _CONTAINERS)
        for child in [*as_list(element.get("elements")), *as_list(element.get("columns"))]:
            if tag != "table":
                self._element(child, tag, inner_form, deeper)
        if tag == "form":
            _check_form(element)

    def _check_tag(self, tag: str, parent: str, depth: int) -> None:
        if tag in _OLD:
            raise CardRefused(GONE_IN_V2, f"cards of schema V2 no longer support tag {tag}")
        if tag not in ELEMENTS:
            raise CardRefused(PARSE, f"type of element is not supported tag: {tag!r}")
        if tag in ("form", "table") and parent:
            raise CardRefused(PARSE, f"type of element is not supported tag: {tag} in {parent}")
        if (tag == "column") != (parent == "column_set"):
            raise CardRefused(PARSE, f"type of element is not supported tag: {tag} in {parent}")
        if depth >= DEPTH_LIMIT and tag in _CONTAINERS:
            raise CardRefused(STRUCTURE, "containers are nested too deeply")

    def _check_name(self, element: Json, tag: str, form: str) -> None:
        name = as_text(element.get("name"))
        if not name:
            if form and tag in _FIELDS | {"button", "overflow"}:
                raise CardRefused(STRUCTURE, f"{tag} in form {form} lacks a name")
            return
        if name in self._names:
            raise CardRefused(STRUCTURE, f"name is not unique: {name}")
        self._names.add(name)

    def _check_place(self, element: Json, tag: str, form: str) -> None:
        if form:
            if tag == "chart":
                raise CardRefused(PARSE, "type of element is not supported tag: chart in form")
            if tag == "button" and not {"form_action_type", "behaviors"} & element.keys():
                raise CardRefused(STRUCTURE, "a form's button needs a form_action_type")
            return
        for name in ("required", "form_action_type"):
            if name in element:
                raise CardRefused(PARSE, f"{tag}: {name} is for forms only")
        if tag in _FORM_ONLY:
            raise CardRefused(PARSE, f"type of element is not supported tag: {tag} outside a form")
        if tag == "button" and "behaviors" not in element and not element.get("disabled"):
            raise CardRefused(STRUCTURE, "this button does nothing")


def _check_form(form: Json) -> None:
    buttons = [node for node in nodes(form) if node.get("tag") == "button"]
    submits = [node for node in buttons if node.get("form_action_type") == "submit"]
    if not submits:
        raise CardRefused(STRUCTURE, "a form needs a submit button")


def _check_values(element: Json, tag: str) -> None:
    problem = next(_wrong_values(element, tag), "")
    if problem:
        raise CardRefused(PARSE, f"{tag}: {problem}")


def _wrong_values(element: Json, tag: str) -> Iterator[str]:
    options = [option.get("value") for option in as_objects(element.get("options"))]
    match tag:
        case "input":
            longest = element.get("max_length", 1000)
            if isinstance(longest, int) and len(as_text(element.get("default_value"))) > longest:
                yield "default_value is longer than max_length"
            if element.get("input_type") != "multiline_text" and "rows" in element:
                yield "rows is for multiline_text"
        case "select_static" | "multi_select_static" | "overflow":
            if len(set(map(str, options))) != len(options):
                yield "two options have the same value"
            if "initial_option" in element and element["initial_option"] not in options:
                yield "initial_option is not an option"
            if set(map(str, as_list(element.get("selected_values")))) - set(map(str, options)):
                yield "selected_values is no option"
        case "div" | "button":
            if not {"text", "icon"} & element.keys():
                yield "has neither text nor icon"
        case "table":
            yield from _wrong_cells(element)


def _wrong_cells(table: Json) -> Iterator[str]:
    kinds = {as_text(c["name"]): as_text(c["data_type"]) for c in as_objects(table["columns"])}
    if len(kinds) != len(as_list(table["columns"])):
        yield "two columns have the same name"
    for row in as_objects(table["rows"]):
        for name, cell in row.items():
            if name not in kinds:
                yield f"no column {name}"
            elif not _fits(kinds[name], cell):
                yield f"a cell of {name} does not fit {kinds[name]}"


def _fits(kind: str, cell: object) -> bool:
    match kind:
        case "number" | "date":
            return isinstance(cell, int | float) and not isinstance(cell, bool)
        case "options" | "persons":
            return isinstance(cell, list | str)
        case _:
            return isinstance(cell, str)
