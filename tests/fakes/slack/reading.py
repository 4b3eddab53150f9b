"""Blocks as the client shows them: what can be read, pressed, and whom they notify."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.fakes.json_shapes import Json, as_list, as_object, as_objects, as_text, nodes
from tests.fakes.slack.modal import all_options

Names = Callable[[str], str]
"""The id of a person or channel -> the name the client shows."""

_MARKED = re.compile(r"<([^<>]+)>")
_PING = re.compile(r"<(@[UW][A-Z0-9]+|!(?:channel|here|everyone|subteam\^\w+))(?:\|[^<>]*)?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^<>|]+)(?:\|[^<>]*)?>")
_BARE = re.compile(r"(?<![<\w/])(?:https?://|www\.)[^\s<>|]+")
_STYLED = re.compile(
    r"(?<![\w*_~`])(?P<mark>[*_~`])(?P<words>\S(?:[^\n]*?\S)?)(?P=mark)(?![\w*_~`])"
)


def unescaped(words: str) -> str:
    """The three characters that mark-up escapes."""
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mrkdwn_words(raw: str, names: Names) -> str:
    """What mrkdwn says once it is drawn."""
    parts = _MARKED.split(raw)
    return "".join(
        _target(part, names)
        if place % 2
        else unescaped(_STYLED.sub(lambda found: found["words"], part))
        for place, part in enumerate(parts)
    )


def _target(inner: str, names: Names) -> str:
    target, _, label = inner.partition("|")
    if target[:1] in "@#":
        return target[0] + (names(target[1:]) or label)
    if target.startswith("!"):
        return label or "@" + target[1:]
    return unescaped(label or target)


def words_of(text: object, names: Names) -> str:
    """What a text object says."""
    body = as_object(text)
    raw = as_text(body.get("text"))
    return mrkdwn_words(raw, names) if body.get("type") == "mrkdwn" else raw


def lines(blocks: Sequence[Json], names: Names) -> list[str]:
    """All that can be read, blocks one a line; what can be pressed is left out."""
    return [line for block in blocks for line in _read(block, names) if line]


def _read(block: Json, names: Names) -> Iterator[str]:
    match block.get("type"):
        case "section":
            yield words_of(block.get("text"), names)
            yield from (words_of(part, names) for part in as_list(block.get("fields")))
        case "header":
            yield words_of(block.get("text"), names)
        case "context":
            parts = as_objects(block.get("elements"))
            yield "  ".join(as_text(p.get("alt_text")) or words_of(p, names) for p in parts)
        case "image":
            yield words_of(block.get("title"), names)
            yield as_text(block.get("alt_text"))
        case "input":
            yield words_of(block.get("label"), names)
            yield words_of(block.get("hint"), names)
        case "rich_text":
            yield from (_rich(part, names) for part in as_objects(block.get("elements")))
        case "markdown":
            yield mrkdwn_words(as_text(block.get("text")), names)
        case "table":
            for row in as_list(block.get("rows")):
                yield " | ".join(_cell(as_object(cell), names) for cell in as_list(row))


def _cell(cell: Json, names: Names) -> str:
    if cell.get("type") == "raw_text":
        return as_text(cell.get("text"))
    return "\n".join(_rich(part, names) for part in as_objects(cell.get("elements")))


def _rich(part: Json, names: Names) -> str:
    inner = as_objects(part.get("elements"))
    if part.get("type") == "rich_text_list":
        return "\n".join(_rich(each, names) for each in inner)
    return "".join(_run(run, names) for run in inner)


def _run(run: Json, names: Names) -> str:
    match run.get("type"):
        case "link":
            return as_text(run.get("text")) or as_text(run.get("url"))
        case "user":
            return f"@{names(as_text(run.get('user_id')))}"
        case "channel":
            return f"#{names(as_text(run.get('channel_id')))}"
        case "broadcast":
            return f"@{as_text(run.get('range'))}"
        case "emoji":
            return f":{as_text(run.get('name'))}:"
        case "date":
            return as_text(run.get("fallback"))
        case _:
            return as_text(run.get("text"))


@dataclass(frozen=True)
class Pressable:
    """A button, or one option of a select, menu or row of radio buttons."""

    label: str
    block: Json
    element: Json
    option: Json | None = None


def pressables(blocks: Sequence[Json]) -> list[Pressable]:
    """What can be pressed, in reading order; the fields of a form are no buttons."""
    return [
        pressable
        for block in blocks
        if block.get("type") in ("actions", "section")
        for element in [*as_objects(block.get("elements")), as_object(block.get("accessory"))]
        for pressable in _pressables(block, element)
    ]


def _pressables(block: Json, element: Json) -> Iterator[Pressable]:
    if element.get("type") == "button":
        yield Pressable(_label(element), block, element)
    for option in all_options(element):
        yield Pressable(_label(option), block, element, option)


def _label(holder: Json) -> str:
    return as_text(as_object(holder.get("text")).get("text"))


def pings(text: str, blocks: object) -> list[str]:
    """Everybody whom a message notifies: `@U…`, `!channel`, `!here`, `!subteam^S…`."""
    found = [ping for raw in _marked_up(text, blocks) for ping in _PING.findall(raw)]
    for node in nodes(blocks):
        match node.get("type"):
            case "user":
                found.append(f"@{node.get('user_id')}")
            case "usergroup":
                found.append(f"!subteam^{node.get('usergroup_id')}")
            case "broadcast":
                found.append(f"!{node.get('range')}")
    return found


def links(text: str, blocks: object) -> list[str]:
    """Every address that the client makes a link of within words."""
    found: list[str] = []
    for raw in _marked_up(text, blocks):
        found += [*_LINK.findall(raw), *_BARE.findall(_LINK.sub(" ", raw))]
    return found + [as_text(node["url"]) for node in nodes(blocks) if node.get("type") == "link"]


def _marked_up(text: str, blocks: object) -> Iterator[str]:
    """Every string that the client reads as mark-up; blocks do not excuse the text."""
    yield text
    for node in nodes(blocks):
        if node.get("type") in ("mrkdwn", "markdown"):
            yield as_text(node.get("text"))
