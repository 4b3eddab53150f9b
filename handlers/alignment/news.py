"""What people hear of changes in what they are aligned with: one card a day, kept true.

On a session rather than a delivery: the reminder of the scheduler says the same.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zlib import crc32

from sqlmodel import Session

from chat import cards
from chat.address import Address
from chat.cards import Button, Card
from chat.locales import language
from handlers.views.in_step import MOST, NewsSeen, bundle_card
from okr.alignment import Alignment, NewsState
from okr.facts import PersonName
from okr.in_step import Drift, News, bundle_at
from okr.schedule import local_date
from okr.working_days import WorkDays
from storage import (
    alignment_news,
    alignments,
    leads,
    outbox,
    outbox_edits,
    people,
    prompt_slots,
    reminders,
    working_days,
)
from storage.people import Me
from storage.tables import AlignmentNews

KIND = "in_step"
"""The kind of the reminder that sends somebody what changed."""
_AHEAD = timedelta(days=60)
"""How far the days off of somebody are looked at."""


def key_of(person_id: int) -> str:
    """The key of the reminder of one reader: there is one bundle at a time."""
    return f"in-step:{person_id}"


def card_key(person_id: int, told_at: datetime) -> str:
    """The key of the card that was sent then."""
    return f"in-step-card:{person_id}:{int(told_at.timestamp())}"


def reader_of(alignment: Alignment, *, is_upper: bool) -> PersonName:
    """Who is to hear of a change of the upper end, or of the lower one."""
    return alignment.lower.owner if is_upper else alignment.asked


def note(
    session: Session,
    alignment: Alignment,
    drift: Drift,
    *,
    is_upper: bool,
    by_id: int,
    now: datetime,
) -> None:
    """One end moved so far: the person at the other end will hear of it, unless they did it.

    What they have not confirmed yet goes on in the same row; what is changed back, goes.
    """
    reader = reader_of(alignment, is_upper=is_upper)
    changed, own = alignment.upper, alignment.lower
    if not is_upper:
        changed, own = own, changed
    alignment_news.lock_person(session, reader.id)
    row = alignment_news.lock_open(session, alignment.id, reader.id, changed.objective_id)
    if row is not None:
        _go_on(session, row, drift, by_id, now)
    elif drift.differences and reader.id not in (by_id, changed.owner.id):
        row = alignment_news.add(
            session,
            alignment_id=alignment.id,
            person_id=reader.id,
            objective_id=changed.objective_id,
            by_id=by_id,
            drift=drift,
            now=now,
        )
        _arrange(session, row, now)


def _go_on(session: Session, row: AlignmentNews, drift: Drift, by_id: int, now: datetime) -> None:
    if not drift.differences:
        return
    told_at = row.told_at
    whole = alignment_news.drift_of(row).followed_by(drift)
    alignment_news.set_drift(row, whole, by_id)
    if not whole.differences:
        row.state, row.answered_at = NewsState.MOOT, now
    elif by_id != row.person_id:
        _arrange(session, row, now)
    session.flush()
    if told_at is not None:
        refresh(session, row.person_id, told_at, now)


def _arrange(session: Session, row: AlignmentNews, now: datetime) -> None:
    """Into today's card, if that is still unanswered; else into the next."""
    reader = people.get_me(session, row.person_id)
    today = _card_of_today(session, reader, now)
    if today is not None:
        row.state, row.told_at = NewsState.TOLD, today
        session.flush()
        refresh(session, reader.id, today, now)
    else:
        row.state, row.told_at = NewsState.WAITING, None
        session.flush()
        plan(session, reader, now)


def _card_of_today(session: Session, reader: Me, now: datetime) -> datetime | None:
    """When the reader's card of today was sent, while there is something to answer on it."""
    told_at = alignment_news.last_told(session, reader.id)
    if told_at is None or local_date(told_at, reader.zone) != local_date(now, reader.zone):
        return None
    told = alignment_news.list_told(session, reader.id, told_at)
    return told_at if any(each.waits for each in told) else None


def plan(session: Session, reader: Me, now: datetime) -> None:
    """The reader hears of what waits for them when it is next their time; once a day at most."""
    last = alignment_news.last_told(session, reader.id)
    reminders.add(
        session,
        key=key_of(reader.id),
        kind=KIND,
        workspace_id=reader.workspace_id,
        subject_id=reader.id,
        person_id=reader.id,
        at=bundle_at(
            now,
            prompt_slots.prompt_time(session, reader.id).at,
            reader.zone,
            _days(session, reader, now),
            None if last is None else local_date(last, reader.zone),
        ),
    )


def _days(session: Session, reader: Me, now: datetime) -> WorkDays:
    today = local_date(now, reader.zone)
    return working_days.of_person(session, reader.id, today, today + _AHEAD)


def send(session: Session, person_id: int, now: datetime) -> None:
    """Send what changed and was not told yet, in one card; on a day off, not before the next."""
    alignment_news.lock_person(session, person_id)
    untold = alignment_news.list_untold(session, person_id)
    if not untold or not leads.list_reachable(session, [person_id]):
        return
    reader = people.get_me(session, person_id)
    if not _days(session, reader, now).is_working(local_date(now, reader.zone)):
        plan(session, reader, now)  # away, which was not known when it was planned
        return
    told_at = now.replace(microsecond=0)
    alignment_news.mark_told(session, untold, told_at)
    outbox.add(
        session,
        key=card_key(person_id, told_at),
        address=Address.of(people.accounts_of(session, person_id)[0]),
        body=card_of(session, reader, told_at),
        now=now,
    )


def refresh(session: Session, person_id: int, told_at: datetime, now: datetime) -> None:
    """The card that was sent then says what is true now."""
    card = card_of(session, people.get_me(session, person_id), told_at)
    # With the moment: the same words may come back after others stood there.
    version = f"{int(now.timestamp())}-{crc32(cards.dump(card).encode()):08x}"
    outbox_edits.change(session, card_key(person_id, told_at), card, now, version)


def card_of(
    session: Session, reader: Me, told_at: datetime, *, changed_meanwhile: bool = False
) -> Card:
    """The card that was sent then, as it now is."""
    told = alignment_news.list_told(session, reader.id, told_at)
    shown, hidden = _shown(told)
    seen = NewsSeen(
        shown,
        reader.zone,
        {"at": str(int(told_at.timestamp()))},
        hidden,
        Button(language(reader.locale).tr("Show all"), "in_step.waiting"),
        changed_meanwhile,
    )
    return bundle_card(language(reader.locale), seen)


def _shown(told: Sequence[News]) -> tuple[Sequence[News], int]:
    """What fits on the card, what waits first; the rest moves up as it is answered."""
    waiting = [each for each in told if each.waits][:MOST]
    answered = [each for each in told if not each.waits][: MOST - len(waiting)]
    shown = {each.id for each in (*waiting, *answered)}
    hidden = sum(each.waits and each.id not in shown for each in told)
    return [each for each in told if each.id in shown], hidden


def told_at_of(values: object) -> datetime | None:
    """Which card a button stands on."""
    found = values.get("at", "") if hasattr(values, "get") else ""
    is_number = isinstance(found, str) and found.isascii() and found.isdecimal()
    return datetime.fromtimestamp(int(found), UTC) if is_number and len(found) < 12 else None


def refresh_all(session: Session, alignment_ids: Sequence[int], now: datetime) -> None:
    """Every card says what is true of these alignments now; what comes back, is told on."""
    rows = alignment_news.lock_unanswered(session, alignment_ids)
    for person_id, told_at in sorted({(row.person_id, row.told_at) for row in rows if row.told_at}):
        refresh(session, person_id, told_at, now)
    for person_id in sorted({row.person_id for row in rows if row.told_at is None}):
        plan(session, people.get_me(session, person_id), now)


def settle(session: Session, alignment_id: int, now: datetime) -> None:
    """They talk about this alignment anew: nobody has to confirm what was before."""
    for row in alignment_news.lock_unanswered(session, [alignment_id]):
        row.state, row.answered_at = NewsState.MOOT, now
        session.flush()
        if row.told_at is not None:
            refresh(session, row.person_id, row.told_at, now)


def follow(session: Session, alignment_ids: Sequence[int], now: datetime) -> None:
    """Objectives have another owner: what the former one had to confirm is the new one's now."""
    by_id = {id: alignments.get(session, id) for id in alignment_ids}
    for row in alignment_news.lock_unanswered(session, alignment_ids):
        alignment = by_id[row.alignment_id]
        is_upper = row.objective_id == alignment.upper.objective_id
        former, told_at = row.person_id, row.told_at
        reader = reader_of(alignment, is_upper=is_upper)
        if reader.id == former:
            continue
        if alignment.lower.owner == alignment.asked:  # both ends are one person's now
            row.state, row.answered_at = NewsState.MOOT, now
        else:
            row.person_id, row.state, row.told_at = reader.id, NewsState.WAITING, None
            plan(session, people.get_me(session, reader.id), now)
        session.flush()
        if told_at is not None:
            refresh(session, former, told_at, now)
