"""Slack's message mark-up -> clean text with mention tokens."""

import re
from dataclasses import dataclass

from bot.slack.render_text import PLATFORM, is_user_id
from chat.address import Account
from chat.events import CommandGiven, Mention
from chat.text import cleaned, mention_token, split_mentions

_MARKUP = re.compile(r"<([^<>]+)>")
_OWN_NAME = re.compile(r"\s*(?:/okr|okr(?=\s|$))[ \t]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a person typed: the text with tokens, who and which channels it names."""

    text: str
    mentions: tuple[Mention, ...]
    channels: tuple[tuple[str, str], ...]


def unescaped(words: str) -> str:
    """Slack escapes three characters in what people type; `&amp;lt;` stays `&lt;`."""
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def spoken(raw: str, tenant: str, own_id: str = "") -> Spoken:
    """A message's text read; mentions of `own_id` (the bot itself) are left out."""
    mentions: list[Mention] = []
    channels: list[tuple[str, str]] = []
    parts: list[str] = []
    for place, part in enumerate(_MARKUP.split(raw)):
        if place % 2 == 0:
            parts.append(cleaned(unescaped(part)))
            continue
        target, _, label = part.partition("|")
        name = cleaned(unescaped(label)).strip()
        if target.startswith("@") and is_user_id(target[1:]):
            if target[1:] != own_id:
                parts.append(mention_token(len(mentions)))
                account = Account(PLATFORM, tenant, target[1:])
                mentions.append(Mention(account, name.removeprefix("@")))
        elif target.startswith("#"):
            channels.append((target[1:], name or target[1:]))
            parts.append(f"#{name or target[1:]}")
        else:
            parts.append(_other(cleaned(unescaped(target)), name))
    return Spoken("".join(parts).strip(), tuple(mentions), tuple(channels))


def _other(target: str, label: str) -> str:
    """A link, or one of Slack's group mentions, in the words that the person saw."""
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    if target.endswith(f"://{label}") or target in (f"mailto:{label}", f"tel:{label}"):
        return label
    return target


def typed(event: CommandGiven) -> str:
    """A command as the person typed it, to be copied and sent again."""
    return "".join(
        part if isinstance(part, str) else f"<@{event.mentions[part].account.id}>"
        for part in split_mentions(event.text)
    )


def without_own_name(words: str) -> str:
    """The command behind a `/okr` or `okr` that was typed as plain text."""
    found = _OWN_NAME.match(words)
    return words[found.end() :] if found else words
