"""Teams as cards: the list, one of them, and what people are told of theirs."""

from collections.abc import Sequence

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Confirm,
    Element,
    Field,
    Fields,
    Note,
    Option,
    Paragraph,
    Select,
)
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.objectives import names
from handlers.views.team_rhythm import Rhythm, rhythm_fields
from okr.facts import Team

PAGE = 30
"""Teams on one page: each takes one of Slack's 50 blocks."""
_PEOPLE_LENGTH = 1500


def teams_card(lang: Language, teams: Sequence[Team], page: int, total: int) -> Card:
    """A page of teams, each with its lead and size."""
    blocks: list[Block] = [
        Paragraph(text(Bold(each.name), f"  {_size(lang, each)}")) for each in teams
    ]
    if not teams:
        blocks.append(
            Paragraph(text(lang.tr("There are no teams yet. Make one: `/okr team create Growth`.")))
        )
    elements: list[Element] = [Button(lang.tr("New team"), "team.open")]
    if teams:
        options = tuple(Option(shortened(each.name, 70), str(each.id)) for each in teams)
        elements.insert(0, Select(lang.tr("Open…"), "team.show", options))
    shown = page * PAGE + len(teams)
    if shown < total:
        blocks.append(Note(text(lang.tr("{shown} of {total}", shown=shown, total=total))))
        elements.append(Button(lang.tr("More"), "team.page", {"page": str(page + 1)}))
    return Card(lang.tr("Teams"), (*blocks, Actions(tuple(elements))))


def _size(lang: Language, team: Team) -> str:
    people = lang.ntr("{count} person", "{count} people", len(team.members))
    lead = lang.tr("lead {name}", name=team.lead.name) if team.lead else lang.tr("no lead yet")
    return f"{people} · {lead}"


def team_card(
    lang: Language, team: Team, rhythm: Rhythm, *, may_change: bool, may_leave: bool
) -> Card:
    """One team with what the reader may do with it."""
    channel = lang.tr("tied to a channel") if team.has_channel else lang.tr("none yet")
    fields = [
        Field(lang.tr("Lead"), text(_lead(lang, team))),
        Field(lang.tr("Channel"), text(channel)),
    ]
    if team.parent:
        fields.append(Field(lang.tr("Belongs to"), text(team.parent)))
    fields += rhythm_fields(lang, rhythm)
    everybody = names(team.members)
    blocks: list[Block] = [
        Fields(tuple(fields)),
        Paragraph(
            text(Bold(lang.tr("People")), f"  {shortened(everybody, _PEOPLE_LENGTH) or '–'}")
        ),
    ]
    if len(everybody) > _PEOPLE_LENGTH:
        count = lang.ntr("{count} person", "{count} people", len(team.members))
        blocks.append(Note(text(count)))
    values = {"team": str(team.id)}
    elements: list[Element] = [Button(lang.tr("Show its OKRs"), "show.team", values)]
    if may_leave:
        elements.append(_leave_button(lang, team.id))
    blocks.append(Actions(tuple(elements)))
    if may_change:
        blocks.append(_changes(lang, values))
    return Card(lang.tr("Team {name}", name=team.name), tuple(blocks))


def _lead(lang: Language, team: Team) -> str:
    if team.lead is None:
        return "–"
    if team.lead_is_appointed:
        return team.lead.name
    return lang.tr("{name}, not yet confirmed by an admin", name=team.lead.name)


def _changes(lang: Language, values: dict[str, str]) -> Actions:
    return Actions(
        (
            Button(lang.tr("Add people"), "team.add", values),
            Button(lang.tr("Remove people"), "team.remove", values),
            Button(lang.tr("Change lead"), "team.lead", values),
            Button(lang.tr("Belongs to…"), "team.parent", values),
            Button(lang.tr("Tie to this channel"), "team.channel", values),
            Button(lang.tr("Day and time…"), "team.rhythm", values),
        )
    )


def _leave_button(lang: Language, team_id: int) -> Button:
    return Button(
        lang.tr("Leave the team"),
        "team.leave",
        {"team": str(team_id)},
        confirm=Confirm(
            lang.tr("Leave the team"),
            lang.tr("Only its lead or an admin can put you in again."),
            lang.tr("Leave the team"),
            lang.tr("Cancel"),
        ),
    )


def put_in_card(
    lang: Language,
    giver: str,
    team: str,
    team_id: int,
    lead: str,
    *,
    lead_has_say: bool,
    may_leave: bool,
) -> Card:
    """What somebody gets who was put into a team; `lead` empty where there is none."""
    title = lang.tr("{giver} added you to team {team}", giver=giver, team=team)
    if lead:
        title = lang.tr(
            "{giver} added you to team {team}, led by {lead}", giver=giver, team=team, lead=lead
        )
    blocks: list[Block] = []
    if lead_has_say and may_leave:
        blocks.append(Paragraph(text(lang.tr("Its lead may change the OKRs you publish."))))
    if may_leave:
        blocks.append(Actions((_leave_button(lang, team_id),)))
    return Card(title, tuple(blocks))


def made_lead_card(lang: Language, giver: str, team: str, team_id: int) -> Card:
    """What somebody gets who was named a team's lead."""
    title = lang.tr("{giver} made you the lead of team {team}", giver=giver, team=team)
    look = Button(lang.tr("Look at it"), "team.show", {"team": str(team_id)})
    return Card(title, (Actions((look, _leave_button(lang, team_id))),))


def left_card(lang: Language, team: str) -> Card:
    """What stands there once somebody has left a team."""
    return Card(lang.tr("You left team {name}", name=team), ())
