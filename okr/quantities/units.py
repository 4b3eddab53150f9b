"""What stands around a number: currency, percent sign, measure word or noun."""

import re
from dataclasses import dataclass

from okr.measures import Kind
from okr.quantities.text import MASK
from okr.quantities.unit_words import (
    AMOUNT_NOUNS,
    CODES,
    MEASURES,
    MODIFIERS,
    MONEY_WORDS,
    NOT_BEFORE,
    PLURALS,
    SIGNS,
    STOPS,
)

_SIGN = re.compile(
    r"(?:us\$|hk\$|nt\$|[sacr]\$|[$€£¥₹₩₽]|人民币|美元|美金|欧元|日元|英镑|港币"
    r"|(?<![a-z])(?:rmb|" + "|".join(sorted(code.lower() for code in CODES)) + ")) ?$"
)
_MONEY_AFTER = re.compile(
    r" ?(?P<word>"
    + "|".join(sorted((w for w in MONEY_WORDS if not w.isascii()), key=len, reverse=True))
    + r"|(?:" + "|".join(sorted((w for w in MONEY_WORDS if w.isascii()), key=len, reverse=True))
    + r")(?![a-z])|us\$|[$€£¥])(?:/(?:月|年|天|人|month|year|user))?"
)  # fmt: skip
_PERCENT = re.compile(
    r" ?(?:%(?: ?points?(?![a-z]))?|percent(?:age[ -]points?)?(?![a-z])|per cent(?![a-z])"
    r"|pct(?![a-z])|pp[ts]?(?![a-z])|个?百分[点比]|个点)"
)
_PER_MILLE = re.compile(r" ?‰")
_BASIS_POINTS = re.compile(r" ?(?:bps|basis points)(?![a-z])")

MEASURE = re.compile(
    "|".join(
        word + (f"(?![{NOT_BEFORE[word]}])" if word in NOT_BEFORE else "")
        for word in sorted(MEASURES, key=len, reverse=True)
    )
)
_HAN_NOUN = re.compile(
    r"(?:(?!以|左右|之[内上下]|内|的|并|和|与|及|或|且|至|到|达|前|后|时|从|由|降|提升|增|每|在"
    r"|为|上线|是|不|再|并且|用于|来自|可"
    r"|申请|参与|参加|使用|购买|下单|提交|完成|通过|加入|观看|报名|续费|上架|签约|安装|打开"
    r"|接受|收到|获得|认可)[\u4e00-\u9fff]){1,5}(?![\u4e00-\u9fff])"
    r"|(?:(?!以|左右|之[内上下]|内|的|并|和|与|及|或|且|至|到|达|前|后|时|从|由|降|提升|增|每|在"
    r"|为|上线|是|不|再|用于|来自|可"
    r"|申请|参与|参加|使用|购买|下单|提交|完成|通过|加入|观看|报名|续费|上架|签约|安装|打开"
    r"|接受|收到|获得|认可)[\u4e00-\u9fff]){1,5}(?=(?:以|左右|之|内|并|和|与|及|或|且"
    r"|每|申请|参与|参加|使用|购买|下单|提交|完成|通过|加入|观看|报名|续费|上架|签约|安装|打开"
    r"|接受|收到|获得|认可))"
)
_DESCRIBED = re.compile(
    r"(?:(?:活跃|新增|付费|注册|有效|高质量|优质|潜在|目标|全新|新|精准|忠实"
    r"|合格)(?=[\u4e00-\u9fff]{2}))+"
)
_WORD = re.compile(r"[ ]?([a-z\u00c0-\u024f][\w'&-]*(?:/[a-z]+)?)")
_GLUED_UNIT = re.compile(
    r"-?(ms|secs?|s|hrs?|h|mins?|d|x|gb|mb|tb|kb|pb|kg|km|fps|qps|tps|rps|kwh|mw|gw"
    r"|pts?|stars?|points?|ppm|ppb|rpm|mm|cm|mg|ml|mwh|gwh|hz|mhz|ghz|px|dpi|kcal)(?![a-z])"
)

_NOUN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Around:
    """What the surroundings of a number say: kind, unit, factor on the value, and the full span."""

    start: int
    end: int
    kind: Kind
    unit: str
    factor: float = 1.0


def around(folded: str, text: str, start: int, end: int) -> Around:
    """The kind and unit of the number at start:end, whose magnitude is already inside the span."""
    sign = _SIGN.search(folded, max(0, start - 6), start)
    if sign and not folded[sign.start()].isspace():
        code = sign.group().strip()
        known = SIGNS.get(code) or MONEY_WORDS[code]
        after = _MONEY_AFTER.match(folded, end)
        if after and code in ("$", "¥"):
            known = _currency(after["word"])
        return Around(sign.start(), after.end() if after else end, Kind.MONEY, known)
    if percent := _PERCENT.match(folded, end):
        return Around(start, percent.end(), Kind.PERCENT, "%")
    if mille := _PER_MILLE.match(folded, end):
        return Around(start, mille.end(), Kind.PERCENT, "%", 0.1)
    if basis := _BASIS_POINTS.match(folded, end):
        return Around(start, basis.end(), Kind.PERCENT, "%", 0.01)
    if (money := _MONEY_AFTER.match(folded, end)) and not _is_noun(folded, money):
        return Around(start, money.end(), Kind.MONEY, _currency(money["word"]))
    unit_start, unit_end = _unit(folded, text, end)
    return Around(start, max(end, unit_end), Kind.NUMBER, text[unit_start:unit_end].strip())


_AFTER_YUAN = frozenset("素件器宵老")


def _is_noun(folded: str, money: re.Match[str]) -> bool:
    """元 or 块 may begin another word (元素, 块状)."""
    return money["word"] in ("元", "块") and folded[money.end() : money.end() + 1] in _AFTER_YUAN


def _currency(word: str) -> str:
    return SIGNS.get(word) or MONEY_WORDS[word]


def _unit(folded: str, text: str, end: int) -> tuple[int, int]:
    if glued := _GLUED_UNIT.match(folded, end):
        return glued.start(1), glued.end(1)
    end = _past_mask(folded, end)
    position = end + (folded[end : end + 1] == " ")
    if folded[position : position + 1] == "/":
        return end, end
    if measure := MEASURE.match(folded, position):
        rate = re.compile(r"/[\u4e00-\u9fffa-z]{1,5}").match(folded, measure.end())
        return measure.start(), rate.end() if rate else measure.end()
    if noun := _HAN_NOUN.match(folded, position):
        if noun.group() in AMOUNT_NOUNS:
            return end, end
        described = _DESCRIBED.match(noun.group())
        return noun.start() + (described.end() if described else 0), noun.end()
    return _english_unit(folded, text, end)


def _english_unit(folded: str, text: str, end: int) -> tuple[int, int]:
    """The noun behind a number: the plural before a stop word, else the last noun of the phrase."""
    plural, fallback = (end, end), (end, end)
    position = end
    for _ in range(_NOUN_WORDS):
        match = _WORD.match(folded, position)
        if match and position == end and match[1] in ("fewer", "less"):
            position = match.end()
            continue
        if match is None or match[1] in STOPS or (position > end and folded[position] != " "):
            break
        word, position = match[1].rstrip("'"), match.end()
        span = match.start(1), match.start(1) + len(word)
        if _is_plural(word, text[span[0] : span[1]]):
            plural = span
            continue
        if plural != (end, end):
            break
        if folded[position : position + 1] == MASK:
            position = _past_mask(folded, position)
        elif word in MODIFIERS or word.endswith(("ly", "wide")):
            continue
        elif not word.endswith(("ed", "ing")):
            fallback = span
        elif fallback != (end, end):
            break
    return plural if plural != (end, end) else fallback


_NAMED = re.compile(
    r" (?:hours?|hrs?|minutes?|mins?|seconds?|secs?|days?|weeks?|months?|ms|points?)(?![a-z])"
)


def names_things(folded: str, text: str, end: int) -> bool:
    """Whether an English plural or a unit of time follows, so that even "xx" is a number."""
    if folded[end : end + 1] != " ":
        return False
    start, stop = _english_unit(folded, text, end)
    word = text[start:stop].lower()
    return bool(_NAMED.match(folded, end)) or (stop > start and _is_plural(word, text[start:stop]))


def _past_mask(folded: str, position: int) -> int:
    while folded[position : position + 1] == MASK or folded[position : position + 2] == " " + MASK:
        position += 1
    return position


def _is_plural(word: str, written: str) -> bool:
    if word in PLURALS or (written[-1:] == "s" and written[:-1].isupper() and len(word) > 2):
        return True
    return (
        len(word) > 2
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s"))
        and word not in MODIFIERS
        and not written.isupper()
    )
