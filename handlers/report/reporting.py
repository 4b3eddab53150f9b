"""Gathers what a team's weekly report says; the same facts for card, document and digest."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from chat.cards import Card
from chat.documents import Document
from chat.locales import Language, language
from handlers.views.report import Reading, report_card
from handlers.views.report_markdown import report_document
from okr.errors import NotFound, message
from okr.report_facts import ReportFacts, WeeklyReport, days_of, week_of, weeks_back
from okr.reports import EARLIER_WEEKS, weekly_report
from okr.schedule import local_date
from storage import team_weeks, weekly_facts
from storage.team_weeks import TeamWeek

NO_TEAM = message("That team is no longer there.")
_WEEK = re.compile(r"20\d\d-W[0-5]\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A team with the reports of its weeks, newest first; `newest`: the week that runs now."""

    team: TeamWeek
    weeks: tuple[WeeklyReport, ...]
    newest: str
    has_earlier: bool

    @property
    def report(self) -> WeeklyReport:
        """The newest one asked for."""
        return self.weeks[0]

    @property
    def lang(self) -> Language:
        """The language of the team's channel: its lead's, else the company's."""
        return language(self.team.locale)


def gather(
    session: Session, team_id: int, now: datetime, week: str = "", count: int = 1
) -> Gathered:
    """A team's report of a week (the one running now) and of `count` - 1 before it.

    Raises NotFound for a team that is gone.
    """
    team = team_weeks.find(session, team_id)
    if team is None:
        raise NotFound(NO_TEAM)
    today = local_date(now, team.zone)
    newest = week_of(today)
    weeks = weeks_back(_known_week(week, today) or newest, count)
    facts = weekly_facts.facts_of(session, team, weeks)
    reports = tuple(weekly_report(facts, each, today) for each in weeks)
    return Gathered(team, reports, newest, _has_earlier(team, facts, weeks[-1]))


def _known_week(week: str, today: date) -> str:
    """The week as it was asked for; empty for what is none, or begins later than tomorrow."""
    try:
        begins = days_of(week).starts_on if _WEEK.fullmatch(week) else None
    except ValueError:
        return ""
    return week if begins is not None and begins <= today + timedelta(days=1) else ""


def _has_earlier(team: TeamWeek, facts: ReportFacts, oldest: str) -> bool:
    is_older = local_date(team.created_at, team.zone) < days_of(oldest).starts_on
    return is_older or bool(facts.values_before)


def channel_report(session: Session, team_id: int, week: str, now: datetime) -> Card:
    """The first page of a week's report, for the team's channel."""
    found = gather(session, team_id, now, week)
    reading = Reading(
        found.newest, names_missing=found.team.names_shown, has_earlier=found.has_earlier
    )
    return report_card(found.lang, found.report, 0, reading)


def document(
    session: Session, team_id: int, week: str, now: datetime, lang: Language | None = None
) -> Document:
    """A week's report with the earlier ones below it; in the channel's language, or this one."""
    found = gather(session, team_id, now, week, EARLIER_WEEKS + 1)
    told = [report for report in found.weeks[1:] if any(row.progress for row in report.rows)]
    return report_document(lang or found.lang, [found.report, *told])
