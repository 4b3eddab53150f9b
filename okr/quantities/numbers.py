"""Numbers as people write them: digits, magnitudes, Chinese numerals, English number words."""

import math
import re

from okr.quantities.text import fold

# Everyday magnitude words and letters of both languages (w is the Chinese chat spelling of 万).
MAGNITUDES = {
    "k": 1e3, "w": 1e4, "m": 1e6, "mn": 1e6, "mm": 1e6, "mio": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9,
    "t": 1e12, "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "millions": 1e6,
    "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9,
    "百亿": 1e10, "千亿": 1e11, "万亿": 1e12,
}  # fmt: skip
HAN_DIGITS = dict(
    zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
_HAN_GROUPS = {"万": 10**4, "亿": 10**8}
WORDS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 20.0 + 10 * place
    for place, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

_LATIN = (
    r"(?:[ -]?(?:millions?|billion|thousand|trillion|hundred|dozen|lakh|crore|mln|mio|mn|bn)"
    r"(?![a-z])|mm(?![a-z])|[kwmbt](?![a-z])| k(?![a-z]))"
)
_HAN = r"(?: ?个?(?:十万|百万|千万|十亿|百亿|千亿|万亿|亿|万|千(?![克米瓦])|百(?!分)))"
MAGNITUDE = re.compile(f"{_LATIN}|{_HAN}")
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d{1,3}(?: \d{3})++(?!\d)|\d{1,3}(?:'\d{3})++(?!\d)|\d++)"
    r"(?:\.\d++)?"
)
HAN_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]"
_WORD = "(?:" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"
ENGLISH_NUMERAL = (
    rf"(?:half a|an?|{_WORD}(?:[ -]{_WORD})?)(?:[ -](?:hundred|thousand|million|billion|dozen))+"
    rf"(?: (?:and )?{_WORD}(?:-{_WORD})?(?![a-z]))?|{_WORD}(?:-{_WORD})?"
)

_TYPED = re.compile(
    r"(?P<sign>[+-]?) ?(?P<currency>[$€£¥₹₩₽]?) ?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:[.,]\d+)?"
    r"|\d{1,3}(?:'\d{3})+(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d{1,2}(?:,\d{2})+,\d{3}|\d+(?:[.,]\d+)?"
    r"|\.\d+)"
    r"(?P<exponent>e[+-]?\d{1,3})?(?P<rest>.*)",
    re.DOTALL,
)
_UNIT_TYPED = re.compile(r"\+? ?(?:%|[^\d\W][^\d,.;]{0,20})?")
_TYPED_LENGTH = 80
_LONGEST_HAN = 14


def han_value(numeral: str) -> float | None:
    """三千万 as 30,000,000; None when the characters are no number (万, 百万 alone) or too many."""
    if not 0 < len(numeral) <= _LONGEST_HAN or numeral[0] in "百千万亿":
        return None
    if all(character in HAN_DIGITS for character in numeral):
        return float("".join(str(HAN_DIGITS[character]) for character in numeral))
    total = group = digit = 0
    for character in numeral:
        if character in HAN_DIGITS:
            digit = HAN_DIGITS[character]
        elif character in _HAN_TENS:
            group += (digit or (1 if character == "十" else 0)) * _HAN_TENS[character]
            digit = 0
        else:
            total = (total + group + digit) * _HAN_GROUPS[character]
            group = digit = 0
    return float(total + group + digit)


def words_value(numeral: str) -> float | None:
    """Twenty-five, a dozen, half a million; None when the words are no number."""
    total, group = 0.0, 0.0
    for word in numeral.replace("-", " ").split():
        if word in WORDS:
            group += WORDS[word]
        elif word == "half":
            group = 0.5
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in MAGNITUDES:
            total += (group or 1) * MAGNITUDES[word]
            group = 0
        elif word not in ("a", "an", "and"):
            return None
    return total + group


def scaled(value: float, magnitude: float) -> float:
    """Value times magnitude without binary dust: 1.2 万 is 12000, 4.35 million 4350000."""
    product = value * magnitude
    return float(f"{product:.15g}") if math.isfinite(product) else product


def digits_value(digits: str) -> float:
    """The value of grouped or plain digits (1,200.5; 1 200; 1'200), maybe infinite."""
    return float(digits.replace(",", "").replace(" ", "").replace("'", ""))


def _typed_digits(digits: str) -> float:
    decimal_comma = re.fullmatch(r"(?:\d{1,3}(?:[. ]\d{3})+|\d+),(\d+)", digits)
    if decimal_comma and (len(decimal_comma[1]) != 3 or "." in digits or " " in digits):
        return float(digits.replace(".", "").replace(" ", "").replace(",", "."))
    if digits.startswith("0,"):
        return float(digits.replace(",", "."))
    if digits.count(".") > 1:
        return float(digits.replace(".", ""))
    return digits_value(digits)


def read_number(text: str) -> float | None:
    """What a person types into a value field, or None.

    Reads grouped digits, a percent sign or unit behind (12.5 % is 12.5), magnitudes (50k, 1.2万,
    5w), full-width digits, ½, Chinese numerals and English number words. A lone comma before
    three digits groups ("1,200" is 1200), before any other count it is the decimal comma.
    The answer is finite; "NaN", "1e999", "--5" and mere words are None.
    """
    folded = fold(text).strip()
    if not folded or len(folded) > _TYPED_LENGTH:
        return None
    value = _read_digits(folded)
    if value is None:
        value = _read_words(folded)
    return value if value is not None and math.isfinite(value) else None


def _read_digits(folded: str) -> float | None:
    typed = _TYPED.fullmatch(folded)
    if typed is None:
        return None
    value, rest = _typed_digits(typed["digits"]), typed["rest"]
    if typed["exponent"]:
        value = float(f"{value!r}{typed['exponent']}") if "e" not in repr(value) else math.inf
    if rest[:1] in _FRACTIONS:
        value, rest = value + _FRACTIONS[rest[0]], rest[1:]
    if magnitude := MAGNITUDE.match(rest):
        value = scaled(value, MAGNITUDES[magnitude.group().strip(" -个")])
        rest = rest[magnitude.end() :]
    if not _UNIT_TYPED.fullmatch(rest):
        return None
    return -value if typed["sign"] == "-" and value else value


def _read_words(folded: str) -> float | None:
    sign = -1 if folded[0] in "-负" else 1
    words = folded.lstrip("-负 ") if sign < 0 and folded[1:2] != "-" else folded
    if words[:1] in _FRACTIONS and len(words) == 1:
        return sign * _FRACTIONS[words]
    if re.fullmatch(ENGLISH_NUMERAL, words):
        value = words_value(words)
        return None if value is None else sign * value
    if percent := re.fullmatch(f"百分之({HAN_NUMERAL}+)", words):
        return han_value(percent[1])
    if han := re.fullmatch(f"({HAN_NUMERAL}+)[个名位家次条份元人%天]?", words):
        value = han_value(han[1])
        return None if value is None else sign * value
    return None
