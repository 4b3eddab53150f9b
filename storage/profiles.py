"""What platforms tell of a person, brought together: their name, language, zone, address, lead."""

from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from chat.address import Account, Profile
from chat.locales import code_for
from storage import prompt_slots, team_days
from storage.statements import pick
from storage.tables import Identity, PersonRow


def bring_up_to_date(
    session: Session, identity: Identity, person: PersonRow, profile: Profile, now: datetime
) -> None:
    """Take over what is news; what the person chose in settings stays.

    Where somebody has several accounts, what one of them has always said does not undo what
    another says.
    """
    identity.profile_at = now
    identity.email = verified_email(profile)
    person.email = profile.email or person.email
    if profile.leader is not None:
        person.manager_id = _leader(session, person, profile.leader)
    before = (identity.name, identity.locale, identity.timezone)
    told = (profile.name[:100], profile.locale or "", profile.timezone or "")
    if told == before:
        return
    identity.name, identity.locale, identity.timezone = told
    is_alone = _has_one_account(session, person)
    name, locale, zone = (
        is_now if is_alone or (was and was != is_now) else ""
        for was, is_now in zip(before, told, strict=True)
    )
    if name and (is_alone or person.name == before[0]):
        person.name, person.name_key = name, name.casefold()
    if locale and not person.locale_chosen:
        person.locale = code_for(locale, person.locale)
    if zone and not person.timezone_chosen and zone != person.timezone:
        set_timezone(session, person, zone, now)


def verified_email(profile: Profile) -> str | None:
    """The address that the platform vouches for, in lower case."""
    return profile.email.strip().lower() if profile.email and profile.email_is_verified else None


def set_timezone(session: Session, person: PersonRow, timezone: str, now: datetime) -> None:
    """Change a person's zone and, with it, when their next prompt and their teams' day are due."""
    person.timezone = timezone
    prompt_slots.reckon(session, person, now)
    team_days.reckon_led_by(session, int(person.id or 0), now)


def _has_one_account(session: Session, person: PersonRow) -> bool:
    session.flush()
    own = select(func.count()).where(col(Identity.person_id) == person.id)
    return int(session.execute(own).scalar_one()) <= 1


def _leader(session: Session, person: PersonRow, leader: Account) -> int | None:
    """Who that is, as far as they are known: nobody is asked about for this."""
    found = session.execute(
        pick(Identity.person_id)
        .join(PersonRow, col(PersonRow.id) == Identity.person_id)
        .where(
            col(Identity.platform) == leader.platform,
            col(Identity.tenant) == leader.tenant,
            col(Identity.external_id) == leader.id,
            col(PersonRow.workspace_id) == person.workspace_id,
            col(PersonRow.id) != person.id,
        )
    )
    return found.scalar_one_or_none()
