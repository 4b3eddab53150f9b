"""The card of a check-in while its form goes on: what is saved so far, and what is still open."""

from chat.address import Address
from chat.cards import Card
from chat.events import FormSubmitted
from handlers.check_in.filled import NOTHING_NEW
from handlers.check_in.saving import outcomes, recorded_before
from handlers.check_in.week import Flow, list_mine
from handlers.context import Context
from handlers.views.check_ins import checked_in_card, under_way_card
from okr.errors import Invalid
from storage import check_ins, outbox


def final_card(ctx: Context, flow: Flow) -> Card:
    """Where all that was said stands; what the coach thinks of it was said in its step.

    Raises Invalid where nothing was said.
    """
    recorded = recorded_before(ctx, flow.week, flow.saved)
    if not recorded:
        raise Invalid(NOTHING_NEW)
    found = outcomes(ctx, recorded, coached=False)
    return checked_in_card(ctx.lang, found, ctx.today, flow.week)


def card_so_far(ctx: Context, flow: Flow) -> Card | None:
    """What is saved, with the coach's word on it, and what is left; None for nothing saved."""
    recorded = recorded_before(ctx, flow.week, flow.saved)
    if not recorded:
        return None
    mine = [key_result for _, key_result in list_mine(ctx, flow.week)]
    done = check_ins.checked_in(ctx.session, [each.id for each in mine], flow.week)
    still_open = [each for each in mine if each.id not in done]
    found = outcomes(ctx, recorded)
    if not still_open:
        return checked_in_card(ctx.lang, found, ctx.today, flow.week)
    return under_way_card(ctx.lang, found, still_open, ctx.today, flow.week)


def say(ctx: Context, event: FormSubmitted, card: Card | None) -> None:
    """The card that the form was opened from says this, should the person go no further.

    Not where the form stands in that card's place: its Cancel brings the card (`left`).
    """
    is_beside = event.message is not None and not ctx.form_covers_card
    if card is None or not is_beside or event.place.is_shared:
        return
    outbox.add(
        ctx.session,
        key=f"check-in:{ctx.me.id}:{event.id or ctx.now.isoformat()}",
        address=Address.of(event.sender),
        body=card,
        now=ctx.now,
        priority=outbox.Priority.ANSWER,
        edit=event.message,
    )
