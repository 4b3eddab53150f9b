"""Teams as cards and a form."""

from collections.abc import Sequence

from chat.cards import Actions, Block, Button, Card, Field, Fields, Paragraph
from chat.forms import Form, PeopleField, PersonField, TextField
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.objectives import names
from okr.facts import Team

MOST_SHOWN = 30


def teams_card(lang: Language, teams: Sequence[Team]) -> Card:
    """Every team with its lead and size."""
    blocks: list[Block] = [
        Paragraph(text(Bold(each.name), f"  {_size(lang, each)}")) for each in teams[:MOST_SHOWN]
    ]
    if not teams:
        blocks.append(
            Paragraph(text(lang.tr("There are no teams yet. Make one: `/okr team create Growth`.")))
        )
    blocks.append(Actions((Button(lang.tr("New team"), "team.open"),)))
    return Card(lang.tr("Teams"), tuple(blocks))


def _size(lang: Language, team: Team) -> str:
    people = lang.ntr("{count} person", "{count} people", len(team.members))
    lead = lang.tr("lead {name}", name=team.lead.name) if team.lead else lang.tr("no lead yet")
    return f"{people} · {lead}"


def team_card(lang: Language, team: Team) -> Card:
    """One team."""
    channel = lang.tr("tied to a channel") if team.has_channel else lang.tr("none yet")
    fields = [
        Field(lang.tr("Lead"), text(_lead(lang, team))),
        Field(lang.tr("Channel"), text(channel)),
    ]
    if team.parent:
        fields.append(Field(lang.tr("Belongs to"), text(team.parent)))
    people = shortened(names(team.members), 1500) or "–"
    return Card(
        lang.tr("Team {name}", name=team.name),
        (
            Fields(tuple(fields)),
            Paragraph(text(Bold(lang.tr("People")), f"  {people}")),
            Actions((Button(lang.tr("Show its OKRs"), "show.team", {"team": str(team.id)}),)),
        ),
    )


def _lead(lang: Language, team: Team) -> str:
    if team.lead is None:
        return "–"
    if team.lead_is_appointed:
        return team.lead.name
    return lang.tr("{name}, not yet confirmed by an admin", name=team.lead.name)


def team_form(lang: Language) -> Form:
    """A new team."""
    return Form(
        action="team.save",
        title=lang.tr("New team"),
        submit=lang.tr("Create"),
        cancel=lang.tr("Cancel"),
        parts=(
            TextField("name", lang.tr("Name"), required=True, max_length=60),
            PersonField("lead", lang.tr("Lead"), hint=lang.tr("Empty: you lead it.")),
            PeopleField("people", lang.tr("People")),
        ),
    )
