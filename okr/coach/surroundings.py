"""Rules about what stands around a line: the manager's key results, the objective, the number of
siblings, and the teams it needs."""

import re
from collections import Counter
from collections.abc import Iterator

from okr.coach import suggestions
from okr.coach.findings import Finding, Limits, Rule, Severity
from okr.coach.lexicon import english, teams
from okr.coach.lexicon.topics import FAR, topics
from okr.coach.reading import Reading, compact
from okr.errors import message
from okr.quantities.numbers import WORDS, han_value
from okr.quantities.text import fold, take_people

_COPIED = message(
    "This is nearly word for word a key result of your manager. Your own thinking about the way"
    " there is what helps most."
)
_COPIED_ASK = message("Which part of it is yours, and how will you go about it?")
_WEAK = message(
    "It is not plain how this moves the objective “{objective}”; the figure could rise without it."
)
_WEAK_ASK = message("In what way does reaching this bring the objective nearer?")
_OBJECTIVES = message(
    "With this there are {count} objectives in the cycle; more than {limit} share out your"
    " attention until none gets enough."
)
_OBJECTIVES_ASK = message("Which of them could wait without much harm?")
_KEY_RESULTS = message(
    "With this there are {count} key results; beyond {limit} the objective loses its focus."
)
_KEY_RESULTS_HINT = message("With this there are {count} key results; about three are enough.")
_KEY_RESULTS_ASK = message("Which ones truly show that the objective is reached?")
_ALONE = message("The work of others is needed here ({team}), but nobody is mentioned.")
_ALONE_ASK = message("Who is the person there, and do they know? Mention them with @.")


# --- copied from the manager

_COPY = 0.8
#: A placeholder: the own part is still to be written.
_OPEN = "xx"
_LATIN_OR_HAN = re.compile(r"[a-z]+|[\u4e00-\u9fff]|\d+(?:[.,]\d+)*")
_LABEL = re.compile(r"^\s*(?:kr|o) ?\d{0,2} ?[:.]")
_EMPTY = english.CHANGE | frozenset(
    "the a an of by to end our in on at for from into number under below than and 的 了 个 把 将"
    " 被 地 之 从 由 到"
    " 至 为 提 升 高 增 长 降 低 减 少 达 缩 短 在 前 底".split()
)


def _essence(text: str) -> Counter[str]:
    """Words, single Chinese characters and numbers, the numbers told apart by their value."""
    _, folded = take_people(text, fold(text))
    found: Counter[str] = Counter()
    for match in _LATIN_OR_HAN.finditer(_LABEL.sub("", folded)):
        token = match.group()
        if token in _EMPTY:
            continue
        value = WORDS.get(token) or (han_value(token) if token in "两三四五六七八九十" else None)
        found[f"{value:g}" if value else token.replace(",", "")] += 1
    return found


def judge_copied(reading: Reading) -> Iterator[Finding]:
    """Nearly the same words and the same numbers as a key result of the manager."""
    if not reading.line.manager_key_results:
        return
    mine = _essence(reading.line.text)
    for theirs in map(_essence, reading.line.manager_key_results):
        if _OPEN in mine and _OPEN not in theirs:
            continue
        size = mine.total() + theirs.total()
        if (
            size
            and 2 * (mine & theirs).total() / size >= _COPY
            and _numbers(mine) == _numbers(theirs)
        ):
            yield Finding(
                Rule.COPIED_FROM_MANAGER, Severity.STRONG, _COPIED, _COPIED_ASK,
                suggestions.own_part(reading),
            )  # fmt: skip
            return


def _numbers(essence: Counter[str]) -> set[str]:
    return {token for token in essence if token[0].isdecimal()}


# --- weak support

_REASON = re.compile(
    r"(?<![a-z])(?:so that|so (?:we|they|that)|in order to|to (?:prove|support|show|validate"
    r"|test|learn"
    r"|help|demonstrate|confirm)|thereby|which|because|as a way|proving|thus|helping|that"
    r" (?:stay|renew))(?![a-z])"
    r"|从而|以此|进而|验证|助力|支撑|为了|带动|用于|以便|以(?=提|降|增|保|支|促|推|实|帮|确|加)"
    r"|来(?=提升|支持|降低|验证|带动|促进)"
)


def judge_support(reading: Reading) -> Iterator[Finding]:
    """The objective is about one thing, the key result about another, and no reason joins them."""
    objective = fold(reading.line.objective)
    if not objective.strip() or _REASON.search(reading.folded):
        return
    wanted = topics(compact(objective))
    given = topics(reading.folded)
    if not wanted or not given or wanted & given:
        return
    if all(given <= FAR.get(topic, frozenset()) for topic in wanted):
        yield Finding(
            Rule.KEY_RESULT_WEAK_SUPPORT, Severity.ADVICE, _WEAK, _WEAK_ASK,
            suggestions.supporting(reading), {"objective": reading.line.objective.strip()},
        )  # fmt: skip


# --- too many


def judge_number(reading: Reading, limits: Limits) -> Iterator[Finding]:
    """More objectives or key results than the company's limits; a hint shortly before."""
    count = reading.line.siblings + 1
    if reading.is_objective:
        if count > limits.objectives:
            yield Finding(
                Rule.TOO_MANY_OBJECTIVES, Severity.STRONG, _OBJECTIVES, _OBJECTIVES_ASK,
                values={"count": count, "limit": limits.objectives},
            )  # fmt: skip
    elif count > limits.key_results:
        yield Finding(
            Rule.TOO_MANY_KEY_RESULTS, Severity.STRONG, _KEY_RESULTS, _KEY_RESULTS_ASK,
            values={"count": count, "limit": limits.key_results},
        )  # fmt: skip
    elif count >= limits.key_results_hint:
        yield Finding(
            Rule.TOO_MANY_KEY_RESULTS, Severity.ADVICE, _KEY_RESULTS_HINT, _KEY_RESULTS_ASK,
            values={"count": count, "limit": limits.key_results},
        )  # fmt: skip


# --- no collaborator

_END = (
    r"(?= ?(?:$|[,.;:)(]|(?:to|on|and|in|so|for|by|that|needed|required|is|bring|cut|lift|raise"
    r"|who|we|about|reach(?:es)?|before)(?![a-z])))"
)
_TOGETHER = (
    r"(?:work(?:ing)? (?:closely )?with|together with|jointly with|joint [a-z]+ with"
    r"|collaborat(?:e|ing|ion) with"
    r"|co-?operat(?:e|ing|ion) with|coordinat(?:e|ing|ion) with|align(?:ed|ing)? with"
    r"|partner(?:ing)? with"
    r"|in partnership with|team(?:ing)? up with|alongside|hand in hand with|agree(?:d)? [a-z0-9"
    r" ]{0,25}with"
    r"|(?:with )?(?:the )?(?:help|support|input|backing)(?: needed)? (?:of|from|by)|in"
    r" (?:cooperation|collaboration|coordination) with"
    r"|with support from|co-?own(?:ed)? with|shared? with|jointly (?:owned )?by|colleagues"
    r" (?:from|in|of)|sign-?off (?:of|from|by)|approval (?:of|from|by)|rel(?:y|ying) on|depends?"
    r" on|needs?)"
)
_WITH_ENGLISH = re.compile(
    rf"(?<![a-z])(?:{_TOGETHER} (?P<one>{teams.ENGLISH_FUNCTION})(?:{teams.ENGLISH_UNIT}|{_END})"
    rf"|{_TOGETHER} (?P<four>(?:the|our) (?!whole|own|entire|same|new|project|management"
    rf"|leadership)[a-z]+(?: [a-z]+)?) (?:team|department)(?![a-z])"
    rf"|(?P<three>{teams.ENGLISH_FUNCTION}) (?:teams? |departments? )?jointly"
    rf"|with (?P<two>{teams.ENGLISH_FUNCTION}){teams.ENGLISH_UNIT}(?![a-z]))"
)
_WITH_CHINESE = re.compile(
    rf"(?:协同|联合|配合|携手|拉通|拉齐|协调|联动|会同|合力|协作|打通)(?:好|了|各|内部"
    rf"|[^,;]{{1,3}}?)?(?P<one>{teams.CHINESE_FUNCTION})(?!工具|活动)"
    rf"|(?:与|和|跟|同|及"
    rf"|就[^,;]{{1,12}}[与和跟同])[^,;]{{0,4}}?(?P<two>{teams.CHINESE_TEAM})[^,;]{{0,6}}?(?:一起"
    rf"|共同|协作|合作|协同|对齐|沟通|共建"
    rf"|拉通|确定|达成|配合|合力|通力|联手|携手|联合|共担)"
    rf"|(?:需要?|由|请|依托|在"
    rf"|借助)(?:要)?[^,;]{{0,5}}?(?P<three>{teams.CHINESE_TEAM})的?(?:支持|协助|配合|帮助|支援"
    rf"|协同)"
)


def judge_alone(reading: Reading) -> Iterator[Finding]:
    """Another team has to work along, and nobody of it is mentioned."""
    if reading.people or reading.line.mentions:
        return
    pattern = _WITH_CHINESE if reading.lang == "zh" else _WITH_ENGLISH
    match = pattern.search(reading.folded)
    if match is None:
        return
    team = next(found for found in match.groupdict().values() if found)
    yield Finding(
        Rule.NO_COLLABORATOR, Severity.ADVICE, _ALONE, _ALONE_ASK, suggestions.asking(reading),
        {"team": team},
    )  # fmt: skip
