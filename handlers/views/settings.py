"""A person's settings as a card and a form."""

from datetime import time
from typing import Protocol

from chat.cards import Actions, Button, Card, Field, Fields, Option, Tone
from chat.forms import ChoiceField, Form, TextField
from chat.locales import LANGUAGES, Language
from chat.text import text

LANGUAGE_NAMES = {"en": "English", "zh": "中文"}


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


def settings_card(lang: Language, chosen: Chosen) -> Card:
    """What holds now."""
    when = f"{lang.weekday(chosen.prompt_weekday)} {lang.clock(chosen.prompt_at)}"
    return Card(
        lang.tr("Your settings"),
        (
            Fields(
                (
                    Field(lang.tr("Language"), text(LANGUAGE_NAMES[chosen.locale])),
                    Field(lang.tr("Time zone"), text(chosen.timezone)),
                    Field(lang.tr("Weekly prompt"), text(when)),
                )
            ),
            Actions((Button(lang.tr("Change"), "settings.open"),)),
        ),
        Tone.GOOD,
    )


def settings_form(lang: Language, chosen: Chosen) -> Form:
    """Language, time zone, prompt day and time."""
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
        ),
    )
