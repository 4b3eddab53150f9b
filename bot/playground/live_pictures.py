"""Pictures whose boxes can be opened: their SVG as a JSON tree of elements known to be harmless."""

import re
from xml.etree import ElementTree

Node = list[object]
"""An element's name, its attributes, then its children: elements, or text as a string."""

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    {"svg", "g", "title", "desc", "text", "tspan", "rect", "circle", "ellipse"}
    | {"line", "path", "polygon", "polyline"}
)
_ATTRIBUTES = frozenset(
    {"viewBox", "width", "height", "x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy"}
    | {"r", "rx", "ry", "d", "points", "transform", "data-key", "opacity"}
    | {"fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"}
    | {"stroke-linecap", "stroke-linejoin", "font-family", "font-size", "font-weight"}
    | {"text-anchor", "textLength", "lengthAdjust"}
)


def live_picture(svg: str) -> Node | None:
    """The picture for a page to build anew; None where nothing in it can be opened.

    Elements and attributes that are not known are left out with all that is in them, and so is a
    value that refers to anything; None for what is not well-formed or declares its own types.
    """
    if "data-key=" not in svg or "<!DOCTYPE" in svg:
        return None
    try:
        root = ElementTree.fromstring(svg)
    except (ElementTree.ParseError, ValueError):
        return None
    return _node(root) if root.tag == f"{_SVG}svg" else None


def _node(element: ElementTree.Element) -> Node:
    children: Node = [element.text] if element.text and element.text.strip() else []
    for child in element:
        if _name(child) in _ELEMENTS:
            children.append(_node(child))
        if child.tail and child.tail.strip():
            children.append(child.tail)
    return [_name(element), _attributes(element), *children]


def _name(element: ElementTree.Element) -> str:
    tag = element.tag
    return tag.removeprefix(_SVG) if isinstance(tag, str) and tag.startswith(_SVG) else ""


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    return {
        name: value
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and (name == "data-key" or not _refers(value))
    }


def _refers(value: str) -> bool:
    return re.search(r"url\s*\(|javascript:|\\", value, re.IGNORECASE) is not None
