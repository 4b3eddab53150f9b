"""Pages of risks: what waits for me and what I asked, and a team's open ones."""

from collections.abc import Sequence

from chat.cards import Button, Card
from handlers.context import Context
from handlers.risks.cards import seen_by
from handlers.views.risks import PAGE, RiskList, RiskSeen, risks_card
from okr.errors import NotAllowed, message
from okr.follow_up import Risk
from storage import leads, risks, teams
from storage.tables import TeamRow

_MOST_WAITING = 500


def own_list(ctx: Context, page: int) -> Card:
    """What waits for this person, oldest first, then what they asked, newest first."""
    person_id = ctx.me.id
    waiting = risks.list_waiting_for(ctx.session, person_id, _MOST_WAITING)
    total = len(waiting) + risks.count_of_asker(ctx.session, person_id)
    page = _there(page, total)
    start = page * PAGE
    here = waiting[start : start + PAGE]
    left = PAGE - len(here)
    own = risks.list_of_asker(ctx.session, person_id, left, max(0, start - len(waiting)))
    more = Button(ctx.lang.tr("More"), "risks.page", {"page": str(page + 1)})
    return risks_card(
        ctx.lang,
        RiskList(
            ctx.lang.tr("Risks"),
            (
                (ctx.lang.tr("Waiting for you"), _seen(ctx, here)),
                (ctx.lang.tr("Asked by you"), _seen(ctx, own if left else [])),
            ),
            ctx.lang.tr(
                "Nothing waits for you, and you have asked for nothing. What stands in the way of "
                "a key result goes into its check-in: your lead is asked."
            ),
            more if start + PAGE < total else None,
        ),
    )


def team_list(ctx: Context, row: TeamRow, page: int) -> Card:
    """A team's open risks, oldest first. Raises NotAllowed."""
    team_id = int(row.id or 0)
    if not ctx.me.actor.is_admin and not leads.leads_team(ctx.session, ctx.me.id, team_id):
        raise NotAllowed(
            message("Only the lead of {team} or an admin sees the open risks of the team."),
            team=row.name,
        )
    people = teams.member_ids(ctx.session, team_id)
    total = risks.count_open_of_people(ctx.session, people)
    page = _there(page, total)
    start = page * PAGE
    found = risks.list_open_of_people(ctx.session, people, PAGE, start)
    values = {"team": str(team_id), "page": str(page + 1)}
    return risks_card(
        ctx.lang,
        RiskList(
            ctx.lang.tr("Open risks of {name}", name=row.name),
            (("", _seen(ctx, found)),),
            ctx.lang.tr("No open risks."),
            Button(ctx.lang.tr("More"), "risks.page", values) if start + PAGE < total else None,
        ),
    )


def _there(page: int, total: int) -> int:
    """That page, or the last there is."""
    return min(page, max(0, (total - 1) // PAGE))


def _seen(ctx: Context, found: Sequence[Risk]) -> list[RiskSeen]:
    return [seen_by(ctx.session, risk, ctx.me, ctx.now) for risk in found]
