"""What an objective could hang on: what people up the line, or somebody named, have published."""

from collections.abc import Sequence

from chat.cards import Block, Option
from chat.forms import Form
from chat.text import shortened
from handlers.context import Context
from handlers.views.alignment_forms import MOST_TARGETS, request_form
from handlers.views.alignment_marks import proposal_blocks
from handlers.views.alignment_wish import wish_of
from okr.errors import Invalid, message
from okr.facts import KeyResult, Objective, PersonName, State
from okr.ids import KeyResultId, ObjectiveId
from storage import alignment_statements, alignments, cycles, key_results, leads, objectives

_LABEL = 70
_OF_ONE = 30
"""Objectives of one person that are looked through."""


def up_the_line(ctx: Context) -> list[PersonName]:
    """The manager and the leads of this person's teams, each once."""
    manager = leads.manager_of(ctx.session, ctx.me.id)
    found = [*([manager] if manager else []), *leads.leads_of(ctx.session, ctx.me.id)]
    return [each for each in dict.fromkeys(found) if each.id != ctx.me.id]


def options_of(
    ctx: Context, lower: Objective, persons: Sequence[PersonName]
) -> tuple[list[Option], int]:
    """What of these people's the objective could hang on, and how many had no room."""
    known = alignments.list_of_lower(ctx.session, [lower.id]).get(lower.id, [])
    taken = {each.upper.name for each in known}
    options = [
        option
        for person in persons
        for objective, own in _targets(ctx, lower, person)
        for option in _options(objective, own, person, with_owner=len(persons) > 1)
        if option.value not in taken
    ]
    unique = list({option.value: option for option in options}.values())
    return unique[:MOST_TARGETS], max(0, len(unique) - MOST_TARGETS)


def open_form(ctx: Context, lower: Objective) -> Form:
    """Ask for alignment with what people up the line have, or with anybody's to be named."""
    options, hidden = options_of(ctx, lower, up_the_line(ctx))
    wish = wish_of(ctx.lang, lower)
    return request_form(ctx.lang, lower, wish, options=options, hidden=hidden, is_open=True)


def form_of_person(ctx: Context, lower: Objective, person: PersonName) -> Form:
    """The form with what somebody has published. Raises Invalid where that is nothing."""
    options, hidden = options_of(ctx, lower, [person])
    if not options:
        raise Invalid(
            message("{name} has nothing in a cycle that overlaps that was not asked yet."),
            field="person",
            name=person.name,
        )
    wish = wish_of(ctx.lang, lower)
    return request_form(ctx.lang, lower, wish, options=options, hidden=hidden, person_id=person.id)


def _targets(
    ctx: Context, lower: Objective, person: PersonName
) -> list[tuple[Objective, Sequence[KeyResult]]]:
    """Objectives in cycles that overlap with those of their key results that are asked of the
    person: all of their own, and what is theirs of others'."""
    found: dict[int, tuple[Objective, list[KeyResult]]] = {}
    span = lower.cycle.span
    for cycle in cycles.list_all(ctx.session, ctx.me.workspace_id):
        if cycle.is_closed or not cycle.span.overlaps(span):
            continue
        for each in objectives.list_of_owner(
            ctx.session, person.id, cycle.id, ctx.me.id, limit=_OF_ONE
        ):
            if _may_hold(each, lower):
                found[each.id] = (each, list(each.key_results))
    theirs = key_results.list_of_people(ctx.session, [person.id], span.starts_on, span.ends_on)
    for each, key_result in theirs:
        if each.id not in found and each.id != lower.id:
            found[each.id] = (each, [])
        if each.id in found and key_result not in found[each.id][1]:
            found[each.id][1].append(key_result)
    return list(found.values())


def _may_hold(objective: Objective, lower: Objective) -> bool:
    is_own_draft = objective.state is State.DRAFT and objective.owner == lower.owner
    return objective.id != lower.id and (objective.state is State.PUBLISHED or is_own_draft)


def _options(
    objective: Objective, own: Sequence[KeyResult], person: PersonName, *, with_owner: bool
) -> list[Option]:
    who = f" · {shortened(person.name, 25)}" if with_owner else ""
    lines = []
    if objective.owner.id == person.id:
        lines.append((str(ObjectiveId(objective.number)), objective.title))
    lines += [(str(KeyResultId(each.number, each.position)), each.title) for each in own]
    room = _LABEL - len(who)
    return [Option(shortened(f"{id} {title}", room) + who, id) for id, title in lines]


def proposal(ctx: Context, objective: Objective) -> list[Block]:
    """After writing or publishing one's own: that it hangs on nothing, where somebody up the line
    has OKRs; and a way to align it."""
    if objective.owner.id != ctx.me.id:
        return []
    if alignment_statements.hangs_of(ctx.session, objective.id, ctx.me.id).uppers:
        return []
    people = [each for each in up_the_line(ctx) if _targets(ctx, objective, each)]
    return proposal_blocks(ctx.lang, objective, people) if people else []
