"""Whose OKRs of when: a person's or a team's, of this cycle, of another one, or archived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.context import Context
from handlers.lookup import number_in
from handlers.parsing import Words
from handlers.views.objectives import PAGE
from okr.errors import Invalid, NotFound, message
from okr.facts import Cycle, Objective, PersonName
from storage import cycles, objectives, people, put_away, teams
from storage.tables import TeamRow

ARCHIVED = "archived"
_ARCHIVED_WORDS = frozenset({ARCHIVED, "archive", "归档", "已归档", "归档的", "已归档的"})
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Whose:
    """A person, or the members of a team, by id; `values` are what a button carries of it."""

    name: str
    ids: Sequence[int]
    values: Mapping[str, str]
    is_team: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """Which of somebody's OKRs: those of a cycle (None: there is none yet), or what is archived.

    `key` is how a button says it; it is empty for the cycle of the day.
    """

    cycle: Cycle | None
    key: str = ""

    @property
    def is_archive(self) -> bool:
        """Whether it holds what was put away, of all cycles."""
        return self.key == ARCHIVED


def of_person(person: PersonName) -> Whose:
    """One person."""
    return Whose(person.name, [person.id], {"person": str(person.id)})


def of_team(ctx: Context, row: TeamRow) -> Whose:
    """Everybody in a team, its lead first."""
    team_id = int(row.id or 0)
    members = teams.member_ids(ctx.session, team_id)
    return Whose(row.name, members, {"team": str(team_id)}, is_team=True)


def now(ctx: Context) -> Shelf:
    """What people work on now."""
    return Shelf(cycles.find_current(ctx.session, ctx.me.workspace_id, ctx.today))


def named(ctx: Context, words: Words) -> Shelf | None:
    """The shelf with exactly this name; None where there is none."""
    name = words.text.strip()
    if name.casefold() in _ARCHIVED_WORDS:
        return Shelf(None, ARCHIVED)
    cycle = cycles.by_name(ctx.session, ctx.me.workspace_id, name) if name else None
    return Shelf(cycle, str(cycle.id)) if cycle else None


def at_end(ctx: Context, words: Words) -> tuple[Words, Shelf | None]:
    """The words before the name of a shelf at the end, the longest such name, and the shelf."""
    parts = words.text.split()
    for place in range(len(parts)):
        shelf = named(ctx, words.named(" ".join(parts[place:])))
        if shelf is not None:
            return words.named(" ".join(parts[:place])), shelf
    return words, None


def behind_person(ctx: Context, rest: Words) -> Shelf:
    """The shelf named behind a person. Raises Invalid for what looks like a cycle and is none."""
    found = at_end(ctx, rest)[1] if rest else None
    if found is None and any(character.isdigit() for character in rest.text):
        known = cycles.list_all(ctx.session, ctx.me.workspace_id)
        raise Invalid(
            message("There is no cycle “{name}”. There are: {known}."),
            name=rest.plain[:60],
            known=", ".join(each.name for each in known[:_MOST_NAMED]) or "–",
        )
    return found or now(ctx)


def whose_pressed(ctx: Context, values: Mapping[str, str]) -> Whose:
    """Whom a button is about. Raises NotFound."""
    if "team" in values:
        row = teams.get(ctx.session, ctx.me.workspace_id, number_in(values, "team"))
        if row is None:
            raise NotFound(message("That team is no longer there."))
        return of_team(ctx, row)
    person_id = number_in(values, "person")
    person = people.names_of(ctx.session, [person_id]).get(person_id)
    if person is None or people.get_me(ctx.session, person_id).workspace_id != ctx.me.workspace_id:
        raise NotFound(message("I do not know that person."))
    return of_person(person)


def pressed(ctx: Context, values: Mapping[str, str]) -> Shelf:
    """The shelf that a button or a menu's choice is about. Raises NotFound."""
    key = values.get("option", "") or values.get("in", "")
    if not key:
        return now(ctx)
    if key == ARCHIVED:
        return Shelf(None, ARCHIVED)
    cycle = cycles.get(ctx.session, ctx.me.workspace_id, number_in({"cycle": key}, "cycle"))
    if cycle is None:
        raise NotFound(message("That cycle is no longer there."))
    return Shelf(cycle, key)


def page_of(ctx: Context, whose: Whose, shelf: Shelf, page: int) -> tuple[list[Objective], int]:
    """A page of these OKRs (perhaps with the first of the next) as far as the reader may see
    them, and how many there are up to here at least."""
    offset, reader = page * PAGE, ctx.me.id
    if shelf.is_archive:
        found = put_away.list_archived(ctx.session, whose.ids, reader, PAGE + 1, offset)
        if len(found) > PAGE:
            return found, put_away.count_archived(ctx.session, whose.ids, reader)
        return found, offset + len(found)
    if shelf.cycle is None or not whose.ids:
        return [], 0
    cycle_id = shelf.cycle.id
    if whose.is_team:
        found = objectives.list_of_people(
            ctx.session, whose.ids, cycle_id, reader, PAGE + 1, offset
        )
    else:
        found = objectives.list_of_owner(
            ctx.session, whose.ids[0], cycle_id, reader, limit=PAGE + 1, offset=offset
        )
    # One more than a page tells whether there is another; only then is the rest counted.
    if len(found) > PAGE:
        return found, objectives.count_of_people(ctx.session, whose.ids, cycle_id, reader)
    return found, offset + len(found)
