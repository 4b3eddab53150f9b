"""What Slack sends: slash commands, events, presses, submissions, built as the real ones are."""

import re
from copy import deepcopy

from tests.fakes.json_shapes import Json, as_text
from tests.fakes.slack.methods_chat import message_object
from tests.fakes.slack.methods_views import view_object
from tests.fakes.slack.reading import Pressable
from tests.fakes.slack.store import (
    APP,
    BOT_NAME,
    BOT_USER,
    TEAM,
    TEAM_DOMAIN,
    VERIFICATION_TOKEN,
    Message,
    Person,
    Store,
    View,
)

_PLACEHOLDER = re.compile(r"\{(#?\w+)\}")


def escaped(words: str) -> str:
    """The three characters that mark-up is made of."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed(store: Store, words: str, *, named: bool) -> str:
    """What a person typed as it travels: `{bo}` and `{#growth}` are mentions, the rest escaped.

    With `named`, mentions carry names, as in a command of an app with `should_escape`.
    """

    def mention(key: str) -> str:
        if key == BOT_NAME:
            target, name = f"@{BOT_USER}", BOT_NAME
        elif key.startswith("#") and key[1:] in store.channels:
            channel = store.channels[key[1:]]
            return f"<#{channel}|{store.channel_name(channel)}>"
        elif key in store.people:
            target, name = f"@{store.people[key].id}", key
        else:
            return escaped(f"{{{key}}}")
        return f"<{target}|{name}>" if named else f"<{target}>"

    parts = _PLACEHOLDER.split(words)
    return "".join(
        mention(part) if place % 2 else escaped(part) for place, part in enumerate(parts)
    )


def command(
    store: Store, person: Person, channel: str, name: str, text: str, response_url: str
) -> Json:
    """The form fields of a slash command."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel,
        "channel_name": store.channel_name(channel),
        "user_id": person.id,
        "user_name": person.key,
        "command": name,
        "text": typed(store, text, named=True),
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": store.trigger(person.id),
    }


def happened(store: Store, event: Json) -> Json:
    """An event in its envelope."""
    number = store.number()
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "api_app_id": APP,
        "event": {**event, "event_ts": as_text(event.get("ts")) or store.moment()},
        "type": "event_callback",
        "event_id": f"Ev{number:08d}",
        "event_time": int(store.clock().timestamp()),
        "event_context": f"4-context-{number}",
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def said(message: Message, person: Person, kind: str, text: str, parent: str = "") -> Json:
    """The event of a message that a person wrote: `message` in a direct chat or, where the app
    may read it, in a channel, or `app_mention`. `parent` is whose thread it is in."""
    event: Json = {
        "type": kind,
        "user": person.id,
        "client_msg_id": f"client-{message.ts}",
        "text": text,
        "team": TEAM,
        "ts": message.ts,
        "channel": message.channel,
        "blocks": deepcopy(message.blocks),
    }
    if kind == "message":
        kinds = {"D": "im", "G": "group"}
        event["channel_type"] = kinds.get(message.channel[:1], "channel")
    if message.thread:
        event["thread_ts"] = message.thread
        if parent:
            event["parent_user_id"] = parent
    return event


def _interaction(store: Store, kind: str, person: Person, view: str = "") -> Json:
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.key, "name": person.key, "team_id": TEAM},
        "api_app_id": APP,
        "token": VERIFICATION_TOKEN,
        "team": {"id": TEAM, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": store.trigger(person.id, view),
    }


def _action(store: Store, pressed: Pressable) -> Json:
    element = pressed.element
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": pressed.block["block_id"],
        "action_ts": store.moment(),
    }
    if pressed.option is None:
        action |= {name: element[name] for name in ("text", "value", "style") if name in element}
    elif element["type"] == "checkboxes":
        action["selected_options"] = [pressed.option]
    else:
        action["selected_option"] = pressed.option
        action |= {name: element[name] for name in ("placeholder",) if name in element}
    return action


def pressed_in_message(
    store: Store, person: Person, message: Message, pressed: Pressable, response_url: str
) -> Json:
    """A press in a message; an ephemeral one is not repeated in the payload."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": bool(message.only_for),
    }
    if message.thread:
        container["thread_ts"] = message.thread
    payload = _interaction(store, "block_actions", person) | {
        "container": container,
        "channel": {"id": message.channel, "name": store.channel_name(message.channel)},
        "state": {"values": deepcopy(message.state)},
        "response_url": response_url,
        "actions": [_action(store, pressed)],
    }
    if not message.only_for:
        payload["message"] = deepcopy(message_object(message))
    return payload


def pressed_in_view(store: Store, person: Person, view: View, pressed: Pressable) -> Json:
    """A press in a modal or home view."""
    in_modal = view.id if view.content.get("type") == "modal" else ""
    return _interaction(store, "block_actions", person, in_modal) | {
        "container": {"type": "view", "view_id": view.id},
        "view": deepcopy(view_object(view)),
        "actions": [_action(store, pressed)],
    }


def submitted(store: Store, person: Person, view: View) -> Json:
    """A submitted modal."""
    return _interaction(store, "view_submission", person, view.id) | {
        "view": deepcopy(view_object(view)),
        "response_urls": [],
    }


def closed(store: Store, person: Person, view: View) -> Json:
    """A modal left without submitting; it carries no trigger."""
    payload = _interaction(store, "view_closed", person)
    del payload["trigger_id"]
    return payload | {"view": deepcopy(view_object(view)), "is_cleared": False}
