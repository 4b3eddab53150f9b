"""The alignment tree: who hangs on what, as text and as a picture, and what hangs in the air."""

from chat.cards import Card
from chat.events import ButtonPressed
from chat.replies import Replace, Reply, Show
from handlers.context import Context
from handlers.lookup import number_in
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.tree import lists
from handlers.tree.pages import page_of
from handlers.tree.scopes import Kind, named, pressed
from handlers.views.tree import tree_card
from okr.errors import message

routes = Routes()


@routes.command(
    "tree",
    "对齐图",
    summary=message("who hangs on what, as text and as a picture"),
    usage=(
        ("tree", message("what my objectives hang on, and what hangs on them")),
        ("tree company", message("everybody's; a team's name or `@person` shows theirs")),
        ("tree O12", message("around one objective; the name of a cycle may follow")),
    ),
    writes=False,
)
def tree(ctx: Context, words: Words) -> Reply:
    scope = named(ctx, words)
    aloud = words.aloud and ctx.event.place.is_shared
    return Show(tree_card(ctx.lang, page_of(ctx, scope, {}, aloud=aloud)), private=not aloud)


@routes.button("tree.open")
def open_tree(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(tree_card(ctx.lang, page_of(ctx, pressed(ctx, event.values), {})))


@routes.button("tree.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    """In place where the card is the reader's own; a card of many people's stays as it is."""
    card = tree_card(ctx.lang, page_of(ctx, pressed(ctx, event.values), event.values))
    return Replace(card) if "own" in event.values else Show(card)


@routes.button("tree.objective")
def of_objective(ctx: Context, event: ButtonPressed) -> Reply:
    """Around one objective: from its own card, and from the menu of what was folded."""
    number = number_in(event.values, "option" if "option" in event.values else "o")
    scope = pressed(ctx, {"of": Kind.OBJECTIVE, "id": str(number)})
    return Show(tree_card(ctx.lang, page_of(ctx, scope, {})))


@routes.button("tree.hanging")
def hanging(ctx: Context, event: ButtonPressed) -> Reply:
    return _listed(event, lists.hanging(ctx, pressed(ctx, event.values), event.values))


@routes.button("tree.requests")
def requests(ctx: Context, event: ButtonPressed) -> Reply:
    return _listed(event, lists.requests(ctx, pressed(ctx, event.values), event.values))


@routes.button("tree.same")
def same(ctx: Context, event: ButtonPressed) -> Reply:
    return _listed(event, lists.same(ctx, pressed(ctx, event.values), event.values))


def _listed(event: ButtonPressed, card: Card) -> Reply:
    """A further page of a list in the place of the one before; such a list is one person's."""
    return Replace(card) if "own" in event.values else Show(card)
