"""The wish of a request: what the objective says of itself, and what the asker wrote."""

from chat.cards import Block, Paragraph
from chat.locales import LANGUAGES, Language, language
from chat.text import Bold, shortened, text
from handlers.views.alignment_words import wish_label
from okr.alignment import Wish
from okr.facts import Objective

WHAT_LIMIT = 500
SHORT_LIMIT = 300
_FIELDS = ("what", "importance", "urgency", "how", "to_do")


def wish_of(lang: Language, lower: Objective) -> Wish:
    """What the objective says of itself, to begin with."""
    lines = [
        f"KR{each.number}.{each.position} {each.title}" for each in lower.key_results if each.title
    ]
    ends_on = lang.date(lower.cycle.span.ends_on)
    return Wish(
        what=shortened(lower.title, WHAT_LIMIT),
        urgency=lang.tr("{cycle}, until {day}", cycle=lower.cycle.name, day=ends_on),
        how=shortened("\n".join(lines), SHORT_LIMIT),
    )


def wish_blocks(lang: Language, wish: Wish, lower: Objective) -> list[Block]:
    """What the asker wrote; what the form was filled with stands on the card already."""
    filled = [wish_of(language(code), lower) for code in LANGUAGES]
    said = [
        (name, words)
        for name in _FIELDS
        if (words := getattr(wish, name)) and words not in {getattr(each, name) for each in filled}
    ]
    return [Paragraph(text(Bold(wish_label(lang, name)), f"  {words}")) for name, words in said]
