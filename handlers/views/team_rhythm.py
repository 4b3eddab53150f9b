"""A team's week: its day, its clock, whether names are shown, when members are prompted."""

from dataclasses import dataclass
from datetime import time

from chat.cards import Field, Option
from chat.forms import ChoiceField, Form, SwitchField, TextField
from chat.locales import Language
from chat.text import text

NO_DAY = "none"
"""The choice of having no prompt time for the team."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A team's day and its members' prompt (`prompt_weekday` None: as they chose, or usual).

    `clock` is the time zone that counts, `timezone` the one the team chose, perhaps empty.
    """

    weekday: int
    at: time
    clock: str
    timezone: str
    names_shown: bool
    prompt_weekday: int | None
    prompt_at: time | None
    has_channel: bool


def rhythm_fields(lang: Language, rhythm: Rhythm) -> list[Field]:
    """What stands on the team's card."""
    day = f"{lang.weekday(rhythm.weekday)} {lang.clock(rhythm.at)} ({rhythm.clock})"
    if not rhythm.has_channel:
        day = lang.tr("{day}; nothing is posted without a channel", day=day)
    names = lang.tr("shown in the channel") if rhythm.names_shown else lang.tr("to the lead only")
    fields = [
        Field(lang.tr("Digest and report"), text(day)),
        Field(lang.tr("Names of who has not reported"), text(names)),
    ]
    if rhythm.prompt_weekday is not None and rhythm.prompt_at is not None:
        when = f"{lang.weekday(rhythm.prompt_weekday)} {lang.clock(rhythm.prompt_at)}"
        fields.append(Field(lang.tr("Members are asked"), text(when)))
    return fields


def rhythm_form(lang: Language, team_id: int, name: str, rhythm: Rhythm) -> Form:
    """All of it."""
    days = tuple(Option(lang.weekday(day), str(day)) for day in range(1, 8))
    prompt_day = str(rhythm.prompt_weekday) if rhythm.prompt_weekday else NO_DAY
    prompt_at = rhythm.prompt_at or time(10, 0)
    return Form(
        action="team.rhythm_save",
        title=lang.tr("Team {name}", name=name),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        values={"team": str(team_id)},
        parts=(
            ChoiceField(
                "weekday",
                lang.tr("Day of digest and report"),
                days,
                str(rhythm.weekday),
                required=True,
            ),
            TextField(
                "at",
                lang.tr("Time of digest and report"),
                f"{rhythm.at:%H:%M}",
                required=True,
                max_length=20,
            ),
            TextField(
                "timezone",
                lang.tr("Time zone"),
                rhythm.timezone,
                max_length=60,
                hint=lang.tr("Empty: the lead's."),
            ),
            SwitchField(
                "names",
                lang.tr("Show names in the channel"),
                rhythm.names_shown,
                hint=lang.tr("Of who has not reported; otherwise only the lead sees them."),
            ),
            ChoiceField(
                "prompt_day",
                lang.tr("Members are asked on"),
                (Option(lang.tr("as each one has it"), NO_DAY), *days),
                prompt_day,
                required=True,
                hint=lang.tr("For those who chose no day of their own."),
            ),
            TextField(
                "prompt_at", lang.tr("Members are asked at"), f"{prompt_at:%H:%M}", max_length=20
            ),
        ),
    )
