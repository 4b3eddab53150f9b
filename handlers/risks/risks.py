"""Risks that wait for an answer: see them, answer, take over, forward."""

from dataclasses import replace
from datetime import date
from zlib import crc32

from chat import cards
from chat.cards import Card, Note
from chat.events import ButtonPressed, FormSubmitted
from chat.locales import Language
from chat.replies import OpenForm, Replace, Reply, Show
from chat.text import text
from handlers.answers import page_in
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.lookup import picked
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.risks import cards as risk_cards
from handlers.risks.cards import seen_by
from handlers.risks.lists import own_list, team_list
from handlers.risks.lookup import (
    asked_in,
    check_asked,
    id_of,
    left_asks,
    locked,
    no_such,
    own_ask,
    risk_in,
    seen_now,
    words_in,
)
from handlers.teams.changes import team_in
from handlers.teams.lookup import team_named
from handlers.todo import acting
from handlers.todo.reading import check_here, due_field
from handlers.views.risk_forms import (
    TITLE_LIMIT,
    WORD_LIMIT,
    answer_form,
    forward_form,
    take_form,
)
from handlers.views.risks import (
    ANSWER_LIMIT,
    Part,
    RiskSeen,
    answered_card,
    risk_card,
    taken_card,
)
from okr.errors import Invalid, Refused, message
from okr.facts import PersonName
from okr.follow_up import ActionItem, ActionSource, ActionState, RiskState
from okr.ids import ActionId
from storage import reminders, risk_changes, risks
from storage.risks import Ask
from storage.tables import RiskRow

routes = Routes()


@routes.command(
    "risks",
    "风险",
    "risk",
    summary=message("risks that wait for an answer"),
    usage=(
        ("risks", message("those that wait for me, and my own with their answers")),
        ("risks Growth", message("a team's open ones, for its lead and admins")),
    ),
    writes=False,
)
def show_risks(ctx: Context, words: Words) -> Reply:
    if not words:
        return Show(own_list(ctx, 0))
    return Show(team_list(ctx, team_named(ctx, words, "risks Growth"), 0))


@routes.button("risks.show")
def show_own(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(own_list(ctx, page_in(event.values)))


@routes.button("risks.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    number = page_in(event.values)
    if "team" in event.values:
        return Replace(team_list(ctx, team_in(ctx, event.values), number))
    return Replace(own_list(ctx, number))


@routes.button("risks.open")
def open_risk(ctx: Context, event: ButtonPressed) -> Reply:
    seen = seen_now(ctx, risk_in(event.values))
    if seen.part is Part.READS and seen.risk.state is RiskState.WITHDRAWN:
        raise no_such()  # what was taken back is nobody else's business
    return Show(risk_card(ctx.lang, seen))


@routes.button("risks.answer", writes=True)
def open_answer(ctx: Context, event: ButtonPressed) -> Reply:
    seen, own = asked_in(ctx, event.values)
    return OpenForm(answer_form(ctx.lang, seen, own.answer))


@routes.form("risks.answer_save")
def save_answer(ctx: Context, event: FormSubmitted) -> Reply:
    row = locked(ctx, event.values)
    mine = own_ask(ctx, row)
    try:
        own = check_asked(ctx, row, mine)
        answer = words_in(event.fields, "answer", ANSWER_LIMIT)
        if not answer:
            raise Invalid(message("Write your answer."), field="answer")
    except Refused as error:
        form = answer_form(ctx.lang, seen_now(ctx, id_of(row)), mine.answer if mine else "")
        return form_errors(ctx, form, event, error)
    if answer != own.answer:
        _keep_answer(ctx, row, own, answer)
    return Replace(_card_after(ctx, row))


def _keep_answer(ctx: Context, row: RiskRow, own: Ask, answer: str) -> None:
    risk_changes.answered(ctx.session, id_of(row), ctx.me.id, answer, ctx.now)
    if row.state is RiskState.OPEN:
        _settle(ctx, row, RiskState.ANSWERED, answer)
    elif row.state is RiskState.ANSWERED and row.answered_by_id == ctx.me.id:
        row.answer = answer
    ctx.session.flush()
    asker, lang = risk_cards.asker_of(ctx.session, row)
    seen = seen_by(ctx.session, risks.get(ctx.session, id_of(row)), asker, ctx.now)
    card = answered_card(lang, seen, ctx.me.name, answer, anew=bool(own.answer))
    _show_asker(ctx, row, "answer", card)
    risk_cards.say(ctx.session, id_of(row), ctx.now)


@routes.button("risks.take", writes=True)
def open_take(ctx: Context, event: ButtonPressed) -> Reply:
    seen, _own = asked_in(ctx, event.values)
    _check_not_taken(ctx, seen.item)
    return OpenForm(take_form(ctx.lang, seen))


@routes.form("risks.take_save")
def save_taken(ctx: Context, event: FormSubmitted) -> Reply:
    row = locked(ctx, event.values)
    seen = seen_now(ctx, id_of(row))
    if _is_mine(ctx, seen.item):
        return Replace(risk_card(ctx.lang, seen))
    try:
        own = check_asked(ctx, row, own_ask(ctx, row))
        _check_not_taken(ctx, seen.item)
        what, due_on = _step(ctx, event)
    except Refused as error:
        return form_errors(ctx, take_form(ctx.lang, seen), event, error)
    item = acting.assign(
        ctx,
        title=what,
        owner=ctx.me.person,
        due_on=due_on,
        source=ActionSource.RISK,
        key_result_id=row.key_result_id,
        risk_id=id_of(row),
    )
    risk_changes.answered(ctx.session, id_of(row), ctx.me.id, own.answer, ctx.now)
    if row.state is not RiskState.WITHDRAWN:
        _settle(ctx, row, RiskState.TAKEN, row.answer or what)
    ctx.session.flush()
    asker, lang = risk_cards.asker_of(ctx.session, row)
    after = seen_by(ctx.session, risks.get(ctx.session, id_of(row)), asker, ctx.now)
    _show_asker(ctx, row, "taken", taken_card(lang, after, ctx.me.name, item))
    risk_cards.say(ctx.session, id_of(row), ctx.now)
    return Replace(_card_after(ctx, row))


def _step(ctx: Context, event: FormSubmitted) -> tuple[str, date]:
    """What will be done, and by when. Raises Invalid naming the field."""
    what = " ".join(words_in(event.fields, "what", TITLE_LIMIT).split())
    if not what:
        raise Invalid(message("Say what you will do."), field="what")
    due_on = due_field(event.fields, ctx.today)
    if due_on is None:
        raise Invalid(message("Say by when."), field="due")
    return what, due_on


@routes.button("risks.forward", writes=True)
def open_forward(ctx: Context, event: ButtonPressed) -> Reply:
    seen = seen_now(ctx, risk_in(event.values))
    row = locked(ctx, event.values)
    _check_may_forward(ctx, row, own_ask(ctx, row))
    return OpenForm(forward_form(ctx.lang, seen))


@routes.form("risks.forward_save")
def save_forwarded(ctx: Context, event: FormSubmitted) -> Reply:
    row = locked(ctx, event.values)
    own = own_ask(ctx, row)
    try:
        _check_may_forward(ctx, row, own)
        person = _new_one(ctx, row, picked(ctx, event.fields.get("person")))
        word = words_in(event.fields, "word", WORD_LIMIT)
    except Refused as error:
        form = forward_form(ctx.lang, seen_now(ctx, id_of(row)))
        return form_errors(ctx, form, event, error)
    risk_cards.ask(
        ctx.session,
        id_of(row),
        [person],
        asked_by_id=ctx.me.id,
        lead_ids=frozenset(),
        now=ctx.now,
        word=word,
    )
    for left in left_asks(ctx, row):
        risk_changes.forward(ctx.session, id_of(row), left, person.id)
    if own is not None:
        risk_changes.forward(ctx.session, id_of(row), ctx.me.id, person.id)
        reminders.cancel(ctx.session, risk_cards.key_of(id_of(row), ctx.me.id))
    risk_cards.say(ctx.session, id_of(row), ctx.now, [person])
    return Replace(_card_after(ctx, row))


def _new_one(ctx: Context, row: RiskRow, chosen: list[PersonName]) -> PersonName:
    """The one person chosen, who can be asked and was not yet. Raises Invalid."""
    if not chosen:
        raise Invalid(message("Choose somebody."), field="person")
    person = chosen[0]
    asked = {ask.person.id for ask in risks.list_asks(ctx.session, id_of(row))}
    if person.id == row.asker_id:
        raise Invalid(message("{name} is the one who asks."), field="person", name=person.name)
    if person.id in asked:
        raise Invalid(message("{name} was asked already."), field="person", name=person.name)
    return check_here(ctx, person, "person")


def _check_may_forward(ctx: Context, row: RiskRow, own: Ask | None) -> None:
    if ctx.me.id != row.asker_id and not left_asks(ctx, row):
        check_asked(ctx, row, own)
    if row.state is not RiskState.OPEN:
        raise Invalid(message("This has its answer already; there is nothing to forward."))
    if own is not None and not own.waits:
        raise Invalid(message("You have forwarded this already."))


def _settle(ctx: Context, row: RiskRow, state: RiskState, answer: str) -> None:
    """The risk has its answer: nobody is nudged about it any more."""
    row.state, row.answer = state, answer
    row.answered_by_id, row.answered_at = ctx.me.id, ctx.now
    reminders.cancel_all(ctx.session, risk_cards.KIND, id_of(row))


def _is_mine(ctx: Context, item: ActionItem | None) -> bool:
    """Whether this person took it over already: the form was sent twice."""
    is_kept = item is not None and item.state is not ActionState.DROPPED
    return is_kept and item is not None and item.owner.id == ctx.me.id


def _check_not_taken(ctx: Context, item: ActionItem | None) -> None:
    if item is not None and item.state is not ActionState.DROPPED:
        raise Invalid(
            message("{name} took it over already: {id} {what}. You can still add an answer."),
            name=item.owner.name,
            id=str(ActionId(item.number)),
            what=item.title,
        )


def _show_asker(ctx: Context, row: RiskRow, what: str, card: Card) -> None:
    version = f"{int(ctx.now.timestamp())}-{crc32(cards.dump(card).encode()):08x}"
    key = f"risk-{what}:{id_of(row)}:{ctx.me.id}:{version}"
    risk_cards.show_asker(ctx.session, row, key, card, ctx.now)


def _card_after(ctx: Context, row: RiskRow) -> Card:
    """The risk as it now stands for who acted; what was taken back says that they were heard."""
    seen = seen_now(ctx, id_of(row))
    card = risk_card(ctx.lang, seen)
    if row.state is not RiskState.WITHDRAWN:
        return card
    heard = _heard(ctx.lang, seen)
    return replace(card, blocks=(Note(text(heard)), *card.blocks))


def _heard(lang: Language, seen: RiskSeen) -> str:
    return lang.tr(
        "{asker} took this back meanwhile, and was told what you said all the same.",
        asker=seen.risk.asker.name,
    )
