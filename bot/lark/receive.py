"""What Lark sends as neutral events: messages, card callbacks, the bot menu, entered chats."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from bot.lark.edge import (
    Action,
    CardActed,
    CardContext,
    Entered,
    MentionIn,
    MenuChosen,
    MessageIn,
    MessageReceived,
    Value,
)
from bot.lark.names import FieldName, Kind, field_name, option_value, split_submit
from chat.address import Account, Address, MessageRef, PlaceKind
from chat.events import ButtonPressed, ChatEntered, CommandGiven, FormSubmitted, Mention
from chat.forms import FieldValue
from chat.text import cleaned, mention_token

PLATFORM = "lark"
_MENTION_KEY = re.compile(r"@_user_\d+|@_all")
_COMMAND = re.compile(r"[/\uff0f]?okr(?=\s|$)", re.IGNORECASE)
_HELP = "help"


@dataclass(frozen=True, slots=True)
class Acted:
    """A card callback: what happened, and whether other people see the card it happened on."""

    event: ButtonPressed | FormSubmitted
    shared: bool


def message_event(delivery: object, bot_id: Callable[[], str | None]) -> CommandGiven | None:
    """A message as a command; None for one that is not for the bot.

    `bot_id` gives the bot's own open id, None while it is not known: then the first person named
    in a group's message is taken for the bot, since mostly only such messages are delivered.
    Where the app may read whole groups, a reply that does not name the bot is overheard.
    Raises ValueError for what is not a message.
    """
    received = MessageReceived.model_validate(delivery)
    message, sender = received.event.message, received.event.sender
    sender_id = sender.sender_id.open_id
    tenant = received.header.tenant_key
    if sender_id is None or sender.sender_type not in (None, "user"):
        return None
    if _is_stranger(sender.tenant_key, tenant):
        return None
    named = message.mentions or []
    in_group = message.chat_type != "p2p"
    own = bot_id() if named else None
    ours = {mention.key for mention in named if own and _id(mention) == own}
    if in_group and own is None and named:
        ours = {named[0].key}
    typed, replied = _typed(message), _replied_to(message, tenant)
    overheard = in_group and not ours
    if overheard and not (replied and typed and typed.strip()):
        return None
    place = (
        Address(PLATFORM, tenant, PlaceKind.CHANNEL, message.chat_id)
        if in_group
        else Address(PLATFORM, tenant, PlaceKind.PERSON, sender_id)
    )
    people = [mention for mention in named if mention.key not in ours]
    return CommandGiven(
        id=f"m:{message.message_id}",
        sender=Account(PLATFORM, tenant, sender_id),
        place=place,
        text=_HELP if typed is None else _command(typed, people, ours),
        mentions=tuple(
            Mention(Account(PLATFORM, one.tenant_key or tenant, _id(one)), cleaned(one.name or ""))
            for one in people
        ),
        aloud=in_group and not overheard,
        reply_to=replied,
        overheard=overheard,
    )


def _replied_to(message: MessageIn, tenant: str) -> tuple[MessageRef, ...]:
    """The messages it replies to, the nearest first."""
    ids = dict.fromkeys(each for each in (message.parent_id, message.root_id) if each)
    return tuple(MessageRef(PLATFORM, tenant, message.chat_id, each) for each in ids)


def _is_stranger(tenant: str | None, ours: str) -> bool:
    """Whether somebody belongs to another company: groups can have such guests."""
    return bool(tenant and ours) and tenant != ours


def _id(mention: MentionIn) -> str:
    return (mention.id.open_id if mention.id else None) or ""


def _command(typed: str, people: list[MentionIn], ours: set[str]) -> str:
    """The words without the bot's name and `/okr`, people as tokens."""
    tokens = {person.key: mention_token(index) for index, person in enumerate(people)}
    tokens |= dict.fromkeys(ours, "") | {"@_all": "@all"}
    words = _MENTION_KEY.sub(lambda found: tokens.get(found[0], found[0]), cleaned(typed)).strip()
    prefix = _COMMAND.match(words)
    return words[prefix.end() :].strip() if prefix else words


def _typed(message: MessageIn) -> str | None:
    """What was typed; None for pictures, files and other things that hold no words."""
    try:
        content = json.loads(message.content or "{}")
    except ValueError:
        return None
    if not isinstance(content, dict):
        return None
    match message.message_type:
        case "text":
            words = content.get("text")
            return words if isinstance(words, str) else None
        case "post":
            return _post(content)
        case _:
            return None


def _post(content: dict[str, object]) -> str:
    """A rich-text message as lines; received ones are bare, sent ones lie under a language."""
    if "content" not in content:
        inner = next((value for value in content.values() if isinstance(value, dict)), {})
        return _post(inner) if "content" in inner else ""
    title, paragraphs = content.get("title"), content["content"]
    lines = [title] if isinstance(title, str) and title.strip() else []
    for paragraph in paragraphs if isinstance(paragraphs, list) else []:
        pieces = paragraph if isinstance(paragraph, list) else []
        lines.append("".join(_piece(piece) for piece in pieces if isinstance(piece, dict)))
    return "\n".join(lines)


def _piece(piece: Mapping[str, object]) -> str:
    found = piece.get("user_id") if piece.get("tag") == "at" else piece.get("text")
    return found if isinstance(found, str) else ""


def card_event(delivery: object) -> Acted | None:
    """A press, a choice or a submitted form; None for elements that are not ours.

    Raises ValueError for what is not a card callback.
    """
    acted = CardActed.model_validate(delivery)
    operator, action = acted.event.operator, acted.event.action
    tenant = acted.header.tenant_key or operator.tenant_key or ""
    value = _value(action)
    context = acted.event.context or CardContext()
    sender = Account(PLATFORM, tenant, operator.open_id)
    group = value.o or (context.open_chat_id or "" if value.s else "")
    place = Address(PLATFORM, tenant, PlaceKind.CHANNEL, group) if group else Address.of(sender)
    message = (
        MessageRef(PLATFORM, tenant, context.open_chat_id or "", context.open_message_id)
        if context.open_message_id
        else None
    )
    if not value.a or _is_stranger(operator.tenant_key, tenant):
        return None
    event: ButtonPressed | FormSubmitted
    if split_submit(action.name or "") is not None:
        event = FormSubmitted(
            id=acted.header.event_id,
            sender=sender,
            place=place,
            action=value.a,
            fields=_fields(action.form_value or {}, value.f, tenant),
            values=value.v,
            message=message,
        )
    else:
        chosen = {} if action.option is None else {"option": option_value(cleaned(action.option))}
        event = ButtonPressed(
            id=acted.header.event_id,
            sender=sender,
            place=place,
            action=value.a,
            values={**value.v, **chosen},
            message=message,
        )
    return Acted(event, bool(value.s))


def _value(action: Action) -> Value:
    """What the element carries; a submit without it is led by its button's name."""
    try:
        value = Value.model_validate(action.value or {})
    except ValidationError:
        value = Value()
    if not value.a and (named := split_submit(action.name or "")):
        value = Value(a=named[0], v=named[1])
    return value


def _fields(filled: Mapping[str, object], asked: list[str], tenant: str) -> dict[str, FieldValue]:
    """Every field by its own name; what Lark left out is empty."""
    texts: dict[str, list[tuple[int, str]]] = {}
    fields: dict[str, FieldValue] = {}
    for name, raw in _named(filled, asked):
        if name.kind is Kind.TEXT:
            texts.setdefault(name.name, []).append((name.part, _string(raw)))
        else:
            fields[name.name] = _field(name.kind, raw, tenant)
    return fields | {
        name: "".join(words for _, words in sorted(parts)) for name, parts in texts.items()
    }


def _named(filled: Mapping[str, object], asked: list[str]) -> Iterator[tuple[FieldName, object]]:
    for written in dict.fromkeys([*asked, *filled]):
        if (name := field_name(written)) is not None:
            yield name, filled.get(written)


def _field(kind: Kind, raw: object, tenant: str) -> FieldValue:
    match kind:
        case Kind.MANY:
            return tuple(option_value(one) for one in _strings(raw))
        case Kind.CHOICE:
            return option_value(_string(raw))
        case Kind.PERSON | Kind.PEOPLE:
            return tuple(Account(PLATFORM, tenant, one) for one in _strings(raw))
        case Kind.SWITCH:
            return raw is True or raw == "true"
        case Kind.DATE:
            return _string(raw).partition(" ")[0]  # "2026-04-30 +0800"
        case Kind.TEXT | Kind.NUMBER:
            return _string(raw)


def _string(raw: object) -> str:
    return cleaned(str(raw)) if isinstance(raw, str | int | float) else ""


_STRINGS: TypeAdapter[list[str]] = TypeAdapter(list[str])


def _strings(raw: object) -> tuple[str, ...]:
    """One or several values; Lark sends a list for many and a bare string for one."""
    if isinstance(raw, str):
        return (cleaned(raw),) if raw else ()
    try:
        return tuple(cleaned(one) for one in _STRINGS.validate_python(raw or []) if one)
    except ValidationError:
        return ()


def menu_event(delivery: object) -> CommandGiven | None:
    """An entry of the bot's menu: its event key is the command. Raises ValueError as above."""
    chosen = MenuChosen.model_validate(delivery)
    open_id = chosen.event.operator.operator_id.open_id
    if open_id is None:
        return None
    sender = Account(PLATFORM, chosen.header.tenant_key, open_id)
    return CommandGiven(
        id=chosen.header.event_id,
        sender=sender,
        place=Address.of(sender),
        text=cleaned(chosen.event.event_key).replace("_", " ").strip(),
    )


def entered_event(delivery: object, *, group: bool) -> ChatEntered | None:
    """Somebody opened the chat with the bot, or put the bot into a group. Raises as above."""
    entered = Entered.model_validate(delivery)
    open_id, tenant = entered.event.operator_id.open_id, entered.header.tenant_key
    if open_id is None or (group and not entered.event.chat_id):
        return None
    sender = Account(PLATFORM, tenant, open_id)
    place = Address.of(sender)
    if group:
        place = Address(PLATFORM, tenant, PlaceKind.CHANNEL, entered.event.chat_id or "")
    return ChatEntered(id=entered.header.event_id, sender=sender, place=place)
