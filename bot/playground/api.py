"""What the page asks for, answered as JSON trees; blocks, so it runs in worker threads."""

import secrets
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground import limits, receive
from bot.playground.answers import Answers, acted_on, conversation
from bot.playground.company import BOT, PLATFORM, Company, PretendPerson
from bot.playground.live import Live
from bot.playground.messages import Messages, Said
from bot.playground.options import PageOptions
from bot.playground.receive import Refused
from bot.playground.render import Json, message_tree
from bot.playground.travel import move
from bot.settings import Settings
from chat.address import MessageRef
from chat.cards import Card
from chat.documents import Document
from chat.forms import Form
from chat.platform import Intake


class Api:
    """One method a request. Each raises Refused for what there is not."""

    def __init__(
        self,
        settings: Settings,
        intake: Intake,
        clock: Callable[[], datetime],
        *,
        company: Company,
        options: PageOptions,
        messages: Messages,
        live: Live,
    ) -> None:
        self._admins = settings.admins | company.admins
        self._intake = intake
        self._clock = clock
        self._company = company
        self._options = options
        self._messages = messages
        self._live = live
        self._answers = Answers(messages)
        self._run = secrets.token_hex(4)
        """Another one after every start, so that a page knows that its versions are void."""

    def company(self) -> Json:
        """Everybody and every place, and what the page can do."""
        return {
            "run": self._run,
            "name": self._company.name,
            "bot": BOT,
            "people": [self._person(person) for person in self._company.people],
            "channels": [
                {"id": channel.id, "name": channel.name, "topic": _both(channel.topics)}
                for channel in self._company.channels
            ],
            "previews": list(self._options.previews),
            "can_travel": self._options.travel is not None,
            "command_limit": limits.COMMAND,
            "clock": self._time(),
        }

    def _person(self, person: PretendPerson) -> Json:
        return {
            "id": person.id,
            "name": person.name,
            "language": "zh" if person.locale.lower().startswith("zh") else "en",
            "locale": person.locale,
            "timezone": person.timezone,
            "role": _both(person.roles),
            "initials": person.initials,
            "colour": person.colour,
            "leads": list(self._company.leads(person.id)),
            "admin": (PLATFORM, person.id) in self._admins,
        }

    def commands(self) -> Json:
        """What the command box completes."""
        return {
            "commands": [
                {
                    "verbs": dict(command.verbs),
                    "help": dict(command.help),
                    "arguments": command.arguments,
                }
                for command in self._options.commands
            ]
        }

    def messages(self, who: str, place: str, after: int) -> Json:
        """What a person reads at a place, changed after a version."""
        address = receive.place_of(self._company, who, place)
        found = self._messages.list_for(who, conversation(address), after)
        return {"run": self._run, "messages": [message_tree(each, who) for each in found]}

    def say(self, raw: bytes) -> Json:
        """A message: shown as typed, and answered where it is for the bot."""
        typed = receive.parsed(receive.Typed, raw)
        words = receive.typed_text(typed)
        place = receive.place_of(self._company, typed.who, typed.place)
        if not words.strip():
            raise Refused("empty")
        command = receive.command_in(words, place)
        # In a channel a slash command is between its author and the bot, as it is on Slack.
        private = place.is_shared and command is not None and not command.aloud
        said = self._messages.add(
            conversation(place),
            Said(receive.said_text(self._company, words)),
            key=f"said:{typed.who}:{typed.id}",
            author=typed.who,
            only_for=typed.who if private else "",
        )
        reply: Json = {"kind": "nothing"}
        if command is not None:
            event = receive.command_event(self._company, typed, command)
            reply = self._answers.draw(event, self._intake(event))
        return {"said": message_tree(said, typed.who), "reply": reply}

    def press(self, raw: bytes) -> Json:
        """A button or an option."""
        pressed = receive.parsed(receive.Pressed, raw)
        message = self._acted_on(pressed)
        event = receive.press(self._company, pressed, message)
        return {"reply": self._answers.draw(event, self._intake(event), message)}

    def submit(self, raw: bytes) -> Json:
        """A filled form."""
        submitted = receive.parsed(receive.Submitted, raw)
        message = self._acted_on(submitted)
        event = receive.submission(self._company, submitted, message)
        return {"reply": self._answers.draw(event, self._intake(event), message)}

    def home(self, raw: bytes) -> Json:
        """A look at the home pane."""
        event = receive.home(self._company, receive.parsed(receive.Deed, raw))
        return {"reply": self._answers.draw_home(event, self._intake(event))}

    def enter(self, raw: bytes) -> Json:
        """A chat opened for the first time."""
        event = receive.entrance(self._company, receive.parsed(receive.Deed, raw))
        return {"reply": self._answers.draw(event, self._intake(event))}

    def travel(self, raw: bytes) -> Json:
        """The clock moved, for everybody."""
        wish = receive.parsed(receive.Travel, raw)
        traveller = self._person_called(wish.who)
        if self._options.travel is None:
            raise Refused("no_travel", 404)
        move(self._options.travel, wish, ZoneInfo(traveller.timezone))
        self._options.on_travel()
        moved: Json = {"type": "clock", "clock": self._time()}
        self._live.tell(lambda _: moved)
        return {"clock": self._time()}

    def preview(self, who: str, shown: str) -> Json:
        """What the other platforms would get for a message or an open form."""
        self._person_called(who)
        content = self._shown_to(who, shown)
        if content is None:
            raise Refused("gone", 404)
        return {
            "previews": [
                {"name": name, "payload": preview(content)}
                for name, preview in self._options.previews.items()
            ]
        }

    def document(self, who: str, shown: str) -> Document:
        """A document that stands in a conversation, for people who want to keep it."""
        self._person_called(who)
        message = self._messages.find(shown)
        if message is None or not message.is_for(who) or not isinstance(message.content, Document):
            raise Refused("gone", 404)
        return message.content

    def _shown_to(self, who: str, shown: str) -> Card | Form | None:
        message = self._messages.find(shown)
        if message is None or not message.is_for(who):
            return self._answers.find_form(shown)
        return message.content if isinstance(message.content, Card | Form) else None

    def _acted_on(self, pressed: receive.Pressed) -> MessageRef | None:
        place = receive.place_of(self._company, pressed.who, pressed.place)
        return acted_on(self._messages, pressed.message, place, pressed.who)

    def _person_called(self, person_id: str) -> PretendPerson:
        person = self._company.find_person(person_id)
        if person is None:
            raise Refused("unknown_person", 404)
        return person

    def _time(self) -> Json:
        travel = self._options.travel
        real = travel is None or travel.now_is_real
        return {"now": self._clock().isoformat(), "real": real}


def _both(words: tuple[str, str]) -> Json:
    return {"en": words[0], "zh": words[1]}
