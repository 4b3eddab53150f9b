"""What people's clients do: type, press, choose, submit; they refuse what the real ones refuse."""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.fakes.json_shapes import Json, as_object, as_objects
from tests.fakes.lark.events import Events
from tests.fakes.lark.form_reading import FieldView, FormView, form_on
from tests.fakes.lark.inbound import Delivered, Inbound
from tests.fakes.lark.reading import Pressable
from tests.fakes.lark.store import Message, Person, Store

REQUIRED = "有必填项未填写"
"""What the client says when a required field is empty; nothing is sent then."""
_UNSET: tuple[object, ...] = ("", [], ())


class Clients:
    """Everybody's client; people by their key."""

    def __init__(
        self,
        store: Store,
        events: Events,
        inbound: Inbound,
        granted: Callable[[], Mapping[str, bool]],
    ) -> None:
        self.leave_out_value = False
        """Whether a submit comes without the button's value, as it may."""
        self.unsent: dict[tuple[str, int], list[str]] = {}
        """(person, the message's `changed`) -> required fields that were left empty there."""
        self._store = store
        self._events = events
        self._inbound = inbound
        self._granted = granted

    def name(self, open_id: str) -> str:
        """What the client shows for an id."""
        person = self._store.person(open_id)
        return person.name if person else open_id

    def say(self, who: str, words: str, *, post: bool = False) -> Delivered:
        """Write to the bot."""
        event = self._events.message(self._person(who), words, post=post)
        return self._inbound.deliver(event)

    def say_in(self, group: str, who: str, words: str) -> Delivered | None:
        """Write in a group; None where the bot does not hear of it: nothing in it mentions it,
        and the app may not read whole groups."""
        chat_id = self._store.groups[group]
        return self._heard(self._events.message(self._person(who), words, chat_id))

    def reply(self, who: str, to: Message, words: str) -> Delivered | None:
        """Reply to a message, in the direct chat or a group; None as above."""
        return self._heard(self._events.message(self._person(who), words, to.chat_id, to=to))

    def _heard(self, event: Json) -> Delivered | None:
        message = as_object(as_object(event["event"])["message"])
        may_read = self._granted().get("im:message.group_msg", False)
        named = as_objects(message.get("mentions"))
        is_for_bot = any(each.get("mentioned_type") == "bot" for each in named)
        if message["chat_type"] == "group" and not is_for_bot and not may_read:
            return None
        return self._inbound.deliver(event)

    def menu(self, who: str, key: str) -> Delivered:
        """Choose from the bot's menu."""
        return self._inbound.deliver(self._events.menu(self._person(who), key))

    def enter(self, who: str) -> Delivered:
        """Open the conversation with the bot."""
        return self._inbound.deliver(self._events.entered(self._person(who)))

    def take_in(self, who: str, group: str) -> Delivered:
        """Take the bot into a group."""
        chat_id = self._store.groups[group]
        return self._inbound.deliver(self._events.added(self._person(who), chat_id))

    def press(self, who: str, message: Message, chosen: Pressable) -> Delivered | None:
        """Press a button or choose an option, saying yes where it asks; None: nothing is sent."""
        if chosen.submits:
            return self.submit(who, message, {})
        value = _callback(chosen.element)
        if value is None:
            return None
        action: Json = {"tag": chosen.element["tag"], "value": value}
        if chosen.option:
            action["option"] = chosen.option
            action["timezone"] = self._person(who).time_zone
        if "name" in chosen.element:
            action["name"] = chosen.element["name"]
        return self._act(who, message, action)

    def submit(self, who: str, message: Message, typed: Mapping[str, object]) -> Delivered | None:
        """Submit the message's form; `typed` by element name, the rest as it stands.

        None where the client does not send it: a required field is empty.
        """
        form = form_on(message.body, self.name)
        if form is None:
            raise LookupError(f"there is no form on {message.id}")
        unknown = typed.keys() - form.fields.keys()
        if unknown:
            raise LookupError(f"no such fields: {sorted(unknown)}; {sorted(form.fields)}")
        values = {name: typed.get(name, view.standing) for name, view in form.fields.items()}
        empty = [n for n, view in form.fields.items() if view.required and values[n] in _UNSET]
        if empty:
            self.unsent[who, message.changed] = empty
            self._store.add_toast(who, "error", REQUIRED, message.chat_id)
            return None
        return self._act(who, message, self._submission(self._person(who), form, values))

    def _submission(self, who: Person, form: FormView, values: Mapping[str, object]) -> Json:
        written = {
            name: self._written(who, form.fields[name], value)
            for name, value in values.items()
            # The client leaves out what was never chosen; only inputs come empty.
            if value not in _UNSET or form.fields[name].tag == "input"
        }
        action: Json = {
            "tag": "button",
            "name": form.submit["name"],
            "form_value": written,
            "timezone": who.time_zone,
        }
        value = _callback(form.submit)
        if value is not None and not self.leave_out_value:
            action["value"] = value
        return action

    def _written(self, who: Person, view: FieldView, value: object) -> object:
        match view.tag:
            case "input":
                longest = view.element.get("max_length", 1000)
                return str(value)[: longest if isinstance(longest, int) else None]
            case "date_picker":
                day = datetime.fromisoformat(str(value)).replace(tzinfo=ZoneInfo(who.time_zone))
                return f"{day:%Y-%m-%d %z}"
            case "select_static" if value not in view.options:
                raise LookupError(f"{value!r} is not among {list(view.options)}")
            case "multi_select_static" | "multi_select_person":
                return list(value) if isinstance(value, list | tuple) else [value]
            case _:
                return value

    def _act(self, who: str, message: Message, action: Json) -> Delivered:
        return self._inbound.deliver(self._events.card(self._person(who), message, action))

    def _person(self, key: str) -> Person:
        return self._store.people[key]


def _callback(element: Json) -> object:
    """What the element sends along; None where pressing it sends nothing."""
    for behavior in as_objects(element.get("behaviors")):
        if behavior.get("type") == "callback":
            return behavior.get("value")
    return None
