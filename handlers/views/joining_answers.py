"""What the owner hears of the people they asked: a card for each answer, lines in `show`."""

from collections.abc import Sequence
from typing import assert_never

from chat.cards import Actions, Block, Button, Card, Note, Paragraph, Tone
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.joining import subject_blocks
from okr.alignment import Collaboration
from okr.facts import Objective
from okr.joining import Join

_LISTED = 200
"""Characters of a text in a line of answers."""
_ANSWERS = 8
"""Lines of answers on the owner's card."""


def answer_card(lang: Language, join: Join, objective: Objective, *, changed: bool) -> Card:
    """What the owner, and who asked, get: somebody's answer."""
    name, ids = join.person.name, ", ".join(join.names)
    blocks: list[Block] = []
    if join.reason:
        blocks.append(Paragraph(text(Bold(name), f"  {join.reason}")))
    blocks += subject_blocks(lang, join, objective)
    if changed:
        blocks.append(Note(text(lang.tr("{name} had answered otherwise before.", name=name))))
    elements = [Button(lang.tr("Look at it"), "show.open", {"o": str(join.number)})]
    match join.answer:
        case Collaboration.IN | Collaboration.ASKED:
            title, tone = lang.tr("{name} is in: {ids}", name=name, ids=ids), Tone.GOOD
        case Collaboration.TALK:
            title, tone = lang.tr("{name} wants to talk: {ids}", name=name, ids=ids), Tone.NEUTRAL
        case Collaboration.NOT_ME:
            title, tone = lang.tr("Not for {name}: {ids}", name=name, ids=ids), Tone.WARNING
            blocks.append(
                Note(text(lang.tr("{name} is no longer named on it. Who else could?", name=name)))
            )
            edit = {"option": join.names[0]}
            elements.insert(0, Button(lang.tr("Name somebody else"), "edit.open", edit))
        case _:
            assert_never(join.answer)
    return Card(title, (*blocks, Actions(tuple(elements))), tone)


def answer_blocks(lang: Language, joins: Sequence[Join]) -> list[Block]:
    """What those who were asked have said, for the owner; what is open first."""
    order = list(_ORDER)
    shown = sorted(
        (each for each in joins if each.is_open), key=lambda each: order.index(each.answer)
    )
    lines = [_said(lang, each) for each in shown]
    hidden = len(lines) - _ANSWERS
    if hidden > 0:
        more = lang.ntr("… and {count} more", "… and {count} more", hidden)
        lines = [*lines[:_ANSWERS], more]
    return [Note(text("\n".join(lines)))] if lines else []


_ORDER = (Collaboration.NOT_ME, Collaboration.TALK, Collaboration.ASKED, Collaboration.IN)


def _said(lang: Language, join: Join) -> str:
    """One answer in a line: "KR12.2 · Bo: not me – no time"."""
    who = f"{', '.join(join.names)} · {join.person.name}"
    if join.answer is Collaboration.ASKED and not join.is_here:
        said = lang.tr("has left, and cannot answer")
    else:
        said = _answer_name(lang, join.answer)
    reason = f" – {shortened(' '.join(join.reason.split()), _LISTED)}" if join.reason else ""
    return lang.tr("{who}: {what}", who=who, what=f"{said}{reason}")


def _answer_name(lang: Language, answer: Collaboration) -> str:
    match answer:
        case Collaboration.ASKED:
            return lang.tr("no answer yet")
        case Collaboration.IN:
            return f"✓ {lang.tr('I am in')}"
        case Collaboration.TALK:
            return lang.tr("let us talk")
        case Collaboration.NOT_ME:
            return lang.tr("not me")
        case _:
            assert_never(answer)
