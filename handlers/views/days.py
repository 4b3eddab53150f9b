"""Days off and days worked: the company's own, and whose public holidays somebody has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chat.cards import Actions, Block, Button, Card, Field, Fields, Note, Option, Paragraph, Select
from chat.forms import ChoiceField, DateField, Form, TextField
from chat.locales import Language
from chat.text import Bold, shortened, text

OFF, WORKED = "off", "worked"
NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class OwnDayShown:
    """A day off, or one worked, that the company entered."""

    day: date
    is_working: bool
    name: str


def holidays_text(lang: Language, country: str, *, is_own: bool) -> str:
    """Whose holidays they are, and whether the person chose that."""
    if not country:
        return lang.tr("none known")
    name = country_name(lang, country)
    return name if is_own else lang.tr("{country} (as usual)", country=name)


def country_name(lang: Language, code: str) -> str:
    """ "DE-BE" as "Germany (DE-BE)"."""
    name = lang.country(code.partition("-")[0])
    return f"{name} ({code})" if "-" in code else name


def company_days_card(lang: Language, country: str, days: Sequence[OwnDayShown]) -> Card:
    """The country whose holidays people have, and the company's own days to come."""
    shown = country_name(lang, country) if country else lang.tr("that of each one's time zone")
    blocks: list[Block] = [Fields((Field(lang.tr("Public holidays of"), text(shown)),))]
    for each in days:
        what = lang.tr("worked") if each.is_working else lang.tr("off")
        name = f" · {each.name}" if each.name else ""
        blocks.append(
            Paragraph(
                text(Bold(lang.date(each.day)), f" {_weekday(lang, each.day)} · {what}{name}")
            )
        )
    if not days:
        blocks.append(
            Note(
                lang.text(
                    "No days of the company's own. Add one: {holiday}, or a day that is worked "
                    "instead: {workday}.",
                    holiday=Bold("/okr settings company holiday 2026-12-24"),
                    workday=Bold("/okr settings company workday 2026-02-14"),
                )
            )
        )
    buttons: list[Button | Select] = [Button(lang.tr("Add a day"), "company.open")]
    if days:
        options = tuple(
            Option(shortened(f"{lang.date(each.day)} {each.name}".strip(), 70), f"{each.day}")
            for each in days[:25]
        )
        buttons.append(Select(lang.tr("Remove…"), "company.remove", options))
    return Card(lang.tr("Days off of the company"), (*blocks, Actions(tuple(buttons))))


def _weekday(lang: Language, day: date) -> str:
    return lang.weekday(day.isoweekday())


def company_day_form(lang: Language) -> Form:
    """A day off or a day worked."""
    return Form(
        action="company.save",
        title=lang.tr("Days off of the company"),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        parts=(
            DateField("day", lang.tr("Day"), required=True),
            ChoiceField(
                "what",
                lang.tr("What is it?"),
                (Option(lang.tr("nobody works"), OFF), Option(lang.tr("it is worked"), WORKED)),
                OFF,
                required=True,
            ),
            TextField("name", lang.tr("Name"), max_length=NAME_LIMIT),
        ),
    )
