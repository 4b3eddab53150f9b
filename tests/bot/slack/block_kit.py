"""Slack's published limits written down a second time: what it would refuse, in plain asserts."""

import json
import re
from collections.abc import Iterator, Sequence

Json = dict[str, object]
_USER = re.compile(r"[UW][A-Z0-9]+")


def seen(drawn: object) -> str:
    """All that a reader sees, one run of text after the other."""
    return "\n".join(_runs(drawn))


def _runs(drawn: object) -> Iterator[str]:
    if isinstance(drawn, dict):
        for name, value in drawn.items():
            if name in ("text", "alt_text") and isinstance(value, str):
                yield value
            elif name != "private_metadata":
                yield from _runs(value)
    elif isinstance(drawn, list):
        for inner in drawn:
            yield from _runs(inner)


def every(drawn: object, kind: str) -> list[Json]:
    """Every object of that type, in reading order."""
    found: list[Json] = []
    if isinstance(drawn, dict):
        if drawn.get("type") == kind:
            found.append(drawn)
        for value in drawn.values():
            found.extend(every(value, kind))
    elif isinstance(drawn, list):
        for inner in drawn:
            found.extend(every(inner, kind))
    return found


def check_message(message: Json) -> None:
    """A message's `text` and `blocks` are what Slack takes."""
    text, blocks = message["text"], message["blocks"]
    assert isinstance(text, str)
    assert 0 < len(text) <= 4000
    assert isinstance(blocks, list)
    assert 1 <= len(blocks) <= 50
    assert len("".join(_runs(blocks))) <= 13_200
    assert len(every(blocks, "table")) <= 1
    assert not every(blocks, "input")
    _check_blocks(blocks)


def check_view(view: Json) -> None:
    """A modal or home view is what Slack takes."""
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    assert 1 <= len(blocks) <= 100
    assert len(json.dumps(view)) <= 250_000
    assert not every(blocks, "table")
    _check_blocks(blocks)
    if view["type"] == "modal":
        _check_words(view["title"], 24)
        assert len(_string(view["private_metadata"])) <= 3000
        for name in ("submit", "close"):
            if name in view:
                _check_words(view[name], 24)
        assert "submit" in view or not every(blocks, "input")


def _check_blocks(blocks: Sequence[Json]) -> None:
    _unique([_string(block["block_id"]) for block in blocks if "block_id" in block])
    ids: list[str] = []
    for block in blocks:
        match block["type"]:
            case "header":
                _check_words(block["text"], 150)
            case "context":
                elements = _list(block["elements"])
                assert 1 <= len(elements) <= 10
                for element in elements:
                    _check_words(element, 2000)
            case "actions":
                elements = _list(block["elements"])
                assert 1 <= len(elements) <= 25
                ids.extend(_string(_object(element)["action_id"]) for element in elements)
                for element in elements:
                    _check_element(_object(element))
            case "input":
                _check_input(block)
            case "rich_text":
                _check_rich_text(block)
            case "table":
                _check_table(block)
            case "image":
                assert 0 < len(_string(block["alt_text"])) <= 2000
            case kind:
                assert kind == "divider"
    _unique(ids)


def _check_input(block: Json) -> None:
    _check_words(block["label"], 2000)
    assert 0 < len(_string(block["block_id"])) <= 255
    if "hint" in block:
        _check_words(block["hint"], 2000)
    _check_element(_object(block["element"]))


def _check_element(element: Json) -> None:
    assert 0 < len(_string(element["action_id"])) <= 255
    if "placeholder" in element:
        _check_words(element["placeholder"], 150)
    match element["type"]:
        case "button":
            _check_words(element["text"], 75)
            assert len(_string(element.get("value", ""))) <= 2000
            assert len(_string(element.get("url", ""))) <= 3000
            assert element.get("style") in (None, "primary", "danger")
            _check_confirm(element.get("confirm"))
        case "overflow":
            _check_options(element, 5)
        case "checkboxes":
            _check_options(element, 10)
        case "static_select" | "multi_static_select":
            _check_options(element, 100)
        case "plain_text_input":
            most = element["max_length"]
            assert isinstance(most, int)
            assert 1 <= most <= 3000
            if "initial_value" in element:
                assert 0 < len(_string(element["initial_value"])) <= most
        case "datepicker":
            assert re.fullmatch(
                r"\d{4}-\d\d-\d\d", _string(element.get("initial_date", "2026-01-01"))
            )
        case "users_select":
            assert _USER.fullmatch(_string(element.get("initial_user", "U1")))
        case kind:
            assert kind == "multi_users_select"
            assert element.get("initial_users") != []


def _check_confirm(confirm: object) -> None:
    if confirm is not None:
        for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            _check_words(_object(confirm)[name], most)


def _check_options(element: Json, most: int) -> None:
    groups = [_object(group) for group in _list(element.get("option_groups", []))]
    assert len(groups) <= 100
    assert ("options" in element) != bool(groups)
    lists = [_list(group["options"]) for group in groups] or [_list(element["options"])]
    for group in groups:
        _check_words(group["label"], 75)
    options = [_object(option) for several in lists for option in several]
    for several in lists:
        assert 1 <= len(several) <= most
    for option in options:
        _check_words(option["text"], 75)
        assert 0 < len(_string(option["value"])) <= 75
    _unique([_string(option["value"]) for option in options])
    initial = element.get("initial_options", [])
    chosen = [
        *_list(initial),
        *([element["initial_option"]] if "initial_option" in element else []),
    ]
    assert all(option in options for option in chosen)
    assert element.get("initial_options") != []


def _check_rich_text(block: Json) -> None:
    parts = [_object(part) for part in _list(block["elements"])]
    assert parts
    for part in parts:
        assert part["type"] in ("rich_text_section", "rich_text_preformatted")
        runs = [_object(run) for run in _list(part["elements"])]
        assert runs
        for run in runs:
            match run["type"]:
                case "text":
                    assert _string(run["text"])
                case "link":
                    assert re.match(r"https?://\S", _string(run["url"]))
                case "user":
                    assert _USER.fullmatch(_string(run["user_id"]))
                case kind:
                    assert kind == "channel"


def _check_table(block: Json) -> None:
    rows = [_list(row) for row in _list(block["rows"])]
    assert 1 <= len(rows) <= 100
    assert 1 <= len(rows[0]) <= 20
    for row in rows:
        assert len(row) == len(rows[0])
        for cell in row:
            drawn = _object(cell)
            if drawn["type"] == "raw_text":
                assert _string(drawn["text"])
            else:
                _check_rich_text(drawn)
    assert len("".join(_runs(rows))) <= 10_000


def _check_words(drawn: object, most: int) -> None:
    words = _object(drawn)
    assert words["type"] == "plain_text"
    assert words["emoji"] is False
    assert _string(words["text"]).strip()
    assert len(_string(words["text"])) <= most


def _unique(names: list[str]) -> None:
    assert len(names) == len(set(names))


def _string(value: object) -> str:
    assert isinstance(value, str)
    return value


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _object(value: object) -> Json:
    assert isinstance(value, dict)
    return value
