"""What the sample company's people asked of one another, said and agreed; O12 and KR12.1 are the
ids that the sample gets in an empty database."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a request to hang on somebody's objective."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    COUNTERED = "countered"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class SampleAlignment:
    """`asker` asks to hang `lower` on `upper`, which `answerer` answers; None is one's own.

    `wish` and `answer` are what they fill in, by field name; `days` how long ago it was asked,
    None at the beginning of the cycle.
    """

    asker: str
    lower: str
    upper: str
    answerer: str | None
    outcome: Outcome = Outcome.ACCEPTED
    wish: tuple[tuple[str, str], ...] = ()
    answer: tuple[tuple[str, str], ...] = ()
    days: int | None = None


@dataclass(frozen=True, slots=True)
class SampleComment:
    """What somebody typed of something, with who answered what if anybody did."""

    author: str
    words: str
    days: int
    answerer: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class SampleJoining:
    """What somebody answered who was asked to work on an objective; a reason is a no."""

    person: str
    number: int
    reason: str = ""


ALIGNMENTS: tuple[SampleAlignment, ...] = (
    SampleAlignment("mei", "O12", "KR27.2", "amara"),
    SampleAlignment("mei", "O13", "KR27.3", "amara"),
    SampleAlignment("jonas", "O17", "O27", "amara"),
    SampleAlignment("daniel", "O23", "KR28.1", "amara"),
    SampleAlignment("daniel", "O24", "O23", None),
    SampleAlignment(
        "sofia",
        "O14",
        "KR12.3",
        "mei",
        wish=(
            ("importance", "Club readers bring friends: three of ten new readers came that way"),
            ("how", "Every shared shelf gets an invitation that club members can pass on"),
        ),
    ),
    SampleAlignment("priya", "O21", "KR12.1", "mei"),
    SampleAlignment("lei", "O19", "O17", "jonas"),
    SampleAlignment("lei", "O19", "KR28.2", "amara"),
    SampleAlignment(
        "ying",
        "O16",
        "O18",
        "jonas",
        Outcome.WAITS,
        (
            ("importance", "发布之后哪些数据变了，团队自己就能看到"),
            ("to_do", "请在发布清单里加上“看一眼看板”这一步"),
        ),
        days=7,
    ),
    SampleAlignment(
        "robin",
        "O25",
        "O27",
        "amara",
        Outcome.DECLINED,
        (("importance", "Who reports every week finds out in time"),),
        (("reason", "It serves all our goals alike; keep it as a goal of its own."),),
        days=2,
    ),
    SampleAlignment(
        "sofia",
        "O15",
        "KR12.3",
        "mei",
        Outcome.COUNTERED,
        (
            ("importance", "A third of the new readers of this cycle could come from Italy"),
            ("urgency", "The autumn fairs are the only time publishers decide"),
        ),
        (
            ("of", "1"),
            ("target", "18,000"),
            ("note", "意大利站已经上线，我们一起把目标定高一点？"),
        ),
        days=2,
    ),
    SampleAlignment(
        "lei",
        "O20",
        "KR12.2",
        "mei",
        Outcome.WAITS,
        (
            ("importance", "三成新读者的第一本书是搜出来的，搜不到就走了"),
            ("urgency", "年底活动前要把排序模型定下来"),
            ("how", "和数据组一起重新抽样，每周看一次首日搜索"),
            ("to_do", "请把首日漏斗的数据开放给搜索组"),
        ),
        days=1,
    ),
)

COMMENTS: tuple[SampleComment, ...] = (
    SampleComment("ying", "comment O19 启动时间的埋点已经加好了，看板上每天更新。", 5),
    SampleComment(
        "mei",
        "comment KR14.2 这些报道能看出带来了多少新读者吗？",
        4,
        "sofia",
        "Since October every article has its own link; the figures are on the dashboard.",
    ),
    SampleComment("jonas", "comment O21 The questions at the start feel light now, well done.", 3),
    SampleComment("amara", "comment KR12.3 What would half of the budget in November buy us?", 1),
)

JOININGS: tuple[SampleJoining, ...] = (
    SampleJoining("ying", 12),
    SampleJoining("sofia", 12),
    SampleJoining("lei", 16),
    SampleJoining("lei", 17),
    SampleJoining("priya", 19),
    SampleJoining("jonas", 21),
    SampleJoining("mei", 24),
    SampleJoining("daniel", 15, "We speak no Italian; the translators of the shop could do it"),
)
"""Answers to the @mentions of the current cycle."""

CHANGE = "edit KR27.2 Readers who are still with us after a month from 38% to 46% @Mei Lin"
CHANGED_BY = "amara"
"""A target that others hang on was raised, and somebody asked to work on it."""
