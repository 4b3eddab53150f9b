"""The words of a weekly report, the same wherever it is read: card, document, file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chat.locales import Language
from handlers.views import figures
from handlers.views.objectives import names
from handlers.views.todo import owner_of
from okr.facts import Measure
from okr.follow_up import ActionItem, ActionState, RiskState
from okr.ids import ObjectiveId
from okr.measures import Kind
from okr.report_facts import (
    Concern,
    KeyResultWeek,
    NextStep,
    ObjectiveWeek,
    PersonWeek,
    Turnout,
    WeeklyReport,
)

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody said; `who` is empty where the words are not a person's."""

    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A key result's row, in the order of `columns`."""

    id: str
    title: str
    stands: str
    progress: tuple[Line, ...]
    concerns: tuple[Line, ...]
    next_steps: tuple[Line, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody said anything on it."""
        return not (self.progress or self.concerns or self.next_steps)


def said(lang: Language, line: Line) -> str:
    """Both in one line, as in "Bo Chen: two partners signed"."""
    return said_by(lang, line.who, line.words) if line.who else line.words


def said_by(lang: Language, who: str, words: str) -> str:
    """What somebody said, after their name."""
    return lang.tr("{who}: {words}", who=who, words=words)


def columns(lang: Language) -> tuple[str, ...]:
    """The heads of the guide's table."""
    return (
        lang.tr("Key result"),
        lang.tr("Progress this week"),
        lang.tr("Risks and support"),
        lang.tr("Next week"),
    )


def row_of(lang: Language, row: KeyResultWeek) -> Row:
    """A key result's week in words."""
    measure = row.key_result.measure
    stands = figures.goal(lang, measure)
    if row.after is not None:
        stands = f"{figures.value(lang, measure, row.after)} · {stands}"
    return Row(
        id=row.id,
        title=row.key_result.title,
        stands=stands,
        progress=tuple(_progress(lang, measure, each) for each in row.progress),
        concerns=tuple(line for each in row.concerns for line in _concern(lang, each)),
        next_steps=tuple(_next_step(lang, each) for each in row.next_steps),
    )


def moved(lang: Language, measure: Measure, before: float | None, after: float | None) -> str:
    """Where figures were and where they are: "8,000 → 12,000 sign-ups"; only one where alike."""
    now = figures.value(lang, measure, after)
    if before is None or before == after:
        return now
    was = figures.value(lang, measure, before)
    if measure.kind is Kind.NUMBER:
        was = lang.number(before)
    return f"{was} → {now}"


def _progress(lang: Language, measure: Measure, week: PersonWeek) -> Line:
    parts = []
    if week.after is not None:
        parts.append(moved(lang, measure, week.before, week.after))
    if week.is_unchanged:
        parts.append(lang.tr("nothing changed"))
    if week.confidence is not None:
        level = figures.confidence_name(lang, week.confidence)
        parts.append(lang.tr("confidence {level}", level=level))
    if week.status is not None and week.proposed is not None and week.status != week.proposed:
        parts.append(
            lang.tr(
                "{word}; the figures say {figures}",
                word=figures.status_name(lang, week.status),
                figures=figures.status_name(lang, week.proposed),
            )
        )
    parts += week.notes
    return Line(week.by.name, " · ".join(parts) or NOTHING)


def _concern(lang: Language, concern: Concern) -> Iterator[Line]:
    parts = [concern.risk] if concern.risk.strip() else []
    if concern.support.strip():
        parts.append(lang.tr("needs: {support}", support=concern.support))
    yield Line(concern.by.name, " · ".join(parts))
    for answer in concern.answers:
        yield Line(f"→ {answer.by.name}", answer.text)
    if concern.state is RiskState.OPEN and concern.asked:
        asked = names(concern.asked)
        if concern.is_overdue:
            yield Line("", f"→ {lang.tr('unanswered by {names}', names=asked)}")
        elif not concern.answers:
            yield Line("", f"→ {lang.tr('waits for {names}', names=asked)}")
    elif concern.state is RiskState.TAKEN and not concern.answers:
        yield Line("", f"→ {lang.tr('taken over as an action item')}")


def _next_step(lang: Language, step: NextStep) -> Line:
    if step.due_on is None:
        return Line(step.by.name, step.text)
    return Line(step.by.name, f"{step.text} · {due(lang, step.due_on)}")


def due(lang: Language, day: date) -> str:
    """By when: "by 4 Dec"."""
    return lang.tr("by {day}", day=lang.date(day, year=False))


def title(lang: Language, report: WeeklyReport) -> str:
    """What heads the report of one week."""
    return lang.tr("Weekly report of {team} · {week}", team=report.team.name, week=report.week)


def dates(lang: Language, report: WeeklyReport) -> str:
    """From Monday to Sunday."""
    span = report.span
    return f"{lang.date(span.starts_on, year=False)} – {lang.date(span.ends_on, year=False)}"


def objective_title(
    lang: Language, report_objective: ObjectiveWeek, *, with_owner: bool = False
) -> str:
    """An objective as a heading: "O1 Win readers", perhaps with whose it is.

    Of what hangs under one of the lead's always with both: "O9 Win Spain · Bo · under O1".
    """
    objective, under = report_objective.objective, report_objective.under
    words = f"{ObjectiveId(objective.number)} {objective.title}"
    if under is not None:
        above = lang.tr("under {id}", id=str(ObjectiveId(under.number)))
        return f"{words} · {objective.owner.name} · {above}"
    return f"{words} · {objective.owner.name}" if with_owner else words


def turnout(lang: Language, found: Turnout) -> str:
    """How many have reported; who skipped, is away or has handed it on counts apart."""
    parts = []
    if found.expected:
        parts.append(
            lang.tr(
                "{reported} of {expected} have reported",
                reported=len(found.reported),
                expected=found.expected,
            )
        )
    if skipped := len(found.skipped):
        parts.append(lang.ntr("{count} skipped this week", "{count} skipped this week", skipped))
    if away := len(found.away):
        parts.append(lang.ntr("{count} is away", "{count} are away", away))
    if delegated := len(found.delegated):
        parts.append(lang.ntr("{count} has handed it on", "{count} have handed it on", delegated))
    return " · ".join(parts) or lang.tr("Nobody had anything to report this week.")


def item_columns(lang: Language) -> tuple[str, ...]:
    """The heads of the table of action items."""
    return (lang.tr("Action item"), lang.tr("Owner"), lang.tr("Due"), lang.tr("Where it stands"))


def item_row(lang: Language, item: ActionItem, today: date) -> tuple[str, ...]:
    """An action item in the order of `item_columns`."""
    about = f" · {item.key_result}" if item.key_result else ""
    state = lang.tr("open")
    if item.state is ActionState.DONE:
        state = lang.tr("done")
    elif item.due_on is not None and item.due_on < today:
        state = lang.tr("overdue")
    day = lang.date(item.due_on) if item.due_on else NOTHING
    return (f"A{item.number} {item.title}{about}", owner_of(lang, item), day, state)


def items(report: WeeklyReport) -> Sequence[ActionItem]:
    """Open ones, then those done this week."""
    return (*report.open_items, *report.done_items)
