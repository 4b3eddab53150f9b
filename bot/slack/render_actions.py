"""Buttons, selects and menus -> Slack elements whose ids and values carry what they are for."""

from collections.abc import Iterator
from dataclasses import dataclass

import structlog

from bot.slack import limits
from bot.slack.carry import action_id, pack
from bot.slack.render_text import (
    MORE,
    Json,
    is_web_address,
    plain_text,
    rich_text,
    section,
)
from chat.cards import (
    Actions,
    Button,
    Confirm,
    Element,
    LinkButton,
    Option,
    Overflow,
    Select,
    Style,
)
from chat.text import text

LINK_ACTION = ""
"""The action of a button that only opens an address; Slack reports its press all the same."""
log = structlog.get_logger()


@dataclass
class Numbering:
    """Makes the action ids of one message unique."""

    last: int = 0

    def next(self) -> int:
        """The next number."""
        self.last += 1
        return self.last


def actions(block: Actions, numbering: Numbering, tenant: str) -> Iterator[Json]:
    """Blocks of at most 25 elements each; what Slack cannot hold is shown as words."""
    elements: list[Json] = []
    unheld: list[str] = []
    for element in block.elements:
        drawn = _element(element, numbering)
        elements.extend(drawn)
        if not drawn:
            unheld.append(_label(element))
        elif isinstance(element, Select) and len(element.options) > limits.SELECT_OPTIONS:
            unheld.append(MORE)
    for start in range(0, len(elements), limits.ACTIONS):
        yield {"type": "actions", "elements": elements[start : start + limits.ACTIONS]}
    shown = [words for words in unheld if words.strip()]
    if shown:
        yield rich_text(section(text("\n".join(shown)), tenant))


def _label(element: Element) -> str:
    match element:
        case LinkButton(label=label, url=url):
            return f"{label} {url}" if url else label
        case Button(label=label):
            return label
        case Select(placeholder=label):
            return label
        case Overflow(label=label):
            return label


def _element(element: Element, numbering: Numbering) -> list[Json]:
    match element:
        case Button():
            return _button(element, numbering)
        case Select(placeholder=placeholder):
            return _choice(element, placeholder, numbering)
        case Overflow(label=label):
            return _choice(element, label, numbering)
        case LinkButton():
            return _link_button(element, numbering)


def _link_button(button: LinkButton, numbering: Numbering) -> list[Json]:
    if not is_web_address(button.url):
        return []
    return [
        {
            "type": "button",
            "text": plain_text(button.label, limits.BUTTON_TEXT),
            "url": button.url,
            "action_id": action_id(LINK_ACTION, numbering.next()),
        }
    ]


def _button(button: Button, numbering: Numbering) -> list[Json]:
    packed = pack(button.values, limits.BUTTON_VALUE)
    written_id = action_id(button.action, numbering.next())
    if packed is None or len(written_id) > limits.ACTION_ID:
        log.error("slack.button_too_long", button=button.action[:100])
        return []
    drawn: Json = {
        "type": "button",
        "text": plain_text(button.label, limits.BUTTON_TEXT),
        "action_id": written_id,
        "value": packed,
    }
    if button.style is not Style.PLAIN:
        drawn["style"] = button.style.value
    if button.confirm is not None:
        drawn["confirm"] = _confirm(button.confirm, button.style)
    return [drawn]


def _confirm(confirm: Confirm, style: Style) -> Json:
    drawn: Json = {
        "title": plain_text(confirm.title, limits.CONFIRM_TITLE),
        "text": plain_text(confirm.text, limits.CONFIRM_TEXT),
        "confirm": plain_text(confirm.yes, limits.CONFIRM_BUTTON),
        "deny": plain_text(confirm.no, limits.CONFIRM_BUTTON),
    }
    return drawn if style is Style.PLAIN else {**drawn, "style": style.value}


def _choice(choice: Select | Overflow, label: str, numbering: Numbering) -> list[Json]:
    """A drop-down or menu whose id carries the values; where they do not fit, buttons do."""
    options = tuple({option.value: option for option in choice.options[::-1]}.values())[::-1]
    written_id = action_id(choice.action, numbering.next())
    packed = pack(choice.values, limits.ACTION_ID - len(written_id) - 1)
    long = any(not 0 < len(option.value) <= limits.OPTION_VALUE for option in options)
    alone = isinstance(choice, Overflow) and len(options) == 1
    if packed is None or long or alone:
        return _as_buttons(choice, options, numbering)
    if not options:
        return []
    drawn: Json = {
        "action_id": f"{written_id}~{packed}",
        "options": [option_object(option) for option in options[: limits.SELECT_OPTIONS]],
    }
    if isinstance(choice, Overflow) and len(options) <= limits.OVERFLOW_OPTIONS:
        return [{"type": "overflow", **drawn}]
    placeholder = plain_text(label, limits.PLACEHOLDER)
    return [{"type": "static_select", "placeholder": placeholder, **drawn}]


def _as_buttons(
    choice: Select | Overflow, options: tuple[Option, ...], numbering: Numbering
) -> list[Json]:
    return [
        drawn
        for option in options[: limits.SELECT_OPTIONS]
        for drawn in _button(
            Button(option.label, choice.action, {**choice.values, "option": option.value}),
            numbering,
        )
    ]


def option_object(option: Option, value: str | None = None) -> Json:
    """One option; `value` where Slack's limits demand another one than its own."""
    return {
        "text": plain_text(option.label, limits.OPTION_TEXT),
        "value": option.value if value is None else value,
    }
