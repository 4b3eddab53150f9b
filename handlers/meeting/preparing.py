"""Before an alignment meeting: who is told what they still owe, and drafts put on the table."""

from datetime import timedelta
from secrets import token_hex

from chat.address import Address
from chat.cards import Card, Tone
from chat.events import ButtonPressed
from chat.locales import language
from chat.replies import Notice, OpenForm, Replace, Reply, Show
from chat.text import text
from handlers.context import Context
from handlers.lookup import cycle_chosen, number_in, objective_by_number, open_cycle
from handlers.meeting.state import align_in, refresh
from handlers.meeting.table import Table, card_of, set_out
from handlers.registration import Routes
from handlers.report import digests
from handlers.views.align_preparation import drafts_card, names_card, owed_card
from handlers.writing.new import empty_form
from okr.align_meeting import Owed
from okr.errors import Invalid, NotAllowed, message
from okr.facts import Objective, PersonName, State
from okr.follow_up import Meeting
from okr.ids import ObjectiveId
from okr.working_days import WorkDays, next_hour_of_work
from storage import align_meetings, leads, outbox, people, working_days

routes = Routes()

_AHEAD = timedelta(days=60)


def remind(ctx: Context, table: Table) -> int:
    """Everybody who still owes something is told, once for a meeting; gives how many were."""
    owed = table.looking.preparation.owed()
    there = leads.list_reachable(ctx.session, [person.id for person in owed])
    days = working_days.of_people(ctx.session, there, ctx.today, ctx.today + _AHEAD)
    return sum(
        _tell(ctx, table, person, debts, days[person.id])
        for person, debts in owed.items()
        if person.id in there
    )


def _tell(ctx: Context, table: Table, person: PersonName, owed: Owed, days: WorkDays) -> bool:
    reader = people.get_me(ctx.session, person.id)
    return outbox.add(
        ctx.session,
        key=f"align-owed:{table.looking.meeting.id}:{person.id}",
        address=Address.of(people.accounts_of(ctx.session, person.id)[0]),
        body=owed_card(language(reader.locale), table.looking, owed),
        now=ctx.now,
        # Nobody is woken, or called back from a day off, for what is prepared today.
        not_before=next_hour_of_work(ctx.now, reader.zone, days),
    )


def tell_lead(ctx: Context, table: Table) -> None:
    """Names that the channel does not see go to the team's lead alone."""
    if table.looking.preparation.missing and not table.team.names_shown:
        key = f"align-names:{table.looking.meeting.id}"
        card = names_card(table.lang, table.looking)
        digests.tell_lead(ctx.session, table.team, key, card, ctx.now)


@routes.button("preparing.owed")
def owed(ctx: Context, event: ButtonPressed) -> Reply:
    card = _owed(ctx, align_in(ctx, event.values))
    return Replace(card) if "copy" in event.values else Show(card)


def _owed(ctx: Context, found: Meeting) -> Card:
    table = set_out(ctx.session, found, ctx.now)
    by_id = {person.id: owed for person, owed in table.looking.preparation.owed().items()}
    return owed_card(ctx.lang, table.looking, by_id.get(ctx.me.id))


@routes.button("preparing.refresh", writes=True)
def look_again(ctx: Context, event: ButtonPressed) -> Reply:
    found = align_in(ctx, event.values, to_change=True)
    refresh(ctx, found, token_hex(6))
    if "copy" not in event.values:
        return Notice(text(ctx.lang.tr("The card shows how things stand now.")))
    return Replace(card_of(set_out(ctx.session, found, ctx.now), ctx.lang, is_copy=True))


@routes.button("preparing.write", writes=True)
def write(ctx: Context, event: ButtonPressed) -> Reply:
    cycle = open_cycle(cycle_chosen(ctx, event.values.get("cycle", "")))
    return OpenForm(empty_form(ctx).filled({"cycle": str(cycle.id)}))


@routes.button("preparing.show_draft", writes=True)
def show_draft(ctx: Context, event: ButtonPressed) -> Reply:
    """The one draft there is; of several the person chooses."""
    found = align_in(ctx, event.values, to_change=True)
    table = set_out(ctx.session, found, ctx.now)
    own = [each for each in table.looking.preparation.drafts if each.owner.id == ctx.me.id]
    if not own:
        raise Invalid(
            message("You have no draft in {cycle} that the meeting does not see."),
            cycle=table.looking.cycle,
        )
    if len(own) > 1:
        return Show(drafts_card(ctx.lang, table.looking, own))
    return _put_up(ctx, found, own[0])


@routes.button("preparing.put_up", writes=True)
def put_up(ctx: Context, event: ButtonPressed) -> Reply:
    found = align_in(ctx, event.values, to_change=True)
    number = number_in(event.values)
    objective, _ = objective_by_number(ctx, number, to_change=True)
    id = str(ObjectiveId(number))
    if objective.owner.id != ctx.me.id:
        raise NotAllowed(
            message("{id} is a draft of {owner}, who alone can show it."),
            id=id,
            owner=objective.owner.name,
        )
    if objective.state is not State.DRAFT:
        raise Invalid(message("{id} is no draft any more."), id=id)
    if found.cycle is None or objective.cycle.id != found.cycle.id:
        raise Invalid(
            message("{id} belongs to {cycle}; the meeting is about {other}."),
            id=id,
            cycle=objective.cycle.name,
            other=found.cycle.name if found.cycle else "–",
        )
    return _put_up(ctx, found, objective)


def _put_up(ctx: Context, found: Meeting, objective: Objective) -> Reply:
    align_meetings.put_up(ctx.session, found.id, objective.id, ctx.now)
    refresh(ctx, found, token_hex(6))
    id = str(ObjectiveId(objective.number))
    said = ctx.lang.tr("{id} is on the table of the meeting; it is still a draft.", id=id)
    return Notice(text(said), Tone.GOOD)
