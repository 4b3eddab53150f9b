"""The weekly report goes to the team's channel after the digest, in its thread where there is one.

A reminder of its own, because the digest's message is known only once it has been sent.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from chat.locales import language
from handlers.report import digests, reporting
from handlers.views.digest import lost_card
from storage import outbox, outbox_edits, reminders, team_weeks
from storage.reminders import Reminder
from storage.team_weeks import TeamWeek

log = structlog.get_logger()

KIND = "report"
AFTER_DIGEST = timedelta(minutes=1)
_PATIENCE = timedelta(minutes=15)
"""How long the digest's message is waited for; then the report stands by itself."""


def report_key(week: str, team_id: int) -> str:
    """Under which the report of a week is said."""
    return f"report:{week}:{team_id}"


def post_report(session: Session, reminder: Reminder, now: datetime) -> None:
    """Queue the report and its document, or look again while the digest is on its way."""
    team = team_weeks.find(session, reminder.subject_id)
    if team is None or team.channel is None:
        return
    digest = digests.digest_key(reminder.week, team.id)
    said = team_weeks.delivery_of(session, digest)
    if said is not None and said.is_dead:
        # An archived channel, or one that the bot was removed from: its lead can say where to.
        log.warning("team_report.no_channel", team=team.id, code=said.error)
        card = lost_card(language(team.locale), team.name, said.error)
        digests.tell_lead(session, team, f"digest-lost:{reminder.week}:{team.id}", card, now)
        return
    message = outbox_edits.find_message(session, digest)
    if message is None and said is not None and now - said.created_at < _PATIENCE:
        _look_again(session, reminder, now)
        return
    _post(session, team, reminder.week, message.id if message else "", now)


def _look_again(session: Session, reminder: Reminder, now: datetime) -> None:
    reminders.put(
        session,
        key=reminder.key,
        kind=KIND,
        workspace_id=reminder.workspace_id,
        subject_id=reminder.subject_id,
        at=now + AFTER_DIGEST,
        week=reminder.week,
    )


def _post(session: Session, team: TeamWeek, week: str, thread: str, now: datetime) -> None:
    assert team.channel is not None
    place = replace(team.channel, thread=thread)
    outbox.add(
        session,
        key=report_key(week, team.id),
        address=place,
        body=reporting.channel_report(session, team.id, week, now),
        now=now,
    )
    outbox.add(
        session,
        key=f"report-document:{week}:{team.id}",
        address=place,
        body=reporting.document(session, team.id, week, now),
        now=now,
    )
