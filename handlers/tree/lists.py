"""What is wrong with a tree: what hangs on nothing, requests that led nowhere, goals twice."""

from collections.abc import Collection, Mapping, Sequence

from chat.cards import Button, Card
from handlers.alignment.cards import seen_by
from handlers.answers import page_in
from handlers.context import Context
from handlers.tree.pages import cursor_in, cursor_values
from handlers.tree.scopes import Kind, Scope, within
from handlers.views.alignment import AlignmentList, AlignmentSeen, alignments_card
from handlers.views.tree_lists import Hanging, SameGoals, hanging_card, same_card
from okr.alignment import AlignmentState
from okr.facts import Objective
from okr.same_goal import pairs
from okr.tree import Link
from storage import objectives, teams, tree, tree_lists, tree_roots
from storage.tree import Within

PAGE = 8
REQUESTS = 5
"""On a page; each has its own buttons."""
_MOST_KEPT = 60
"""Pairs of goals that a button carries to the next pages."""


def hanging(ctx: Context, scope: Scope, values: Mapping[str, str]) -> Card:
    """A page of what hangs on nothing."""
    which = within(ctx, scope)
    ids: Sequence[int] = ()
    following: Mapping[str, str] | None = None
    if which is not None and scope.kind is Kind.COMPANY:
        after = cursor_in(values)
        window = tree_roots.WINDOW if after is None else tree_roots.FAR_WINDOW
        found = tree_roots.list_hanging_of_company(
            ctx.session, which, PAGE, after or tree_roots.START, window=window
        )
        ids = found.ids
        following = cursor_values(found.following) if found.following else None
    elif which is not None:
        every = tree_roots.list_hanging(ctx.session, which, _people(ctx, scope))
        page = min(page_in(values), max(0, (len(every) - 1) // PAGE))
        ids = every[page * PAGE : (page + 1) * PAGE]
        following = {"page": str(page + 1)} if (page + 1) * PAGE < len(every) else None
    shown = objectives.list_by_ids(ctx.session, ids)
    return hanging_card(
        ctx.lang,
        Hanging(
            _of(ctx, scope),
            tuple(shown),
            links=_links(ctx, which, shown),
            tops=tree_roots.nobody_above(ctx.session, {each.owner.id for each in shown}),
            is_first="own" not in values,
            more=_more(ctx, "tree.hanging", scope, following),
        ),
    )


def _links(
    ctx: Context, which: Within | None, shown: Sequence[Objective]
) -> Mapping[int, Sequence[Link]]:
    if which is None:
        return {}
    found = tree.links_of(ctx.session, which, [each.id for each in shown])
    return {each.id: [link for link in found if link.lower_id == each.id] for each in shown}


def requests(ctx: Context, scope: Scope, values: Mapping[str, str]) -> Card:
    """A page of requests that were not answered in time, or declined."""
    which = within(ctx, scope)
    people = None if scope.kind is Kind.COMPANY else _people(ctx, scope)
    ids = [] if which is None else tree_lists.list_fruitless(ctx.session, which, people)
    page = min(page_in(values), max(0, (len(ids) - 1) // REQUESTS))
    here = tree_lists.list_requests(ctx.session, ids[page * REQUESTS : (page + 1) * REQUESTS])
    seen = [seen_by(ctx.session, each, ctx.me) for each in here]
    following = {"page": str(page + 1)} if (page + 1) * REQUESTS < len(ids) else None

    def in_state(*states: AlignmentState) -> list[AlignmentSeen]:
        return [each for each in seen if each.alignment.state in states]

    return alignments_card(
        ctx.lang,
        AlignmentList(
            f"{ctx.lang.tr('Unanswered and declined')} · {_of(ctx, scope)}",
            (
                (ctx.lang.tr("Unanswered"), in_state(AlignmentState.ASKED)),
                (ctx.lang.tr("Declined"), in_state(AlignmentState.DECLINED)),
            ),
            ctx.lang.tr("Every request was answered in time, and none was declined."),
            _more(ctx, "tree.requests", scope, following),
        ),
    )


def same(ctx: Context, scope: Scope, values: Mapping[str, str]) -> Card:
    """A page of pairs that seem to be one goal; they are looked for once, for the first page."""
    which = within(ctx, scope)
    kept = _kept(values)
    total = 0
    if kept is None and which is not None:
        titles = tree_lists.titles(ctx.session, which)
        total = len(titles)
        kept = _found(ctx, titles, _theirs(ctx, which, scope))
    every = kept or []
    here, rest = every[:PAGE], every[PAGE : PAGE + _MOST_KEPT]
    known = objectives.list_by_ids(ctx.session, sorted({id for pair in here for id in pair}))
    by_id = {each.id: each for each in known if which is not None and _is_in(which, each)}
    following = {"pairs": ",".join(f"{one}-{two}" for one, two in rest)} if rest else None
    return same_card(
        ctx.lang,
        SameGoals(
            _of(ctx, scope),
            tuple((by_id[one], by_id[two]) for one, two in here if {one, two} <= by_id.keys()),
            compared=total,
            is_cut=total >= tree_lists.MOST_TITLES,
            more=_more(ctx, "tree.same", scope, following),
        ),
    )


def _is_in(which: Within, objective: Objective) -> bool:
    return objective.state in which.states and objective.cycle.id in which.cycle_ids


def _found(
    ctx: Context, titles: Mapping[int, str], theirs: Collection[int] | None
) -> list[tuple[int, int]]:
    """Pairs of ids, but of what people know to belong together."""
    found = [(pair.first, pair.second) for pair in pairs(titles, theirs)]
    related = tree_lists.related(ctx.session, sorted({id for pair in found for id in pair}))
    return [pair for pair in found if pair not in related]


def _theirs(ctx: Context, which: Within, scope: Scope) -> Collection[int] | None:
    if scope.kind is Kind.COMPANY:
        return None
    return set(tree_roots.list_of_people(ctx.session, which, _people(ctx, scope)))


def _kept(values: Mapping[str, str]) -> list[tuple[int, int]] | None:
    """The pairs that a button carries; None where they are still to be looked for."""
    if "pairs" not in values:
        return None
    found = [each.partition("-")[::2] for each in values["pairs"].split(",")]
    return [(int(one), int(two)) for one, two in found if one.isdecimal() and two.isdecimal()]


def _people(ctx: Context, scope: Scope) -> list[int]:
    return teams.member_ids(ctx.session, scope.id) if scope.kind is Kind.TEAM else [scope.id]


def _of(ctx: Context, scope: Scope) -> str:
    name = ctx.lang.tr("Company") if scope.kind is Kind.COMPANY else scope.name
    return f"{name} · {scope.cycle.name}" if scope.cycle else name


def _more(
    ctx: Context, action: str, scope: Scope, following: Mapping[str, str] | None
) -> Button | None:
    if following is None:
        return None
    return Button(ctx.lang.tr("More"), action, {**scope.values, **following, "own": "1"})
