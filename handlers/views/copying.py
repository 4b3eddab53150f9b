"""Copying an objective: the form."""

from collections.abc import Sequence

from chat.cards import Option
from chat.forms import ChoiceField, Explanation, Form, FormPart, ManyChoicesField, SwitchField
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.objectives import id_of
from okr.facts import KeyResult, Objective
from okr.ids import ObjectiveId


def copy_form(
    lang: Language,
    source: Objective,
    cycles: Sequence[Option],
    ticked: Sequence[KeyResult],
    *,
    next_part: bool | None,
    over: bool,
) -> Form:
    """Which cycle (the first is proposed), which key results, and whether the goal goes on.

    `next_part` is None where it is somebody else's; `over`: whether its cycle is.
    """
    parts: list[FormPart] = [
        Explanation(text(Bold(str(ObjectiveId(source.number))), f" {source.title}")),
        ChoiceField("cycle", lang.tr("Cycle"), tuple(cycles), value=cycles[0].value, required=True),
    ]
    if source.key_results:
        parts.append(
            ManyChoicesField(
                "key_results",
                lang.tr("Key results to take along"),
                tuple(
                    Option(shortened(f"{id_of(each)} {each.title}", 70), str(each.position))
                    for each in source.key_results
                ),
                tuple(str(each.position) for each in ticked),
            )
        )
    if next_part is not None:
        parts.append(
            SwitchField(
                "next_part",
                lang.tr("It is the next part of the same goal"),
                next_part,
                hint=lang.tr("The two stay linked. Otherwise it is a copy that starts anew."),
            )
        )
    parts.append(Explanation(text(_beginning(lang, next_part, over=over))))
    return Form(
        action="copy.save",
        title=lang.tr("Copy {id}", id=str(ObjectiveId(source.number))),
        submit=lang.tr("Save draft"),
        cancel=lang.tr("Cancel"),
        values={"o": str(source.number)},
        parts=tuple(parts),
    )


def _beginning(lang: Language, next_part: bool | None, *, over: bool) -> str:
    if next_part is None:
        return lang.tr(
            "You get a draft of your own. Its figures start anew, and nobody is asked "
            "to work on it."
        )
    if over:
        return lang.tr(
            "The next part begins at today's values. Nobody is asked to work on it until you say."
        )
    return lang.tr(
        "The next part begins at the targets of this one. Nobody is asked to work on it "
        "until you say."
    )
