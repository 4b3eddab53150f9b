"""Keeps each team's next day up to date when its clock, lead, channel or day changes."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from storage import team_weeks
from storage.tables import TeamRow

_DUE = timedelta(days=1)


def reckon(session: Session, row: TeamRow, now: datetime) -> None:
    """Set when the team's day next comes: never without a channel to talk in.

    What is due this very minute stays due.
    """
    before = row.next_weekly_at
    if row.channel_id is None:
        row.next_weekly_at = None
    elif before is None or not before <= now <= before + _DUE:
        session.flush()
        team = team_weeks.find(session, int(row.id or 0))
        row.next_weekly_at = team_weeks.following_day(session, team, now) if team else None
    session.flush()


def reckon_led_by(session: Session, person_id: int, now: datetime) -> None:
    """The same for every team that goes by this person's clock."""
    followed = select(TeamRow).where(col(TeamRow.lead_id) == person_id, col(TeamRow.timezone) == "")
    for row in session.exec(followed).all():
        reckon(session, row, now)


def reckon_all(session: Session, now: datetime) -> None:
    """The same for every team there is, whatever was due before."""
    for row in session.exec(select(TeamRow)).all():
        row.next_weekly_at = None
        reckon(session, row, now)
