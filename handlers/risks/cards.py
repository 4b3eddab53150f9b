"""What people hear of a risk: cards to those who are asked, answers to who asked.

On a session rather than a delivery: the reminders of the scheduler say the same.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zlib import crc32

from sqlmodel import Session

from chat import cards
from chat.address import Address, PlaceKind
from chat.cards import Card
from chat.locales import Language, language
from handlers import where_asked
from handlers.views.risks import Part, RiskSeen, nudge_card, risk_card
from okr.facts import KeyResult, Objective, PersonName, State
from okr.follow_up import ActionItem, Risk, RiskState
from okr.ids import KeyResultId, parse
from okr.risks import answer_due
from okr.schedule import local_date
from storage import (
    action_items,
    leads,
    objectives,
    outbox,
    outbox_edits,
    people,
    reminders,
    risk_changes,
    risks,
    working_days,
)
from storage.people import Me
from storage.risks import Ask
from storage.tables import RiskRow

KIND = "risk"
"""The kind of the reminder that nudges who has not answered."""
_AHEAD = timedelta(days=60)
"""How far the days off of somebody are looked at."""


def key_of(risk_id: int, person_id: int) -> str:
    """The key of the card and of the reminder of one who was asked."""
    return f"risk:{risk_id}:{person_id}"


def nudge_key_of(risk_id: int, person_id: int) -> str:
    """The key of their nudge."""
    return f"risk-nudge:{risk_id}:{person_id}"


def seen_by(session: Session, risk: Risk, reader: Me, now: datetime) -> RiskSeen:
    """A risk as it stands for one reader."""
    return seen_as(session, risk, reader, now, risks.list_asks(session, risk.id))


def seen_as(
    session: Session, risk: Risk, reader: Me, now: datetime, asks: Sequence[Ask]
) -> RiskSeen:
    """The same where everybody who was asked is known."""
    own = next((ask for ask in asks if ask.person.id == reader.id), None)
    seen = RiskSeen(
        risk,
        Part.ASKER if reader.id == risk.asker.id else _part(own),
        local_date(now, reader.zone),
        reader.zone,
        about=_about(session, reader.workspace_id, risk),
        item=_taken(session, risk),
    )
    if own is None:
        return seen
    others = people.names_of(session, {own.asked_by_id, own.forwarded_to_id or own.asked_by_id})
    return replace(
        seen,
        forwarded_by="" if own.asked_by_id == risk.asker.id else others[own.asked_by_id].name,
        forwarded_to=others[own.forwarded_to_id].name if own.forwarded_to_id else "",
        word=own.word,
    )


def _taken(session: Session, risk: Risk) -> ActionItem | None:
    """What was taken over last."""
    if risk.state is not RiskState.TAKEN:
        return None
    return next(reversed(action_items.list_of_risk(session, risk.id)), None)


def _part(own: Ask | None) -> Part:
    if own is None:
        return Part.READS
    if own.forwarded_to_id is not None:
        return Part.FORWARDED
    # Who took it over in so many words has said nothing yet that they could change.
    return Part.ANSWERED if own.answer else Part.WAITS


def _about(session: Session, workspace_id: int, risk: Risk) -> tuple[Objective, KeyResult] | None:
    id = parse(risk.key_result)
    objective = objectives.find(session, workspace_id, id.number) if id else None
    if objective is None or not isinstance(id, KeyResultId):
        return None
    found = (each for each in objective.key_results if each.position == id.position)
    return next(((objective, each) for each in found), None)


def ask(
    session: Session,
    risk_id: int,
    persons: Sequence[PersonName],
    *,
    asked_by_id: int,
    lead_ids: frozenset[int],
    now: datetime,
    word: str = "",
) -> None:
    """Ask people who were not asked yet, and look again when their two working days are over.

    They are told by `say`.
    """
    for person in persons:
        reader = people.get_me(session, person.id)
        risk_changes.ask(
            session,
            risk_id,
            person.id,
            asked_by_id=asked_by_id,
            is_lead=person.id in lead_ids,
            due_at=due_for(session, reader, now),
            now=now,
            word=word,
        )
        wait_for(session, risk_id, reader, due_for(session, reader, now))


def due_for(session: Session, reader: Me, asked_at: datetime) -> datetime:
    """When this person should have answered."""
    day = local_date(asked_at, reader.zone)
    days = working_days.of_person(session, reader.id, day, day + _AHEAD)
    return answer_due(asked_at, reader.zone, days)


def wait_for(session: Session, risk_id: int, reader: Me, due_at: datetime) -> None:
    """Look then whether they have answered."""
    reminders.put(
        session,
        key=key_of(risk_id, reader.id),
        kind=KIND,
        workspace_id=reader.workspace_id,
        subject_id=risk_id,
        person_id=reader.id,
        at=due_at,
    )


def wait_anew(session: Session, risk_id: int, person_id: int, now: datetime) -> None:
    """Somebody asked earlier has two working days from now."""
    reader = people.get_me(session, person_id)
    due_at = due_for(session, reader, now)
    risk_changes.put_off(session, risk_id, person_id, due_at)
    wait_for(session, risk_id, reader, due_at)


def say(
    session: Session, risk_id: int, now: datetime, new: Collection[PersonName] = frozenset()
) -> None:
    """The cards of everybody who was asked say what is true now; those of `new` are sent."""
    risk = risks.get(session, risk_id)
    asks = risks.list_asks(session, risk_id)
    for each in asks:
        reader = people.get_me(session, each.person.id)
        seen = seen_as(session, risk, reader, now, asks)
        lang = language(reader.locale)
        key, card = key_of(risk_id, reader.id), risk_card(lang, seen)
        if each.person not in new or not _send(session, key, reader, card, now):
            _change(session, key, card, now)
        if each.nudged_at is not None:
            _change(session, nudge_key_of(risk_id, reader.id), nudge_card(lang, seen), now)


def say_not_asked(session: Session, risk_id: int, person_id: int, now: datetime) -> None:
    """The card of somebody who is asked no more says so."""
    reader = people.get_me(session, person_id)
    seen = seen_by(session, risks.get(session, risk_id), reader, now)
    card = risk_card(language(reader.locale), replace(seen, part=Part.DISMISSED))
    _change(session, key_of(risk_id, person_id), card, now)


def _send(session: Session, key: str, reader: Me, card: Card, now: datetime) -> bool:
    """Whether it is sent now; not where this person had a card under the key before."""
    accounts = people.accounts_of(session, reader.id)
    return bool(accounts) and outbox.add(
        session, key=key, address=Address.of(accounts[0]), body=card, now=now
    )


def _change(session: Session, key: str, card: Card, now: datetime) -> None:
    # With the moment: the same words may come back after others stood there.
    version = f"{int(now.timestamp())}-{crc32(cards.dump(card).encode()):08x}"
    outbox_edits.change(session, key, card, now, version)


def nudge(session: Session, risk_id: int, person_id: int, now: datetime) -> None:
    """Remind somebody who was asked, once; from now on the risk counts as overdue.

    Nobody is reminded of what is no longer pursued, and of who has left only the risk's state
    tells.
    """
    reader = people.get_me(session, person_id)
    seen = seen_by(session, risks.get(session, risk_id), reader, now)
    if seen.about is None or seen.about[0].state is not State.PUBLISHED:
        return
    risk_changes.nudged(session, risk_id, person_id, now)
    if leads.list_reachable(session, [person_id]):
        after = seen_by(session, risks.get(session, risk_id), reader, now)
        card = nudge_card(language(reader.locale), after)
        _send(session, nudge_key_of(risk_id, person_id), reader, card, now)


def asker_of(session: Session, row: RiskRow) -> tuple[Me, Language]:
    """Who asked, and their language."""
    asker = people.get_me(session, row.asker_id)
    return asker, language(asker.locale)


def show_asker(session: Session, row: RiskRow, key: str, card: Card, now: datetime) -> None:
    """Show who asked something where they asked; among others, to them alone."""
    kind = PlaceKind(row.place_kind)
    place = Address(row.place_platform, row.place_tenant, kind, row.place_id, row.place_thread)
    where_asked.show(session, row.asker_id, place, key, card, now)
