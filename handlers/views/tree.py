"""The alignment tree as a card: indented lines, a picture, and ways to the rest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Element,
    Note,
    Option,
    Paragraph,
    Picture,
    Select,
    Style,
)
from chat.locales import Language
from chat.text import Bold, Text, join, shortened, text
from chat.trees import Box, draw, fold, place
from handlers.views.figures import state_name, status_name, tone_of
from okr.errors import message
from okr.facts import State, Status
from okr.ids import ObjectiveId
from okr.tree import Branch, Link, folded, levels, walk

LINES = 40
"""Objectives in the text of a page: what a phone shows in a few screens."""
BOXES = 60
"""Objectives in its picture."""
MOST_OPTIONS = 25
_TITLE = 70
_SIGNS = {
    Status.OFF_TRACK: "▼",
    Status.AT_RISK: "▲",
    Status.NO_VALUE: "○",
    Status.ON_TRACK: "●",
    Status.DONE: "✓",
}
_STEP = "\u2003"
"""Wide space, which no platform takes away at the beginning of a line."""


@dataclass(frozen=True, slots=True)
class TreePage:
    """A page of a tree; `focus` are the objectives it is about (empty: all of them alike).

    `standing` is the status of each by its id.

    `values` are whose tree it is, `following` what a button to the next page carries besides.
    `is_cut`: what is left out was not counted to the end. `team`: id and name of the reader's.
    """

    title: str
    roots: tuple[Branch, ...]
    focus: frozenset[int]
    standing: Mapping[int, Status | None]
    cycle: str
    values: Mapping[str, str]
    following: Mapping[str, str] | None = None
    is_cut: bool = False
    is_first: bool = True
    is_mine: bool = False
    is_aloud: bool = False
    team: tuple[int, str] | None = None


def tree_card(lang: Language, page: TreePage) -> Card:
    """A page of a tree: its text, its picture, and what to do next."""
    title = f"{page.title} · {page.cycle}" if page.cycle else page.title
    if not page.roots:
        return Card(title, (Paragraph(text(_nothing(lang, page))), _ways(lang, page)))
    shown = folded(page.roots, LINES, page.focus)
    return Card(
        title,
        (
            *(Paragraph(_tree(lang, root, page)) for root in shown),
            Note(text(_legend(lang, page))),
            *_folded(lang, page, shown),
            _picture(lang, page),
            _ways(lang, page),
        ),
    )


def _nothing(lang: Language, page: TreePage) -> str:
    if not page.cycle:
        return lang.tr("There is no cycle yet. Write the first objective: `/okr new`.")
    if page.following is not None:
        return lang.tr("Nothing was found so far; there is more to look through.")
    if not page.is_first:
        return lang.tr("There is nothing more.")
    return lang.tr("Nothing is published here in this cycle yet.")


# -- as text -----------------------------------------------------------------------------------


def _tree(lang: Language, root: Branch, page: TreePage) -> Text:
    """A root and all below it, one objective a line, deeper ones further in."""
    lines = []
    for depth, branch in walk([root]):
        objective = branch.objective
        id = str(ObjectiveId(objective.number))
        is_focus = not page.focus or objective.id in page.focus
        said = [shortened(objective.title, _TITLE), objective.owner.name, _figure(lang, branch)]
        notes = [*_notes(lang, branch), *_hidden(lang, branch, page)]
        lines.append(
            text(
                f"{_STEP * depth}{'└ ' if depth else ''}{_sign(branch, page)} ",
                Bold(id) if is_focus else id,
                f" {' · '.join(said)}",
                f" ({'; '.join(notes)})" if notes else "",
            )
        )
    return join("\n", lines)


def _figure(lang: Language, branch: Branch) -> str:
    progress = branch.objective.progress
    return lang.tr("no key results yet") if progress is None else lang.percent(progress)


def _sign(branch: Branch, page: TreePage) -> str:
    status = page.standing[branch.objective.id]
    return "–" if status is None else _SIGNS[status]


def _notes(lang: Language, branch: Branch) -> list[str]:
    """What else there is to say of how it hangs."""
    notes = []
    if branch.objective.state is not State.PUBLISHED:
        notes.append(state_name(lang, branch.objective.state))
    link = branch.link
    if link is not None and link.via:
        notes.append(lang.tr("via {id}", id=link.via))
    if link is not None and link.is_asked:
        notes.append(lang.tr("unanswered") if link.is_unanswered else lang.tr("asked"))
    is_under = link is not None and not link.is_asked
    return [*notes, *(_further(lang, each, is_under=is_under) for each in branch.also)]


def _further(lang: Language, link: Link, *, is_under: bool) -> str:
    """A link to what is drawn elsewhere, or nowhere."""
    id = link.upper_name
    if link.upper_state is State.ARCHIVED:
        return lang.tr("{id}, which it hung on, is archived", id=id)
    if link.is_asked:
        words = message("asked {id}, unanswered") if link.is_unanswered else message("asked {id}")
        return lang.tr(words, id=id)
    return lang.tr("also under {id}", id=id) if is_under else lang.tr("under {id}", id=id)


def _hidden(lang: Language, branch: Branch, page: TreePage) -> list[str]:
    if not branch.hidden:
        return []
    if page.is_cut:
        return [lang.tr("at least {count} more below", count=lang.number(branch.hidden))]
    return [lang.ntr("{count} more below", "{count} more below", branch.hidden)]


def _legend(lang: Language, page: TreePage) -> str:
    """What the signs on this page mean."""
    there = set(page.standing.values())
    signs = [
        f"{sign} {status_name(lang, status)}" for status, sign in _SIGNS.items() if status in there
    ]
    return " · ".join(signs) or f"– {lang.tr('no key results yet')}"


def _folded(lang: Language, page: TreePage, shown: Sequence[Branch]) -> list[Block]:
    """A way to what is left out below some objectives."""
    closed = [branch.objective for _, branch in walk(shown) if branch.hidden]
    if not closed:
        return []
    options = tuple(
        Option(shortened(f"{ObjectiveId(each.number)} {each.title}", 70), str(each.number))
        for each in closed[:MOST_OPTIONS]
    )
    words = lang.tr("The deeper levels are folded; open an objective to see what hangs on it.")
    return [
        Note(text(words)),
        Actions((Select(lang.tr("See what hangs on…"), "tree.objective", options),)),
    ]


# -- as a picture ------------------------------------------------------------------------------


def _picture(lang: Language, page: TreePage) -> Picture:
    kept = fold([_box(lang, root, page) for root in page.roots], BOXES)
    placed = place(kept.roots, kept.more)
    return Picture(draw(placed), _said(lang, page), draw(placed, dark=True))


def _box(lang: Language, branch: Branch, page: TreePage) -> Box:
    objective = branch.objective
    status = page.standing[objective.id]
    return Box(
        key=str(ObjectiveId(objective.number)),
        title=objective.title,
        owner=objective.owner.name,
        label=_figure(lang, branch),
        ratio=objective.progress,
        tone=None if status is None else tone_of(status),
        children=tuple(_box(lang, child, page) for child in branch.children),
        folded=branch.hidden,
        also=tuple(_notes(lang, branch)),
        asked=branch.link is not None and branch.link.is_asked,
        status="" if status is None else status_name(lang, status),
    )


def _said(lang: Language, page: TreePage) -> str:
    """The picture in words."""
    found = Counter(page.standing.values())
    counts = [f"{status_name(lang, each)}: {found[each]}" for each in _SIGNS if found[each]]
    tops = ", ".join(str(ObjectiveId(root.objective.number)) for root in page.roots)
    return lang.tr(
        "Alignment tree: {count} objectives on {levels} levels. At the top: {tops}. {standing}",
        count=lang.number(len(page.standing)),
        levels=lang.number(levels(page.roots)),
        tops=shortened(tops, 200),
        standing=", ".join(counts),
    ).strip()


# -- where to go -------------------------------------------------------------------------------


def _ways(lang: Language, page: TreePage) -> Actions:
    elements: list[Element] = []
    own = {} if page.is_aloud else {"own": "1"}
    if page.following is not None:
        values = {**page.values, **page.following, **own}
        elements.append(Button(lang.tr("Next page"), "tree.page", values, Style.PRIMARY))
    cycle = {name: value for name, value in page.values.items() if name == "cycle"}
    of = page.values.get("of", "")
    if not page.is_mine:
        elements.append(Button(lang.tr("My tree"), "tree.open", {"of": "person", **cycle}))
    if page.team is not None and not (of == "team" and page.values.get("id") == str(page.team[0])):
        values = {"of": "team", "id": str(page.team[0]), **cycle}
        elements.append(Button(shortened(page.team[1], 60), "tree.open", values))
    if of != "company":
        elements.append(Button(lang.tr("Company"), "tree.open", {"of": "company", **cycle}))
    if of != "objective" and page.cycle:
        elements += [
            Button(lang.tr("Hangs on nothing"), "tree.hanging", page.values),
            Button(lang.tr("Unanswered and declined"), "tree.requests", page.values),
            Button(lang.tr("Same goal twice?"), "tree.same", page.values),
        ]
    return Actions(tuple(elements))
