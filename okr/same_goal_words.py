"""What the wording of a goal is about: its words in both languages without those any goal has."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise


class Way(Enum):
    """Where a goal wants to go: two that go opposite ways are not the same."""

    UP = "up"
    DOWN = "down"
    START = "start"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is left of a title: its n-grams, and the stems of words (English) and the characters
    (Chinese) that they come from, which tell what one of two titles lacks."""

    grams: frozenset[str]
    stems: frozenset[str]
    characters: Counter[str]
    ways: frozenset[Way]


_WAYS = {
    Way.UP: "increase raise grow growth boost lift improve improvement enhance expand strengthen "
    "maximise maximize double triple higher more better accelerate faster",
    Way.DOWN: "reduce reduction lower cut decrease shrink minimise minimize halve shorten less "
    "fewer",
    Way.START: "launch release ship introduce start establish build create",
    Way.STOP: "stop close shut retire sunset remove discontinue abandon",
}
_EMPTY = (
    "a an the our we us i my you your their its it this that these those and or of for to in on at "
    "by from with within into across over under between through per via as than so be is are was "
    "become make get have has do does done all every each any both own next end year quarter "
    "quarterly annual annually month monthly week weekly day reach achieve hit deliver ensure "
    "drive complete finish keep maintain sustain provide can will should need least most about "
    "around go take k m bn usd eur cny rmb percent pct overall who up down out very much win gain "
    "below above one two three four five six seven eight nine ten twelve twenty january february "
    "march april may june july august september october november december"
)
_SAME = {
    "client": "customer",
    "staff": "employee",
    "website": "site",
    "application": "app",
    "recruit": "hire",
    "hir": "hire",
}
_HAN_WAYS = {
    Way.UP: "提升 提高 增加 增长 改善 优化 改进 加强 增强 扩大 拓展 加快 提速 上升 更高 更快 更好",
    Way.DOWN: "降低 减少 下降 缩短 压缩 缩减 降至 降到 削减 更低 更少",
    Way.START: "上线 发布 推出 启动 建立 搭建 打造 建设 构建 开通",
    Way.STOP: "下线 关闭 停用 停止 取消",
}
_HAN_EMPTY = (
    "实现 达到 达成 完成 确保 保证 成为 推动 推进 促进 持续 全面 进一步 大幅 显著 不断 有效 努力 "
    "做好 我们 我司 本季度 季度末 季度 年度 月度 全年 年底前 月底前 年底 月底 以上 以下 至少 "
    "不低于 不超过 控制在 保持 维持 通过 进行 开展"
)
_HAN_SAME = {
    "用户": "客户",
    "顾客": "客户",
    "营收": "收入",
    "销售额": "收入",
    "雇员": "员工",
    "招募": "招聘",
}
_HAN_JOINS = frozenset("的了到至从由将使让把和与及并对为在")
"""Characters that join others and are about nothing."""
_COUNTED = "个家名人位次天年月日周分万亿千百元条项款套倍点秒"
"""What stands behind a figure and is counted by it."""
_COUNTED_THINGS = "个家名位款套项条台"
_NUMBERED = frozenset("phase stage version wave tier level part batch milestone".split())
_NUMBERED_HAN = "期批代版号级阶"

_PIECE = re.compile(
    rf"(?P<figure>\d[\d.,:/]*(?P<counter>\s?[{_COUNTED}]+)?(?P<numbered>[{_NUMBERED_HAN}]?))"
    rf"|(?P<few>[二三四五六七八九十两]+[{_COUNTED_THINGS}])"
    rf"|(?P<han>(?:(?![二三四五六七八九十两]+[{_COUNTED_THINGS}])[\u3400-\u9fff])+)"
    r"|(?P<word>(?:[^\W\d_\u3400-\u9fff])(?:[^\W_\u3400-\u9fff])*)"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_PERIOD = re.compile(r"(?:q[1-4]|h[12]|fy\d*)")
_SUFFIX = re.compile(r"(?:(?<=[^s])s|(?<=.{3})ing|(?<=.{3})ed|(?<=.{3})e)$")


def stem(word: str) -> str:
    """An English word without its ending; words of one family mostly end up alike."""
    if len(word) > 4 and word.endswith("ies"):
        word = f"{word[:-3]}y"
    for _ in range(2):
        word = _SUFFIX.sub("", word) if len(word) > 3 else word
    return _SAME_STEMS.get(word, word)


_SAME_STEMS: dict[str, str] = {}
_SAME_STEMS.update({stem(word): stem(same) for word, same in _SAME.items()})
_WAY_OF = {stem(word): way for way, words in _WAYS.items() for word in words.split()}
_EMPTY_STEMS = frozenset(stem(word) for word in _EMPTY.split())
_HAN_WAY_OF = {word: way for way, words in _HAN_WAYS.items() for word in words.split()}
_HAN_KNOWN = re.compile(
    "|".join(sorted({*_HAN_WAY_OF, *_HAN_EMPTY.split(), *_HAN_SAME}, key=len, reverse=True))
)


def worded(title: str) -> Wording:
    """What a title is about."""
    stems: dict[str, None] = {}
    segments: list[str] = []
    ways: set[Way] = set()
    before = ""
    for piece in _PIECE.finditer(unicodedata.normalize("NFKC", title).casefold()):
        if han := piece["han"]:
            segments += _segments(han, ways)
        elif word := piece["word"]:
            found = stem(word)
            if len(word) == 1 and _touches_han(piece):
                stems[found] = None  # "A轮" is not "B轮"
            elif found in _WAY_OF:
                ways.add(_WAY_OF[found])
            elif found not in _EMPTY_STEMS and not _PERIOD.fullmatch(word):
                stems[found] = None
        elif piece["figure"] and (piece["numbered"] or before in _NUMBERED):
            # The third phase is not the second one; other figures are how far, not what.
            stems[piece["figure"]] = None
        before = piece["word"] or ""
    grams = {gram for each in stems for gram in _trigrams(each)}
    grams.update(gram for each in segments for gram in _pairs(each))
    return Wording(frozenset(grams), frozenset(stems), Counter("".join(segments)), frozenset(ways))


def _touches_han(piece: re.Match[str]) -> bool:
    around = f"{piece.string[: piece.start()][-1:]}{piece.string[piece.end() :][:1]}"
    return _HAN.search(around) is not None


def _segments(han: str, ways: set[Way]) -> Iterator[str]:
    """What is left of a run of Chinese between words that any goal has."""

    def known(found: re.Match[str]) -> str:
        word = found[0]
        if word in _HAN_SAME:
            return _HAN_SAME[word]
        if word in _HAN_WAY_OF:
            ways.add(_HAN_WAY_OF[word])
        return " "

    for part in _HAN_KNOWN.sub(known, han).split():
        segment = "".join(each for each in part if each not in _HAN_JOINS)
        if segment:
            yield segment


def _trigrams(word: str) -> Iterable[str]:
    padded = f"^{word}$"
    return (padded[place : place + 3] for place in range(len(padded) - 2))


def _pairs(segment: str) -> Iterable[str]:
    return (f"{one}{two}" for one, two in pairwise(segment)) if len(segment) > 1 else (segment,)


def lacks(one: Wording, other: Wording) -> bool:
    """Whether the first says something that the second does not."""
    if one.characters - other.characters:
        return True
    return any(
        not any(_is_one_family(each, there) for there in other.stems)
        for each in one.stems - other.stems
    )


def _is_one_family(one: str, other: str) -> bool:
    """Whether two stems are of one word, or one is a slip of the keys for the other."""
    if min(len(one), len(other)) < 4:
        return False
    mine, theirs = set(_trigrams(one)), set(_trigrams(other))
    return 2 * len(mine & theirs) >= 0.62 * (len(mine) + len(theirs))
