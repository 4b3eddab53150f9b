"""Whom an edit names: who stays, who is asked, and who is not asked once more."""

from collections.abc import Sequence

from chat.events import FormSubmitted
from handlers.context import Context
from handlers.writing import joining_cards
from handlers.writing.reading import people_picked
from okr.facts import KeyResult, Objective, PersonName
from storage import collaborators


def who_refused(
    ctx: Context,
    objective: Objective,
    key_result: KeyResult | None,
    named: Sequence[PersonName],
) -> list[PersonName]:
    """Those named in a new wording who said that it is not for them: a name that merely stands
    in the text once more asks nobody again."""
    key_result_id = key_result.id if key_result else None
    refusers = {
        join.person for join in collaborators.list_refused(ctx.session, objective.id, key_result_id)
    }
    return [person for person in named if person in refusers]


def people_kept(
    ctx: Context,
    event: FormSubmitted,
    objective: Objective,
    known: Sequence[PersonName],
) -> tuple[PersonName, ...]:
    """The collaborators a form leaves: those known first, in the order they were asked.

    Who said that it is not for them while the form was open is not asked anew by it.
    """
    were = set(event.values.get("named", "").split())
    people = [
        person
        for person in people_picked(ctx, event.fields.get("people"), known)
        if person in known or str(person.id) not in were
    ]
    ids = {person.id for person in people}
    # A picker can only hold accounts of its own platform: people elsewhere are not dropped by it.
    kept = [each for each in known if each.id in ids or not ctx.accounts((each,))]
    return joined(objective, kept, people)


def joined(
    objective: Objective, known: Sequence[PersonName], asked: Sequence[PersonName]
) -> tuple[PersonName, ...]:
    """Those known and those asked, each once; the owner of the objective needs no asking."""
    there = {objective.owner.id, *(person.id for person in known)}
    return tuple(dict.fromkeys([*known, *(each for each in asked if each.id not in there)]))


def save_people(
    ctx: Context, objective: Objective, key_result: KeyResult | None, people: Sequence[PersonName]
) -> None:
    """Exactly these people are named on it from now on; they are told by `tell_collaborators`."""
    key_result_id = key_result.id if key_result else None
    ids = [person.id for person in people]
    before = collaborators.list_of(ctx.session, objective.id)
    collaborators.release(ctx.session, objective.id, key_result_id, ids)
    collaborators.ask(ctx.session, objective.id, key_result_id, ids, ctx.me.id, ctx.now)
    joining_cards.show_asked(ctx, before, objective.id)
