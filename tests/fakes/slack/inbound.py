"""What people do in their clients, delivered to the program; the answer takes effect at once."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass

from tests.fakes.json_shapes import Json, as_object, as_text
from tests.fakes.slack import answers, payloads
from tests.fakes.slack.filling import fill
from tests.fakes.slack.methods_views import view_object
from tests.fakes.slack.modal import put, unfit
from tests.fakes.slack.reading import Pressable, pressables, unescaped
from tests.fakes.slack.responses import open_url
from tests.fakes.slack.store import BOT_USER, Message, Person, ResponseUrl, Store, View
from tests.fakes.slack.transport import ANSWER_SECONDS, Kind, Reply, Transport


@dataclass
class _Delivery:
    kind: Kind
    what: str
    payload: Json
    take: Callable[[Reply], None]
    tries: int = 0


class Inbound:
    """Everybody's client. `who` is a key of PEOPLE, `place` is "dm" or a key of CHANNELS."""

    def __init__(
        self, store: Store, base: Callable[[], str], granted: Callable[[], Container[str]]
    ) -> None:
        self.transport: Transport | None = None
        self.answer_seconds = ANSWER_SECONDS
        self._store = store
        self._base = base
        self._granted = granted
        self._last: _Delivery | None = None

    def command(self, who: str, text: str, place: str = "dm", name: str = "/okr") -> Reply:
        """Type a slash command; `text` is what stands behind its name."""
        person, channel = self._store.people[who], self.channel(who, place)
        where = ResponseUrl(channel, person.id, self._store.clock())
        url = open_url(self._store, self._base(), where)
        payload = payloads.command(self._store, person, channel, name, text, url)

        def take(reply: Reply) -> None:
            answers.to_command(self._store, where, reply, again=delivery.tries > 0)

        delivery = _Delivery(Kind.COMMAND, name, payload, take)
        return self._deliver(delivery)

    def mention(self, who: str, text: str, place: str, thread: str = "") -> Reply:
        """Write `@okrbot text` in a channel."""
        words = payloads.typed(self._store, f"{{okrbot}} {text}", named=False)
        channel = self.channel(who, place)
        said = self._said(who, words, channel, thread)
        self._overheard(who, said)  # an app that may read the channel hears of it twice
        return self.event(payloads.said(said, self._store.people[who], "app_mention", words))

    def talk(self, who: str, text: str, place: str, thread: str = "") -> Reply | None:
        """Write in a channel, to nobody or to those in a thread; None where the app may not hear
        it: it lacks the scope, or the bot is no member."""
        words = payloads.typed(self._store, text, named=False)
        return self._overheard(who, self._said(who, words, self.channel(who, place), thread))

    def edit(self, who: str, place: str, ts: str, text: str) -> Reply | None:
        """Change one's own message; None as above."""
        channel = self.channel(who, place)
        if not self._may_hear(channel):
            return None
        edited = {"type": "message", "user": self._store.people[who].id, "text": text, "ts": ts}
        return self.event(
            {
                "type": "message",
                "subtype": "message_changed",
                "hidden": True,
                "channel": channel,
                "channel_type": "group" if channel.startswith("G") else "channel",
                "message": edited,
                "previous_message": {**edited, "text": "…"},
                "ts": self._store.moment(),
            }
        )

    def direct_message(self, who: str, text: str, thread: str = "") -> Reply:
        """Write to the bot."""
        words = payloads.typed(self._store, text, named=False)
        said = self._said(who, words, self.channel(who, "dm"), thread)
        return self.event(payloads.said(said, self._store.people[who], "message", words))

    def open_home(self, who: str) -> Reply:
        """Look at the Home tab."""
        return self._look(who, "home")

    def open_messages(self, who: str) -> Reply:
        """Look at the Messages tab, the direct conversation with the bot."""
        return self._look(who, "messages")

    def invite(self, who: str, place: str) -> Reply:
        """Take the bot into a channel."""
        person, channel = self._store.people[who], self._store.channels[place]
        self._store.bot_channels.add(channel)
        return self.event(
            {
                "type": "member_joined_channel",
                "user": BOT_USER,
                "channel": channel,
                "channel_type": "C",
                "inviter": person.id,
            }
        )

    def verify_url(self) -> Reply:
        """Ask the request URL to say a challenge back, as when it is entered in the app's page."""
        challenge = f"challenge-{self._store.number()}"
        payload: Json = {"type": "url_verification", "challenge": challenge}

        def take(reply: Reply) -> None:
            if challenge not in reply.body:
                self._store.reject(f"url_verification: answered {reply.body[:200]}")

        return self._deliver(_Delivery(Kind.EVENT, "url_verification", payload, take))

    def event(self, event: Json) -> Reply:
        """Any event of the Events API."""
        kind = as_text(event.get("type"))
        payload = payloads.happened(self._store, event)
        return self._deliver(_Delivery(Kind.EVENT, kind, payload, self._read_by_nobody(kind)))

    def press(self, who: str, where: Message | View, label: str) -> Reply:
        """Press the button or choose the option with this label; says yes where it asks."""
        found = [each for each in pressables(where.blocks) if each.label == label]
        if not found:
            labels = [each.label for each in pressables(where.blocks)]
            raise LookupError(f"there is no {label!r} to press; there are {labels}")
        return self.choose(who, where, found[0])

    def choose(self, who: str, where: Message | View, pressed: Pressable) -> Reply:
        """Press something that stands in a message or view."""
        store, person = self._store, self._store.people[who]
        if pressed.option is not None and pressed.element["type"] != "overflow":
            put(where.state, pressed.block, pressed.element, _chosen(pressed))
        if isinstance(where, View):
            payload = payloads.pressed_in_view(store, person, where, pressed)
        else:
            now = store.clock()
            place = ResponseUrl(where.channel, person.id, now, where.ts, where.thread)
            url = open_url(store, self._base(), place)
            payload = payloads.pressed_in_message(store, person, where, pressed, url)
        return self._interact(payload)

    def submit(self, who: str, values: Mapping[str, object] | None = None) -> Reply | None:
        """Fill the top modal's fields and submit it; fields are named by block id or label.

        None where the client does not send it; `View.errors` then says what it shows.
        """
        person = self._store.people[who]
        view = self.top(who)
        with self._store.lock:
            fill(self._store, view, values or {})
            view.errors = unfit(view.state, view.blocks)
        if view.errors:
            return None
        return self._interact(
            payloads.submitted(self._store, person, view),
            lambda reply: answers.to_submission(self._store, view, reply),
        )

    def close_view(self, who: str) -> Reply | None:
        """Leave the top modal; None where the program does not want to know."""
        person, view = self._store.people[who], self.top(who)
        with self._store.lock:
            stack = self._store.stacks[person.id]
            if view.content.get("clear_on_close") is True:
                stack.clear()
            else:
                stack.remove(view)
        if view.content.get("notify_on_close") is not True:
            return None
        return self._interact(payloads.closed(self._store, person, view))

    def repeat_last(self) -> Reply:
        """Deliver the newest delivery once more, as Slack does when it heard no answer."""
        if self._last is None:
            raise LookupError("nothing was delivered yet")
        self._last.tries += 1
        return self._sent(self._last)

    def top(self, who: str) -> View:
        """The modal before a person; raises LookupError where there is none."""
        stack = self._store.stacks.get(self._store.people[who].id, [])
        if not stack:
            raise LookupError(f"no modal is open before {who}")
        return stack[-1]

    def channel(self, who: str, place: str) -> str:
        """The id of a conversation."""
        return self._store.people[who].direct if place == "dm" else self._store.channels[place]

    def _overheard(self, who: str, said: Message) -> Reply | None:
        if not self._may_hear(said.channel):
            return None
        return self.event(
            payloads.said(said, self._store.people[who], "message", said.text, self._parent(said))
        )

    def _may_hear(self, channel: str) -> bool:
        scope = "groups:history" if channel.startswith("G") else "channels:history"
        return channel in self._store.bot_channels and scope in self._granted()

    def _parent(self, said: Message) -> str:
        """Who wrote the message whose thread this is in."""
        found = (each for each in self._store.messages if each.ts == said.thread)
        return next((each.author for each in found if each.channel == said.channel), "")

    def _said(self, who: str, text: str, channel: str, thread: str) -> Message:
        person: Person = self._store.people[who]
        run: Json = {"type": "text", "text": unescaped(text)}
        part: Json = {"type": "rich_text_section", "elements": [run]}
        blocks: list[Json] = [{"type": "rich_text", "elements": [part]}] if text else []
        message = Message(channel, self._store.moment(), person.id, text, blocks, thread=thread)
        self._store.add(message)
        return message

    def _look(self, who: str, tab: str) -> Reply:
        person = self._store.people[who]
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": person.direct,
            "tab": tab,
        }
        view = self._store.homes.get(person.id)
        if view is not None and tab == "home":
            event["view"] = view_object(view)
        return self.event(event)

    def _read_by_nobody(self, kind: str) -> Callable[[Reply], None]:
        return lambda reply: answers.to_nothing(self._store, kind, reply)

    def _interact(self, payload: Json, take: Callable[[Reply], None] | None = None) -> Reply:
        kind = as_text(payload["type"])
        take = take or self._read_by_nobody(kind)
        return self._deliver(_Delivery(Kind.INTERACTIVE, kind, payload, take))

    def _deliver(self, delivery: _Delivery) -> Reply:
        self._last = delivery
        return self._sent(delivery)

    def _sent(self, delivery: _Delivery) -> Reply:
        if self.transport is None:
            raise LookupError("nobody said where to deliver")
        reply = self.transport.deliver(delivery.kind, delivery.payload, delivery.tries)
        if reply.status != 200:
            self._store.reject(f"delivery of {delivery.what}: answered {reply.status or 'nothing'}")
        elif reply.seconds > self.answer_seconds:
            self._store.reject(f"delivery of {delivery.what}: {reply.seconds:.1f} s is too late")
        else:
            delivery.take(reply)
        return reply


def _chosen(pressed: Pressable) -> object:
    kind = as_text(as_object(pressed.element).get("type"))
    return [pressed.option] if kind in ("checkboxes", "multi_static_select") else pressed.option
