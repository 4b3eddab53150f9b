"""From what a person named to the thing itself, as far as they may know of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chat.text import split_mentions
from handlers.context import Context
from handlers.parsing import Words, typed_names
from okr import permissions
from okr.errors import Invalid, NotFound, message
from okr.facts import Cycle, Guarded, KeyResult, Objective, PersonName
from okr.ids import KeyResultId, ObjectiveId, parse
from storage import cycles, objective_changes, objectives, people

NO_SUCH = message("There is no {id} that you can see. `/okr find` searches what is published.")

UNKNOWN_PERSON = message("I do not know @{name} yet. Pick them with the platform's own @mention.")


def objective_by_number(
    ctx: Context, number: int, *, to_change: bool = False
) -> tuple[Objective, Guarded]:
    """The objective and who has to do with it. Raises NotFound, also for others' drafts."""
    if to_change:
        objective_changes.lock(ctx.session, ctx.me.workspace_id, number)
    found = objectives.find(ctx.session, ctx.me.workspace_id, number)
    name = str(ObjectiveId(number))
    if found is None:
        raise NotFound(NO_SUCH, id=name)
    guarded = objectives.guarded(ctx.session, found)
    permissions.check_seen(ctx.me.actor, guarded, name)
    return found, guarded


def key_result_by_id(
    ctx: Context, id: KeyResultId, *, to_change: bool = False
) -> tuple[Objective, KeyResult, Guarded]:
    """The key result with its objective. Raises NotFound."""
    objective, _ = objective_by_number(ctx, id.number, to_change=to_change)
    for key_result in objective.key_results:
        if key_result.position == id.position:
            return objective, key_result, objectives.guarded(ctx.session, objective, key_result)
    raise NotFound(
        message("{objective} has no {id}. It has: {known}."),
        id=str(id),
        objective=str(id.objective),
        known=", ".join(
            str(KeyResultId(id.number, each.position)) for each in objective.key_results
        )
        or "–",
    )


def editable_objective(ctx: Context, number: int) -> Objective:
    """The objective, if the person may change it now. Raises Refused."""
    objective, guarded = objective_by_number(ctx, number, to_change=True)
    name = str(ObjectiveId(number))
    permissions.check_editable(ctx.me.actor, guarded, name, objective.owner.name)
    return objective


def editable_key_result(ctx: Context, id: KeyResultId) -> tuple[Objective, KeyResult]:
    """The key result, if the person may change it now. Raises Refused."""
    objective, key_result, guarded = key_result_by_id(ctx, id, to_change=True)
    permissions.check_editable(ctx.me.actor, guarded, str(id), objective.owner.name)
    return objective, key_result


def cycle_named(ctx: Context, name: str) -> Cycle:
    """The open cycle with this name. Raises Invalid."""
    cycle = cycles.by_name(ctx.session, ctx.me.workspace_id, name)
    if cycle is None:
        known = [c.name for c in cycles.list_all(ctx.session, ctx.me.workspace_id)]
        raise Invalid(
            message("There is no cycle “{name}”. There are: {known}."),
            name=name[:60],
            known=", ".join(known[:10]) or "–",
        )
    return open_cycle(cycle)


def open_cycle(cycle: Cycle | None) -> Cycle:
    """The cycle, if it can be written into. Raises Invalid."""
    if cycle is None or cycle.is_closed:
        raise Invalid(message("That cycle is closed. Choose one that is open."), field="cycle")
    return cycle


def cycle_chosen(ctx: Context, typed: str) -> Cycle | None:
    """The cycle whose id a form's choice gave, if it is one of the workspace."""
    if typed.isascii() and typed.isdecimal() and len(typed) < 10:
        return cycles.get(ctx.session, ctx.me.workspace_id, int(typed))
    return None


def number_in(values: object, what: str = "o") -> int:
    """The objective's number in a button's values. Raises NotFound for anything else."""
    found = values.get(what, "") if hasattr(values, "get") else ""
    if isinstance(found, str) and found.isascii() and found.isdecimal() and len(found) < 10:
        return int(found)
    raise NotFound(NO_SUCH, id=str(found) or "?")


def key_result_in(values: object, what: str = "kr") -> KeyResultId:
    """The key result's id in a button's values. Raises NotFound for anything else."""
    found = values.get(what, "") if hasattr(values, "get") else ""
    id = parse(str(found))
    if isinstance(id, KeyResultId):
        return id
    raise NotFound(NO_SUCH, id=str(found) or "?")


_JOINS = re.compile(r"(?:[\s,，、;；&+/.。]|\band\b|\bwith\b|和|与|及)*", re.IGNORECASE)
"""What stands between names at the end of a line."""
_DANGLING = re.compile(r"(?:\s+(?:with|and|by)|[,，、和与跟同])\s*$", re.IGNORECASE)
"""What is left of "with @Bo" when the name is taken out."""


@dataclass(frozen=True, slots=True)
class Named:
    """People found in words, what could not be found, and the words without them.

    `outside`: names of people the platform knows and this workspace has not.
    """

    people: tuple[PersonName, ...]
    unknown: tuple[str, ...]
    rest: Words
    outside: tuple[str, ...] = ()


def people_in(ctx: Context, words: Words, *, keeps_inner: bool = False) -> Named:
    """People mentioned in the words: the platform's own mentions, and typed `@name`s.

    A typed name counts when exactly one person of the workspace has it; two words are tried
    before one. What is not found stays in the text. With `keeps_inner` only mentions at the end
    are taken out of the text; one in the midst of a sentence stays there as a name.
    """
    found: list[PersonName] = []
    parts: list[str | PersonName] = []
    unknown: list[str] = []
    outside: list[str] = []
    for part in split_mentions(words.text):
        if isinstance(part, int):
            mention = words.mentions[part] if part < len(words.mentions) else None
            if mention is not None and mention.account in ctx.met:
                parts.append(ctx.met[mention.account])
            elif mention is not None:
                outside.append(mention.name or mention.account.id)
            continue
        parts += _typed_names(ctx, part, unknown)
    found = [part for part in parts if isinstance(part, PersonName)]
    if keeps_inner:
        parts = _without_tail(parts)
        text = "".join(part if isinstance(part, str) else part.name for part in parts)
        text = _DANGLING.sub("", text) if found else text
    else:
        text = " ".join(part.strip() for part in parts if isinstance(part, str))
    return Named(tuple(dict.fromkeys(found)), tuple(unknown), words.named(text), tuple(outside))


def spoken(ctx: Context, words: Words) -> str:
    """What was said, people in it by their names: a platform's mention may be a mere number."""
    known = [
        replace(each, name=ctx.met[each.account].name) if each.account in ctx.met else each
        for each in words.mentions
    ]
    return replace(words, mentions=tuple(known)).plain


def _typed_names(ctx: Context, text: str, unknown: list[str]) -> list[str | PersonName]:
    """A text cut at the `@name`s in it that are people's; names nobody has go to `unknown`."""
    parts: list[str | PersonName] = []
    rest = 0
    for start, one, two in typed_names(text):
        for name in dict.fromkeys((two, one)):
            matches = people.list_named(ctx.session, ctx.me.workspace_id, name)
            if len(matches) == 1:
                parts += [text[rest:start], matches[0]]
                rest = start + 1 + len(name)
                break
        else:
            unknown.append(one)
    return [*parts, text[rest:]]


def _without_tail(parts: list[str | PersonName]) -> list[str | PersonName]:
    """The parts up to the last words; people named after them, and what joins these, go."""
    last = len(parts)
    while last and (
        isinstance(parts[last - 1], PersonName) or _JOINS.fullmatch(str(parts[last - 1]))
    ):
        last -= 1
    return parts[:last]


def picked(ctx: Context, accounts: object) -> list[PersonName]:
    """The people behind the accounts a form's picker gave."""
    if not isinstance(accounts, tuple):
        return []
    return [ctx.met[account] for account in accounts if account in ctx.met]


def one_person(ctx: Context, words: Words, what: str) -> PersonName:
    """Exactly one person named in the words. Raises Invalid; `what` is for the message."""
    named = people_in(ctx, words)
    if named.unknown and not named.people:
        raise Invalid(
            UNKNOWN_PERSON,
            name=named.unknown[0],
        )
    if len(named.people) != 1:
        raise Invalid(message("Name one person with @, as in `{example}`."), example=what)
    return named.people[0]


def all_names(people_found: Sequence[PersonName]) -> str:
    """Names in a row for a sentence."""
    return ", ".join(person.name for person in people_found)
