"""From what a person named to the thing itself, as far as they may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.context import Context
from handlers.parsing import Words
from okr import permissions
from okr.errors import Invalid, NotFound, message
from okr.facts import Guarded, KeyResult, Objective, PersonName
from okr.ids import KeyResultId, ObjectiveId, parse
from storage import objectives, people

NO_SUCH = message("There is no {id} that you can see. `/okr find` searches what is published.")

UNKNOWN_PERSON = message("I do not know @{name} yet. Pick them with the platform's own @mention.")


def objective_by_number(ctx: Context, number: int) -> tuple[Objective, Guarded]:
    """The objective and who has to do with it. Raises NotFound, also for others' drafts."""
    found = objectives.find(ctx.session, ctx.me.workspace_id, number)
    name = str(ObjectiveId(number))
    if found is None:
        raise NotFound(NO_SUCH, id=name)
    guarded = objectives.guarded(ctx.session, found)
    permissions.check_seen(ctx.me.actor, guarded, name)
    return found, guarded


def key_result_by_id(ctx: Context, id: KeyResultId) -> tuple[Objective, KeyResult, Guarded]:
    """The key result with its objective. Raises NotFound."""
    objective, _ = objective_by_number(ctx, id.number)
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
    objective, guarded = objective_by_number(ctx, number)
    name = str(ObjectiveId(number))
    permissions.check_editable(ctx.me.actor, guarded, name, objective.owner.name)
    return objective


def editable_key_result(ctx: Context, id: KeyResultId) -> tuple[Objective, KeyResult]:
    """The key result, if the person may change it now. Raises Refused."""
    objective, key_result, guarded = key_result_by_id(ctx, id)
    permissions.check_editable(ctx.me.actor, guarded, str(id), objective.owner.name)
    return objective, key_result


def number_in(values: object, what: str = "o") -> int:
    """The objective's number in a button's values. Raises NotFound for anything else."""
    found = values.get(what, "") if hasattr(values, "get") else ""
    if isinstance(found, str) and found.isdigit() and len(found) < 10:
        return int(found)
    raise NotFound(NO_SUCH, id=str(found) or "?")


def key_result_in(values: object, what: str = "kr") -> KeyResultId:
    """The key result's id in a button's values. Raises NotFound for anything else."""
    found = values.get(what, "") if hasattr(values, "get") else ""
    id = parse(str(found))
    if isinstance(id, KeyResultId):
        return id
    raise NotFound(NO_SUCH, id=str(found) or "?")


@dataclass(frozen=True, slots=True)
class Named:
    """People found in words, what could not be found, and the words without them."""

    people: tuple[PersonName, ...]
    unknown: tuple[str, ...]
    rest: Words


def people_in(ctx: Context, words: Words) -> Named:
    """People mentioned in the words: the platform's own mentions, and typed `@name`s.

    A typed name counts when exactly one person of the workspace has it; two words are tried
    before one. What is not found stays in the text.
    """
    mentions, rest = words.take_mentions()
    found = [ctx.met[mention.account] for mention in mentions if mention.account in ctx.met]
    unknown: list[str] = []
    text = rest.text
    for one, two in rest.take_names()[0]:
        for name in dict.fromkeys((two, one)):
            matches = people.list_named(ctx.session, ctx.me.workspace_id, name)
            if len(matches) == 1:
                found.append(matches[0])
                text = text.replace(f"@{name}", "", 1).replace(f"＠{name}", "", 1)
                break
        else:
            unknown.append(one)
    return Named(tuple(dict.fromkeys(found)), tuple(unknown), rest.named(text))


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
