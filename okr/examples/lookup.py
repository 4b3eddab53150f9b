"""Finding topics by what a person calls them, in any language and with slips of the finger."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from okr.examples.library import Topic, all_examples, topics

# What a match is worth. A topic stays in the answer from a third of the best one's worth on, so
# words inside the examples only speak where no name does.
_SAME = 100.0
_PART = 60.0
_SLIP = 45.0
_IN_TEXT = 12.0
_ALIKE = 6.0
_KEPT = 1 / 3
#: The reader's own language decides between equals.
_OWN_LANGUAGE = 1.5
#: Among topics with the same word, the one that lists it earlier is meant more.
_LATER_NAME = 0.2

_WORD = re.compile(r"[a-z0-9][a-z0-9&'+/-]*|[\u3400-\u4dbf\u4e00-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LONGEST_QUERY, _MOST_TERMS = 200, 8
_SHORT, _MIDDLE = 4, 8
_HAN_WORD = 2
# Words of a request that say nothing about the topic.
_NOISE = frozenset(
    "a an the of for in on to and or with my our some me show give please okr okrs example examples"
    " sample samples team teams department departments industry role job function objective"
    " objectives goal goals key result results".split()
)
_HAN_NOISE = re.compile(
    "示例|例子|案例|样例|范例|模板|参考|目标|关键结果|怎么写|如何写|怎么|如何|看看|我想|想看|帮我|给我|一下|一个|一些"
    "|行业|部门|岗位|团队|有没有|相关|方面|关于|的|吗|呢"
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A topic as the search sees it: names by language, words and running text of its examples."""

    topic: Topic
    names: tuple[tuple[str, str, int], ...]  # language, folded name, rank within its language
    words: frozenset[str]
    text: str


def search(words: str, lang: str) -> tuple[Topic, ...]:
    """The topics that the words mean, best first; none where nothing is alike.

    Names in all languages are looked at, whatever the reader's; `lang` only decides between equals.
    Slips ("saels"), parts of names and, where no name fits, words of the examples are found too;
    small talk ("example", "team", 部门) is passed over.
    """
    terms = _terms(words)
    if not terms:
        return ()
    whole = " ".join(terms)
    scored = [(_score(entry, whole, terms, lang), entry.topic) for entry in _index()]
    best = max(score for score, _ in scored)
    if best <= 0:
        # Nothing at all: a Chinese name that shares a character with what was typed, at its place.
        scored = [(_alike(entry, whole), entry.topic) for entry in _index()]
        best = max(score for score, _ in scored)
    kept = [(score, topic) for score, topic in scored if score > 0 and score >= best * _KEPT]
    kept.sort(key=lambda pair: -pair[0])  # Stable: the library's order among equals.
    return tuple(topic for _, topic in kept)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _terms(words: str) -> list[str]:
    """The words of a request without its small talk."""
    folded = _fold(words[:_LONGEST_QUERY])
    telling: list[str] = []
    for word in _WORD.findall(folded):
        if word.isascii():
            telling += [] if word in _NOISE or word.isdigit() else [word]
        else:
            telling += [part for part in _HAN_NOISE.split(word) if part]
    return list(dict.fromkeys(telling))[:_MOST_TERMS]


@cache
def _index() -> tuple[_Entry, ...]:
    return tuple(_entry(topic) for topic in topics())


@cache
def _vocabulary() -> frozenset[str]:
    """Words that the examples use are not mistyped."""
    return frozenset(word for entry in _index() for word in entry.words)


def _entry(topic: Topic) -> _Entry:
    names = [
        (lang, " ".join(_WORD.findall(_fold(name))), rank)
        for lang, given in topic.names.items()
        for rank, name in enumerate(given)
    ]
    lines = [
        line
        for example in all_examples(topic.key)
        for line in (example.objective, *example.key_results)
    ]
    text = _fold("\n".join(re.sub(r"@\S+", "", line) for line in lines))
    return _Entry(topic, tuple(names), frozenset(_WORD.findall(text)), text)


def _score(entry: _Entry, whole: str, terms: list[str], lang: str) -> float:
    """The worth of the whole phrase, or else the mean worth of its words."""
    phrase = _name_score(entry, whole, lang)
    if phrase or len(terms) == 1:
        return phrase or _text_score(entry, whole)
    singly = (_name_score(entry, term, lang) or _text_score(entry, term) for term in terms)
    return sum(singly) / len(terms)


def _name_score(entry: _Entry, term: str, lang: str) -> float:
    best, slips = 0.0, term not in _vocabulary()
    for language, known, rank in entry.names:
        worth = _likeness(known, term) or (_SLIP if slips and _is_slip_of(known, term) else 0.0)
        if worth:
            worth += (_OWN_LANGUAGE if language == lang else 0.0) - _LATER_NAME * rank
            best = max(best, worth)
    return best


def _likeness(known: str, term: str) -> float:
    if known == term or known.replace(" ", "") == term.replace(" ", ""):
        return _SAME
    if _HAN.search(term):
        return _han_likeness(known, term)
    parts = known.split()
    if term in parts:
        return _PART + 10.0 / len(parts)
    if len(term) < _SHORT:
        return 0.0
    begun = any(part.startswith(term) or _same_stem(part, term) for part in parts)
    return _PART if begun else 0.0


def _han_likeness(known: str, term: str) -> float:
    """Chinese has no spaces: one stands inside the other."""
    if not _HAN.search(known):
        return 0.0
    compact = known.replace(" ", "")
    if compact in term or (len(term) > 1 and term in compact):
        return _PART + 10.0 * min(len(compact), len(term)) / max(len(compact), len(term))
    return 0.0


def _same_stem(part: str, term: str) -> bool:
    return part.rstrip("s") == term.rstrip("s")


def _is_slip_of(known: str, term: str) -> bool:
    """One slip in three Chinese characters or four letters and more, two from eight letters on."""
    if _HAN.search(term):
        return min(len(known), len(term)) > _HAN_WORD and _within(known, term, 1)
    parts = (part for part in (known, *known.split()) if min(len(part), len(term)) >= _SHORT)
    return any(_within(part, term, 1 if len(term) < _MIDDLE else 2) for part in parts)


def _within(left: str, right: str, limit: int) -> bool:
    """Whether at most `limit` letters are wrong, missing, too many or swapped with the next one."""
    if abs(len(left) - len(right)) > limit:
        return False
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        before, above, row = row, before, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1] <= limit


def _text_score(entry: _Entry, term: str) -> float:
    """Words inside the examples; more occurrences are worth a little more."""
    if _HAN.search(term):
        times = entry.text.count(term) if len(term) > 1 else 0
    elif len(term) < _SHORT:
        times = term in entry.words
    else:
        times = sum(_same_stem(word, term) or word.startswith(term) for word in entry.words)
        times += times and entry.text.count(term)
    return _IN_TEXT + min(times, 5) if times else 0.0


def _alike(entry: _Entry, whole: str) -> float:
    """A Chinese word of two characters leaves no room for a slip: one of them is all there is."""
    for _, known, _ in entry.names:
        both_short = len(known) == len(whole) == _HAN_WORD and _HAN.search(known)
        if both_short and any(map(str.__eq__, known, whole)):
            return _ALIKE
    return 0.0
