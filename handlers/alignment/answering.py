"""The other side: accept, propose a change, decline."""

from collections.abc import Mapping

from chat.events import ButtonPressed, FormSubmitted
from chat.replies import OpenForm, Replace, Reply
from handlers.alignment.agreeing import check_still_there, part_of, read
from handlers.alignment.align import own_list
from handlers.alignment.cards import seen_by, show_request
from handlers.alignment.lookup import (
    after,
    alignment_in,
    check_answers,
    check_state,
    current,
    id_of,
    is_over_for,
    locked,
    overtaken,
    seen_now,
    stands,
    words_in,
)
from handlers.answers import page_in
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.registration import Routes
from handlers.views.alignment import AlignmentSeen
from handlers.views.alignment_forms import REASON_LIMIT, counter_form, decline_form
from handlers.views.alignment_words import counter_changes
from handlers.writing.measuring import figure_field
from handlers.writing.reading import checked_title
from okr.alignment import AlignmentState, Counter, TurnKind
from okr.errors import Invalid, Refused, message
from okr.facts import Objective
from okr.ids import KeyResultId
from okr.measures import Kind
from storage import alignment_changes

routes = Routes()


@routes.button("answering.accept", writes=True)
def accept(ctx: Context, event: ButtonPressed) -> Reply:
    row = locked(ctx, event.values)
    found = current(ctx, id_of(row))
    check_answers(ctx, found)
    if is_over_for(found, AlignmentState.ASKED):
        return _beside(ctx, event, *overtaken(found)) or stands(ctx, found)
    check_still_there(ctx, found)
    alignment_changes.settle(ctx.session, row, AlignmentState.ACCEPTED, ctx.me.id, ctx.now)
    alignment_changes.add_turn(ctx.session, row, TurnKind.ACCEPTED, ctx.me.id, ctx.now)
    show_request(ctx.session, found.id, ctx.now)
    ends = {"lower": found.lower.name, "upper": found.upper.name}
    done = message("Aligned: {lower} hangs on {upper}")
    return _beside(ctx, event, done, ends) or after(ctx, found.id)


def _beside(
    ctx: Context, event: ButtonPressed, source: str, values: Mapping[str, str]
) -> Reply | None:
    """The rest of the list, where the button stood in one."""
    if "list" not in event.values:
        return None
    page = page_in({"page": event.values["list"]})
    return Replace(own_list(ctx, page, ctx.lang.tr(source, **values)))


@routes.button("answering.counter", writes=True)
def open_counter(ctx: Context, event: ButtonPressed) -> Reply:
    seen = seen_now(ctx, alignment_in(event.values))
    check_answers(ctx, seen.alignment)
    if is_over_for(seen.alignment, AlignmentState.ASKED):
        return stands(ctx, seen.alignment)
    return OpenForm(counter_form(ctx.lang, seen))


@routes.form("answering.counter_save")
def save_counter(ctx: Context, event: FormSubmitted) -> Reply:
    row = locked(ctx, event.values)
    found = current(ctx, id_of(row))
    seen = seen_by(ctx.session, found, ctx.me)
    try:
        check_answers(ctx, found)
        check_state(found, AlignmentState.ASKED)
        proposed = _proposed(ctx, event, seen.lower)
    except Refused as error:
        return form_errors(ctx, counter_form(ctx.lang, seen), event, error)
    said = _said(ctx, proposed, seen)
    alignment_changes.counter(ctx.session, row, proposed, ctx.me.id, ctx.now, said)
    show_request(ctx.session, found.id, ctx.now)
    return after(ctx, found.id)


def _proposed(ctx: Context, event: FormSubmitted, lower: Objective) -> Counter:
    """The other wording or target. Raises Invalid naming the field."""
    of = str(event.fields.get("of", "") or "0")
    position = int(of) if of.isascii() and of.isdecimal() and len(of) < 10 and int(of) else None
    part = part_of(lower, position)
    typed = str(event.fields.get("title", "") or "").strip()
    title = checked_title(typed) if typed else ""
    target = figure_field(ctx.lang, event.fields, "target", None)
    if target is not None and part is None:
        raise Invalid(
            message("An objective has no target. Choose one of its key results above."),
            field="target",
        )
    if target is not None and part is not None and part.measure.kind is Kind.MILESTONE:
        raise Invalid(
            message("{id} is a milestone without a figure. Propose other words for it."),
            field="target",
            id=str(KeyResultId(part.number, part.position)),
        )
    stands_now = part.title if part else lower.title
    title = "" if title == stands_now else title
    target = None if part and target == part.measure.target else target
    if not title and target is None:
        raise Invalid(
            message("That is how it stands. Propose another wording or another target."),
            field="target" if part and not typed else "title",
        )
    proposed = Counter(position, title, target, words_in(event.fields, "note", REASON_LIMIT))
    return read(ctx, part, proposed) if part else proposed


def _said(ctx: Context, proposed: Counter, seen: AlignmentSeen) -> str:
    """The proposal as the talk keeps it, whatever the objective becomes later."""
    number = seen.lower.number
    id = f"O{number}" if proposed.position is None else f"KR{number}.{proposed.position}"
    changes = [
        f"{before} → {after}"
        for _, before, after in counter_changes(ctx.lang, proposed, seen.lower)
    ]
    return " – ".join(each for each in (f"{id}: {'; '.join(changes)}", proposed.note) if each)


@routes.button("answering.decline", writes=True)
def open_decline(ctx: Context, event: ButtonPressed) -> Reply:
    seen = seen_now(ctx, alignment_in(event.values))
    check_answers(ctx, seen.alignment)
    if is_over_for(seen.alignment, AlignmentState.ASKED):
        return stands(ctx, seen.alignment)
    return OpenForm(decline_form(ctx.lang, seen))


@routes.form("answering.decline_save")
def save_declined(ctx: Context, event: FormSubmitted) -> Reply:
    row = locked(ctx, event.values)
    found = current(ctx, id_of(row))
    try:
        check_answers(ctx, found)
        check_state(found, AlignmentState.ASKED)
        reason = words_in(event.fields, "reason", REASON_LIMIT)
        if not reason:
            raise Invalid(message("Say why: the reason is what helps."), field="reason")
    except Refused as error:
        form = decline_form(ctx.lang, seen_by(ctx.session, found, ctx.me))
        return form_errors(ctx, form, event, error)
    row.reason = reason
    alignment_changes.settle(ctx.session, row, AlignmentState.DECLINED, ctx.me.id, ctx.now)
    alignment_changes.add_turn(ctx.session, row, TurnKind.DECLINED, ctx.me.id, ctx.now, reason)
    show_request(ctx.session, found.id, ctx.now)
    return after(ctx, found.id)
