"""Cards, forms and messages as JSON trees; the page makes elements and text nodes of them."""

import math
from base64 import b64encode
from collections.abc import Mapping
from typing import assert_never
from urllib.parse import urlsplit

from bot.playground.company import PLATFORM, TENANT
from bot.playground.live_pictures import live_picture
from bot.playground.messages import Message, Said
from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Confirm,
    Divider,
    Element,
    Fields,
    Heading,
    LinkButton,
    Note,
    Option,
    Overflow,
    Paragraph,
    Picture,
    Progress,
    Select,
    Table,
)
from chat.documents import Document
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
from chat.markdown import blocks
from chat.replies import Notice
from chat.text import Bold, Channel, Link, Person, Plain, Span, Text

Json = dict[str, object]


def spans(text: Text) -> list[Json]:
    """Text as a list of spans; what a person typed stays data to the last."""
    return [_span(span) for span in text]


def _span(span: Span) -> Json:
    match span:
        case Plain(text=words):
            return {"span": "plain", "text": words}
        case Bold(text=words):
            return {"span": "bold", "text": words}
        case Link(text=words, url=url) if is_web(url):
            return {"span": "link", "text": words, "url": url}
        case Link(text=words):
            return {"span": "plain", "text": words}
        case Person(name=name, ping=ping):
            here = span.account_on(PLATFORM, TENANT)
            return {"span": "person", "name": name, "id": here.id if here else "", "ping": ping}
        case Channel(name=name, platform=platform, id=channel_id):
            here_too = platform == PLATFORM
            return {"span": "channel", "name": name, "id": channel_id if here_too else ""}
        case _:
            assert_never(span)


def is_web(url: str) -> bool:
    """Whether a link leads to a web page and runs nothing (`javascript:` does)."""
    return urlsplit(url).scheme in ("http", "https")


def card_tree(card: Card) -> Json:
    """A card."""
    return {
        "type": "card",
        "title": card.title,
        "tone": card.tone.value,
        "blocks": [_block(block) for block in card.blocks],
    }


def _block(block: Block) -> Json:
    match block:
        case Heading(text=words):
            return {"block": "heading", "text": words}
        case Paragraph(text=text):
            return {"block": "paragraph", "text": spans(text)}
        case Note(text=text):
            return {"block": "note", "text": spans(text)}
        case Fields(fields=fields):
            facts = [{"label": fact.label, "value": spans(fact.value)} for fact in fields]
            return {"block": "fields", "fields": facts}
        case Progress():
            return _progress(block)
        case Table(columns=columns, rows=rows):
            cells = [[spans(cell) for cell in row] for row in rows]
            return {"block": "table", "columns": list(columns), "rows": cells}
        case Picture():
            return _picture(block)
        case Divider():
            return {"block": "divider"}
        case Actions(elements=elements):
            return {"block": "actions", "elements": [_element(element) for element in elements]}
        case _:
            assert_never(block)


def _picture(block: Picture) -> Json:
    """A picture as an image, or live where its boxes can be opened; `dark` on a dark page."""
    common: Json = {"block": "picture", "alt": block.alt}
    if (light := live_picture(block.svg)) is not None:
        return common | {"live": light, "dark": live_picture(block.dark_svg)}
    dark = _address(block.dark_svg) if block.dark_svg else None
    return common | {"src": _address(block.svg), "dark": dark}


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _progress(block: Progress) -> Json:
    figure = block.ratio is not None and math.isfinite(block.ratio)
    return {
        "block": "progress",
        "ratio": block.ratio if figure else None,
        "label": block.label,
        "tone": block.tone.value,
    }


def _element(element: Element) -> Json:
    match element:
        case Button():
            return {
                "element": "button",
                "label": element.label,
                "action": element.action,
                "values": dict(element.values),
                "style": element.style.value,
                "confirm": _confirm(element.confirm),
            }
        case LinkButton(label=label, url=url):
            return {"element": "link", "label": label, "url": url if is_web(url) else ""}
        case Select(placeholder=label, action=action, options=options, values=values):
            return _menu("select", label, action, options, values)
        case Overflow(label=label, action=action, options=options, values=values):
            return _menu("overflow", label, action, options, values)
        case _:
            assert_never(element)


def _confirm(confirm: Confirm | None) -> Json | None:
    if confirm is None:
        return None
    return {"title": confirm.title, "text": confirm.text, "yes": confirm.yes, "no": confirm.no}


def _menu(
    kind: str, label: str, action: str, options: tuple[Option, ...], values: Mapping[str, str]
) -> Json:
    return {
        "element": kind,
        "label": label,
        "action": action,
        "options": _options(options),
        "values": dict(values),
    }


def _options(options: tuple[Option, ...]) -> list[Json]:
    return [{"label": option.label, "value": option.value} for option in options]


def form_tree(form: Form) -> Json:
    """A form with what stands in it."""
    return {
        "type": "form",
        "action": form.action,
        "title": form.title,
        "submit": form.submit,
        "cancel": form.cancel,
        "values": dict(form.values),
        "parts": [_part(part) for part in form.parts],
    }


def _part(part: FormPart) -> Json:
    match part:
        case Explanation(text=text):
            return {"field": "explanation", "text": spans(text)}
        case Group(title=title, fields=fields):
            return {"field": "group", "title": title, "fields": [_part(field) for field in fields]}
        case _:
            return _input(part)


def _input(field: InputField) -> Json:
    common: Json = {
        "field": field.field,
        "name": field.name,
        "label": field.label,
        "hint": field.hint,
        "required": False if isinstance(field, SwitchField) else field.required,
    }
    match field:
        case TextField():
            return common | {
                "value": field.value,
                "placeholder": field.placeholder,
                "multiline": field.multiline,
                "max_length": field.max_length,
            }
        case NumberField(value=value, placeholder=placeholder):
            return common | {"value": value, "placeholder": placeholder}
        case ChoiceField(value=value, placeholder=placeholder, options=options):
            return common | {
                "value": value,
                "placeholder": placeholder,
                "options": _options(options),
            }
        case ManyChoicesField(value=chosen, options=options):
            return common | {"value": list(chosen), "options": _options(options)}
        case PersonField(value=people) | PeopleField(value=people):
            return common | {"value": [each.id for each in people if each.platform == PLATFORM]}
        case DateField(value=value):
            return common | {"value": value}
        case SwitchField(value=on):
            return common | {"value": on}
        case _:
            assert_never(field)


def document_tree(document: Document) -> Json:
    """A document: what leads to it, and all of it as a card."""
    return {
        "type": "document",
        "title": document.title,
        "intro": document.intro,
        "open": document.open_label or document.title,
        "file": document.download_name,
        "card": card_tree(Card("", tuple(blocks(document.body)))),
    }


def notice_tree(notice: Notice) -> Json:
    """A short word to one person."""
    return {"type": "notice", "text": spans(notice.text), "tone": notice.tone.value}


def message_tree(message: Message, reader: str) -> Json:
    """A message as `reader` gets it; `place` is the page's word for the conversation."""
    kind, _, name = message.conversation.partition(":")
    return {
        "id": message.id,
        "place": "dm" if kind == "person" and name == reader else name,
        "author": message.author,
        "at": message.at.isoformat(),
        "version": message.version,
        "private": bool(message.only_for),
        "thread": message.thread,
        "edited": message.edited,
        "content": _content(message),
    }


def _content(message: Message) -> Json:
    match message.content:
        case Card():
            return card_tree(message.content)
        case Form():
            return form_tree(message.content)
        case Document():
            return document_tree(message.content)
        case Notice():
            return notice_tree(message.content)
        case Said(text=text):
            return {"type": "said", "text": spans(text)}
        case _:
            assert_never(message.content)
