"""What people write for a language, a time zone, a weekday and a time of day."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from zoneinfo import available_timezones

from chat.locales import LANGUAGES, code_for, language
from handlers.views.settings import LANGUAGE_NAMES
from okr.errors import Invalid, message
from okr.quantities import read_date
from storage.working_days import is_country

_LANGUAGE_WORDS = {
    "english": "en",
    "英文": "en",
    "英语": "en",
    "chinese": "zh",
    "中文": "zh",
    "汉语": "zh",
    "简体中文": "zh",
}
_AREAS = (
    "Africa America Antarctica Arctic Asia Atlantic Australia Etc Europe Indian Pacific".split()
)
_MOST_WORDS = 4
"""In a date: "Thursday 24 December 2026"."""
_YEAR = re.compile(r"20\d\d", re.ASCII)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HAN_DAYS = "一二三四五六日"
_BEFORE_HAN_DAY = re.compile(r"^(?:每个|每)?(?:星期|礼拜|周)")
_TIME = re.compile(
    r"(?P<part>凌晨|早上|上午|中午|下午|晚上)?\s*"
    r"(?P<hour>\d{1,2})(?:\s*[:点點时時]\s*(?:(?P<minute>\d{1,2})\s*分?|(?P<half>半))?)?"
    r"\s*(?P<noon>[ap]\.?m\.?)?",
    re.ASCII | re.IGNORECASE,
)


def read_language(typed: str) -> str:
    """The code of a language of ours. Raises Invalid."""
    word = _folded(typed)
    code = _LANGUAGE_WORDS.get(word) or code_for(word, default="")
    if code not in LANGUAGES:
        raise Invalid(
            message("I speak {known}. For example: `{example}`."),
            field="language",
            known=", ".join(LANGUAGE_NAMES[each] for each in LANGUAGES),
            example="settings language zh",
        )
    return code


def read_zone(typed: str, present: str = "") -> str:
    """The IANA name of an area and city ("Asia/Shanghai", "shanghai"), UTC or Etc/…; also the
    `present` one. Raises Invalid."""
    wanted = _folded(typed).replace(" ", "_")
    if not wanted:
        raise Invalid(
            message("Which time zone? For example: `{example}`."),
            field="timezone",
            example="settings timezone Asia/Shanghai",
        )
    found = present if wanted == present.casefold() else _zones().get(wanted)
    if found is None:
        raise Invalid(
            message("There is no time zone “{zone}”. Write it like {example}."),
            field="timezone",
            zone=typed.strip()[:60],
            example="Asia/Shanghai",
        )
    return found


@cache
def _zones() -> Mapping[str, str]:
    names = [name for name in available_timezones() if name.partition("/")[0] in _AREAS]
    cities = Counter(_city(name) for name in names)
    # "GMT+8" by itself is not looked up: Etc/GMT+8 is eight hours behind.
    alone = {
        _city(name): name
        for name in names
        if cities[_city(name)] == 1 and not name.startswith("Etc/")
    }
    return {**alone, "utc": "UTC", **{name.casefold(): name for name in names}}


def _city(name: str) -> str:
    return name.rpartition("/")[2].casefold()


def take_date(typed: str, today: date) -> tuple[date | None, str]:
    """The day at the beginning, and what follows it: "24 Dec 2026 Christmas Eve"."""
    words = typed.split()
    if len(words) > 1 and _latin_day(words[0].rstrip(",").casefold()) is not None:
        dated = take_date(" ".join(words[1:]), today)
        if dated[0] is not None:
            return dated  # "Thursday 24 December"
    read = [read_date(" ".join(words[:count]), today) for count in range(1, _MOST_WORDS + 1)]
    day = next((found for found in reversed(read) if found is not None), None)
    # Words after a date do not change what it is read as: the fewest that say it are the date.
    count = read.index(day) + 1 if day is not None else 0
    year = "".join(words[count : count + 1])
    if day is not None and _YEAR.fullmatch(year) and not _YEAR.search(" ".join(words[:count])):
        if year != str(day.year):
            return None, typed  # "29 Feb 2027" is no day, and not the 29 Feb of another year
        count += 1
    return day, " ".join(words[count:])


_AS_USUAL = frozenset({"none", "default", "-", "–", "无", "没有", "默认"})


def read_country(typed: str) -> str:
    """The code of a country with a calendar: "CN", "de-be", "Germany", "中国"; empty for none.

    Raises Invalid.
    """
    wanted = _folded(typed)
    if not wanted or wanted in _AS_USUAL:
        return ""
    code = _countries().get(wanted, wanted.upper())
    if not is_country(code):
        raise Invalid(
            message("I know no public holidays of “{country}”. Write a country like {example}."),
            field="country",
            country=typed.strip()[:60],
            example="CN, DE, US, DE-BE",
        )
    return code


@cache
def _countries() -> Mapping[str, str]:
    """Codes by the names that countries have in our languages."""
    letters = [chr(letter) for letter in range(ord("A"), ord("Z") + 1)]
    codes = [first + second for first in letters for second in letters]
    return {
        language(each).country(code).casefold(): code
        for each in LANGUAGES
        for code in codes
        if is_country(code)
    }


def read_weekday(typed: str) -> int:
    """The ISO number of a weekday: "Monday", "tue", "周三", "4". Raises Invalid."""
    word = _folded(typed).removeprefix("every ").removesuffix("s").rstrip(".")
    number = _han_day(word) or _latin_day(word)
    if number is None:
        raise Invalid(
            message("Which day? For example: `{example}`."),
            field="weekday",
            example="settings day Monday",
        )
    return number


def _han_day(word: str) -> int | None:
    day = _BEFORE_HAN_DAY.sub("", word).replace("天", "日")
    if len(day) == 1 and day in _HAN_DAYS:
        return _HAN_DAYS.index(day) + 1
    return int(day) if day in {"1", "2", "3", "4", "5", "6", "7"} else None


def _latin_day(word: str) -> int | None:
    if len(word) < 2:
        return None
    found = [number for number, name in enumerate(_DAYS, 1) if name.startswith(word)]
    return found[0] if len(found) == 1 else None


def read_time(typed: str) -> time:
    """A time of day: "10:00", "9", "9:30 pm", "9点半", "下午3点". Raises Invalid."""
    found = _TIME.fullmatch(_folded(typed))
    if found is None:
        raise _no_time()
    hour = _hour(int(found["hour"]), (found["noon"] or "")[:1], found["part"] or "")
    minute = 30 if found["half"] else int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        raise _no_time()
    return time(hour, minute)


def _hour(written: int, noon: str, part: str) -> int:
    """The hour of 0 to 23; more for what is none ("13 pm" is just 13, "0 am" is 0)."""
    if written == 12 and (noon == "a" or part == "凌晨"):
        return 0
    is_later = noon == "p" or part in ("下午", "晚上") or (part == "中午" and written < 6)
    return written + 12 if is_later and written < 12 else written


def _no_time() -> Invalid:
    return Invalid(message("Write the time like 10:00."), field="at")


def _folded(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed[:80]).strip().casefold()
