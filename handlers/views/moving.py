"""Moving an objective: the form, and what its new owner gets."""

from collections.abc import Sequence

from chat.address import Account
from chat.cards import Actions, Button, Card, Option, Paragraph, Style
from chat.forms import ChoiceField, Explanation, Form, PersonField
from chat.locales import Language
from chat.text import Bold, shortened, text
from okr.facts import Cycle, Objective
from okr.ids import ObjectiveId


def move_form(
    lang: Language, objective: Objective, cycles: Sequence[Cycle], owner: tuple[Account, ...]
) -> Form:
    """Another cycle, another owner, or both."""
    return Form(
        action="move.save",
        title=lang.tr("Move {id}", id=str(ObjectiveId(objective.number))),
        submit=lang.tr("Move"),
        cancel=lang.tr("Cancel"),
        values={"o": str(objective.number)},
        parts=(
            Explanation(text(Bold(str(ObjectiveId(objective.number))), f" {objective.title}")),
            ChoiceField(
                "cycle",
                lang.tr("Cycle"),
                tuple(Option(shortened(each.name, 70), str(each.id)) for each in cycles[:25]),
                value=str(objective.cycle.id),
                required=True,
            ),
            PersonField("owner", lang.tr("Owner"), owner),
        ),
    )


def handed_over_card(lang: Language, giver: str, objective: Objective) -> Card:
    """What the new owner of an objective gets."""
    return Card(
        lang.tr("{giver} handed you an objective", giver=giver),
        (
            Paragraph(text(Bold(str(ObjectiveId(objective.number))), f" {objective.title}")),
            Actions(
                (
                    Button(
                        lang.tr("Look at it"),
                        "show.open",
                        {"o": str(objective.number)},
                        style=Style.PRIMARY,
                    ),
                )
            ),
        ),
    )
