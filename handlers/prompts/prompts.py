"""The weekly prompt, other than by filling it in: later, not this week, somebody else, and why."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from chat.cards import Card, Tone
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, Notice, OpenForm, Replace, Reply, Show
from chat.text import text
from handlers.check_in.filled import TOO_LONG
from handlers.context import Context
from handlers.lookup import picked
from handlers.prompts import state as prompt_state
from handlers.prompts.state import Waiting
from handlers.registration import Routes
from handlers.views.prompts import REASON_LIMIT, Why, delegate_form, skip_form, why_card
from handlers.views.settings import span_text
from handlers.views.weekly import Asked, weekly_card
from okr.errors import Invalid, NotFound, message
from okr.facts import PersonName, Span
from okr.follow_up import RoundState
from okr.schedule import local_date, week_key
from okr.working_days import later_this_week
from storage import away, objectives, people, prompt_slots, prompts, rounds

routes = Routes()

HOUR = timedelta(hours=1)
_WEEK = re.compile(r"\d{4}-W\d\d", re.ASCII)


@routes.button("prompts.hour", writes=True)
def in_an_hour(ctx: Context, event: ButtonPressed) -> Reply:
    waiting = _mine(ctx, event.values)
    return _stale(ctx, waiting) or _snooze(ctx, waiting, ctx.now + HOUR)


@routes.button("prompts.tomorrow", writes=True)
def tomorrow(ctx: Context, event: ButtonPressed) -> Reply:
    waiting = _mine(ctx, event.values)
    person, days = waiting.person, prompt_state.days_of(ctx.session, waiting)
    at = later_this_week(ctx.now, person.at, person.zone, days, first=1)
    return _stale(ctx, waiting) or _snooze(ctx, waiting, at)


def _snooze(ctx: Context, waiting: Waiting, at: datetime | None) -> Reply:
    if at is None or week_key(at, waiting.person.zone) != waiting.week:
        said = ctx.lang.tr(
            "That would be after the end of this week. Fill it in now, or skip this week."
        )
        return Notice(text(said), Tone.WARNING)
    rounds.put(ctx.session, ctx.me.id, waiting.week, RoundState.SNOOZED, ctx.now)
    prompt_state.remind_no_more(ctx.session, waiting, "nudge")
    prompt_state.remind(ctx.session, "snooze", waiting, at)
    when = ctx.lang.moment(at, ctx.me.zone)
    return Replace(_twin(ctx, waiting, ctx.lang.tr("I ask again on {when}", when=when)))


@routes.button("prompts.skip", writes=True)
def open_skip(ctx: Context, event: ButtonPressed) -> Reply:
    waiting = _mine(ctx, event.values)
    return _stale(ctx, waiting) or OpenForm(skip_form(ctx.lang, waiting.week))


@routes.form("prompts.skip_save")
def skip(ctx: Context, event: FormSubmitted) -> Reply:
    waiting = _mine(ctx, event.values)
    if answer := _stale(ctx, waiting):
        return answer
    reason = " ".join(str(event.fields.get("reason", "")).split())
    if not reason or len(reason) > REASON_LIMIT:
        form = skip_form(ctx.lang, waiting.week).filled(event.fields)
        said = ctx.lang.tr("Say in a few words why.")
        if reason:
            said = ctx.lang.tr(TOO_LONG, length=len(reason), limit=REASON_LIMIT)
        return FieldErrors(form, {"reason": said})
    rounds.put(ctx.session, ctx.me.id, waiting.week, RoundState.SKIPPED, ctx.now, reason=reason)
    prompt_state.remind_no_more(ctx.session, waiting)
    return Replace(_twin(ctx, waiting, ctx.lang.tr("Skipped this week: {reason}", reason=reason)))


@routes.button("prompts.delegate", writes=True)
def open_delegate(ctx: Context, event: ButtonPressed) -> Reply:
    waiting = _mine(ctx, event.values)
    return _stale(ctx, waiting) or OpenForm(delegate_form(ctx.lang, waiting.week))


@routes.form("prompts.delegate_save")
def delegate(ctx: Context, event: FormSubmitted) -> Reply:
    waiting = _mine(ctx, event.values)
    if answer := _stale(ctx, waiting):
        return answer
    form: Form = delegate_form(ctx.lang, waiting.week).filled(event.fields)
    try:
        colleague = stand_in(ctx, picked(ctx, event.fields.get("colleague")), "colleague")
    except Invalid as error:
        return FieldErrors(form, {"colleague": ctx.lang.tr(error.source, **error.values)})
    hand_over(ctx, waiting, colleague)
    said = ctx.lang.tr("Handed over to {name} this week", name=colleague.name)
    return Replace(_twin(ctx, waiting, said))


def hand_over(ctx: Context, waiting: Waiting, colleague: PersonName) -> None:
    """The round of this week is the colleague's, who gets the card."""
    week, owner = waiting.week, ctx.me.person
    rounds.put(ctx.session, owner.id, week, RoundState.DELEGATED, ctx.now, delegate_id=colleague.id)
    prompt_state.remind_no_more(ctx.session, waiting)
    ctx.tell(
        colleague.id,
        f"delegate:{week}:{owner.id}:{colleague.id}",
        lambda reader, _: weekly_card(
            Asked(reader.name, reader.locale, week, waiting.still_open, owner)
        ),
    )


def stand_in(
    ctx: Context, named: Sequence[PersonName], field: str, span: Span | None = None
) -> PersonName:
    """The one colleague who can check in for this person on these days (today). Raises Invalid."""
    if not named:
        raise Invalid(message("Choose somebody."), field=field)
    colleague = named[0]
    if colleague.id == ctx.me.id:
        raise Invalid(message("That is you. Choose a colleague."), field=field)
    known = prompts.list_people(ctx.session, [colleague.id], ctx.now).get(colleague.id)
    if known is None or not known.is_active or not people.accounts_of(ctx.session, colleague.id):
        raise Invalid(
            message("I cannot reach {name}. Choose somebody else."),
            field=field,
            name=colleague.name,
        )
    today = local_date(ctx.now, known.zone)
    wanted = span or Span(today, today)
    for days in away.list_of_person(ctx.session, colleague.id, today):
        if days.span.overlaps(wanted):
            raise Invalid(
                message("{name} is away then ({days}). Choose somebody else."),
                field=field,
                name=colleague.name,
                days=span_text(ctx.lang, days.span.starts_on, days.span.ends_on),
            )
    return colleague


@routes.button("prompts.why")
def why(ctx: Context, event: ButtonPressed) -> Reply:
    typed = event.values.get("for", "")
    owner_id = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
    waiting = _round(ctx, event.values, owner_id or ctx.me.id)
    owner = waiting.person
    facts = Why(
        key_results=[*waiting.still_open, *waiting.done],
        cycles=_cycles(ctx, waiting),
        when=prompt_slots.prompt_time(ctx.session, owner.id),
        next_at=prompt_slots.next_prompt_of(ctx.session, owner.id, ctx.now),
        zone=owner.zone,
    )
    if owner.id != ctx.me.id:
        if not away.stands_in(ctx.session, ctx.me.id, owner.id, ctx.now):
            return Notice(text(ctx.lang.tr("You no longer stand in for {name}.", name=owner.name)))
        facts = replace(facts, owner=PersonName(owner.id, owner.name), until=_until(ctx, waiting))
    return Show(why_card(ctx.lang, facts))


def _cycles(ctx: Context, waiting: Waiting) -> list[str]:
    ids = dict.fromkeys(each.objective_id for each in (*waiting.still_open, *waiting.done))
    found = objectives.list_by_ids(ctx.session, list(ids))
    return list(dict.fromkeys(each.cycle.name for each in found))


def _until(ctx: Context, waiting: Waiting) -> date | None:
    for days in away.list_of_person(ctx.session, waiting.person.id, waiting.today):
        if days.delegate == ctx.me.person and waiting.today in days.span:
            return days.span.ends_on
    return None


def _mine(ctx: Context, values: Mapping[str, str]) -> Waiting:
    """The round a card of this person is about. Raises NotFound for what is no week."""
    return _round(ctx, values, ctx.me.id)


def _round(ctx: Context, values: Mapping[str, str], person_id: int) -> Waiting:
    week = values.get("week", "")
    waiting = None
    if _WEEK.fullmatch(week):
        waiting = prompt_state.find(ctx.session, person_id, week, ctx.now)
    if waiting is None:
        raise NotFound(
            message("This button is of an older version. `/okr` shows where things stand now.")
        )
    return waiting


def _stale(ctx: Context, waiting: Waiting) -> Reply | None:
    """What is true now, where nothing can be decided about this round any more."""
    if not waiting.still_open:
        said = ctx.lang.tr("All checked in")
        if not waiting.done:
            said = ctx.lang.tr("There is nothing left to check in on.")
    elif not waiting.is_current:
        said = ctx.lang.tr("That week is over. `/okr checkin` takes what is new.")
    elif waiting.state is RoundState.SKIPPED and waiting.round:
        said = ctx.lang.tr("Skipped this week: {reason}", reason=waiting.round.reason)
    elif waiting.state is RoundState.DELEGATED and waiting.round:
        names = people.names_of(ctx.session, [waiting.round.delegate_id or 0])
        name = "".join(each.name for each in names.values())
        said = ctx.lang.tr("Handed over to {name} this week", name=name)
    else:
        return None
    return Replace(weekly_card(waiting.asked()).answered(text(f"✓ {said}")))


def _twin(ctx: Context, waiting: Waiting, said: str) -> Card:
    """The card without its buttons: what was decided, by whom and when."""
    when = ctx.lang.moment(ctx.now, ctx.me.zone)
    return weekly_card(waiting.asked()).answered(text(f"✓ {said} · {ctx.me.name} · {when}"))
