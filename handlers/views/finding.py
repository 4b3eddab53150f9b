"""What a search found."""

from collections.abc import Sequence

from chat.cards import Actions, Block, Button, Card, Element, Note, Option, Paragraph, Select
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.objectives import one_line
from okr.facts import Objective
from okr.ids import ObjectiveId

PAGE = 8


def found_card(
    lang: Language, words: str, found: Sequence[Objective], page: int, *, has_more: bool
) -> Card:
    """A page of objectives, each with owner, cycle and how far it is."""
    blocks: list[Block] = []
    for objective in found:
        percent = "" if objective.progress is None else f" · {lang.percent(objective.progress)}"
        blocks.append(
            Paragraph(text(Bold(str(ObjectiveId(objective.number))), f" {objective.title}"))
        )
        blocks.append(Note(text(f"{objective.owner.name} · {objective.cycle.name}{percent}")))
    if not found:
        blocks.append(
            Paragraph(
                text(
                    lang.tr(
                        "Nothing published holds “{words}”. Try fewer or shorter words.",
                        words=shortened(words, 60),
                    )
                )
            )
        )
        return Card(lang.tr("Search"), tuple(blocks))
    elements: list[Element] = [
        Select(
            lang.tr("Open…"),
            "find.open",
            tuple(Option(shortened(one_line(each), 70), str(each.number)) for each in found),
        )
    ]
    if has_more:
        elements.append(
            Button(
                lang.tr("More"),
                "find.page",
                {"words": shortened(words, 200), "page": str(page + 1)},
            )
        )
    blocks.append(Actions(tuple(elements)))
    return Card(lang.tr("Found for “{words}”", words=shortened(words, 60)), tuple(blocks))
