"""The document endpoints: create, Markdown to blocks, blocks into a document."""

import re

from tests.fakes.json_shapes import Json, as_list, as_objects, as_text
from tests.fakes.lark.calls import Answer, ApiError, Call, done
from tests.fakes.lark.store import Document, Store

_TEXT_BLOCK = 2
_LONGEST_TITLE = 800
_MOST_BLOCKS = 1000


def create(store: Store, call: Call) -> Answer:
    """POST documents."""
    title = as_text(call.body.get("title"))
    if len(title) > _LONGEST_TITLE:
        raise ApiError(1770001, "invalid param: title")
    document = Document(f"doxcn{store.tick():06d}", title)
    document.blocks[document.id] = {"block_id": document.id, "children": []}
    store.documents[document.id] = document
    return done(
        {"document": {"document_id": document.id, "revision_id": 1, "title": document.title}}
    )


def convert(store: Store, call: Call) -> Answer:
    """POST documents/blocks/convert: one text block a paragraph."""
    if call.text("content_type") != "markdown":
        raise ApiError(1770001, "invalid param: content_type")
    blocks: list[Json] = [
        {
            "block_id": f"block{store.tick():06d}",
            "block_type": _TEXT_BLOCK,
            "text": {"elements": [{"text_run": {"content": paragraph}}]},
        }
        for paragraph in re.split(r"\n\s*\n", call.text("content"))
    ]
    return done({"first_level_block_ids": [b["block_id"] for b in blocks], "blocks": blocks})


def descend(store: Store, call: Call, document_id: str, block_id: str) -> Answer:
    """POST documents/:id/blocks/:block/descendant."""
    document = store.documents.get(document_id)
    if document is None or block_id not in document.blocks:
        raise ApiError(1770002, "not found", 404)
    body = call.body
    children = as_list(body.get("children_id"))
    blocks = as_objects(body.get("descendants"))
    if len(blocks) > _MOST_BLOCKS or not set(map(str, children)) <= {
        as_text(block.get("block_id")) for block in blocks
    }:
        raise ApiError(1770001, "invalid param: descendants")
    for block in blocks:
        document.blocks[as_text(block.get("block_id"))] = block
    standing = document.blocks[block_id]
    standing["children"] = [*as_list(standing.get("children")), *children]
    return done({"children": blocks, "document_revision_id": 2})
