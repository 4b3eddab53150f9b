"""Every number of a line that may be an amount, with its kind, unit and place."""

import math
import re
from dataclasses import dataclass, replace

from okr.measures import Direction, Kind
from okr.quantities.numbers import (
    DIGITS,
    ENGLISH_NUMERAL,
    HAN_DIGITS,
    HAN_NUMERAL,
    MAGNITUDE,
    MAGNITUDES,
    digits_value,
    han_value,
    scaled,
    words_value,
)
from okr.quantities.shares import FACTORS, SHARES
from okr.quantities.unit_words import TIME_MEASURES
from okr.quantities.units import MEASURE, around, names_things

_NUMERAL = re.compile(
    rf"(?P<digits>{DIGITS})"
    rf"|百分之(?P<hundredths>{HAN_NUMERAL}+|\d++)"
    rf"|(?P<parts>{HAN_NUMERAL}{{1,2}})分之(?P<share>{HAN_NUMERAL}{{1,2}})"
    r"|(?P<factor>" + "|".join(sorted([*FACTORS, *SHARES], key=len, reverse=True)) + ")"
    rf"|(?P<han>{HAN_NUMERAL}+)|(?P<word>{ENGLISH_NUMERAL})|(?P<xs>x{{1,6}}|～)"
    r"|(?P<half>半(?=个?(?:小时|工作日))|half an? (?=hour))|(?P<zero>no (?=[a-z]))"
)
_COMMA_DECIMAL = re.compile(r",\d{1,2}(?![\d,])")
_CUE_BEFORE = re.compile(
    r"(?:至少|最少|不低于|不少于|达到?|超过?|突破|破|过|不超过|最多|≥|≤|>|<|至|到|缩短|降低|低于"
    r"|高于|控制在|保持|减少|增加|节省|至少[^\d,。;、]{1,5}) ?$"
)
# 零 begins other words (零售, 零件) that count nothing.
_AFTER_RETAIL = frozenset("售件食钱散距碎配工部和星基")
# 百万 alone is a number where something passes it ("突破百万").
_PASSES = re.compile(r"(?:突破|破|过|超|达到?) ?$")
_FOLD = re.compile(r"[- ]?fold(?![a-z])")
_SEPARATED = re.compile(
    r"[ ]?[(%个名位家场次条份篇套款项人台件元万亿秒分小天倍]|[ ]?%|$|[ ]?[,。;、)@]"
)
_PLACEHOLDER_BEFORE = re.compile(
    r"(?:到|至|达|为|于|过|少|≥|≤|>|<|由|从|(?<![a-z])(?:to|by|from|reach(?:es|ed)?|hits?|below"
    r"|above|under|over|than|least|most)|[$€£¥]) ?$"
)
_PLACEHOLDER_AFTER = re.compile(
    r" ?(?:%|‰|个?百分点|[万亿千百]|元|美[元金]|k(?![a-z])|m(?![a-z])|$|[,.;。、@)]|以[上下内]"
    r"|之内| (?:per|a|each|every) [a-z]| to (?:[$€£¥]?\d|x{2}))"
)
_NAME_BEFORE = re.compile(r"(?<![a-z])(?:the|an?|our|this|new|for|brand) $")
_MEASURE_AFTER = re.compile(" ?(?:" + MEASURE.pattern + ")")
_PEOPLE_NOUN = re.compile(r" ?(?:系统|项目|场景|部门|方|品|市场|点击|类|产品|平台)")
_LONGEST = 400
_SPOKEN_ONE = 1.0


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a line: its span with sign and unit, its value (None for a placeholder).

    `raw` is the value before a magnitude; `magnitude` is 1 without one. `direction` is set where
    the word itself says it ("double", "减半").
    """

    start: int
    end: int
    value: float | None
    kind: Kind
    unit: str
    raw: float = 0.0
    magnitude: float = 1.0
    sign: str = ""
    plus: bool = False
    spelled: bool = False
    direction: Direction | None = None


def find_amounts(masked: str, text: str) -> list[Amount]:
    """The amounts of a line whose names and days are masked, in order."""
    amounts: list[Amount] = []
    position = 0
    while match := _NUMERAL.search(masked, position):
        amount = None
        if not _inside_word(masked, match):
            amount = _amount(masked, text, match)
        if amount:
            amounts.append(amount)
        position = max(amount.end if amount else 0, match.end())
    return amounts


def _inside_word(masked: str, match: re.Match[str]) -> bool:
    """Whether Latin letters go on before or behind (often is not ten, max is not x)."""
    if (
        match.lastgroup not in ("word", "xs", "factor", "zero", "half")
        or not match.group().isascii()
    ):
        return False
    before, after = masked[match.start() - 1 : match.start()], masked[match.end() : match.end() + 1]
    glued_left = before.isascii() and (before.isalnum() or (before in "-_/" and before != ""))
    return glued_left or (after.isascii() and after.isalnum()) or after in ("_",)


def _amount(masked: str, text: str, match: re.Match[str]) -> Amount | None:
    group, start, end = match.lastgroup, match.start(), match.end()
    if match["digits"]:
        return _digits(masked, text, match)
    if group == "factor":
        return _factor(match)
    if group in ("hundredths", "share"):
        return _portion(match)
    if group == "xs":
        return _placeholder(masked, text, start, end)
    if group == "zero":
        return None
    if group == "half":
        return _placed(masked, text, start, end, 0.5, 1.0, spelled=False)
    value = han_value(match.group()) if group == "han" else words_value(match.group())
    if value is None and _PASSES.search(masked, max(0, start - 3), start):
        value = MAGNITUDES.get(match.group())
    if value is None or not math.isfinite(value):
        return None
    if group == "han" and not _counts(masked, match, value):
        return None
    magnitude = 1.0
    if scale := MAGNITUDE.match(masked, end):
        magnitude = MAGNITUDES[scale.group().strip(" -个")]
        end = scale.end()
    return _placed(masked, text, start, end, value, magnitude, spelled=True)


def _counts(masked: str, match: re.Match[str], value: float) -> bool:
    """Whether a Chinese numeral counts (两位, 三千万, 不低于两万) or not (一份, 二次, 三方)."""
    before = masked[max(0, match.start() - 4) : match.start()]
    cued = _CUE_BEFORE.search(before) is not None
    measure = _MEASURE_AFTER.match(masked, match.end())
    numeral = match.group()
    if numeral in ("零", "〇"):
        after = masked[match.end() : match.end() + 2]
        return after[:1] not in _AFTER_RETAIL or after == "工伤"
    if value == _SPOKEN_ONE:
        after = measure.group().strip() if measure else ""
        return after in ("倍", "成") or (bool(measure) and cued)
    if numeral == "二":
        return False
    if measure or MAGNITUDE.match(masked, match.end()):
        return True
    money = masked[match.end() : match.end() + 2].strip()[:1]
    return (
        money in ("元", "美", "欧", "日")
        or (numeral[-1] in "万亿" and (len(numeral) > 1 or cued))
        or (cued and _SEPARATED.match(masked, match.end()) is not None)
    )


def _digits(masked: str, text: str, match: re.Match[str]) -> Amount | None:
    start, end, digits = match.start(), match.end(), match["digits"]
    if len(digits) > _LONGEST:
        return None
    value = digits_value(digits)
    if digits.isdecimal() and text[end : end + 1] == ",":
        decimals = _COMMA_DECIMAL.match(masked, end)
        if decimals:
            value, end = float(f"{digits}.{decimals.group()[1:]}"), decimals.end()
    magnitude = 1.0
    if scale := MAGNITUDE.match(masked, end):
        magnitude = MAGNITUDES[scale.group().strip(" -个")]
        end = scale.end()
    if not math.isfinite(scaled(value, magnitude)):
        return None
    return _placed(masked, text, start, end, value, magnitude, spelled=False)


def _placed(
    masked: str, text: str, start: int, end: int, raw: float, magnitude: float, *, spelled: bool
) -> Amount:
    plus = masked[end : end + 1] == "+"
    place = around(masked, text, start, end + plus)
    plus = plus or masked[place.end : place.end + 1] == "+"
    sign, begin = _sign(masked, place.start)
    value = scaled(scaled(raw, magnitude), place.factor)
    if fold := _FOLD.match(masked, end):
        change = 100 * (scaled(raw, magnitude) - 1)
        return Amount(
            start, fold.end(), change, Kind.PERCENT, "%", raw, direction=Direction.INCREASE
        )
    if place.unit == "成":
        tenths = HAN_DIGITS.get(masked[place.end : place.end + 1], 0)
        stop = place.end + bool(tenths)
        return Amount(begin, stop, 10 * raw + tenths, Kind.PERCENT, "%", raw, plus=plus)
    if place.unit in TIME_MEASURES or place.kind is not Kind.NUMBER:
        spelled = False
    return Amount(
        begin, place.end, -value if sign == "-" and value else value, place.kind, place.unit, raw,
        magnitude, sign, plus, spelled,
    )  # fmt: skip


def _sign(masked: str, start: int) -> tuple[str, int]:
    """A minus or plus that belongs to the number: behind a space, a bracket or a Chinese word."""
    if masked[max(0, start - 2) : start].rstrip().endswith("负"):
        return "-", start
    sign = masked[start - 1 : start]
    before = masked[start - 2 : start - 1] if start > 1 else ""
    if sign not in ("-", "+") or start == 0:
        return "", start
    if before.isascii() and (before.isalnum() or before in ("%", ")", "-", "+")) and before:
        return "", start
    return sign, start - 1


def _factor(match: re.Match[str]) -> Amount:
    word = match["factor"]
    if word in SHARES:
        return Amount(match.start(), match.end(), SHARES[word], Kind.PERCENT, "%")
    change = FACTORS[word]
    direction = Direction.INCREASE if change > 0 else Direction.DECREASE
    return Amount(
        match.start(),
        match.end(),
        abs(change),
        Kind.PERCENT,
        "%",
        direction=direction,
        spelled=True,
    )


def _portion(match: re.Match[str]) -> Amount | None:
    if hundredths := match["hundredths"]:
        value = float(hundredths) if hundredths.isdecimal() else han_value(hundredths)
    else:
        whole, part = han_value(match["parts"]), han_value(match["share"])
        value = round(100 * part / whole, 2) if whole and part is not None else None
        if match["parts"] == "千" and part is not None:
            value = part / 10
    if value is None or not math.isfinite(value):
        return None
    return Amount(match.start(), match.end(), value, Kind.PERCENT, "%")


def _placeholder(masked: str, text: str, start: int, end: int) -> Amount | None:
    """xx % or "X 家" stands for a number still to come; in "xx 产品" it is a name."""
    before = masked[max(0, start - 6) : start]
    counted = _MEASURE_AFTER.match(masked, end) and not _PEOPLE_NOUN.match(masked, end)
    after = _PLACEHOLDER_AFTER.match(masked, end)
    numeric = after is not None and after.group().strip(" ,.;。、@)") != ""
    led = after and _PLACEHOLDER_BEFORE.search(before)
    named = end - start == 1 or _NAME_BEFORE.search(before)
    noun = not named and names_things(masked, text, end)
    if not (counted or numeric or led or noun):
        return None
    if scale := MAGNITUDE.match(masked, end):
        end = scale.end()
    place = around(masked, text, start, end)
    return replace(_placed(masked, text, start, end, 0.0, 1.0, spelled=False), value=None,
                   kind=place.kind, sign="")  # fmt: skip
