"""How days and periods are written: one pattern for each way, in both languages."""

import re

from okr.quantities.numbers import WORDS

# Month and day names with the abbreviations that English calendars use.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july"
            " jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon 一", "tuesday tues tue 二", "wednesday wed 三", "thursday thurs thur"
            " thu 四",
            "friday fri 五", "saturday sat 六", "sunday sun 日 天 末",
        )
    )
    for name in names.split()
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4, "1st": 1,
            "2nd": 2, "3rd": 3, "4th": 4, "首": 1, "一": 1, "二": 2, "三": 3, "四": 4, "上": 1,
            "下": 2}  # fmt: skip
SHIFTS = {"": 0, "this": 0, "the": 0, "current": 0, "next": 1, "coming": 0, "本": 0, "这": 0,
          "这个": 0, "今": 0, "下": 1, "下个": 1, "明": 1, "下下": 2, "后": 2}  # fmt: skip
UNITS = {"week": "week", "month": "month", "quarter": "quarter", "half": "half", "year": "year",
         "周": "week", "星期": "week", "月": "month", "季度": "quarter", "季": "quarter",
         "年": "year", "年度": "year"}  # fmt: skip
# Which part of a month or other period a word means; what is not here means its end.
PARTS = {"start": "start", "beginning": "start", "初": "start", "early": "early", "上旬": "early",
         "middle": "middle", "mid": "middle", "中旬": "middle", "中": "middle"}  # fmt: skip

_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_WEEKDAY = "|".join(sorted((n for n in WEEKDAYS if n.isascii()), key=len, reverse=True))
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(w for w in WORDS if w != "zero") + "|an?)"
_YEAR = r"(?:(?P<year>(?:20)?\d\d) ?年 ?|(?P<relative>今年|明年|后年|去年|本年) ?)?"
_HAN_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_HAN_MONTH = r"(?:1[0-9]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_ENGLISH_YEAR = r"(?:,? ?(?P<year>20\d\d)(?!\d)|,? ?'(?P<short>\d\d)(?!\d))?"

PATTERNS = {
    "iso": r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
    "year_month": r"(?P<year>20\d\d)[-/](?P<month>0[1-9]|1[0-2])(?![\d/-])",
    "slash_year": r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})[/.](?P<year>20\d\d)(?!\d)",
    "compact": r"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",
    "slash": r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?![\d/.])",
    "han_months": (
        rf"{_YEAR}{_HAN_MONTH} ?月? ?(?:-|~|至|到|、|,|和|及) ?(?P<month>{_HAN_MONTH}) ?月份?"
    ),
    "han_month": (
        rf"{_YEAR}(?P<month>{_HAN_MONTH}) ?月份?(?! ?度)(?:(?: ?(?P<day>{_HAN_DAY}) ?[日号])"
        r"|(?: ?(?P<part>底|末|初|中旬|上旬|下旬|中下旬|中(?![国心台文高小标期型长])))|)"
        r" ?(?P<tail>之?以?前|结束|之?以?内|止|起|以来|以?后)?"
    ),
    "han_unknown": r"x{1,4} ?月(?: ?x{1,4} ?日| ?[底末初]|份)?(?: ?之?前)?",
    "han_quarter": (
        rf"{_YEAR}(?:第 ?(?P<nth>[一二三四1-4]) ?个?|(?P<short>[一二三四1-4首]) ?)季度?"
        r" ?(?P<tail>之?以?前|结束前?|[末底]前?|内)?"
    ),
    "quarter": (
        r"(?:(?P<year>20\d\d"
        r"|\d\d(?=[qh])) ?[-年]? ?)?(?P<letter>[qh])(?P<number>[1-4])(?![\da-z])"
        r"(?:[-~/、 ]{1,2}(?:to )?(?P=letter)(?P<last>[1-4])(?![\da-z]))?"
        r"(?:[ -]?(?P<after>20\d\d)(?!\d)| ?'(?P<short>\d\d)(?!\d))?"
        r" ?(?P<tail>之?以?前|结束前?|[末底]前?|内)?"
    ),
    "han_half": rf"{_YEAR}(?P<nth>[上下])半年 ?(?P<tail>之前|前|内|[末底]前?|结束前?)?",
    "han_weekday": (
        r"(?P<relative>本|这个?|下下?个?|上个?)?(?:周|星期|礼拜)(?P<weekday>[二三四五六日天末]"
        r"|一(?![次轮场会]))"
        r"(?![均活])(?: ?(?P<tail>之?以?前|内))?"
    ),
    "han_relative": (
        r"(?P<relative>本|这个?|今|下个?|上一?个?|明|去)?"
        r"(?P<unit>周(?![期报年会活留边转])|星期|月(?![活均报薪留流费销饼份])|季度|季(?![节])"
        r"|年(?![轻龄化报会假收均费级]))度?"
        r" ?(?P<part>底|末|初|中旬|中(?![国心台文高小标期型长])|之?以?内|结束|上旬"
        r"|下旬)?(?P<tail>之?前)?"
    ),
    "han_year": (
        r"(?P<year>20\d\d) ?年 ?(?P<part>底|末|初|中(?![国心台文高小标期型长])|之?以?内"
        r"|之?以?前)前?"
    ),
    "han_year_name": r"20\d\d ?(?:-20\d\d ?)?年(?:度)?",
    "han_day": r"(?P<word>今天|今日|明天|明日|大后天|后天)(?:之?前)?",
    "han_duration": (
        rf"(?P<ahead>未来|接下来|今后)?的? ?(?P<count>\d{{1,3}}|{_HAN_DAY}|两|半) ?"
        r"(?:-|~|到|至)? ?\d{0,2} ?"
        r"(?P<unit>天|日|周|个?星期|个月|个?季度|年)(?P<tail> ?之?以?内)?"
    ),
    "day_month": (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: ?of)?[ -]{{1,2}}{_MONTH}{_ENGLISH_YEAR}"
    ),
    "month_day": (
        rf"{_MONTH} (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%a-z$]|[.,]\d| ?%| ?[万亿k])"
        rf"{_ENGLISH_YEAR}"
    ),
    "month": rf"{_MONTH}{_ENGLISH_YEAR}",
    "named_quarter": (
        r"(?P<nth>first|second|third|fourth|(?:last|final)(?= \w+ of)|1st|2nd|3rd|4th) "
        r"(?P<unit>quarter|half)(?![a-z])"
        r"(?: of (?:the )?(?:(?P<year>20\d\d)|year))?"
    ),
    "relative": (
        r"(?:(?P<relative>this|next|last|past|previous|the|current|coming) )?"
        r"(?P<unit>week|month|quarter|half|year)(?:[ -]?(?P<end>end))?(?![a-z'-])"
    ),
    "end": r"(?P<word>eoy|eoq|eom|eow)(?![a-z])(?: ?(?P<year>20\d\d))?",
    "weekday": rf"(?:(?P<relative>this|next|coming|last) )?(?P<weekday>{_WEEKDAY})(?![a-z])",
    "english_day": r"(?P<word>today|tomorrow|tonight|yesterday)(?![a-z])",
    "duration": (
        rf"(?P<ahead>within|in|over|during)(?: the)?(?P<next> next| coming)? {_COUNT}[ -]"
        r"(?P<unit>day|week|month|quarter|year)s?(?![a-z-])"
    ),
    "year": r"(?P<year>20\d\d)(?![\da-z%+]|[.,]\d| ?%| ?[\u4e00-\u9fff])",
}
COMPILED = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}

_GROUP_NAME = re.compile(r"\(\?P<\w+>")


def _without_names(pattern: str) -> str:
    return _GROUP_NAME.sub("(?:", pattern).replace("(?P=letter)", "[qh]")


def _one_of(names: str) -> re.Pattern[str]:
    """One pattern of several, the first that fits wins; its group is the name."""
    return re.compile(
        "|".join(f"(?P<{name}>{_without_names(PATTERNS[name])})" for name in names.split())
    )


# A day can only begin at one of these; what it can be depends on the kind of its first character.
TRIGGER = re.compile(
    r"[0-9]|[上下第首一二三四五六七八九十两本这今明去后周星礼月季年未接]|大后|jan|feb|mar|apr|may|jun"
    r"|jul|aug|sep|oct|nov|dec|q[1-4]|h[12]"
    r"|first|second|third|fourth|final|last|this|next|past|previous|the |current|coming|week"
    r"|month"
    r"|quarter|half|year|eo[yqmw]|mon|tue|wed|thu|fri|sat|sun|to|yesterday|within|in |over"
    r"|during|xx?"
)
AT_DIGIT = _one_of(
    "iso year_month slash_year compact slash han_months han_month han_quarter quarter han_half"
    " han_year han_year_name han_duration day_month named_quarter year"
)
AT_HAN = _one_of(
    "han_months han_month han_quarter han_half han_weekday han_relative han_day han_duration"
)
AT_LATIN = _one_of(
    "quarter month_day month named_quarter relative end weekday english_day duration han_unknown"
)

# What may stand left of a day. A deadline says by when; a period says during what; the others say
# that the day is no due date at all (a comparison, a repetition, a beginning).
LEFT_PART = re.compile(
    r"(?<![a-z])(?:the )?(end|close|start|beginning|middle|mid|early|late)(?: of)?(?: the"
    r"| this)?[ -]{0,2}$"
)
LEFT_DEADLINE = re.compile(
    r"(?:(?<![a-z])(?:by|before|until|till?|due|on|no later than|ahead of|prior to|deadline:?"
    r"|eta:?|through)(?: the)?"
    r"|截[止至]到?|不晚于|最晚|最迟|到|至|赶在|deadline:?) ?$"
)
LEFT_BEFORE = re.compile(r"(?:(?<![a-z])(?:before|ahead of|prior to)(?: the)? ?|赶在 ?)$")
LEFT_PERIOD = re.compile(
    r"(?:(?<![a-z])(?:in|during|for|over|throughout|this|within)(?: the)?|在|于) ?$"
)
LEFT_IGNORED = re.compile(
    r"(?:(?<![a-z])(?:from|since|vs\.?|versus|than|against|compared (?:to|with)|relative to"
    r"|after|every|each|last|per|a|an"
    r"|starting)(?: the| in)?|较|比|对比|相比|相较|自|从|每|双|半|各|两|单|近|过去|基于) ?$"
)
