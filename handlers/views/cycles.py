"""Cycles as a card and a form."""

from collections.abc import Sequence
from datetime import date

from chat.cards import Actions, Block, Button, Card, Element, Option, Paragraph, Select
from chat.forms import ChoiceField, DateField, Form, TextField
from chat.locales import Language
from chat.text import Bold, shortened, text
from okr.cycles import CycleKind
from okr.facts import Cycle

MOST_SHOWN = 12


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
    lang: Language, cycles: Sequence[Cycle], current: Cycle, *, may_change: bool
) -> Card:
    """Every cycle with its dates; admins get what it takes to change them."""
    blocks: list[Block] = [_line(lang, cycle, current) for cycle in cycles[:MOST_SHOWN]]
    if may_change:
        open_ones = [each for each in cycles if not each.is_closed]
        elements: list[Element] = [Button(lang.tr("New cycle"), "cycle.open")]
        if open_ones:
            elements.append(
                Select(
                    lang.tr("Make current…"),
                    "cycle.use",
                    tuple(
                        Option(shortened(each.name, 70), str(each.id)) for each in open_ones[:25]
                    ),
                )
            )
        blocks.append(Actions(tuple(elements)))
    return Card(lang.tr("Cycles"), tuple(blocks))


def _line(lang: Language, cycle: Cycle, current: Cycle) -> Block:
    dates = f"{lang.date(cycle.span.starts_on)} – {lang.date(cycle.span.ends_on)}"
    mark = ""
    if cycle.id == current.id:
        mark = f" · {lang.tr('current')}"
    elif cycle.is_closed:
        mark = f" · {lang.tr('closed')}"
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
