"""The digest of a team's week for its channel, and what its lead reads beside it."""

from collections.abc import Iterable, Iterator, Sequence

from chat.cards import Actions, Block, Button, Card, Heading, Note, Paragraph
from chat.locales import Language
from chat.text import Bold, Text, join, shortened, text
from handlers.views.objectives import names
from handlers.views.report_words import due, moved, said_by, turnout
from handlers.views.todo import owner_of
from okr.digests import Digest
from okr.follow_up import ActionItem, RiskState
from okr.report_facts import Concern, KeyResultWeek

MOST_MOVED = 8
MOST_RISKS = 5
MOST_DUE = 8
_TITLE = 70
_WORDS = 160


def digest_card(lang: Language, digest: Digest, *, names_shown: bool, late_at: str = "") -> Card:
    """What the channel reads; `late_at`: when a late check-in was taken in ("16:40")."""
    report = digest.report
    blocks: list[Block] = [Paragraph(text(turnout(lang, report.turnout)))]
    if names_shown and report.turnout.missing:
        missing = shortened(names(report.turnout.missing), 400)
        blocks.append(Note(text(lang.tr("Not yet: {names}", names=missing))))
    blocks += _moved(lang, digest.moved)
    blocks += _risks(lang, digest)
    blocks += _due(lang, digest)
    if late_at:
        blocks.append(Note(text(lang.tr("With check-ins until {time}", time=late_at))))
    values = {"team": str(report.team.id), "week": report.week}
    blocks.append(Actions((Button(lang.tr("Weekly report"), "report.open", values),)))
    title = lang.tr("{team}: the week of {day}", team=report.team.name, day=_monday(lang, digest))
    return Card(title, tuple(blocks))


def _monday(lang: Language, digest: Digest) -> str:
    return lang.date(digest.report.span.starts_on, year=False)


def _moved(lang: Language, rows: Sequence[KeyResultWeek]) -> Iterator[Block]:
    yield Heading(lang.tr("What moved"))
    if not rows:
        yield Paragraph(text(lang.tr("No figure is another one than a week ago.")))
        return
    lines = [
        text(
            Bold(row.id),
            " ",
            said_by(
                lang,
                shortened(row.key_result.title, _TITLE),
                moved(lang, row.key_result.measure, row.before, row.after),
            ),
        )
        for row in rows[:MOST_MOVED]
    ]
    yield from _listed(lang, lines, len(rows))


def _risks(lang: Language, digest: Digest) -> Iterator[Block]:
    if not digest.waiting and not digest.answered:
        return
    counts = [
        lang.ntr("{count} risk open", "{count} risks open", len(digest.waiting)),
        lang.ntr("{count} answered", "{count} answered", len(digest.answered)),
    ]
    yield Heading(lang.tr("Risks and support"))
    yield Paragraph(text(" · ".join(counts)))
    for concerns in (digest.waiting, digest.answered):
        lines = [_concern(lang, row, each) for row, each in concerns[:MOST_RISKS]]
        yield from _listed(lang, lines, len(concerns))


def _concern(lang: Language, row: KeyResultWeek, concern: Concern) -> Text:
    said = shortened(concern.risk or concern.support, _WORDS)
    line = text(Bold(row.id), f" {said_by(lang, concern.by.name, said)}")
    if concern.state is not RiskState.OPEN:
        last = concern.answers[-1] if concern.answers else None
        answer = said_by(lang, last.by.name, shortened(last.text, _WORDS)) if last else ""
        return (*line, *text(f" → {answer or lang.tr('taken over as an action item')}"))
    if concern.is_overdue:
        asked = shortened(names(concern.asked), _TITLE)
        return (*line, *text(f" → {lang.tr('unanswered by {names}', names=asked)}"))
    return line


def _due(lang: Language, digest: Digest) -> Iterator[Block]:
    if not digest.due:
        return
    yield Heading(lang.tr("Due in the next 7 days"))
    lines = [_due_line(lang, digest, each) for each in digest.due[:MOST_DUE]]
    yield from _listed(lang, lines, len(digest.due))


def _due_line(lang: Language, digest: Digest, item: ActionItem) -> Text:
    day = ""
    if item.due_on is not None and item.due_on < digest.report.day:
        day = lang.tr("overdue since {day}", day=lang.date(item.due_on, year=False))
    elif item.due_on is not None:
        day = due(lang, item.due_on)
    said = said_by(lang, owner_of(lang, item), shortened(item.title, _WORDS))
    return text(Bold(f"A{item.number}"), f" {said} · {day}")


def _listed(lang: Language, lines: Iterable[Text], whole: int) -> Iterator[Block]:
    shown = list(lines)
    if shown:
        yield Paragraph(join("\n", [(*text("• "), *line) for line in shown]))
    if whole > len(shown):
        hidden = whole - len(shown)
        yield Note(text(lang.ntr("… and {count} more", "… and {count} more", hidden)))


def missing_card(lang: Language, digest: Digest) -> Card:
    """What the lead alone reads: who has not reported."""
    report = digest.report
    title = lang.tr("{team}: who has not reported", team=report.team.name)
    blocks: list[Block] = [Paragraph(text(turnout(lang, report.turnout)))]
    if report.turnout.missing:
        missing = shortened(names(report.turnout.missing), 1000)
        blocks.append(Paragraph(text(lang.tr("Not yet: {names}", names=missing))))
    else:
        blocks.append(Paragraph(text(lang.tr("Everybody has reported by now."))))
    for people, words in (
        (report.turnout.skipped, lang.tr("Skipped: {names}")),
        (report.turnout.away, lang.tr("Away: {names}")),
        (report.turnout.delegated, lang.tr("Handed on: {names}")),
    ):
        if people:
            blocks.append(Note(text(words.format(names=shortened(names(people), 400)))))
    values = {"team": str(report.team.id), "week": report.week}
    blocks.append(Actions((Button(lang.tr("Weekly report"), "report.open", values),)))
    return Card(title, tuple(blocks))


def lost_card(lang: Language, team: str, code: str) -> Card:
    """What the lead reads where the channel takes no messages; `code`: the platform's word."""
    words = lang.tr(
        "I could not post this week's digest of {team} to its channel ({code}). Is the channel "
        "archived, or was I removed? Type `/okr team channel {team}` in the channel where the "
        "team talks; `/okr report {team}` shows the report at any time.",
        team=team,
        code=code or "?",
    )
    return Card(
        lang.tr("The digest of {team} did not arrive", team=team), (Paragraph(text(words)),)
    )
