"""Nothing changed: one reason for every key result of the week nobody has checked in on."""

from collections.abc import Sequence

from chat.events import FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, OpenForm, Replace, Reply
from handlers.check_in.saving import finish, record
from handlers.check_in.week import list_mine, open_week
from handlers.context import Context
from handlers.views.check_in_form import REASON_LIMIT, unchanged_form
from handlers.views.check_ins import Outcome, unchanged_card
from handlers.views.objectives import id_of
from okr.check_ins import Said
from okr.errors import Invalid, message
from okr.facts import KeyResult, Objective
from storage import check_ins, key_results


def ask_why(ctx: Context, asked_for: str) -> Reply:
    """The form with its one question."""
    week = open_week(ctx, asked_for)
    return OpenForm(_why(ctx, week, _not_checked_in(ctx, week)))


def save(ctx: Context, event: FormSubmitted) -> Reply:
    """They all stay as they are; where that goes on for weeks, a question follows."""
    week = open_week(ctx, event.values.get("week", ""))
    reason = " ".join(str(event.fields.get("reason", "") or "").split())
    rest = _not_checked_in(ctx, week)
    if not reason or len(reason) > REASON_LIMIT:
        said = ctx.lang.tr(
            "Say in {limit} characters at most why nothing has changed.", limit=REASON_LIMIT
        )
        return FieldErrors(_why(ctx, week, rest).filled(event.fields), {"reason": said})
    recorded = []
    for objective, key_result in rest:
        value, confidence = key_result.current, key_result.confidence
        said_again = Said(value=value, confidence=confidence, note=reason)
        recorded.append(record(ctx, objective, key_result, week, said_again, is_unchanged=True))
    finish(ctx, recorded, week)
    counts = check_ins.counts_unchanged(ctx.session, [each.id for _, each in rest])
    found = [Outcome(*pair, unchanged=counts[pair[1].id]) for pair in rest]
    return Replace(unchanged_card(ctx.lang, found, reason, week))


def _why(ctx: Context, week: str, rest: Sequence[tuple[Objective, KeyResult]]) -> Form:
    return unchanged_form(ctx.lang, week, [id_of(each) for _, each in rest])


def _not_checked_in(ctx: Context, week: str) -> list[tuple[Objective, KeyResult]]:
    """Mine of the week on which nobody has checked in. Raises Invalid where there is none."""
    ids = [each.id for _, each in list_mine(ctx, week, with_others=False)]
    key_results.lock_objectives(ctx.session, ctx.me.workspace_id, ids)
    done = check_ins.checked_in(ctx.session, ids, week)
    mine = list_mine(ctx, week, with_others=False)
    rest = [pair for pair in mine if pair[1].id not in done]
    if not rest:
        raise Invalid(message("Everything is checked in already: `/okr checkin` to change it."))
    return rest
