"""Text as spans: what a person typed is always a plain span, escaped once, on output."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from chat.address import Account


@dataclass(frozen=True, slots=True)
class Plain:
    """Text as it is; never formatted, never a ping, never a link."""

    text: str
    span: Literal["plain"] = "plain"


@dataclass(frozen=True, slots=True)
class Bold:
    """Emphasised text."""

    text: str
    span: Literal["bold"] = "bold"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that the bot made itself; never from what a person typed."""

    text: str
    url: str
    span: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name, and where `ping` is set a mention that notifies them.

    A platform on which the person has no account shows the name.
    """

    name: str
    accounts: tuple[Account, ...] = ()
    ping: bool = False
    span: Literal["person"] = "person"

    def account_on(self, platform: str, tenant: str) -> Account | None:
        """The account this person has on that platform's tenant, if any."""
        for account in self.accounts:
            if account.platform == platform and account.tenant == tenant:
                return account
        return None


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel's name, linked where the platform is the channel's own."""

    name: str
    platform: str = ""
    id: str = ""
    span: Literal["channel"] = "channel"


Span = Plain | Bold | Link | Person | Channel
Text = tuple[Span, ...]


def text(*parts: str | Span) -> Text:
    """Spans from strings (taken as plain) and spans, empty strings left out."""
    return tuple([Plain(part) if isinstance(part, str) else part for part in parts if part])


def join(separator: str, texts: Iterable[Text]) -> Text:
    """Several texts as one, with a plain separator between them."""
    joined: list[Span] = []
    for index, part in enumerate(texts):
        if index:
            joined.append(Plain(separator))
        joined.extend(part)
    return tuple(joined)


def plain(spans: Text) -> str:
    """What the spans say, without any mark-up."""
    return "".join([_words(span) for span in spans])


def _words(span: Span) -> str:
    match span:
        case Plain(text=words) | Bold(text=words) | Link(text=words):
            return words
        case Person(name=name):
            return f"@{name}"
        case Channel(name=name):
            return f"#{name}"


def shortened(words: str, limit: int) -> str:
    """At most `limit` characters; what is left out is shown as "…"."""
    return words if len(words) <= limit else words[: max(limit - 1, 0)].rstrip() + "…"


def shortened_text(spans: Text, limit: int) -> Text:
    """Spans of at most `limit` visible characters together, ending in "…" where cut."""
    if len(plain(spans)) <= limit:
        return spans
    kept: list[Span] = []
    left = limit - 1
    for span in spans:
        words = _words(span)
        if len(words) > left:
            cut = words[:left].rstrip() + "…"
            kept.append(Bold(cut) if isinstance(span, Bold) else Plain(cut))
            break
        kept.append(span)
        left -= len(words)
    return tuple(kept)


MENTION_OPEN = "\ue000"
MENTION_CLOSE = "\ue001"
_MENTION = re.compile(f"{MENTION_OPEN}(\\d+){MENTION_CLOSE}")


def mention_token(index: int) -> str:
    """How a mention stands in a command's text: private-use characters nobody can type.

    Adapters put the token where the platform had its own mention mark-up; the number is the
    place in the event's `mentions`.
    """
    return f"{MENTION_OPEN}{index}{MENTION_CLOSE}"


def split_mentions(words: str) -> list[str | int]:
    """Text cut at its mention tokens: strings, and the mentions' numbers between them."""
    parts: list[str | int] = []
    for index, part in enumerate(_MENTION.split(words)):
        if index % 2:
            parts.append(int(part))
        elif part:
            parts.append(part)
    return parts


# Characters that reorder or hide what follows, and the tokens above: nobody needs to type them.
_UNWANTED = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, *range(0xE000, 0xF900)]
)


def cleaned(typed: str) -> str:
    """What a person typed, in NFC, without control, bidi-override and private-use characters.

    New lines and tabs stay; adapters call this on every string that comes in.
    """
    normal = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        character
        for character in normal.translate(_UNWANTED)
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )
