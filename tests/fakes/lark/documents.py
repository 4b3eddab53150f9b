"""The document endpoints: create, Markdown to blocks, blocks into a document, who may read it."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from tests.fakes import markdown
from tests.fakes.json_shapes import Json, as_list, as_object, as_objects, as_text
from tests.fakes.lark.calls import Answer, ApiError, Call, done
from tests.fakes.lark.store import Document, Store

INVALID, NOT_FOUND = 1770001, 1770002
NO_MEMBER, NO_PERMISSION = 1063001, 1063002
_TEXT_BLOCK, _HEADING1_BLOCK, _TABLE_BLOCK, _CELL_BLOCK = 2, 3, 31, 32
_LONGEST_TITLE = 800
_LONGEST_CONTENT = 10_485_760
_MOST_BLOCKS = 1000
_MOST_METAS = 200
_HEADING = re.compile(r"(#{1,6}) (.+)")


def create(store: Store, call: Call) -> Answer:
    """POST documents."""
    title = as_text(call.body.get("title"))
    if len(title) > _LONGEST_TITLE:
        raise ApiError(INVALID, "invalid param: title")
    document = Document(f"doxcn{store.tick():06d}", title)
    document.blocks[document.id] = {"block_id": document.id, "children": []}
    store.documents[document.id] = document
    return done(
        {"document": {"document_id": document.id, "revision_id": 1, "title": document.title}}
    )


def convert(store: Store, call: Call) -> Answer:
    """POST documents/blocks/convert: a block a heading or paragraph, tables with their cells.

    As on the platform the blocks come in no order, and tables hold what they do not take back.
    """
    content = call.text("content")
    if call.text("content_type") != "markdown" or len(content) > _LONGEST_CONTENT:
        raise ApiError(INVALID, "invalid param: content_type or content")
    if "<br" in content:
        raise ApiError(INVALID, "the fake reads no HTML: nobody knows what becomes of it")
    blocks: list[Json] = []
    first: list[object] = []
    for part in re.split(r"\n\s*\n", content.strip()):
        made = list(_converted(store, part))
        first.append(made[0]["block_id"])
        blocks += made
    return done(
        {
            "first_level_block_ids": first,
            "blocks": list(reversed(blocks)),
            "block_id_to_image_urls": [],
        }
    )


def _converted(store: Store, part: str) -> Iterator[Json]:
    heading = _HEADING.fullmatch(part)
    lines = part.split("\n")
    if heading:
        depth = len(heading[1])
        kind = _HEADING1_BLOCK + depth - 1
        yield _block(store, kind, **{f"heading{depth}": _words(heading[2])})
    elif len(lines) > 1 and "|" in lines[0] and markdown.is_delimiter(lines[1]):
        yield from _table(store, [markdown.row(line) for line in (lines[0], *lines[2:])])
    else:
        yield _block(store, _TEXT_BLOCK, text=_words(part))


def _table(store: Store, rows: Sequence[Sequence[str]]) -> Iterator[Json]:
    columns = len(rows[0])
    cells: list[Json] = []
    inner: list[Json] = []
    for words in (word for row in rows for word in [*row, *[""] * columns][:columns]):
        text = _block(store, _TEXT_BLOCK, text=_words(words))
        cells.append(_block(store, _CELL_BLOCK, table_cell={}, children=[text["block_id"]]))
        inner.append({**text, "parent_id": cells[-1]["block_id"]})
    names: list[object] = [cell["block_id"] for cell in cells]
    merged = [{"row_span": 1, "col_span": 1} for _ in cells]
    sizes: Json = {"row_size": len(rows), "column_size": columns, "merge_info": merged}
    table: Json = {"cells": names, "property": sizes}
    yield _block(store, _TABLE_BLOCK, table=table, children=names)
    yield from [*cells, *inner]


def _block(store: Store, kind: int, **more: object) -> Json:
    return {"block_id": f"block{store.tick():06d}", "block_type": kind, "parent_id": "", **more}


def _words(written: str) -> Json:
    return {"elements": [{"text_run": {"content": written}}]}


def descend(store: Store, call: Call, document_id: str, block_id: str) -> Answer:
    """POST documents/:id/blocks/:block/descendant; the same client_token writes once."""
    document = store.documents.get(document_id)
    if document is None or block_id not in document.blocks:
        raise ApiError(NOT_FOUND, "not found", 404)
    body = call.body
    token = call.asked("client_token")
    children = [as_text(child) for child in as_list(body.get("children_id"))]
    blocks = as_objects(body.get("descendants"))
    if problem := _problem(call, children, blocks, document):
        raise ApiError(INVALID, f"invalid param: {problem}")
    if not token or token not in document.tokens:
        document.tokens.add(token)
        for block in deepcopy(blocks):
            document.blocks[as_text(block.get("block_id"))] = block
        standing = document.blocks[block_id]
        standing["children"] = [*as_list(standing.get("children")), *children]
    return done({"children": blocks, "document_revision_id": 2, "client_token": token})


def _problem(
    call: Call, children: Sequence[str], blocks: Sequence[Json], document: Document
) -> str:
    by_id = {as_text(block.get("block_id")): block for block in blocks}
    if call.asked("document_revision_id", "-1") != "-1" or call.body.get("index", -1) != -1:
        return "the fake appends to the newest version only"
    if not 1 <= len(blocks) <= _MOST_BLOCKS or len(by_id) < len(blocks):
        return "descendants"
    if call.asked("client_token") not in document.tokens and by_id.keys() & document.blocks.keys():
        return "block_id exists"
    if any("merge_info" in as_object(_table_of(block).get("property")) for block in blocks):
        return "merge_info is read-only"
    reached = list(_reached(children, by_id))
    if sorted(reached) != sorted(by_id):
        return "children_id and descendants do not belong together"
    for block in blocks:
        sizes = as_object(_table_of(block).get("property"))
        cells = as_list(block.get("children"))
        if sizes and sizes.get("row_size") != len(cells) / (sizes["column_size"] or 1):  # type: ignore[operator]
            return "row_size"
        if block.get("block_type") == _CELL_BLOCK and not cells:
            return "a table cell needs a child"
    return ""


def _table_of(block: Json) -> Json:
    return as_object(block.get("table"))


def _reached(names: Sequence[str], by_id: dict[str, Json]) -> Iterator[str]:
    for name in names:
        yield name
        inner = [as_text(child) for child in as_list(by_id.get(name, {}).get("children"))]
        yield from _reached(inner, by_id)


def let_in(store: Store, call: Call, token: str) -> Answer:
    """POST permissions/:token/members: one more person or group that may read it."""
    document = store.documents.get(token)
    if document is None or call.asked("type") != "docx":
        raise ApiError(NO_MEMBER, "Invalid parameter: token or type")
    kind, name = call.text("member_type"), call.text("member_id")
    if call.text("perm") not in ("view", "edit", "full_access"):
        raise ApiError(NO_MEMBER, "Invalid parameter: perm")
    if kind == "openchat":
        if name not in store.groups.values() or not store.chat_exists(name):
            raise ApiError(NO_PERMISSION, "Permission denied: the app is not in the group", 403)
    elif kind != "openid" or name not in {person.open_id for person in store.people.values()}:
        raise ApiError(NO_MEMBER, "Invalid parameter: member")
    document.readers.add(name)
    return done({"member": {"member_type": kind, "member_id": name, "perm": "view"}})


def metas(store: Store, call: Call) -> Answer:
    """POST metas/batch_query: titles and addresses."""
    asked = as_objects(call.body.get("request_docs"))
    if not 1 <= len(asked) <= _MOST_METAS or any(one.get("doc_type") != "docx" for one in asked):
        raise ApiError(970001, "invalid request_docs")
    found: list[object] = []
    for one in asked:
        document = store.documents.get(as_text(one.get("doc_token")))
        if document is not None:
            url = address_of(document) if call.body.get("with_url") is True else ""
            found.append({"doc_token": document.id, "title": document.title, "url": url})
    return done({"metas": found, "failed_list": []})


def address_of(document: Document) -> str:
    """Where the document is opened."""
    return f"https://test-company.feishu.cn/docx/{document.id}"


def markdown_of(document: Document) -> str:
    """What stands in the document, written as it was given."""
    names = as_list(document.blocks[document.id].get("children"))
    return "\n\n".join(_written(document.blocks[as_text(name)], document) for name in names)


def _written(block: Json, document: Document) -> str:
    kind = block.get("block_type")
    if kind == _TABLE_BLOCK:
        cells = [_cell(as_text(name), document) for name in as_list(block.get("children"))]
        columns = as_object(_table_of(block).get("property")).get("column_size")
        assert isinstance(columns, int)
        rows = [cells[n : n + columns] for n in range(0, len(cells), columns)]
        rows.insert(1, ["---"] * columns)
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)
    depth = kind - _HEADING1_BLOCK + 1 if isinstance(kind, int) else 0
    words = _content(block.get(f"heading{depth}") or block.get("text"))
    return f"{'#' * depth} {words}" if depth > 0 else words


def _cell(name: str, document: Document) -> str:
    inner = as_list(document.blocks[name].get("children"))
    words = " ".join(_content(document.blocks[as_text(child)].get("text")) for child in inner)
    return words.replace("\n", "<br>")


def _content(text: object) -> str:
    runs = as_objects(as_object(text).get("elements"))
    return "".join(as_text(as_object(run.get("text_run")).get("content")) for run in runs)
