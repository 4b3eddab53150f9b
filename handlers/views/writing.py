"""Writing OKRs: how a text was understood, and the forms to write and to correct."""

from collections.abc import Sequence
from datetime import date

from chat.address import Account
from chat.cards import Actions, Block, Button, Card, Note, Option, Paragraph, Select, Style, Tone
from chat.forms import (
    ChoiceField,
    DateField,
    Explanation,
    Form,
    NumberField,
    PeopleField,
    PersonField,
    TextField,
)
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.figures import direction_name, goal, kind_name
from handlers.views.objectives import id_of, key_result_blocks, names, objective_blocks
from okr.facts import Cycle, KeyResult, Objective, State
from okr.ids import ObjectiveId
from okr.measures import Direction, Kind

TITLE_LIMIT = 500
LINES_LIMIT = 3000


def understood_card(
    lang: Language,
    objective: Objective,
    today: date,
    *,
    unknown: Sequence[str] = (),
    odd_dates: Sequence[str] = (),
) -> Card:
    """What was written and how it was read, with what to do next."""
    number = str(objective.number)
    blocks: list[Block] = [*objective_blocks(lang, objective, today, with_owner=False)]
    if objective.key_results:
        blocks.append(Paragraph(text(Bold(lang.tr("How I read it")))))
        blocks += [Note(text(reading(lang, each))) for each in objective.key_results[:8]]
    else:
        blocks.append(
            Note(
                text(
                    lang.tr(
                        "No key results yet. Add one with `/okr kr {id} …`, about three is good.",
                        id=str(ObjectiveId(objective.number)),
                    )
                )
            )
        )
    blocks += doubts(lang, unknown, odd_dates)
    if objective.state is State.DRAFT:
        blocks.append(
            Note(
                text(
                    lang.tr(
                        "This is a draft: only you and the people you @mentioned can see it. "
                        "Publish it when it says what you mean."
                    )
                )
            )
        )
    elements: list[Button | Select] = []
    if objective.state is State.DRAFT:
        elements.append(
            Button(lang.tr("Publish"), "publish.run", {"o": number}, style=Style.PRIMARY)
        )
    elements += [
        Select(lang.tr("Correct…"), "edit.open", correctable(lang, objective)),
        Button(lang.tr("Add a key result"), "kr.open", {"o": number}),
    ]
    return Card(
        lang.tr("{id} written", id=str(ObjectiveId(objective.number))),
        (*blocks, Actions(tuple(elements))),
        Tone.GOOD,
    )


def doubts(lang: Language, unknown: Sequence[str], odd_dates: Sequence[str]) -> list[Block]:
    """What was not understood, with what to do."""
    blocks: list[Block] = []
    if unknown:
        blocks.append(
            Note(
                text(
                    lang.tr(
                        "I do not know {names} yet, so nobody was told. "
                        "Pick them under “Correct…” or with the platform's own @mention.",
                        names=", ".join(f"@{name}" for name in unknown),
                    )
                )
            )
        )
    if odd_dates:
        blocks.append(
            Note(
                text(
                    lang.tr(
                        "There is no such day: {dates}. Set the due date under “Correct…”.",
                        dates=", ".join(odd_dates),
                    )
                )
            )
        )
    return blocks


def correctable(lang: Language, objective: Objective) -> tuple[Option, ...]:
    """The objective and its key results as choices to edit."""
    own = Option(
        shortened(f"{ObjectiveId(objective.number)} {objective.title}", 70),
        str(ObjectiveId(objective.number)),
    )
    rest = (
        Option(shortened(f"{id_of(each)} {each.title}", 70), id_of(each))
        for each in objective.key_results[:24]
    )
    return (own, *rest)


def reading(lang: Language, key_result: KeyResult) -> str:
    """One key result as it was understood: kind, goal, due date, people."""
    measure = key_result.measure
    words = [f"{id_of(key_result)}: {kind_name(lang, measure.kind)}", goal(lang, measure)]
    if key_result.due_on is not None:
        words.append(lang.tr("due {day}", day=lang.date(key_result.due_on)))
    if key_result.collaborators:
        words.append(lang.tr("with {names}", names=names(key_result.collaborators)))
    return " · ".join(words)


def key_result_added_card(
    lang: Language,
    objective: Objective,
    added: Sequence[KeyResult],
    today: date,
    *,
    unknown: Sequence[str] = (),
    odd_dates: Sequence[str] = (),
) -> Card:
    """The key results just written and how they were read."""
    blocks: list[Block] = [
        Paragraph(text(Bold(str(ObjectiveId(objective.number))), f" {objective.title}"))
    ]
    for key_result in added:
        blocks += key_result_blocks(lang, objective, key_result, today)
        blocks.append(Note(text(reading(lang, key_result))))
    blocks += doubts(lang, unknown, odd_dates)
    blocks.append(
        Actions(
            (
                Select(lang.tr("Correct…"), "edit.open", correctable(lang, objective)),
                Button(lang.tr("Show it all"), "show.open", {"o": str(objective.number)}),
            )
        )
    )
    return Card(lang.tr("Key result added"), tuple(blocks), Tone.GOOD)


def new_form(lang: Language, cycles: Sequence[Cycle], current: Cycle) -> Form:
    """The form of `/okr new` without text."""
    return Form(
        action="new.save",
        title=lang.tr("New objective"),
        submit=lang.tr("Save draft"),
        cancel=lang.tr("Cancel"),
        parts=(
            TextField(
                "title",
                lang.tr("Objective"),
                required=True,
                max_length=TITLE_LIMIT,
                hint=lang.tr("What do you want to achieve? A direction people can follow."),
            ),
            TextField(
                "key_results",
                lang.tr("Key results, one a line"),
                multiline=True,
                max_length=LINES_LIMIT,
                hint=lang.tr(
                    "How will you know? Figures and dates are understood: "
                    "“rating from 3.6 to 4.0 by 30 Apr”."
                ),
            ),
            PeopleField("people", lang.tr("Who works on it with you")),
            ChoiceField(
                "cycle",
                lang.tr("Cycle"),
                tuple(Option(shortened(each.name, 70), str(each.id)) for each in cycles[:25]),
                value=str(current.id),
                required=True,
            ),
        ),
    )


def key_result_form(lang: Language, objective: Objective) -> Form:
    """The form of `/okr kr O12` without text."""
    return Form(
        action="kr.save",
        title=lang.tr("Add key results"),
        submit=lang.tr("Add"),
        cancel=lang.tr("Cancel"),
        values={"o": str(objective.number)},
        parts=(
            Explanation(text(Bold(str(ObjectiveId(objective.number))), f" {objective.title}")),
            TextField(
                "key_results",
                lang.tr("Key results, one a line"),
                required=True,
                multiline=True,
                max_length=LINES_LIMIT,
                hint=lang.tr("Figures and dates are understood: “churn below 3% by 30 Jun”."),
            ),
        ),
    )


def edit_objective_form(
    lang: Language, objective: Objective, collaborators: tuple[Account, ...]
) -> Form:
    """The form to correct an objective."""
    return Form(
        action="edit.save_objective",
        title=lang.tr("Edit {id}", id=str(ObjectiveId(objective.number))),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        values={"o": str(objective.number)},
        parts=(
            TextField(
                "title",
                lang.tr("Objective"),
                objective.title,
                required=True,
                max_length=TITLE_LIMIT,
            ),
            PeopleField("people", lang.tr("Who works on it with you"), collaborators),
        ),
    )


def edit_key_result_form(
    lang: Language,
    key_result: KeyResult,
    owner: tuple[Account, ...],
    collaborators: tuple[Account, ...],
) -> Form:
    """The form to correct how a key result was read."""
    measure = key_result.measure

    def figure(value: float | None) -> str:
        return "" if value is None else lang.number(value)

    return Form(
        action="edit.save_key_result",
        title=lang.tr("Edit {id}", id=id_of(key_result)),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        values={"kr": id_of(key_result)},
        parts=(
            TextField(
                "title",
                lang.tr("Key result"),
                key_result.title,
                required=True,
                max_length=TITLE_LIMIT,
            ),
            ChoiceField(
                "kind",
                lang.tr("Kind"),
                tuple(Option(kind_name(lang, kind), kind.value) for kind in Kind),
                measure.kind.value,
                required=True,
            ),
            ChoiceField(
                "direction",
                lang.tr("Direction"),
                tuple(Option(direction_name(lang, each), each.value) for each in Direction),
                measure.direction.value,
                required=True,
            ),
            NumberField("start", lang.tr("Start"), figure(measure.start)),
            NumberField("target", lang.tr("Target"), figure(measure.target)),
            NumberField(
                "high",
                lang.tr("Upper bound"),
                figure(measure.high),
                hint=lang.tr("Only to keep within two bounds; the target is the lower one."),
            ),
            TextField(
                "unit",
                lang.tr("Unit"),
                measure.unit,
                max_length=30,
                hint=lang.tr("A word, or the currency such as EUR."),
            ),
            DateField(
                "due_on",
                lang.tr("Due"),
                "" if key_result.due_on is None else key_result.due_on.isoformat(),
            ),
            NumberField(
                "weight",
                lang.tr("Weight"),
                figure(key_result.weight),
                hint=lang.tr("How much it counts beside the others; empty: as much as they."),
            ),
            PersonField("owner", lang.tr("Owner"), owner),
            PeopleField("people", lang.tr("Who works on it with you"), collaborators),
        ),
    )


def asked_card(
    lang: Language, asker: str, objective: Objective, key_result: KeyResult | None
) -> Card:
    """What a person who was @mentioned gets: what, by whom, what is asked of them."""
    blocks: list[Block] = [
        Paragraph(
            lang.text(
                "{asker} asks you to work on this with them: see what it says, "
                "and tell them if it is not for you.",
                asker=asker,
            )
        ),
        Paragraph(text(Bold(str(ObjectiveId(objective.number))), f" {objective.title}")),
    ]
    if key_result is not None:
        blocks.append(Paragraph(text(Bold(id_of(key_result)), f" {key_result.title}")))
    blocks.append(
        Actions(
            (
                Button(
                    lang.tr("Look at it"),
                    "show.open",
                    {"o": str(objective.number)},
                    style=Style.PRIMARY,
                ),
            )
        )
    )
    return Card(lang.tr("{asker} @mentioned you", asker=asker), tuple(blocks))
