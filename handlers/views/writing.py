"""Writing OKRs: how a text was understood, and the forms to write and to correct."""

from collections.abc import Sequence
from datetime import date

from chat.cards import Actions, Block, Button, Card, Note, Option, Paragraph, Select, Style, Tone
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.figures import goal, kind_name
from handlers.views.objectives import id_of, key_result_blocks, names, objective_blocks
from okr.facts import KeyResult, Objective, State
from okr.ids import ObjectiveId


def understood_card(
    lang: Language,
    objective: Objective,
    today: date,
    *,
    unknown: Sequence[str] = (),
    odd_dates: Sequence[str] = (),
    absent: Sequence[str] = (),
    advice: Sequence[Block] = (),
) -> Card:
    """What was written and how it was read, what the coach says, and what to do next."""
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
    blocks += [*doubts(lang, unknown, odd_dates, absent), *advice]
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


def doubts(
    lang: Language,
    unknown: Sequence[str],
    odd_dates: Sequence[str],
    absent: Sequence[str] = (),
    refused: Sequence[str] = (),
) -> list[Block]:
    """What was not understood or not done, with what to do.

    `absent` cannot be asked; `refused` have said before that it is not for them.
    """
    blocks: list[Block] = []
    if absent:
        blocks.append(
            Note(
                text(
                    lang.tr(
                        "Not asked, because they have left or are not of this workspace: {names}.",
                        names=", ".join(absent),
                    )
                )
            )
        )
    if refused:
        blocks.append(
            Note(
                text(
                    lang.tr(
                        "Not asked again, because they said it is not for them: {names}. "
                        "To ask them all the same, name them alone: `/okr edit … @name`.",
                        names=", ".join(refused),
                    )
                )
            )
        )
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
    absent: Sequence[str] = (),
) -> Card:
    """The key results just written and how they were read."""
    blocks: list[Block] = [
        Paragraph(text(Bold(str(ObjectiveId(objective.number))), f" {objective.title}"))
    ]
    for key_result in added:
        blocks += key_result_blocks(lang, objective, key_result, today)
        blocks.append(Note(text(reading(lang, key_result))))
    blocks += doubts(lang, unknown, odd_dates, absent)
    blocks.append(
        Actions(
            (
                Select(lang.tr("Correct…"), "edit.open", correctable(lang, objective)),
                Button(lang.tr("Show it all"), "show.open", {"o": str(objective.number)}),
            )
        )
    )
    return Card(lang.tr("Key result added"), tuple(blocks), Tone.GOOD)
