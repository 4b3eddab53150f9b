"""The forms of a risk: answer it, take it over, forward it."""

from chat.address import Account
from chat.forms import DateField, Explanation, Form, FormPart, PersonField, TextField
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.risks import ANSWER_LIMIT, Part, RiskSeen
from okr.follow_up import Risk

TITLE_LIMIT = 500
WORD_LIMIT = 500


def answer_form(lang: Language, seen: RiskSeen, mine: str) -> Form:
    """An answer; `mine` is the one given before."""
    parts: list[FormPart] = list(_about(lang, seen.risk))
    if mine:
        parts.append(
            Explanation(text(lang.tr("You answered already; what you write now takes its place.")))
        )
    parts.append(
        TextField(
            "answer",
            lang.tr("Your answer"),
            value=mine,
            required=True,
            multiline=True,
            max_length=ANSWER_LIMIT,
            hint=lang.tr("{asker} reads it where they asked.", asker=seen.risk.asker.name),
        )
    )
    return Form(
        action="risks.answer_save",
        title=lang.tr("Answer {name}", name=shortened(seen.risk.asker.name, 60)),
        submit=lang.tr("Answer"),
        cancel=lang.tr("Cancel"),
        values=seen.values,
        parts=tuple(parts),
    )


def take_form(lang: Language, seen: RiskSeen) -> Form:
    """What the reader will do about it, and until when."""
    return Form(
        action="risks.take_save",
        title=lang.tr("Take it over"),
        submit=lang.tr("Take it over"),
        cancel=lang.tr("Cancel"),
        values=seen.values,
        parts=(
            *_about(lang, seen.risk),
            TextField(
                "what",
                lang.tr("What you will do"),
                required=True,
                max_length=TITLE_LIMIT,
                hint=lang.tr("It becomes an action item of yours."),
            ),
            DateField("due", lang.tr("By when"), required=True),
        ),
    )


def forward_form(lang: Language, seen: RiskSeen, chosen: tuple[Account, ...] = ()) -> Form:
    """Who is to be asked instead, or for the asker: as well."""
    is_asker = seen.part is Part.ASKER
    title = lang.tr("Ask somebody") if is_asker else lang.tr("Forward")
    hint = "" if is_asker else lang.tr("They are asked, and you no longer are.")
    return Form(
        action="risks.forward_save",
        title=title,
        submit=title,
        cancel=lang.tr("Cancel"),
        values=seen.values,
        parts=(
            *_about(lang, seen.risk),
            PersonField("person", lang.tr("Who"), chosen, required=True, hint=hint),
            TextField("word", lang.tr("A word to them"), multiline=True, max_length=WORD_LIMIT),
        ),
    )


def _about(lang: Language, risk: Risk) -> tuple[Explanation, ...]:
    said = []
    if risk.risk:
        said.append(Explanation(text(Bold(lang.tr("Risk")), f"  {risk.risk}")))
    if risk.support:
        said.append(Explanation(text(Bold(lang.tr("Support needed")), f"  {risk.support}")))
    return (Explanation(text(Bold(risk.key_result), f" {risk.key_result_title}")), *said)
