"""Forms as card JSON 2.0: one form container with its submit, Cancel standing outside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from bot.lark import limits
from bot.lark.markup import bold, escaped
from bot.lark.names import EMPTY, FieldName, kind_of, submit_name
from bot.lark.pieces import (
    ANY_LENGTH,
    Drawing,
    card_of,
    markdown_block,
    plain_block,
    text_element,
    words_element,
)
from bot.lark.render_actions import callback, options
from bot.lark.shrink import Element
from chat.address import Account
from chat.cards import Option, Tone
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
from chat.text import shortened

CANCEL = "forms.cancel"
"""The action a Cancel button calls; its values are the form's own and `form`, its action."""


@dataclass(frozen=True, slots=True)
class FormDrawing:
    """How a form is drawn.

    `origin` is the group the form was opened from, where it is answered in the person's own chat.
    `errors`: field name -> what to do, in red under the field; others stand above the fields.
    `candidates` are open ids to pick people from: with none, Lark offers the chat's members.
    """

    tenant: str
    shared: bool = False
    origin: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    candidates: Sequence[str] = ()
    hints: int = ANY_LENGTH
    """Characters of a hint, a placeholder or an explanation."""
    choices: int = ANY_LENGTH
    """Options of one drop-down."""
    typed: int = ANY_LENGTH
    """Characters of what stands in a field."""
    fields: int = ANY_LENGTH
    """Fields of the form."""


def draw(form: Form, drawing: FormDrawing) -> Element:
    """The form's card with everything that `drawing` lets in."""
    known = {part.name for part in form.inputs}
    general = [words for name, words in drawing.errors.items() if name not in known]
    inner = [plain_block(words, "notation", "red") for words in general]
    inner.extend(_parts(form, drawing))
    inner.append(_submit(form, drawing))
    body: list[Element] = [{"tag": "form", "name": "form", "elements": inner}]
    if form.cancel:
        body.append(_cancel(form, drawing))
    return card_of(form.title, Tone.NEUTRAL, form.title, body)


def _parts(form: Form, drawing: FormDrawing) -> Iterator[Element]:
    left = drawing.fields
    for part in form.parts:
        if isinstance(part, Group):
            yield markdown_block(bold(part.title), "heading")
        for inner in part.fields if isinstance(part, Group) else (part,):
            if not isinstance(inner, Explanation):
                left -= 1
            if left < 0:
                yield plain_block("…")
                return
            yield from _part(inner, drawing)


def _part(part: FormPart, drawing: FormDrawing) -> Iterator[Element]:
    match part:
        case Explanation(text=spans):
            yield words_element(spans, Drawing(drawing.tenant, text=drawing.hints))
        case Group():
            for inner in part.fields:
                yield from _part(inner, drawing)
        case _:
            yield from _field(part, drawing)


def _field(part: InputField, drawing: FormDrawing) -> Iterator[Element]:
    if not isinstance(part, SwitchField):
        yield markdown_block(_label(part.label, required=part.required))
    yield from _input(part, drawing)
    if isinstance(part, ChoiceField | ManyChoicesField) and len(part.options) > drawing.choices:
        yield plain_block("…", "notation", "grey")
    if part.hint and drawing.hints:
        yield plain_block(shortened(part.hint, drawing.hints), "notation", "grey")
    if error := drawing.errors.get(part.name):
        yield plain_block(error, "notation", "red")


def _label(label: str, *, required: bool) -> str:
    # The client refuses an empty required field but marks none, so the label has the asterisk.
    return f"{bold(label)} <font color='red'>{escaped('*')}</font>" if required else bold(label)


def _input(part: InputField, drawing: FormDrawing) -> Iterator[Element]:
    match part:
        case TextField():
            yield from _text(part, drawing)
        case NumberField():
            yield _text_input(part, FieldName(part.name, kind_of(part)), part.value, drawing)
        case ChoiceField():
            yield _choice(part, drawing)
        case ManyChoicesField():
            yield _many_choices(part, drawing)
        case PersonField():
            yield {"tag": "select_person", **_common(part), **_person(part, drawing)}
        case PeopleField():
            yield {"tag": "multi_select_person", **_common(part), **_people(part, drawing)}
        case DateField():
            chosen_day = {"initial_date": part.value} if part.value else {}
            yield {"tag": "date_picker", **_common(part), **chosen_day}
        case SwitchField():
            yield {
                "tag": "checker",
                "name": str(FieldName(part.name, kind_of(part))),
                "checked": part.value,
                "text": text_element(part.label),
            }
        case _:
            assert_never(part)


def _common(
    part: ChoiceField | ManyChoicesField | PersonField | PeopleField | DateField,
) -> Element:
    return {
        "name": str(FieldName(part.name, kind_of(part))),
        "required": part.required,
        "width": "fill",
    }


def _text(part: TextField, drawing: FormDrawing) -> Iterator[Element]:
    """One input, or for a text longer than an input takes several below each other."""
    value = shortened(part.value, drawing.typed)
    length = limits.INPUT
    pieces = [value[start : start + length] for start in range(0, len(value), length)]
    for place, piece in enumerate(pieces[: limits.INPUT_PARTS] or [""]):
        yield _text_input(part, FieldName(part.name, kind_of(part), place), piece, drawing)


def _text_input(
    part: TextField | NumberField, name: FieldName, value: str, drawing: FormDrawing
) -> Element:
    drawn: Element = {
        "tag": "input",
        "name": str(name),
        "required": part.required and not name.part,
        "width": "fill",
    }
    if part.placeholder and drawing.hints:
        drawn["placeholder"] = text_element(part.placeholder, limits.PLACEHOLDER)
    if value:
        drawn["default_value"] = shortened(value, min(drawing.typed, limits.INPUT))
    if isinstance(part, TextField):
        # Once text is longer than allowed the handler says so; the input must still hold it.
        drawn["max_length"] = min(max(part.max_length, len(value), 1), limits.INPUT)
        if part.multiline:
            drawn |= {"input_type": "multiline_text", "rows": 4, "auto_resize": True}
    return drawn


def _choice(part: ChoiceField, drawing: FormDrawing) -> Element:
    offered = _offered(part.options, (part.value,), drawing)
    if not offered:
        return plain_block("–")
    drawn: Element = {"tag": "select_static", **_common(part), "options": offered}
    if part.placeholder and drawing.hints:
        drawn["placeholder"] = text_element(part.placeholder, limits.PLACEHOLDER)
    values = [option["value"] for option in offered]
    if (part.value or EMPTY) in values:
        drawn["initial_index"] = values.index(part.value or EMPTY) + 1
    return drawn


def _many_choices(part: ManyChoicesField, drawing: FormDrawing) -> Element:
    offered = _offered(part.options, part.value, drawing)
    if not offered:
        return plain_block("–")
    drawn: Element = {"tag": "multi_select_static", **_common(part), "options": offered}
    values = [option["value"] for option in offered]
    if chosen := [value or EMPTY for value in part.value if (value or EMPTY) in values]:
        drawn["selected_values"] = chosen
    return drawn


def _offered(
    choices: tuple[Option, ...], chosen: Sequence[str], drawing: FormDrawing
) -> list[Element]:
    """The options; where not all can be shown, what is chosen stays among them."""
    if len(choices) <= drawing.choices:
        return options(choices)
    first = choices[: drawing.choices]
    kept = tuple(option for option in choices if option in first or option.value in chosen)
    return options(kept)


def _person(part: PersonField, drawing: FormDrawing) -> Element:
    ids = _ids(part.value, drawing)[:1]
    chosen = {"initial_option": ids[0]} if ids else {}
    return {"options": _candidates(ids, drawing), **chosen}


def _people(part: PeopleField, drawing: FormDrawing) -> Element:
    ids = _ids(part.value, drawing)
    chosen = {"selected_values": ids} if ids else {}
    return {"options": _candidates(ids, drawing), **chosen}


def _ids(people: Sequence[Account], drawing: FormDrawing) -> list[str]:
    """The open ids of those who are on Lark, in this company: Lark refuses all others."""
    here = (one.id for one in people if (one.platform, one.tenant) == ("lark", drawing.tenant))
    return list(dict.fromkeys(here))


def _candidates(chosen: Sequence[str], drawing: FormDrawing) -> list[Element]:
    # Lark shows an initial person only if that person is among the options.
    ids = dict.fromkeys([*chosen, *drawing.candidates])
    return [{"value": one} for one in ids]


def _submit(form: Form, drawing: FormDrawing) -> Element:
    value: Element = {
        "a": form.action,
        "v": dict(form.values),
        "f": [str(FieldName(part.name, kind_of(part))) for part in form.inputs],
    }
    if drawing.shared:
        value["s"] = 1
    if drawing.origin:
        value["o"] = drawing.origin
    return {
        "tag": "button",
        "name": submit_name(form.action, form.values),
        "text": text_element(form.submit, limits.BUTTON_TEXT),
        "type": "primary_filled",
        "form_action_type": "submit",
        "behaviors": [{"type": "callback", "value": value}],
    }


def _cancel(form: Form, drawing: FormDrawing) -> Element:
    values = {**form.values, "form": form.action}
    return {
        "tag": "button",
        "text": text_element(form.cancel, limits.BUTTON_TEXT),
        "type": "default",
        "behaviors": callback(CANCEL, values, shared=drawing.shared),
    }
