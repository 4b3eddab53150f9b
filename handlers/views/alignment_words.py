"""The words of alignment: states, steps of the talk, and what a counter-proposal would change."""

from datetime import tzinfo
from typing import assert_never

from chat.cards import Block, Paragraph
from chat.locales import Language
from chat.text import Bold, text
from handlers.views.figures import value
from okr.alignment import Alignment, AlignmentState, Counter, Turn, TurnKind
from okr.facts import Objective


def state_word(lang: Language, state: AlignmentState, *, is_unanswered: bool = False) -> str:
    """Where it stands, in a word."""
    match state:
        case AlignmentState.ASKED:
            return lang.tr("unanswered") if is_unanswered else lang.tr("asked")
        case AlignmentState.COUNTERED:
            return lang.tr("a change is proposed")
        case AlignmentState.ACCEPTED:
            return lang.tr("accepted")
        case AlignmentState.DECLINED:
            return lang.tr("declined")
        case AlignmentState.WITHDRAWN:
            return lang.tr("taken back")
        case _:
            assert_never(state)


def state_line(lang: Language, here: Alignment, zone: tzinfo, *, with_people: bool = False) -> str:
    """Where it stands, with who and when."""
    said = _state(lang, here, zone)
    if not with_people:
        return said
    return f"{here.asker.name} → {here.asked.name} · {said}"


def _state(lang: Language, here: Alignment, zone: tzinfo) -> str:
    by = here.answered_by.name if here.answered_by else here.asked.name
    at = lang.moment(here.answered_at, zone) if here.answered_at else ""
    if here.put_away is not None and here.state in (AlignmentState.ASKED, AlignmentState.COUNTERED):
        return lang.tr(
            "{id} is archived or closed: there is nothing to answer.", id=here.put_away.name
        )
    match here.state:
        case AlignmentState.ASKED if here.is_unanswered:
            return lang.tr(
                "Unanswered: {name} had time until {moment}. It can still be answered.",
                name=here.asked.name,
                moment=lang.moment(here.due_at or here.asked_at, zone),
            )
        case AlignmentState.ASKED if here.due_at is not None:
            return lang.tr(
                "Waits for {name}, until {moment}",
                name=here.asked.name,
                moment=lang.moment(here.due_at, zone),
            )
        case AlignmentState.ASKED:
            return lang.tr("Waits for {name}", name=here.asked.name)
        case AlignmentState.COUNTERED:
            return lang.tr("Waits for {name}", name=here.asker.name)
        case AlignmentState.ACCEPTED:
            return f"✓ {lang.tr('accepted by {name}', name=by)} · {at}"
        case AlignmentState.DECLINED:
            return f"✗ {lang.tr('declined by {name}', name=by)} · {at}"
        case AlignmentState.WITHDRAWN:
            return lang.tr(
                "Taken back by {name}; there is nothing to answer any more.", name=here.asker.name
            )
        case _:
            assert_never(here.state)


def turn_words(lang: Language, turn: Turn) -> str:
    """One step of the talk in a sentence."""
    name = turn.by.name
    match turn.kind:
        case TurnKind.ASKED:
            return lang.tr("{name} asked", name=name)
        case TurnKind.COUNTERED:
            return lang.tr("{name} proposed a change", name=name)
        case TurnKind.COUNTER_ACCEPTED:
            return lang.tr("{name} accepted the change", name=name)
        case TurnKind.COUNTER_REFUSED:
            return lang.tr("{name} keeps their own wording", name=name)
        case TurnKind.ACCEPTED:
            return lang.tr("{name} accepted", name=name)
        case TurnKind.DECLINED:
            return lang.tr("{name} declined", name=name)
        case TurnKind.WITHDRAWN:
            return lang.tr("{name} took it back", name=name)
        case TurnKind.REMINDED:
            return lang.tr("{name} was reminded", name=name)
        case TurnKind.LAPSED:
            return lang.tr("{name} did not answer in time", name=name)
        case TurnKind.CONFIRMED:
            return lang.tr("{name} confirmed that it is in step", name=name)
        case TurnKind.REOPENED:
            return lang.tr("{name} wants to talk about it again", name=name)
        case _:
            assert_never(turn.kind)


def wish_label(lang: Language, name: str) -> str:
    """The label of a field of the wish."""
    labels = {
        "what": lang.tr("What"),
        "importance": lang.tr("Why it matters"),
        "urgency": lang.tr("Why now"),
        "how": lang.tr("How"),
        "to_do": lang.tr("What you are asked to do"),
    }
    return labels[name]


def counter_words(lang: Language, here: Alignment, lower: Objective) -> list[Block]:
    """What a counter-proposal would change, or has changed: what stands there and the proposal."""
    proposed = here.counter
    if proposed is None or here.state not in (AlignmentState.COUNTERED, AlignmentState.ACCEPTED):
        return []
    id = here.lower.name if proposed.position is None else f"KR{lower.number}.{proposed.position}"
    waits = here.state is AlignmentState.COUNTERED
    lines = [
        f"{_label(lang, field)}: {f'{before} → ' if waits else ''}{after}"
        for field, before, after in counter_changes(lang, proposed, lower)
    ]
    by = here.answered_by.name if here.answered_by else here.asked.name
    if waits:
        said = lang.tr("{name} proposes for {id}", name=by, id=id)
    else:
        said = lang.tr("Agreed for {id}", id=id)
    blocks: list[Block] = [Paragraph(text(Bold(said)))]
    blocks += [Paragraph(text(line)) for line in lines]
    if proposed.note:
        blocks.append(Paragraph(text(f"“{proposed.note}”")))
    return blocks


def _label(lang: Language, field: str) -> str:
    return lang.tr("Wording") if field == "title" else lang.tr("Target")


def counter_changes(
    lang: Language, proposed: Counter, lower: Objective
) -> list[tuple[str, str, str]]:
    """Each changed field with what stands there now and what is proposed."""
    found = next((kr for kr in lower.key_results if kr.position == proposed.position), None)
    title = lower.title if proposed.position is None else found.title if found else "–"
    changes = []
    if proposed.title:
        changes.append(("title", f"“{title}”", f"“{proposed.title}”"))
    if proposed.target is not None and found is not None:
        changes.append(
            (
                "target",
                value(lang, found.measure, found.measure.target),
                value(lang, found.measure, proposed.target),
            )
        )
    return changes
