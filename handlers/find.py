"""Search all published OKRs."""

from chat.cards import Card
from chat.events import ButtonPressed
from chat.replies import Replace, Reply, Show
from handlers.answers import objective_answer, page_in
from handlers.context import Context
from handlers.lookup import number_in, objective_by_number
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.finding import PAGE, found_card
from okr.errors import Invalid, message
from okr.facts import State
from storage import objectives, search

routes = Routes()


@routes.command(
    "find",
    "搜索",
    "search",
    summary=message("search all published OKRs"),
    usage=(("find churn", message("words in objectives and key results, any language")),),
    writes=False,
)
def find(ctx: Context, words: Words) -> Reply:
    if not search.query_terms(words.plain):
        raise Invalid(
            message("What are you looking for? For example: `{example}`."), example="find churn"
        )
    return Show(_page(ctx, words.plain, 0))


@routes.button("find.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(_page(ctx, str(event.values.get("words", "")), page_in(event.values)))


def _page(ctx: Context, words: str, number: int) -> Card:
    ids = search.find(ctx.session, ctx.me.workspace_id, words, PAGE + 1, number * PAGE)
    found = [
        objective
        for objective in objectives.list_by_ids(ctx.session, ids[:PAGE])
        if objective.state in (State.PUBLISHED, State.CLOSED)
    ]
    return found_card(ctx.lang, words, found, number, has_more=len(ids) > PAGE)


@routes.button("find.open")
def open_found(ctx: Context, event: ButtonPressed) -> Reply:
    objective, _guarded = objective_by_number(ctx, number_in(event.values, "option"))
    return Show(objective_answer(ctx, objective))
