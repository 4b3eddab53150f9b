"""Better wordings made from a person's own text, in its language; "XX" is left to fill in."""

import re

from okr.coach.lexicon.build import either
from okr.coach.reading import Reading, parted

_LESS = re.compile(
    r"reduc|lower|cut |decreas|shorten|fewer|less |minimi|drop|降|减|缩短|压缩|削减|避免|节省|节约"
)
_SHIPPED = re.compile(
    r"launch|ship|releas|build|develop|implement|introduc|deploy|migrat|redesign|create|set up|roll"
    r"|上线|发布|开发|搭建|引入|接入|对接|重构|改版|迁移|升级|建立|推出|上架"
)
_HEARD = re.compile(
    r"interview|visit|survey|research|analy|talk|test|study"
    r"|访谈|采访|拜访|走访|回访|调研|研究|分析|测试|沟通"
)
_TAUGHT = re.compile(r"train|teach|coach|workshop|培训|宣导|宣贯|学习|分享")
_GATHERED = re.compile(
    r"hold|host|organi|attend|event|meeting|sync|campaign|publish posts|fair"
    r"|举办|举行|组织|参加|开展|召开|活动|投放|会议"
)
_ENDS = (
    (_TAUGHT, "XX people take part and XX% pass the test", "XX 人参加,通过率达到 XX%"),
    (_GATHERED, "XX in all, leading to XX", "共 XX 场,带来 XX"),
    (_HEARD, "XX in all, and the findings agreed with XX", "共 XX 次,结论与 XX 达成一致"),
    (_SHIPPED, "used by XX% of the people it is for", "XX% 的目标用户在使用"),
)
_CHANGED_ENGLISH = re.compile(
    r"(?:improv|increas|rais|boost|grow|lift|reduc|lower|decreas|cut|shorten|enhanc)\w* .*\w",
    re.IGNORECASE,
)
_UP = "提升 提高 增加 增强 加强 改善 扩大 加快".split()
_DOWN = "降低 减少 缩短 压缩 削减".split()
_CHANGED_CHINESE = re.compile(
    r"(?:大幅|显著|明显|持续|不断|进一步|尽量)?"
    rf"(?:(?P<up>{either(_UP)})|(?P<down>{either(_DOWN)}))(?P<what>[^,,;;]+)"
)


def todo(reading: Reading) -> str:
    """The same activity with the effect it is meant to have."""
    said, chinese = reading.said, reading.lang == "zh"
    for pattern, english_end, chinese_end in _ENDS:
        if pattern.search(reading.folded):
            return f"XX 月底前{said},{chinese_end}" if chinese else f"{said} by XX: {english_end}"
    if chinese:
        return f"XX 月底前{said},使 XX 从 XX 提升至 XX"
    return f"{said} by XX, so that XX rises from XX to XX"


def unmeasured(reading: Reading) -> str:
    """The same change with a start and a target."""
    said = reading.said
    if reading.lang == "zh":
        if changed := _CHANGED_CHINESE.fullmatch(said):
            return f"将{changed['what']}从 XX {'降低' if changed['down'] else '提升'}至 XX"
        return f"{said},XX 从 XX {'降低' if _LESS.search(said) else '提升'}至 XX"
    if _CHANGED_ENGLISH.fullmatch(said):
        return f"{said} from XX to XX by XX"
    return f"{said}: XX {'falls' if _LESS.search(reading.folded) else 'rises'} from XX to XX by XX"


def apart(reading: Reading) -> str:
    """Every result on a line of its own."""
    return "\n".join(parted(reading.said))


def phrase(reading: Reading) -> str:
    """The phrase as a goal with a direction."""
    if reading.lang == "zh":
        return f"让{reading.said}在 XX 方面获得提升,从而实现 XX"
    return f"Lift {_lowered(reading.said)} in XX, so that XX"


def direction(reading: Reading) -> str:
    """The wish with what "better" means."""
    if reading.lang == "zh":
        return f"{reading.said}:XX 方面做到 XX,让 XX 受益"
    return f"{reading.said}: XX becomes XX, so that XX"


def coarser(reading: Reading) -> str:
    """An objective that says what it is for, and the line as a key result below it."""
    if reading.lang == "zh":
        return f"让 XX 在 XX 方面明显受益,从而实现 XX\nKR:{reading.said}"
    return f"Make XX noticeably easier for XX, so that XX\nKR: {reading.said}"


def beyond(reading: Reading) -> str:
    """What would be new about routine work."""
    if reading.lang == "zh":
        return f"在“{reading.said}”的基础上,首次在 XX 方面取得突破"
    return f"Go beyond “{reading.said}”: reach XX for the first time"


def own_part(reading: Reading) -> str:
    """One's own share of the manager's key result."""
    if reading.lang == "zh":
        return f"为实现“{reading.said}”,我在 XX 方面做到 XX"
    return f"My share of “{reading.said}”: XX"


def supporting(reading: Reading) -> str:
    """The key result with the reason why it helps its objective."""
    objective = reading.line.objective.strip()
    if reading.lang == "zh":
        return f"{reading.said},从而验证其对“{objective}”的作用"
    return f"{reading.said}, to prove that it helps us to “{_lowered(objective)}”"


def asking(reading: Reading) -> str:
    """With the colleague who is needed."""
    return f"{reading.said} @XX"


def harder(reading: Reading) -> str:
    """With the target left open, where its place in the text is known; "" where it is not."""
    text = reading.line.text.strip()
    if not reading.quantity.spans:
        return ""
    start, end = reading.quantity.spans[0]
    digits = re.search(r"\d[\d,.]*", text[start:end])
    if digits is None:
        return ""
    return f"{text[: start + digits.start()]}XX{text[start + digits.end() :]}"


def _lowered(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]
