"""What a platform makes of Markdown that it is given: whom it notifies, where it leads, its tables.

Written from CommonMark's rules on escapes alone, so that it shares no mistake with the program.
"""

import re
from collections.abc import Iterator

_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_TAKEN = "\ue000"
_PING = re.compile(
    r"!\[[^\]]*\]\((@[UW]\w+|\S+/team/[UW]\w+)\)"
    r"|<([@!][^>]+)>"
    r"|<at\s+([^>]+)>"
    r"|(?<!\w)(@(?:channel|here|everyone|all))\b"
)
_LINK = re.compile(r"\]\(([^)\s]+)\)|<(https?://[^>]+)>|(?<![(<\w])((?:https?://|www\.)[^\s|)>]+)")
_DELIMITERS = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_HEADING = re.compile(r"(?m)^ {0,3}(#{1,6})(?=\s|$)")
_HTML = re.compile(r"</?[a-zA-Z][^>]*>")


def _bare(markdown: str) -> str:
    """Every escaped character replaced by one that means nothing."""
    return _ESCAPED.sub(_TAKEN, markdown)


def pings(markdown: str) -> list[str]:
    """Everybody whom it would notify."""
    return [next(filter(None, found)) for found in _PING.findall(_bare(markdown))]


def links(markdown: str) -> list[str]:
    """Every address that can be followed."""
    return [next(filter(None, found)) for found in _LINK.findall(_bare(markdown))]


def html(markdown: str) -> list[str]:
    """Every tag of HTML but a line break."""
    return [tag for tag in _HTML.findall(_bare(markdown)) if not tag.startswith("<br")]


def deepest_heading(markdown: str) -> int:
    """The depth of the deepest heading; 0 where there is none."""
    return max((len(marks) for marks in _HEADING.findall(_bare(markdown))), default=0)


def tables(markdown: str) -> Iterator[list[list[str]]]:
    """Every table as its rows of cells, the head first and the delimiters left out."""
    lines = markdown.split("\n")
    place = 0
    while place + 1 < len(lines):
        if "|" in _bare(lines[place]) and is_delimiter(lines[place + 1]):
            end = next((n for n in range(place, len(lines)) if not lines[n].strip()), len(lines))
            yield [row(line) for line in (lines[place], *lines[place + 2 : end])]
            place = end
        place += 1


def is_delimiter(line: str) -> bool:
    """Whether this is the line under a table's head."""
    return "-" in line and _DELIMITERS.fullmatch(line) is not None


def row(line: str) -> list[str]:
    """A row's cells, as they are written."""
    inner = line.strip()
    bars = [place for place, mark in enumerate(_bared_in_place(inner)) if mark == "|"]
    starts, ends = [0, *(bar + 1 for bar in bars)], [*bars, len(inner)]
    cells = [inner[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if bars and bars[0] == 0:
        cells = cells[1:]
    return cells[:-1] if bars and bars[-1] == len(inner) - 1 else cells


def _bared_in_place(line: str) -> str:
    return _ESCAPED.sub(_TAKEN * 2, line)
