"""What the coach says, as cards and forms: why, a question, a better wording; never a lock."""

from collections.abc import Sequence
from typing import Protocol

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Divider,
    Note,
    Option,
    Paragraph,
    Style,
)
from chat.forms import (
    ChoiceField,
    Explanation,
    Form,
    FormPart,
    ManyChoicesField,
    NumberField,
    TextField,
)
from chat.locales import Language
from chat.text import Bold, Text, text
from okr.coach import Finding, Limits, Rule, Severity

MOST_SHOWN = 6
MOST_IN_ANSWER = 3


class Said(Protocol):
    """A finding and what it is about."""

    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def finding(self) -> Finding: ...


def rule_name(lang: Language, rule: str) -> str:
    """A rule in a few words."""
    names = {
        Rule.OBJECTIVE_IS_A_PHRASE: lang.tr("objective is only a phrase"),
        Rule.OBJECTIVE_WITHOUT_DIRECTION: lang.tr("objective without direction"),
        Rule.OBJECTIVE_TOO_FINE: lang.tr("objective too fine"),
        Rule.OBJECTIVE_ROUTINE: lang.tr("routine work as an objective"),
        Rule.COPIED_FROM_MANAGER: lang.tr("copied from the manager"),
        Rule.KEY_RESULT_IS_TODO: lang.tr("key result is a to-do"),
        Rule.KEY_RESULT_NOT_MEASURABLE: lang.tr("key result cannot be measured"),
        Rule.KEY_RESULT_WEAK_SUPPORT: lang.tr("key result hardly supports the objective"),
        Rule.KEY_RESULT_HOLDS_SEVERAL: lang.tr("several key results in one line"),
        Rule.TOO_MANY_OBJECTIVES: lang.tr("too many objectives"),
        Rule.TOO_MANY_KEY_RESULTS: lang.tr("too many key results"),
        Rule.NO_COLLABORATOR: lang.tr("others are needed and not mentioned"),
        Rule.EASY_TARGET: lang.tr("easy target"),
        Rule.NOT_FOLLOWED: lang.tr("not followed up"),
        Rule.ALWAYS_FULL_SCORE: lang.tr("always full score"),
        Rule.INVENTED_PROJECT: lang.tr("project made up for the OKR"),
        Rule.PROGRESS_IS_ACTIONS: lang.tr("a list of actions as progress"),
        Rule.VALUE_BEYOND_TARGET: lang.tr("value beyond the target"),
        Rule.RISK_IS_EMPTY: lang.tr("no risk named while it lags"),
        Rule.TARGET_MISSING: lang.tr("target still to be set"),
    }
    return names[Rule(rule)]


def advice(lang: Language, said: Said) -> list[Block]:
    """One finding: what it is about, why, a question, and a better wording where there is one."""
    return [Paragraph(words) for words in advice_texts(lang, said)]


def advice_texts(lang: Language, said: Said) -> list[Text]:
    """The same as texts, for a form."""
    finding = said.finding
    mark = "❗" if finding.severity is Severity.STRONG else "💡"
    why = lang.tr(finding.why, **finding.values)
    question = lang.tr(finding.question, **finding.values)
    lines = [text(f"{mark} ", Bold(said.subject), f" {why} {question}")]
    if finding.suggestion:
        lines.append(lang.text("For example: “{suggestion}”", suggestion=finding.suggestion))
    return lines


def coach_blocks(lang: Language, said: Sequence[Said], number: int) -> list[Block]:
    """The coach's part of an answer: the most important first, the rest behind a button."""
    if not said:
        return []
    blocks: list[Block] = [Paragraph(text(Bold(lang.tr("The coach says"))))]
    for each in said[:MOST_IN_ANSWER]:
        blocks += advice(lang, each)
        if each.finding.rule == Rule.INVENTED_PROJECT:
            # How to align it stands in the same answer already.
            blocks.append(Actions((_keep_button(lang, each, "coach.keep"),)))
    label = lang.ntr("{count} hint from the coach", "{count} hints from the coach", len(said))
    blocks.append(Actions((Button(label, "coach.open", {"o": str(number)}),)))
    return blocks


def coach_card(lang: Language, title: str, said: Sequence[Said], *, saved: bool) -> Card:
    """Everything the coach has to say; about what is saved, with what can be done about it."""
    blocks: list[Block] = []
    for each in said[:MOST_SHOWN]:
        if blocks:
            blocks.append(Divider())
        blocks += advice(lang, each)
        if saved:
            blocks.append(_choices(lang, each))
    if not said:
        blocks.append(Paragraph(text(lang.tr("Nothing to say: this reads well."))))
    if len(said) > MOST_SHOWN:
        more = len(said) - MOST_SHOWN
        blocks.append(Note(text(lang.ntr("{count} more hint", "{count} more hints", more))))
    blocks.append(Note(text(lang.tr("This is advice, never a lock: you know your work best."))))
    blocks.append(Actions((Button(lang.tr("Coach settings"), "coach.settings"),)))
    return Card(title, tuple(blocks))


def _keep_button(lang: Language, said: Said, action: str) -> Button:
    values = {"id": said.subject, "rule": said.finding.rule}
    return Button(lang.tr("Keep as it is"), action, values)


def _choices(lang: Language, said: Said) -> Actions:
    if said.finding.rule == Rule.INVENTED_PROJECT:
        number = {"o": said.subject.removeprefix("O")}
        align = Button(lang.tr("Align…"), "align.open", number)
        return Actions((align, _keep_button(lang, said, "coach.dismiss")))
    values = {"id": said.subject, "rule": said.finding.rule}
    elements = [
        Button(lang.tr("Not again for this one"), "coach.dismiss", values),
        Button(lang.tr("Switch this rule off"), "coach.off", values),
    ]
    if is_one_line(said.finding.suggestion):
        use = {**values, "text": said.finding.suggestion}
        press = Button(lang.tr("Use the suggestion"), "coach.use", use, Style.PRIMARY)
        elements.insert(0, press)
    elif said.finding.rule != Rule.NOT_FOLLOWED:
        elements.insert(0, Button(lang.tr("Edit"), "edit.open", {"option": said.subject}))
    return Actions(tuple(elements))


def is_one_line(suggestion: str) -> bool:
    """Whether a suggestion can take the place of a text; some say how to make several of one."""
    return bool(suggestion) and "\n" not in suggestion


def cannot_judge_card(lang: Language) -> Card:
    """Where there is nothing to judge."""
    words = lang.tr(
        "I cannot judge this: write a sentence in English or Chinese, the objective first and "
        "each key result on a line of its own."
    )
    return Card(lang.tr("The coach"), (Paragraph(text(words)),))


def second_step(lang: Language, name: str, form: Form, said: Sequence[Said]) -> Form:
    """The texts once more under what the coach says: keep, use its wording, or edit here."""
    parts: list[FormPart] = [
        Explanation(
            text(
                Bold(lang.tr("{id} written", id=name)),
                "  ",
                lang.tr("The draft is saved. Change it here, or keep it as it is."),
            )
        ),
        *(Explanation(words) for each in said[:MOST_SHOWN] for words in advice_texts(lang, each)),
    ]
    if any(is_one_line(each.finding.suggestion) for each in said):
        parts.append(
            ChoiceField(
                "coach",
                lang.tr("What now?"),
                (
                    Option(lang.tr("Take what stands below"), "keep"),
                    Option(lang.tr("Use the coach's suggestions"), "use"),
                ),
                "keep",
                required=True,
            )
        )
    return Form(
        action="coach.step",
        title=lang.tr("The coach says"),
        submit=lang.tr("Save"),
        cancel=lang.tr("Keep as it is"),
        parts=(*parts, *form.parts),
        values=form.values,
    )


def reworded_form(
    lang: Language, number: int, title: str, key_results: Sequence[tuple[int, str]], limit: int
) -> Form:
    """Objective and key results as lines to reword, each key result keeping its place."""
    return Form(
        action="coach.step",
        title=lang.tr("The coach says"),
        submit=lang.tr("Save"),
        cancel=lang.tr("Keep as it is"),
        values={"o": str(number)},
        parts=(
            TextField("title", lang.tr("Objective"), title, required=True, max_length=limit),
            *(
                TextField(
                    f"kr{position}",
                    f"KR{number}.{position}",
                    words,
                    required=True,
                    max_length=limit,
                )
                for position, words in key_results
            ),
        ),
    )


def settings_form(
    lang: Language, mine: Sequence[str], company: Sequence[str], limits: Limits, *, is_admin: bool
) -> Form:
    """Which rules are off for me; for admins also for everybody, and the company's limits."""
    rules = tuple(Option(rule_name(lang, rule.value), rule.value) for rule in Rule)
    parts: list[FormPart] = [
        ManyChoicesField("off", lang.tr("Rules switched off for me"), rules, tuple(mine))
    ]
    if is_admin:
        parts += [
            ManyChoicesField(
                "company_off", lang.tr("Rules switched off for everybody"), rules, tuple(company)
            ),
            NumberField(
                "objectives", lang.tr("Most objectives of a person"), str(limits.objectives)
            ),
            NumberField(
                "key_results", lang.tr("Most key results of an objective"), str(limits.key_results)
            ),
        ]
    return Form(
        action="coach.save_settings",
        title=lang.tr("Coach settings"),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        parts=tuple(parts),
    )
