"""Slack payloads -> neutral events: pure functions that take whatever stands in a payload."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.slack.carry import Carried, Origin, split_action_id, unpack
from bot.slack.incoming_text import Spoken, spoken, without_own_name
from bot.slack.render_text import PLATFORM
from chat.address import Account, Address, MessageRef, PlaceKind
from chat.events import (
    AnyEvent,
    ButtonPressed,
    ChatEntered,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
)
from chat.forms import FieldValue
from chat.text import cleaned, split_mentions

Payload = Mapping[str, object]
_FROM_PEOPLE = ("", "file_share", "thread_broadcast")
"""Subtypes of a message that a person wrote; all others are edits, joins, bots."""


def text_at(payload: object, *path: str) -> str:
    """The string at a path, or empty."""
    found = _at(payload, path)
    return found if isinstance(found, str) else ""


def items_at(payload: object, *path: str) -> list[object]:
    """The list at a path, or an empty one."""
    found = _at(payload, path)
    return found if isinstance(found, list) else []


def _at(payload: object, path: tuple[str, ...]) -> object:
    for name in path:
        payload = payload.get(name) if isinstance(payload, Mapping) else None
    return payload


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button press with where the answer belongs."""

    event: ButtonPressed
    origin: Origin
    trigger: str
    view: str = ""
    """The id of the modal that holds the button, if one does."""
    carried: Carried = field(default_factory=Carried)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submitted form with what its view carried."""

    event: FormSubmitted
    carried: Carried
    title: str
    inputs: frozenset[str]
    """The names of the fields that stand in the open view."""


def delivery_id(payload: Payload, *, name: str = "trigger_id") -> str:
    """What stays the same when Slack delivers this again."""
    if given := text_at(payload, name):
        return given
    written = json.dumps(payload, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def command(payload: Payload) -> tuple[CommandGiven, Origin]:
    """A slash command."""
    tenant = text_at(payload, "team_id")
    sender = Account(PLATFORM, tenant, text_at(payload, "user_id"))
    channel = text_at(payload, "channel_id")
    said = spoken(text_at(payload, "text"), tenant)
    event = CommandGiven(
        id=delivery_id(payload),
        sender=sender,
        place=_place(sender, tenant, channel, ""),
        text=said.text,
        mentions=said.mentions,
        channels=said.channels,
    )
    return event, Origin(channel, response_url=text_at(payload, "response_url"))


def happened(payload: Payload, own_id: str) -> AnyEvent | None:
    """An event of the Events API; None where it is not for the bot."""
    event = _at(payload, ("event",))
    kind, user = text_at(event, "type"), text_at(event, "user")
    if not isinstance(event, Mapping) or not user or "bot_id" in event:
        return None
    own_id = next(
        (
            text_at(entry, "user_id")
            for entry in items_at(payload, "authorizations")
            if isinstance(entry, Mapping) and entry.get("is_bot")
        ),
        own_id,
    )
    if kind == "member_joined_channel" and own_id and user == own_id:
        return _joined(payload, event)
    if user in (own_id, "USLACKBOT"):
        return None
    match kind:
        case "message" | "app_mention":
            return _message(payload, event, own_id)
        case "app_home_opened":
            return _home(payload, event)
        case _:
            return None


def _sender(payload: Payload, event: Payload) -> Account:
    """Who acted; in a channel shared between companies the person's own company counts."""
    tenant = text_at(event, "user_team") or text_at(event, "team") or text_at(payload, "team_id")
    return Account(PLATFORM, tenant, text_at(event, "user"))


def _place(sender: Account, tenant: str, channel: str, thread: str) -> Address:
    if channel.startswith("D") or not channel:
        return Address(PLATFORM, tenant, PlaceKind.PERSON, sender.id, thread)
    return Address(PLATFORM, tenant, PlaceKind.CHANNEL, channel, thread)


def _message(payload: Payload, event: Payload, own_id: str) -> CommandGiven | None:
    channel, moment = text_at(event, "channel"), text_at(event, "ts")
    is_direct = text_at(event, "channel_type") == "im" or channel.startswith("D")
    is_mention = text_at(event, "type") == "app_mention"
    if (is_direct and is_mention) or text_at(event, "subtype") not in _FROM_PEOPLE:
        return None
    tenant, sender = text_at(payload, "team_id"), _sender(payload, event)
    thread = text_at(event, "thread_ts")
    replies_to = (MessageRef(PLATFORM, tenant, channel, thread),) if thread else ()
    overheard = not is_direct and not is_mention
    if overheard and not _is_talk(event, own_id):
        return None
    said: Spoken = spoken(text_at(event, "text"), tenant, own_id)
    # An edited mention is delivered as a new event: the message itself is what is done once.
    key = f"{channel}:{moment}" if moment else delivery_id(payload, name="event_id")
    return CommandGiven(
        id=key,
        sender=sender,
        place=_place(sender, tenant, channel, thread),
        text=without_own_name(said.text),
        mentions=said.mentions,
        channels=said.channels,
        aloud=is_mention,
        reply_to=replies_to if thread != moment else (),
        overheard=overheard,
    )


def _is_talk(event: Payload, own_id: str) -> bool:
    """Whether a channel's message is a reply with words in it, and no mention of the bot: that
    comes as an event of its own."""
    if not text_at(event, "thread_ts") or text_at(event, "thread_ts") == text_at(event, "ts"):
        return False
    words = text_at(event, "text")
    return bool(words.strip()) and not (own_id and f"<@{own_id}" in words)


def _home(payload: Payload, event: Payload) -> HomeOpened | ChatEntered:
    sender, key = _sender(payload, event), delivery_id(payload, name="event_id")
    if text_at(event, "tab") == "messages":
        return ChatEntered(id=key, sender=sender, place=Address.of(sender))
    place = Address(PLATFORM, sender.tenant, PlaceKind.HOME, sender.id)
    return HomeOpened(id=key, sender=sender, place=place)


def _joined(payload: Payload, event: Payload) -> ChatEntered | None:
    """The bot was added to a channel: the person who added it is the sender."""
    inviter = text_at(event, "inviter")
    if not inviter:
        return None
    tenant = text_at(payload, "team_id")
    sender = Account(PLATFORM, tenant, inviter)
    return ChatEntered(
        id=delivery_id(payload, name="event_id"),
        sender=sender,
        place=_place(sender, tenant, text_at(event, "channel"), ""),
    )


def _interacting(payload: Payload) -> tuple[str, Account]:
    """The installed workspace and the person of an interaction."""
    own_team = text_at(payload, "user", "team_id")
    tenant = text_at(payload, "team", "id") or own_team
    return tenant, Account(PLATFORM, own_team or tenant, text_at(payload, "user", "id"))


def pressed(payload: Payload) -> Pressed | None:
    """A press of a button or a choice; None where there is nothing to do (a link was opened)."""
    entry = next(iter(items_at(payload, "actions")), None)
    action, values = split_action_id(text_at(entry, "action_id"))
    if not action:
        return None
    if text_at(entry, "type") == "button":
        values = {**values, **unpack(text_at(entry, "value"))}
    else:
        values = {**values, "option": text_at(entry, "selected_option", "value")}
    tenant, sender = _interacting(payload)
    carried = Carried.load(text_at(payload, "view", "private_metadata"))
    view = text_at(payload, "view", "id") if text_at(payload, "view", "type") == "modal" else ""
    origin = carried.origin if view else _origin(payload)
    event = ButtonPressed(
        id=delivery_id(payload),
        sender=sender,
        place=_place_of(origin, tenant, sender),
        action=action,
        values=values,
        message=_message_ref(origin, tenant),
    )
    return Pressed(event, origin, text_at(payload, "trigger_id"), view, carried)


def shortcut(payload: Payload) -> Pressed:
    """A message shortcut: its callback id is the action, the message's words are its `text`.

    The message is somebody's own, so nothing ever takes its place.
    """
    tenant, sender = _interacting(payload)
    said = spoken(text_at(payload, "message", "text"), tenant)
    words = "".join(part for part in split_mentions(said.text) if isinstance(part, str))
    origin = Origin(
        channel=text_at(payload, "channel", "id"), response_url=text_at(payload, "response_url")
    )
    event = ButtonPressed(
        id=delivery_id(payload),
        sender=sender,
        place=_place_of(origin, tenant, sender),
        action=text_at(payload, "callback_id"),
        values={"text": words.strip()},
    )
    return Pressed(event, origin, text_at(payload, "trigger_id"))


def _origin(payload: Payload) -> Origin:
    container = _at(payload, ("container",))
    if text_at(container, "type") == "view":
        return Origin()
    return Origin(
        channel=text_at(container, "channel_id") or text_at(payload, "channel", "id"),
        message=text_at(container, "message_ts") or text_at(payload, "message", "ts"),
        thread=text_at(container, "thread_ts") or text_at(payload, "message", "thread_ts"),
        response_url=text_at(payload, "response_url"),
        hidden=isinstance(container, Mapping) and container.get("is_ephemeral") is True,
    )


def _place_of(origin: Origin, tenant: str, sender: Account) -> Address:
    if origin.is_home:
        return Address(PLATFORM, tenant, PlaceKind.HOME, sender.id)
    return _place(sender, tenant, origin.channel, origin.thread)


def _message_ref(origin: Origin, tenant: str) -> MessageRef | None:
    if not origin.channel or not origin.message or origin.hidden:
        return None
    return MessageRef(PLATFORM, tenant, origin.channel, origin.message)


def submitted(payload: Payload) -> Submitted:
    """A submitted modal."""
    tenant, sender = _interacting(payload)
    view = _at(payload, ("view",))
    carried = Carried.load(text_at(view, "private_metadata"))
    event = FormSubmitted(
        id=delivery_id(payload),
        sender=sender,
        place=_place_of(carried.origin, tenant, sender),
        action=carried.action,
        fields=_fields(_at(view, ("state", "values")), carried, tenant),
        values=carried.values,
        message=_message_ref(carried.origin, tenant),
    )
    inputs = frozenset(
        text_at(block, "block_id")
        for block in items_at(view, "blocks")
        if text_at(block, "type") == "input"
    )
    return Submitted(event, carried, text_at(view, "title", "text"), inputs)


def _fields(state: object, carried: Carried, tenant: str) -> dict[str, FieldValue]:
    if not isinstance(state, Mapping):
        return {}
    return {
        str(name): _field(str(action), filled, carried, tenant)
        for name, actions in state.items()
        if isinstance(actions, Mapping)
        for action, filled in actions.items()
    }


def _field(action: str, filled: object, carried: Carried, tenant: str) -> FieldValue:
    match action.partition("~")[0]:
        case "choice":
            return carried.option_value(text_at(filled, "selected_option", "value"))
        case "many_choices":
            chosen = items_at(filled, "selected_options")
            return tuple(carried.option_value(text_at(option, "value")) for option in chosen)
        case "person":
            user = text_at(filled, "selected_user")
            return (Account(PLATFORM, tenant, user),) if user else ()
        case "people":
            users = items_at(filled, "selected_users")
            return tuple(Account(PLATFORM, tenant, str(user)) for user in users)
        case "date":
            return text_at(filled, "selected_date")
        case "switch":
            return bool(items_at(filled, "selected_options"))
        case _:
            return cleaned(text_at(filled, "value"))
