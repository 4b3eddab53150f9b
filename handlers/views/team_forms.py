"""Forms for teams: a new one, its people, its lead, and the team it belongs to."""

from collections.abc import Sequence

from chat.address import Account
from chat.cards import Option
from chat.forms import (
    ChoiceField,
    Form,
    InputField,
    ManyChoicesField,
    PeopleField,
    PersonField,
    TextField,
)
from chat.locales import Language
from chat.text import shortened
from okr.facts import PersonName

MOST_CHOICES = 100
NO_PARENT = "none"
"""The choice of belonging to no team."""


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


def add_form(lang: Language, team_id: int, name: str) -> Form:
    """Who comes in."""
    people = PeopleField("people", lang.tr("Add people"), required=True)
    return _form(lang, "team.add_save", team_id, name, people)


def remove_form(lang: Language, team_id: int, name: str, members: Sequence[PersonName]) -> Form:
    """Who goes."""
    hint = ""
    if len(members) > MOST_CHOICES:
        hint = lang.tr("Somebody else: `{example}`.", example=f"team remove {name} @…")
    people = ManyChoicesField(
        "people",
        lang.tr("Remove people"),
        tuple(Option(shortened(each.name, 70), str(each.id)) for each in members[:MOST_CHOICES]),
        required=True,
        hint=hint,
    )
    return _form(lang, "team.remove_save", team_id, name, people)


def lead_form(lang: Language, team_id: int, name: str, lead: tuple[Account, ...]) -> Form:
    """Who leads it."""
    person = PersonField("lead", lang.tr("Lead"), lead, required=True)
    return _form(lang, "team.lead_save", team_id, name, person)


def parent_form(
    lang: Language,
    team_id: int,
    name: str,
    choices: Sequence[tuple[int, str]],
    parent_id: int | None,
) -> Form:
    """Which team it belongs to; `choices` are (id, name), the present one first."""
    hint = ""
    if len(choices) >= MOST_CHOICES:
        hint = lang.tr("Another team: `{example}`.", example=f"team parent {name}, …")
    choice = ChoiceField(
        "parent",
        lang.tr("Belongs to"),
        (
            Option(lang.tr("no team"), NO_PARENT),
            *(Option(shortened(each, 70), str(id)) for id, each in choices[: MOST_CHOICES - 1]),
        ),
        str(parent_id) if parent_id else NO_PARENT,
        required=True,
        hint=hint,
    )
    return _form(lang, "team.parent_save", team_id, name, choice)


def _form(lang: Language, action: str, team_id: int, name: str, field: InputField) -> Form:
    return Form(
        action=action,
        title=lang.tr("Team {name}", name=name),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        values={"team": str(team_id)},
        parts=(field,),
    )
