"""The forms to write OKRs and to correct how they were read."""

from collections.abc import Sequence

from chat.address import Account
from chat.cards import Option
from chat.forms import (
    ChoiceField,
    DateField,
    Explanation,
    Form,
    InputField,
    NumberField,
    PeopleField,
    PersonField,
    TextField,
)
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.figures import direction_name, figure_text, kind_name
from handlers.views.objectives import id_of
from okr.facts import Cycle, KeyResult, Measure, Objective, PersonName, Stage
from okr.ids import ObjectiveId
from okr.measures import Direction, Kind

TITLE_LIMIT = 500
LINES_LIMIT = 3000
STAGE_LIMIT = 60
"""Characters of a stage's title: a choice of the check-in form holds no more."""


def new_form(
    lang: Language,
    cycles: Sequence[Cycle],
    current: Cycle,
    unfinished: Sequence[Objective] = (),
) -> Form:
    """The form of `/okr new` without text; `unfinished` are one's own of the last cycle."""
    earlier = tuple(
        Option(shortened(f"{ObjectiveId(each.number)} {each.title}", 70), str(each.number))
        for each in unfinished[:25]
    )
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
            *(
                [
                    ChoiceField(
                        "continues",
                        lang.tr("Goes on with"),
                        earlier,
                        hint=lang.tr("Of the last cycle and not finished; the two stay linked."),
                    )
                ]
                if earlier
                else ()
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
        values={"o": str(objective.number), "named": ids_of(objective.collaborators)},
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


def ids_of(people: Sequence[PersonName]) -> str:
    """Who stands in a form's picker when it is opened: who leaves meanwhile is not asked anew."""
    return " ".join(str(person.id) for person in people)


def edit_key_result_form(
    lang: Language,
    key_result: KeyResult,
    owner: tuple[Account, ...],
    collaborators: tuple[Account, ...],
) -> Form:
    """The form to correct how a key result was read."""
    return Form(
        action="edit.save_key_result",
        title=lang.tr("Edit {id}", id=id_of(key_result)),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        values={"kr": id_of(key_result), "named": ids_of(key_result.collaborators)},
        parts=(
            TextField(
                "title",
                lang.tr("Key result"),
                key_result.title,
                required=True,
                max_length=TITLE_LIMIT,
            ),
            *_measure_fields(lang, key_result.measure),
            DateField(
                "due_on",
                lang.tr("Due"),
                "" if key_result.due_on is None else key_result.due_on.isoformat(),
            ),
            NumberField(
                "weight",
                lang.tr("Weight"),
                figure_text(lang, key_result.weight),
                hint=lang.tr("How much it counts beside the others; empty: as much as they."),
            ),
            PersonField("owner", lang.tr("Owner"), owner),
            PeopleField("people", lang.tr("Who works on it with you"), collaborators),
        ),
    )


def _measure_fields(lang: Language, measure: Measure) -> list[InputField]:
    fields: list[InputField] = [
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
        *_figure_fields(lang, measure),
    ]
    if measure.kind is Kind.MILESTONE:
        fields.append(
            TextField(
                "stages",
                lang.tr("Stages, one a line"),
                stage_lines(lang, measure.stages),
                multiline=True,
                max_length=LINES_LIMIT,
                hint=lang.tr("“Build | 2” makes that stage count twice. None: done or not done."),
            )
        )
    return fields


def _figure_fields(lang: Language, measure: Measure) -> list[InputField]:
    return [
        NumberField("start", lang.tr("Start"), figure_text(lang, measure.start)),
        NumberField("target", lang.tr("Target"), figure_text(lang, measure.target)),
        NumberField(
            "high",
            lang.tr("Upper bound"),
            figure_text(lang, measure.high),
            hint=lang.tr("Only to keep within two bounds; the target is the lower one."),
        ),
        TextField(
            "unit",
            lang.tr("Unit"),
            measure.unit,
            max_length=30,
            hint=lang.tr("A word, or the currency such as EUR."),
        ),
    ]


def stage_lines(lang: Language, stages: Sequence[Stage]) -> str:
    """Stages as the form shows them and takes them: a title a line, "| 2" behind it for weight."""

    def line(stage: Stage) -> str:
        is_plain = stage.weight == 1 and "|" not in stage.title and "｜" not in stage.title
        return stage.title if is_plain else f"{stage.title} | {figure_text(lang, stage.weight)}"

    return "\n".join(line(stage) for stage in stages)
