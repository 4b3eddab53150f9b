"""The asker's side: ask, put it differently, agree to a change or not, take it back."""

from datetime import date

from chat.events import ButtonPressed, FormSubmitted
from chat.forms import FieldValue, Form
from chat.replies import OpenForm, Reply, Show
from handlers.alignment import in_step
from handlers.alignment.agreeing import check_still_there, part_of, write
from handlers.alignment.cards import lead_of, seen_by, show_moved, show_request
from handlers.alignment.lookup import (
    after,
    alignment_in,
    check_asked_it,
    check_state,
    current,
    id_of,
    is_over_for,
    locked,
    seen_now,
    stands,
    wish_in,
    words_in,
)
from handlers.alignment.suggesting import form_of_person, open_form
from handlers.alignment.targets import Target, check_new, target_named
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.lookup import number_in, objective_by_number, picked
from handlers.registration import Routes
from handlers.todo.reading import due_field
from handlers.views.alignment import AlignmentSeen, alignment_card
from handlers.views.alignment_forms import (
    REASON_LIMIT,
    refuse_form,
    request_form,
    reword_form,
)
from handlers.views.alignment_wish import SHORT_LIMIT, WHAT_LIMIT, wish_of
from handlers.writing.reading import checked_title
from okr.alignment import Alignment, AlignmentState, Counter, TurnKind, Wish
from okr.errors import Invalid, Refused, message
from okr.facts import Objective
from storage import alignment_changes, people
from storage.tables import AlignmentRow

routes = Routes()


def ask_of_own(ctx: Context, lower: Objective, target: Target) -> Reply:
    """One's own under one's own needs nobody's answer."""
    alignment_changes.lock_all(ctx.session, ctx.me.workspace_id)
    there = check_new(ctx, lower, target)
    if there is not None:
        return known_already(ctx, there)
    row = _add(ctx, lower, target, Wish(what=lower.title), None)
    return Show(alignment_card(ctx.lang, seen_now(ctx, id_of(row))))


def known_already(ctx: Context, there: Alignment) -> Reply:
    """The same request once more: the one that stands."""
    said = ctx.lang.tr("You asked this already; here is how it stands.")
    return Show(alignment_card(ctx.lang, seen_by(ctx.session, there, ctx.me), said))


def _add(
    ctx: Context, lower: Objective, target: Target, wish: Wish, due_on: date | None
) -> AlignmentRow:
    return alignment_changes.add(
        ctx.session,
        workspace_id=ctx.me.workspace_id,
        lower_id=lower.id,
        upper_id=target.objective.id,
        upper_key_result_id=target.key_result.id if target.key_result else None,
        asker_id=ctx.me.id,
        answerer_id=target.asked.id,
        wish=wish,
        place=ctx.event.place,
        now=ctx.now,
        due_on=due_on,
    )


@routes.form("asking.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    lower, _ = objective_by_number(ctx, number_in(event.values))
    try:
        chosen = _chosen(event)
        if not chosen:
            return OpenForm(_of_picked(ctx, lower, event))
        target = target_named(ctx, chosen)
        wish = wish_in(event.fields, WHAT_LIMIT, SHORT_LIMIT)
        due_on = due_field(event.fields, ctx.today)
        # Before looking: of two who ask at once the second sees what the first has asked.
        alignment_changes.lock_all(ctx.session, ctx.me.workspace_id)
        there = check_new(ctx, lower, target)
        _check_in_time(ctx, target, due_on)
    except Refused as error:
        return form_errors(ctx, _same_form(ctx, lower, event), event, error)
    if there is not None:
        return known_already(ctx, there)
    row = _add(ctx, lower, target, wish, due_on)
    show_request(ctx.session, id_of(row), ctx.now)
    return Show(alignment_card(ctx.lang, seen_now(ctx, id_of(row))))


def _check_in_time(ctx: Context, target: Target, due_on: date | None) -> None:
    """Raises Invalid for a day whose work is over where who is asked lives."""
    if due_on is None or target.asked.id == ctx.me.id:
        return
    if alignment_changes.due_for(ctx.session, target.asked.id, ctx.now, due_on) <= ctx.now:
        raise Invalid(
            message("For {name} the work of that day is over. Choose a later day."),
            field="due",
            name=target.asked.name,
        )


def _chosen(event: FormSubmitted) -> str:
    """The id that was chosen or typed; empty where a person was picked. Raises Invalid."""
    fixed = event.values.get("to", "")
    typed = str(event.fields.get("other", "") or "").strip()
    found = fixed or typed or str(event.fields.get("upper", "") or "")
    if not found and not event.fields.get("person"):
        field = "upper" if "upper" in event.fields else "other"
        raise Invalid(message("Say what it is to hang on."), field=field)
    return found


def _of_picked(ctx: Context, lower: Objective, event: FormSubmitted) -> Form:
    """The form with what the picked person has, and all that was typed. Raises Invalid."""
    found = picked(ctx, event.fields.get("person"))
    if not found:
        raise Invalid(message("I do not know that person."), field="person")
    kept: dict[str, FieldValue] = {
        name: typed for name, typed in event.fields.items() if name not in ("upper", "other")
    }
    return form_of_person(ctx, lower, found[0]).filled(kept)


def _same_form(ctx: Context, lower: Objective, event: FormSubmitted) -> Form:
    """The form that was filled in, as it would be opened now."""
    wish = wish_of(ctx.lang, lower)
    try:
        if upper := event.values.get("to", ""):
            about = target_named(ctx, upper).line(ctx)
            return request_form(ctx.lang, lower, wish, upper=upper, about=about)
        if "person" in event.values:
            person_id = number_in(event.values, "person")
            person = people.names_of(ctx.session, [person_id])[person_id]
            return form_of_person(ctx, lower, person)
        return open_form(ctx, lower)
    except Refused:  # what was chosen is no longer there; anything else may be named
        return open_form(ctx, lower)


@routes.button("asking.reword", writes=True)
def open_reword(ctx: Context, event: ButtonPressed) -> Reply:
    seen = seen_now(ctx, alignment_in(event.values))
    check_asked_it(ctx, seen.alignment)
    if is_over_for(seen.alignment, AlignmentState.ASKED):
        return stands(ctx, seen.alignment)
    return OpenForm(reword_form(ctx.lang, seen))


@routes.form("asking.reword_save")
def save_reworded(ctx: Context, event: FormSubmitted) -> Reply:
    row = locked(ctx, event.values)
    found = current(ctx, id_of(row))
    try:
        check_asked_it(ctx, found)
        check_state(found, AlignmentState.ASKED)
        wish = wish_in(event.fields, WHAT_LIMIT, SHORT_LIMIT)
    except Refused as error:
        form = reword_form(ctx.lang, seen_by(ctx.session, found, ctx.me))
        return form_errors(ctx, form, event, error)
    if wish != found.wish:
        alignment_changes.reword(ctx.session, row, wish)
        show_request(ctx.session, found.id, ctx.now)
    return after(ctx, found.id)


@routes.button("asking.withdraw", writes=True)
def withdraw(ctx: Context, event: ButtonPressed) -> Reply:
    """Take back a request, or take an objective off what it hangs on."""
    row = locked(ctx, event.values)
    found = current(ctx, id_of(row))
    check_asked_it(ctx, found)
    if not found.is_live:
        return stands(ctx, found)
    alignment_changes.settle(ctx.session, row, AlignmentState.WITHDRAWN, ctx.me.id, ctx.now)
    alignment_changes.add_turn(ctx.session, row, TurnKind.WITHDRAWN, ctx.me.id, ctx.now)
    show_request(ctx.session, found.id, ctx.now)
    return after(ctx, found.id)


@routes.button("asking.agree", writes=True)
def agree(ctx: Context, event: ButtonPressed) -> Reply:
    """Take the proposed change: it is written, and the alignment agreed."""
    seen = seen_now(ctx, alignment_in(event.values))
    # The objective first, as everybody does who changes one: nobody waits for the other in turn.
    objective_by_number(ctx, seen.lower.number, to_change=True)
    row = locked(ctx, event.values)
    found = current(ctx, id_of(row))
    check_asked_it(ctx, found)
    if is_over_for(found, AlignmentState.COUNTERED) or found.counter is None:
        return stands(ctx, found)
    check_still_there(ctx, found)
    by = found.answered_by or found.asked
    before, written = write(ctx, found.lower.number, found.counter, by)
    in_step.changed(ctx, before, written, agreed=found.id)
    alignment_changes.settle(ctx.session, row, AlignmentState.ACCEPTED, by.id, ctx.now)
    alignment_changes.add_turn(ctx.session, row, TurnKind.COUNTER_ACCEPTED, ctx.me.id, ctx.now)
    show_request(ctx.session, found.id, ctx.now)
    return after(ctx, found.id)


@routes.button("asking.refuse", writes=True)
def open_refuse(ctx: Context, event: ButtonPressed) -> Reply:
    seen = seen_now(ctx, alignment_in(event.values))
    check_asked_it(ctx, seen.alignment)
    if is_over_for(seen.alignment, AlignmentState.COUNTERED):
        return stands(ctx, seen.alignment)
    return OpenForm(refuse_form(ctx.lang, seen, _wording(seen)))


def _wording(seen: AlignmentSeen) -> str:
    """How that stands today which the proposal would change; "" where it is no longer there."""
    proposed = seen.alignment.counter or Counter()
    if proposed.position is None:
        return seen.lower.title
    found = (each for each in seen.lower.key_results if each.position == proposed.position)
    part = next(found, None)
    return part.title if part else ""


@routes.form("asking.refuse_save")
def save_refused(ctx: Context, event: FormSubmitted) -> Reply:
    """Keep one's own, or put it in yet other words; who answers has it again."""
    first = seen_now(ctx, alignment_in(event.values))
    objective_by_number(ctx, first.lower.number, to_change=True)
    row = locked(ctx, event.values)
    found = current(ctx, id_of(row))
    seen = seen_by(ctx.session, found, ctx.me)
    try:
        check_asked_it(ctx, found)
        check_state(found, AlignmentState.COUNTERED)
        stood = _wording(seen)
        title = checked_title(str(event.fields.get("title", ""))) if stood else stood
        reason = words_in(event.fields, "reason", REASON_LIMIT)
        position = (found.counter or Counter()).position
        if title == stood:
            if not reason:
                said = message("Say why, or put it in other words above.")
                raise Invalid(said, field="reason")
        else:
            part_of(seen.lower, position)
            own = Counter(position, title)
            before, written = write(ctx, found.lower.number, own, ctx.me.person)
            in_step.changed(ctx, before, written, agreed=found.id)
    except Refused as error:
        return form_errors(ctx, refuse_form(ctx.lang, seen, _wording(seen)), event, error)
    said = " – ".join(each for each in (_new(title, seen), reason) if each)
    kind = TurnKind.COUNTER_REFUSED
    alignment_changes.ask_again(ctx.session, row, kind, ctx.me.id, ctx.now, said)
    show_request(ctx.session, found.id, ctx.now)
    return after(ctx, found.id)


def _new(title: str, seen: AlignmentSeen) -> str:
    return "" if title == _wording(seen) else f"“{title}”"


@routes.button("asking.ask_lead", writes=True)
def ask_lead(ctx: Context, event: ButtonPressed) -> Reply:
    """Whoever was asked has left: their lead is asked instead."""
    row = locked(ctx, event.values)
    found = current(ctx, id_of(row))
    check_asked_it(ctx, found)
    seen = seen_by(ctx.session, found, ctx.me)
    if is_over_for(found, AlignmentState.ASKED) or not seen.is_gone:
        return stands(ctx, found)
    lead = lead_of(ctx.session, found)
    if lead is None:
        raise Invalid(message("{name} has no lead who could be asked."), name=found.asked.name)
    alignment_changes.move_answerer(ctx.session, found.id, lead.id, ctx.now)
    show_request(ctx.session, found.id, ctx.now)
    show_moved(ctx.session, found.id, found.asked.id, ctx.now)
    return after(ctx, found.id)
