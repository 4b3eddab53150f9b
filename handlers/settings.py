"""A person's own settings: language, time zone, day and hour of the weekly prompt."""

from dataclasses import replace
from datetime import time
from zoneinfo import available_timezones

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.locales import LANGUAGES, code_for, language
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.context import Context
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.settings import settings_card, settings_form
from okr.errors import Invalid, message
from storage import people
from storage.people import Preferences

routes = Routes()

_LANGUAGE_WORDS = {
    "english": "en",
    "英文": "en",
    "英语": "en",
    "chinese": "zh",
    "中文": "zh",
    "汉语": "zh",
}
_LANGUAGE = ("language", "lang", "语言")
_ZONE = ("timezone", "time", "zone", "tz", "时区")


@routes.command(
    "settings",
    "设置",
    summary=message("your language, time zone and weekly prompt"),
    usage=(
        ("settings", message("a form")),
        ("settings language zh", message("or en")),
        ("settings timezone Europe/Berlin", message("an IANA name")),
    ),
)
def settings(ctx: Context, words: Words) -> Reply:
    verb, rest = words.take_word()
    chosen = people.preferences(ctx.session, ctx.me.id)
    if not verb:
        return OpenForm(settings_form(ctx.lang, chosen))
    if verb.casefold() in _LANGUAGE:
        return Show(_save(ctx, replace(chosen, locale=_language(rest.text))))
    if verb.casefold() in _ZONE:
        typed = rest.text.removeprefix("zone ").strip()
        return Show(_save(ctx, replace(chosen, timezone=_zone(typed))))
    raise Invalid(
        message("I know `settings language …` and `settings timezone …`, not “{word}”."),
        word=verb[:40],
    )


@routes.button("settings.open", writes=True)
def open_form(ctx: Context, _event: ButtonPressed) -> Reply:
    return OpenForm(settings_form(ctx.lang, people.preferences(ctx.session, ctx.me.id)))


@routes.form("settings.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    before = people.preferences(ctx.session, ctx.me.id)
    try:
        chosen = Preferences(
            _language(str(event.fields.get("language", before.locale))),
            _zone(str(event.fields.get("timezone", before.timezone))),
            _weekday(str(event.fields.get("weekday", before.prompt_weekday))),
            _time(str(event.fields.get("at", f"{before.prompt_at:%H:%M}"))),
        )
    except Invalid as error:
        form = settings_form(ctx.lang, before).filled(event.fields)
        return FieldErrors(
            form, {error.field or "language": ctx.lang.tr(error.source, **error.values)}
        )
    return Replace(_save(ctx, chosen))


def _save(ctx: Context, chosen: Preferences) -> Card:
    people.choose(ctx.session, ctx.me.id, chosen, ctx.now)
    return settings_card(language(chosen.locale), chosen)


def _language(typed: str) -> str:
    word = typed.strip().casefold()
    code = _LANGUAGE_WORDS.get(word) or code_for(word, default="")
    if code not in LANGUAGES:
        raise Invalid(
            message("I speak {known}, not “{word}”."),
            field="language",
            known=", ".join(LANGUAGES),
            word=typed[:40],
        )
    return code


def _zone(typed: str) -> str:
    wanted = typed.strip().replace(" ", "_").casefold()
    for name in available_timezones():
        if name.casefold() == wanted:
            return name
    raise Invalid(
        message("There is no time zone “{zone}”. Write it like {example}."),
        field="timezone",
        zone=typed.strip()[:60],
        example="Asia/Shanghai",
    )


def _weekday(typed: str) -> int:
    if typed in {"1", "2", "3", "4", "5", "6", "7"}:
        return int(typed)
    raise Invalid(message("Choose one of the options."), field="weekday")


def _time(typed: str) -> time:
    hour, _, minute = typed.strip().replace("：", ":").partition(":")
    if hour.isdigit() and (minute or "0").isdigit() and int(hour) < 24 and int(minute or 0) < 60:
        return time(int(hour), int(minute or 0))
    raise Invalid(message("Write the time like 10:00."), field="at")
