"""What an objective's own card says of alignment: what it hangs on, and a way to ask."""

from collections.abc import Sequence

from chat.cards import Actions, Block, Button, Note
from chat.locales import Language
from chat.text import text
from handlers.views.alignment_words import state_word
from okr.alignment import AlignmentState, Hangs, HangsOn
from okr.facts import Objective, PersonName
from okr.ids import ObjectiveId


def hangs_blocks(lang: Language, number: int, hangs: Hangs, *, may_ask: bool) -> list[Block]:
    """On an objective's card: what it hangs on or asked to, how many hang on it, and a way to
    them; for its owner a way to ask."""
    held = [each for each in hangs.uppers if each.state is AlignmentState.ACCEPTED]
    asked = [each for each in hangs.uppers if each.state is not AlignmentState.ACCEPTED]
    lines = []
    if held:
        lines.append(lang.tr("Hangs on {ids}", ids=", ".join(_with_state(lang, held))))
    if asked:
        lines.append(lang.tr("asked: {ids}", ids=", ".join(_with_state(lang, asked))))
    if hangs.lowers:
        lines.append(
            lang.ntr("{count} objective hangs on it", "{count} objectives hang on it", hangs.lowers)
        )
    elements = []
    values = {"o": str(number)}
    if may_ask:
        elements.append(Button(lang.tr("Align…"), "align.open", values))
    if lines:
        elements.append(Button(lang.tr("Alignment"), "align.of", values))
    return [
        *([Note(text(" · ".join(lines)))] if lines else []),
        *([Actions(tuple(elements))] if elements else []),
    ]


def _with_state(lang: Language, found: Sequence[HangsOn]) -> list[str]:
    return [f"{each.name} ({_state(lang, each)})" for each in found]


def _state(lang: Language, hangs_on: HangsOn) -> str:
    if hangs_on.is_put_away:
        return lang.tr("archived or closed")
    return state_word(lang, hangs_on.state, is_unanswered=hangs_on.is_unanswered)


def proposal_blocks(
    lang: Language, objective: Objective, people: Sequence[PersonName]
) -> list[Block]:
    """After writing: that it hangs on nothing yet, and who up the line has OKRs."""
    names = ", ".join(each.name for each in people[:3])
    said = lang.tr(
        "{id} hangs on nothing yet. {names} up the line: is one of their key results served by it?",
        id=str(ObjectiveId(objective.number)),
        names=names,
    )
    return [
        Note(text(said)),
        Actions((Button(lang.tr("Align…"), "align.open", {"o": str(objective.number)}),)),
    ]
