"""Whose tree and of which cycle: from words and from what a button carries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from chat.address import PlaceKind
from handlers.context import Context
from handlers.lookup import UNKNOWN_PERSON, number_in, objective_by_number, people_in
from handlers.parsing import Words
from handlers.subcommands import take
from handlers.teams.lookup import find_team
from okr.errors import Invalid, NotFound, message
from okr.facts import Cycle, State
from okr.ids import ObjectiveId
from storage import cycles, people, team_weeks, teams, tree_roots
from storage.tables import TeamRow
from storage.tree import Within


class Kind(StrEnum):
    """What a tree is of."""

    PERSON = "person"
    TEAM = "team"
    COMPANY = "company"
    OBJECTIVE = "objective"


_COMPANY_WORDS = dict.fromkeys(("company", "all", "公司", "全公司"), True)
_TEAM_WORDS = dict.fromkeys(("team", "团队"), True)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose tree: `id` is a person's, a team's, or an objective's number; `cycle` None: there
    is no cycle yet."""

    kind: Kind
    id: int
    name: str
    cycle: Cycle | None

    @property
    def values(self) -> dict[str, str]:
        """What a button carries of it."""
        values = {"of": self.kind.value, "id": str(self.id)}
        return values if self.cycle is None else {**values, "cycle": str(self.cycle.id)}


def named(ctx: Context, words: Words) -> Scope:
    """The tree that the words name; mine without any. Raises Invalid or NotFound."""
    found = _without_cycle(ctx, words)
    if found is not None:
        return found
    rest, cycle = _cycle_at_end(ctx, words)
    found = _without_cycle(ctx, rest) if cycle is not None else None
    if found is not None:
        return replace(found, cycle=cycle)
    name = words.plain.strip()
    if name.startswith(("@", "＠")):
        raise Invalid(UNKNOWN_PERSON, name=name[1:60])
    raise Invalid(
        message(
            "I cannot find “{name}”. Name a @person, a #team, an objective such as O12, or "
            "`company`; a cycle may follow."
        ),
        name=name[:60],
    )


def _without_cycle(ctx: Context, words: Words) -> Scope | None:
    if not words:
        return mine(ctx)
    is_company, rest = take(words.text, _COMPANY_WORDS)
    if is_company and not rest:
        return company(ctx)
    id, after = words.take_id()
    if id is not None and not after:
        number = id.number
        return _of_objective(ctx, number)
    row = find_team(ctx, words)
    if row is None:
        is_team, rest = take(words.text, _TEAM_WORDS)
        if is_team:
            row = find_team(ctx, words.named(rest)) if rest else own_team(ctx)
    if row is not None and row.workspace_id == ctx.me.workspace_id:
        return _of_team(ctx, row)
    spoken = people_in(ctx, words)
    if len(spoken.people) == 1 and not spoken.rest and not spoken.unknown:
        person = spoken.people[0]
        return Scope(Kind.PERSON, person.id, person.name, ctx.find_current_cycle())
    return None


def _cycle_at_end(ctx: Context, words: Words) -> tuple[Words, Cycle | None]:
    """The words before the name of a cycle at the end, the longest such name, and the cycle."""
    parts = words.text.split()
    for count in range(len(parts)):
        cycle = cycles.by_name(ctx.session, ctx.me.workspace_id, " ".join(parts[count:]))
        if cycle is not None:
            return words.named(" ".join(parts[:count])), cycle
    return words, None


def mine(ctx: Context) -> Scope:
    """The tree of who asks."""
    return Scope(Kind.PERSON, ctx.me.id, ctx.me.name, ctx.find_current_cycle())


def company(ctx: Context) -> Scope:
    """Everybody's."""
    return Scope(Kind.COMPANY, 0, "", ctx.find_current_cycle())


def _of_team(ctx: Context, row: TeamRow) -> Scope:
    return Scope(Kind.TEAM, int(row.id or 0), row.name, ctx.find_current_cycle())


def _of_objective(ctx: Context, number: int) -> Scope:
    objective, _ = objective_by_number(ctx, number)
    if objective.state is State.ARCHIVED:
        raise Invalid(
            message("{id} is archived and stands in no tree."), id=str(ObjectiveId(number))
        )
    return Scope(Kind.OBJECTIVE, number, objective.title, objective.cycle)


def own_team(ctx: Context) -> TeamRow | None:
    """The team of this channel, else the first that who asks leads, else is in."""
    place = ctx.event.place
    if place.kind is PlaceKind.CHANNEL:
        row = teams.find_by_channel(ctx.session, place.platform, place.tenant, place.id)
        if row is not None and row.workspace_id == ctx.me.workspace_id:
            return row
    found = team_weeks.list_of_person(ctx.session, ctx.me.id)
    return teams.get(ctx.session, ctx.me.workspace_id, found[0].id) if found else None


def pressed(ctx: Context, values: Mapping[str, str]) -> Scope:
    """The tree that a button is about. Raises NotFound or Invalid where it is there no more."""
    kind = values.get("of", Kind.PERSON)
    cycle = _cycle_of(ctx, values) or ctx.find_current_cycle()
    if kind == Kind.COMPANY:
        return replace(company(ctx), cycle=cycle)
    if kind == Kind.TEAM:
        row = teams.get(ctx.session, ctx.me.workspace_id, number_in(values, "id"))
        if row is None:
            raise NotFound(message("That team is no longer there."))
        return replace(_of_team(ctx, row), cycle=cycle)
    if kind == Kind.OBJECTIVE:
        return _of_objective(ctx, number_in(values, "id"))
    if "id" not in values:
        return replace(mine(ctx), cycle=cycle)
    person_id = number_in(values, "id")
    person = people.names_of(ctx.session, [person_id]).get(person_id)
    if person is None or people.get_me(ctx.session, person_id).workspace_id != ctx.me.workspace_id:
        raise NotFound(message("I do not know that person."))
    return Scope(Kind.PERSON, person.id, person.name, cycle)


def _cycle_of(ctx: Context, values: Mapping[str, str]) -> Cycle | None:
    if "cycle" not in values:
        return None
    return cycles.get(ctx.session, ctx.me.workspace_id, number_in(values, "cycle"))


def within(ctx: Context, scope: Scope, *, aloud: bool = False) -> Within | None:
    """Which objectives are in it; `aloud`: only what everybody may see. None without a cycle."""
    if scope.cycle is None:
        return None
    found = tree_roots.overlapping(ctx.session, ctx.me.workspace_id, scope.cycle)
    states = (State.PUBLISHED, State.CLOSED) if scope.cycle.is_closed else (State.PUBLISHED,)
    return Within(
        ctx.me.workspace_id,
        0 if aloud else ctx.me.id,
        tuple(each.id for each in found),
        states,
    )
