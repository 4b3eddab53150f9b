"""Two people become one: the keys in which a person's id stands, which no foreign key tells of."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update
from sqlmodel import Session, SQLModel

from chat.address import PlaceKind
from okr.schedule import week_key
from storage import claims
from storage.account_conflicts import Pair
from storage.outbox import OUTBOX
from storage.prompt_slots import prompt_key
from storage.tables import Identity, OutboxState, ReminderRow
from storage.zones import zone_of

ABOUT_PEOPLE = frozenset({"nudge", "snooze", "in_step"})
"""The kinds of reminders whose subject is a person."""
_PERSON_FIRST = frozenset({"in-step", "in-step-card"})
"""Keys that name a person and nothing before."""
_IDENTITIES = SQLModel.metadata.tables[Identity.__tablename__]
_REMINDERS = SQLModel.metadata.tables[ReminderRow.__tablename__]


def rename(session: Session, pair: Pair, zones: tuple[str, ...], now: datetime) -> None:
    """What is said, awaited and done once for a person is so for the one who stays."""
    _prompts(session, pair, zones, now)
    _reminders(session, pair)
    _messages(session, pair)


def renamed(key: str, pair: Pair) -> str:
    """The key with the other person's id in it. A person stands behind what it is about:
    "risk:7:7" is risk 7, asked of person 7."""
    parts = key.split(":")
    places = (1,) if parts[0] in _PERSON_FIRST else (2, 3)
    for place in places:
        if place < len(parts) and parts[place] == str(pair.gone):
            return ":".join([*parts[:place], str(pair.kept), *parts[place + 1 :]])
    return key


def _prompts(session: Session, pair: Pair, zones: tuple[str, ...], now: datetime) -> None:
    """Whoever of them was asked this week, the one was; so next week, where it has begun."""
    moments = (now - timedelta(days=7), now, now + timedelta(days=7))
    weeks = {week_key(moment, zone_of(zone)) for moment in moments for zone in zones}
    keys = {prompt_key(week, pair.gone): prompt_key(week, pair.kept) for week in weeks}
    claims.claim_all(session, [keys[key] for key in claims.list_claimed(session, keys)], now)


def _reminders(session: Session, pair: Pair) -> None:
    theirs = select(_REMINDERS).where(_REMINDERS.c.person_id == pair.gone)
    for row in session.execute(theirs).mappings().all():
        key = renamed(row["key"], pair)
        is_about = row["kind"] in ABOUT_PEOPLE and row["subject_id"] == pair.gone
        this = _REMINDERS.c.id == row["id"]
        other = None
        if key != row["key"]:
            same = select(_REMINDERS.c.id, _REMINDERS.c.at).where(_REMINDERS.c.key == key)
            other = session.execute(same).first()
        if other is not None:
            session.execute(delete(_REMINDERS).where(this))
            first = min(other.at, row["at"])
            session.execute(update(_REMINDERS).where(_REMINDERS.c.id == other.id).values(at=first))
            continue
        subject_id = pair.kept if is_about else row["subject_id"]
        session.execute(update(_REMINDERS).where(this).values(key=key, subject_id=subject_id))


def _messages(session: Session, pair: Pair) -> None:
    """Cards that stand before the other one are found, and changed, as those of the one who stays.

    What is on its way keeps its key: the platform knows it by that.
    """
    accounts = session.execute(
        select(_IDENTITIES).where(_IDENTITIES.c.person_id == pair.gone)
    ).all()
    theirs = or_(
        *(
            and_(
                OUTBOX.c.platform == each.platform,
                OUTBOX.c.tenant == each.tenant,
                OUTBOX.c.address_id == each.external_id,
            )
            for each in accounts
        ),
    )
    at_rest = or_(
        OUTBOX.c.state == OutboxState.SENT,
        and_(OUTBOX.c.state == OutboxState.QUEUED, OUTBOX.c.attempts == 0),
    )
    wanted = select(OUTBOX.c.id, OUTBOX.c.key).where(
        theirs,
        at_rest,
        OUTBOX.c.address_kind == PlaceKind.PERSON.value,
        OUTBOX.c.key.contains(f":{pair.gone}", autoescape=True),
    )
    for row in session.execute(wanted).all() if accounts else ():
        key = renamed(row.key, pair)
        if key == row.key or session.execute(select(OUTBOX).where(OUTBOX.c.key == key)).first():
            continue
        session.execute(update(OUTBOX).where(OUTBOX.c.id == row.id).values(key=key))
        later = (OUTBOX.c.edit_key == row.key) & (OUTBOX.c.state == OutboxState.QUEUED)
        session.execute(update(OUTBOX).where(later).values(edit_key=key))
