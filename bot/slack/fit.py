"""Blocks that stay inside a surface's limits: merged first, then shortened with a visible "…"."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.slack import limits
from bot.slack.render_text import MORE, Json, plain_text
from chat.text import shortened

_SEEN = frozenset({"text", "alt_text", "url", "user_id"})
MORE_BLOCK: Json = {"type": "context", "elements": [plain_text(MORE, 1)]}


def text_size(drawn: object) -> int:
    """Characters that a reader sees in blocks, and what stands for them (ids of people, files)."""
    # Every message is counted, so this is a loop over a growing list and not a recursion.
    total = 0
    left = [drawn]
    for found in left:
        if isinstance(found, dict):
            for name, value in found.items():
                if isinstance(value, str):
                    if name in _SEEN:
                        total += len(value)
                elif value:
                    left.append(value)
        elif isinstance(found, list):
            left += found
    return total


def written_size(drawn: object) -> int:
    """Characters of the JSON that the SDK sends."""
    return len(json.dumps(drawn)) + 2


@dataclass(frozen=True, slots=True)
class Room:
    """How many blocks of what size a surface holds; `each`: the most one character may take."""

    blocks: int
    size: int
    measure: Callable[[object], int]
    each: int

    def less(self, taken: int) -> "Room":
        """What is left when this much is taken."""
        return replace(self, size=self.size - taken)


MESSAGE = Room(limits.MESSAGE_BLOCKS, limits.MESSAGE_TEXT, text_size, 1)
VIEW = Room(limits.VIEW_BLOCKS, limits.VIEW_BYTES, written_size, 12)
"""A character outside the basic plane is twelve in the JSON that is sent."""


def fitted(blocks: Sequence[Json], room: Room) -> list[Json]:
    """Blocks for which there is room; never none.

    What a person can press is kept before what is only read; where something is left out, the
    last line says "…".
    """
    whole = list(blocks) or [MORE_BLOCK]
    if len(whole) > room.blocks:
        whole = _merged(whole)
    if len(whole) > room.blocks:
        # A line between two parts says nothing: it goes before any words do.
        whole = _merged([block for block in whole if block["type"] != "divider"])
    if len(whole) <= room.blocks and room.measure(whole) <= room.size:
        return whole
    return _cut(whole, room.less(room.measure([MORE_BLOCK])))


def _merged(blocks: list[Json]) -> list[Json]:
    """Neighbouring paragraphs as one block; the reader sees the same lines."""
    merged: list[Json] = []
    for block in blocks:
        above = merged[-1] if merged else {}
        parts, more = above.get("elements"), block.get("elements")
        if (
            block["type"] == above.get("type") == "rich_text"
            and isinstance(parts, list)
            and isinstance(more, list)
        ):
            merged[-1] = {"type": "rich_text", "elements": [*parts, *more]}
        else:
            merged.append(block)
    return merged


def _cut(blocks: list[Json], room: Room) -> list[Json]:
    kept = _pressable(blocks, room)
    left = room.less(sum(room.measure(block) + 2 for block in kept.values()))
    for place, block in enumerate(blocks):
        if block["type"] == "actions":
            continue
        if len(kept) >= room.blocks - 1:
            break
        cost = room.measure(block) + 2
        if cost > left.size:
            short = _shortened(block, left.less(2))
            if short is not None:
                kept[place] = short
            break
        kept[place] = block
        left = left.less(cost)
    return [*(kept[place] for place in sorted(kept)), MORE_BLOCK]


def _pressable(blocks: list[Json], room: Room) -> dict[int, Json]:
    """The blocks of buttons, for which half the room is kept."""
    kept: dict[int, Json] = {}
    left = room.size // 2
    for place, block in enumerate(blocks):
        cost = room.measure(block) + 2
        if block["type"] == "actions" and len(kept) < room.blocks // 2 and cost <= left:
            kept[place] = block
            left -= cost
    return kept


def _shortened(block: Json, room: Room) -> Json | None:
    """A paragraph or table cut to the room there is, or None."""
    name = {"rich_text": "elements", "table": "rows"}.get(str(block["type"]), "")
    parts = block.get(name)
    if not isinstance(parts, list):
        return None
    kept: list[Json] = []
    for part in parts:
        if room.measure({**block, name: [*kept, part]}) <= room.size:
            kept.append(part)
            continue
        left = room.less(room.measure({**block, name: kept}))
        if name == "elements" and (short := _short_section(part, left)) is not None:
            kept.append(short)
        break
    shorter: Json = {**block, name: kept}
    return shorter if kept and room.measure(shorter) <= room.size else None


def _short_section(part: Json, room: Room) -> Json | None:
    runs = part.get("elements")
    if not isinstance(runs, list):
        return None
    kept: list[Json] = []
    for run in runs:
        if room.measure({**part, "elements": [*kept, run]}) <= room.size:
            kept.append(run)
            continue
        words = run.get("text")
        if isinstance(words, str) and run.get("type") == "text":
            frame = room.measure({**part, "elements": [*kept, {**run, "text": ""}]})
            most = (room.size - frame - 4) // room.each
            if most > 1:
                kept.append({**run, "text": shortened(words, most)})
        break
    short: Json = {**part, "elements": kept}
    return short if kept and room.measure(short) <= room.size else None
