"""The home view and the welcome."""

from dataclasses import dataclass
from datetime import date

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Divider,
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
from handlers.views.objectives import actions, objective_blocks
from handlers.views.settings import spans_text
from okr.facts import Cycle, Objective, PersonName, Span
from okr.ids import ObjectiveId

HOME_PAGE = 3


@dataclass(frozen=True, slots=True)
class Notices:
    """What there is to know of the weekly prompt; `skipped` is the reason given for this week."""

    is_missed_now: bool = False
    is_missed_before: bool = False
    skipped: str = ""
    away: tuple[Span, ...] = ()
    stands_in_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waits:
    """How many risks wait for the person, and of their action items what is overdue or due soon;
    alignments to answer, changes to confirm, questions, requests to work with somebody, and what is
    to be revised after a meeting."""

    risks: int = 0
    overdue: int = 0
    due_soon: int = 0
    alignments: int = 0
    changes: int = 0
    questions: int = 0
    joins: int = 0
    revisions: int = 0


@dataclass(frozen=True, slots=True)
class Home:
    """What stands on somebody's home view."""

    person: PersonName
    cycle: Cycle | None
    today: date
    objectives: tuple[Objective, ...] = ()
    has_more: bool = False
    page: int = 0
    shared: tuple[Objective, ...] = ()
    has_more_shared: bool = False
    unfinished: tuple[Objective, ...] = ()
    drafts: tuple[Objective, ...] = ()
    stale: int = 0
    waits: Waits = Waits()
    notices: Notices = Notices()


def home_card(lang: Language, home: Home) -> Card:
    """My OKRs, what waits for me, what others asked of me."""
    blocks: list[Block] = []
    if home.cycle is not None:
        left = max((home.cycle.span.ends_on - home.today).days, 0)
        days = lang.ntr("{count} day left", "{count} days left", left)
        blocks.append(Note(text(f"{home.cycle.name} · {days}")))
    blocks += [Note(text(line)) for line in _notices(lang, home.notices)]
    blocks += _waiting(lang, home)
    for objective in home.objectives:
        blocks += [
            Divider(),
            *objective_blocks(lang, objective, home.today, with_owner=False),
            actions(lang, objective, may_edit=True, may_check_in=True),
        ]
    if not home.objectives:
        blocks.append(
            Paragraph(text(lang.tr("You have no OKRs in this cycle yet. Write the first one.")))
        )
    if home.shared:
        blocks += [Divider(), Heading(lang.tr("Asked of you"))]
        blocks += [
            Paragraph(
                text(Bold(str(ObjectiveId(each.number))), f" {each.title} · {each.owner.name}")
            )
            for each in home.shared
        ]
        blocks.append(Actions((Button(lang.tr("My answers"), "joining.waiting"),)))
    if home.has_more_shared:
        blocks.append(Note(text(lang.tr("… and more. `/okr show @person` shows anyone's."))))
    if home.unfinished:
        blocks.append(Note(text(lang.tr("Not finished in the last cycle:"))))
        options = tuple(
            Option(shortened(f"{ObjectiveId(each.number)} {each.title}", 70), str(each.number))
            for each in home.unfinished[:25]
        )
        blocks.append(Actions((Select(lang.tr("Carry over…"), "carry.run", options),)))
    blocks.append(_buttons(lang, home))
    return Card(lang.tr("My OKRs"), tuple(blocks))


def _notices(lang: Language, notices: Notices) -> list[str]:
    lines = []
    if notices.is_missed_now:
        lines.append(
            lang.tr("This week's prompt was missed because the bot was not running: `/okr checkin`")
        )
    if notices.is_missed_before:
        lines.append(lang.tr("Last week's prompt was missed because the bot was not running."))
    if notices.skipped:
        lines.append(lang.tr("Skipped this week: {reason}", reason=notices.skipped))
    if notices.away:
        lines.append(lang.tr("Away: {days}", days=spans_text(lang, notices.away)))
    if notices.stands_in_for:
        names = ", ".join(notices.stands_in_for)
        lines.append(lang.tr("You stand in for {name}: `/okr checkin`", name=names))
    return lines


def _waiting(lang: Language, home: Home) -> list[Block]:
    lines = []
    if home.drafts:
        lines.append(
            lang.tr(
                "Not published yet: {ids}",
                ids=", ".join(str(ObjectiveId(each.number)) for each in home.drafts),
            )
        )
    if home.stale:
        lines.append(
            lang.ntr(
                "{count} key result waits for a check-in this week",
                "{count} key results wait for a check-in this week",
                home.stale,
            )
        )
    lines += _counts(lang, home.waits)
    if not lines:
        return []
    heading = Paragraph(text(Bold(lang.tr("Waiting for you"))))
    return [heading, *(Paragraph(text(f"• {line}")) for line in lines), *_openers(lang, home.waits)]


def _counts(lang: Language, waits: Waits) -> list[str]:
    lines = []
    if waits.risks:
        lines.append(
            lang.ntr(
                "{count} risk waits for your answer",
                "{count} risks wait for your answer",
                waits.risks,
            )
        )
    if waits.overdue:
        lines.append(
            lang.ntr(
                "{count} action item is overdue",
                "{count} action items are overdue",
                waits.overdue,
            )
        )
    if waits.due_soon:
        lines.append(
            lang.ntr(
                "{count} action item is due within a week",
                "{count} action items are due within a week",
                waits.due_soon,
            )
        )
    return [*lines, *_talks(lang, waits)]


def _talks(lang: Language, waits: Waits) -> list[str]:
    """What others want to hear of the person."""
    lines = []
    if waits.joins:
        lines.append(
            lang.ntr(
                "{count} request to work with somebody waits for your answer",
                "{count} requests to work with somebody wait for your answer",
                waits.joins,
            )
        )
    if waits.alignments:
        lines.append(
            lang.ntr(
                "{count} alignment waits for your answer",
                "{count} alignments wait for your answer",
                waits.alignments,
            )
        )
    if waits.changes:
        lines.append(
            lang.ntr(
                "{count} change of what you are aligned with is to be confirmed",
                "{count} changes of what you are aligned with are to be confirmed",
                waits.changes,
            )
        )
    if waits.questions:
        lines.append(
            lang.ntr(
                "{count} question on your OKRs is open",
                "{count} questions on your OKRs are open",
                waits.questions,
            )
        )
    if waits.revisions:
        lines.append(
            lang.ntr(
                "{count} objective is to be revised after an alignment meeting",
                "{count} objectives are to be revised after an alignment meeting",
                waits.revisions,
            )
        )
    return lines


def _openers(lang: Language, waits: Waits) -> list[Block]:
    """The buttons to what is counted."""
    elements = []
    if waits.risks:
        elements.append(Button(lang.tr("Risks"), "risks.show"))
    if waits.overdue or waits.due_soon:
        elements.append(Button(lang.tr("Action items"), "todo.show"))
    if waits.joins:
        elements.append(Button(lang.tr("Asked of you"), "joining.waiting"))
    if waits.alignments:
        elements.append(Button(lang.tr("Alignments"), "align.waiting"))
    if waits.changes:
        elements.append(Button(lang.tr("Changes"), "in_step.waiting"))
    if waits.questions:
        elements.append(Button(lang.tr("Questions"), "comments.waiting"))
    if waits.revisions:
        elements.append(Button(lang.tr("To be revised"), "revising.waiting"))
    return [Actions(tuple(elements))] if elements else []


def _buttons(lang: Language, home: Home) -> Actions:
    elements: list[Element] = [
        Button(lang.tr("New objective"), "new.open", style=Style.PRIMARY),
        Button(lang.tr("Settings"), "settings.open"),
        Button(lang.tr("Help"), "help.open"),
    ]
    if home.has_more:
        more = Button(lang.tr("More"), "home.page", {"page": str(home.page + 1)})
        elements.insert(0, more)
    return Actions(tuple(elements))


def welcome_card(lang: Language, name: str, *, in_channel: bool) -> Card:
    """The first words: what this is, and the three things to try."""
    greeting = (
        lang.tr("Hello! I keep this channel's OKRs.")
        if in_channel
        else lang.tr("Hello {name}! I keep your OKRs where you talk.", name=name)
    )
    blocks: tuple[Block, ...] = (
        Paragraph(text(greeting)),
        Paragraph(
            text(
                lang.tr(
                    "An objective says what you want to achieve; its key results say how you will "
                    "know. Write them, check in once a week, and see how everybody stands."
                )
            )
        ),
        Paragraph(text(Bold("/okr new"), " – ", lang.tr("write an objective"))),
        Paragraph(text(Bold("/okr show"), " – ", lang.tr("see anyone's OKRs"))),
        Paragraph(text(Bold("/okr help"), " – ", lang.tr("everything else"))),
        Actions(
            (
                Button(lang.tr("New objective"), "new.open", style=Style.PRIMARY),
                Button(lang.tr("Help"), "help.open"),
            )
        ),
    )
    return Card(lang.tr("Welcome"), blocks)
