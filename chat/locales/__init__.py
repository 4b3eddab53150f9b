"""Languages: gettext catalogues with Babel; adding a language is adding one catalogue."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import cache, lru_cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO
from string import Formatter

from babel import Locale as BabelLocale
from babel.dates import format_date, format_datetime, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import Translations

from chat.text import Bold, Link, Plain, Span, Text

LANGUAGES: tuple[str, ...] = ("en", "zh")
"""Languages with a complete catalogue; English is the source."""

_BABEL = {"en": "en", "zh": "zh_Hans_CN"}


@dataclass(frozen=True, slots=True)
class Language:
    """One language: words, numbers, dates and percents as its readers write them."""

    code: str
    _babel: BabelLocale
    _translations: NullTranslations

    def tr(self, message: str, /, **values: object) -> str:
        """The message in this language, its `{placeholders}` filled in."""
        translated = self._translations.gettext(message) if message else ""
        return translated.format(**values) if values else translated

    def ntr(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form for `count`, which is also given as `{count}`."""
        chosen = self._translations.ngettext(one, many, count)
        return chosen.format(count=self.number(count), **values)

    def text(self, message: str, /, **values: str | Span | Text) -> Text:
        """A translated message as spans: placeholders may be people, links or other spans."""
        translated = self._translations.gettext(message)
        spans: list[Span] = []
        for words, name, _, _ in Formatter().parse(translated):
            if words:
                spans.append(Plain(words))
            if name:
                value = values[name]
                if isinstance(value, tuple):
                    spans.extend(value)
                elif isinstance(value, str):
                    spans.append(Plain(value))
                else:
                    spans.append(value)
        return tuple(
            span for span in spans if not isinstance(span, Plain | Bold | Link) or span.text
        )

    def number(self, value: float, digits: int = 6) -> str:
        """A figure with the language's separators, at most `digits` decimals."""
        rounded = round(float(value), digits)
        return _decimal(rounded + 0.0, self.code, digits)

    def percent(self, ratio: float) -> str:
        """A ratio as whole per cent: 0.24 -> "24%"."""
        shown = round(ratio, 4)
        return _percent(0.0 if abs(shown) < 0.005 else shown, self.code)  # never "-0%"

    def date(self, day: date, *, year: bool = True) -> str:
        """A day, such as "30 Apr 2026" or "2026年4月30日"."""
        pattern = {"en": "d MMM y" if year else "d MMM"}.get(self.code)
        if pattern is None:
            pattern = "y年M月d日" if year else "M月d日"
        return _date(day, pattern, self.code)

    def moment(self, at: datetime, zone: tzinfo) -> str:
        """A point in time on the reader's own clock, with day, month, hour and minute."""
        local = at.astimezone(zone)
        pattern = "EEE d MMM, HH:mm" if self.code == "en" else "M月d日 EEE HH:mm"
        return format_datetime(local, pattern, locale=self._babel)

    def clock(self, at: time) -> str:
        """A time of day, "10:00"."""
        return format_time(at, "HH:mm", locale=self._babel)

    def country(self, code: str) -> str:
        """The name of a country by its two letters; the code itself where it has none."""
        return str(self._babel.territories.get(code, code))

    def weekday(self, iso_weekday: int) -> str:
        """The name of an ISO weekday, 1 is Monday."""
        return str(self._babel.days["stand-alone"]["wide"][iso_weekday - 1])


# Formatting costs Babel some 20 µs; views repeat the same few figures and days all day. They are
# kept by the language's code: to hash Babel's locale costs as much as all else of a look.
_CACHED = 4096


@lru_cache(maxsize=_CACHED)
def _decimal(value: float, code: str, digits: int) -> str:
    return format_decimal(value, format="#,##0." + "#" * digits, locale=_BABEL[code])


@lru_cache(maxsize=_CACHED)
def _percent(ratio: float, code: str) -> str:
    return format_percent(ratio, format="#,##0%", locale=_BABEL[code])


@lru_cache(maxsize=_CACHED)
def _date(day: date, pattern: str, code: str) -> str:
    return format_date(day, pattern, locale=_BABEL[code])


@cache
def language(code: str) -> Language:
    """The language with this code; English for any code there is no catalogue for."""
    if code not in LANGUAGES:
        code = "en"
    return Language(code, BabelLocale.parse(_BABEL[code]), _load(code))


def _load(code: str) -> NullTranslations:
    if code == "en":
        return NullTranslations()
    source = files(__package__).joinpath(f"{code}.po").read_bytes()
    catalogue = read_po(BytesIO(source), locale=_BABEL[code])
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def code_for(tag: str | None, default: str = "en") -> str:
    """The language code for a platform's tag: `zh-CN`, `zh_HK`, `en_US` -> `zh`, `zh`, `en`."""
    if not tag:
        return default
    primary = tag.replace("_", "-").split("-")[0].lower()
    return primary if primary in LANGUAGES else default
