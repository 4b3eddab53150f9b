"""What a check-in says of risks and support becomes a question to people, and is kept true."""

from handlers.context import Context
from handlers.risks import cards as risk_cards
from handlers.views.risks import nobody_card
from okr.facts import KeyResult, Objective, PersonName, State
from okr.follow_up import RiskState
from okr.risks import says_the_same
from storage import leads, reminders, risk_changes, risks
from storage.tables import RiskRow


def raised(
    ctx: Context,
    objective: Objective,
    key_result: KeyResult,
    check_in_id: int,
    *,
    risk: str,
    support: str,
    support_from: PersonName | None,
) -> tuple[PersonName, ...]:
    """A check-in was saved with these texts, perhaps empty ones; gives who is asked about it.

    The same check-in saved anew changes the cards, and withdraws the risk when it names none. Of
    a draft nobody is asked.
    """
    risk, support = risk.strip(), support.strip()
    row = risk_changes.lock_of_check_in(ctx.session, check_in_id)
    if not risk and not support:
        if row is not None and row.state is RiskState.OPEN:
            _withdraw(ctx, row)
        return ()
    if objective.state is not State.PUBLISHED:
        return ()
    named = support_from if support_from and support_from.id != ctx.me.id else None
    row = _same_matter(ctx, row, key_result, (risk, support), named)
    if row is None:
        row = _add(ctx, key_result, check_in_id, risk, support)
        is_news = True
    else:
        is_news = _bring_up_to_date(ctx, row, check_in_id, risk, support)
    new, gone = _ask(ctx, row, named)
    risk_id = int(row.id or 0)
    if is_news or new or gone:
        risk_cards.say(ctx.session, risk_id, ctx.now, new)
    asked = risks.get(ctx.session, risk_id).asked
    if not asked:
        _say_nobody(ctx, row)
    return asked


def _same_matter(
    ctx: Context,
    row: RiskRow | None,
    key_result: KeyResult,
    texts: tuple[str, str],
    named: PersonName | None,
) -> RiskRow | None:
    """The risk that these texts go on with; None where they are a new one.

    While it is open, whatever the same check-in says is still that risk. What was answered stays
    answered, so other words, or another person named, ask anew. Said again in a later check-in,
    an open one is still the same: nobody is asked twice.
    """
    if row is not None and row.state is RiskState.OPEN:
        return row
    if row is not None and _says(row, texts) and _is_asked(ctx, row, named):
        return row
    earlier = risk_changes.lock_open_of_asker(ctx.session, key_result.id, ctx.me.id)
    return next((each for each in earlier if _says(each, texts)), None)


def _says(row: RiskRow, texts: tuple[str, str]) -> bool:
    return says_the_same(row.risk, texts[0]) and says_the_same(row.support, texts[1])


def _is_asked(ctx: Context, row: RiskRow, named: PersonName | None) -> bool:
    if named is None or row.state is RiskState.WITHDRAWN:
        return True
    return any(ask.person.id == named.id for ask in risks.list_asks(ctx.session, int(row.id or 0)))


def _add(ctx: Context, key_result: KeyResult, check_in_id: int, risk: str, support: str) -> RiskRow:
    return risk_changes.add(
        ctx.session,
        workspace_id=ctx.me.workspace_id,
        key_result_id=key_result.id,
        check_in_id=check_in_id,
        asker_id=ctx.me.id,
        risk=risk,
        support=support,
        place=ctx.event.place,
        now=ctx.now,
    )


def _bring_up_to_date(
    ctx: Context, row: RiskRow, check_in_id: int, risk: str, support: str
) -> bool:
    """Whether anything that people read has changed."""
    is_news = (row.risk, row.support) != (risk, support)
    row.check_in_id, row.risk, row.support = check_in_id, risk, support
    if row.state is not RiskState.WITHDRAWN:
        return is_news
    row.state = RiskState.OPEN
    for ask in risks.list_asks(ctx.session, int(row.id or 0)):
        if ask.waits:
            risk_cards.wait_anew(ctx.session, int(row.id or 0), ask.person.id, ctx.now)
    return True


def _ask(
    ctx: Context, row: RiskRow, named: PersonName | None
) -> tuple[list[PersonName], list[int]]:
    """Ask whom there is to ask about an open risk; gives who is new, and who is asked no more."""
    if row.state is not RiskState.OPEN:
        return [], []
    risk_id = int(row.id or 0)
    own_leads = leads.leads_of(ctx.session, ctx.me.id)
    wanted = dict.fromkeys([*([named] if named else []), *own_leads])
    there = leads.list_reachable(ctx.session, [each.id for each in wanted])
    known = {ask.person.id: ask for ask in risks.list_asks(ctx.session, risk_id)}
    new = [each for each in wanted if each.id in there and each.id not in known]
    risk_cards.ask(
        ctx.session,
        risk_id,
        new,
        asked_by_id=ctx.me.id,
        lead_ids=frozenset(each.id for each in own_leads),
        now=ctx.now,
    )
    gone = [
        ask.person.id
        for ask in known.values()
        if named in new and ask.waits and ask.asked_by_id == ctx.me.id and not ask.is_lead
    ]
    _ask_no_more(ctx, risk_id, gone)
    return new, gone


def _ask_no_more(ctx: Context, risk_id: int, person_ids: list[int]) -> None:
    """Somebody else was named instead of these."""
    risk_changes.ask_no_more(ctx.session, risk_id, person_ids)
    for person_id in person_ids:
        reminders.cancel(ctx.session, risk_cards.key_of(risk_id, person_id))
        risk_cards.say_not_asked(ctx.session, risk_id, person_id, ctx.now)


def _withdraw(ctx: Context, row: RiskRow) -> None:
    row.state = RiskState.WITHDRAWN
    risk_id = int(row.id or 0)
    reminders.cancel_all(ctx.session, risk_cards.KIND, risk_id)
    risk_cards.say(ctx.session, risk_id, ctx.now)


def _say_nobody(ctx: Context, row: RiskRow) -> None:
    """Once for each risk, where it was said."""
    risk_id = int(row.id or 0)
    seen = risk_cards.seen_by(ctx.session, risks.get(ctx.session, risk_id), ctx.me, ctx.now)
    card = nobody_card(ctx.lang, seen)
    key = f"risk-nobody:{risk_id}"
    risk_cards.show_asker(ctx.session, row, key, card, ctx.now)
