"""Objectives with their key results as cards: for one, for a person, for a team."""

from collections.abc import Sequence
from datetime import date

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Divider,
    Element,
    Heading,
    Note,
    Option,
    Overflow,
    Paragraph,
    Select,
    Style,
)
from chat.locales import Language
from chat.text import Bold, Text, plain, shortened, text
from handlers.views.figures import key_result_bar, objective_bar, state_name
from okr.check_ins import silent_since, status_of
from okr.facts import KeyResult, Objective, PersonName, State
from okr.ids import KeyResultId, ObjectiveId

MOST_KEY_RESULTS = 20
"""Under one objective; more than anybody can follow, and what one card can hold."""
PAGE = 4
"""Objectives on one page: with buttons and bars more would not fit Slack's 50 blocks."""
MOST_OPTIONS = 5
"""In a menu: Slack's takes no more."""
KEY_RESULTS_SHOWN = 8
"""In a list; by itself an objective is shown whole."""


def names(people: Sequence[PersonName]) -> str:
    """Names in a row."""
    return ", ".join(person.name for person in people)


def id_of(key_result: KeyResult) -> str:
    """A key result's id as people say it."""
    return str(KeyResultId(key_result.number, key_result.position))


def key_result_blocks(
    lang: Language, objective: Objective, key_result: KeyResult, today: date, who: str = ""
) -> list[Block]:
    """One key result: wording, small print, bar; `who` gave their own word on its status."""
    small = []
    if key_result.due_on is not None:
        small.append(lang.tr("due {day}", day=lang.date(key_result.due_on)))
    if key_result.owner != objective.owner:
        small.append(lang.tr("owner {name}", name=key_result.owner.name))
    if key_result.collaborators:
        small.append(lang.tr("with {names}", names=names(key_result.collaborators)))
    line: Text = text(Bold(id_of(key_result)), f" {key_result.title}")
    if small:
        line = (*line, *text(f" ({'; '.join(small)})"))
    status = status_of(objective, key_result, today)
    silent = silent_since(objective, key_result, today)
    return [
        Paragraph(line),
        key_result_bar(lang, key_result, status, who=who, silent_since=silent),
    ]


def objective_blocks(
    lang: Language,
    objective: Objective,
    today: date,
    *,
    with_owner: bool,
    most: int = KEY_RESULTS_SHOWN,
) -> list[Block]:
    """One objective with its key results, without anything to press."""
    small = [objective.cycle.name, state_name(lang, objective.state)]
    if with_owner:
        small.insert(0, objective.owner.name)
    if objective.collaborators:
        small.append(lang.tr("with {names}", names=names(objective.collaborators)))
    blocks: list[Block] = [
        Heading(f"{ObjectiveId(objective.number)} {objective.title}"),
        Note(text(" · ".join(small))),
        objective_bar(lang, objective.progress),
    ]
    for key_result in objective.key_results[:most]:
        blocks += key_result_blocks(lang, objective, key_result, today)
    hidden = len(objective.key_results) - most
    if hidden > 0:
        blocks.append(
            Note(
                text(
                    lang.ntr(
                        "{count} more key result: `/okr show {id}`",
                        "{count} more key results: `/okr show {id}`",
                        hidden,
                        id=str(ObjectiveId(objective.number)),
                    )
                )
            )
        )
    return blocks


def actions(
    lang: Language,
    objective: Objective,
    *,
    may_edit: bool,
    may_check_in: bool,
    may_go_on: bool = False,
    also: Sequence[Element] = (),
) -> Actions:
    """What can be done with an objective by somebody with these rights."""
    number = {"o": str(objective.number)}
    elements: list[Element] = []
    is_open = objective.state in (State.DRAFT, State.PUBLISHED)
    if may_edit and objective.state is State.DRAFT:
        elements.append(Button(lang.tr("Publish"), "publish.run", number, style=Style.PRIMARY))
    if may_check_in and is_open and objective.key_results:
        elements.append(check_in_element(lang, objective))
    if may_go_on:
        elements.append(Button(lang.tr("Next part…"), "copy.open", number))
    can_copy = objective.state in (State.PUBLISHED, State.CLOSED) and not may_go_on
    more = [
        Option(lang.tr("History"), "show.history"),
        *([Option(lang.tr("Edit"), "edit.open")] if may_edit and is_open else ()),
        *([Option(lang.tr("Add a key result"), "kr.open")] if may_edit and is_open else ()),
        *([Option(lang.tr("Move"), "move.open")] if may_edit and is_open else ()),
        *([Option(lang.tr("Archive"), "archive.run")] if may_edit and is_open else ()),
        *(
            [Option(lang.tr("Bring back"), "archive.restore")]
            if may_edit and objective.state is State.ARCHIVED
            else ()
        ),
    ]
    if can_copy and len(more) < MOST_OPTIONS:
        more.append(Option(lang.tr("Copy…"), "copy.open"))
    elements += also
    elements.append(Overflow("router.chosen", tuple(more), number))
    return Actions(tuple(elements))


def check_in_element(lang: Language, objective: Objective) -> Element:
    """A button for the one key result, a drop-down for several."""
    if len(objective.key_results) == 1:
        only = objective.key_results[0]
        return Button(lang.tr("Check in"), "checkin.open", {"kr": id_of(only)})
    return Select(
        lang.tr("Check in on…"),
        "checkin.open",
        tuple(
            Option(shortened(f"{id_of(each)} {each.title}", 70), id_of(each))
            for each in objective.key_results[:25]
        ),
    )


def objective_card(
    lang: Language,
    objective: Objective,
    today: date,
    *,
    may_edit: bool,
    may_check_in: bool,
    parts: tuple[Sequence[int], Sequence[int]] = ((), ()),
    origin: str = "",
    shows_origin: bool = False,
    may_go_on: bool = False,
    hints: int = 0,
    below: Sequence[Block] = (),
) -> Card:
    """One objective with all that can be done with it.

    `parts`: numbers of the objectives it goes on with, and of those that go on with it; `origin`:
    the id of what it is a copy of, with a button to it if it `shows_origin`; `may_go_on`: whether
    its next part can be written; `hints`: how many the coach has for its owner; `below`: what else
    there is to say of it.
    """
    return Card(
        f"{ObjectiveId(objective.number)} · {objective.owner.name}",
        (
            *objective_blocks(lang, objective, today, with_owner=True, most=MOST_KEY_RESULTS),
            *link_blocks(lang, parts, origin),
            *(_to_origin(lang, origin) if shows_origin else ()),
            *below,
            *_coach(lang, objective, hints),
            actions(
                lang,
                objective,
                may_edit=may_edit,
                may_check_in=may_check_in,
                may_go_on=may_go_on,
                also=_together(lang, objective),
            ),
        ),
        about=str(ObjectiveId(objective.number)),
    )


def _together(lang: Language, objective: Objective) -> list[Element]:
    """What people do about an objective with one another; only where it stands by itself."""
    if objective.state is State.ARCHIVED:
        return []
    values = {"about": str(ObjectiveId(objective.number))}
    return [
        Button(lang.tr("Comment"), "comments.open", values),
        Button(lang.tr("Tree"), "tree.objective", {"o": str(objective.number)}),
    ]


def link_blocks(
    lang: Language, parts: tuple[Sequence[int], Sequence[int]], origin: str = ""
) -> list[Block]:
    """The other parts of the same goal, and what it is a copy of."""
    earlier, later = (", ".join(str(ObjectiveId(each)) for each in side) for side in parts)
    lines = []
    if earlier:
        lines.append(lang.tr("Goes on with {ids}", ids=earlier))
    if later:
        lines.append(lang.tr("Gone on with in {ids}", ids=later))
    if origin:
        lines.append(lang.tr("Copied from {id}", id=origin))
    return [Note(text(" · ".join(lines)))] if lines else []


def _to_origin(lang: Language, origin: str) -> list[Block]:
    values = {"o": origin.removeprefix("O")}
    return [Actions((Button(lang.tr("Show {id}", id=origin), "show.open", values),))]


def _coach(lang: Language, objective: Objective, hints: int) -> list[Block]:
    if not hints:
        return []
    label = lang.ntr("{count} hint from the coach", "{count} hints from the coach", hints)
    return [Actions((Button(label, "coach.open", {"o": str(objective.number)}),))]


def list_card(
    lang: Language,
    title: str,
    objectives: Sequence[tuple[Objective, bool, bool]],
    today: date,
    *,
    page: int,
    total: int,
    more: Button,
    others: Button,
    empty: str,
    with_owner: bool = False,
) -> Card:
    """A page of objectives, each with (may edit, may check in); `more` opens the next page,
    `others` tells what else there is."""
    blocks: list[Block] = []
    for objective, may_edit, may_check_in in objectives:
        if blocks:
            blocks.append(Divider())
        blocks += objective_blocks(lang, objective, today, with_owner=with_owner)
        blocks.append(actions(lang, objective, may_edit=may_edit, may_check_in=may_check_in))
    if not objectives:
        blocks.append(Paragraph(text(empty)))
    shown = page * PAGE + len(objectives)
    if shown < total:
        blocks.append(Note(text(lang.tr("{shown} of {total}", shown=shown, total=total))))
    blocks.append(Actions((more, others) if shown < total else (others,)))
    return Card(title, tuple(blocks))


def one_line(objective: Objective) -> str:
    """An objective in one line."""
    return plain(text(f"{ObjectiveId(objective.number)} {objective.title}"))
