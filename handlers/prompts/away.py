"""Days away: enter them, name who stands in, look at them, take them out again."""

from datetime import timedelta

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.context import Context
from handlers.lookup import UNKNOWN_PERSON, people_in, picked
from handlers.parsing import Words
from handlers.prompts import state as prompt_state
from handlers.prompts.away_words import checked, read_days
from handlers.prompts.prompts import hand_over, stand_in
from handlers.prompts.state import Waiting
from handlers.registration import Routes
from handlers.subcommands import take
from handlers.views.away import away_card, away_form, stand_in_card
from handlers.writing.measuring import date_field
from okr.errors import Invalid, NotFound, message
from okr.facts import PersonName, Span
from okr.follow_up import RoundState
from okr.schedule import week_key
from storage import away as days_away
from storage import prompt_slots

routes = Routes()

_LIST, _REMOVE = "list", "remove"
_SUBCOMMANDS = {
    **dict.fromkeys(("list", "show", "列表", "查看"), _LIST),
    **dict.fromkeys(("remove", "cancel", "delete", "取消", "删除", "销假"), _REMOVE),
}


@routes.command(
    "away",
    "请假",
    "休假",
    summary=message("days on which you are not asked, and who stands in"),
    usage=(
        ("away", message("your days away")),
        ("away 2026-12-24 to 2027-01-02", message("from one day to another, both included")),
        ("away next week @person", message("who checks in for you meanwhile")),
        ("away tomorrow", message("a single day")),
        ("away remove 2026-12-24", message("you are there after all")),
    ),
)
def away(ctx: Context, words: Words) -> Reply:
    subcommand, rest = take(words.text, _SUBCOMMANDS)
    if subcommand == _REMOVE:
        return Show(_take_out(ctx, words.named(rest)))
    if subcommand == _LIST or not words:
        return Show(_card(ctx))
    named = people_in(ctx, words)
    if named.unknown:
        raise Invalid(UNKNOWN_PERSON, name=named.unknown[0])
    if len(named.people) > 1:
        example = "away next week @…"
        raise Invalid(message("Name one person with @, as in `{example}`."), example=example)
    _enter(ctx, read_days(named.rest.plain, ctx.today), named.people)
    return Show(_card(ctx))


@routes.button("away.list")
def show(ctx: Context, _event: ButtonPressed) -> Reply:
    return Show(_card(ctx))


@routes.button("away.open", writes=True)
def open_form(ctx: Context, _event: ButtonPressed) -> Reply:
    return OpenForm(away_form(ctx.lang, ctx.today))


@routes.form("away.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    try:
        first = date_field(event.fields, "first", ctx.today)
        if first is None:
            raise Invalid(message("Which is the first day?"), field="first")
        last = date_field(event.fields, "last", ctx.today) or first
        span = checked(first, last, ctx.today)
        _enter(ctx, span, tuple(picked(ctx, event.fields.get("delegate"))))
    except Invalid as error:
        form = away_form(ctx.lang, ctx.today).filled(event.fields)
        return FieldErrors(
            form, {error.field or "first": ctx.lang.tr(error.source, **error.values)}
        )
    return Replace(_card(ctx))


@routes.button("away.remove", writes=True)
def remove(ctx: Context, event: ButtonPressed) -> Reply:
    typed = event.values.get("option", event.values.get("away", ""))
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 10
    _remove(ctx, int(typed) if is_number else 0)
    return Replace(_card(ctx))


def _enter(ctx: Context, span: Span, named: tuple[PersonName, ...]) -> None:
    known = [
        each
        for each in days_away.list_of_person(ctx.session, ctx.me.id, ctx.today)
        if each.span.overlaps(span)
    ]
    if not named:
        if any(span.starts_on in each.span and span.ends_on in each.span for each in known):
            return
        # Days that become longer keep who stands in on them, where that is one person.
        before = {each.delegate for each in known if each.delegate}
        named = tuple(before) if len(before) == 1 else ()
    delegate = stand_in(ctx, named, "delegate", span) if named else None
    id = days_away.add(ctx.session, ctx.me.id, span, delegate.id if delegate else None, ctx.now)
    prompt_slots.reckon_person(ctx.session, ctx.me.id, ctx.now)
    if delegate is not None:
        ctx.tell(
            delegate.id,
            # With the days: SQLite gives the number of days taken out to the next ones.
            f"away:{id}:{delegate.id}:{span.starts_on}:{span.ends_on}",
            lambda _, lang: stand_in_card(lang, ctx.me.person, span),
        )
        _hand_over_what_stands(ctx, delegate)


def _hand_over_what_stands(ctx: Context, delegate: PersonName) -> None:
    """A card that stands unanswered goes to who stands in, if nobody else works on this week."""
    waiting = prompt_state.find(ctx.session, ctx.me.id, week_key(ctx.now, ctx.me.zone), ctx.now)
    if waiting is None or not waiting.still_open:
        return
    if waiting.state not in (RoundState.PROMPTED, RoundState.SNOOZED):
        return
    days = prompt_state.days_of(ctx.session, waiting)
    if not any(days.is_working(waiting.today + timedelta(days=ahead)) for ahead in _rest(waiting)):
        hand_over(ctx, waiting, delegate)


def _rest(waiting: Waiting) -> range:
    """The days from today to Sunday, counted from today."""
    return range(8 - waiting.today.isoweekday())


def _take_out(ctx: Context, words: Words) -> Card:
    """The days away that hold the day which the words name."""
    span = read_days(words.plain, ctx.today)
    for found in days_away.list_of_person(ctx.session, ctx.me.id, ctx.today):
        if found.span.overlaps(span):
            _remove(ctx, found.id)
            return _card(ctx)
    raise NotFound(message("You are not away then. `/okr away` shows your days away."))


def _remove(ctx: Context, away_id: int) -> None:
    if not days_away.remove(ctx.session, ctx.me.id, away_id):
        raise NotFound(message("Those days are no longer there. `/okr away` shows what is."))
    prompt_slots.reckon_person(ctx.session, ctx.me.id, ctx.now)


def _card(ctx: Context) -> Card:
    return away_card(
        ctx.lang,
        [
            (each.id, each.span, each.delegate)
            for each in days_away.list_of_person(ctx.session, ctx.me.id, ctx.today)
        ],
        prompt_slots.next_prompt_of(ctx.session, ctx.me.id, ctx.now),
        ctx.me.zone,
    )
