"""A person's own settings: language, time zone, weekly prompt, whose public holidays they have."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import assert_never

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import FieldValue
from chat.locales import language
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.context import Context
from handlers.parsing import Words
from handlers.settings.company import company, routes
from handlers.settings.linking import held_by
from handlers.settings.words import (
    read_country,
    read_language,
    read_time,
    read_weekday,
    read_zone,
)
from handlers.subcommands import take
from handlers.views.settings import Around, settings_card, settings_form
from okr.errors import Invalid, message
from storage import away, people, prompt_slots, working_days
from storage.people import Preferences


class _Subcommand(Enum):
    LANGUAGE = auto()
    ZONE = auto()
    DAY = auto()
    TIME = auto()
    COUNTRY = auto()
    COMPANY = auto()


_SUBCOMMANDS = {
    **dict.fromkeys(("language", "lang", "语言"), _Subcommand.LANGUAGE),
    **dict.fromkeys(("timezone", "time zone", "zone", "tz", "时区"), _Subcommand.ZONE),
    **dict.fromkeys(("day", "weekday", "日子", "星期", "周"), _Subcommand.DAY),
    **dict.fromkeys(("time", "hour", "时间", "钟点"), _Subcommand.TIME),
    **dict.fromkeys(("country", "holidays", "国家", "国家地区", "节假日"), _Subcommand.COUNTRY),
    **dict.fromkeys(("company", "公司", "企业"), _Subcommand.COMPANY),
}
_AS_TEAM = frozenset({"default", "as usual", "team", "默认", "团队", "跟随团队"})


@routes.command(
    "settings",
    "设置",
    summary=message("your language, time zone and weekly prompt"),
    usage=(
        ("settings", message("a form")),
        ("settings language zh", message("or en")),
        ("settings timezone Europe/Berlin", message("an IANA name")),
        ("settings day Monday", message("the day of the weekly prompt; `default`: as your team")),
        ("settings time 9:30", message("its time, on your own clock")),
        ("settings country CN", message("whose public holidays you have")),
        ("settings company holiday 2026-12-24", message("for admins; also `workday`, `country`")),
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
        case _Subcommand.DAY if _means_default(rest):
            people.prompt_as_teams_do(ctx.session, ctx.me.id, ctx.now)
            return Show(_card(ctx))
        case _Subcommand.DAY:
            chosen = replace(before, prompt_weekday=read_weekday(rest))
        case _Subcommand.TIME:
            chosen = replace(before, prompt_at=read_time(rest))
        case _Subcommand.COUNTRY:
            chosen = replace(before, country=_own_country(rest))
        case _Subcommand.COMPANY:
            return company(ctx, rest)
        case None:
            raise Invalid(
                message(
                    "I know `settings language …`, `settings timezone …`, `settings day …`, "
                    "`settings time …` and `settings country …`, not “{word}”."
                ),
                word=words.plain[:40],
            )
        case _:
            assert_never(subcommand)
    return Show(_save(ctx, chosen, named=subcommand))


def _means_default(typed: str) -> bool:
    return unicodedata.normalize("NFKC", typed).strip().casefold() in _AS_TEAM


def _own_country(typed: str) -> str:
    if not typed.strip():
        raise Invalid(
            message("Which country? For example: `{example}`."),
            field="country",
            example="settings country CN",
        )
    return read_country(typed)


@routes.button("settings.open", writes=True)
def open_form(ctx: Context, _event: ButtonPressed) -> Reply:
    return OpenForm(settings_form(ctx.lang, people.preferences(ctx.session, ctx.me.id)))


@routes.form("settings.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    before = people.preferences(ctx.session, ctx.me.id)
    try:
        chosen = _filled(event.fields, before)
    except Invalid as error:
        form = settings_form(ctx.lang, before).filled(event.fields)
        return FieldErrors(
            form, {error.field or "language": ctx.lang.tr(error.source, **error.values)}
        )
    return Replace(_save(ctx, chosen))


def _filled(fields: Mapping[str, FieldValue], before: Preferences) -> Preferences:
    return Preferences(
        read_language(str(fields.get("language", before.locale))),
        read_zone(str(fields.get("timezone", before.timezone)), before.timezone),
        read_weekday(str(fields.get("weekday", before.prompt_weekday))),
        read_time(str(fields.get("at", f"{before.prompt_at:%H:%M}"))),
        read_country(str(fields.get("country", before.country))),
    )


def _save(ctx: Context, chosen: Preferences, named: _Subcommand | None = None) -> Card:
    people.choose(
        ctx.session,
        ctx.me.id,
        chosen,
        ctx.now,
        names_locale=named is _Subcommand.LANGUAGE,
        names_timezone=named is _Subcommand.ZONE,
        names_prompt=named in (_Subcommand.DAY, _Subcommand.TIME),
    )
    return _card(ctx)


def _card(ctx: Context) -> Card:
    chosen = people.preferences(ctx.session, ctx.me.id)
    around = Around(
        prompt_slots.prompt_time(ctx.session, ctx.me.id),
        working_days.country_of(ctx.session, ctx.me.id),
        [each.span for each in away.list_of_person(ctx.session, ctx.me.id, ctx.today)],
        held_by(ctx.session, ctx.me.id),
    )
    return settings_card(language(chosen.locale), chosen, around)
