"""What the page sends, checked and turned into neutral events."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.playground import limits
from bot.playground.company import BOT, PLATFORM, TENANT, Company, account
from chat.address import Address, MessageRef, PlaceKind
from chat.events import (
    ButtonPressed,
    ChatEntered,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    Mention,
)
from chat.forms import FieldValue
from chat.text import Channel, Person, Plain, Span, Text, cleaned, mention_token

DIRECT, HOME = "dm", "home"
"""The page's words for one's own chat with the bot, and one's home pane."""


Body = TypeVar("Body", bound=BaseModel)
Part = TypeVar("Part")


class Refused(Exception):
    """The page asked for what there is not; `code` is a key of the page's words."""

    def __init__(self, code: str, status: int = 422) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


Id = Annotated[str, StringConstraints(min_length=1, max_length=limits.EVENT_ID)]
Value = Annotated[str, StringConstraints(max_length=limits.VALUE)]
Answer = Annotated[str, StringConstraints(max_length=limits.ANSWER)]
Values = Annotated[dict[Value, Value], Field(max_length=limits.VALUES)]
MessageId = Annotated[str, StringConstraints(pattern="^(m[0-9a-f]{16})?$")]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Deed(_Given):
    """Something a person did; `id` is the same when the page sends it again."""

    id: Id
    who: Annotated[Id, Field(alias="as")]
    place: Id = DIRECT


class Typed(Deed):
    """A message."""

    text: str


class Pressed(Deed):
    """A button or an option."""

    action: Value
    values: Values = {}
    message: MessageId = ""


class _Words(_Given):
    kind: Literal["text", "number", "choice", "date"]
    value: Answer


class _Several(_Given):
    kind: Literal["many_choices", "person", "people"]
    value: Annotated[tuple[Value, ...], Field(max_length=limits.FIELDS)]


class _OnOff(_Given):
    kind: Literal["switch"]
    value: bool


_Answered = Annotated[_Words | _Several | _OnOff, Field(discriminator="kind")]


class Submitted(Pressed):
    """A form with its answers by field name."""

    fields: Annotated[dict[Value, _Answered], Field(max_length=limits.FIELDS)] = {}


class Travel(_Given):
    """A wish to be at another time; `at` is a date and time on the person's own clock."""

    who: Annotated[Id, Field(alias="as")]
    move: Literal["monday", "friday", "quarter", "day", "week", "at", "back"]
    at: Value = ""


def parsed(kind: type[Body], raw: bytes) -> Body:
    """The body as `kind`. Raises Refused."""
    try:
        return kind.model_validate_json(raw)
    except ValidationError as error:
        too_long = any(part["type"] in ("string_too_long", "too_long") for part in error.errors())
        raise Refused("too_long" if too_long else "bad_request") from error


def known_person(company: Company, person_id: str) -> str:
    """The id, if there is such a person. Raises Refused."""
    if company.find_person(person_id) is None:
        raise Refused("unknown_person", 404)
    return person_id


def place_of(company: Company, who: str, place: str) -> Address:
    """The address of a place as this person sees it. Raises Refused."""
    known_person(company, who)
    if place == DIRECT:
        return Address.of(account(who))
    if place == HOME:
        return Address(PLATFORM, TENANT, PlaceKind.HOME, who)
    if company.find_channel(place) is None:
        raise Refused("unknown_place", 404)
    return Address(PLATFORM, TENANT, PlaceKind.CHANNEL, place)


_SLASH = re.compile(r"[\s　]*[/／]okr(?![a-z0-9_])[ \t　]*", re.IGNORECASE)
_BOT = re.compile(rf"[@＠]{BOT}(?![a-z0-9_])[ \t　]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Command:
    """The command in a message, without `/okr` or the bot's name; `aloud` where all read it."""

    words: str
    aloud: bool = False


def command_in(said: str, place: Address) -> Command | None:
    """The command in a message; None for talk among people."""
    slash = _SLASH.match(said)
    if slash is not None:
        return Command(said[slash.end() :])
    if _BOT.search(said):
        return Command(_BOT.sub("", said, count=1).lstrip(), aloud=place.is_shared)
    return None if place.is_shared else Command(said)


def typed_text(typed: Typed) -> str:
    """What was typed, cleaned. Raises Refused where it is too long."""
    if len(typed.text) > limits.COMMAND:
        raise Refused("too_long")
    return cleaned(typed.text)


def command_event(company: Company, typed: Typed, command: Command) -> CommandGiven:
    """The event of a command; `@Name` and `#channel` of the pretend company are understood."""
    mentions: list[Mention] = []
    channels: dict[str, str] = {}

    def person(person_id: str, name: str) -> str:
        mention = Mention(account(person_id), name)
        if mention not in mentions:
            mentions.append(mention)
        return mention_token(mentions.index(mention))

    def channel(channel_id: str, name: str) -> str:
        channels[channel_id] = name
        return f"#{name}"

    with_tokens = "".join(_named(company, command.words, str, person, channel))
    return CommandGiven(
        id=typed.id,
        sender=account(typed.who),
        place=place_of(company, typed.who, typed.place),
        text=with_tokens,
        mentions=tuple(mentions),
        channels=tuple(channels.items()),
        aloud=command.aloud,
    )


def said_text(company: Company, words: str) -> Text:
    """A message as spans, names of pretend people and channels marked."""

    def person(person_id: str, name: str) -> Span:
        return Person(name, (account(person_id),))

    def channel(channel_id: str, name: str) -> Span:
        return Channel(name, PLATFORM, channel_id)

    parts = _named(company, words, Plain, person, channel)
    return tuple(span for span in parts if span != Plain(""))


def _named(
    company: Company,
    words: str,
    plain: Callable[[str], Part],
    person: Callable[[str, str], Part],
    channel: Callable[[str, str], Part],
) -> list[Part]:
    """The words cut at `@Name` and `#channel`: the longest name that fits, in any case."""
    people = {
        name: each for each in company.people for name in (each.id.lower(), each.name.lower())
    }
    channels = {name: each for each in company.channels for name in (each.id, each.name.lower())}
    parts: list[Part] = []
    end = 0
    for match in _pattern(tuple(people), tuple(channels)).finditer(words):
        parts.append(plain(words[end : match.start()]))
        if match["person"]:
            somebody = people[match["person"].lower()]
            parts.append(person(somebody.id, somebody.name))
        else:
            somewhere = channels[match["channel"].lower()]
            parts.append(channel(somewhere.id, somewhere.name))
        end = match.end()
    parts.append(plain(words[end:]))
    return parts


def _pattern(people: tuple[str, ...], channels: tuple[str, ...]) -> re.Pattern[str]:
    def longest_first(names: tuple[str, ...]) -> str:
        # An empty company has no names; (?!) never matches.
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"

    return re.compile(
        rf"(?<![a-z0-9_.])(?:[@＠](?P<person>{longest_first(people)})"
        rf"|[#＃](?P<channel>{longest_first(channels)}))(?![a-z0-9_])",
        re.IGNORECASE | re.ASCII,  # so that lower() of what matched is a key
    )


def press(company: Company, pressed: Pressed, message: MessageRef | None) -> ButtonPressed:
    """The event of a press."""
    return ButtonPressed(
        id=pressed.id,
        sender=account(pressed.who),
        place=place_of(company, pressed.who, pressed.place),
        action=cleaned(pressed.action),
        values=_clean(pressed.values),
        message=message,
    )


def submission(company: Company, submitted: Submitted, message: MessageRef | None) -> FormSubmitted:
    """The event of a filled form. Raises Refused for people there are not."""
    return FormSubmitted(
        id=submitted.id,
        sender=account(submitted.who),
        place=place_of(company, submitted.who, submitted.place),
        action=cleaned(submitted.action),
        fields={
            cleaned(name): _answer(company, answer) for name, answer in submitted.fields.items()
        },
        values=_clean(submitted.values),
        message=message,
    )


def home(company: Company, deed: Deed) -> HomeOpened:
    """The event of looking at one's home pane."""
    return HomeOpened(id=deed.id, sender=account(deed.who), place=place_of(company, deed.who, HOME))


def entrance(company: Company, deed: Deed) -> ChatEntered:
    """The event of opening a chat for the first time."""
    return ChatEntered(
        id=deed.id, sender=account(deed.who), place=place_of(company, deed.who, deed.place)
    )


def _clean(values: Mapping[str, str]) -> dict[str, str]:
    return {cleaned(name): cleaned(value) for name, value in values.items()}


def _answer(company: Company, answer: _Words | _Several | _OnOff) -> FieldValue:
    match answer:
        case _Words(value=words):
            return cleaned(words)
        case _OnOff(value=on):
            return on
        case _Several(kind="many_choices", value=chosen):
            return tuple(cleaned(value) for value in chosen)
        case _Several(value=people):
            return tuple(account(known_person(company, person_id)) for person_id in people)
