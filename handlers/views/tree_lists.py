"""What is wrong with a tree, as cards: what hangs on nothing, and goals written twice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from chat.cards import Actions, Block, Button, Card, Divider, Note, Option, Paragraph, Select
from chat.locales import Language
from chat.text import Bold, Text, shortened, text
from okr.facts import Objective, State
from okr.ids import ObjectiveId
from okr.tree import Link

_TITLE = 120


@dataclass(frozen=True, slots=True)
class Hanging:
    """A page of objectives that hang on nothing.

    `links` are what each asked to hang on or hung on that is gone; `tops` are the owners whom
    nobody is above.
    """

    of: str
    objectives: tuple[Objective, ...]
    links: Mapping[int, Sequence[Link]] = field(default_factory=dict)
    tops: Collection[int] = ()
    is_first: bool = True
    more: Button | None = None


def hanging_card(lang: Language, found: Hanging) -> Card:
    """Objectives that hang on nothing, and why that may be."""
    blocks: list[Block] = [
        Paragraph(_line(each, _why(lang, each, found))) for each in found.objectives
    ]
    if not blocks:
        blocks.append(Paragraph(text(_none(lang, found))))
    blocks += _opening(lang, found.objectives)
    blocks += _more(found.more)
    return Card(f"{lang.tr('Hangs on nothing')} · {found.of}", tuple(blocks))


def _none(lang: Language, found: Hanging) -> str:
    if found.more is not None:
        return lang.tr("Nothing was found so far; there is more to look through.")
    if found.is_first:
        return lang.tr("Every published objective hangs on another one.")
    return lang.tr("There is nothing more.")


def _why(lang: Language, objective: Objective, found: Hanging) -> list[str]:
    words = [lang.tr("at the top")] if objective.owner.id in found.tops else []
    if objective.state is State.DRAFT:
        words.append(lang.tr("draft"))
    for link in found.links.get(objective.id, ()):
        id = link.upper_name
        if link.upper_state is State.ARCHIVED:
            words.append(lang.tr("{id}, which it hung on, is archived", id=id))
        elif link.is_unanswered:
            words.append(lang.tr("asked {id}, unanswered", id=id))
        elif link.is_asked:
            words.append(lang.tr("asked {id}", id=id))
    return words


@dataclass(frozen=True, slots=True)
class SameGoals:
    """A page of pairs that seem to be one goal; `compared`: how many objectives were."""

    of: str
    pairs: tuple[tuple[Objective, Objective], ...]
    compared: int = 0
    is_cut: bool = False
    more: Button | None = None


def same_card(lang: Language, found: SameGoals) -> Card:
    """Pairs of objectives whose wording says the same."""
    blocks: list[Block] = []
    if found.compared:
        words = lang.ntr(
            "{count} objective was compared by its wording.",
            "{count} objectives were compared by their wording.",
            found.compared,
        )
        if found.is_cut:
            words = lang.tr(
                "The newest {count} objectives were compared by their wording.",
                count=lang.number(found.compared),
            )
        blocks.append(Note(text(words)))
    for one, two in found.pairs:
        blocks += [Divider(), Paragraph(_line(one, [])), Paragraph(_line(two, []))]
    if not found.pairs:
        blocks.append(Paragraph(text(lang.tr("No two of them seem to be the same goal."))))
    else:
        advice = lang.tr(
            "If two are one goal, let one hang on the other (`/okr align`) or archive one."
        )
        blocks += [Divider(), Note(text(advice))]
    shown = dict.fromkeys(each for pair in found.pairs for each in pair)
    blocks += _opening(lang, tuple(shown))
    blocks += _more(found.more)
    return Card(f"{lang.tr('Same goal twice?')} · {found.of}", tuple(blocks))


def _line(objective: Objective, notes: Sequence[str]) -> Text:
    return text(
        Bold(str(ObjectiveId(objective.number))),
        f" {shortened(objective.title, _TITLE)} · {objective.owner.name}",
        f" ({'; '.join(notes)})" if notes else "",
    )


def _opening(lang: Language, objectives: Sequence[Objective]) -> list[Block]:
    if not objectives:
        return []
    options = tuple(
        Option(shortened(f"{ObjectiveId(each.number)} {each.title}", 70), str(each.number))
        for each in objectives
    )
    return [Actions((Select(lang.tr("Open…"), "find.open", options),))]


def _more(more: Button | None) -> list[Block]:
    return [Actions((more,))] if more is not None else []
