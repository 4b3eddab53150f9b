"""The weekly report as a document: newest week first, earlier weeks below it, shortened."""

from collections.abc import Iterator, Sequence

from chat.documents import Document, escape
from chat.locales import Language
from chat.text import shortened
from handlers.views.report_words import (
    NOTHING,
    Line,
    columns,
    dates,
    item_columns,
    item_row,
    items,
    objective_title,
    row_of,
    said_by,
    turnout,
)
from okr.report_facts import ObjectiveWeek, WeeklyReport

SHORT = 200
"""Characters that are left of what somebody said in an earlier week."""
_BREAK = "<br>"


def report_document(lang: Language, reports: Sequence[WeeklyReport]) -> Document:
    """The weeks as one document; the newest one comes first and is whole."""
    newest = reports[0]
    heading = lang.tr("Weekly report of {team}", team=newest.team.name)
    parts = [f"# {escape(heading)}"]
    for place, report in enumerate(reports):
        parts += _week(lang, report, is_short=place > 0)
    return Document(
        title=f"{heading} · {newest.week}",
        markdown="\n\n".join(parts) + "\n",
        file_name=f"{newest.team.name}-{newest.week}.md",
        intro=turnout(lang, newest.turnout),
        open_label=lang.tr("Open the weekly report"),
        cut_note=lang.tr("The rest is in the card: `/okr report`."),
    )


def _week(lang: Language, report: WeeklyReport, *, is_short: bool) -> Iterator[str]:
    yield f"# {escape(lang.date(report.day))} · {report.week}"
    lead = report.team.lead
    who = f" · {lang.tr('lead {name}', name=lead.name)}" if lead else ""
    yield escape(f"{dates(lang, report)}{who} · {turnout(lang, report.turnout)}")
    for each in report.objectives:
        level = "##" if each.under is None else "###"
        yield f"{level} {escape(objective_title(lang, each))}"
        yield _table(lang, each, is_short=is_short)
    if report.others:
        yield f"## {escape(lang.tr('Other important OKRs'))}"
    for each in report.others:
        yield f"### {escape(objective_title(lang, each, with_owner=True))}"
        yield _table(lang, each, is_short=is_short)
    if todo := items(report):
        yield f"## {escape(lang.tr('Action items'))}"
        rows = [[escape(cell) for cell in item_row(lang, each, report.day)] for each in todo]
        yield _written(item_columns(lang), rows)


def _table(lang: Language, each: ObjectiveWeek, *, is_short: bool) -> str:
    found = [row_of(lang, row) for row in each.rows]
    rows = [
        [
            f"**{row.id}** {escape(row.title)}{_BREAK}{escape(row.stands)}",
            _cell(lang, row.progress, is_short=is_short),
            _cell(lang, row.concerns, is_short=is_short),
            _cell(lang, row.next_steps, is_short=is_short),
        ]
        for row in found
        if not (is_short and row.is_empty)
    ]
    if not rows:
        words = lang.tr("No check-ins this week.") if found else lang.tr("No key results yet.")
        return escape(words)
    return _written(columns(lang), rows)


def _written(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [[escape(head) for head in heads], ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(lang: Language, lines: Sequence[Line], *, is_short: bool) -> str:
    return _BREAK.join(_line(lang, line, is_short=is_short) for line in lines) or NOTHING


def _line(lang: Language, line: Line, *, is_short: bool) -> str:
    words = shortened(line.words, SHORT) if is_short else line.words
    if not line.who:
        return escape(words)
    return said_by(lang, f"**{escape(line.who)}**", escape(words))
