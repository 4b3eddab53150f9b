"""People, their accounts on the platforms, and the workspaces they belong to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select, update
from sqlmodel import Session, SQLModel, col

from chat.address import Account, Profile
from okr.facts import Actor, PersonName, Role
from storage import prompt_slots, team_days
from storage.prepared import Prepared
from storage.profiles import bring_up_to_date
from storage.profiles import set_timezone as set_timezone
from storage.statements import pick
from storage.tables import Identity, PersonRow, Tenant, Workspace
from storage.zones import zone_of as zone_of

PROFILE_AGE = timedelta(days=1)
"""After this long a platform is asked again for a name, language and time zone."""


@dataclass(frozen=True, slots=True)
class Me:
    """The person who acts, with what every handler needs of them."""

    id: int
    workspace_id: int
    name: str
    locale: str
    timezone: str
    role: Role
    profile_at: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        """Their time zone; UTC where the stored name is no longer known."""
        return zone_of(self.timezone)

    @property
    def actor(self) -> Actor:
        """The person as permissions see them."""
        return Actor(self.id, self.role is Role.ADMIN)

    @property
    def person(self) -> PersonName:
        """The person as others see them."""
        return PersonName(self.id, self.name)


# On tables and built once: every event begins with it (see storage/objective_statements.py).
_PEOPLE = SQLModel.metadata.tables[PersonRow.__tablename__]
_IDENTITIES = SQLModel.metadata.tables[Identity.__tablename__]
_ME = select(
    _PEOPLE.c.id,
    _PEOPLE.c.workspace_id,
    _PEOPLE.c.name,
    _PEOPLE.c.locale,
    _PEOPLE.c.timezone,
    _PEOPLE.c.role,
    _IDENTITIES.c.profile_at,
).join_from(_PEOPLE, _IDENTITIES, _IDENTITIES.c.person_id == _PEOPLE.c.id)
_ME_BY_ACCOUNT = Prepared(
    _ME.where(
        _IDENTITIES.c.platform == bindparam("platform"),
        _IDENTITIES.c.tenant == bindparam("tenant"),
        _IDENTITIES.c.external_id == bindparam("external_id"),
    )
)
_ME_BY_ID = _ME.where(_PEOPLE.c.id == bindparam("person_id"))


def find_me(session: Session, account: Account) -> Me | None:
    """The person behind an account, if it has been seen before."""
    values = {"platform": account.platform, "tenant": account.tenant, "external_id": account.id}
    rows = _ME_BY_ACCOUNT.rows(session, values)
    return Me(*rows[0]) if rows else None


def get_me(session: Session, person_id: int) -> Me:
    """The person with this id."""
    return Me(*session.execute(_ME_BY_ID, {"person_id": person_id}).first())  # type: ignore[misc]


def needs_profile(me: Me | None, now: datetime) -> bool:
    """Whether the platform should be asked who this is."""
    return me is None or me.profile_at is None or now - me.profile_at > PROFILE_AGE


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is taken for people whose platform does not tell, and who is an admin from the start."""

    locale: str = "en"
    timezone: str = "UTC"
    admins: frozenset[tuple[str, str]] = frozenset()


def workspace_for(session: Session, account: Account, defaults: Defaults, now: datetime) -> int:
    """The workspace of the account's tenant, made on first contact.

    The first tenant of each platform joins the company's one workspace (a company on Slack and
    Lark is one); any further tenant of that platform gets a workspace of its own.
    """
    known = session.execute(
        pick(Tenant.workspace_id).where(
            col(Tenant.platform) == account.platform,
            col(Tenant.external_id) == account.tenant,
        )
    ).scalar()
    if known is not None:
        return int(known)
    has_tenant = session.execute(
        pick(Tenant.workspace_id).where(col(Tenant.platform) == account.platform).limit(1)
    ).first()
    home = session.execute(pick(func.min(Workspace.id))).scalar()
    if has_tenant or home is None:
        workspace = Workspace(
            name=account.tenant,
            locale=defaults.locale,
            timezone=defaults.timezone,
            created_at=now,
        )
        session.add(workspace)
        session.flush()
        home = workspace.id
    workspace_id = int(home or 0)
    session.add(
        Tenant(platform=account.platform, external_id=account.tenant, workspace_id=workspace_id)
    )
    session.flush()
    return workspace_id


def meet(
    session: Session,
    account: Account,
    profile: Profile | None,
    defaults: Defaults,
    now: datetime,
    *,
    is_seen: bool = True,
) -> Me:
    """The person behind an account, made or brought up to date from the platform's profile.

    What a person chose in settings stays; an unknown language or time zone is the default. They
    are seen where they do something themselves, not where others name them.
    """
    identity = session.get(Identity, (account.platform, account.tenant, account.id))
    if identity is None:
        identity = _new_identity(session, account, profile, defaults, now)
    person = session.get_one(PersonRow, identity.person_id)
    if profile is not None:
        bring_up_to_date(session, identity, person, profile, now)
    if (account.platform, account.id) in defaults.admins:
        person.role = Role.ADMIN
    if is_seen:
        identity.last_seen_at = now
    session.flush()
    return Me(
        int(person.id or 0),
        person.workspace_id,
        person.name,
        person.locale,
        person.timezone,
        person.role,
        identity.profile_at,
    )


def _new_identity(
    session: Session,
    account: Account,
    profile: Profile | None,
    defaults: Defaults,
    now: datetime,
) -> Identity:
    name = profile.name if profile and profile.name else account.id
    person = PersonRow(
        workspace_id=workspace_for(session, account, defaults, now),
        name=name,
        name_key=name.casefold(),
        locale=defaults.locale,
        timezone=(profile.timezone if profile else None) or defaults.timezone,
        created_at=now,
    )
    session.add(person)
    prompt_slots.reckon(session, person, now)
    identity = Identity(
        platform=account.platform,
        tenant=account.tenant,
        external_id=account.id,
        person_id=int(person.id or 0),
    )
    session.add(identity)
    return identity


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person can choose for themselves."""

    locale: str
    timezone: str
    prompt_weekday: int
    prompt_at: time
    country: str = ""
    """Whose public holidays they have ("CN", "DE-BE"); empty: see storage/working_days.py."""


def preferences(session: Session, person_id: int) -> Preferences:
    """What a person has chosen, or what holds as long as they have not."""
    row = session.get_one(PersonRow, person_id)
    return Preferences(row.locale, row.timezone, row.prompt_weekday, row.prompt_at, row.country)


def choose(
    session: Session,
    person_id: int,
    chosen: Preferences,
    now: datetime,
    *,
    names_locale: bool = False,
    names_timezone: bool = False,
    names_prompt: bool = False,
) -> None:
    """Keep a person's own choice; from now on a platform's profile does not change it.

    A language, a zone or the time of the prompt is a choice when it changes, or when the person
    named it and no other thing.
    """
    row = session.get_one(PersonRow, person_id)
    is_other_day = chosen.prompt_weekday != row.prompt_weekday
    is_other_time = is_other_day or chosen.prompt_at != row.prompt_at
    row.prompt_chosen = row.prompt_chosen or names_prompt or is_other_time
    row.locale_chosen = row.locale_chosen or names_locale or chosen.locale != row.locale
    row.timezone_chosen = row.timezone_chosen or names_timezone or chosen.timezone != row.timezone
    row.locale = chosen.locale
    row.prompt_weekday, row.prompt_at = chosen.prompt_weekday, chosen.prompt_at
    row.timezone, row.country = chosen.timezone, chosen.country
    # Who chooses another day means that day, be it one of the next week.
    prompt_slots.reckon(session, row, now, keeps_week=not is_other_day)
    team_days.reckon_led_by(session, person_id, now)


def prompt_as_teams_do(session: Session, person_id: int, now: datetime) -> None:
    """The person has no time of their own any more."""
    session.get_one(PersonRow, person_id).prompt_chosen = False
    prompt_slots.follow_teams(session, [person_id], now)


def list_named(session: Session, workspace_id: int, name: str) -> list[PersonName]:
    """People of the workspace with exactly this name, letter case aside."""
    rows = session.execute(
        pick(PersonRow.id, PersonRow.name)
        .where(
            col(PersonRow.workspace_id) == workspace_id,
            col(PersonRow.name_key) == name.strip().casefold(),
            col(PersonRow.is_active),
        )
        .limit(5)
    )
    return [PersonName(*row) for row in rows]


def is_active(session: Session, person_id: int) -> bool:
    """Whether the person is still there."""
    return bool(
        session.execute(
            pick(PersonRow.is_active).where(col(PersonRow.id) == person_id)
        ).scalar_one_or_none()
    )


def next_prompt_at(session: Session, person_id: int) -> datetime | None:
    """When the person is asked for their next check-in."""
    statement = pick(PersonRow.next_prompt_at).where(col(PersonRow.id) == person_id)
    return session.execute(statement).scalar_one_or_none()


def names_of(session: Session, person_ids: Iterable[int]) -> Mapping[int, PersonName]:
    """Names by id."""
    wanted = set(person_ids)
    if not wanted:
        return {}
    rows = session.execute(pick(PersonRow.id, PersonRow.name).where(col(PersonRow.id).in_(wanted)))
    return {row[0]: PersonName(*row) for row in rows}


def accounts_of(session: Session, person_id: int) -> tuple[Account, ...]:
    """Every account of a person, the one last seen first."""
    rows = session.execute(
        pick(Identity.platform, Identity.tenant, Identity.external_id)
        .where(col(Identity.person_id) == person_id)
        .order_by(col(Identity.last_seen_at).desc().nulls_last())
    )
    return tuple(Account(*row) for row in rows)


def welcome_once(session: Session, person_id: int, now: datetime) -> bool:
    """Whether this is the first welcome; a second call says no."""
    changed = session.execute(
        update(PersonRow)
        .where(col(PersonRow.id) == person_id, col(PersonRow.welcomed_at).is_(None))
        .values(welcomed_at=now)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def appoint(session: Session, admins: frozenset[tuple[str, str]]) -> None:
    """Make everybody known whom the settings name an admin; nobody loses the role here."""
    for platform, external_id in admins:
        person_ids = pick(Identity.person_id).where(
            col(Identity.platform) == platform, col(Identity.external_id) == external_id
        )
        session.execute(
            update(PersonRow)
            .where(col(PersonRow.id).in_(person_ids))
            .values(role=Role.ADMIN)
            .execution_options(synchronize_session=False)
        )


def candidates(session: Session, platform: str, tenant: str, limit: int) -> list[str]:
    """Account ids of a tenant's people, those seen last first, for pickers that need a list."""
    rows = session.execute(
        pick(Identity.external_id)
        .where(col(Identity.platform) == platform, col(Identity.tenant) == tenant)
        .order_by(col(Identity.last_seen_at).desc().nulls_last())
        .limit(limit)
    ).scalars()
    return list(rows)


def prompt_from(session: Session, now: datetime) -> None:
    """Everybody's next prompt, and every team's day, is the first one after `now`, whatever was
    due before."""
    everybody = session.execute(select(PersonRow)).scalars().all()
    prompt_slots.reckon_all(session, everybody, now, keeps_week=False)
    team_days.reckon_all(session, now)
