"""Words that say which way a number goes, left and right of it, in both languages."""

import re
from enum import Enum, auto

from okr.measures import Direction

LEAST, MOST = Direction.AT_LEAST, Direction.AT_MOST


class Cue(Enum):
    """What the governing word of a number says."""

    UP = auto()
    DOWN = auto()
    BETTER = auto()  # improve: up, or down where less is better
    KEEP = auto()
    CAP = auto()
    REACH = auto()


_UP = (
    r"increas(?:e[sd]?|ing)|grow(?:s|n|th of|th by|ing)?|rais(?:e[sd]?|ing)|boost(?:s|ed|ing)?"
    r"|lift(?:s|ed|ing)?"
    r"|expand(?:s|ed|ing)?(?! (?:in)?to)|accelerat(?:e[sd]?|ing)|doubl(?:e|ed|ing)|tripl(?:e|ed"
    r"|ing)|scal(?:e|ed|ing) up|scale|ramp(?:ing)? up"
    r"|driv(?:e|ing) up|push(?: up)?|strengthen|maximi[sz]e|(?<!make )(?<!makes )(?<!made"
    r" )(?<!set )(?<!sign )(?<!follow )(?<!start )up(?: from)?|uplift(?: of| by)?|rise"
    r"|rises|rising|rose|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?(?! in)|surge[sd]?|soar(?:s|ed)?"
    r"|widen(?:s|ed|ing)?|go(?:es)? up|moves? up|gets? up|step(?:s|ping)? up|swell(?:s|ed)?"
    r"|tops? up"
    r"|提升|提高|提效|增效|增收|提速|增加|增长|增至|增到|上升|上涨|上调|升至|升到|提至|提到"
    r"|涨到|涨至|涨粉|上浮|扩大"
    r"|扩充|扩展|扩容|拉升|加大|多增|拉高|抬升|攀升|翻倍|(?<!新)增(?=\d| ?\d)|涨(?=\d| ?\d)"
)
_DOWN = (
    r"reduc(?:e[sd]?|ing|tion of|tion by)|decreas(?:e[sd]?|ing)|cut(?:s|ting)?(?!-)|lower(?:s|ed"
    r"|ing)?(?! than)|drop(?:s|ped|ping)?(?!-)"
    r"|shrinks?|shrank|shrinking|narrow(?:s|ed|ing)?(?! down on)|dip(?:s|ped)?|sink(?:s|ing)?"
    r"|sank|plunge[sd]?"
    r"|go(?:es)? down|tumble[sd]?|eas(?:es|ed)(?= (?:from|to|by))|slip(?:s|ped)?(?= (?:from|to"
    r"|by))|shorten(?:s|ed|ing)?|trim(?:s|med|ming)?|slash(?:es|ed|ing)?"
    r"|declin(?:e[sd]?|ing)|falls?|falling|fell|minimi[sz](?:e[sd]?|ing)"
    r"|down(?: from)?(?! ?time)|halv(?:e|ing)|sav(?:e[sd]?|ing)|shave|compress|curb|diminish"
    r"|eliminate"
    r"|降低|减排|减碳|降费|降噪|清(?=零)|归(?=零)|降至|降到|降本|降幅|下降|下调|下滑|减少|减至"
    r"|减到|减负|缩短|缩减"
    r"|缩小|压缩|压降|压减|压到|压至|削减|节省|节约|精简|回落|砍掉|砍到"
    r"|(?<!下)(?<![升])降(?=[了\d ])|较少|减轻"
)
_BETTER = r"improv(?:e[sd]?|ing)|optimi[sz](?:e[sd]?|ing)|speed(?:ing)? up|优化|改善|改进"
_KEEP = (
    r"keep(?:s|ing)?|kept|maintain(?:s|ed|ing)?|hold(?:s|ing)?|sustain(?:s|ed|ing)?|stay(?:s"
    r"|ing)?|remain(?:s|ing)?|retain(?:s|ing)?|preserve"
    r"|保持|维持|稳定(?=在|于)|稳定保持|守住|保住|延续"
)
_CAP = r"limit(?:s|ed|ing)?|cap(?:s|ped|ping)?|control(?:s|led|ling)?|控制|限制|压在"
_REACH = (
    r"reach(?:es|ed|ing)?|hit(?:s|ting)?|achiev(?:e[sd]?|ing)|attain(?:s|ed|ing)?|deliver(?:s|ed"
    r"|ing)?|complet(?:e[sd]?|ing)|get(?:s|ting)?"
    r"|达到|达成|达|实现|完成|突破|做到|冲到|冲刺|到达|覆盖"
)
_NOMINAL = r"(?!率|比例|幅度|速度|类|型|点|方案|策略|计划|引擎|空间|趋势|度(?!假))"
_CUES = re.compile(
    rf"(?:(?<![a-z-])|(?<=[^\x00-\x7f]))(?:(?P<UP>{_UP})|(?P<DOWN>{_DOWN})|(?P<BETTER>{_BETTER})"
    rf"|(?P<KEEP>{_KEEP})"
    rf"|(?P<CAP>{_CAP})|(?P<REACH>{_REACH}))(?![a-z-]){_NOMINAL}"
)

# Words right before a number, peeled off one after the other, nearest first.
_NEAR = re.compile(
    r"(?:"
    r"(?P<least>(?<![a-z])(?:at least|at minimum|a minimum of|minimum of|minimum|min\.?"
    r"|no less than|not less than|no fewer than|no lower than"
    r"|not lower than|not below|never below|over|more than|above|exceed(?:s|ing)?|greater than"
    r"|higher than|better than|beyond|past|upwards of"
    r"|north of|surpass(?:es|ing)?|longer than)"
    r"|≥|>=|>|至少|最少|起码|不低于|不少于|不小于|不得低于|不得少于|不能低于|不能少于|高于|超过"
    r"|大于|多于|超出|超|优于|保底|不下于|不亚于|不短于)"
    r"|(?P<most>(?<![a-z])(?:at most|a maximum of|maximum of|maximum|max\.?|no more than"
    r"|not more than|no greater than|no higher than|no longer than"
    r"|(?:never|not) (?:longer|more|higher|greater|later|worse) than|not above|never above"
    r"|never over|(?:not|never) exceed(?:s|ing)?|within (?:an? |the "
    r"|our )?(?:budget|limit|ceiling)(?: of)?|under|below|less than|fewer than|lower than"
    r"|shorter than|faster than|within|up to|sub-?|inside)"
    r"|≤|<=|<|不超过|不超出|不高于|不大于|不多于|不得超过|不得高于|不能超过|低于|小于|少于|最多"
    r"|至多|不到|不足|不超|最高不超过|短于|不长于|不慢于)"
    r"|(?P<by>(?<![a-z])by(?: another| an additional| an extra)?|了|幅度为)"
    r"|(?P<to>(?<![a-z])(?:to|into|towards)|至到|到|至|为|(?<=[升变缩提改])成|→|->|=>)"
    r"|(?P<from>(?<![a-z])from|从|由|自)"
    r"|(?P<at>(?<![a-z])(?:at|of|is|are|=|on|be)|在|为|:|=)"
    r"|(?P<base>(?<![a-z])(?:(?:up|down) from|currently"
    r"|current(?:ly)? at|current|now|now at|today|baseline(?: of"
    r"| is)?|was|were|vs\.?|versus|compared (?:to|with)|than|today:"
    r"|instead of|rather than|previously|formerly|before:|last (?:year|quarter|month)(?:'s)?)"
    r"|(?:此前|之前|先前|原来|原先|原|目前|当前|现在|去年|上季度|上月|上期|期初|年初"
    r"|过去)(?:约为|为|是|仅为|只有|仅)|目前|当前|现在|现状|现为|基线|原来|原先"
    r"|(?<![还复高草])原|此前"
    r"|去年(?:同期)?|上季度|上月|上期|较|相比|(?<![占对同环配性])比|基准)"
    r"|(?P<soft>(?<![a-z])(?:about|around|approximately|approx\.?|roughly|nearly|almost|an?|the"
    r"|another|an? additional|an? extra|total of|a total|only"
    r"|just|some|exactly|further|it|well|value|target|目标)|(?<![节签预合])约|近|将近|大约|共"
    r"|均|再|各|左右"
    r"|累计|共计|合计|总计|将|平均|月均|日均|另外|同比|环比|每[天日周月年人]|每季度?|需|应|要"
    r"|均需|力争|争取|可|能|等|都|也|仅|且|约为)"
    r"|(?P<plain>t\+)"
    r")$"
)
_LONGEST_NEAR = 18
_MOST_PEELS = 8

_RIGHT_LEAST = re.compile(
    r"(?: ?\+| ?(?:及|或|或者)?(?:以上|之上|更多|更高|起步)| ?(?:or|and) (?:more|higher|above"
    r"|over|better|greater|up)(?![a-z])| ?(?:at )?minimum| ?at least)"
)
_RIGHT_MOST = re.compile(
    r"(?: ?(?:及|或)?(?:以下|以内|之内|之下|内(?![部容测训外]))| ?(?:or|and) (?:less|fewer|lower"
    r"|below|under|faster|better|sooner)(?![a-z])| ?(?:at most|tops|max(?:imum)?)(?![a-z]))"
)
_GROWTH = (
    r"(?P<up>growth|increase|uplift|improvement|rise|gain|boost|lift|more|higher|bigger|larger"
    r"|up(?! to)|jump)"
    r"|(?P<down>reduction|decrease|drop|cut|decline|less|fewer|lower|savings?|smaller|cheaper"
    r"|shorter|down(?! to))|(?P<quick>faster|quicker|better)"
)
_RIGHT_GROWTH = re.compile(
    rf" ?(?:的? ?(?:同比|环比|年|月)?(?:(?P<hup>增长|提升|增幅|上升|涨幅|提高)|(?P<hdown>下降"
    rf"|降低|降幅|减少|缩减|节省|缩短))(?!到|至|\s?\d)"
    rf"|(?:(?:yoy|qoq|mom|year[- ]over[- ]year|quarter[- ]over[- ]quarter|month[- ]over[- ]month"
    rf"|annual|relative|net|overall|organic|revenue|traffic|sales|user|mrr|arr|cost|time|(?!or "
    rf"|and |to |of |by |in |at |with |per |up "
    rf"|with )[a-z]{{1,14}}) ){{0,2}}(?:{_GROWTH})(?![a-z-]))"
)

# Metrics of which less is better, by the words that name them in most trades.
_LESS_IS_BETTER = re.compile(
    r"(?<![a-z])(?:churn|bugs?|defects?|incidents?|latency|response times?|load times?"
    r"|wait(?:ing)? times?|lead times?|cycle times?|resolution times?"
    r"|build times?|time[- ]to|costs?|errors?|complaints?|bounce|turnover|attrition|failures?"
    r"|downtime|cac|cpa|spend|returns?|refunds?|backlog|outages?"
    r"|crash(?:es)?|p\x01|p\d\d|mttr|overdue|vacanc|absence|delays?|debt|dso|duration|abandon"
    r"|drop-off|accident|injur|waste|emission|rework|scrap|tickets?|false positive)"
    r"|流失|跳出|缺陷|故障|投诉|差错|成本|耗时|离职|退货|退款|退订|逾期|错误|失败|延迟|时延"
    r"|响应时|等待时|处理时|加载时|崩溃|事故|报错|坏账|损耗|库存周转天|周期|bug|费用|误差|工单量"
    r"|漏测|返工|能耗|超时|卸载|亏损|负债率|宕机"
)
_SPEED = re.compile(r"speed|response|load|速度|时效|响应|效率|反应")


_PLAIN = frozenset(" ~\"'([*_")
# Where none of the words above can end; most numbers have another word before them.
_NEAR_ENDS = frozenset(
    "原码abdefghlmnorstuwxy.:-=<>≥≤→+约近将大共均再各左右累计总另外同比环需应要力争取可能等都"
    "也仅且为至到成从由自在了少低于得下超过出优亚保底高多小最不足短前状线来先此年季度上月"
    "期较相准日周人标平"
)


def _skip_plain(text: str, start: int, floor: int) -> int:
    """Left over spaces, quotes and brackets."""
    while start > floor and text[start - 1] in _PLAIN:
        start -= 1
    return start


class Near:
    """The words directly before a number, sorted by what they say, and where they begin."""

    __slots__ = ("bound", "kinds", "start")

    def __init__(self, text: str, end: int, floor: int) -> None:
        """Peel words off the left of `end`, not past `floor`."""
        self.kinds: set[str] = set()
        self.bound: Direction | None = None
        self.start = end
        for _ in range(_MOST_PEELS):
            self.start = _skip_plain(text, self.start, floor)
            if text[self.start - 1 : self.start] not in _NEAR_ENDS:
                break
            match = _NEAR.search(text, max(floor, self.start - _LONGEST_NEAR), self.start)
            if match is None:
                break
            kind = match.lastgroup or "plain"
            if kind in ("from", "base") and self.kinds & {"from", "to", "by"}:
                break
            self.kinds.add(kind)
            if kind == "base" and "from" in match.group():
                self.kinds.add("from")
            self.start = match.start()
            if kind in ("least", "most") and self.bound is None:
                self.bound = LEAST if kind == "least" else MOST
        if not self.kinds & {"to", "by", "least", "most"} and _BASE_BEFORE.search(
            text, max(floor, self.start - 24), self.start
        ):
            self.kinds.add("base")

    def has(self, kind: str) -> bool:
        """Whether a word of that kind stands there."""
        return kind in self.kinds


def bound_after(text: str, end: int) -> Direction | None:
    """AT_LEAST for 以上, "+", "or more"; AT_MOST for 以内, "or less"; None otherwise."""
    if _RIGHT_LEAST.match(text, end):
        return LEAST
    return MOST if _RIGHT_MOST.match(text, end) else None


_BASE_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:currently|current|baseline|today|now)(?![a-z])|当前|目前|现在|现状|现有"
    r"|基线|原有)"
    r"[^\d\x01,。;!?]{0,14}$"
)


def growth_after(text: str, end: int) -> Cue | None:
    """UP for "20% growth", "100% 增长", DOWN for "a 10% reduction", BETTER for "30% faster"."""
    match = _RIGHT_GROWTH.match(text, end)
    if match is None:
        return None
    if match["up"] or match["hup"]:
        return Cue.UP
    return Cue.BETTER if match["quick"] else Cue.DOWN


def last_cue(text: str, start: int, end: int, sight: int) -> tuple[Cue, int] | None:
    """The governing word nearest to the left of `end`, and where it ends.

    What stands between `end` and `sight` (the number) may decide what a word means.
    """
    found = None
    for match in _CUES.finditer(text, start, sight):
        if match.end() > end:
            break
        found = Cue[match.lastgroup or "REACH"], match.end()
    return found


def last_change(text: str, start: int, end: int, sight: int) -> tuple[Cue, int] | None:
    """The same, of words of change only (up, down, better)."""
    found = None
    for match in _CUES.finditer(text, start, sight):
        if match.end() > end:
            break
        if match.lastgroup in ("UP", "DOWN", "BETTER"):
            found = Cue[match.lastgroup], match.end()
    return found


_LEAST_EARLIER = re.compile(r"(?:至少|最少|不少于|(?<![a-z])at least)[^\d,。;、!?]{1,7}$")
_MOST_EARLIER = re.compile(r"(?:至多|最多|(?<![a-z])at most)[^\d,。;、!?]{1,7}$")


def bound_earlier(text: str, start: int) -> Direction | None:
    """The bound of "至少形成 3 个", "at least reach 40", a few words before the number."""
    begin = max(0, start - 14)
    if _LEAST_EARLIER.search(text, begin, start):
        return LEAST
    return MOST if _MOST_EARLIER.search(text, begin, start) else None


def less_is_better(text: str) -> bool:
    """Whether the words name a metric of which less is better."""
    return _LESS_IS_BETTER.search(text) is not None


def names_speed(text: str) -> bool:
    """Whether the words name a speed, which gets better as its time gets less."""
    return _SPEED.search(text) is not None
