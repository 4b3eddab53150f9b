"""A report cut into pages of a card, each small enough for every platform."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chat.cards import Table
from chat.locales import Language
from chat.text import shortened, text
from handlers.views.report_words import (
    NOTHING,
    columns,
    item_columns,
    item_row,
    items,
    objective_title,
    row_of,
    said,
)
from okr.report_facts import KeyResultWeek, ObjectiveWeek, WeeklyReport

MOST_ON_PAGE = 5_500
"""Characters in the table of a page: 5,500 Chinese ones are 17 of the 30 KB that Lark takes, and
Slack's one table of a message takes 9,000."""
FIRST_PAGE = 3_800
"""The first page also says who reported and what there is."""
MOST_IN_CELL = 600
MOST_IN_LINE = 260
MOST_IN_TITLE = 180
MOST_STANDS = 120
MOST_ROWS = 30
_ROW = 40
"""What a row costs besides its characters."""


@dataclass(frozen=True, slots=True)
class Page:
    """One table under its heading; `part` counts from 1 where a heading goes on for pages.

    `cut`: the key results of which the page does not say all.
    """

    heading: str
    table: Table | None
    part: int = 1
    cut: tuple[KeyResultWeek, ...] = ()


@dataclass(frozen=True, slots=True)
class _Drawn:
    cells: tuple[str, ...]
    cut: KeyResultWeek | None = None

    @property
    def cost(self) -> int:
        return _ROW + sum(map(len, self.cells))


def pages(lang: Language, report: WeeklyReport) -> tuple[Page, ...]:
    """The pages: one objective of the lead each, then the others', then action items.

    There is always one, perhaps without a table.
    """
    found = tuple(_pages(lang, report))
    return found or (Page("", None),)


def _pages(lang: Language, report: WeeklyReport) -> Iterator[Page]:
    heads = columns(lang)
    is_first = True
    for top, *hung in _families(report.objectives):
        drawn = [_row(lang, row) for row in top.rows]
        drawn += [row for each in hung for row in _of_others(lang, each)]
        yield from _cut(objective_title(lang, top), heads, drawn, is_first=is_first)
        is_first = False
    if report.others:
        rows = [drawn for each in report.others for drawn in _of_others(lang, each)]
        yield from _cut(lang.tr("Other important OKRs"), heads, rows, is_first=is_first)
        is_first = False
    if todo := items(report):
        rows = [_Drawn(_item(item_row(lang, each, report.day))) for each in todo]
        yield from _cut(lang.tr("Action items"), item_columns(lang), rows, is_first=is_first)


def _families(objectives: Iterable[ObjectiveWeek]) -> Iterator[list[ObjectiveWeek]]:
    """Each of the lead's with those that hang under it."""
    family: list[ObjectiveWeek] = []
    for each in objectives:
        if family and each.under is None:
            yield family
            family = []
        family.append(each)
    if family:
        yield family


def _cut(
    heading: str, heads: tuple[str, ...], rows: Sequence[_Drawn], *, is_first: bool
) -> Iterator[Page]:
    """The rows on as many pages as they need."""
    if not rows:
        yield Page(heading, None)
        return
    part, kept, room = 1, list[_Drawn](), FIRST_PAGE if is_first else MOST_ON_PAGE
    for row in rows:
        if kept and (row.cost > room or len(kept) == MOST_ROWS):
            yield _page(heading, heads, kept, part)
            part, kept, room = part + 1, [], MOST_ON_PAGE
        kept.append(row)
        room -= row.cost
    yield _page(heading, heads, kept, part)


def _page(heading: str, heads: tuple[str, ...], rows: Iterable[_Drawn], part: int) -> Page:
    shown = list(rows)
    table = Table(heads, tuple(tuple(text(cell) for cell in row.cells) for row in shown))
    return Page(heading, table, part, tuple(row.cut for row in shown if row.cut))


def _row(lang: Language, row: KeyResultWeek, above: str = "") -> _Drawn:
    words = row_of(lang, row)
    title = shortened(f"{words.id} {words.title}", MOST_IN_TITLE)
    whole = [title == f"{words.id} {words.title}", len(words.stands) <= MOST_STANDS]
    cells = [f"{above}{title}\n{shortened(words.stands, MOST_STANDS)}"]
    for lines in (words.progress, words.concerns, words.next_steps):
        every = [said(lang, line) for line in lines]
        cell = _cell(every)
        whole.append(cell == _joined(every))
        cells.append(cell)
    return _Drawn(tuple(cells), None if all(whole) else row)


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines) or NOTHING


def _cell(lines: Sequence[str]) -> str:
    """Everybody's line, each shortened, and all of them where there are too many."""
    return shortened(_joined(shortened(line, MOST_IN_LINE) for line in lines), MOST_IN_CELL)


def _of_others(lang: Language, each: ObjectiveWeek) -> Iterator[_Drawn]:
    """A member's key results; the first says under which objective they stand."""
    above = shortened(objective_title(lang, each, with_owner=True), MOST_IN_TITLE)
    for row in each.rows:
        yield _row(lang, row, f"{above}\n")
        above = shortened(above, 60)


def _item(cells: tuple[str, ...]) -> tuple[str, ...]:
    return (shortened(cells[0], MOST_IN_LINE), *cells[1:])
