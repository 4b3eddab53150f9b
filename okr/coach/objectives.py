"""Objectives that are a mere phrase, have no direction, are too fine, or are routine."""

import re
from collections.abc import Iterator

from okr.coach import suggestions
from okr.coach.findings import Finding, Rule, Severity
from okr.coach.lexicon import chinese, english, fine, qualities, routine
from okr.coach.lexicon.build import either
from okr.coach.outcome import has_number
from okr.coach.predicates import ANY_CHINESE_VERB
from okr.coach.reading import Reading
from okr.errors import message

_PHRASE = message(
    "This names a subject, not where you want to take it; the team cannot pick it up and break it"
    " down."
)
_PHRASE_ASK = message("What should be true of it at the end of the cycle?")
_DIRECTION = message("“Better” can mean many things, and everybody will work on a different one.")
_DIRECTION_ASK = message("What exactly will be better, and who will notice?")
_FINE = message(
    "This is one figure or one small piece of work; an objective says what stands behind it, and"
    " the figure makes a good key result."
)
_FINE_ASK = message("What do you want to reach by it?")
_ROUTINE = message(
    "This goes on without special effort. The few places of an OKR are for what is new, hard or"
    " a breakthrough."
)
_ROUTINE_ASK = message("What about it will be clearly different this cycle?")

_LONGEST_PHRASE = 5
_LONG_ENOUGH = 4
_LONGEST_HAN_PHRASE = 14
_LONGEST_WISH = 7
_LONGEST_HAN_WISH = 14


def judge_objective(reading: Reading) -> Iterator[Finding]:
    """The first that applies: a small figure, routine, no direction, a phrase."""
    for applies, rule, severity, why, question, better in _RULES:
        if applies(reading):
            yield Finding(rule, severity, why, question, better(reading))
            return


# --- too fine

_FROM_TO_ENGLISH = re.compile(
    r"(?<![a-z])from (?:about |around |under |over )?[$€£¥]?(?:\d[\d,.]*"
    r"|x{1,4}(?![a-z]))[^,;]{0,25}?"
    r" to (?:about |under |over |at least )?[$€£¥]?(?:\d|x{1,4}(?![a-z]))|\d ?%? ?(?:->|→) ?\d"
)
_FROM_TO_CHINESE = re.compile(
    r"(?:从|由)(?:每[日天周月季年]|约|目前的?|原来的?|平均|人均)? ?(?:\d[\d,.]*"
    r"|x{1,4}(?![a-z]))[^,;]{0,12}?(?:至|到|为|成) ?(?:\d|x{1,4}(?![a-z]))"
    r"|\d ?%? ?(?:->|→) ?\d"
)
_SMALL_METRIC = re.compile(fine.SMALL_METRICS)
_SMALL_THING = re.compile(fine.SMALL_THINGS)
_SMALL_VERB = re.compile(fine.SMALL_VERBS)
_SENTENCE = re.compile(r"(?<!\d)[,;。；，]|[,;](?!\d)|: ")
_PURPOSE = re.compile(
    r"(?<![a-z])(?:so that|so [a-z]+ (?:can|that)|in order to|such that|because|who|which|until"
    r"|while"
    r"|without|thereby|by [a-z]+ing)(?![a-z])|从而|以便|进而|使得|的前提下|不影响|助力|[,以来]支持"
)


def _pieces(reading: Reading) -> int:
    return len([piece for piece in _SENTENCE.split(reading.folded) if piece.strip()])


def is_too_fine(reading: Reading) -> bool:
    """A figure from one value to another and nothing else, a page's figure, or an hour's work."""
    folded = reading.folded
    if _pieces(reading) == 1 and not _PURPOSE.search(folded):
        span = _FROM_TO_CHINESE if reading.lang == "zh" else _FROM_TO_ENGLISH
        if span.search(folded) or (_SMALL_METRIC.search(folded) and has_number(reading)):
            return True
        if _SMALL_VERB.search(folded) and _SMALL_THING.search(folded):
            return True
    return False


# --- routine

_ROUTINE_ENGLISH = re.compile(routine.ENGLISH)
_ROUTINE_CHINESE = re.compile(routine.CHINESE)
_CHALLENGE = re.compile(routine.CHALLENGE)


def is_routine(reading: Reading) -> bool:
    """Going on as before, with nothing that would make it hard."""
    folded = reading.folded
    if _CHALLENGE.search(folded) or has_number(reading) or _PURPOSE.search(folded):
        return False
    pattern = _ROUTINE_CHINESE if reading.lang == "zh" else _ROUTINE_ENGLISH
    return pattern.search(folded) is not None


# --- without direction

_BETTER_END = (
    r"(?:much |far |even |a lot |way |really )?(?:better|great|greater|good|best|the best|nicer"
    r"|stronger|strong|awesome|excellent|perfect|amazing|work(?:s)? (?:better|well)|improve|shine"
    r"|(?:more )?(?:professional|modern|powerful|advanced|attractive|effective|impressive"
    r"|useful|mature"
    r"|successful|competitive|world-class|first-class|top-notch|cool|fantastic)|up to date)"
)
_WISH_ENGLISH = re.compile(
    rf"^(?:to )?(?:make|get|keep|have|help) .{{1,45}}?(?<! and) {_BETTER_END}(?: (?:for|than)"
    rf" [a-z ]+)?$"
    rf"|^(?:do|handle|run|manage) .{{1,40}}? (?:well|better)$|^(?:do|be|become|get) (?:a"
    rf" )?{_BETTER_END}"
    r"(?: (?:job|work|teams?|company|department|organi[sz]ation|employer|partner|manager|leader"
    r"|version of ourselves))?(?: (?:at|in|on|with|for) [a-z ]{1,40})?$"
    r"|(?<![a-z])(?:to|up to) (?:the|a|an)(?: whole)? (?:next|new|another|higher) (?:level"
    r"|height|heights|stage)$"
    r"|^work (?:better|smarter|harder|well)$|^be more [a-z]+$"
    r"|^(?:(?:have|get|build|create|do|offer|provide|deliver) )?(?:a |an |the )?(?:much"
    r" )?(?:better|good|great|best|improved|nice|stronger|excellent) [a-z-]+(?: [a-z-]+){0,2}$"
    r"|^make [a-z ]{1,30}"
    r" great again$|^step up (?:our|the) game$|^move .{1,25} forward$"
)
# Whom it should be better for: that is a direction.
_AUDIENCE = re.compile(r"(?<![a-z])(?:among|in the eyes of|outside|beyond) ")
_NOMINAL_WISH = re.compile(
    r"^(?:[a-z0-9&/-]+ ){1,4}(?:upgrades?|improvements?|optimi[sz]ations?|enhancements?|updates?"
    r")$"
)
_IMPROVE_ENGLISH = re.compile(
    r"^(?:to )?(?:continuously |constantly |significantly |greatly |further |keep )?"
    r"(?:improv(?:e|ing)|enhanc(?:e|ing)|optimi[sz](?:e|ing)|upgrad(?:e|ing)|strengthen(?:ing)?"
    r"|refin(?:e|ing)|elevat(?:e|ing)|advanc(?:e|ing)|perfect|boost|better) (?P<what>.+)$"
)
_FACET_ENGLISH = frozenset(word for phrase in qualities.ENGLISH for word in [phrase])
_WISH_CHINESE = re.compile(
    r"^(?:让|使|把|将|令|争取|努力)?.{0,18}?(?:更上一层楼|上(?:一个)?新?台阶|做大做强|做强做大"
    r"|做到最好|再创辉煌|更进一步|(?:到|上|向)(?:一个)?(?:新的?|更高的?)(?:高度|水平|层次|台阶"
    r"|阶段))$"
    r"|^(?:让|使|把|将|令).{1,16}?(?:变得|做得|做|变|工作|运行)?(?:更加?|越来越|最)(?:好|棒|强"
    r"|优秀|完善|出色|给力|优|牛|强大|成功|完美|好用|专业|先进|现代|高级|厉害|精彩|有吸引力"
    r"|成熟|到位)$"
    r"|^变?得?更加?(?:好|强|优秀|出色|专业|高效)$|^(?:做|成为|打造|当"
    r"|建)(?:一[支个家名])?(?:更)?(?:优秀|更好|更强|强大|出色|好)的[^,;]{1,8}$"
    r"|^.{2,12}(?:做|干|变|办)得?(?:更|最)(?:好|强|优|棒|出色|专业)$|^(?:争做|争当|做到"
    r"|成为)(?:最好|最强|最优|第一名?|更(?:好|强|优秀|出色|专业))(?:的?(?:自己|团队|部门|公司"
    r"|组织|我们|企业))?$|^(?:把|将).{1,16}?(?:做好|搞好|办好"
    r"|抓好|管好|做强|做大)$|^(?:做好|搞好|抓好|干好|办好|管好|做大|做强做大|做大做强).{1,14}$"
)
_IMPROVE_CHINESE = re.compile(
    r"^(?:持续|不断|全面|进一步|大力|努力|继续)?(?:改善|改进|优化|提升|提高|加强|升级|完善|强化"
    r"|增强)(?P<what>.{1,14})$"
)
_NOMINAL_CHINESE = re.compile(
    r"^(?P<what>[^,;的]{1,12})(?:的)?(?:升级|优化|改进|改善|提升|迭代|完善)$"
)
_FACET_CHINESE = re.compile(rf"(?:{either(qualities.CHINESE)})")


def is_without_direction(reading: Reading) -> bool:
    """Better, but in what? Improving a thing, not one of its qualities, and no reason given."""
    folded = reading.folded
    if has_number(reading) or _pieces(reading) > 1 or _PURPOSE.search(folded):
        return False
    if reading.lang == "zh":
        if _WISH_CHINESE.search(folded):
            return True
        match = _IMPROVE_CHINESE.match(folded) or _NOMINAL_CHINESE.match(folded)
        return match is not None and not _FACET_CHINESE.search(match["what"])
    if _WISH_ENGLISH.search(folded):
        return True
    if len(reading.words) > _LONGEST_WISH:
        return False
    if _NOMINAL_WISH.match(folded):
        return not any(word in _FACET_ENGLISH for word in reading.words[:-1])
    match = _IMPROVE_ENGLISH.match(folded)
    if match is not None and _AUDIENCE.search(match["what"]):
        return False
    return match is not None and not any(w in _FACET_ENGLISH for w in match["what"].split())


# --- a phrase

_ANY_VERB = re.compile(rf"{ANY_CHINESE_VERB}(?=.)")
_CLAUSE_WORD = re.compile("|".join(chinese.CLAUSE))
_ADVERB_VERB = re.compile(
    rf"(?:成功|顺利|全面|显著|持续|大幅|明显|快速|稳步|获得|得到|实现|完成){ANY_CHINESE_VERB}"
)
_HAN = re.compile("[\u4e00-\u9fff]")


# "Market share in Asia": a singular without an article makes one name with the word before.
_COMPOUND = re.compile(r"[a-z]+ (?!the |a |an |our |all )[a-z]+[^s ] (?:in|of|for|at|on|across) ")


def is_phrase(reading: Reading) -> bool:
    """A subject without a verb, a comparison or a number."""
    if has_number(reading):
        return False
    if reading.lang == "zh":
        return _is_chinese_phrase(reading.folded)
    words = reading.words
    if not words or len(words) > _LONGEST_PHRASE:
        return False
    first, rest = words[0], words[1:]
    if any(word in english.FINITE for word in rest) or any(w in english.COMPARATIVE for w in words):
        return False
    governs = bool(rest) and rest[0] in english.OBJECT_STARTS and first not in english.DETERMINERS
    if first in english.VERB_OR_NOUN and _COMPOUND.match(reading.folded):
        return True
    if first in english.WORK_NOUN or (first in english.VERB_OR_NOUN and len(words) < _LONG_ENOUGH):
        return not governs
    known = first in english.ACTIVITY | english.CHANGE | english.REFINE | english.VERB_OR_NOUN
    adverb = first.endswith("ly") and first not in english.ADJECTIVE_IN_LY
    return not (known or governs or adverb or first.endswith(("ise", "ize", "ify")))


def _is_chinese_phrase(folded: str) -> bool:
    if len(_HAN.findall(folded)) > _LONGEST_HAN_PHRASE or _SENTENCE.search(folded):
        return False
    return not (
        _ANY_VERB.search(folded) or _CLAUSE_WORD.search(folded) or _ADVERB_VERB.search(folded)
    )


_RULES = (
    (is_too_fine, Rule.OBJECTIVE_TOO_FINE, Severity.ADVICE, _FINE, _FINE_ASK, suggestions.coarser),
    (
        is_routine, Rule.OBJECTIVE_ROUTINE, Severity.ADVICE,
        _ROUTINE, _ROUTINE_ASK, suggestions.beyond,
    ),
    (
        is_without_direction, Rule.OBJECTIVE_WITHOUT_DIRECTION, Severity.STRONG,
        _DIRECTION, _DIRECTION_ASK, suggestions.direction,
    ),
    (
        is_phrase, Rule.OBJECTIVE_IS_A_PHRASE, Severity.STRONG,
        _PHRASE, _PHRASE_ASK, suggestions.phrase,
    ),
)  # fmt: skip
