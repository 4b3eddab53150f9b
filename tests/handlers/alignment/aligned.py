"""Objectives that hang on one another, and the cards somebody got about their changes."""

from datetime import timedelta

from sqlmodel import col, select

from chat import cards
from chat.cards import Actions, Button, Card
from chat.plain_text import card_text
from okr.alignment import AlignmentState, Wish
from storage import alignment_changes
from storage.tables import AlignmentNews, AlignmentRow, KeyResultRow, ObjectiveRow, OutboxRow
from tests.handlers.office import MONDAY, Office

TUESDAY_AT_TEN = MONDAY + timedelta(days=1)
"""Ten o'clock for Ada, in Berlin, who is prompted at ten."""


def three(office: Office) -> None:
    """Ada's O2 hangs on Cy's O1, and Bo's O3 on its first key result."""
    office.say("cy", "new Grow in Europe\n20 partners by 30 Apr\nrating from 3.6 to 4.0")
    office.say("cy", "publish O1")
    office.say("ada", "new Launch the A app\n50,000 sign-ups by 30 Apr")
    office.say("ada", "publish O2")
    office.say("bo", "new Win partners\n8 partners in Asia")
    office.say("bo", "publish O3")
    align(office, 2, 1)
    align(office, 3, 1, 1)


def align(
    office: Office,
    lower: int,
    upper: int,
    position: int | None = None,
    state: AlignmentState = AlignmentState.ACCEPTED,
) -> int:
    """Let an objective hang on another or its key result; gives the alignment's id."""
    with office.database.write() as session:
        rows = session.exec(select(ObjectiveRow)).all()
        below, above = (next(row for row in rows if row.number == each) for each in (lower, upper))
        under = session.exec(
            select(KeyResultRow).where(
                col(KeyResultRow.objective_id) == above.id, col(KeyResultRow.position) == position
            )
        ).first()
        row = alignment_changes.add(
            session,
            workspace_id=below.workspace_id,
            lower_id=int(below.id or 0),
            upper_id=int(above.id or 0),
            upper_key_result_id=under.id if under else None,
            asker_id=below.owner_id,
            answerer_id=under.owner_id if under else above.owner_id,
            wish=Wish("Do it together"),
            place=office.place("ada"),
            now=office.clock(),
        )
        if state is not row.state:
            alignment_changes.settle(session, row, state, row.answerer_id, office.clock())
        return int(row.id or 0)


def said(office: Office, who: str, *prefixes: str) -> list[str]:
    """What somebody was told of changes: each message as it now reads."""
    return [card_text(card) for card in _cards(office, who, prefixes).values()]


def card(office: Office, who: str) -> Card:
    """The newest card of a day, as it now reads."""
    return list(_cards(office, who, ()).values())[-1]


def _cards(office: Office, who: str, prefixes: tuple[str, ...]) -> dict[str, Card]:
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow).order_by(col(OutboxRow.id))).all()
        found: dict[str, Card] = {}
        for row in rows:
            if row.address_id == f"U{who}" and row.key.startswith(prefixes or "in-step-card:"):
                found[row.edit_key or row.key] = cards.load(row.body)
    return found


def button(shown: Card, label: str, which: int = 0) -> Button:
    """A button of a card."""
    return [
        each
        for block in shown.blocks
        if isinstance(block, Actions)
        for each in block.elements
        if isinstance(each, Button) and each.label == label
    ][which]


def press(office: Office, who: str, shown: Card, label: str, which: int = 0) -> str:
    """Press a button of a card that is in somebody's chat."""
    pressed = button(shown, label, which)
    return office.press(who, pressed.action, pressed.values)


def send_out(office: Office) -> None:
    """All that waits in the outbox has left: what changes now is an edit."""
    with office.database.write() as session:
        for row in session.exec(select(OutboxRow)).all():
            row.attempts = 1


def news(office: Office) -> list[AlignmentNews]:
    """Every change that somebody is to confirm, in the order they came."""
    with office.database.read() as session:
        found = list(session.exec(select(AlignmentNews).order_by(col(AlignmentNews.id))).all())
        session.expunge_all()
    return found


def alignments(office: Office) -> list[AlignmentRow]:
    """Every alignment."""
    with office.database.read() as session:
        found = list(session.exec(select(AlignmentRow).order_by(col(AlignmentRow.id))).all())
        session.expunge_all()
    return found
