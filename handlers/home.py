"""My OKRs of this cycle and what is waiting for me; the first words to somebody new."""

from dataclasses import asdict
from datetime import timedelta

from chat.cards import Card
from chat.events import ButtonPressed, ChatEntered, HomeOpened
from chat.replies import Nothing, Replace, Reply, Show
from handlers.answers import page_in
from handlers.context import Context
from handlers.parsing import Words
from handlers.prompts.notices import notices
from handlers.registration import Routes
from handlers.views.home import HOME_PAGE, Home, Waits, home_card, welcome_card
from handlers.writing import carrying
from okr.errors import message
from okr.facts import Objective, State
from storage import cycles, objectives, people, waiting

routes = Routes()

STALE_AFTER = timedelta(days=7)
MOST_OWN = 50
MOST_SHARED = 5


@routes.command(
    "home",
    "我的",
    "主页",
    "me",
    summary=message("my OKRs of this cycle and what is waiting for me"),
    usage=(("home", message("the same as nothing at all")),),
    writes=False,
)
def home(ctx: Context, _words: Words) -> Reply:
    return Show(_card(ctx, 0))


@routes.button("home.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(_card(ctx, page_in(event.values)))


@routes.button("home.open")
def reopen(ctx: Context, _event: ButtonPressed) -> Reply:
    return Replace(_card(ctx, 0))


@routes.button("forms.cancel")
def cancelled(ctx: Context, _event: ButtonPressed) -> Reply:
    """Where a form took the place of a card, Cancel brings a card back."""
    return Replace(_card(ctx, 0))


def opened(ctx: Context, _event: HomeOpened) -> Reply:
    """The home view of the platform."""
    return Show(_card(ctx, 0))


def entered(ctx: Context, event: ChatEntered) -> Reply:
    """A welcome at the first entry, and none at any later one; a channel is greeted each time
    the bot is added to it."""
    if event.place.is_shared:
        return Show(welcome_card(ctx.lang, "", in_channel=True), private=False)
    if not people.welcome_once(ctx.session, ctx.me.id, ctx.now):
        return Nothing()
    return Show(welcome_card(ctx.lang, ctx.me.name, in_channel=False))


def _card(ctx: Context, page_number: int) -> Card:
    cycle = cycles.find_current(ctx.session, ctx.me.workspace_id, ctx.today)
    if cycle is None:
        return home_card(
            ctx.lang, Home(ctx.me.person, None, ctx.today, waits=_waits(ctx), notices=notices(ctx))
        )
    mine = objectives.list_of_owner(ctx.session, ctx.me.id, cycle.id, ctx.me.id, limit=MOST_OWN)
    start = page_number * HOME_PAGE
    shared = objectives.list_shared_with(ctx.session, ctx.me.id, cycle.id, MOST_SHARED + 1)
    return home_card(
        ctx.lang,
        Home(
            ctx.me.person,
            cycle,
            ctx.today,
            objectives=tuple(mine[start : start + HOME_PAGE]),
            has_more=len(mine) > start + HOME_PAGE,
            page=page_number,
            shared=tuple(shared[:MOST_SHARED]),
            has_more_shared=len(shared) > MOST_SHARED,
            unfinished=tuple(carrying.unfinished(ctx)) if page_number == 0 else (),
            drafts=tuple(each for each in mine if each.state is State.DRAFT),
            stale=_stale(ctx, mine),
            waits=_waits(ctx),
            notices=notices(ctx),
        ),
    )


def _waits(ctx: Context) -> Waits:
    counted = waiting.count_for(ctx.session, ctx.me.id, ctx.today)
    return Waits(**asdict(counted))


def _stale(ctx: Context, mine: list[Objective]) -> int:
    limit = ctx.now - STALE_AFTER
    return sum(
        1
        for objective in mine
        if objective.state is State.PUBLISHED
        for each in objective.key_results
        if each.checked_in_at is None or each.checked_in_at < limit
    )
