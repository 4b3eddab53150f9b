"""Pages of open action items: of a person, or of a team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.cards import Card
from handlers.context import Context
from handlers.views.todo import PAGE, ItemList, items_card
from okr import permissions
from okr.facts import PersonName
from okr.follow_up import ActionItem
from storage import action_items, leads, teams
from storage.tables import PersonRow, TeamRow


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose items a list holds; `values` bring the same list back from a button."""

    name: str
    person_id: int = 0
    team_id: int = 0

    @classmethod
    def of_person(cls, person: PersonName) -> "Whose":
        """Those of one person."""
        return cls(person.name, person_id=person.id)

    @classmethod
    def of_team(cls, row: TeamRow) -> "Whose":
        """Those of a team's people."""
        return cls(row.name, team_id=int(row.id or 0))

    @property
    def values(self) -> dict[str, str]:
        """What a button of the list carries."""
        if self.team_id:
            return {"team": str(self.team_id)}
        return {"person": str(self.person_id)}


def lists_in(ctx: Context, values: Mapping[str, str]) -> Whose | None:
    """The list that a button stood in; None for a card of its own, or a list that is gone."""
    team_id, person_id = _number(values.get("team", "")), _number(values.get("person", ""))
    if team_id:
        row = teams.get(ctx.session, ctx.me.workspace_id, team_id)
        return Whose.of_team(row) if row else None
    person = ctx.session.get(PersonRow, person_id) if person_id else None
    if person is None or person.workspace_id != ctx.me.workspace_id:
        return None
    return Whose(person.name, person_id=person_id)


def _number(typed: object) -> int:
    is_number = isinstance(typed, str) and typed.isascii() and typed.isdecimal()
    return int(str(typed)) if is_number and len(str(typed)) < 10 else 0


def list_card(ctx: Context, whose: Whose, page: int, note: str = "") -> Card:
    """A page of open items, overdue first; the last one there is when the page is empty."""
    owners = teams.member_ids(ctx.session, whose.team_id) if whose.team_id else [whose.person_id]
    total = action_items.count_open_of(ctx.session, owners, ctx.me.id)
    page = min(page, max(0, (total - 1) // PAGE))
    found = action_items.list_open_of(ctx.session, owners, ctx.me.id, PAGE, page * PAGE)
    is_own = whose.person_id == ctx.me.id
    return items_card(
        ctx.lang,
        ItemList(
            ctx.lang.tr("My action items")
            if is_own
            else ctx.lang.tr("Action items of {name}", name=whose.name),
            found,
            may_change(ctx, found),
            page,
            total,
            with_owner=not is_own,
            whose=whose.values,
            note=note,
        ),
        ctx.today,
    )


def may_change(ctx: Context, items: Sequence[ActionItem]) -> frozenset[int]:
    """The ids of those of the items that this person may move or close."""
    own = {id: leads.leads_of(ctx.session, id) for id in _others(ctx, items)}
    return frozenset(
        item.id
        for item in items
        if permissions.may_change_item(
            ctx.me.actor,
            frozenset({item.owner.id, item.by.id}),
            frozenset(lead.id for lead in own.get(item.owner.id, ())),
        )
    )


def _others(ctx: Context, items: Sequence[ActionItem]) -> set[int]:
    """Owners whose leads are worth looking up."""
    if ctx.me.actor.is_admin:
        return set()
    return {item.owner.id for item in items if ctx.me.id not in (item.owner.id, item.by.id)}
