"""Alignments written: asked, answered, taken back, reopened; every step is a turn of the talk."""

from dataclasses import asdict
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from chat.address import Address
from okr.alignment import (
    AlignmentState,
    Counter,
    TurnKind,
    Wish,
    answer_due,
    answer_due_on,
    reminder_at,
)
from okr.schedule import local_date
from storage import people, reminders, working_days
from storage.statements import pick
from storage.tables import AlignmentRow, AlignmentTurn, Workspace

KIND = "alignment"
"""The kind of the reminder to whoever has it."""
LAPSE = "alignment_lapse"
"""The kind of the reminder that looks whether the deadline passed in silence."""
_AHEAD = timedelta(days=120)
"""How far the days off of somebody are looked at."""


def lock_all(session: Session, workspace_id: int) -> None:
    """Let nobody else ask in this workspace until the transaction ends: two who ask at once must
    not make a circle (PostgreSQL; SQLite has one writer anyway)."""
    session.execute(pick(Workspace.id).where(col(Workspace.id) == workspace_id).with_for_update())


def add(
    session: Session,
    *,
    workspace_id: int,
    lower_id: int,
    upper_id: int,
    upper_key_result_id: int | None,
    asker_id: int,
    answerer_id: int,
    wish: Wish,
    place: Address,
    now: datetime,
    due_on: date | None = None,
) -> AlignmentRow:
    """A new request, or with one's own an agreement at once; `due_on` where the asker chose."""
    is_own = asker_id == answerer_id
    row = AlignmentRow(
        workspace_id=workspace_id,
        live_key=f"{lower_id}>{upper_id}.{upper_key_result_id or ''}",
        lower_id=lower_id,
        upper_id=upper_id,
        upper_key_result_id=upper_key_result_id,
        state=AlignmentState.ASKED,
        asker_id=asker_id,
        answerer_id=answerer_id,
        **asdict(wish),
        asked_at=now,
        due_on=due_on,
        place_platform=place.platform,
        place_tenant=place.tenant,
        place_kind=place.kind.value,
        place_id=place.id,
        place_thread=place.thread,
    )
    session.add(row)
    session.flush()
    if is_own:
        settle(session, row, AlignmentState.ACCEPTED, asker_id, now)
        add_turn(session, row, TurnKind.ACCEPTED, asker_id, now)
    else:
        add_turn(session, row, TurnKind.ASKED, asker_id, now, wish.what)
        wait(session, row, now)
    return row


def lock(session: Session, alignment_id: int) -> AlignmentRow | None:
    """The row to change, locked against other writers; None if there is none."""
    return session.execute(
        select(AlignmentRow)
        .where(col(AlignmentRow.id) == alignment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar()


def add_turn(
    session: Session,
    row: AlignmentRow,
    kind: TurnKind,
    by_id: int,
    now: datetime,
    text: str = "",
) -> None:
    """One more step of the talk."""
    turn = AlignmentTurn(alignment_id=int(row.id or 0), by_id=by_id, kind=kind, text=text, at=now)
    session.add(turn)
    session.flush()


def settle(
    session: Session, row: AlignmentRow, state: AlignmentState, by_id: int, now: datetime
) -> None:
    """It is answered or taken back: nobody waits any more."""
    row.state = state
    row.due_at = row.lapsed_at = None
    if state is not AlignmentState.WITHDRAWN:
        row.answered_at, row.answered_by_id = now, by_id
    if state is AlignmentState.ACCEPTED:
        row.confirmed_at = now
    else:
        row.live_key = None
    _wait_no_more(session, row)
    session.flush()


def counter(
    session: Session, row: AlignmentRow, proposed: Counter, by_id: int, now: datetime, text: str
) -> None:
    """Another wording or target is proposed: the asker has it now."""
    row.state, row.counter = AlignmentState.COUNTERED, asdict(proposed)
    row.answered_at, row.answered_by_id = now, by_id
    add_turn(session, row, TurnKind.COUNTERED, by_id, now, text)
    wait(session, row, now)


def ask_again(
    session: Session, row: AlignmentRow, kind: TurnKind, by_id: int, now: datetime, text: str
) -> None:
    """Whoever answers has it once more, with a new deadline."""
    row.state, row.counter, row.due_on = AlignmentState.ASKED, None, None
    row.answered_at = row.answered_by_id = None
    add_turn(session, row, kind, by_id, now, text)
    wait(session, row, now)


def reopen(session: Session, alignment_id: int, by_id: int, text: str, now: datetime) -> None:
    """After a change the talk begins again: asked, with a new deadline. Only what was accepted."""
    row = lock(session, alignment_id)
    if row is None or row.state is not AlignmentState.ACCEPTED:
        return
    ask_again(session, row, TurnKind.REOPENED, by_id, now, text)
    row.confirmed_at = None
    session.flush()


def confirm(session: Session, alignment_id: int, by_id: int, now: datetime) -> None:
    """After a change somebody said that it is still in step. Only what was accepted."""
    row = lock(session, alignment_id)
    if row is None or row.state is not AlignmentState.ACCEPTED:
        return
    row.confirmed_at = now
    add_turn(session, row, TurnKind.CONFIRMED, by_id, now)


def move_answerer(session: Session, alignment_id: int, to_id: int, now: datetime) -> None:
    """The upper one has another owner, who has it from now on; whom it waits for has new days."""
    row = lock(session, alignment_id)
    if row is None or row.answerer_id == to_id:
        return
    row.answerer_id = to_id
    _after_move(session, row, to_id, now)


def move_asker(session: Session, alignment_id: int, to_id: int, now: datetime) -> None:
    """The lower one has another owner, in whose name it is asked from now on."""
    row = lock(session, alignment_id)
    if row is None or row.asker_id == to_id:
        return
    row.asker_id = to_id
    _after_move(session, row, to_id, now)


def _after_move(session: Session, row: AlignmentRow, to_id: int, now: datetime) -> None:
    if row.state not in (AlignmentState.ASKED, AlignmentState.COUNTERED):
        session.flush()
    elif row.asker_id == row.answerer_id:  # both ends are one person's now
        row.counter = None
        settle(session, row, AlignmentState.ACCEPTED, to_id, now)
        add_turn(session, row, TurnKind.ACCEPTED, to_id, now)
    else:
        wait(session, row, now)


def wait(session: Session, row: AlignmentRow, now: datetime) -> None:
    """Whoever has it gets their working days from now, with a reminder on the last morning."""
    is_asked = row.state is AlignmentState.ASKED
    person_id = row.answerer_id if is_asked else row.asker_id
    row.due_at = due_for(session, person_id, now, row.due_on if is_asked else None)
    if row.due_at <= now:  # the day that the asker chose is over
        row.due_on, row.due_at = None, due_for(session, person_id, now, None)
    row.lapsed_at = None
    session.flush()
    _wait_no_more(session, row)
    _remind(session, row, person_id, now)


def due_for(session: Session, person_id: int, asked_at: datetime, due_on: date | None) -> datetime:
    """Until when this person is to answer what was asked then."""
    reader = people.get_me(session, person_id)
    if due_on is not None:
        return answer_due_on(due_on, reader.zone)
    day = local_date(asked_at, reader.zone)
    days = working_days.of_person(session, person_id, day, day + _AHEAD)
    return answer_due(asked_at, reader.zone, days)


def asked_since(session: Session, row: AlignmentRow) -> datetime:
    """Since when whoever answers has it: when it was asked, or came back to them."""
    asks = (TurnKind.ASKED, TurnKind.COUNTER_REFUSED, TurnKind.REOPENED)
    last = session.execute(
        pick(func.max(AlignmentTurn.at)).where(
            col(AlignmentTurn.alignment_id) == row.id, col(AlignmentTurn.kind).in_(asks)
        )
    ).scalar()
    return last or row.asked_at


def put_off(session: Session, row: AlignmentRow, due_at: datetime, now: datetime) -> None:
    """There were days off that were not known when it was asked."""
    row.due_at = due_at
    session.flush()
    _remind(session, row, row.answerer_id, now)


def _remind(session: Session, row: AlignmentRow, person_id: int, now: datetime) -> None:
    """Look on the last morning, and for what was asked at the end of that day."""
    if row.due_at is None:
        return
    morning = reminder_at(row.due_at, people.get_me(session, person_id).zone)
    if morning > now:  # else asked on the very day
        _put(session, row, KIND, person_id, morning)
    if row.state is AlignmentState.ASKED:
        _put(session, row, LAPSE, person_id, row.due_at)


def _put(session: Session, row: AlignmentRow, kind: str, person_id: int, at: datetime) -> None:
    reminders.put(
        session,
        key=f"{kind}:{row.id}",
        kind=kind,
        workspace_id=row.workspace_id,
        subject_id=int(row.id or 0),
        person_id=person_id,
        at=at,
    )


def _wait_no_more(session: Session, row: AlignmentRow) -> None:
    for kind in (KIND, LAPSE):
        reminders.cancel(session, f"{kind}:{row.id}")


def reword(session: Session, row: AlignmentRow, wish: Wish) -> None:
    """The asker put their wish in other words."""
    for name, said in asdict(wish).items():
        setattr(row, name, said)
    session.flush()
