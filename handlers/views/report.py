"""The weekly report as a card: pages, earlier weeks, and what was too long to stand there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Element,
    Heading,
    Note,
    Option,
    Paragraph,
    Select,
    Style,
)
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.objectives import names
from handlers.views.report_pages import Page, pages
from handlers.views.report_words import Line, dates, objective_title, row_of, said, title, turnout
from okr.report_facts import KeyResultWeek, WeeklyReport, weeks_back

MOST_LISTED = 15
MOST_OPTIONS = 90
MOST_TEXT = 5_000
"""Characters on a page of what was too long for a table."""
_LINE = 90


@dataclass(frozen=True, slots=True)
class Reading:
    """How a report is read: `is_own` where the card is one person's alone and may be turned over
    in place; `names_missing` where they may see who has not reported; `newest`: the week that is
    running now; `post_to`: the channel into which the reader can post it; `lacks_channel`: say that
    no digest goes out."""

    newest: str
    is_own: bool = False
    names_missing: bool = False
    has_earlier: bool = True
    post_to: str = ""
    lacks_channel: bool = False


def report_card(
    lang: Language, report: WeeklyReport, page: int = 0, reading: Reading | None = None
) -> Card:
    """One page of a report; a page that is not there is the nearest one."""
    how = reading or Reading(newest=report.week)
    every = pages(lang, report)
    number = min(max(page, 0), len(every) - 1)
    shown = every[number]
    blocks: list[Block] = []
    if number == 0:
        blocks += _opening(lang, report, how)
    blocks += _body(lang, report, shown)
    blocks += _cut_blocks(lang, report, shown, how)
    if len(every) > 1:
        blocks.append(Note(text(lang.tr("Page {page} of {all}", page=number + 1, all=len(every)))))
        blocks.append(_turning(lang, report, every, number, how))
    blocks.append(_ways(lang, report, how))
    return Card(title(lang, report), tuple(blocks))


def _opening(lang: Language, report: WeeklyReport, how: Reading) -> Iterator[Block]:
    lead = report.team.lead
    who = lang.tr("lead {name}", name=lead.name) if lead else lang.tr("no lead yet")
    yield Note(text(f"{dates(lang, report)} · {who}"))
    yield Paragraph(text(turnout(lang, report.turnout)))
    if how.names_missing and report.turnout.missing:
        missing = shortened(names(report.turnout.missing), 400)
        yield Note(text(lang.tr("Not yet: {names}", names=missing)))
    if len(report.objectives) > 1:
        listed = [
            shortened(objective_title(lang, each), _LINE)
            for each in report.objectives[:MOST_LISTED]
        ]
        hidden = len(report.objectives) - len(listed)
        if hidden > 0:
            listed.append(lang.ntr("… and {count} more", "… and {count} more", hidden))
        yield Paragraph(text("\n".join(listed)))
    if how.lacks_channel:
        words = lang.tr(
            "No digest goes out, because the team has no channel. Type `/okr team channel {team}` "
            "where it talks.",
            team=report.team.name,
        )
        yield Note(text(words))
    if lead is not None and not report.objectives:
        words = lang.tr("{name} has no published objectives in this week.", name=lead.name)
        yield Note(text(words))


def _body(lang: Language, report: WeeklyReport, page: Page) -> Iterator[Block]:
    if page.heading:
        heading = shortened(page.heading, 200)
        if page.part > 1:
            heading = lang.tr("{heading} (continued)", heading=heading)
        yield Heading(heading)
    if page.table is not None:
        yield page.table
    elif page.heading:
        yield Paragraph(text(lang.tr("No key results yet.")))
    else:
        words = lang.tr("Nobody in {name} has published key results.", name=report.team.name)
        yield Paragraph(text(words))


def _cut_blocks(lang: Language, report: WeeklyReport, page: Page, how: Reading) -> Iterator[Block]:
    if not page.cut:
        return
    options = tuple(
        Option(shortened(f"{row.id} {row.key_result.title}", 70), row.id) for row in page.cut
    )
    values = _values(report, how)
    yield Actions((Select(lang.tr("Read in full…"), "report.full", options, values),))


def _turning(
    lang: Language, report: WeeklyReport, every: Sequence[Page], number: int, how: Reading
) -> Actions:
    values = _values(report, how)
    elements: list[Element] = []
    if number + 1 < len(every):
        elements.append(
            Button(
                lang.tr("Next page"),
                "report.page",
                {**values, "page": str(number + 1)},
                Style.PRIMARY,
            )
        )
    if number:
        back = {**values, "page": str(number - 1)}
        elements.append(Button(lang.tr("Page before"), "report.page", back))
    firsts = [(place, page) for place, page in enumerate(every) if page.part == 1]
    options = tuple(
        Option(shortened(page.heading, 70), str(place)) for place, page in firsts[:MOST_OPTIONS]
    )
    if len(options) > 1:
        elements.append(Select(lang.tr("Go to…"), "report.page", options, values))
    return Actions(tuple(elements))


def _ways(lang: Language, report: WeeklyReport, how: Reading) -> Actions:
    values = _values(report, how)
    elements: list[Element] = []
    if how.has_earlier:
        earlier = {**values, "week": weeks_back(report.week, 2)[1]}
        elements.append(Button(lang.tr("Earlier week"), "report.week", earlier))
    if report.week != how.newest:
        newest = {**values, "week": how.newest}
        elements.append(Button(lang.tr("Newest week"), "report.week", newest))
    elements.append(Button(lang.tr("As a document"), "report.document", values))
    if how.post_to:
        post = {**values, "channel": how.post_to}
        elements.append(Button(lang.tr("Post here"), "report.post", post))
    return Actions(tuple(elements))


def _values(report: WeeklyReport, how: Reading) -> dict[str, str]:
    values = {"team": str(report.team.id), "week": report.week}
    if how.is_own:
        values["own"] = "1"
    if how.post_to:
        values["channel"] = how.post_to
    return values


def full_card(lang: Language, report: WeeklyReport, row: KeyResultWeek, page: int = 0) -> Card:
    """Everything that was said on one key result in a week, page by page."""
    every = list(_full_pages(lang, row))
    number = min(max(page, 0), len(every) - 1)
    blocks: list[Block] = list(every[number])
    if number + 1 < len(every):
        values = {
            "team": str(report.team.id),
            "week": report.week,
            "kr": row.id,
            "page": str(number + 1),
        }
        count = lang.tr("Page {page} of {all}", page=number + 1, all=len(every))
        blocks.append(Note(text(count)))
        blocks.append(Actions((Button(lang.tr("Next page"), "report.full", values),)))
    return Card(f"{row.id} · {report.week}", tuple(blocks))


def _full_pages(lang: Language, row: KeyResultWeek) -> Iterator[list[Block]]:
    words = row_of(lang, row)
    parts: list[tuple[str, Line]] = [("", Line("", f"{words.title}\n{words.stands}"))]
    for heading, lines in (
        (lang.tr("Progress this week"), words.progress),
        (lang.tr("Risks and support"), words.concerns),
        (lang.tr("Next week"), words.next_steps),
    ):
        parts += [(heading, piece) for line in lines for piece in _pieces(line)]
    page: list[Block] = []
    above, room = "", MOST_TEXT
    for heading, line in parts:
        if page and len(said(lang, line)) > room:
            yield page
            page, above, room = [], "", MOST_TEXT
        if heading != above:
            page.append(Heading(heading))
            above = heading
        who = Bold(line.who)
        spoken = lang.text("{who}: {words}", who=who, words=line.words)
        page.append(Paragraph(spoken if line.who else text(line.words)))
        room -= len(said(lang, line)) + 60
    yield page


def _pieces(line: Line) -> Iterator[Line]:
    """A line as it is, or cut where it is longer than half a page."""
    most = MOST_TEXT // 2
    for start in range(0, max(len(line.words), 1), most):
        yield Line(line.who if start == 0 else "", line.words[start : start + most])
