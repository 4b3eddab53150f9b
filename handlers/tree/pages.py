"""One page of a tree: which objectives stand on it, and what hangs together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.answers import page_in
from handlers.context import Context
from handlers.tree.scopes import Kind, Scope, own_team, within
from handlers.views.tree import TreePage
from okr.ids import ObjectiveId
from okr.tree import forest, led_by, standing_of
from storage import objectives, teams, tree, tree_roots
from storage.tree import Within
from storage.tree_roots import Cursor

PAGE = 6
"""Trees on a page."""


@dataclass(frozen=True, slots=True)
class _Start:
    """What a page begins with, whose order counts, and where the next one begins."""

    ids: Sequence[int]
    people: Sequence[int]
    following: Mapping[str, str] | None = None


def page_of(
    ctx: Context, scope: Scope, values: Mapping[str, str], *, aloud: bool = False
) -> TreePage:
    """The page that the button's values ask for; `aloud` for everybody's eyes."""
    which = within(ctx, scope, aloud=aloud)
    start = _start(ctx, which, scope, values) if which is not None else _Start((), ())
    found = tree.around(ctx.session, which, start.ids) if which is not None else tree.Found()
    roots = forest(found.objectives, found.links, people=start.people, hidden=found.hidden)
    team = own_team(ctx)
    return TreePage(
        title=title_of(ctx, scope),
        roots=led_by(roots, start.ids),
        focus=frozenset(start.ids) if scope.kind is not Kind.COMPANY else frozenset(),
        standing={each.id: standing_of(each, ctx.today) for each in found.objectives},
        is_cut=found.is_cut,
        cycle=scope.cycle.name if scope.cycle else "",
        values=scope.values,
        following=start.following,
        is_first=not {"page", "number", "shelf"} & set(values),
        is_mine=is_mine(ctx, scope),
        is_aloud=aloud,
        team=(int(team.id or 0), team.name) if team is not None else None,
    )


def is_mine(ctx: Context, scope: Scope) -> bool:
    """Whether it is the tree of who asks."""
    return scope.kind is Kind.PERSON and scope.id == ctx.me.id


def title_of(ctx: Context, scope: Scope) -> str:
    """What heads a tree."""
    match scope.kind:
        case Kind.COMPANY:
            return ctx.lang.tr("Alignment tree of the company")
        case Kind.OBJECTIVE:
            return ctx.lang.tr("Alignment tree of {name}", name=str(ObjectiveId(scope.id)))
        case Kind.PERSON if scope.id == ctx.me.id:
            return ctx.lang.tr("My alignment tree")
        case Kind.PERSON | Kind.TEAM:
            return ctx.lang.tr("Alignment tree of {name}", name=scope.name)


def _start(ctx: Context, which: Within, scope: Scope, values: Mapping[str, str]) -> _Start:
    match scope.kind:
        case Kind.PERSON:
            return _of_people(ctx, which, [scope.id], page_in(values))
        case Kind.TEAM:
            return _of_people(ctx, which, teams.member_ids(ctx.session, scope.id), page_in(values))
        case Kind.OBJECTIVE:
            objective = objectives.find(ctx.session, which.workspace_id, scope.id)
            return _Start([objective.id] if objective else [], ())
        case Kind.COMPANY:
            return _of_company(ctx, which, values)


def _of_people(ctx: Context, which: Within, people: Sequence[int], page: int) -> _Start:
    """What of theirs hangs on nothing else of theirs; all, should it hang in a circle."""
    ids = tree_roots.list_first_of_people(ctx.session, which, people)
    ids = ids or tree_roots.list_of_people(ctx.session, which, people)
    page = min(page, max(0, (len(ids) - 1) // PAGE))
    following = {"page": str(page + 1)} if (page + 1) * PAGE < len(ids) else None
    return _Start(ids[page * PAGE : (page + 1) * PAGE], people, following)


def _of_company(ctx: Context, which: Within, values: Mapping[str, str]) -> _Start:
    """Roots of those at the top, then all others in the order they were written."""
    tops = tree_roots.top_people(ctx.session, which.workspace_id, ctx.me.id)
    after = cursor_in(values)
    ids: list[int] = []
    if after is None:
        page = page_in(values)
        own = tree_roots.list_roots(ctx.session, which, tops) if tops else []
        ids = own[page * PAGE : (page + 1) * PAGE]
        if (page + 1) * PAGE < len(own):
            return _Start(ids, tops, {"page": str(page + 1)})
    room = PAGE - len(ids)
    if not room:
        return _Start(ids, tops, cursor_values(tree_roots.START))
    window = tree_roots.WINDOW if after is None else tree_roots.FAR_WINDOW
    more = tree_roots.list_roots_of_company(
        ctx.session, which, room, after or tree_roots.START, window=window, without=tops
    )
    following = cursor_values(more.following) if more.following else None
    return _Start([*ids, *more.ids], tops, following)


def cursor_in(values: Mapping[str, str]) -> Cursor | None:
    """Where a button goes on in the company; None for its first pages and for anything odd."""
    shelf, number = values.get("shelf", ""), values.get("number", "")
    if all(each.isascii() and each.isdecimal() and len(each) < 10 for each in (shelf, number)):
        return Cursor(int(shelf), int(number))
    return None


def cursor_values(cursor: Cursor) -> dict[str, str]:
    """What a button carries to go on from there."""
    return {"shelf": str(cursor.shelf), "number": str(cursor.number)}
