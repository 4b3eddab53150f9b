"""Spans -> Slack text objects; what a person typed never pings, links or formats.

`rich_text` text elements and `plain_text` objects are shown verbatim by Slack, so nothing is
escaped there; only the notification text of a message is mark-up, and `fallback` escapes it.
"""

import re
import unicodedata
from collections.abc import Iterable

from bot.slack import limits
from chat.text import Bold, Channel, Link, Person, Plain, Span, Text, plain, shortened

Json = dict[str, object]
"""One JSON object of Block Kit."""

PLATFORM = "slack"
_USER_ID = re.compile(r"[UW][A-Z0-9]{1,20}")
_CHANNEL_ID = re.compile(r"[CDG][A-Z0-9]{1,20}")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
EMPTY = "–"
"""Stands where Slack demands words and there are none."""
MORE = "…"


def words(text: str, limit: int) -> str:
    """At most `limit` characters and never blank."""
    return shortened(text, limit) if text.strip() else EMPTY


def plain_text(text: str, limit: int) -> Json:
    """A plain_text object; `:names:` of emoji stay as typed."""
    return {"type": "plain_text", "text": words(text, limit), "emoji": False}


def fallback(text: str) -> str:
    """The notification text of a message, escaped."""
    short = shortened(text, limits.FALLBACK_TEXT) if text.strip() else EMPTY
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def is_web_address(url: str) -> bool:
    """Whether Slack takes this as the address of a link or a button."""
    return len(url) <= limits.URL and _WEB_ADDRESS.fullmatch(url) is not None


def is_user_id(name: str) -> bool:
    """Whether this can be the id of a Slack user."""
    return _USER_ID.fullmatch(name) is not None


def rich_text(*parts: Json) -> Json:
    """A rich_text block of sections."""
    return {"type": "rich_text", "elements": list(parts)}


def section(spans: Text, tenant: str, *, bold: bool = False) -> Json:
    """A rich_text_section; never empty, which Slack would refuse."""
    elements = [drawn for span in spans for drawn in element(span, tenant, bold=bold)]
    return {"type": "rich_text_section", "elements": elements or [_text(" ")]}


def lines(rows: Iterable[str]) -> Json:
    """Rows under each other in a fixed-width font."""
    return {"type": "rich_text_preformatted", "elements": _runs("\n".join(rows) or " ")}


def element(span: Span, tenant: str, *, bold: bool = False) -> list[Json]:
    """One span as rich text elements; none for an empty span."""
    match span:
        case Plain(text=text):
            return _runs(text, bold=bold)
        case Bold(text=text):
            return _runs(text, bold=True)
        case Link(text=text, url=url):
            return _link(text, url)
        case Person(ping=True):
            account = span.account_on(PLATFORM, tenant)
            if account is not None and is_user_id(account.id):
                return [{"type": "user", "user_id": account.id}]
            return _runs(plain((span,)), bold=bold)
        case Channel(platform="slack", id=name) if _CHANNEL_ID.fullmatch(name):
            return [{"type": "channel", "channel_id": name}]
        case Person() | Channel():
            return _runs(plain((span,)), bold=bold)


def is_mere_text(spans: Text) -> bool:
    """Whether plain text can say it all: nothing bold, no link, nobody to ping."""
    return all(
        isinstance(span, Plain) or (isinstance(span, Person) and not span.ping) for span in spans
    )


def width(text: str) -> int:
    """Columns that the text takes in a fixed-width font; Chinese characters take two."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def padded(text: str, columns: int) -> str:
    """The text filled up with spaces to a width."""
    return text + " " * max(columns - width(text), 0)


def _link(text: str, url: str) -> list[Json]:
    if not is_web_address(url):
        return _runs(text)
    link: Json = {"type": "link", "url": url}
    return [{**link, "text": shortened(text, limits.RUN)} if text.strip() else link]


def _runs(text: str, *, bold: bool = False) -> list[Json]:
    if 0 < len(text) <= limits.RUN:
        return [_text(text, bold=bold)]
    starts = range(0, len(text), limits.RUN)
    return [_text(text[start : start + limits.RUN], bold=bold) for start in starts]


def _text(text: str, *, bold: bool = False) -> Json:
    if bold:
        return {"type": "text", "text": text, "style": {"bold": True}}
    return {"type": "text", "text": text}
