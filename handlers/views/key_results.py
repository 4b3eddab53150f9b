"""One key result with its last check-ins, and the check-in form."""

from collections.abc import Sequence
from datetime import date, tzinfo

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Element,
    Note,
    Option,
    Paragraph,
    Style,
    Tone,
)
from chat.forms import ChoiceField, Explanation, Form, InputField, NumberField, TextField
from chat.locales import Language
from chat.text import Bold, text
from handlers.views.figures import confidence_name, now_of_goal, objective_bar, value
from handlers.views.objectives import id_of, key_result_blocks
from okr.facts import CheckIn, Confidence, KeyResult, Objective
from okr.ids import ObjectiveId
from okr.measures import Kind

NOTE_LIMIT = 1000


def key_result_card(
    lang: Language,
    objective: Objective,
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    today: date,
    zone: tzinfo,
    *,
    may_check_in: bool,
    may_edit: bool,
) -> Card:
    """A key result, where it stands, and what was said of it lately."""
    blocks: list[Block] = [
        Note(text(f"{ObjectiveId(objective.number)} {objective.title} · {objective.owner.name}")),
        *key_result_blocks(lang, objective, key_result, today),
    ]
    if not check_ins:
        blocks.append(Note(text(lang.tr("Nobody has checked in yet."))))
    blocks += [_check_in_line(lang, key_result, each, zone) for each in check_ins]
    elements: list[Element] = []
    if may_check_in:
        elements.append(
            Button(lang.tr("Check in"), "checkin.open", {"kr": id_of(key_result)}, Style.PRIMARY)
        )
    if may_edit:
        elements.append(Button(lang.tr("Edit"), "edit.open", {"option": id_of(key_result)}))
    elements.append(Button(lang.tr("Show it all"), "show.open", {"o": str(objective.number)}))
    blocks.append(Actions(tuple(elements)))
    return Card(f"{id_of(key_result)} · {objective.owner.name}", tuple(blocks))


def _check_in_line(lang: Language, key_result: KeyResult, check_in: CheckIn, zone: tzinfo) -> Block:
    words = [lang.moment(check_in.at, zone), check_in.by.name]
    if check_in.confidence is not None:
        words.append(
            lang.tr("confidence {level}", level=confidence_name(lang, check_in.confidence))
        )
    figure = "" if check_in.value is None else value(lang, key_result.measure, check_in.value)
    said = f"  {check_in.note}" if check_in.note else ""
    return Paragraph(
        text(Bold(figure), f"{said}  " if figure or said else "", f"({' · '.join(words)})")
    )


def check_in_form(lang: Language, objective: Objective, key_result: KeyResult) -> Form:
    """New value, confidence without a default, a note."""
    measure = key_result.measure
    figure: InputField
    if measure.kind is Kind.MILESTONE:
        figure = ChoiceField(
            "value",
            lang.tr("Done?"),
            (Option(lang.tr("not done"), "0"), Option(lang.tr("done"), "1")),
            "" if key_result.current is None else str(int(key_result.current)),
        )
    else:
        figure = NumberField(
            "value",
            lang.tr("New value"),
            hint=now_of_goal(lang, key_result),
            placeholder=value(lang, measure, key_result.current),
        )
    return Form(
        action="checkin.save",
        title=lang.tr("Check in {id}", id=id_of(key_result)),
        submit=lang.tr("Check in"),
        cancel=lang.tr("Cancel"),
        values={"kr": id_of(key_result)},
        parts=(
            Explanation(text(Bold(id_of(key_result)), f" {key_result.title}")),
            figure,
            ChoiceField(
                "confidence",
                lang.tr("Confidence"),
                tuple(Option(confidence_name(lang, each), each.value) for each in Confidence),
                required=True,
                hint=lang.tr("How sure are you that it will be reached?"),
            ),
            TextField(
                "note",
                lang.tr("Key progress"),
                multiline=True,
                max_length=NOTE_LIMIT,
                hint=lang.tr("What has moved, not everything you did."),
            ),
        ),
    )


def checked_in_card(
    lang: Language, objective: Objective, key_result: KeyResult, today: date
) -> Card:
    """Where key result and objective stand after a check-in."""
    return Card(
        lang.tr("{id} checked in", id=id_of(key_result)),
        (
            *key_result_blocks(lang, objective, key_result, today),
            Paragraph(text(Bold(str(ObjectiveId(objective.number))), f" {objective.title}")),
            objective_bar(lang, objective.progress),
            Actions(
                (
                    Button(lang.tr("Check in again"), "checkin.open", {"kr": id_of(key_result)}),
                    Button(lang.tr("Show it all"), "show.open", {"o": str(objective.number)}),
                )
            ),
        ),
        Tone.GOOD,
    )
