"""What the two people of an alignment hear: who has it now gets a card, and the last one of each
stays true.

On a session rather than a delivery: the reminders of the scheduler say the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zlib import crc32

from sqlmodel import Session

from chat import cards
from chat.address import Address
from chat.cards import Card
from chat.locales import language
from handlers.views.alignment import AlignmentSeen, Part, alignment_card
from handlers.views.alignment_talk import earlier_card
from okr import permissions
from okr.alignment import Alignment, AlignmentState, Turn, TurnKind
from okr.facts import Objective, PersonName, State
from storage import alignments, leads, objectives, outbox, outbox_edits, people
from storage.people import Me


def key_of(alignment_id: int, person_id: int, turn_id: int) -> str:
    """The key of the card that told somebody of one turn of the talk."""
    return f"alignment:{alignment_id}:{person_id}:{turn_id}"


def seen_by(session: Session, alignment: Alignment, reader: Me) -> AlignmentSeen:
    """An alignment as it stands for one reader."""
    asked, owner = alignment.asked, alignment.upper.owner
    is_asker = reader.id in (alignment.asker.id, alignment.lower.owner.id)
    is_answerer = reader.id in (asked.id, owner.id)
    # Who has left cannot press anything; who is asked in their place can.
    part = Part.ASKER if is_asker else Part.ANSWERER if is_answerer else Part.READS
    turns = alignments.list_turns(session, alignment.id)
    is_gone = asked.id not in leads.list_reachable(session, [asked.id])
    lower = objectives.list_by_ids(session, [alignment.lower.objective_id])[0]
    return AlignmentSeen(
        alignment,
        part,
        reader.zone,
        lower,
        last=turns[-1] if turns else None,
        is_gone=is_gone,
        lead=lead_of(session, alignment) if is_gone else None,
        stands_in_for=owner if owner.id != asked.id else None,
        hides_lower=not sees(session, reader, lower),
    )


def sees(session: Session, reader: Me, objective: Objective) -> bool:
    """Whether the objective is the reader's to see: who was asked about a draft sees no more of
    it once that is over."""
    if objective.state is State.PUBLISHED:
        return True
    return permissions.may_see(reader.actor, objectives.guarded(session, objective))


def lead_of(session: Session, alignment: Alignment) -> PersonName | None:
    """Who could be asked in the place of the upper one's owner."""
    return stand_in(session, alignment.upper.owner.id, {alignment.asker.id, alignment.asked.id})


def stand_in(session: Session, owner_id: int, without: set[int]) -> PersonName | None:
    """A lead of somebody who left, who can be told."""
    found = [each for each in leads.leads_of(session, owner_id) if each.id not in without]
    there = leads.list_reachable(session, [each.id for each in found])
    return next((each for each in found if each.id in there), None)


def show_request(session: Session, alignment_id: int, now: datetime) -> None:
    """Bring both people's cards up to date; who is to hear of the last turn gets one of it.

    The newest card of each alone can be answered: an earlier one says that there is a newer.
    """
    session.flush()
    alignment = alignments.get(session, alignment_id)
    turn_ids = alignments.list_turn_ids(session, alignment_id)
    for person_id in {alignment.asker.id, alignment.asked.id}:
        reader = people.get_me(session, person_id)
        seen = seen_by(session, alignment, reader)
        lang = language(reader.locale)
        card = alignment_card(lang, seen)
        keys = [key_of(alignment_id, person_id, each) for each in turn_ids]
        is_new = person_id in _hears(alignment, seen.last) and _send(
            session, keys[-1], reader, card, now
        )
        if is_new:
            _change_last(session, keys[:-1], earlier_card(lang, seen), now)
        else:
            _change_last(session, keys, card, now)


def show_moved(session: Session, alignment_id: int, from_id: int, now: datetime) -> None:
    """The cards of somebody who has nothing to do with it any more say so."""
    session.flush()
    alignment = alignments.get(session, alignment_id)
    if from_id in (alignment.asker.id, alignment.asked.id):
        return
    reader = people.get_me(session, from_id)
    seen = seen_by(session, alignment, reader)
    card = alignment_card(language(reader.locale), replace(seen, part=Part.MOVED))
    turn_ids = alignments.list_turn_ids(session, alignment_id)
    _change_last(session, [key_of(alignment_id, from_id, each) for each in turn_ids], card, now)


def _hears(alignment: Alignment, last: Turn | None) -> set[int]:
    """Who is told of the newest turn: not who took it."""
    if last is None:
        return set()
    asker, asked = alignment.asker.id, alignment.asked.id
    holder = asker if alignment.state is AlignmentState.COUNTERED else asked
    by = last.by.id
    match last.kind:
        case TurnKind.REMINDED:
            return {holder}
        case TurnKind.LAPSED:
            return {asker, asked}
        case TurnKind.ASKED | TurnKind.COUNTER_REFUSED | TurnKind.COUNTER_ACCEPTED:
            return {asked} - {by}
        case TurnKind.COUNTERED | TurnKind.DECLINED:
            return {asker} - {by}
        case TurnKind.ACCEPTED | TurnKind.REOPENED:
            return {asker, asked} - {by}
        case TurnKind.WITHDRAWN:  # nobody misses what they had not answered yet
            return {asked} - {by} if alignment.answered_at else set()
        case TurnKind.CONFIRMED:
            return set()


def _send(session: Session, key: str, reader: Me, card: Card, now: datetime) -> bool:
    """Whether it is sent now; not where this person had a card under the key before."""
    accounts = people.accounts_of(session, reader.id)
    if not accounts or reader.id not in leads.list_reachable(session, [reader.id]):
        return False
    return outbox.add(session, key=key, address=Address.of(accounts[0]), body=card, now=now)


def _change_last(session: Session, keys: Sequence[str], card: Card, now: datetime) -> None:
    """The newest card that was sent under one of these keys says this from now on."""
    # With the moment: the same words may come back after others stood there.
    version = f"{int(now.timestamp())}-{crc32(cards.dump(card).encode()):08x}"
    for key in reversed(keys):
        if outbox_edits.change(session, key, card, now, version):
            return
