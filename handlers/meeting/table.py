"""What an alignment meeting has on the table, read anew each time."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from chat.cards import Card
from chat.locales import Language, language
from handlers.context import Context
from handlers.report.reporting import NO_TEAM
from handlers.views.align_meeting import Looking, during_card
from handlers.views.align_preparation import before_card
from handlers.views.meeting import State
from okr.align_meeting import Preparation, in_turn, place_of, steps_from_top, waits_for
from okr.errors import NotFound, message
from okr.facts import Objective, PersonName
from okr.facts import State as Phase
from okr.follow_up import Comment, Meeting
from okr.ids import ObjectiveId, parse
from okr.schedule import local_date
from storage import (
    action_items,
    align_meetings,
    alignments,
    comments,
    meetings,
    objectives,
    revisions,
    team_weeks,
)
from storage.team_weeks import TeamWeek


@dataclass(frozen=True, slots=True)
class Table:
    """A meeting with all its cards need, in the language and on the clock of the team."""

    looking: Looking
    team: TeamWeek

    @property
    def lang(self) -> Language:
        """How the channel is spoken to."""
        return language(self.team.locale)

    @property
    def zone(self) -> ZoneInfo:
        """The team's clock."""
        return self.team.zone

    @property
    def people(self) -> tuple[PersonName, ...]:
        """Who is in the meeting, in turn."""
        return self.looking.preparation.people

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """What may be shown, in turn."""
        return self.looking.preparation.table


def team_of(session: Session, team_id: int) -> TeamWeek:
    """The team that meets. Raises NotFound for one that is gone."""
    team = team_weeks.find(session, team_id)
    if team is None:
        raise NotFound(NO_TEAM)
    return team


def set_out(session: Session, meeting: Meeting, now: datetime) -> Table:
    """Everything about an alignment meeting as it is now. Raises NotFound for a team gone."""
    team = team_of(session, meeting.team_id)
    teams = align_meetings.list_teams(session, team.workspace_id)
    people = in_turn(align_meetings.list_people(session, team.id, teams), teams)
    cycle_id = meeting.cycle.id if meeting.cycle else 0
    found = align_meetings.list_objectives(session, [each.id for each in people], cycle_id)
    ids = [each.id for each in found]
    upward = alignments.list_of_lower(session, ids)
    downward = alignments.list_of_upper(session, ids)
    talks = [each for some in (upward, downward) for few in some.values() for each in few]
    preparation = Preparation(
        people,
        tuple(sorted(found, key=lambda each: place_of(each, people))),
        align_meetings.list_put_up(session, meeting.id),
        tuple(comments.list_open_questions(session, ids)),
        tuple({each.id: each for each in talks if waits_for(each) is not None}.values()),
        frozenset(upward),
        frozenset(id for id, above in steps_from_top(teams).items() if above == 0),
    )
    shows = preparation.shows
    here = objectives.list_by_ids(session, [meeting.objective_id] if meeting.objective_id else [])
    looking = Looking(
        _state(session, meeting, preparation),
        preparation,
        local_date(now, team.zone),
        here[0] if here else None,
        {id: [each for each in few if shows(each.upper)] for id, few in upward.items()},
        {id: [each for each in few if shows(each.lower)] for id, few in downward.items()},
        tuple(revisions.list_of_meeting(session, meeting.id)),
        names_shown=team.names_shown,
    )
    return Table(looking, team)


def _state(session: Session, meeting: Meeting, preparation: Preparation) -> State:
    # What was asked before is answered here, too; what was asked of a draft stays with those who
    # could read it then, also where the draft itself is put up.
    shown = {each.number for each in preparation.table if each.state is not Phase.DRAFT}
    left = [each for each in preparation.questions if _number(each) in shown]
    said = comments.list_of_meeting(session, meeting.id)
    return State(
        meeting,
        (),
        tuple({each.id: each for each in (*left, *said)}.values()),
        tuple(action_items.list_of_meeting(session, meeting.id)),
        reported=0,
        expected=0,
    )


def _number(comment: Comment) -> int:
    """Of the objective that it is on, or whose key result."""
    id = parse(comment.about)
    return id.number if id else 0


def card_of(table: Table, lang: Language | None = None, *, is_copy: bool = False) -> Card:
    """The meeting's card as it is now; for the channel unless a reader's language is given."""
    if table.looking.here is None:
        return before_card(lang or table.lang, table.looking, is_copy=is_copy)
    return during_card(lang or table.lang, table.looking, table.zone, is_copy=is_copy)


def may_read(ctx: Context, table: Table, objective: Objective) -> bool:
    """Whether this person may look at what is on the table: a draft was put up for those who meet,
    and for whoever is in their channel."""
    if objective.state is not Phase.DRAFT or ctx.me.person in table.people:
        return True
    here, there = ctx.event.place, meetings.place_of(ctx.session, table.looking.meeting.id)
    return (here.platform, here.tenant, here.id) == (there.platform, there.tenant, there.id)


def on_table(ctx: Context, meeting: Meeting, number: int) -> Objective:
    """The objective, if this alignment meeting sees it. Raises NotFound."""
    table = set_out(ctx.session, meeting, ctx.now)
    for each in table.objectives:
        if each.number == number and may_read(ctx, table, each):
            return each
    raise NotFound(
        message("{id} is not in this meeting any more: it was archived, moved or handed over."),
        id=str(ObjectiveId(number)),
    )
