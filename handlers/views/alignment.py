"""Alignments as cards: the request with its talk, who has it now, and lists of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from enum import Enum, auto
from typing import assert_never

from chat.cards import Actions, Block, Button, Card, Divider, Heading, Note, Paragraph, Style, Tone
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.alignment_wish import wish_blocks
from handlers.views.alignment_words import (
    counter_words,
    state_line,
    turn_words,
)
from okr.alignment import Alignment, AlignmentState, Turn, TurnKind
from okr.facts import Objective, PersonName

PAGE = 5
"""Alignments in one list."""
_KEY_RESULTS = 8
_TITLE = 150


class Part(Enum):
    """What somebody has to do with an alignment."""

    ASKER = auto()
    ANSWERER = auto()
    READS = auto()
    """What the two said to one another is not theirs to read."""
    MOVED = auto()
    """It was theirs to answer or to ask, and is somebody else's now."""


@dataclass(frozen=True, slots=True)
class AlignmentSeen:
    """An alignment as one reader sees it in their `zone`.

    `lower` is the objective that is to hang; `last` the newest turn of the talk; `is_gone` says
    that who was asked has left, and `lead` could be asked in their place.
    """

    alignment: Alignment
    part: Part
    zone: tzinfo
    lower: Objective
    last: Turn | None = None
    is_gone: bool = False
    lead: PersonName | None = None
    stands_in_for: PersonName | None = None
    """The owner of the upper one, where somebody else answers for them."""
    hides_lower: bool = False
    """It is a draft that the reader was once asked about."""

    @property
    def values(self) -> dict[str, str]:
        """What its buttons carry."""
        return {"alignment": str(self.alignment.id)}

    @property
    def has_it(self) -> bool:
        """Whether the reader is the one it waits for."""
        if not self.alignment.waits:
            return False
        match self.alignment.state:
            case AlignmentState.ASKED:
                return self.part is Part.ANSWERER
            case AlignmentState.COUNTERED:
                return self.part is Part.ASKER
            case AlignmentState.ACCEPTED | AlignmentState.DECLINED | AlignmentState.WITHDRAWN:
                return False
            case _:
                assert_never(self.alignment.state)


def alignment_card(lang: Language, seen: AlignmentSeen, above: str = "") -> Card:
    """The alignment with what the reader can do about it now; `above` stands over it all."""
    first = [Note(text(above))] if above else []
    return Card(
        _title(lang, seen),
        (*first, *_news(lang, seen), *_body(lang, seen), *_buttons(lang, seen)),
        _tone(seen),
    )


def _tone(seen: AlignmentSeen) -> Tone:
    match seen.alignment.state:
        case AlignmentState.ACCEPTED:
            return Tone.GOOD
        case AlignmentState.DECLINED:
            return Tone.WARNING
        case AlignmentState.ASKED | AlignmentState.COUNTERED:
            is_late = seen.alignment.is_unanswered and seen.alignment.waits
            return Tone.WARNING if is_late else Tone.NEUTRAL
        case AlignmentState.WITHDRAWN:
            return Tone.NEUTRAL
        case _:
            assert_never(seen.alignment.state)


def _title(lang: Language, seen: AlignmentSeen) -> str:
    here = seen.alignment
    ends = {"lower": here.lower.name, "upper": here.upper.name}
    asked, asker = here.asked.name, here.asker.name
    is_asker = seen.part is Part.ASKER
    match here.state:
        case AlignmentState.ASKED if is_asker:
            return lang.tr("You ask {name} to align {lower} to {upper}", name=asked, **ends)
        case AlignmentState.ASKED:
            return lang.tr("{name} asks to align {lower} to {upper}", name=asker, **ends)
        case AlignmentState.COUNTERED if is_asker:
            return lang.tr(
                "{name} proposes a change before {lower} hangs on {upper}", name=asked, **ends
            )
        case AlignmentState.COUNTERED:
            return lang.tr("A change is proposed: {lower} to {upper}", **ends)
        case AlignmentState.ACCEPTED:
            return lang.tr("Aligned: {lower} hangs on {upper}", **ends)
        case AlignmentState.DECLINED:
            return lang.tr("{name} declined to align {lower} to {upper}", name=asked, **ends)
        case AlignmentState.WITHDRAWN:
            return lang.tr("{name} took back: {lower} to {upper}", name=asker, **ends)
        case _:
            assert_never(here.state)


_NEWS = (TurnKind.COUNTER_REFUSED, TurnKind.REOPENED, TurnKind.REMINDED)


def _news(lang: Language, seen: AlignmentSeen) -> list[Block]:
    """What happened last, where the state alone does not say it."""
    last = seen.last
    if seen.part is Part.MOVED:
        said = lang.tr("This is {name}'s to answer now.", name=seen.alignment.asked.name)
        return [Note(text(said))]
    if last is None or last.kind not in _NEWS or not seen.alignment.waits:
        return []
    if seen.part is Part.READS:
        return []
    if last.kind is TurnKind.REMINDED:
        is_news = seen.has_it
        words = lang.tr("Today is the last day to answer.")
        return [Paragraph(text(Bold(words)))] if is_news else []
    said = f"  {last.text}" if last.text else ""
    return [Paragraph(text(Bold(turn_words(lang, last)), said))]


def _body(lang: Language, seen: AlignmentSeen) -> list[Block]:
    here = seen.alignment
    blocks: list[Block] = [
        *_lower(seen),
        Paragraph(text(f"{_tie(lang, here)} ", Bold(here.upper.name), f" {here.upper.title}")),
        Note(text(here.upper.owner.name)),
        *(_said(lang, seen) if seen.part is not Part.READS else []),
    ]
    if seen.stands_in_for is not None and here.waits:
        blocks.append(
            Note(
                text(
                    lang.tr(
                        "{owner} is no longer here; {name} is asked in their place.",
                        owner=seen.stands_in_for.name,
                        name=here.asked.name,
                    )
                )
            )
        )
    blocks.append(Note(text(state_line(lang, here, seen.zone))))
    if seen.is_gone and here.waits:
        blocks.append(Note(text(lang.tr("{name} is no longer here.", name=here.asked.name))))
    return blocks


def _tie(lang: Language, here: Alignment) -> str:
    is_agreed = here.state is AlignmentState.ACCEPTED
    return lang.tr("hangs on") if is_agreed else lang.tr("is to hang on")


def _lower(seen: AlignmentSeen) -> list[Block]:
    """The objective with its key results; its id alone where it is not the reader's to see."""
    here, lower = seen.alignment, seen.lower
    if seen.hides_lower:
        return [Paragraph(text(Bold(here.lower.name))), Note(text(lower.owner.name))]
    small = " · ".join((lower.owner.name, lower.cycle.name))
    return [
        Paragraph(text(Bold(here.lower.name), f" {lower.title}")),
        Note(text(small)),
        *(
            Paragraph(text(f"KR{each.number}.{each.position} {shortened(each.title, _TITLE)}"))
            for each in lower.key_results[:_KEY_RESULTS]
        ),
    ]


def _said(lang: Language, seen: AlignmentSeen) -> list[Block]:
    """What the two said to one another: the wish, a proposal, why it was declined."""
    here = seen.alignment
    blocks = wish_blocks(lang, here.wish, seen.lower)
    if here.counter is not None:
        blocks += counter_words(lang, here, seen.lower)
    if here.reason and here.state is AlignmentState.DECLINED:
        blocks.append(Paragraph(text(Bold(lang.tr("Reason")), f"  {here.reason}")))
    return blocks


def _buttons(lang: Language, seen: AlignmentSeen) -> list[Block]:
    talk = Button(lang.tr("The talk"), "align.talk", seen.values)
    elements: list[Button] = []
    state = seen.alignment.state
    if seen.part in (Part.MOVED, Part.READS):
        return []
    if seen.alignment.put_away is not None:
        elements = [Button(lang.tr("Withdraw"), "asking.withdraw", seen.values)]
        may_withdraw = seen.part is Part.ASKER and seen.alignment.is_live
        return [Actions((*(elements if may_withdraw else ()), talk))]
    if state is AlignmentState.ASKED and seen.part is Part.ANSWERER:
        elements = [
            Button(lang.tr("Accept"), "answering.accept", seen.values, Style.PRIMARY),
            Button(lang.tr("Propose a change…"), "answering.counter", seen.values),
            Button(lang.tr("Decline…"), "answering.decline", seen.values),
        ]
    elif state is AlignmentState.COUNTERED and seen.part is Part.ASKER:
        elements = [
            Button(lang.tr("Accept the change"), "asking.agree", seen.values, Style.PRIMARY),
            Button(lang.tr("Keep mine…"), "asking.refuse", seen.values),
            Button(lang.tr("Withdraw"), "asking.withdraw", seen.values),
        ]
    elif state is AlignmentState.ASKED and seen.part is Part.ASKER:
        elements = [
            Button(lang.tr("Put it differently…"), "asking.reword", seen.values),
            Button(lang.tr("Withdraw"), "asking.withdraw", seen.values),
        ]
        if seen.is_gone and seen.lead is not None:
            label = lang.tr("Ask {name} instead", name=shortened(seen.lead.name, 40))
            elements.insert(0, Button(label, "asking.ask_lead", seen.values, Style.PRIMARY))
    elif state is AlignmentState.ACCEPTED and seen.part is Part.ASKER:
        elements = [Button(lang.tr("Take it off"), "asking.withdraw", seen.values)]
    return [Actions((*elements, talk))]


@dataclass(frozen=True, slots=True)
class AlignmentList:
    """A page of alignments under their headings."""

    title: str
    parts: Sequence[tuple[str, Sequence[AlignmentSeen]]]
    empty: str
    more: Button | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """What says, on a button that answers, which list it stands in."""
    above: str = ""


def alignments_card(lang: Language, found: AlignmentList) -> Card:
    """A page of alignments, each in short and with a way to its own card."""
    blocks: list[Block] = []
    for heading, every in found.parts:
        if heading and every:
            blocks.append(Heading(heading))
        for seen in every:
            blocks += _listed(lang, seen, found.values)
    if not blocks:
        blocks.append(Paragraph(text(found.empty)))
    if found.more is not None:
        blocks += [Divider(), Actions((found.more,))]
    above = [Note(text(found.above))] if found.above else []
    return Card(found.title, (*above, *blocks))


def _listed(lang: Language, seen: AlignmentSeen, values: Mapping[str, str]) -> list[Block]:
    here = seen.alignment
    lower = "" if seen.hides_lower else f" {shortened(here.lower.title, _TITLE)}"
    open_button = Button(lang.tr("Open"), "align.show", seen.values)
    accept = Button(lang.tr("Accept"), "answering.accept", {**values, **seen.values})
    elements = (
        (accept, open_button) if seen.part is Part.ANSWERER and seen.has_it else (open_button,)
    )
    return [
        Paragraph(
            text(
                Bold(here.lower.name),
                f"{lower} → ",
                Bold(here.upper.name),
                f" {shortened(here.upper.title, _TITLE)}",
            )
        ),
        Note(text(state_line(lang, here, seen.zone, with_people=True))),
        Actions(elements),
    ]
