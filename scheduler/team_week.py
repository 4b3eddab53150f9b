"""The team's day: once a week its digest goes to the team's channel, and the report after it."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from handlers.report import digests
from scheduler import team_report
from storage import reminders, team_weeks
from storage.database import Database
from storage.team_weeks import TeamWeek

log = structlog.get_logger()

KIND = "digest"
BATCH = 100
MISSED = timedelta(days=1)
"""A day that is longer ago was missed (the program did not run): it is left out."""


class TeamDays:
    """A job of the ticker: says the digests of all teams whose day has come.

    `wake` is called when rows are in the outbox, `claimed` with the kind and number of digests.
    With `platforms`, only channels and accounts there are written to.
    """

    def __init__(
        self,
        database: Database,
        wake: Callable[[], None],
        claimed: Callable[[str, int], None] = lambda kind, count: None,
        platforms: Collection[str] | None = None,
    ) -> None:
        self._database = database
        self._wake = wake
        self._claimed = claimed
        self._platforms = platforms

    def __call__(self, now: datetime) -> None:
        """Work through every team that is due at `now`, each in a transaction of its own."""
        self._schedule(now)
        done: set[int] = set()
        while waiting := [team for team in self._due(now) if team.id not in done]:
            for team in waiting:
                done.add(team.id)
                self._do(team, now)

    def _due(self, now: datetime) -> list[TeamWeek]:
        with self._database.read() as session:
            return team_weeks.list_due(session, now, BATCH, self._platforms)

    def _schedule(self, now: datetime) -> None:
        """Teams of which nobody knows when their day is: from an earlier version, for example."""
        with self._database.read() as session:
            unknown = team_weeks.list_unscheduled(session, BATCH)
        if not unknown:
            return
        with self._database.write() as session:
            for team in unknown:
                following = team_weeks.following_day(session, team, now)
                team_weeks.put_forward(session, team, following)

    def _do(self, team: TeamWeek, now: datetime) -> None:
        try:
            with self._database.write() as session:
                said = self._say(session, team, now)
        except Exception:
            # One team's trouble must not keep the others waiting.
            log.exception("team_week.failed", team=team.id)
            return
        if said:
            log.info("team_week.queued", team=team.id)
            self._claimed(KIND, 1)
            self._wake()

    def _say(self, session: Session, seen: TeamWeek, now: datetime) -> bool:
        # The lock first: a check-in at this very moment is in the digest, or edits it.
        team_weeks.lock(session, [seen.id])
        team = team_weeks.find(session, seen.id)
        if team is None or team.next_at is None or team.next_at != seen.next_at:
            return False
        following = team_weeks.following_day(session, team, now)
        team_weeks.put_forward(session, team, following)
        if now - team.next_at > MISSED:
            log.warning("team_week.missed", team=team.id, at=team.next_at.isoformat())
            return False
        if not say(session, team, now, self._platforms):
            log.info("team_week.nothing_to_say", team=team.id)
            return False
        return True


def say(
    session: Session, team: TeamWeek, now: datetime, platforms: Collection[str] | None = None
) -> bool:
    """Queue the digest, and the report after it; False where there is nothing to say."""
    week = digests.say(session, team, now, platforms)
    if not week:
        return False
    reminders.add(
        session,
        key=team_report.report_key(week, team.id),
        kind=team_report.KIND,
        workspace_id=team.workspace_id,
        subject_id=team.id,
        at=now + team_report.AFTER_DIGEST,
        week=week,
    )
    return True
