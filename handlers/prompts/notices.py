"""What the home view says of the weekly prompt: missed, skipped, days away, standing in."""

from datetime import timedelta

from handlers.context import Context
from handlers.views.home import Notices
from okr.follow_up import RoundState
from okr.schedule import week_key
from storage import away, people, rounds

_SOON = timedelta(days=14)


def notices(ctx: Context) -> Notices:
    """All of it for the person who looks."""
    this = week_key(ctx.now, ctx.me.zone)
    last = week_key(ctx.now - timedelta(days=7), ctx.me.zone)
    found = rounds.list_of_person(ctx.session, ctx.me.id, (last, this))
    states = {each.week: each.state for each in found}
    missed = next((week for week in (this, last) if states.get(week) is RoundState.MISSED), None)
    skipped = next((each.reason for each in found if _is_skipped(each, this)), "")
    days = away.list_of_person(ctx.session, ctx.me.id, ctx.today)
    owners = away.list_owners(ctx.session, ctx.me.id, ctx.now)
    names = people.names_of(ctx.session, owners)
    return Notices(
        is_missed_now=missed == this,
        is_missed_before=missed == last,
        skipped=skipped,
        away=tuple(each.span for each in days if each.span.starts_on <= ctx.today + _SOON),
        stands_in_for=tuple(names[id].name for id in owners if id in names),
    )


def _is_skipped(each: rounds.RoundFacts, week: str) -> bool:
    return each.week == week and each.state is RoundState.SKIPPED
