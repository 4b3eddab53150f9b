"""What happened on a platform, in neutral words: the past tense of what a person did."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chat.address import Account, Address, MessageRef
from chat.forms import FieldValue


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a message; `name` as the platform gave it, perhaps empty."""

    account: Account
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event tells: who, where, and the platform's unique id of the delivery.

    `id` is the same when the platform delivers again; empty only where a platform gives none.
    """

    id: str
    sender: Account
    place: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandGiven(Event):
    """A person typed a command (without `/okr` or the bot's name) or chose it from a menu.

    People and channels stand in `text` as tokens (`chat.text.mention_token`) that number into
    `mentions`.
    """

    text: str
    mentions: tuple[Mention, ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    """Channels named in the text as (id, name); in the text they stand as `#name`."""
    aloud: bool = False
    """Whether everybody in the place read the command (a mention in a channel), so that an answer
    to all is no surprise; a slash command is between the person and the bot."""
    reply_to: tuple[MessageRef, ...] = ()
    """The messages that this one replies to, the nearest first; empty for one of its own."""
    overheard: bool = False
    """Whether it was not said to the bot: a reply in a channel to something that may be the
    bot's. Where it is not, nobody is to notice that the bot heard it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPressed(Event):
    """A button, or an option of a Select or Overflow (then `values["option"]` is the choice)."""

    action: str
    values: Mapping[str, str] = field(default_factory=dict)
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSubmitted(Event):
    """A form was sent: every input field by its name."""

    action: str
    fields: Mapping[str, FieldValue]
    values: Mapping[str, str] = field(default_factory=dict)
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened(Event):
    """A person looks at their home view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatEntered(Event):
    """A person entered the direct chat with the bot, or the bot was added to a channel."""


AnyEvent = CommandGiven | ButtonPressed | FormSubmitted | HomeOpened | ChatEntered


def accounts_in(event: AnyEvent) -> list[Account]:
    """The sender and everybody the event names, each once."""
    accounts = [event.sender]
    if isinstance(event, CommandGiven):
        accounts += [mention.account for mention in event.mentions]
    if isinstance(event, FormSubmitted):
        for value in event.fields.values():
            if isinstance(value, tuple):
                accounts += [each for each in value if isinstance(each, Account)]
    return list(dict.fromkeys(accounts))
