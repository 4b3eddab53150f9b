"""Digits that are names, not amounts: P0, p95, v2.0, KR1, B2B, 24/7, 30-day, 三方, 10 年经验."""

import re

from okr.quantities.numbers import WORDS, han_value
from okr.quantities.text import MASK, blank

_WORDS = "|".join(sorted(WORDS, key=len, reverse=True))
# Words before a number that make it a label ("version 2", "KR 1", "phase 3"), from how teams number
# their releases, plans, standards and products.
_LABELS = (
    "kr|o|version|ver|v|phase|tier|level|lv|stage|step|type|series|class|sprint|iteration|week"
    "|wk|day"
    "|iso|soc|pci|no|nr|section|article|chapter|room|ios|android|windows|python|java|http"
    "|web|item"
    "|line|floor|building|counter|terminal|hall|dock|unit|batch|wave|gate|milestone|ticket|zone"
    "|priority|severity|sev"
    "|fortune|nasdaq|office|microsoft|area|goal|objective|result|appendix|rule"
    "|lesson"
)
_CJK_DIGIT = "[一二三四五六七八九十两]"

_PATTERNS = (
    r"https?://[^\s\x01]+",
    r"(?<!\d)\d{1,3}(?::\d{1,3}(?!\d)){1,2}|(?<!\d)\d\+\d(?!\d)",
    r"(?<!\d)\d{1,12}+(?:\.\d+){2,}",
    r"(?<![\d.,])(?:24/7|7 ?[x*×] ?24|24 ?[x*×] ?7|360 ?(?:°|度|degrees?|feedback|评[价估])"
    r"|996(?= ?(?:工作)?制))",
    r"# ?\d+",
    r"(?<![\d.,])(?:[01]?\d|2[0-3]) ?[ap]\.?m\.?(?![a-z])|(?<![\d.,])\d{1,2} o'clock"
    rf"|(?:早上|上午|下午|晚上|凌晨|中午|每晚|每早|当晚|次日) ?(?:\d{{1,2}}"
    rf"|{_CJK_DIGIT}{{1,3}}) ?[点时]半?",
    rf"(?:\d{{1,2}}|{_CJK_DIGIT}) ?倍(?:于[^,;。\d]{{0,6}})?[^,;。\d提增降达至到]{{0,6}}[下时]("
    rf"?![降调滑间长效])",
    rf"(?<![a-z])(?:{_LABELS})(?:\.| #)? ?#?\d+(?:[.-]\d+)*(?![\d%]| ?%)",
    rf"^[ *•·-]*(?:\(?\d{{1,2}} ?[.)、](?=[^\d])|{_CJK_DIGIT}、)",
    rf"第 ?(?:\d+|{_CJK_DIGIT}{{1,3}})(?: ?个?(?:[季月周年天期轮批阶名位次]|版本))?",
    rf"{_CJK_DIGIT}{{1,2}}(?:级|线|代|星级|维|方(?!案)|号|等奖|大(?!型)|届|体化|次元|阶段|站式"
    rf"|致|键|揽子|流|目了|对一|步|直|般|些)",
    r"[一二](?:期|次性|次(?=[开创转传])|手)",
    r"(?<!\d)\d{1,12}+(?:\.\d+)? ?(?:级|线(?!索|下|上)|代(?!理|码)|号(?!召)|版(?!块|面|权)|届"
    r"|后(?=[员用青群人的])|强|岁|分位|分制|维)",
    r"(?<!\d)\d{1,12}+(?:-|~|–| ?到 ?)\d+ ?岁",
    r"满分 ?为? ?\d+ ?分?|百分制|(?<=\d)(?: ?/ ?(?:5|10|100)(?![\d.])(?: ?分)?"
    r"|(?: out)? of (?:the |our |all )?\d+(?![\d.,%]))",
    "(?:" + "|".join(f"(?<={word})" for word in WORDS) + ")"
    rf"(?: out)? of (?:the |our |all )?(?:\d+|{_WORDS})(?= [a-z])",
    rf"(?:\d{{1,6}}+|{_CJK_DIGIT}{{1,2}}) ?[位个名家人场次款][^,;。\d]{{0,8}}(?:中有?|里有?"
    rf"|当中有?)(?= ?(?:\d|{_CJK_DIGIT}))",
    r"\d(?:\.\d)? ?[星分](?:级)?及?以上的?(?=[\u4e00-\u9fff]{2})(?!并|且|占|达|同时)",
    rf"(?<![a-z])(?:chapter|season|episode|part|round|volume|phase|step|version|level|line)"
    rf" (?:{_WORDS})(?![a-z-])",
    r"(?:on )?(?:a )?scale (?:of|from) \d+ (?:to|-) \d+|(?<!\d)\d{1,3}-point scale|1-(?:5"
    r"|10)(?= scale|分)",
    rf"(?:(?<!\d)\d{{1,12}}+|x{{1,4}}|{_CJK_DIGIT}{{1,2}}) ?\+? ?年(?=[^,。;)\d]{{0,8}}"
    r"(?:经验|规划|战略|计划|发展|愿景|历史))",
    r"(?<!\d)\d{1,12}+\+? ?(?:years?|yrs?)'?(?: of)?(?= (?:[a-z-]+ ){0,3}experience)",
    rf"(?:(?<!\d)\d{{1,12}}+|{_CJK_DIGIT}{{1,2}}) ?(?:日|天|小时|分钟|周|月|个月|秒"
    rf"|h)(?:之?以?内)?(?= ?[^\s\d,。;、%达至到为是从由降]{{0,6}}?(?:率|留存|活跃|复购))",
    r"[百千万亿]{1,2}级|x{1,4} ?个?[天周月年](?:之?以?[内后前])",
    rf"(?:(?<!\d)\d{{1,12}}+|{_CJK_DIGIT}{{1,2}}) ?个?(?:周|月|天|年|小时|日"
    rf"|工作日)(?:之?以?[后前])",
    rf"前 ?(?:\d+|{_CJK_DIGIT}{{1,3}}) ?个?(?=周|天|月|年|小时)",
    rf"(?:(?<!\d)\d{{1,12}}+|{_CJK_DIGIT}{{1,2}}) ?个?(?:周|月|天|年|季度)(?:[一1] ?次)",
    rf"每 ?(?:\d[\d,.]*|{_CJK_DIGIT}{{1,3}}) ?(?:[个天周月年次位名家人条千百万]|小时|分钟)?",
    r"(?<![a-z])(?:per|every|each) \d[\d,.]*k?",
    rf"(?<![a-z])(?:every|each|per) (?:{_WORDS})(?![a-z])",
    r"(?<!\d)\d{1,12}+(?:st|nd|rd|th)(?![a-z])",
    r"(?<!\d)\d{1,12}+(?:\.\d{1,3})?-(?!(?:fold|ms|k|m|bn|star (?:average|rating|score)"
    r"|points? (?:increase|improvement|gain|lift|rise|jump|drop|reduction))\b)[a-z]+(?:-[a-z]+)*",
    rf"(?<![a-z])(?:{_WORDS}|half|double|triple)-(?!(?:fold|thirds|quarters"
    rf"|{_WORDS})\b)[a-z]+(?:-[a-z]+)*",
    r"(?<![a-z])(?:day|phase|step|number|no|any|every|each|the|this|that|which) one(?![a-z])",
    r"(?<![a-z])one (?:of|another|place|stop|click|voice)(?![a-z])|(?<![a-z])(?:first"
    r"|second) half(?![a-z])",
    r"double (?:down|check|click|entry)|half[ -](?:year|day|time)|半年|一半天",
    rf"(?<![a-z])(?:top|best)[ -]?(?:\d+|{_WORDS}) ?%?|(?<![当目提之以先此日月年底末节夕])前(?!"
    rf" ?一半) ?(?:\d+"
    rf"|{_CJK_DIGIT}{{1,2}}) ?(?:%|名|位|大|强)?",
    r"[245] ?[gkd](?= ?(?:视频|直播|超清|画质|video|network|网络|手机|基站"
    r"|[^a-z\d ]))(?<=[245][gd])",
    r"(?<!\d)\d{1,12}+(?=[a-z]*\d)(?<=\d)(?:on|v|x|to)\d+",
)
_NAMES = re.compile("|".join(_PATTERNS))

# Latin letters right before digits make one word with them (P0, Q1, B2B, GPT-4, lv3), except
# currency codes and the metric abbreviations that Chinese text writes without a space ("DAU100万").
_GLUED = re.compile(r"(?<=[a-z])[-_]?\d+(?:\.\d+)*[a-z]{0,8}(?:\d+[a-z]{0,8})*")
_LETTERS_BEFORE = re.compile(r"[a-z]{1,12}$")
_FREE = frozenset(
    "usd eur gbp cny rmb jpy hkd sgd us aud cad chf inr krw twd dau mau wau gmv nps arr mrr roi"
    " roas ctr csat"
    " uv pv arpu ltv cac sub sla kpi".split()
)
# Letters glued behind digits that are part of the amount; anything else is a name (5G, 2B, 3D).
_BEHIND = re.compile(r"\d(?P<letters>[a-z]{1,12})(?![a-z])")
_AMOUNT_LETTERS = frozenset(
    "k w m b t bn mn mm mio mln s sec secs h hr hrs min mins ms d x pp pct pts ppt gb mb tb kb"
    " pb kg km fps qps tps"
    " rps usd rmb eur gbp cny jpy hkd kwh mw gw st nd rd th users people customers days weeks"
    " months hours"
    " minutes seconds points bps million billion thousand percent star stars dau mau ppm ppb"
    " rpm mm cm mg ml mwh gwh hz mhz ghz px dpi kcal".split()
)
_VERSION = re.compile(
    r"(?<![\d.,])\d{1,2}\.0(?!\d|[.,]\d|[%kwmbx]| ?[%万亿分星倍]| ?(?:-|~|到|至|to|stars?|以上"
    r"|以下|points?|or|out)(?![a-z]))"
)
_VALUE_BEFORE = re.compile(
    r"(?:到|至|达|为|过|于|少|≥|≤|>|<|=|:|[$€£¥]|从|由|分|度|(?<![a-z])(?:to|from|of|at|above"
    r"|below|over|under|least|most|than|reach|hit|is|and|score|rating|keep|between|nps|csat"
    r"|→)) ?$"
)


_RANK = re.compile(
    r"(?:(?:进入|跻身|位列|位居|排名|排进|冲进|成为|达到?|保持|维持|稳居|做到|排到|升至|升到"
    r"|进)[^\d,。;、]{0,20}?"
    rf"(?:前 ?(?P<han>\d{{1,4}}|{_CJK_DIGIT}{{1,2}})(?! ?[%大的\d])"
    rf"|top ?(?P<mixed>\d{{1,4}})(?! ?[%\d]))"
    r"|(?<![a-z])(?:rank(?:s|ed|ing)?|reach|enter|break into|get into|among|place"
    r"|make it into|into|in|to) "
    rf"(?:(?:a|the|among|as|in|at|our|[a-z]+'s) ){{0,3}}top[ -]?(?P<latin>\d{{1,4}}|{_WORDS})"
    r"(?=$| ?[,.;)]| (?:of|in|for|by|on|across|among|spots?|positions?|places?|ranking"
    r"|rank)(?![a-z]))"
    r"|(?<![a-z])(?:become|be) (?:(?:a|the|one of|among) ){0,3}top[ -]?(?P<named>\d{1,4}"
    rf"|{_WORDS})(?! ?[\d%]))"
)


def find_rank(text: str) -> tuple[float, int, int] | None:
    """The place that is to be entered ("进入行业前三", "rank in the top 10"), and where it stands.

    A top group that only names somebody ("top 20 accounts", "Top 5% 的用户") is none.
    """
    match = _RANK.search(text)
    if match is None:
        return None
    written = match["han"] or match["mixed"] or match["latin"] or match["named"]
    value = float(written) if written.isdecimal() else WORDS.get(written) or han_value(written)
    return (value, match.start(), match.end()) if value else None


def mask_names(text: str) -> str:
    """The folded text with the digits of names masked, of the same length."""
    text = _NAMES.sub(lambda match: MASK * len(match.group()), text)
    glued = [
        match.span()
        for match in _GLUED.finditer(text)
        if (before := _LETTERS_BEFORE.search(text[max(0, match.start() - 12) : match.start()]))
        and before.group() not in _FREE
    ]
    text = blank(text, glued, MASK)
    behind = [
        (_run_start(text, match.start()), match.end())
        for match in _BEHIND.finditer(text)
        if match["letters"] not in _AMOUNT_LETTERS
    ]
    text = blank(text, behind, MASK)
    versions = [
        match.span()
        for match in _VERSION.finditer(text)
        if not _VALUE_BEFORE.search(text[max(0, match.start() - 8) : match.start()])
    ]
    return blank(text, versions, MASK)


def _run_start(text: str, position: int) -> int:
    while position > 0 and text[position - 1] in "0123456789.,":
        position -= 1
    return position
