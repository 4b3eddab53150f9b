"""A person's own settings: language, time zone, day and hour of the weekly prompt."""

from dataclasses import replace
from enum import Enum, auto
from typing import assert_never

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.locales import language
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.context import Context
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.settings_words import read_language, read_time, read_weekday, read_zone
from handlers.subcommands import take
from handlers.views.settings import settings_card, settings_form
from okr.errors import Invalid, message
from storage import people
from storage.people import Preferences

routes = Routes()


class _Subcommand(Enum):
    LANGUAGE = auto()
    ZONE = auto()
    DAY = auto()
    TIME = auto()


_SUBCOMMANDS = {
    **dict.fromkeys(("language", "lang", "语言"), _Subcommand.LANGUAGE),
    **dict.fromkeys(("timezone", "time zone", "zone", "tz", "时区"), _Subcommand.ZONE),
    **dict.fromkeys(("day", "weekday", "日子", "星期", "周"), _Subcommand.DAY),
    **dict.fromkeys(("time", "hour", "时间", "钟点"), _Subcommand.TIME),
}


@routes.command(
    "settings",
    "设置",
    summary=message("your language, time zone and weekly prompt"),
    usage=(
        ("settings", message("a form")),
        ("settings language zh", message("or en")),
        ("settings timezone Europe/Berlin", message("an IANA name")),
        ("settings day Monday", message("the day of the weekly prompt")),
        ("settings time 9:30", message("its time, on your own clock")),
    ),
)
def settings(ctx: Context, words: Words) -> Reply:
    before = people.preferences(ctx.session, ctx.me.id)
    if not words:
        return OpenForm(settings_form(ctx.lang, before))
    subcommand, rest = take(words.plain, _SUBCOMMANDS)
    match subcommand:
        case _Subcommand.LANGUAGE:
            chosen = replace(before, locale=read_language(rest))
        case _Subcommand.ZONE:
            chosen = replace(before, timezone=read_zone(rest, before.timezone))
        case _Subcommand.DAY:
            chosen = replace(before, prompt_weekday=read_weekday(rest))
        case _Subcommand.TIME:
            chosen = replace(before, prompt_at=read_time(rest))
        case None:
            raise Invalid(
                message(
                    "I know `settings language …`, `settings timezone …`, `settings day …` and "
                    "`settings time …`, not “{word}”."
                ),
                word=words.plain[:40],
            )
        case _:
            assert_never(subcommand)
    return Show(_save(ctx, chosen, named=subcommand))


@routes.button("settings.open", writes=True)
def open_form(ctx: Context, _event: ButtonPressed) -> Reply:
    return OpenForm(settings_form(ctx.lang, people.preferences(ctx.session, ctx.me.id)))


@routes.form("settings.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    before = people.preferences(ctx.session, ctx.me.id)
    try:
        chosen = Preferences(
            read_language(str(event.fields.get("language", before.locale))),
            read_zone(str(event.fields.get("timezone", before.timezone)), before.timezone),
            read_weekday(str(event.fields.get("weekday", before.prompt_weekday))),
            read_time(str(event.fields.get("at", f"{before.prompt_at:%H:%M}"))),
        )
    except Invalid as error:
        form = settings_form(ctx.lang, before).filled(event.fields)
        return FieldErrors(
            form, {error.field or "language": ctx.lang.tr(error.source, **error.values)}
        )
    return Replace(_save(ctx, chosen))


def _save(ctx: Context, chosen: Preferences, named: _Subcommand | None = None) -> Card:
    people.choose(
        ctx.session,
        ctx.me.id,
        chosen,
        ctx.now,
        names_locale=named is _Subcommand.LANGUAGE,
        names_timezone=named is _Subcommand.ZONE,
    )
    return settings_card(language(chosen.locale), chosen)
