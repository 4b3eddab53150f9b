"""Spans as Lark's card markdown: what a person typed never formats, links or pings."""

import re
from typing import assert_never
from urllib.parse import quote, urlsplit

from chat.text import Bold, Channel, Link, Person, Plain, Span, Text

# Lark's sheet on rich text: a character that markdown uses is written as a numeric entity.
# The full stop and the colon break up what the client would turn into a list, a link or an emoji.
_SPECIAL = re.compile(r"[&<>*_~`\[\](){}#+\-!|\\:$=.^\"']")
_ACCOUNT_ID = re.compile(r"[A-Za-z0-9_-]+")
_INDENT = re.compile(r"(?m)^[ \t]+")


def escaped(words: str) -> str:
    """Text that markdown shows as it is."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", words)


def is_plain(spans: Text, tenant: str) -> bool:
    """Whether plain text says all of it: no emphasis, no link, no ping."""
    return all(_is_plain(span, tenant) for span in spans)


def _is_plain(span: Span, tenant: str) -> bool:
    match span:
        case Plain() | Channel():
            return True
        case Bold(text=words):
            return not words.strip()
        case Link(url=url):
            return web_address(url) is None
        case Person():
            return _ping(span, tenant) is None
        case _:
            assert_never(span)


def markdown(spans: Text, tenant: str) -> str:
    """Spans as card markdown; `tenant` is the company whose accounts can be pinged."""
    written = ""
    for span in spans:
        written = _joined(written, span, tenant)
    return _INDENT.sub(lambda found: "&#160;" * len(found[0]), written)


def _joined(before: str, span: Span, tenant: str) -> str:
    """What stands so far with one more span, a space between them where markdown needs one."""
    match span:
        case Plain(text=words):
            after = escaped(words)
        case Bold(text=words):
            after = bold(words)
        case Link(text=words, url=url):
            address = web_address(url)
            after = escaped(words) if address is None else f"[{escaped(words)}]({address})"
        case Person(name=name):
            after = _ping(span, tenant) or escaped(f"@{name}")
        case Channel(name=name):
            after = escaped(f"#{name}")
        case _:
            assert_never(span)
    return f"{before} {after}" if _needs_space(before, after) else before + after


def _needs_space(before: str, after: str) -> bool:
    """Whether emphasis marks would be taken for asterisks side by side (CommonMark's flanking)."""
    if before.endswith("**"):
        inner = before.removesuffix("**")[-1:]
        return after.startswith("**") or (not inner.isalnum() and after[:1].isalnum())
    if after.startswith("**"):
        inner = after.removeprefix("**")[:1]
        return not inner.isalnum() and before[-1:].isalnum()
    return False


def bold(words: str) -> str:
    """Emphasised text; each line for itself, spaces outside the marks."""
    return "\n".join(_bold_line(line) for line in words.split("\n"))


def _bold_line(line: str) -> str:
    inner = line.strip()
    if not inner:
        return line
    start = line.index(inner)
    return line[:start] + f"**{escaped(inner)}**" + line[start + len(inner) :]


def _ping(person: Person, tenant: str) -> str | None:
    account = person.account_on("lark", tenant) if person.ping else None
    if account is None or not _ACCOUNT_ID.fullmatch(account.id):
        return None
    return f"<at id={account.id}></at>"


def web_address(url: str) -> str | None:
    """The address as it can stand in markdown; None for anything but http and https."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(url, safe=":/?#@!$&*+,;=%~-._[]").replace("[", "%5B").replace("]", "%5D")
