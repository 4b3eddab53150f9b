"""What can be done with a weekly prompt but answer it: forms, and why it comes at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from chat.cards import Actions, Button, Card, Field, Fields, Note, Paragraph
from chat.forms import Explanation, Form, PersonField, TextField
from chat.locales import Language
from chat.text import Bold, text
from handlers.views.objectives import id_of
from handlers.views.settings import when_and_whence
from okr.facts import KeyResult, PersonName
from okr.prompt_time import PromptTime

REASON_LIMIT = 200


def skip_form(lang: Language, week: str) -> Form:
    """Why this week is left out."""
    return Form(
        action="prompts.skip_save",
        title=lang.tr("Skip this week"),
        submit=lang.tr("Skip"),
        cancel=lang.tr("Cancel"),
        values={"week": week},
        parts=(
            TextField(
                "reason",
                lang.tr("Why?"),
                required=True,
                max_length=REASON_LIMIT,
                hint=lang.tr("In a few words; your lead and the weekly report see it."),
            ),
        ),
    )


def delegate_form(lang: Language, week: str) -> Form:
    """Who checks in this week."""
    return Form(
        action="prompts.delegate_save",
        title=lang.tr("Hand over this week"),
        submit=lang.tr("Hand over"),
        cancel=lang.tr("Cancel"),
        values={"week": week},
        parts=(
            PersonField("colleague", lang.tr("Who checks in for you?"), required=True),
            Explanation(
                text(lang.tr("They get this card and may check in on these key results this week."))
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that has a say in somebody's prompts.

    `owner` and `until` are set for who stands in: for whom, and for days away how long.
    """

    key_results: Sequence[KeyResult]
    cycles: Sequence[str]
    when: PromptTime
    next_at: datetime
    zone: tzinfo
    owner: PersonName | None = None
    until: date | None = None


def why_card(lang: Language, why: Why) -> Card:
    """Whose key results, of which cycle, why then, and how to change it."""
    ids = ", ".join(id_of(each) for each in why.key_results) or "–"
    cycles = ", ".join(why.cycles) or "–"
    title = lang.tr("Why do I get this?")
    if why.owner is not None:
        return Card(title, (Paragraph(text(_for_owner(lang, why, why.owner, ids, cycles))),))
    return Card(
        title,
        (
            Paragraph(
                text(
                    lang.tr(
                        "You own published key results of a cycle that runs: {ids} ({cycles}). "
                        "Once a week I ask how far they got, about those nobody has checked in on.",
                        ids=ids,
                        cycles=cycles,
                    )
                )
            ),
            Fields(
                (
                    Field(lang.tr("When"), text(when_and_whence(lang, why.when))),
                    Field(lang.tr("Next"), text(lang.moment(why.next_at, why.zone))),
                )
            ),
            Note(
                lang.text(
                    "Another day or time: {settings}. Not while you are away: {away}. On a public "
                    "holiday it comes on the next working day of that week.",
                    settings=Bold("/okr settings"),
                    away=Bold("/okr away"),
                )
            ),
            Actions(
                (
                    Button(lang.tr("Change day and time"), "settings.open"),
                    Button(lang.tr("Days away"), "away.list"),
                )
            ),
        ),
    )


def _for_owner(lang: Language, why: Why, owner: PersonName, ids: str, cycles: str) -> str:
    if why.until is not None:
        return lang.tr(
            "{owner} is away until {day} and named you to check in meanwhile on {ids} ({cycles}).",
            owner=owner.name,
            day=lang.date(why.until),
            ids=ids,
            cycles=cycles,
        )
    return lang.tr(
        "{owner} handed this week's check-in on {ids} ({cycles}) over to you.",
        owner=owner.name,
        ids=ids,
        cycles=cycles,
    )
