"""The digest in a team's channel: said once on the team's day, edited by late check-ins."""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from chat.address import Address
from chat.cards import Card
from handlers.context import Context
from handlers.report import reporting
from handlers.report.reporting import Gathered
from handlers.views.digest import digest_card, missing_card
from okr.digests import Digest, digest_of
from okr.report_facts import week_of
from okr.schedule import local_date
from storage import claims, outbox, outbox_edits, people, team_weeks
from storage.team_weeks import TeamWeek


def digest_key(week: str, team_id: int) -> str:
    """Under which the digest of a week is claimed and said."""
    return f"digest:{week}:{team_id}"


def lead_key(week: str, team_id: int) -> str:
    """Under which the lead is told who is missing."""
    return f"digest-lead:{week}:{team_id}"


def say(
    session: Session, team: TeamWeek, now: datetime, platforms: Collection[str] | None = None
) -> str:
    """Queue this week's digest for the team's channel; gives its week, or "" for nothing said.

    Nothing is said twice in a week, without a channel, or where nobody has key results.
    """
    week = week_of(local_date(now, team.zone))
    if team.channel is None or not claims.claim(session, digest_key(week, team.id), now):
        return ""
    found = reporting.gather(session, team.id, now, week)
    digest = digest_of(found.report)
    if not found.report.rows:
        return ""
    outbox.add(
        session,
        key=digest_key(week, team.id),
        address=team.channel,
        body=digest_card(found.lang, digest, names_shown=team.names_shown),
        now=now,
    )
    if found.report.turnout.missing:
        tell_lead(
            session, team, lead_key(week, team.id), missing_card(found.lang, digest), now, platforms
        )
    return week


def tell_lead(
    session: Session,
    team: TeamWeek,
    key: str,
    card: Card,
    now: datetime,
    platforms: Collection[str] | None = None,
) -> bool:
    """Say something to the team's lead alone, where they were last seen; once for each key."""
    if team.lead is None:
        return False
    for account in people.accounts_of(session, team.lead.id):
        if platforms is None or account.platform in platforms:
            return outbox.add(session, key=key, address=Address.of(account), body=card, now=now)
    return False


def late(ctx: Context, person_id: int, *others: int) -> None:
    """After a check-in: digests of this person's teams (and others') that went out today follow.

    A digest of another day stays as it was. To be called in the transaction of the check-in.
    """
    found = {
        team.id: team
        for each in {person_id, *others}
        for team in team_weeks.list_of_person(ctx.session, each)
        if team.channel is not None
    }
    if not found:
        return
    # Two late check-ins at once would each draw the digest without the other.
    team_weeks.lock(ctx.session, list(found))
    days = {id: local_date(ctx.now, team.zone) for id, team in found.items()}
    keys = {digest_key(week_of(day), id): id for id, day in days.items()}
    for key, at in team_weeks.digested_at(ctx.session, list(keys)).items():
        team = found[keys[key]]
        if local_date(at, team.zone) == days[team.id]:
            _follow(ctx, reporting.gather(ctx.session, team.id, ctx.now))


def _follow(ctx: Context, found: Gathered) -> None:
    team, report = found.team, found.report
    digest: Digest = digest_of(report)
    time = found.lang.clock(ctx.now.astimezone(team.zone).time())
    card = digest_card(found.lang, digest, names_shown=team.names_shown, late_at=time)
    version = secrets.token_hex(6)
    outbox_edits.change(ctx.session, digest_key(report.week, team.id), card, ctx.now, version)
    missing = missing_card(found.lang, digest)
    outbox_edits.change(ctx.session, lead_key(report.week, team.id), missing, ctx.now, version)
