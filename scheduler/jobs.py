"""Everything the ticker looks after, in one list."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from handlers.alignment import news
from handlers.risks import cards as risk_cards
from handlers.todo import acting
from handlers.views.weekly import weekly_card
from scheduler import (
    action_due,
    alignment_due,
    alignment_news,
    nudges,
    reading_over,
    revision_due,
    risk_nudge,
    team_report,
)
from scheduler.clock import Job
from scheduler.housekeeping import Housekeeping
from scheduler.left_behind import LeftBehind
from scheduler.reminders import Act, ActAll, Reminders
from scheduler.team_week import TeamDays
from scheduler.weekly_prompt import WeeklyPrompt
from storage import alignment_changes
from storage.database import Database

KINDS: Mapping[str, Act] = {
    risk_cards.KIND: risk_nudge.act,
    acting.KIND: action_due.act,
    alignment_changes.KIND: alignment_due.remind,
    alignment_changes.LAPSE: alignment_due.lapse,
    team_report.KIND: team_report.post_report,
    reading_over.KIND: reading_over.act,
    revision_due.KIND: revision_due.act,
    news.KIND: alignment_news.act,
    "snooze": nudges.snoozed,
    "nudge": nudges.unanswered,
}
"""What each kind of reminder does when its moment has come."""

IN_BULK: Mapping[str, ActAll] = {
    acting.KIND: action_due.act_all,
    "nudge": nudges.all_unanswered,
}
"""The same for many at once, of kinds that come in thousands."""


def jobs(
    database: Database,
    clock: Callable[[], datetime],
    wake: Callable[[], None],
    claimed: Callable[[str, int], None] = lambda kind, count: None,
    platforms: Collection[str] | None = None,
) -> Mapping[str, Job]:
    """The jobs by name; `wake` is called when rows are in the outbox."""
    return {
        "weekly_prompt": WeeklyPrompt(database, clock, weekly_card, wake, claimed, platforms),
        "team_week": TeamDays(database, wake, claimed, platforms),
        "reminders": Reminders(database, KINDS, wake, IN_BULK),
        "left_behind": LeftBehind(database, wake),
        "housekeeping": Housekeeping(database),
    }
