"""One key result: where it stands, its stages, and what was said of it lately."""

from collections.abc import Sequence
from datetime import date, tzinfo

from chat.cards import Actions, Block, Button, Card, Confirm, Element, Note, Paragraph, Style
from chat.locales import Language
from chat.text import text
from handlers.views.check_ins import check_in_lines, way_so_far
from handlers.views.figures import stage_name
from handlers.views.objectives import id_of, key_result_blocks
from okr.facts import CheckIn, KeyResult, Objective, Stage, State
from okr.ids import ObjectiveId


def key_result_card(
    lang: Language,
    objective: Objective,
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    values: Sequence[float],
    today: date,
    zone: tzinfo,
    *,
    may_check_in: bool,
    may_edit: bool,
) -> Card:
    """A key result, where it stands, the values of all check-ins, and what was said lately."""
    who = next((each.by.name for each in check_ins if each.status is key_result.status), "")
    blocks: list[Block] = [
        Note(text(f"{ObjectiveId(objective.number)} {objective.title} · {objective.owner.name}")),
        *key_result_blocks(lang, objective, key_result, today, who),
    ]
    if key_result.measure.stages:
        blocks.append(_stages(lang, key_result.measure.stages))
    if not check_ins:
        blocks.append(Note(text(lang.tr("Nobody has checked in yet."))))
    blocks += way_so_far(lang, key_result, values)
    blocks += check_in_lines(lang, key_result, check_ins, zone)
    is_open = objective.state in (State.DRAFT, State.PUBLISHED)
    elements: list[Element] = []
    if may_check_in and is_open:
        elements.append(
            Button(lang.tr("Check in"), "checkin.open", {"kr": id_of(key_result)}, Style.PRIMARY)
        )
    if may_edit and is_open:
        elements.append(Button(lang.tr("Edit"), "edit.open", {"option": id_of(key_result)}))
    if objective.state is not State.ARCHIVED:
        values_of = {"about": id_of(key_result)}
        elements.append(Button(lang.tr("Comment"), "comments.open", values_of))
    elements.append(Button(lang.tr("Show it all"), "show.open", {"o": str(objective.number)}))
    if may_edit and is_open:
        elements.append(_archive_button(lang, key_result))
    blocks.append(Actions(tuple(elements)))
    title = f"{id_of(key_result)} · {objective.owner.name}"
    return Card(title, tuple(blocks), about=id_of(key_result))


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
