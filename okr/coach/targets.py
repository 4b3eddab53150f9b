"""Targets that are at or below what is already there."""

import re
from collections.abc import Iterator

from okr.coach import suggestions
from okr.coach.findings import Finding, Rule, Severity
from okr.coach.reading import Reading
from okr.errors import message
from okr.measures import Direction
from okr.quantities import read

_EASY = message("The target {target} is no further than what is already there ({present}).")
_EASY_ASK = message("What would make you stretch a little and still be possible?")

_OPEN = re.compile(r"(?<![a-z])x{2,6}(?![a-wyz])")
_NOW = re.compile(
    r"(?<![a-z])(?:currently|now|today|already|at the moment|at present|present(?:ly)?"
    r"|current(?: value| level)?"
    r"|as of today|we have|we are at|we're at)(?: (?:at|is|have|has|had|already|on|around|we"
    r" have|stands? at))*[ :]*(?=[$€£¥]?\d)"
    r"|(?:目前|当前|现在|现有|现已|现已有|现为|现状|已有|已经?达到?"
    r"|已(?:经)?[^\d,;完]{0,3}?)(?:有|为|是|达到?|约|已|在)*[ :]*(?=[$€£¥]?\d)"
)
_SMALLER = re.compile(
    r"(?<![a-z])(?:reduc|lower(?! than)|cut|decreas|shorten|bring(?:ing)? [a-z -]{1,40} down"
    r"|drop|shrink|minimi|fewer)"
    r"|降|减|缩短|压缩|下降|控制在|缩小|压"
)
_LARGER = re.compile(
    r"(?<![a-z])(?:increas|grow|rais|boost|lift|expand|improv|doubl)|提升|提高|增|上升|涨|扩大"
    r"|拉升|改善"
)
_LESS_IS_BETTER = re.compile(
    r"(?<![a-z])(?:churn|time|times|costs?|latency|defects?|errors?|incidents?|bugs?|complaints?"
    r"|turnover|days"
    r"|hours|delay|downtime|bounce|waste|scrap|attrition|crash|returns?)(?![a-z])"
    r"|流失|时间|时长|周期|成本|费用|延迟|不良|次品|错误|故障|投诉|离职|退货|退信|跳出|崩溃|能耗"
    r"|库存|周转天数|损耗"
)


def judge_ease(reading: Reading) -> Iterator[Finding]:
    """The start or what there is today has already reached the target."""
    quantity = reading.quantity
    target = quantity.target
    if target is None or _OPEN.search(reading.folded):
        return
    present = quantity.start if quantity.start is not None else _today(reading)
    if present is None or not _is_reached(reading, present, target):
        return
    yield Finding(
        Rule.EASY_TARGET, Severity.ADVICE, _EASY, _EASY_ASK, suggestions.harder(reading),
        {"target": f"{target:g}", "present": f"{present:g}"},
    )  # fmt: skip


def _today(reading: Reading) -> float | None:
    match = _NOW.search(reading.folded)
    if match is None:
        return None
    present = read(reading.folded[match.end() : match.end() + 24], reading.line.today)
    unit = reading.quantity.unit
    same = present.unit == unit or not present.unit or not unit
    return present.target if same and match.end() > 0 else None


def _is_reached(reading: Reading, present: float, target: float) -> bool:
    smaller = bool(_SMALLER.search(reading.folded))
    larger = bool(_LARGER.search(reading.folded))
    if smaller == larger:
        smaller = bool(_LESS_IS_BETTER.search(reading.folded))
        if reading.quantity.direction is Direction.AT_MOST:
            smaller = True
    return present <= target if smaller else present >= target
