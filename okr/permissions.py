"""Who may do what, on one page.

|                                   | owner | collaborator | lead of owner | admin | everyone |
|-----------------------------------|-------|--------------|---------------|-------|----------|
| see what is published             |  yes  |     yes      |      yes      |  yes  |   yes    |
| see a draft                       |  yes  |  yes (asked) |      no       |  no   |   no     |
| edit, move, archive, publish, add |  yes  |      no      | if published  | if p. |   no     |
| check in                          |  yes  |     yes      | if published  | if p. |   no     |
| copy, as a draft of one's own     |  yes  | if published | if published  | if p. |  if p.   |

A closed or archived objective can be read and not changed, except that who may edit it may
bring an archived one back; a closed one can still be copied. A key result's own owner counts as
its collaborator. Who is asked to let a draft hang on what is theirs may see the draft, too.
Whom somebody named to check in for them (this week, or while away) checks in as a collaborator.
Cycles, teams of others and company settings: admins; a team's own settings: its lead, too.
An action item: its owner, who made it, a lead of its owner, admins.
"""

from okr.errors import Invalid, NotAllowed, NotFound, message
from okr.facts import Actor, Guarded, State


def may_see(actor: Actor, thing: Guarded) -> bool:
    """Whether the actor may know that this objective exists."""
    if not _is_private(thing):
        return True
    return actor.id == thing.owner_id or actor.id in thing.collaborator_ids | thing.asked_ids


def _is_private(thing: Guarded) -> bool:
    return thing.state is State.DRAFT or thing.never_published


def may_edit(actor: Actor, thing: Guarded) -> bool:
    """Whether the actor may change wording, figures, cycle, owner or state."""
    if actor.id == thing.owner_id:
        return True
    return not _is_private(thing) and (actor.is_admin or actor.id in thing.lead_ids)


def may_check_in(actor: Actor, thing: Guarded) -> bool:
    """Whether the actor may record progress."""
    asked = thing.collaborator_ids | thing.delegate_ids
    return may_edit(actor, thing) or (actor.id in asked and may_see(actor, thing))


def check_seen(actor: Actor, thing: Guarded, id: str) -> None:
    """Raises NotFound where the actor may not know of it: a draft tells nobody it is there."""
    if not may_see(actor, thing):
        raise NotFound(
            message("There is no {id} that you can see. `/okr find` searches what is published."),
            id=id,
        )


def check_editable(actor: Actor, thing: Guarded, id: str, owner: str) -> None:
    """Raises NotFound, NotAllowed or Invalid unless the actor may change it now."""
    check_seen(actor, thing, id)
    if not may_edit(actor, thing):
        raise NotAllowed(
            message("Only {owner}, their lead or an admin can change {id}. Ask {owner} to."),
            id=id,
            owner=owner,
        )
    check_open(thing, id)


def check_may_check_in(actor: Actor, thing: Guarded, id: str, owner: str) -> None:
    """Raises NotFound, NotAllowed or Invalid unless the actor may check in on it now."""
    check_seen(actor, thing, id)
    if not may_check_in(actor, thing):
        raise NotAllowed(
            message(
                "Only {owner} and collaborators can check in on {id}. "
                "Ask {owner} to @mention you on it."
            ),
            id=id,
            owner=owner,
        )
    check_open(thing, id)


def check_may_copy(actor: Actor, thing: Guarded, id: str, owner: str) -> None:
    """Raises NotFound, NotAllowed or Invalid unless the actor may write the same once more."""
    check_seen(actor, thing, id)
    if thing.state is State.DRAFT and actor.id != thing.owner_id:
        raise NotAllowed(
            message("{id} is a draft of {owner}. Once it is published, everybody can copy it."),
            id=id,
            owner=owner,
        )
    if thing.state is State.ARCHIVED:
        raise Invalid(message("{id} is archived. Once it is brought back it can be copied."), id=id)


def check_open(thing: Guarded, id: str) -> None:
    """Raises Invalid for what is archived or closed."""
    if thing.state is State.ARCHIVED:
        raise Invalid(
            message("{id} is archived. Bring it back first: `/okr archive {id}`."),
            id=id,
        )
    if thing.state is State.CLOSED:
        raise Invalid(
            message("{id} belongs to a closed cycle and can only be read. An admin can reopen it."),
            id=id,
        )


def check_admin(actor: Actor) -> None:
    """Raises NotAllowed unless the actor is an admin."""
    if not actor.is_admin:
        raise NotAllowed(
            message(
                "Only an admin can do that. Whoever runs the bot names admins in OKRBOT_ADMINS."
            )
        )


def check_lead(actor: Actor, lead_id: int | None, team: str) -> None:
    """Raises NotAllowed unless the actor leads the team or is an admin."""
    if not actor.is_admin and actor.id != lead_id:
        raise NotAllowed(
            message("Only the lead of {team} or an admin can change the team."),
            team=team,
        )


def may_change_item(actor: Actor, people: frozenset[int], lead_ids: frozenset[int]) -> bool:
    """Whether the actor may move or close an action item; `people` are its owner and maker."""
    return actor.is_admin or actor.id in people or actor.id in lead_ids
