"""From a card or form of a risk to the risk itself, and whether this person was asked."""

from chat.forms import FieldValue
from handlers.context import Context
from handlers.lookup import all_names
from handlers.risks import cards as risk_cards
from handlers.risks.cards import seen_by
from handlers.views.risks import RiskSeen
from okr.errors import Invalid, NotAllowed, NotFound, message
from okr.follow_up import RiskState
from storage import leads, left_behind, risk_changes, risks
from storage.risks import Ask
from storage.tables import RiskRow


def locked(ctx: Context, values: object) -> RiskRow:
    """The risk that a button or form is for, locked. Raises NotFound."""
    row = risk_changes.lock(ctx.session, ctx.me.workspace_id, risk_in(values))
    if row is None:
        raise no_such()
    return row


def own_ask(ctx: Context, row: RiskRow) -> Ask | None:
    """That this person was asked, if they were."""
    asks = risks.list_asks(ctx.session, id_of(row))
    return next((ask for ask in asks if ask.person.id == ctx.me.id), None)


def check_asked(ctx: Context, row: RiskRow, own: Ask | None) -> Ask:
    """Raises NotAllowed for a card that somebody else passed on."""
    if own is not None:
        return own
    risk = risks.get(ctx.session, id_of(row))
    if ctx.me.id == risk.asker.id:
        raise NotAllowed(message("You asked this yourself; others answer it."))
    raise NotAllowed(
        message(
            "{asker} did not ask you. If you can help, write to {asker}, "
            "or let one of those asked forward it to you: {names}."
        ),
        asker=risk.asker.name,
        names=all_names(risk.asked) or "–",
    )


def left_asks(ctx: Context, row: RiskRow) -> list[int]:
    """Who was asked, has not answered and left: those whom this person leads, or any for an
    admin. They can ask somebody else in their place."""
    waiting = [ask.person.id for ask in risks.list_asks(ctx.session, id_of(row)) if ask.waits]
    return [
        id
        for id in left_behind.list_gone(ctx.session, waiting)
        if ctx.me.actor.is_admin
        or ctx.me.id in {lead.id for lead in leads.leads_of(ctx.session, id)}
    ]


def asked_in(ctx: Context, values: object) -> tuple[RiskSeen, Ask]:
    """The risk that a button is for, if this person can still say something to it."""
    row = locked(ctx, values)
    own = check_asked(ctx, row, own_ask(ctx, row))
    if row.state is RiskState.WITHDRAWN:
        asker, _lang = risk_cards.asker_of(ctx.session, row)
        raise Invalid(
            message("{asker} took this back: there is nothing to answer any more."),
            asker=asker.name,
        )
    return seen_now(ctx, id_of(row)), own


def seen_now(ctx: Context, risk_id: int) -> RiskSeen:
    """The risk as it now stands for this person. Raises NotFound."""
    ctx.session.flush()
    risk = risks.find(ctx.session, ctx.me.workspace_id, risk_id)
    if risk is None:
        raise no_such()
    return seen_by(ctx.session, risk, ctx.me, ctx.now)


def id_of(row: RiskRow) -> int:
    """The row's id, which a written row has."""
    return int(row.id or 0)


def risk_in(values: object) -> int:
    """The risk's id in a button's values. Raises NotFound."""
    found = values.get("risk", "") if hasattr(values, "get") else ""
    if isinstance(found, str) and found.isascii() and found.isdecimal() and len(found) < 10:
        return int(found)
    raise no_such()


def no_such() -> NotFound:
    """What a button of no risk is answered with."""
    return NotFound(message("That risk is no longer there. `/okr risks` shows what waits."))


def words_in(fields: object, name: str, limit: int) -> str:
    """What was typed into a field. Raises Invalid when it is too long; nothing is cut."""
    found: FieldValue = fields.get(name, "") if hasattr(fields, "get") else ""
    typed = str(found or "").strip()
    if len(typed) > limit:
        raise Invalid(
            message("That is {length} characters long; {limit} is the most."),
            field=name,
            length=len(typed),
            limit=limit,
        )
    return typed
