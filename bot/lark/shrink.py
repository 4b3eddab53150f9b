"""Cards that are too large for Lark: smaller versions tried in turn until one fits."""

import json
from collections.abc import Iterable

from bot.lark import limits

Element = dict[str, object]
"""One object of card JSON."""


def as_json(value: object) -> str:
    """Compact JSON, characters written as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def size(card: Element) -> int:
    """Bytes of the card in a request, where it is a string within JSON."""
    return len(as_json(as_json(card)).encode())


def elements(node: object) -> int:
    """Objects with a `tag` in a card, however deep."""
    match node:
        case dict():
            return ("tag" in node) + sum(elements(child) for child in node.values())
        case list() | tuple():
            return sum(elements(child) for child in node)
        case _:
            return 0


def fits(card: Element) -> bool:
    """Whether Lark takes a card of this size."""
    return elements(card) <= limits.ELEMENTS and size(card) <= limits.BODY - 500


def first_that_fits(versions: Iterable[Element]) -> Element:
    """The first version that fits, or the last one."""
    card: Element = {}
    for version in versions:
        card = version
        if fits(card):
            break
    return card
