"""Placeholders: what the writer of an example left for its reader to fill in."""

import re
import unicodedata

# A run of x ("xx", "XXX", "××") that is no part of a word, number, address or code. A magnitude or
# a short unit may be glued to it ("XXk", "xxms"); XXL, XXS, 5xx, xx.com and x-ray are words.
_RUN = (
    r"(?<![A-Za-z0-9_×.&#/+-])(?:[Xx]{2,}+|×{2,}+)"
    r"(?=(?:k|K|m|M|w|W|bn|ms|pp|h)?(?![A-Za-z0-9_×]))"
    r"(?!\.[A-Za-z0-9]|[-&+/](?![Xx×]{2})[A-Za-z0-9]|@[A-Za-z0-9-]+\.[A-Za-z])"
)
# The second of two runs with a sign between ("xx-xx%", "XX/XX").
_SECOND_RUN = r"(?<=[Xx×][-/~])(?:[Xx]{2,}+|×{2,}+)(?![A-Za-z0-9_×])"
# One X alone is a name as often as not ("Model X", "on X"), so it counts with a unit only.
_ALONE = r"(?<![A-Za-z0-9_.&#/+-])(?<![0-9] )[Xx×] ?"
_SINGLE_WITH_UNIT = (
    rf"{_ALONE}(?:%|[万亿](?!能)|美?元(?![素件宵])|个(?![人性体别])|家(?!长|具|电)|名(?!单|称)|位(?!置)"
    r"|人(?![均群力才工员类])|次(?![日月])|条(?!件|款)|天|篇|套(?!餐)|倍|季度|项(?!目)|场(?!景|地|馆)"
    r"|月(?![活均报])|周(?![年期末边报活])|日(?![活均常])|年(?![度轻报])|号(?!楼|线)"
    r"|percent\b|(?:days|weeks|months|hours|minutes)\b)"
)
_MONEY_SINGLE = r"[$€£¥][Xx](?![A-Za-z0-9_])"
_PLACEHOLDER = re.compile("|".join([_SECOND_RUN, _RUN, _SINGLE_WITH_UNIT, _MONEY_SINGLE]))


def placeholders(text: str) -> tuple[str, ...]:
    """What is still to be filled in, as it stands in the text and in its order.

    Runs of x ("xx", "XXX", also full width and "××") and a single X that stands for a number
    ("X月", "X%", "$X"). `@role` is none: it asks somebody to help, and may stay; `@xx` is one.
    """
    folded = _half_width(text)
    return tuple(text[match.start() : match.end()] for match in _PLACEHOLDER.finditer(folded))


def _half_width(text: str) -> str:
    """Full-width letters and signs in half width, every character at its old place."""
    return "".join(
        unicodedata.normalize("NFKC", character) if "\uff01" <= character <= "\uff5e" else character
        for character in text
    )
