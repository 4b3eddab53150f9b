"""The check-in forms: one key result, all of a week, nothing changed, what the coach says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from chat.address import Account
from chat.cards import Option
from chat.forms import (
    ChoiceField,
    DateField,
    Explanation,
    Form,
    FormPart,
    Group,
    InputField,
    ManyChoicesField,
    NumberField,
    PersonField,
    TextField,
)
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.coaching import Said, advice_texts
from handlers.views.figures import (
    confidence_name,
    figure_text,
    now_of_goal,
    stage_name,
    status_name,
    value,
)
from handlers.views.objectives import id_of
from okr.check_ins import status_of
from okr.coach import Rule
from okr.facts import CheckIn, Confidence, KeyResult, Objective, Status
from okr.measures import Kind

TEXT_LIMIT = 1000
"""Characters of each text of a check-in."""
REASON_LIMIT = 200
WORDS_OFFERED = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)


@dataclass(frozen=True, slots=True)
class Asked:
    """One key result as a form asks about it.

    `suffix` stands behind the names of its fields; `check_in` is what is edited; `helper` are the
    accounts of whom support is needed from.
    """

    objective: Objective
    key_result: KeyResult
    suffix: str = ""
    check_in: CheckIn | None = None
    helper: tuple[Account, ...] = ()

    @property
    def value_field(self) -> str:
        """The name of the field that takes the value, or the stages."""
        return f"{'stages' if self.key_result.measure.stages else 'value'}{self.suffix}"


def fields_of(
    lang: Language, asked: Asked, today: date, *, hints: bool = True
) -> tuple[InputField, ...]:
    """The fields of one key result: of this week's check-in, or empty; no confidence by default.

    With `hints` each field says what belongs into it.
    """
    said, end = asked.check_in, asked.suffix
    texts = {
        "note": said.note if said else "",
        "risk": said.risk if said else "",
        "support": said.support if said else "",
        "next_step": said.next_step if said else "",
    }

    def words(name: str, label: str, hint: str = "") -> TextField:
        return TextField(
            f"{name}{end}",
            label,
            texts[name],
            multiline=True,
            max_length=TEXT_LIMIT,
            hint=hint if hints else "",
        )

    due = said.next_step_on if said else None
    return (
        _progress_field(lang, asked),
        ChoiceField(
            f"confidence{end}",
            lang.tr("Confidence"),
            tuple(Option(confidence_name(lang, each), each.value) for each in Confidence),
            said.confidence.value if said and said.confidence else "",
            hint=lang.tr("How sure are you that it will be reached?") if hints else "",
        ),
        _status_field(lang, asked, today),
        words("note", lang.tr("Key progress"), lang.tr("What has moved, not everything you did.")),
        words("risk", lang.tr("Challenge or risk")),
        words("support", lang.tr("Support needed")),
        PersonField(f"support_from{end}", lang.tr("Support from whom"), asked.helper),
        words("next_step", lang.tr("Next step")),
        DateField(f"next_step_on{end}", lang.tr("By when"), due.isoformat() if due else ""),
    )


def _status_field(lang: Language, asked: Asked, today: date) -> ChoiceField:
    said = asked.check_in
    proposed = status_name(lang, status_of(asked.objective, asked.key_result, today))
    return ChoiceField(
        f"status{asked.suffix}",
        lang.tr("Status, in your own word"),
        tuple(Option(status_name(lang, each), each.value) for each in WORDS_OFFERED),
        said.status.value if said and said.status in WORDS_OFFERED else "",
        placeholder=lang.tr("as the figures say: {status}", status=proposed),
    )


def _progress_field(lang: Language, asked: Asked) -> InputField:
    key_result, name = asked.key_result, asked.value_field
    measure = key_result.measure
    if measure.stages:
        return ManyChoicesField(
            name,
            lang.tr("Stages done"),
            tuple(
                Option(shortened(stage_name(lang, stage), 70), str(place))
                for place, stage in enumerate(measure.stages)
            ),
            tuple(str(place) for place, stage in enumerate(measure.stages) if stage.done),
        )
    if measure.kind is Kind.MILESTONE:
        return ChoiceField(
            name,
            lang.tr("Done?"),
            (Option(lang.tr("not done"), "0"), Option(lang.tr("done"), "1")),
            seen(key_result),
        )
    return NumberField(
        name,
        lang.tr("New value"),
        figure_text(lang, asked.check_in.value if asked.check_in else None),
        hint=now_of_goal(lang, key_result),
        placeholder=value(lang, measure, key_result.current),
    )


def seen(key_result: KeyResult) -> str:
    """What a check-in form shows as done: sent back, it tells what the person changed there.

    "0" or "1", empty for no value; with stages a fingerprint of their names and, after a space,
    the places of those done ("1c291ca3 0.2").
    """
    stages = key_result.measure.stages
    if not stages:
        if key_result.measure.kind is not Kind.MILESTONE or key_result.current is None:
            return ""
        return "1" if key_result.current >= 1 else "0"
    names = "\n".join(stage.title for stage in stages)
    done = ".".join(str(place) for place, stage in enumerate(stages) if stage.done)
    return f"{crc32(names.encode()):08x} {done}"


def values_of(asked: Sequence[Asked]) -> Mapping[str, str]:
    """What a form carries of the key results it asks about: which, what is done of them ("seen"),
    and the check-in that is edited ("of")."""
    shown = {f"seen{each.suffix}": seen(each.key_result) for each in asked}
    edited = {f"of{each.suffix}": str(each.check_in.id) for each in asked if each.check_in}
    return {
        "krs": ",".join(str(each.key_result.id) for each in asked),
        **{name: words for name, words in shown.items() if words},
        **edited,
    }


def group_of(lang: Language, asked: Asked, today: date, *, hints: bool) -> Group:
    """The fields of one key result under its id and wording."""
    title = f"{id_of(asked.key_result)} {asked.key_result.title}"
    return Group(title, fields_of(lang, asked, today, hints=hints))


def check_in_form(lang: Language, asked: Asked, week: str, today: date) -> Form:
    """The form of one key result."""
    id = id_of(asked.key_result)
    return Form(
        action="checkin.save",
        title=lang.tr("Check in {id}", id=id),
        submit=lang.tr("Check in"),
        cancel=lang.tr("Cancel"),
        values={"kr": id, "week": week, **values_of([asked])},
        parts=(
            Explanation(text(Bold(id), f" {asked.key_result.title}")),
            *fields_of(lang, asked, today),
        ),
    )


@dataclass(frozen=True, slots=True)
class Page:
    """Where a form stands in a week: page `number` of `count`, and what was saved before."""

    number: int
    count: int
    saved: tuple[str, ...] = ()
    """Ids of key results that are saved already."""
    waiting: tuple[str, ...] = ()
    """Ids of key results that did not fit and come back later, with what was typed there."""


def week_form(
    lang: Language, groups: Sequence[Group], page: Page, values: Mapping[str, str]
) -> Form:
    """A page of the week's form; what the groups are about stands in `values`."""
    title = lang.tr("Your weekly check-in")
    if page.count > 1:
        title = lang.tr("Check-in {page} of {pages}", page=page.number, pages=page.count)
    is_last = page.number >= page.count
    return Form(
        action="checkin.save_week",
        title=title,
        submit=lang.tr("Check in") if is_last else lang.tr("Save and go on"),
        cancel=lang.tr("Cancel"),
        values=values,
        parts=(*_introduction(lang, page), *groups),
    )


def _introduction(lang: Language, page: Page) -> list[FormPart]:
    words = [lang.tr("What you leave empty is not checked in.")]
    if page.saved:
        words.insert(0, lang.tr("Saved: {ids}.", ids=", ".join(page.saved)))
    if page.waiting:
        words.append(
            lang.tr("Still to come, with what you typed: {ids}.", ids=", ".join(page.waiting))
        )
    return [Explanation(text(" ".join(words)))]


def unchanged_form(lang: Language, week: str, ids: Sequence[str]) -> Form:
    """Why nothing has changed on these key results."""
    return Form(
        action="checkin.save_unchanged",
        title=lang.tr("Nothing changed"),
        submit=lang.tr("Check in"),
        cancel=lang.tr("Cancel"),
        values={"week": week},
        parts=(
            Explanation(text(lang.tr("They stay as they are: {ids}.", ids=", ".join(ids)))),
            TextField(
                "reason", lang.tr("Why, in a few words"), required=True, max_length=REASON_LIMIT
            ),
        ),
    )


def _field_of(rule: str, asked: Asked) -> str:
    """The field that a finding is about."""
    if rule == Rule.PROGRESS_IS_ACTIONS:
        return f"note{asked.suffix}"
    if rule == Rule.VALUE_BEYOND_TARGET:
        return asked.value_field
    return f"risk{asked.suffix}"


def step_form(
    lang: Language,
    said: Sequence[tuple[Asked, Sequence[Said]]],
    values: Mapping[str, str],
    today: date,
) -> Form:
    """What the coach says of a check-in that is saved, over the words it speaks of."""
    parts: list[FormPart] = [
        Explanation(text(lang.tr("It is saved. Change your words here, or keep them as they are.")))
    ]
    for asked, findings in said:
        names = {_field_of(each.finding.rule, asked) for each in findings}
        fields = [each for each in fields_of(lang, asked, today) if each.name in names]
        parts += [Explanation(words) for each in findings for words in advice_texts(lang, each)]
        parts += fields
    return Form(
        action="checkin.step",
        title=lang.tr("The coach says"),
        submit=lang.tr("Save"),
        cancel=lang.tr("Keep as it is"),
        values={**values, **values_of([asked for asked, _ in said])},
        parts=tuple(parts),
    )
