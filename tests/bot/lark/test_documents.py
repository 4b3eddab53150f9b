"""Documents on Lark: converted blocks are cleaned, put in order and written in parts."""

import pytest

from bot.lark.client import Answer, RefusedError
from bot.lark.documents import batches, home_of


def text_block(name: str) -> dict[str, object]:
    return {"block_id": name, "block_type": 2, "parent_id": "", "text": {"elements": []}}


def converted(first: list[str], *blocks: dict[str, object]) -> Answer:
    return Answer({"data": {"first_level_block_ids": first, "blocks": list(blocks)}})


def test_blocks_are_put_in_order_each_before_what_it_holds() -> None:
    table: dict[str, object] = {
        "block_id": "t",
        "block_type": 31,
        "children": ["c"],
        "table": {"cells": ["c"], "property": {"row_size": 1, "merge_info": [{}]}},
    }
    cell: dict[str, object] = {"block_id": "c", "block_type": 32, "children": ["x"]}
    [batch] = batches(converted(["a", "t"], text_block("x"), cell, table, text_block("a")))
    assert [block["block_id"] for block in batch] == ["a", "t", "c", "x"]
    assert batch[1]["table"] == {"cells": ["c"], "property": {"row_size": 1}}
    assert not [block for block in batch if "parent_id" in block]


def test_a_long_document_is_written_in_parts_of_at_most_a_thousand() -> None:
    names = [f"b{number}" for number in range(2_500)]
    parts = list(batches(converted(names, *map(text_block, reversed(names)))))
    assert [len(batch) for batch in parts] == [1_000, 1_000, 500]
    assert [block["block_id"] for batch in parts for block in batch] == names


def test_what_holds_more_than_a_call_takes_is_refused() -> None:
    names = [f"b{number}" for number in range(1_000)]
    parent: dict[str, object] = {"block_id": "p", "children": names}
    with pytest.raises(RefusedError):
        list(batches(converted(["p"], parent, *map(text_block, names))))


def test_a_block_that_was_not_told_is_refused() -> None:
    with pytest.raises(RefusedError):
        list(batches(converted(["a"])))


@pytest.mark.parametrize(
    ("domain", "home"),
    [
        ("https://open.feishu.cn", "https://www.feishu.cn"),
        ("https://open.larksuite.com", "https://www.larksuite.com"),
        ("https://lark.company.example/", "https://lark.company.example"),
    ],
)
def test_where_documents_are_opened(domain: str, home: str) -> None:
    assert home_of(domain) == home
