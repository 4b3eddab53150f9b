"""Risks as cards: for those who are asked, for who asks, and as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import Enum, auto

from chat.cards import Actions, Block, Button, Card, Divider, Heading, Note, Paragraph, Style, Tone
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.objectives import key_result_blocks, names
from okr.facts import KeyResult, Objective
from okr.follow_up import ActionItem, ActionState, Risk, RiskState
from okr.ids import ActionId

ANSWER_LIMIT = 1000
PAGE = 5
"""Risks in one list."""
_LISTED = 300
"""Characters of a risk in a list; its own card has all of them."""
_ANSWERS = 8
"""Answers in one card: who asked got each of them whole in a card of its own."""
_WHOLE = 4
"""As many answers stand there whole; of more, each is shortened."""
_SHORT = 400
_NAMES = 200
_LATEST = 2
"""Answers to each risk of a list."""


class Part(Enum):
    """What somebody has to do with a risk."""

    WAITS = auto()
    ANSWERED = auto()
    FORWARDED = auto()
    ASKER = auto()
    READS = auto()
    """Nothing: it was never asked of them."""
    DISMISSED = auto()
    """Nothing any more: somebody else is asked instead."""


@dataclass(frozen=True, slots=True)
class RiskSeen:
    """A risk as one reader sees it on their `today`, in their `zone`.

    `about` is None where the key result is no longer there. `forwarded_by` brought it to the
    reader with a `word`; `forwarded_to` has it from them; `item` is what was taken over.
    """

    risk: Risk
    part: Part
    today: date
    zone: tzinfo
    about: tuple[Objective, KeyResult] | None = None
    forwarded_by: str = ""
    word: str = ""
    forwarded_to: str = ""
    item: ActionItem | None = None

    @property
    def values(self) -> dict[str, str]:
        """What its buttons carry."""
        return {"risk": str(self.risk.id)}


def risk_card(lang: Language, seen: RiskSeen) -> Card:
    """The risk with what the reader can do about it now."""
    return Card(_title(lang, seen.risk), (*_body(lang, seen), *_buttons(lang, seen)))


def nudge_card(lang: Language, seen: RiskSeen) -> Card:
    """The same for somebody who has not answered for two working days."""
    waits = lang.tr("{asker} has been waiting for two working days.", asker=seen.risk.asker.name)
    first = (Paragraph(text(waits)),) if _waits_for_reader(seen) else ()
    title = lang.tr("A risk waits for your answer: {id}", id=seen.risk.key_result)
    return Card(title, (*first, *_body(lang, seen), *_buttons(lang, seen)))


def answered_card(lang: Language, seen: RiskSeen, who: str, answer: str, *, anew: bool) -> Card:
    """What who asked gets: somebody's answer, or the same person's new one."""
    id = seen.risk.key_result
    title = lang.tr("{name} answered you on {id}", name=who, id=id)
    if anew:
        title = lang.tr("{name} changed their answer on {id}", name=who, id=id)
    blocks: list[Block] = [
        Paragraph(text(Bold(who), f"  {answer}")),
        Note(text(_asked_about(lang, seen.risk))),
    ]
    if seen.risk.state is RiskState.WITHDRAWN:
        blocks.append(Note(text(lang.tr("You had taken it back before the answer came."))))
    return Card(title, tuple(blocks), Tone.GOOD)


def taken_card(lang: Language, seen: RiskSeen, who: str, item: ActionItem) -> Card:
    """What who asked gets when somebody takes it over."""
    return Card(
        lang.tr("{name} takes it over: {id}", name=who, id=seen.risk.key_result),
        (
            Paragraph(text(Bold(str(ActionId(item.number))), f" {_due(lang, item)}")),
            Note(text(_asked_about(lang, seen.risk))),
        ),
        Tone.GOOD,
    )


def nobody_card(lang: Language, seen: RiskSeen) -> Card:
    """What who asked gets where there is nobody to ask."""
    return Card(
        lang.tr("Nobody is asked yet: {id}", id=seen.risk.key_result),
        (
            Paragraph(
                text(
                    lang.tr(
                        "You have no lead who could be asked, and named nobody. Choose somebody "
                        "here, or name them under “Support needed” in the check-in."
                    )
                )
            ),
            Note(text(_asked_about(lang, seen.risk))),
            Actions((_ask_button(lang, seen),)),
        ),
        Tone.WARNING,
    )


def _title(lang: Language, risk: Risk) -> str:
    if risk.support:
        return lang.tr("{asker} needs support on {id}", asker=risk.asker.name, id=risk.key_result)
    return lang.tr("{asker} sees a risk on {id}", asker=risk.asker.name, id=risk.key_result)


def _body(lang: Language, seen: RiskSeen) -> list[Block]:
    risk = seen.risk
    blocks: list[Block] = []
    if seen.about is not None:
        blocks += key_result_blocks(lang, *seen.about, seen.today)
    else:
        blocks.append(Paragraph(text(Bold(risk.key_result), f" {risk.key_result_title}")))
    if seen.forwarded_by and seen.word:
        blocks.append(
            Paragraph(
                lang.text(
                    "{name} forwarded this to you: {word}", name=seen.forwarded_by, word=seen.word
                )
            )
        )
    elif seen.forwarded_by:
        blocks.append(Paragraph(lang.text("{name} forwarded this to you.", name=seen.forwarded_by)))
    if risk.risk:
        blocks.append(Paragraph(text(Bold(lang.tr("Risk")), f"  {risk.risk}")))
    if risk.support:
        blocks.append(Paragraph(text(Bold(lang.tr("Support needed")), f"  {risk.support}")))
    blocks += _answers(lang, seen)
    blocks.append(Note(text(_state(lang, seen))))
    return blocks


def _answers(lang: Language, seen: RiskSeen) -> list[Block]:
    """The newest answers, whole where they are few."""
    answers = seen.risk.answers
    most = ANSWER_LIMIT if len(answers) <= _WHOLE else _SHORT
    shown: list[Block] = [
        Paragraph(text(Bold(each.by.name), f"  {said}  ({lang.moment(each.at, seen.zone)})"))
        for each in answers[-_ANSWERS:]
        for said in (shortened(each.text, most),)
    ]
    return [*_more(lang, len(answers) - _ANSWERS), *shown]


def _more(lang: Language, hidden: int) -> list[Block]:
    if hidden <= 0:
        return []
    return [Note(text(lang.ntr("… and {count} more", "… and {count} more", hidden)))]


def _state(lang: Language, seen: RiskSeen) -> str:
    """Where it stands, in a line."""
    risk = seen.risk
    match risk.state:
        case RiskState.WITHDRAWN:
            return lang.tr(
                "{asker} took this back: there is nothing to answer any more.",
                asker=risk.asker.name,
            )
        case RiskState.TAKEN if seen.item is not None:
            what = f"{ActionId(seen.item.number)} {_due(lang, seen.item)}"
            name = seen.item.owner.name
            return f"✓ {lang.tr('{name} takes it over: {id}', name=name, id=what)}"
        case RiskState.ANSWERED | RiskState.TAKEN:
            said = lang.tr(
                "Answered by {name}", name=risk.answered_by.name if risk.answered_by else "–"
            )
            when = f" · {lang.moment(risk.answered_at, seen.zone)}" if risk.answered_at else ""
            return f"✓ {said}{when}"
        case RiskState.OPEN:
            return _open_state(lang, seen)


def _open_state(lang: Language, seen: RiskSeen) -> str:
    if seen.part is Part.FORWARDED:
        return lang.tr("Forwarded to {name}, who is asked now.", name=seen.forwarded_to)
    if seen.part is Part.DISMISSED:
        return lang.tr("{asker} asks somebody else now.", asker=seen.risk.asker.name)
    if not seen.risk.asked:
        return lang.tr("Nobody is asked yet.")
    asked = lang.tr("Asked: {names}", names=shortened(names(seen.risk.asked), _NAMES))
    overdue = f" · {lang.tr('unanswered for two working days')}" if seen.risk.is_overdue else ""
    return f"{asked} · {lang.moment(seen.risk.created_at, seen.zone)}{overdue}"


def _waits_for_reader(seen: RiskSeen) -> bool:
    return seen.part is Part.WAITS and seen.risk.state is RiskState.OPEN


def _buttons(lang: Language, seen: RiskSeen) -> tuple[Block, ...]:
    if seen.risk.state is RiskState.WITHDRAWN or seen.part in (Part.READS, Part.DISMISSED):
        return ()
    if _waits_for_reader(seen):
        return (
            Actions(
                (
                    Button(lang.tr("Answer"), "risks.answer", seen.values, Style.PRIMARY),
                    Button(lang.tr("Take it over"), "risks.take", seen.values),
                    Button(lang.tr("Forward"), "risks.forward", seen.values),
                )
            ),
        )
    if seen.part is Part.ASKER:
        return (Actions((_ask_button(lang, seen),)),) if seen.risk.state is RiskState.OPEN else ()
    label = lang.tr("Change my answer") if seen.part is Part.ANSWERED else lang.tr("Add an answer")
    return (Actions((Button(label, "risks.answer", seen.values),)),)


def _ask_button(lang: Language, seen: RiskSeen) -> Button:
    return Button(lang.tr("Ask somebody"), "risks.forward", seen.values)


def _asked_about(lang: Language, risk: Risk) -> str:
    """What was asked, in a line."""
    said = " · ".join(" ".join(each.split()) for each in (risk.risk, risk.support) if each)
    return lang.tr("You said: {words}", words=shortened(said, _LISTED))


def _due(lang: Language, item: ActionItem) -> str:
    if item.state is ActionState.DONE:
        return f"{item.title} · {lang.tr('✓ done')}"
    if item.state is ActionState.DROPPED:
        return f"{item.title} · {lang.tr('dropped')}"
    if item.due_on is None:
        return item.title
    return lang.tr("{what}, by {day}", what=item.title, day=lang.date(item.due_on))


@dataclass(frozen=True, slots=True)
class RiskList:
    """A page of risks under their headings."""

    title: str
    parts: Sequence[tuple[str, Sequence[RiskSeen]]]
    empty: str
    more: Button | None


def risks_card(lang: Language, found: RiskList) -> Card:
    """A page of risks, each in short and with a way to its own card."""
    blocks: list[Block] = []
    for heading, risks in found.parts:
        if heading and risks:
            blocks.append(Heading(heading))
        for seen in risks:
            blocks += _listed(lang, seen)
    if not blocks:
        blocks.append(Paragraph(text(found.empty)))
    if found.more is not None:
        blocks += [Divider(), Actions((found.more,))]
    return Card(found.title, tuple(blocks))


def _listed(lang: Language, seen: RiskSeen) -> list[Block]:
    risk = seen.risk
    said = " · ".join(each for each in (risk.risk, risk.support) if each)
    who = "" if seen.part is Part.ASKER else f"{risk.asker.name}: "
    open_button = Button(lang.tr("Open"), "risks.open", seen.values)
    answer = Button(lang.tr("Answer"), "risks.answer", seen.values)
    elements = (answer, open_button) if _waits_for_reader(seen) else (open_button,)
    title = f" {shortened(risk.key_result_title, 120)}"
    return [
        Paragraph(text(Bold(risk.key_result), title)),
        Paragraph(text(f"{who}{shortened(said, _LISTED)}")),
        *(
            Paragraph(text(Bold(each.by.name), f"  {shortened(each.text, _LISTED // 2)}"))
            for each in risk.answers[-_LATEST:]
        ),
        *_more(lang, len(risk.answers) - _LATEST),
        Note(text(_state(lang, seen))),
        Actions(elements),
    ]
