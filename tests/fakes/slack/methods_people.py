"""auth.*, users.* and the channel side of conversations.*."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.fakes.json_shapes import Json, as_object
from tests.fakes.slack.calls import ApiError, Call
from tests.fakes.slack.store import (
    BOT,
    BOT_NAME,
    BOT_USER,
    TEAM,
    TEAM_NAME,
    Person,
    Store,
)

Method = Callable[[Store, Call], Json]


def _auth(_store: Store, call: Call) -> Json:
    return {
        "url": f"{call.base}/",
        "team": TEAM_NAME,
        "user": BOT_NAME,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def _user(store: Store, person: Person, call: Call) -> Json:
    offset = store.clock().astimezone(ZoneInfo(person.zone)).utcoffset() or timedelta()
    user: Json = {
        "id": person.id,
        "team_id": TEAM,
        "name": person.key,
        "deleted": False,
        "real_name": person.name,
        "tz": person.zone,
        "tz_label": person.zone,
        "tz_offset": int(offset.total_seconds()),
        "is_bot": False,
        "is_app_user": False,
        "is_restricted": person.guest,
        "is_ultra_restricted": False,
        "is_email_confirmed": person.confirmed,
        "profile": {"real_name": person.name, "display_name": person.name, "team": TEAM},
    }
    if "users:read.email" in call.scopes:
        user["profile"] = {**as_object(user["profile"]), "email": person.email}
    return {**user, "locale": person.locale} if call.flag("include_locale") else user


def _bot_user() -> Json:
    profile = {"real_name": BOT_NAME, "display_name": "", "bot_id": BOT, "team": TEAM}
    return {
        "id": BOT_USER,
        "team_id": TEAM,
        "name": BOT_NAME,
        "deleted": False,
        "real_name": BOT_NAME,
        "is_bot": True,
        "profile": profile,
    }


def _user_info(store: Store, call: Call) -> Json:
    name = call.required("user", "user_not_found")
    if name == BOT_USER:
        return {"user": _bot_user()}
    person = store.person(name)
    if person is None:
        raise ApiError("user_not_found")
    return {"user": _user(store, person, call)}


def _users(store: Store, call: Call) -> Json:
    people = [_user(store, person, call) for person in store.people.values()]
    return _paged("members", [*people, _bot_user()], call)


def _paged(name: str, items: list[Json] | list[str], call: Call) -> Json:
    begin = call.whole("cursor", 0)
    end = begin + call.whole("limit", 1000)
    cursor = str(end) if end < len(items) else ""
    return {name: items[begin:end], "response_metadata": {"next_cursor": cursor}}


def _channel(store: Store, channel: str) -> Json:
    person = next((each for each in store.people.values() if each.direct == channel), None)
    if person is not None:
        return {"id": channel, "is_im": True, "user": person.id, "is_archived": False}
    return {
        "id": channel,
        "name": store.channel_name(channel),
        "is_channel": True,
        "is_im": False,
        "is_archived": False,
        "is_private": False,
        "is_member": channel in store.bot_channels,
    }


def _open(store: Store, call: Call) -> Json:
    if channel := call.text("channel"):
        return {"channel": _channel(store, _existing(store, channel))}
    users = call.text("users")
    if not users:
        raise ApiError("users_list_not_supplied")
    person = store.person(users)
    if person is None:
        raise ApiError("user_not_found")
    shown = _channel(store, person.direct) if call.flag("return_im") else {"id": person.direct}
    return {"channel": shown}


def _existing(store: Store, channel: str) -> str:
    if not store.channel_name(channel):
        raise ApiError("channel_not_found")
    return channel


def _info(store: Store, call: Call) -> Json:
    channel = _existing(store, call.required("channel", "channel_not_found"))
    return {"channel": _channel(store, channel)}


def _members(store: Store, call: Call) -> Json:
    channel = _existing(store, call.required("channel", "channel_not_found"))
    people = [
        person.id for person in store.people.values() if channel in (person.direct, *_all(store))
    ]
    bot = [BOT_USER] if channel.startswith("D") or channel in store.bot_channels else []
    return _paged("members", people + bot, call)


def _all(store: Store) -> list[str]:
    return list(store.channels.values())


def _list(store: Store, call: Call) -> Json:
    types = call.text("types", "public_channel").split(",")
    ids = _all(store) if "public_channel" in types else []
    if "im" in types:
        ids = [*ids, *(person.direct for person in store.people.values())]
    return _paged("channels", [_channel(store, channel) for channel in ids], call)


METHODS: Mapping[str, Method] = {
    "auth.test": _auth,
    "users.info": _user_info,
    "users.list": _users,
    "conversations.open": _open,
    "conversations.info": _info,
    "conversations.members": _members,
    "conversations.list": _list,
}
