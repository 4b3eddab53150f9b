"""A person's settings as a card and a form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol, assert_never

from chat.cards import Actions, Button, Card, Field, Fields, Option, Tone
from chat.forms import ChoiceField, Form, TextField
from chat.locales import LANGUAGES, Language
from chat.text import text
from handlers.views.accounts import Held, accounts_text
from handlers.views.days import holidays_text
from okr.facts import Span
from okr.prompt_time import PromptTime, Source

LANGUAGE_NAMES = {"en": "English", "zh": "中文"}
_SPANS_SHOWN = 3


class Chosen(Protocol):
    """What a person has chosen."""

    @property
    def locale(self) -> str: ...
    @property
    def timezone(self) -> str: ...
    @property
    def prompt_weekday(self) -> int: ...
    @property
    def prompt_at(self) -> time: ...
    @property
    def country(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Around:
    """What has a say besides: `country` is the one whose holidays count, wherever it is from."""

    when: PromptTime
    country: str
    away: Sequence[Span] = ()
    accounts: Sequence[Held] = ()


def settings_card(lang: Language, chosen: Chosen, around: Around) -> Card:
    """What holds now."""
    fields = [
        Field(lang.tr("Language"), text(LANGUAGE_NAMES[chosen.locale])),
        Field(lang.tr("Time zone"), text(chosen.timezone)),
        Field(lang.tr("Weekly prompt"), text(when_and_whence(lang, around.when))),
        Field(
            lang.tr("Public holidays"),
            text(holidays_text(lang, around.country, is_own=bool(chosen.country))),
        ),
    ]
    if around.away:
        fields.append(Field(lang.tr("Away"), text(spans_text(lang, around.away))))
    if len(around.accounts) > 1:
        fields.append(Field(lang.tr("Accounts"), text(accounts_text(lang, around.accounts))))
    return Card(
        lang.tr("Your settings"),
        (
            Fields(tuple(fields)),
            Actions(
                (
                    Button(lang.tr("Change"), "settings.open"),
                    Button(lang.tr("Days away"), "away.list"),
                    Button(lang.tr("Accounts"), "link.accounts"),
                )
            ),
        ),
        Tone.GOOD,
    )


def spans_text(lang: Language, spans: Sequence[Span]) -> str:
    """Days in a row: "24 Dec 2026 – 2 Jan 2027"."""
    shown = [span_text(lang, span.starts_on, span.ends_on) for span in spans[:_SPANS_SHOWN]]
    return "; ".join([*shown, "…"] if len(spans) > _SPANS_SHOWN else shown)


def span_text(lang: Language, starts_on: date, ends_on: date) -> str:
    """From one day to another, or the one day."""
    if starts_on == ends_on:
        return lang.date(starts_on)
    return f"{lang.date(starts_on)} – {lang.date(ends_on)}"


def when_and_whence(lang: Language, when: PromptTime) -> str:
    """Day and time, and who chose them."""
    said = f"{lang.weekday(when.weekday)} {lang.clock(when.at)}"
    match when.source:
        case Source.OWN:
            return lang.tr("{when} (your own choice)", when=said)
        case Source.TEAM:
            return lang.tr("{when} (as team {team} has it)", when=said, team=when.team)
        case Source.USUAL:
            return lang.tr("{when} (as usual)", when=said)
        case _:
            assert_never(when.source)


def settings_form(lang: Language, chosen: Chosen) -> Form:
    """Language, time zone, prompt day and time, country."""
    return Form(
        action="settings.save",
        title=lang.tr("Your settings"),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        parts=(
            ChoiceField(
                "language",
                lang.tr("Language"),
                tuple(Option(LANGUAGE_NAMES[code], code) for code in LANGUAGES),
                chosen.locale,
                required=True,
            ),
            TextField(
                "timezone",
                lang.tr("Time zone"),
                chosen.timezone,
                required=True,
                max_length=60,
                hint=lang.tr("Such as Europe/Berlin or Asia/Shanghai."),
            ),
            ChoiceField(
                "weekday",
                lang.tr("Day of the weekly prompt"),
                tuple(Option(lang.weekday(day), str(day)) for day in range(1, 8)),
                str(chosen.prompt_weekday),
                required=True,
            ),
            TextField(
                "at",
                lang.tr("Time of the weekly prompt"),
                f"{chosen.prompt_at:%H:%M}",
                required=True,
                max_length=20,
                hint=lang.tr("Such as 10:00."),
            ),
            TextField(
                "country",
                lang.tr("Public holidays of"),
                chosen.country,
                max_length=60,
                hint=lang.tr("A country or its code, such as CN or DE-BE. Empty: as usual."),
            ),
        ),
    )
