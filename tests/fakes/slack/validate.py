"""Messages, views and metadata as a whole: what Slack refuses, and with which code."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from tests.fakes.json_shapes import Json, as_object, as_objects, as_text, nodes
from tests.fakes.slack.blocks import MESSAGE_BLOCKS, VIEW_BLOCKS
from tests.fakes.slack.elements import plain_text
from tests.fakes.slack.schema import Rule, boolean, record, string, tagged, wrong

MESSAGE_CHARACTERS = 13_200
TABLE_CHARACTERS = 10_000
MARKDOWN_CHARACTERS = 12_000
POSTED_TEXT = 40_000
UPDATED_TEXT = 4_000
VIEW_BYTES = 250_000
METADATA_BYTES = 8_000


@dataclass(frozen=True)
class Refusal:
    """Slack's error code, and what it says in `response_metadata.messages`."""

    code: str
    messages: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "; ".join((self.code, *self.messages))


def refused_blocks(blocks: object) -> Refusal | None:
    """Why Slack does not take these as the blocks of a message."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return Refusal("invalid_blocks_format")
    found = (*MESSAGE_BLOCKS(blocks, "/blocks"), *_repeated_ids(blocks, "/blocks"))
    if found:
        return Refusal("invalid_blocks", found)
    tables = [block for block in blocks if block.get("type") == "table"]
    if len(tables) > 1:
        return Refusal("invalid_attachments", ("only_one_table_allowed",))
    if characters(tables) > TABLE_CHARACTERS:
        return Refusal("invalid_blocks", (f"no more than {TABLE_CHARACTERS} characters",))
    marked = sum(len(as_text(block.get("text"))) for block in blocks if _is_markdown(block))
    if marked > MARKDOWN_CHARACTERS or characters(blocks) > MESSAGE_CHARACTERS:
        return Refusal("msg_blocks_too_long")
    return None


def refused_message(text: str, blocks: object, most: int = POSTED_TEXT) -> Refusal | None:
    """Why Slack does not take this message. `blocks` is None where there are none."""
    if blocks is not None and (refusal := refused_blocks(blocks)):
        return refusal
    if not text.strip() and not blocks:
        return Refusal("no_text")
    return Refusal("msg_too_long") if len(text) > most else None


def refused_metadata(metadata: object) -> Refusal | None:
    """Why Slack does not take this as the metadata of a message."""
    given = as_object(metadata)
    is_known = set(given) == {"event_type", "event_payload"}
    if not is_known or not isinstance(given["event_payload"], dict):
        return Refusal("invalid_metadata_format")
    if not 0 < len(as_text(given["event_type"])) <= 255:
        return Refusal("invalid_metadata_format", ("event_type",))
    return Refusal("metadata_too_large") if _bytes(given) > METADATA_BYTES else None


_CARRIED: dict[str, Rule] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}


def _submit_with_inputs(value: object, path: str) -> Iterator[str]:
    view = as_object(value)
    if "submit" not in view and any(_is_input(block) for block in as_objects(view.get("blocks"))):
        yield wrong("missing required field: submit", path)


def _one_focus(value: object, path: str) -> Iterator[str]:
    if sum(node.get("focus_on_load") is True for node in nodes(value)) > 1:
        yield wrong("only one element can have focus_on_load", path)


def _ids_in_view(value: object, path: str) -> Iterator[str]:
    yield from _repeated_ids(as_objects(as_object(value).get("blocks")), f"{path}/blocks")


_WHOLE = (_submit_with_inputs, _one_focus, _ids_in_view)
_VIEW = tagged(
    {
        "modal": record(
            {"title": plain_text(24), "blocks": VIEW_BLOCKS},
            {
                **_CARRIED,
                "submit": plain_text(24),
                "close": plain_text(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
            _WHOLE,
        ),
        "home": record({"blocks": VIEW_BLOCKS}, _CARRIED, _WHOLE[1:]),
    }
)


def refused_view(view: object, *kinds: str) -> Refusal | None:
    """Why Slack does not take this view; `kinds` are the types that may stand here."""
    if _bytes(view) > VIEW_BYTES:
        return Refusal("view_too_large")
    found = tuple(_VIEW(view, "/view"))
    kind = as_object(view).get("type")
    if not found and kind not in kinds:
        found = (wrong(f"unsupported view type: {kind}", "/view/type"),)
    return Refusal("invalid_arguments", found) if found else None


def characters(drawn: object) -> int:
    """Characters of text in blocks."""
    return sum(
        len(value)
        for node in nodes(drawn)
        for name, value in node.items()
        if name in ("text", "alt_text") and isinstance(value, str)
    )


def _repeated_ids(blocks: list[Json], path: str) -> Iterator[str]:
    seen: set[object] = set()
    for place, block in enumerate(blocks):
        name = block.get("block_id")
        if name is not None and name in seen:
            yield wrong(f"block_id {name!r} already exists", f"{path}/{place}/block_id")
        seen.add(name)


def _is_markdown(block: Json) -> bool:
    return block.get("type") == "markdown"


def _is_input(block: Json) -> bool:
    return block.get("type") == "input"


def _bytes(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())
