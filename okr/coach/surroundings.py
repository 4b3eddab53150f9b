"""Rules about what stands around a line: the objective, the number of siblings, and the teams it
needs."""

import re
from collections.abc import Iterator

from okr.coach import suggestions
from okr.coach.findings import Finding, Limits, Rule, Severity
from okr.coach.lexicon import polarity, teams
from okr.coach.lexicon.support import FAR
from okr.coach.lexicon.topics import Topic, topics
from okr.coach.reading import Reading, compact
from okr.errors import message
from okr.quantities.text import fold

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


# --- weak support

_REASON = re.compile(
    r"(?<![a-z])(?:so that|so (?:we|they|that)|in order to|to (?:prove|support|show"
    r"|validate|verify|check|find out"
    r"|see|explore|understand|establish"
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
    if _may_be_less(reading, wanted, given) or _is_about_hires(reading, given):
        return
    if all(given <= FAR.get(topic, frozenset()) for topic in wanted):
        yield Finding(
            Rule.KEY_RESULT_WEAK_SUPPORT, Severity.ADVICE, _WEAK, _WEAK_ASK,
            suggestions.supporting(reading), {"objective": reading.line.objective.strip()},
        )  # fmt: skip


# Of these, more is wanted; where one falls, its word probably means something else.
_GROWING = {Topic.REVENUE, Topic.ACQUISITION, Topic.BRAND, Topic.ENGAGEMENT, Topic.CONVERSION}
_FALLS, _RISES = re.compile(polarity.FALLS), re.compile(polarity.RISES)


# Hiring helps few objectives by itself; what else is said of people may help any.
_HIRING = re.compile(
    r"(?<![a-z])(?:hir(?:e|es|ed|ing)|recruit[a-z]*|fill(?:s|ed)?|vacanc[a-z]+|openings?|positions?"
    r"|time to fill|headcount|salar[a-z]+|employees?|employee|staff|attrition|offers?)(?![a-z])"
    r"|招|空缺|编制|到岗|薪|岗位|补齐|员工"
)


def _is_about_hires(reading: Reading, given: frozenset[Topic]) -> bool:
    return Topic.PEOPLE in given and _HIRING.search(reading.folded) is None


def _may_be_less(reading: Reading, wanted: frozenset[Topic], given: frozenset[Topic]) -> bool:
    """Whatever falls may save cost, and what should grow is not meant where it falls."""
    if not _FALLS.search(reading.folded) or _RISES.search(reading.folded):
        return False
    return Topic.COST in wanted or bool(given & _GROWING)


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
    r"|who|we|about|reach(?:es)?|before|after|until|from|at|will|within|during|under|without"
    r"|this|next"
    r"|brings?|cuts?|raises?|lifts?|leads?|gives?|delivers?|gets?|wins?|reduces?|increases?|grows?"
    r"|adds?|saves?|helps?|ensures?|makes?|shortens?|lowers?|as|over)(?![a-z])))"
)
_TOGETHER = (
    r"(?:work(?:ing)? (?:closely )?with|together with|jointly with|joint [a-z]+(?: [a-z]+){0,2}"
    r" with"
    r"|collaborat(?:e|ing|ion) with"
    r"|co-?operat(?:e|ing|ion) with|coordinat(?:e|ing|ion) with|align(?:ed|ing)? with"
    r"|partner(?:ing)? with"
    r"|in partnership with|team(?:ing)? up with|alongside|hand in hand with|agree(?:d)? [a-z0-9"
    r" ]{0,25}with"
    r"|side by side with|jointly with|co-?(?:creat|develop|design|host|writ)(?:e|ed|ing)?"
    r" [a-z0-9 ]{0,25}with"
    r"|(?:approved|reviewed|signed off) by"
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
    rf"|(?P<three>{teams.ENGLISH_FUNCTION}) (?:teams? |departments? )?(?:jointly|together)(?! with)"
    rf"|(?:ask|convince|persuade|win over|enlist|involve|bring in)"
    rf" (?P<five>(?:the |our )?{teams.ENGLISH_FUNCTION})(?:{teams.ENGLISH_UNIT})?"
    rf" (?:to|in|into|for|on)(?![a-z])"
    rf"|(?:get|need|have|push) (?P<six>(?:the |our )?{teams.ENGLISH_FUNCTION}){teams.ENGLISH_UNIT}"
    rf" (?:to|in|into|for|on)(?![a-z])"
    rf"|with (?P<two>{teams.ENGLISH_FUNCTION}){teams.ENGLISH_UNIT}(?![a-z]))"
)
_WITH_CHINESE = re.compile(
    rf"(?:协同|联合|配合|携手|拉通|拉齐|协调|联动|会同|合力|协作|打通)(?:好|了|各|内部"
    rf"|[^,;]{{1,3}}?)?(?P<one>{teams.CHINESE_FUNCTION})(?!工具|活动)"
    rf"|(?:与|和|跟|同|及"
    rf"|就[^,;]{{1,12}}[与和跟同])[^,;]{{0,4}}?(?P<two>{teams.CHINESE_TEAM})(?:就[^,;]{{1,18}}?"
    rf")?[^,;]{{0,6}}?(?:一起"
    rf"|共同|协作|合作|协同|对齐|沟通|共建"
    rf"|拉通|确定|达成|配合|合力|通力|联手|携手|联合|共担)"
    rf"|(?:需要?|由|请|依托|在"
    rf"|借助|拉上|邀请|推动)(?:要)?[^,;]{{0,5}}?(?P<three>{teams.CHINESE_TEAM})的?(?:支持|协助"
    rf"|配合|帮助|支援"
    rf"|协同|审核|评审|审批|提供|排期|介入|投入|参与|加入|完成|开发|改造|出具|给出)"
    rf"|(?:在|借助|依托|凭借|通过)(?P<four>{teams.CHINESE_FUNCTION})的(?:支持|协助|配合|帮助"
    rf"|支援|协同)"
    rf"|(?:与|和|跟|同)(?P<seven>{teams.CHINESE_FUNCTION})(?:部门|团队)?(?:一起|共同|协作|合作"
    rf"|协同|密切|紧密|联合)"
    rf"|(?:请|找|拉上|邀请)(?P<six>{teams.CHINESE_TEAM})"
    rf"|(?P<five>{teams.CHINESE_FUNCTION}(?:与|和|、|及){teams.CHINESE_FUNCTION})(?:部门|团队"
    rf"|双方|一起)?(?:共同"
    rf"|一起|联合|合力|联手|协同|通力)"
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
