"""What the first verb of a line says: an activity, a refinement, a change, or nothing."""

import re
from enum import Enum, auto

from okr.coach.lexicon import chinese, english, qualities
from okr.coach.lexicon.build import either
from okr.coach.reading import Reading


class Says(Enum):
    """What a line says is going to be the case."""

    ACTIVITY = auto()
    REFINE = auto()
    CHANGE = auto()
    NOTHING = auto()


_PLAIN = [verb for verb in chinese.ACTIVITY if verb not in chinese.COMPOUNDING]
_ACTIVITY = rf"{either(_PLAIN)}|(?:{either(chinese.COMPOUNDING)}){chinese.HEAD}"
_VERBS = (
    rf"(?P<CHANGE>{either(chinese.CHANGE)})|(?P<REFINE>{either(chinese.REFINE)})"
    rf"|(?P<ACTIVITY>{_ACTIVITY})"
)
_FIRST = re.compile(
    rf"{chinese.ADVERBIAL}{{0,3}}?(?:{_VERBS}|(?P<SHORT>{either(chinese.SHORT)})){chinese.SUFFIX}"
)
_ANY = re.compile(rf"(?:{_VERBS}){chinese.SUFFIX}")
#: A Chinese verb of any kind, for rules that only ask whether there is one.
ANY_CHINESE_VERB = rf"(?:{either([*chinese.CHANGE, *chinese.REFINE])}|{_ACTIVITY}){chinese.SUFFIX}"
_THROUGH = re.compile(
    r"^(?:通过|借助|利用|凭借|依托)[^,;]*(?:,|来(?=提|降|增|加|改))|^(?:by|through|via|with)"
    r" [^,]+, "
)
_VAGUE = re.compile(chinese.VAGUE)
_WISH = re.compile(r"^(?:让|使|把|将|令)")
# What is done to a thing: "将手册翻译成…", not "将转化率提升…".
_DISPOSED = re.compile(
    rf"^(?:把|将)[^,;]{{1,14}}?(?:{either(chinese.ACTIVITY)}){chinese.SUFFIX}(?:成|为|到|至|给"
    rf"|进|入|出|并|完|好|$)"
    r"|^(?:把|将)[^,;]{1,14}?[迁搬移换导存交录传写](?:到|至|成|给|进|入|为|往)"
)
_OFFER_CHINESE = re.compile(
    r"^(?:提供|建立|创造|输出|交付|构建|形成).{0,8}(?:优质|卓越|极致|良好|一流|出色|最佳|更好"
    r"|完美|顺畅).{0,8}$"
)
_ADDED = re.compile(
    r"^(?:新?增加|扩充|丰富|补充)[^,;]{0,8}(?:功能|模式|模块|按钮|字段|选项|入口|页面|接口|开关"
    r"|文档|题库|模板)$"
)
_LEADING = frozenset(
    "to we will please continuously regularly successfully also then jointly".split()
)


def first_verb(reading: Reading) -> Says:
    """The kind of the verb that governs the line, not of means in front ("by asking users, …")."""
    return verb_of(_THROUGH.sub("", reading.folded), reading.lang)


def verb_of(folded: str, lang: str) -> Says:
    """The kind of the verb that begins a folded clause; NOTHING where it begins with a noun."""
    if lang == "zh":
        return _first_chinese(folded)
    if _DOING.match(folded):
        return Says.ACTIVITY
    words = folded.replace(",", " ").split()
    while words and (words[0] in _LEADING or words[0].endswith("ly")):
        words = words[1:]
    return _english(words[0], words[1:]) if words else Says.NOTHING


_DOING = re.compile(
    r"^(?:get (?:in touch|together|started|to know)|take (?:a look|part|care of|over the)|keep"
    r" in touch|make (?:a |an |the )?"
    r"(?:list|plan|presentation|video|report|proposal|draft|appointment|decision|call)(?![a-z])"
    r"|give (?:a"
    r" )?(?:talk|presentation|demo|training|workshop)"
    r"|bring together|stay in touch|be present|break down|close (?:out|down)|win back meetings"
    r"|lead (?:the |a )?(?:project|workshop|meeting))"
)
_QUALITIES = frozenset(qualities.ENGLISH)
_OFFER = frozenset("build establish create deliver provide offer develop form put lay".split())


def _english(word: str, rest: list[str]) -> Says:
    if word in _OFFER:
        said = {part.strip(".,") for part in rest}
        abstract = not said & english.ARTEFACTS and bool(said & (english.ABSTRACT | english.VAGUE))
        return Says.CHANGE if abstract else Says.ACTIVITY
    if word in english.COMPARATIVE:
        return Says.CHANGE
    ambiguous = word in english.VERB_OR_NOUN and not (rest and rest[0] in english.DETERMINERS)
    if ambiguous and len(rest) <= 1 and rest[-1:] and rest[-1] in english.ACTIVITY_NOUN:
        return Says.ACTIVITY
    if word in english.REFINE:
        return Says.REFINE
    if word in english.ACTIVITY:
        return Says.ACTIVITY
    if word in english.LIGHT and rest and rest[0] in ("a", "an", "the", "our", "two", "more"):
        said = {part.strip(".,") for part in rest}
        better = said & (english.COMPARATIVE | english.VAGUE | english.ABSTRACT | _QUALITIES)
        return Says.CHANGE if better else Says.ACTIVITY
    if word in english.CHANGE:
        return Says.CHANGE
    return Says.ACTIVITY if rest and rest[0] in english.OBJECT_STARTS else Says.NOTHING


def _first_chinese(folded: str) -> Says:
    if _WISH.match(folded):
        return Says.ACTIVITY if _DISPOSED.match(folded) else Says.CHANGE
    if _OFFER_CHINESE.match(folded):
        return Says.CHANGE
    if _ADDED.match(folded):
        return Says.ACTIVITY
    match = _FIRST.match(folded)
    if match is None:
        return Says.NOTHING
    return Says.ACTIVITY if match["SHORT"] else Says[match.lastgroup or "NOTHING"]


def any_verb(reading: Reading) -> Says:
    """The strongest kind of verb or verbal noun anywhere: a change before an activity."""
    if reading.lang == "zh":
        kinds = {match.lastgroup for match in _ANY.finditer(reading.folded)}
        if "CHANGE" in kinds or _VAGUE.search(reading.folded):
            return Says.CHANGE
        if "REFINE" in kinds:
            return Says.REFINE
        return Says.ACTIVITY if "ACTIVITY" in kinds else Says.NOTHING
    words = reading.words
    if any(word in english.COMPARATIVE or word in english.VAGUE for word in words):
        return Says.CHANGE
    if any(word in english.ACTIVITY_NOUN for word in (*words[:3], *words[-1:])):
        return Says.ACTIVITY
    if any(word in english.FINITE for word in words[1:]):
        return Says.CHANGE
    if any(word in english.CHANGE for word in words[1:]) or words[-1:] == ("well",):
        return Says.CHANGE
    return Says.NOTHING
