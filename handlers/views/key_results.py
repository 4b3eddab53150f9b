"""One key result with its last check-ins, and the check-in form."""

from collections.abc import Sequence
from datetime import date, tzinfo
from zlib import crc32

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Confirm,
    Element,
    Note,
    Option,
    Paragraph,
    Style,
    Tone,
)
from chat.forms import (
    ChoiceField,
    Explanation,
    Form,
    InputField,
    ManyChoicesField,
    NumberField,
    TextField,
)
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.coaching import Said, advice
from handlers.views.figures import confidence_name, now_of_goal, objective_bar, stage_name, value
from handlers.views.objectives import id_of, key_result_blocks
from okr.facts import CheckIn, Confidence, KeyResult, Objective, Stage, State
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
    if key_result.measure.stages:
        blocks.append(_stages(lang, key_result.measure.stages))
    if not check_ins:
        blocks.append(Note(text(lang.tr("Nobody has checked in yet."))))
    blocks += [_check_in_line(lang, key_result, each, zone) for each in check_ins]
    is_open = objective.state in (State.DRAFT, State.PUBLISHED)
    elements: list[Element] = []
    if may_check_in and is_open:
        elements.append(
            Button(lang.tr("Check in"), "checkin.open", {"kr": id_of(key_result)}, Style.PRIMARY)
        )
    if may_edit and is_open:
        elements.append(Button(lang.tr("Edit"), "edit.open", {"option": id_of(key_result)}))
    elements.append(Button(lang.tr("Show it all"), "show.open", {"o": str(objective.number)}))
    if may_edit and is_open:
        elements.append(_archive_button(lang, key_result))
    blocks.append(Actions(tuple(elements)))
    return Card(f"{id_of(key_result)} · {objective.owner.name}", tuple(blocks))


def _stages(lang: Language, stages: Sequence[Stage]) -> Block:
    return Paragraph(
        text("\n".join(f"{'✓' if each.done else '○'} {stage_name(lang, each)}" for each in stages))
    )


def _archive_button(lang: Language, key_result: KeyResult) -> Button:
    return Button(
        lang.tr("Archive"),
        "archive.key_result",
        {"kr": id_of(key_result)},
        confirm=Confirm(
            lang.tr("Archive {id}?", id=id_of(key_result)),
            lang.tr(
                "It no longer counts. `/okr archive {id}` brings it back.", id=id_of(key_result)
            ),
            lang.tr("Archive"),
            lang.tr("Cancel"),
        ),
    )


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
    return Form(
        action="checkin.save",
        title=lang.tr("Check in {id}", id=id_of(key_result)),
        submit=lang.tr("Check in"),
        cancel=lang.tr("Cancel"),
        values={"kr": id_of(key_result), "seen": seen(key_result)},
        parts=(
            Explanation(text(Bold(id_of(key_result)), f" {key_result.title}")),
            _progress_field(lang, key_result),
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


def seen(key_result: KeyResult) -> str:
    """What a check-in form shows as done: sent back, it tells what the person changed there.

    "0" or "1", empty for no value; with stages a fingerprint of their names and, after a space,
    the places of those done ("1c291ca3 0.2").
    """
    stages = key_result.measure.stages
    if not stages:
        return _choice_shown(key_result)
    names = "\n".join(stage.title for stage in stages)
    done = ".".join(str(place) for place, stage in enumerate(stages) if stage.done)
    return f"{crc32(names.encode()):08x} {done}"


def _choice_shown(key_result: KeyResult) -> str:
    if key_result.measure.kind is not Kind.MILESTONE or key_result.current is None:
        return ""
    return "1" if key_result.current >= 1 else "0"


def _progress_field(lang: Language, key_result: KeyResult) -> InputField:
    measure = key_result.measure
    if measure.stages:
        return ManyChoicesField(
            "stages",
            lang.tr("Stages done"),
            tuple(
                Option(shortened(stage_name(lang, stage), 70), str(place))
                for place, stage in enumerate(measure.stages)
            ),
            tuple(str(place) for place, stage in enumerate(measure.stages) if stage.done),
        )
    if measure.kind is Kind.MILESTONE:
        return ChoiceField(
            "value",
            lang.tr("Done?"),
            (Option(lang.tr("not done"), "0"), Option(lang.tr("done"), "1")),
            _choice_shown(key_result),
        )
    return NumberField(
        "value",
        lang.tr("New value"),
        hint=now_of_goal(lang, key_result),
        placeholder=value(lang, measure, key_result.current),
    )


def checked_in_card(
    lang: Language,
    objective: Objective,
    key_result: KeyResult,
    today: date,
    said: Sequence[Said] = (),
) -> Card:
    """Where key result and objective stand after a check-in, and what the coach says of it."""
    return Card(
        lang.tr("{id} checked in", id=id_of(key_result)),
        (
            *key_result_blocks(lang, objective, key_result, today),
            Paragraph(text(Bold(str(ObjectiveId(objective.number))), f" {objective.title}")),
            objective_bar(lang, objective.progress),
            *(block for each in said for block in advice(lang, each)),
            Actions(
                (
                    Button(lang.tr("Check in again"), "checkin.open", {"kr": id_of(key_result)}),
                    Button(lang.tr("Show it all"), "show.open", {"o": str(objective.number)}),
                )
            ),
        ),
        Tone.GOOD,
    )
