"""What somebody hears at once: an end of an alignment was archived, or brought back."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.cards import Actions, Block, Button, Card, Paragraph, Tone
from chat.locales import Language
from chat.text import Bold, shortened, text
from okr.alignment import End

_TITLE = 150
_BUTTONS = 5
"""Own objectives with a button each; a row holds no more."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An end that was put away or brought back by `by`, and the reader's own that are tied to it.

    `is_upper`: the reader's own hang on it; `is_asked`: or the one only asked to hang on the other.
    """

    end: End
    own: Sequence[End]
    by: str
    is_upper: bool
    is_asked: bool = False


def ended_card(lang: Language, seen: Ended) -> Card:
    """What the reader hears at once when something they are aligned with is archived."""
    blocks: list[Block] = [*_what(seen)]
    ids = ", ".join(each.name for each in seen.own)
    blocks.append(Paragraph(text(_consequence(lang, seen, ids))))
    if seen.is_upper:
        blocks.append(Actions(tuple(_find(lang, each) for each in seen.own[:_BUTTONS])))
    title = lang.tr("{name} archived {id}", name=seen.by, id=seen.end.name)
    return Card(title, tuple(blocks), Tone.WARNING if seen.is_upper else Tone.NEUTRAL)


def _consequence(lang: Language, seen: Ended, ids: str) -> str:
    match seen.is_upper, seen.is_asked:
        case False, False:
            return lang.tr("It hung on your {ids}. There is nothing for you to confirm.", ids=ids)
        case False, True:
            return lang.tr("It asked to hang on your {ids}. You need do nothing.", ids=ids)
        case True, False:
            return lang.tr(
                "Your {ids} still hangs on it, as agreed, but nobody works on it any more. "
                "You can find another parent, or leave it so.",
                ids=ids,
            )
        case _:
            return lang.tr(
                "Your {ids} asked to hang on it; nobody will answer that while it is archived. "
                "You can find another parent, or wait.",
                ids=ids,
            )


def _find(lang: Language, own: End) -> Button:
    label = lang.tr("Find another parent for {id}", id=own.name)
    return Button(label, "align.open", {"o": str(own.number)})


def back_card(lang: Language, seen: Ended) -> Card:
    """What the reader hears when it is brought back."""
    ids = ", ".join(each.name for each in seen.own)
    said = lang.tr("It hangs on your {ids} as before.", ids=ids)
    if seen.is_upper:
        said = lang.tr("Your {ids} hangs on it as before.", ids=ids)
    if seen.is_asked:
        said = lang.tr("Your {ids} asks again to hang on it.", ids=ids)
    title = lang.tr("{name} brought {id} back", name=seen.by, id=seen.end.name)
    return Card(title, (*_what(seen), Paragraph(text(said))), Tone.GOOD)


def _what(seen: Ended) -> list[Block]:
    return [Paragraph(text(Bold(seen.end.name), f" {shortened(seen.end.title, _TITLE)}"))]
