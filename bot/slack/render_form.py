"""Forms -> modal views: pure functions; a field's name is its block id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from bot.slack import limits
from bot.slack.carry import Carried, written_option
from bot.slack.fit import VIEW, fitted, written_size
from bot.slack.render_actions import option_object
from bot.slack.render_text import (
    MORE,
    PLATFORM,
    Json,
    is_user_id,
    plain_text,
    rich_text,
    section,
)
from chat.address import Account
from chat.cards import Option
from chat.forms import (
    ChoiceField,
    DateField,
    Explanation,
    Form,
    FormPart,
    Group,
    InputField,
    ManyChoicesField,
    NumberField,
    PeopleField,
    PersonField,
    SwitchField,
    TextField,
)
from chat.text import Plain, plain, shortened, text

YES = "yes"
"""The value of a switch's only option."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much of every field is drawn: options a choice, characters a text."""

    options: int
    text: int


_ROOMS = (Room(1_000, 3_000), Room(100, 3_000), Room(100, 300), Room(20, 60), Room(5, 20))
"""Tried in this order until the view is small enough."""
_ANY_SIZE = 100 * limits.VIEW_BYTES


@dataclass
class Sheet:
    """One form being drawn."""

    tenant: str
    generation: int
    errors: Mapping[str, str]
    room: Room
    long: list[str] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)


def form_view(
    form: Form, tenant: str, carried: Carried, errors: Mapping[str, str] | None = None
) -> Json:
    """A form as a modal; `errors` are drawn above their fields.

    `carried.origin` and `carried.generation` are kept, the rest comes from the form.
    """
    view: Json = {}
    for room in _ROOMS:
        view = _view(form, Sheet(tenant, carried.generation, errors or {}, room), carried)
        if written_size(view) <= limits.VIEW_BYTES:
            return view
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    frame = written_size({**view, "blocks": []})
    return {**view, "blocks": fitted(blocks, VIEW.less(frame))}


def _view(form: Form, sheet: Sheet, carried: Carried) -> Json:
    blocks: list[Json] = []
    if len(form.title) > limits.VIEW_TITLE:
        title = shortened(form.title, sheet.room.text)
        blocks.append(rich_text(section((Plain(title),), sheet.tenant, bold=True)))
    for name, words in sheet.errors.items():
        if all(name != part.name for part in form.inputs):
            blocks.extend(_error(words, sheet))
    for part in form.parts:
        blocks.extend(_part(part, sheet))
    kept = fitted(blocks, VIEW.less(-_ANY_SIZE))
    carried = replace(carried, action=form.action, values=form.values, long=tuple(sheet.long))
    view: Json = {
        "type": "modal",
        "title": plain_text(form.title, limits.VIEW_TITLE),
        "submit": plain_text(form.submit if form.submit.strip() else "OK", limits.VIEW_TITLE),
        "private_metadata": carried.dump(),
        "blocks": kept,
    }
    if form.cancel.strip():
        view["close"] = plain_text(form.cancel, limits.VIEW_TITLE)
    return view


def _part(part: FormPart, sheet: Sheet) -> Iterator[Json]:
    match part:
        case Group(title=title, fields=inner):
            if title.strip():
                yield from _group_title(title, sheet)
            for each in inner:
                yield from _part(each, sheet)
        case Explanation(text=spans):
            if plain(spans).strip():
                yield rich_text(section(spans, sheet.tenant))
        case _:
            if part.name in sheet.errors:
                yield from _error(sheet.errors[part.name], sheet)
            yield from _input(part, sheet)


def _group_title(title: str, sheet: Sheet) -> Iterator[Json]:
    if len(title) <= limits.HEADER:
        yield {"type": "header", "text": plain_text(title, limits.HEADER)}
    else:
        yield rich_text(section((Plain(title),), sheet.tenant, bold=True))


def _error(words: str, sheet: Sheet) -> Iterator[Json]:
    if words.strip():
        yield rich_text(section(text("⚠ ", words), sheet.tenant, bold=True))


def _input(part: InputField, sheet: Sheet) -> Iterator[Json]:
    element = _element(part, sheet)
    if element is None or not 0 < len(part.name) <= limits.BLOCK_ID or part.name in sheet.drawn:
        return
    sheet.drawn.add(part.name)
    element["action_id"] = f"{part.field}~{sheet.generation}"
    required = False if isinstance(part, SwitchField) else part.required
    drawn: Json = {
        "type": "input",
        "block_id": part.name,
        "label": plain_text(part.label, min(limits.INPUT_LABEL, sheet.room.text)),
        "element": element,
        "optional": not required,
    }
    hint = part.hint
    if isinstance(part, ChoiceField | ManyChoicesField) and len(part.options) > sheet.room.options:
        hint = f"{hint} {MORE}".strip()
    if hint.strip():
        drawn["hint"] = plain_text(hint, min(limits.INPUT_HINT, sheet.room.text))
    yield drawn


def _element(part: InputField, sheet: Sheet) -> Json | None:
    match part:
        case TextField(value=value, max_length=most, placeholder=placeholder):
            return _text_input(
                value, most, placeholder, sheet, multiline=part.multiline or "\n" in value
            )
        case NumberField(value=value, placeholder=placeholder):
            return _text_input(value, limits.PLACEHOLDER, placeholder, sheet, multiline=False)
        case ChoiceField():
            return _select(part, sheet)
        case ManyChoicesField():
            return _many(part, sheet)
        case PersonField(value=accounts):
            return _with("users_select", "initial_user", _ids(accounts, sheet.tenant)[:1], one=True)
        case PeopleField(value=accounts):
            return _with("multi_users_select", "initial_users", _ids(accounts, sheet.tenant))
        case DateField(value=value):
            return _with("datepicker", "initial_date", [value] if _is_day(value) else [], one=True)
        case SwitchField(value=is_on):
            option = option_object(Option("✓", YES))
            return _with("checkboxes", "initial_options", [option] if is_on else []) | {
                "options": [option]
            }
        case _:
            assert_never(part)


def _with(kind: str, name: str, initial: list[Json] | list[str], *, one: bool = False) -> Json:
    """An element with its initial value, which Slack wants left out where there is none."""
    element: Json = {"type": kind}
    if initial:
        element[name] = initial[0] if one else initial
    return element


def _text_input(value: str, most: int, placeholder: str, sheet: Sheet, *, multiline: bool) -> Json:
    longest = min(max(most, 1), limits.INPUT_TEXT)
    element: Json = {"type": "plain_text_input", "multiline": multiline, "max_length": longest}
    if value:
        element["initial_value"] = shortened(value, min(longest, sheet.room.text))
    if placeholder.strip():
        element["placeholder"] = plain_text(placeholder, limits.PLACEHOLDER)
    return element


def _options(
    options: tuple[Option, ...], sheet: Sheet, most: int
) -> tuple[list[Json], dict[str, Json]]:
    """Option objects, and the same by their true value; what has the same value is one option."""
    unique = {option.value: option for option in reversed(options)}
    kept = [option for option in options if unique.get(option.value) is option][:most]
    by_value = {
        option.value: option_object(option, written_option(option.value, sheet.long))
        for option in kept
    }
    return list(by_value.values()), by_value


def _select(part: ChoiceField, sheet: Sheet) -> Json | None:
    drawn, by_value = _options(part.options, sheet, sheet.room.options)
    if not drawn:
        return None
    initial = [by_value[part.value]] if part.value in by_value else []
    element = _with("static_select", "initial_option", initial, one=True) | _grouped(drawn)
    if part.placeholder.strip():
        element["placeholder"] = plain_text(part.placeholder, limits.PLACEHOLDER)
    return element


def _many(part: ManyChoicesField, sheet: Sheet) -> Json | None:
    drawn, by_value = _options(part.options, sheet, sheet.room.options)
    if not drawn:
        return None
    chosen = [by_value[value] for value in dict.fromkeys(part.value) if value in by_value]
    if len(drawn) <= limits.CHECKBOXES:
        return _with("checkboxes", "initial_options", chosen) | {"options": drawn}
    return _with("multi_static_select", "initial_options", chosen) | _grouped(drawn)


def _grouped(options: list[Json]) -> Json:
    """The options of a select; more than it takes at once stand in numbered groups."""
    if len(options) <= limits.SELECT_OPTIONS:
        return {"options": options}
    groups: list[Json] = []
    for start in range(0, len(options), limits.SELECT_OPTIONS):
        inner = options[start : start + limits.SELECT_OPTIONS]
        label = plain_text(f"{start + 1}{MORE}{start + len(inner)}", limits.OPTION_TEXT)
        groups.append({"label": label, "options": inner})
    return {"option_groups": groups}


def _ids(accounts: tuple[Account, ...], tenant: str) -> list[str]:
    here = (
        account.id
        for account in accounts
        if account.platform == PLATFORM and account.tenant == tenant and is_user_id(account.id)
    )
    return list(dict.fromkeys(here))


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
