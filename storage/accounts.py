"""A person's accounts on the platforms: known as one by verified e-mail, and taken apart again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from chat.address import Account, PlaceKind
from okr.facts import Role, State
from storage import history, people, prompt_slots
from storage.account_merging import merge
from storage.outbox import OUTBOX, Priority
from storage.statements import pick
from storage.tables import (
    Identity,
    LinkCode,
    ObjectiveRow,
    OutboxState,
    PersonRow,
    Tenant,
    Workspace,
)


@dataclass(frozen=True, slots=True)
class KnownAs:
    """An account of a person, and the name they have there."""

    account: Account
    name: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Two people are one now. `account` is the one that was added to what was known."""

    person_id: int
    account: Account


def list_of_person(session: Session, person_id: int) -> list[KnownAs]:
    """Every account of a person, by platform."""
    rows = session.execute(
        pick(Identity.platform, Identity.tenant, Identity.external_id, Identity.name)
        .where(col(Identity.person_id) == person_id)
        .order_by(col(Identity.platform), col(Identity.tenant), col(Identity.external_id))
    )
    return [KnownAs(Account(*account), name) for *account, name in rows]


def count_objectives(session: Session, person_id: int) -> int:
    """How many objectives somebody owns, archived ones aside."""
    own = select(func.count()).where(
        col(ObjectiveRow.owner_id) == person_id, col(ObjectiveRow.state) != State.ARCHIVED
    )
    return int(session.execute(own).scalar_one())


def link_by_email(session: Session, account: Account, now: datetime) -> Linked | None:
    """Make one person of this one and of the only other whose verified address is the same.

    Not where either account keeps apart, nor where the two would have two accounts on one
    platform. Nobody is linked by name.
    """
    identity = session.get(Identity, (account.platform, account.tenant, account.id))
    if identity is None or identity.email is None or identity.keeps_apart:
        return None
    me = people.get_me(session, identity.person_id)
    if not _has_other_platform(session, me.workspace_id, account.platform):
        return None
    # Two who are met at the same moment would not see each other otherwise.
    workspace = pick(Workspace.id).where(col(Workspace.id) == me.workspace_id)
    session.execute(workspace.with_for_update(key_share=True))
    others = session.execute(
        pick(Identity.person_id, Identity.keeps_apart)
        .join(PersonRow, col(PersonRow.id) == Identity.person_id)
        .where(
            col(Identity.email) == identity.email,
            col(Identity.person_id) != me.id,
            col(PersonRow.workspace_id) == me.workspace_id,
            col(PersonRow.is_active),
        )
    ).all()
    ids = {row.person_id for row in others}
    if len(ids) != 1 or any(row.keeps_apart for row in others):
        return None
    (other_id,) = ids
    if shared_platforms(session, me.id, other_id):
        return None
    kept = merge(session, me.id, other_id, now)
    return Linked(kept, account) if kept is not None else None


def shared_platforms(session: Session, one_id: int, other_id: int) -> frozenset[str]:
    """The platforms on which both have an account."""
    mine = {each.platform for each in people.accounts_of(session, one_id)}
    return frozenset(mine & {each.platform for each in people.accounts_of(session, other_id)})


def link_by_code(session: Session, one_id: int, other_id: int, now: datetime) -> int | None:
    """The same because one and the same hand showed it; from now on no account keeps apart."""
    kept = merge(session, one_id, other_id, now)
    if kept is not None:
        own = col(Identity.person_id) == kept
        session.execute(update(Identity).where(own).values(keeps_apart=False))
        session.expire_all()
    return kept


def _has_other_platform(session: Session, workspace_id: int, platform: str) -> bool:
    other = pick(Tenant.platform).where(
        col(Tenant.workspace_id) == workspace_id, col(Tenant.platform) != platform
    )
    return session.execute(other.limit(1)).first() is not None


def separate(session: Session, person_id: int, account: Account, now: datetime) -> int | None:
    """The account is a person of its own again, without OKRs, and keeps apart; gives their id.

    None where it is none of the person's accounts, or the only one.
    """
    # One at a time: two who separate at once must not leave a person without an account.
    locked = select(PersonRow).where(col(PersonRow.id) == person_id).with_for_update()
    person = session.execute(locked.execution_options(populate_existing=True)).scalar()
    identity = session.get(
        Identity, (account.platform, account.tenant, account.id), populate_existing=True
    )
    others = [each for each in people.accounts_of(session, person_id) if each != account]
    if person is None or identity is None or identity.person_id != person_id or not others:
        return None
    new = _on_their_own(person, identity, now)
    session.add(new)
    prompt_slots.reckon(session, new, now)
    new_id = int(new.id or 0)
    identity.person_id, identity.keeps_apart = new_id, True
    _name_admins_anew(session, person, identity)
    session.execute(
        update(LinkCode)
        .where(col(LinkCode.person_id) == person_id, col(LinkCode.used_at).is_(None))
        .values(used_at=now)
    )
    _send_elsewhere(session, account, others[0])
    entry = history.Entry(person.workspace_id, person_id, "accounts_separated")
    history.record(session, entry, {"name": person.name}, {"name": new.name}, now)
    session.flush()
    return new_id


def _on_their_own(person: PersonRow, identity: Identity, now: datetime) -> PersonRow:
    name = identity.name or person.name
    return PersonRow(
        workspace_id=person.workspace_id,
        name=name,
        name_key=name.casefold(),
        email=identity.email,
        locale=person.locale,
        locale_chosen=person.locale_chosen,
        timezone=person.timezone,
        timezone_chosen=person.timezone_chosen,
        country=person.country,
        welcomed_at=person.welcomed_at,
        created_at=now,
    )


def _name_admins_anew(session: Session, person: PersonRow, identity: Identity) -> None:
    """Nobody stays an admin for having been one with an admin: the settings name accounts."""
    if person.role is not Role.ADMIN:
        return
    person.role = Role.MEMBER
    identity.profile_at = None
    own = col(Identity.person_id) == person.id
    session.execute(update(Identity).where(own).values(profile_at=None))


def _send_elsewhere(session: Session, account: Account, other: Account) -> None:
    """What was on its way to the account is the person's, and goes to one they still have."""
    session.execute(
        update(OUTBOX)
        .where(
            OUTBOX.c.platform == account.platform,
            OUTBOX.c.tenant == account.tenant,
            OUTBOX.c.address_kind == PlaceKind.PERSON.value,
            OUTBOX.c.address_id == account.id,
            OUTBOX.c.state == OutboxState.QUEUED,
            OUTBOX.c.attempts == 0,
            OUTBOX.c.priority != int(Priority.ANSWER),
            OUTBOX.c.body_kind != "form",
            OUTBOX.c.edit_id.is_(None),
            OUTBOX.c.edit_key.is_(None),
        )
        .values(platform=other.platform, tenant=other.tenant, address_id=other.id)
    )
