"""Small checks of one property's value: each says what is wrong, or nothing."""

import re
from collections.abc import Callable, Mapping

Check = Callable[[object], str]
"""Takes a property's value, gives "" or what is wrong with it."""

_LENGTH = re.compile(r"-?\d{1,3}(px)?")
_SPACING = {"small", "medium", "large", "extra_large"}
_EAST = {"zh_cn", "zh_hk", "zh_tw", "ja_jp", "ko_kr", "id_id", "vi_vn", "th_th", "ms_my"}
_WEST = {"en_us", "pt_br", "es_es", "de_de", "fr_fr", "it_it", "ru_ru", "ar_sa"}
_LANGUAGES = _EAST | _WEST
_URL = re.compile(r"(https?|lark)://\S+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FOUR_SIDES = (1, 2, 4)


def anything(value: object) -> str:
    """No rule known."""
    return ""


def boolean(value: object) -> str:
    """true or false."""
    return "" if isinstance(value, bool) else "must be true or false"


def exactly(expected: object) -> Check:
    """One value and no other."""
    return lambda value: "" if value == expected else f"must be {expected!r}"


def one_of(*choices: str) -> Check:
    """One of a few words."""
    return lambda value: "" if value in choices else f"must be one of {', '.join(choices)}"


def string(longest: int = 100_000, shortest: int = 0) -> Check:
    """Text of so many characters."""

    def check(value: object) -> str:
        if not isinstance(value, str):
            return "must be a string"
        return "" if shortest <= len(value) <= longest else f"is {len(value)} characters long"

    return check


def integer(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: object) -> str:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return ""
        return f"must be {least} to {most}"

    return check


def strings(value: object) -> str:
    """An array of strings."""
    right = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return "" if right else "must be an array of strings"


def array(value: object) -> str:
    """An array; what is in it is looked at elsewhere."""
    return "" if isinstance(value, list) else "must be an array"


def mapping(value: object) -> str:
    """An object; what is in it is looked at elsewhere."""
    return "" if isinstance(value, dict) else "must be an object"


def sides(value: object) -> str:
    """A margin or padding: one, two or four lengths."""
    parts = value.split() if isinstance(value, str) else []
    right = len(parts) in _FOUR_SIDES and all(_LENGTH.fullmatch(part) for part in parts)
    return "" if right else "must be one, two or four lengths in px"


def panel_padding(value: object) -> str:
    """A panel header's padding: one or four lengths, not two."""
    wrong = sides(value)
    return wrong or ("invalid panel header padding" if len(str(value).split()) == 2 else "")


def spacing(value: object) -> str:
    """The room between elements."""
    right = value in _SPACING or (isinstance(value, str) and _LENGTH.fullmatch(value))
    return "" if right else "must be a spacing or a length in px"


def width(value: object) -> str:
    """`default`, `fill`, `auto` or a length."""
    right = value in ("default", "fill", "auto", "weighted")
    right = right or (isinstance(value, str) and re.fullmatch(r"\d{2,4}px", value) is not None)
    return "" if right else "must be default, fill or a length in px"


def day(value: object) -> str:
    """An ISO date."""
    right = isinstance(value, str) and _DAY.fullmatch(value)
    return "" if right else "must be a day as yyyy-MM-dd"


def url(value: object) -> str:
    """A web address."""
    return "" if isinstance(value, str) and _URL.fullmatch(value) else "must be a URL"


def element_id(value: object) -> str:
    """An element's id."""
    right = isinstance(value, str) and re.fullmatch(r"[A-Za-z]\w{0,19}", value, re.ASCII)
    return "" if right else "must begin with a letter and have at most 20 letters, digits and _"


def languages(inner: Check) -> Check:
    """Texts by language code."""

    def check(value: object) -> str:
        if not isinstance(value, dict):
            return "must be an object"
        wrong = [f"unknown language {code}" for code in value if code not in _LANGUAGES]
        return (wrong + [problem for text in value.values() if (problem := inner(text))] + [""])[0]

    return check


def shape(properties: Mapping[str, Check], required: tuple[str, ...] = ()) -> Check:
    """An object with these properties and no others."""

    def check(value: object) -> str:
        if not isinstance(value, dict):
            return "must be an object"
        for name in required:
            if name not in value:
                return f"lacks {name}"
        for name, inner in value.items():
            if name not in properties:
                return f"unknown property {name}"
            if problem := properties[name](inner):
                return f"{name} {problem}"
        return ""

    return check


def each(inner: Check, least: int = 0, most: int = 1000) -> Check:
    """An array whose items pass a check."""

    def check(value: object) -> str:
        if not isinstance(value, list):
            return "must be an array"
        if not least <= len(value) <= most:
            return f"has {len(value)} items, may have {least} to {most}"
        return next((problem for item in value if (problem := inner(item))), "")

    return check
