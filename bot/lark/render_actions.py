"""Buttons, links, drop-downs and "more" menus as card JSON 2.0."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from bot.lark import limits
from bot.lark.markup import web_address
from bot.lark.names import EMPTY
from bot.lark.pieces import Drawing, text_element
from bot.lark.shrink import Element
from chat.cards import Actions, Button, Confirm, LinkButton, Option, Overflow, Select, Style

_BUTTONS: Mapping[Style, str] = {
    Style.PLAIN: "default",
    Style.PRIMARY: "primary_filled",
    Style.DANGER: "danger",
}


def actions(block: Actions, drawing: Drawing) -> Iterator[Element]:
    drawn = [_element(element, drawing) for element in block.elements if _has_choice(element)]
    if drawing.close or len(drawn) == 1:
        yield from drawn
    elif drawn:
        columns = [{"tag": "column", "width": "auto", "elements": [element]} for element in drawn]
        yield {"tag": "column_set", "flex_mode": "flow", "columns": columns}


def _has_choice(element: Button | LinkButton | Select | Overflow) -> bool:
    """Whether there is anything to choose: Lark refuses a list of no options."""
    return not isinstance(element, Select | Overflow) or bool(element.options)


def _element(element: Button | LinkButton | Select | Overflow, drawing: Drawing) -> Element:
    match element:
        case Button():
            drawn: Element = {
                "tag": "button",
                "text": text_element(element.label, limits.BUTTON_TEXT),
                "type": _BUTTONS[element.style],
                "behaviors": callback(element.action, element.values, shared=drawing.shared),
            }
            return drawn if element.confirm is None else {**drawn, **_confirm(element.confirm)}
        case LinkButton(label=label, url=url):
            address = web_address(url)
            opening: Element = (
                {"behaviors": [{"type": "open_url", "default_url": address}]}
                if address
                else {"disabled": True}
            )
            return {
                "tag": "button",
                "text": text_element(label, limits.BUTTON_TEXT),
                "type": "default",
                **opening,
            }
        case Select():
            return {
                "tag": "select_static",
                "placeholder": text_element(element.placeholder, limits.PLACEHOLDER),
                "options": options(element.options),
                "behaviors": callback(element.action, element.values, shared=drawing.shared),
            }
        case Overflow():
            return {
                "tag": "overflow",
                "options": options(element.options),
                "behaviors": callback(element.action, element.values, shared=drawing.shared),
            }
        case _:
            assert_never(element)


def callback(action: str, values: Mapping[str, str], *, shared: bool) -> list[Element]:
    """What a press sends back: the action, its values, and whether others see the card."""
    value: Element = {"a": action, "v": dict(values)}
    if shared:
        value["s"] = 1
    return [{"type": "callback", "value": value}]


def options(choices: tuple[Option, ...]) -> list[Element]:
    """The options of a drop-down; Lark wants each value once."""
    first = {choice.value: choice for choice in reversed(choices)}
    return [
        {"text": text_element(choice.label, limits.OPTION_TEXT), "value": choice.value or EMPTY}
        for choice in choices
        if first[choice.value] is choice
    ]


def _confirm(confirm: Confirm) -> Element:
    # The client names the two buttons itself, so what they would do is said in the text.
    return {
        "confirm": {
            "title": text_element(confirm.title, limits.CONFIRM_TEXT),
            "text": text_element(confirm.text, limits.CONFIRM_TEXT),
        }
    }
