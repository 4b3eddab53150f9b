"""Cycles as a card and a form."""

from collections.abc import Sequence
from datetime import date

from chat.cards import Actions, Block, Button, Card, Element, Note, Option, Paragraph, Select
from chat.forms import ChoiceField, DateField, Form, TextField
from chat.locales import Language
from chat.text import Bold, shortened, text
from okr.cycles import CycleKind
from okr.facts import Cycle

PAGE = 12
_MOST_CHOICES = 100


def is_over(cycle: Cycle, today: date) -> bool:
    """Whether its last day has passed."""
    return cycle.span.ends_on < today


def can_be_current(cycle: Cycle, today: date) -> bool:
    """Whether people can be told to write into it."""
    return not cycle.is_closed and not is_over(cycle, today)


def kind_name(lang: Language, kind: CycleKind) -> str:
    """A kind of cycle as the form offers it."""
    match kind:
        case CycleKind.MONTH:
            return lang.tr("month")
        case CycleKind.TWO_MONTHS:
            return lang.tr("two months")
        case CycleKind.QUARTER:
            return lang.tr("quarter")
        case CycleKind.HALF:
            return lang.tr("half year")
        case CycleKind.YEAR:
            return lang.tr("year")
        case CycleKind.OWN:
            return lang.tr("own dates")


def cycles_card(
    lang: Language,
    cycles: Sequence[Cycle],
    current: Cycle,
    today: date,
    *,
    page: int,
    may_change: bool,
) -> Card:
    """A page of cycles with their dates, the current one first; admins may change them."""
    ordered = sorted(cycles, key=lambda each: each.id != current.id)
    listed = ordered[page * PAGE : (page + 1) * PAGE]
    blocks: list[Block] = [_line(lang, cycle, current, today) for cycle in listed]
    elements: list[Element] = []
    if may_change:
        elements += _changes(lang, [each for each in ordered if can_be_current(each, today)])
    shown = page * PAGE + len(listed)
    if shown < len(cycles):
        blocks.append(Note(text(lang.tr("{shown} of {total}", shown=shown, total=len(cycles)))))
        elements.append(Button(lang.tr("More"), "cycle.page", {"page": str(page + 1)}))
    if elements:
        blocks.append(Actions(tuple(elements)))
    return Card(lang.tr("Cycles"), tuple(blocks))


def _changes(lang: Language, choices: Sequence[Cycle]) -> list[Element]:
    elements: list[Element] = [Button(lang.tr("New cycle"), "cycle.open")]
    if choices:
        options = tuple(
            Option(shortened(each.name, 70), str(each.id)) for each in choices[:_MOST_CHOICES]
        )
        elements.append(Select(lang.tr("Make current…"), "cycle.use", options))
    return elements


def _line(lang: Language, cycle: Cycle, current: Cycle, today: date) -> Block:
    dates = f"{lang.date(cycle.span.starts_on)} – {lang.date(cycle.span.ends_on)}"
    mark = ""
    if cycle.id == current.id:
        mark = f" · {lang.tr('current')}"
    elif cycle.is_closed:
        mark = f" · {lang.tr('closed')}"
    elif is_over(cycle, today):
        mark = f" · {lang.tr('over')}"
    return Paragraph(text(Bold(cycle.name), f"  {dates}{mark}"))


def cycle_form(lang: Language, today: date) -> Form:
    """A new cycle."""
    return Form(
        action="cycle.save",
        title=lang.tr("New cycle"),
        submit=lang.tr("Create"),
        cancel=lang.tr("Cancel"),
        parts=(
            ChoiceField(
                "kind",
                lang.tr("How long"),
                tuple(Option(kind_name(lang, kind), kind.value) for kind in CycleKind),
                CycleKind.QUARTER.value,
                required=True,
            ),
            DateField(
                "starts_on",
                lang.tr("Starts"),
                today.isoformat(),
                hint=lang.tr("A calendar cycle is the one this day lies in."),
            ),
            DateField("ends_on", lang.tr("Ends"), hint=lang.tr("Only for own dates.")),
            TextField(
                "name", lang.tr("Name"), max_length=60, hint=lang.tr("Empty: the usual name.")
            ),
        ),
    )
