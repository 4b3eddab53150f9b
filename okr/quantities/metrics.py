"""Which amount of a line is its metric, and which others are its start or its range."""

import re
from dataclasses import dataclass, replace

from okr.measures import Kind
from okr.quantities.amounts import Amount
from okr.quantities.directions import Near, bound_after, last_change
from okr.quantities.numbers import scaled
from okr.quantities.unit_words import SECONDS


@dataclass(frozen=True, slots=True)
class Metric:
    """An amount with what the words around it make of it."""

    amount: Amount
    near: Near
    low: Amount | None = None  # the lower end, where the amount ends a range
    start: Amount | None = None
    weak: bool = False


_BORDER = r"[;:。;!?()\[\]【】|]|(?<!\d),|,(?!\d)|(?<=\D)\.(?= )| - "
PART = re.compile(_BORDER)
CLAUSE = re.compile(
    rf"{_BORDER}|(?<![a-z])(?:with|while|so that|so|whose|where|which|because|via|using|and)"
    r"(?![a-z])"
    r"|并且?(?![购发列行])|且|使|让|确保|保证|从而|以便|同时"
)
SENTENCE = re.compile(r"[;。;!?]|(?<=\D)\.(?= )")
_BETWEEN_RANGE = re.compile(r" ?(?:-|~|至|到|to|and|和|与|或|or|→) ?(?:[$€£¥]|us\$)?")
_ARROW = re.compile(r"(?:→|->|=>|-->)")
_LONGEST_LINK = 60
_OPEN, _CLOSE = "([【", ")]】"
_SET_AFTER = re.compile(
    r" ?(?:最|核心|主要|重点|头部|关键)[^,;。\d]{1,8}的"
    r"| ?(?:玩家|用户|客户|员工|学员|顾客|[\u4e00-\u9fff]{2})(?:平均)?(?:评分|打分|满意度|得分"
    r"|给出)"
)
_SET_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:all|the|our|across|in|for|among|of|these|those|their|both|other|remaining"
    r"|first)|所有|全部|这|现有的?|全|针对|面向|覆盖的|其中|在|对|为|给) ?$"
)


def first_metric(masked: str, amounts: list[Amount]) -> Metric | None:
    """The first amount that is measured, with its range or start; names of sets only if alone."""
    metrics = _join(masked, [amount for amount in amounts if amount.start >= _headed(masked)])
    outside = [metric for metric in metrics if not metric.weak]
    for index, metric in enumerate(outside):
        if metric.amount.direction and index + 1 < len(outside):
            level = outside[index + 1]
            if level.start or (level.near.has("to") and level.amount.kind is not Kind.PERCENT):
                continue
        later = outside[index + 1 :]
        if _qualifies(masked, metric, later):
            continue
        if not _names_a_set(masked, metric, later) and not _is_window(masked, metric, later):
            return _with_baseline(masked, metric, metrics)
    if outside:
        return replace(_with_baseline(masked, outside[0], metrics), weak=True)
    return metrics[0] if metrics and not metrics[0].near.has("base") else None


# What stands before a colon names the metric, where its value comes right behind.
_HEAD = re.compile(
    r"^[^:;。]{2,80}: ?(?:(?:at (?:least|most)|from|under|below|over|above|about|up to|no more than"
    r"|从|由|至少|不超过|不低于|低于|超过|达到?) ?)?(?=[$€£¥]?(?:\d|xx))"
)


def _headed(masked: str) -> int:
    """Where the value of "name of the metric: value" begins; 0 for other lines."""
    match = _HEAD.match(masked)
    if match is None or last_change(masked, 0, match.end(), match.end()):
        return 0
    return masked.index(":")


_SPANS_OF_TIME = re.compile(
    r"(?:second|minute|min|hour|hr|day|week|month)s?|秒|分钟|小时|天|日|周|个?月"
)


def _is_window(masked: str, metric: Metric, later: list[Metric]) -> bool:
    """Whether "within 24 hours" only says when, and what is measured comes later, from … to …."""
    if metric.start or metric.low or not _SPANS_OF_TIME.fullmatch(metric.amount.unit):
        return False
    return any(
        other.start is not None
        or (other.amount.kind is Kind.PERCENT and bool(other.near.kinds & {"to", "least"}))
        or (other.amount.kind is Kind.PERCENT and _IN_CASES.search(masked, 0, other.amount.start))
        for other in later
    ) or _is_levelled(masked, metric, later)


def _qualifies(masked: str, metric: Metric, later: list[Metric]) -> bool:
    """Whether it only says which ones are meant ("customers with a score under 50 go from …")."""
    if metric.start or metric.low or not later:
        return False
    described = metric.near.bound is not None and masked.startswith("的", metric.amount.end)
    if later[0].start is None and not (described and later[0].amount.kind is Kind.PERCENT):
        return False
    if metric.near.kinds & {"by", "to"} or metric.amount.direction:
        return False
    between = masked[metric.amount.end : later[0].amount.start]
    return not PART.search(between)


_IN_CASES = re.compile(r"(?<![a-z])(?:in|for|on) (?:at least |over |more than )?$")


def _is_levelled(masked: str, metric: Metric, later: list[Metric]) -> bool:
    """Whether the next amount is the level of what happens in that time ("below 4%")."""
    return bool(later) and bool(
        later[0].amount.kind is not Kind.NUMBER
        and later[0].near.bound
        and not CLAUSE.search(masked, metric.amount.end, later[0].near.start)
    )


def _names_a_set(masked: str, metric: Metric, later: list[Metric]) -> bool:
    """Whether "all 5 teams", "across 3 regions" only say whose metric it is that comes later."""
    amount = metric.amount
    if amount.kind is not Kind.NUMBER or metric.start or metric.low or metric.near.bound:
        return False
    left = masked[max(0, amount.start - 10) : amount.start]
    if not _SET_BEFORE.search(left) and not _SET_AFTER.match(masked, amount.end):
        return False
    return any(
        other.amount.kind is not Kind.NUMBER
        or other.start
        or other.near.kinds & {"to", "by"}
        or other.near.bound
        or bound_after(masked, other.amount.end)
        for other in later[:2]
    )


def _join(masked: str, amounts: list[Amount]) -> list[Metric]:
    """Amounts with from-to pairs and ranges made one; what stands in brackets is weak."""
    metrics: list[Metric] = []
    nears = [
        Near(masked, amount.start, amounts[index - 1].end if index else 0)
        for index, amount in enumerate(amounts)
    ]
    index = 0
    while index < len(amounts):
        amount, near = amounts[index], nears[index]
        following = amounts[index + 1] if index + 1 < len(amounts) else None
        weak = _bracketed(masked, amount.start)
        if following is None:
            metrics.append(Metric(amount, near, weak=weak))
        elif _from_to(masked, amount, near, following, nears[index + 1]):
            start, target = _matched(amount, following)
            metrics.append(Metric(target, nears[index + 1], start=start, weak=weak))
            index += 1
        elif _is_range(masked, amount, following):
            low, high = _matched(amount, following, ranged=True)
            metrics.append(Metric(high, near, low=low, weak=weak))
            index += 1
        else:
            metrics.append(Metric(amount, near, weak=weak))
        index += 1
    return metrics


def _bracketed(masked: str, start: int) -> bool:
    left = masked[max(0, start - 40) : start]
    opened = max(left.rfind(mark) for mark in _OPEN)
    return opened >= 0 and max(left.rfind(mark) for mark in _CLOSE) < opened


_TIMES = ("x", "倍")


def _in_time(amount: Amount) -> bool:
    return amount.unit.lower() in SECONDS


def _compatible(first: Amount, second: Amount) -> bool:
    if (first.unit in _TIMES) != (second.unit in _TIMES):
        return False
    if first.unit != second.unit and _in_time(first) and _in_time(second):
        return True
    if first.kind is second.kind:
        return first.kind is not Kind.NUMBER or not first.unit or not second.unit or (
            first.unit.lower().rstrip("s") == second.unit.lower().rstrip("s")
        )  # fmt: skip
    return Kind.NUMBER in (first.kind, second.kind) and not (
        first.unit if first.kind is Kind.NUMBER else second.unit
    )


def _from_to(masked: str, first: Amount, near: Near, second: Amount, second_near: Near) -> bool:
    between = masked[first.end : second.start]
    if len(between) > _LONGEST_LINK or not _compatible(first, second) or SENTENCE.search(between):
        return False
    if _ARROW.search(between):
        return True
    if not second_near.has("to"):
        return bool(near.has("from") and last_change(between, 0, len(between), len(between)))
    if near.has("from"):
        return True
    changing = last_change(between, 0, len(between), len(between)) is not None
    if changing:
        return not near.has("to") and not near.has("by") and "," not in between
    plain = between.strip() in ("to", "到", "至")
    sentence = clause_start(masked, first.start, SENTENCE)
    return plain and not near.has("to") and not near.has("by") and (
        between.strip() == "to"
        and last_change(masked, sentence, near.start, first.start) is not None
    )  # fmt: skip


def _is_range(masked: str, first: Amount, second: Amount) -> bool:
    between = masked[first.end : second.start]
    match = _BETWEEN_RANGE.fullmatch(between)
    if match is None or not _compatible(first, second):
        return False
    if between.strip() in ("and", "和", "与", "或", "or"):
        left = masked[max(0, first.start - 12) : first.start]
        return "between" in left or "介于" in left or "在" in left[-2:]
    return first.value is not None and second.value is not None and first.raw < second.value


def _matched(first: Amount, second: Amount, ranged: bool = False) -> tuple[Amount, Amount]:
    """Both in the same kind, unit and magnitude ("from 80 to 120k", "20 to 25 %")."""
    if second.kind is Kind.NUMBER and first.kind is not Kind.NUMBER:
        second = replace(second, kind=first.kind, unit=first.unit)
    elif first.kind is Kind.NUMBER and second.kind is not Kind.NUMBER:
        first = replace(first, kind=second.kind, unit=second.unit)
    if first.value and first.unit != second.unit and _in_time(first) and _in_time(second):
        factor = SECONDS[first.unit.lower()] / SECONDS[second.unit.lower()]
        return replace(first, value=scaled(first.value, factor), unit=second.unit), second
    if first.magnitude == 1 != second.magnitude and first.value and second.raw:
        near = 1 / 100 < first.value / second.raw < 100
        if ranged or near:
            first = replace(first, value=first.value * second.magnitude)
    return first, second


def _with_baseline(masked: str, metric: Metric, metrics: list[Metric]) -> Metric:
    """A level that is reached may have its start elsewhere: "to 35% (currently 20%)"."""
    if metric.start or metric.low or metric.amount.value is None:
        return metric
    if metric.near.has("base") or (metric.near.has("from") and not metric.near.has("to")):
        place = metrics.index(metric) if metric in metrics else 0
        for later in metrics[place + 1 :]:
            if _compatible(metric.amount, later.amount) and not later.near.has("by"):
                start, target = _matched(metric.amount, later.amount)
                return replace(later, amount=target, start=start, weak=False)
            return replace(later, weak=False)
        return metric
    for other in metrics:
        if other is metric or other.low or other.start:
            continue
        marked = other.near.has("base") or (other.near.has("from") and metric.near.has("to"))
        by = metric.near.has("by") and not masked.startswith(" of ", metric.amount.end)
        if marked and not by and _compatible(other.amount, metric.amount):
            start, target = _matched(other.amount, metric.amount)
            return replace(metric, start=start, amount=target)
    return metric


def clause_start(masked: str, end: int, border: re.Pattern[str]) -> int:
    """Where the clause or sentence that holds `end` begins."""
    start = 0
    for match in border.finditer(masked, max(0, end - 300), end):
        start = match.end()
    return max(start, end - 300)
