"""Markdown as this program writes it: read into blocks of a card, and made to fit a platform.

It reads what CommonMark and pipe tables share with our own views; anything else stands as text.
"""

import html
import re
from collections.abc import Iterator, Sequence

from chat.cards import Block, Divider, Heading, Note, Paragraph, Table
from chat.text import Bold, Link, Plain, Span, Text, plain, text

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*")
_ITEM = re.compile(r"( *)(?:[-*+]|(\d{1,9}[.)]))[ \t]+(.*)")
_QUOTE = re.compile(r" {0,3}> ?")
_DELIMITERS = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELL = re.compile(r"(?:\\.|[^|\\])*")
_INNER = r"(?:\\.|[^\\\n])+?"
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<break>\\\n| {2,}\n|<br ?/?>)"
    r"|(?P<ticks>`+)(?P<code>[^`]+)(?P=ticks)(?!`)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)"
    r"|!?\[(?P<label>(?:\\.|[^\[\]\\])*)\]\((?P<url>[^()\s]*)\)"
    r"|<(?P<address>https?://[^\s<>]+)>"
    rf"|\*\*(?=\S)(?P<strong>{_INNER})(?<=\S)\*\*"
    rf"|~~(?=\S)(?P<struck>{_INNER})(?<=\S)~~"
    rf"|\*(?=[^\s*])(?P<starred>{_INNER})(?<=\S)\*"
    rf"|(?<!\w)_(?=[^\s_])(?P<lined>{_INNER})(?<=\S)_(?!\w)"
)


def spans(line: str) -> Text:
    """The words of one paragraph or cell."""
    found: list[Span] = []
    end = 0
    for token in _INLINE.finditer(line):
        found.append(Plain(line[end : token.start()]))
        found.append(_span(token))
        end = token.end()
    found.append(Plain(line[end:]))
    return _joined(found)


def _span(token: re.Match[str]) -> Span:
    match token.lastgroup:
        case "escaped" | "code":
            return Plain(token[token.lastgroup])
        case "break":
            return Plain("\n")
        case "entity":
            return Plain(html.unescape(token["entity"]))
        case "url":
            url = html.unescape(plain(spans(token["url"])))
            return Link(plain(spans(token["label"])) or url, url)
        case "address":
            return Link(token["address"], token["address"])
        case "strong":
            return Bold(plain(spans(token["strong"])))
        case kind:
            return Plain(plain(spans(token[kind or 0])))


def _joined(found: Sequence[Span]) -> Text:
    """Without empty spans, neighbouring plain ones as one."""
    joined: list[Span] = []
    for span in found:
        above = joined[-1] if joined else None
        if isinstance(span, Plain) and isinstance(above, Plain):
            joined[-1] = Plain(above.text + span.text)
        elif plain((span,)):
            joined.append(span)
    return tuple(joined)


def blocks(markdown: str) -> Iterator[Block]:
    """The same as blocks of a card, in reading order."""
    for lines in _chunks(markdown.split("\n")):
        yield from _block(lines)


def _chunks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines that make a block together; a fence keeps its own lines, blank ones too."""
    chunk: list[str] = []
    fence = ""
    for line in lines:
        starts = _FENCE.fullmatch(line)
        if fence:
            chunk.append(line)
            if starts and starts[1].startswith(fence):
                yield chunk
                chunk, fence = [], ""
            continue
        alone = _HEADING.fullmatch(line) or _RULE.fullmatch(line)
        if starts or alone or not line.strip() or _differs(chunk, line):
            if chunk:
                yield chunk
            chunk = []
        if starts:
            fence, chunk = starts[1], [line]
        elif alone:
            yield [line]
        elif line.strip():
            chunk.append(line)
    if chunk:
        yield chunk


def _differs(chunk: Sequence[str], line: str) -> bool:
    """Whether a line begins something else than the lines above it: a list or a quotation."""
    if not chunk:
        return False
    in_list, in_quote = bool(_ITEM.match(chunk[0])), bool(_QUOTE.match(chunk[0]))
    begins_item = bool(_ITEM.match(line)) and not line.startswith("  ")
    return (begins_item and not in_list) or bool(_QUOTE.match(line)) != in_quote


def _block(lines: Sequence[str]) -> Iterator[Block]:
    first = lines[0]
    if heading := _HEADING.fullmatch(first):
        words = plain(spans(heading[2] or ""))
        if words:
            yield Heading(words)
    elif _RULE.fullmatch(first):
        yield Divider()
    elif _FENCE.fullmatch(first):
        closed = len(lines) > 1 and _FENCE.fullmatch(lines[-1])
        yield Paragraph(text("\n".join(lines[1 : -1 if closed else None])))
    elif _is_table(lines, 0):
        yield _table(lines)
    elif _ITEM.match(first):
        yield Paragraph(_items(lines))
    elif _QUOTE.match(first):
        yield Note(spans("\n".join(_QUOTE.sub("", line, count=1) for line in lines)))
    else:
        yield Paragraph(spans("\n".join(line.lstrip() for line in lines)))


def _items(lines: Sequence[str]) -> Text:
    written: list[Span] = []
    for line in lines:
        item = _ITEM.fullmatch(line)
        if written:
            written.append(Plain("\n"))
        if item:
            written.append(Plain(f"{item[1]}{item[2] or '•'} "))
        written += spans(item[3] if item else line)
    return _joined(written)


def _is_table(lines: Sequence[str], place: int) -> bool:
    """Whether a table's head stands here: a row, and under it as many delimiters."""
    if place + 1 >= len(lines) or "|" not in lines[place]:
        return False
    delimiters = lines[place + 1]
    return (
        bool(_DELIMITERS.fullmatch(delimiters))
        and "-" in delimiters
        and (len(cells(lines[place])) == len(cells(delimiters)))
    )


def cells(row: str) -> list[str]:
    """The cells of a table's row as they are written."""
    inner = row.strip().removeprefix("|")
    found: list[str] = []
    place = 0
    while place <= len(inner):
        cell = _CELL.match(inner, place)
        assert cell is not None  # it matches nothing, too
        found.append(cell[0].strip())
        place = cell.end() + 1
    # A bar at the end closes the last cell and opens none.
    return found[:-1] if len(found) > 1 and not found[-1] and inner.endswith("|") else found


def _table(lines: Sequence[str]) -> Table:
    columns = tuple(plain(spans(head)) for head in cells(lines[0]))
    rows = []
    for line in lines[2:]:
        row = [spans(cell) for cell in cells(line)]
        rows.append(tuple((*row, *((),) * len(columns))[: len(columns)]))
    return Table(columns, tuple(rows))


def without_title(markdown: str, title: str) -> str:
    """Without a first heading that only says the title again."""
    first, _, rest = markdown.lstrip("\n").partition("\n")
    heading = _HEADING.fullmatch(first)
    says_it = heading and len(heading[1]) == 1 and plain(spans(heading[2] or "")) == title.strip()
    return rest.lstrip("\n") if says_it else markdown


def with_small_tables(markdown: str, most: int) -> str:
    """Tables of at most `most` cells, head included: a larger one goes on in the next."""
    written: list[str] = []
    for chunk, is_code in _parts(markdown):
        lines = chunk.split("\n")
        place = 0
        while place < len(lines):
            if is_code or not _is_table(lines, place):
                written.append(lines[place])
                place += 1
                continue
            end = next((n for n in range(place, len(lines)) if not lines[n].strip()), len(lines))
            written += _split_table(lines[place:end], most)
            place = end
    return "\n".join(written)


def _split_table(lines: Sequence[str], most: int) -> Iterator[str]:
    head, rows = lines[:2], lines[2:]
    each = max(most // len(cells(lines[0])) - 1, 1)
    yield from head
    for number, row in enumerate(rows):
        if number and number % each == 0:
            yield from ("", *head)
        yield row


def with_shallow_headings(markdown: str, deepest: int) -> str:
    """Headings of at most this depth."""
    deeper = re.compile(rf"(?m)^( {{0,3}})#{{{deepest + 1},6}}(?=[ \t]|$)")
    return "\n".join(
        chunk if is_code else deeper.sub(r"\1" + "#" * deepest, chunk)
        for chunk, is_code in _parts(markdown)
    )


def with_breaks(markdown: str, mark: str) -> str:
    """A mark in the place of every `<br>`, for readers that know no HTML."""
    return re.sub(r"\\.|(<br ?/?>)", lambda found: mark if found[1] else found[0], markdown)


def _parts(markdown: str) -> Iterator[tuple[str, bool]]:
    """The text cut before and after fenced code, and whether a part is that; joined by new lines
    it is the same text."""
    part: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        mark = _FENCE.fullmatch(line)
        if mark and not fence:
            if part:
                yield "\n".join(part), False
            part, fence = [line], mark[1]
            continue
        part.append(line)
        if fence and mark and mark[1].startswith(fence):
            yield "\n".join(part), True
            part, fence = [], ""
    if part:
        yield "\n".join(part), bool(fence)


def cut(markdown: str, most: int, note: str) -> str:
    """At most `most` characters, whole lines where they fit; `note` then stands at the end."""
    if len(markdown) <= most:
        return markdown
    room = markdown[: max(most - len(note) - 2, 0)]
    kept = room[: room.rfind("\n")] if "\n" in room else room
    return f"{kept.rstrip()}\n\n{note}"
