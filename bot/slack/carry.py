"""What travels inside Slack's ids and values, so that buttons and forms outlive a restart."""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import structlog

from bot.slack import limits

_SEPARATOR = "~"
_INFLATED = 100_000
"""Characters that a packed value may unfold to."""
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
log = structlog.get_logger()


def pack(values: Mapping[str, str], limit: int) -> str | None:
    """Values as compact JSON, deflated if that is needed; None where they do not fit."""
    written = _COMPACT.encode(dict(values))
    if len(written) <= limit:
        return written
    deflated = "z" + base64.urlsafe_b64encode(zlib.compress(written.encode(), 9)).decode()
    return deflated if len(deflated) <= limit else None


def unpack(packed: str) -> dict[str, str]:
    """The values that `pack` wrote; empty for what it did not write."""
    found = _read(packed)
    return {
        name: value
        for name, value in (found.items() if isinstance(found, dict) else ())
        if isinstance(value, str)
    }


def _read(packed: str) -> object:
    try:
        if packed.startswith("z"):
            unfolding = zlib.decompressobj()
            packed = unfolding.decompress(base64.urlsafe_b64decode(packed[1:]), _INFLATED).decode()
        return json.loads(packed)
    except (ValueError, zlib.error, RecursionError):
        return None


def action_id(action: str, number: int, packed: str = "") -> str:
    """The id of one element: its action, a number that makes it unique in the message, values."""
    parts = [action, str(number), packed] if packed else [action, str(number)]
    return _SEPARATOR.join(parts)


def split_action_id(written: str) -> tuple[str, dict[str, str]]:
    """The action and the values of an element's id."""
    action, _, rest = written.partition(_SEPARATOR)
    return action, unpack(rest.partition(_SEPARATOR)[2])


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a person acted, and so where the answer belongs."""

    channel: str = ""
    """The conversation's id, empty for the home view."""
    message: str = ""
    """The `ts` of the message that was acted on, empty for a command."""
    thread: str = ""
    response_url: str = ""
    hidden: bool = False
    """Whether the message is one that only this person sees (chat.update cannot reach it)."""

    @property
    def is_home(self) -> bool:
        """Whether the person acted on the home view."""
        return not self.channel and not self.response_url


@dataclass(frozen=True, slots=True)
class Carried:
    """What a view carries for the time when it is submitted.

    `generation` counts the forms that took each other's place in one view: with a new action id
    Slack shows the new initial values instead of what was typed before. `long` holds option values
    that are too long for Slack; an option then says `~` and the place in this list.
    """

    action: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    origin: Origin = Origin()
    generation: int = 0
    long: tuple[str, ...] = ()

    def dump(self) -> str:
        """At most PRIVATE_METADATA characters; gives up the response address, then the values."""
        without_address = replace(self, origin=replace(self.origin, response_url=""))
        for version in (self, without_address):
            packed = pack(version._written(), limits.PRIVATE_METADATA)
            if packed is not None:
                return packed
        log.error("slack.values_too_long", form=self.action[:100])
        bare = Carried(self.action[:100], {}, Origin(), self.generation)
        return pack(bare._written(), limits.PRIVATE_METADATA) or ""

    def _written(self) -> dict[str, str]:
        origin = self.origin
        parts = {
            "a": self.action,
            "v": json.dumps(dict(self.values), ensure_ascii=False) if self.values else "",
            "c": origin.channel,
            "m": origin.message,
            "t": origin.thread,
            "u": origin.response_url,
            "h": "1" if origin.hidden else "",
            "g": str(self.generation) if self.generation else "",
            "l": json.dumps(self.long, ensure_ascii=False) if self.long else "",
        }
        return {name: value for name, value in parts.items() if value}

    @classmethod
    def load(cls, packed: str) -> "Carried":
        """What `dump` wrote; empty for what it did not write."""
        parts = unpack(packed)
        long = _read(parts.get("l", ""))
        return cls(
            action=parts.get("a", ""),
            values=unpack(parts.get("v", "")),
            origin=Origin(
                parts.get("c", ""),
                parts.get("m", ""),
                parts.get("t", ""),
                parts.get("u", ""),
                bool(parts.get("h")),
            ),
            generation=int(found) if (found := parts.get("g", "")).isdecimal() else 0,
            long=tuple(str(value) for value in long) if isinstance(long, list) else (),
        )

    def option_value(self, written: str) -> str:
        """The true value of an option that Slack sent back."""
        if not written.startswith(_SEPARATOR) or not written[1:].isdecimal():
            return written
        place = int(written[1:])
        return self.long[place] if place < len(self.long) else ""


def written_option(value: str, long: list[str]) -> str:
    """An option's value as Slack takes it; a value it would refuse is put into `long`."""
    if value and len(value) <= limits.OPTION_VALUE and not value.startswith(_SEPARATOR):
        return value
    if value not in long:
        long.append(value)
    return f"{_SEPARATOR}{long.index(value)}"
