"""What the tests of alignment begin with: an O1 of Bo, an O2 of Ada that is to hang on it."""

from sqlmodel import col, select

from chat.cards import Card
from chat.plain_text import card_text
from storage import outbox
from storage.tables import OutboxRow
from tests.handlers.office import Office

ONE = {"alignment": "1"}


def begun(office: Office) -> Office:
    """Bo leads Ada; O1 is Bo's and published, O2 Ada's and a draft."""
    office.say("bo", "settings language en")
    office.say("bo", "team create Growth {bo} {ada}")
    office.say("bo", "new Win the first users\n50,000 sign-ups by 31 Dec\nrating from 3.6 to 4.0")
    office.press("bo", "publish.run", {"o": "1"})
    office.say("ada", "new Launch the A app\n20 partners\nthe store page is live")
    return office


def ask(office: Office, command: str = "align O2 to KR1.1") -> str:
    """Ada asks; what she reads then."""
    office.say("ada", command)
    return office.fill("ada", importance="Without it no sign-ups", to_do="Name the store")


def _rows(office: Office, who: str) -> list[OutboxRow]:
    with office.database.read() as session:
        mine = select(OutboxRow).where(
            col(OutboxRow.address_id) == f"U{who}", col(OutboxRow.key).startswith("alignment:")
        )
        return list(session.exec(mine.order_by(col(OutboxRow.id))))


def told(office: Office, who: str) -> str:
    """How the last message to somebody about an alignment reads now."""
    row = _rows(office, who)[-1]
    body = outbox.load_body(row.body_kind, row.body)
    assert isinstance(body, Card)
    return card_text(body)


def messages(office: Office, who: str) -> int:
    """How many messages somebody got about alignments; edits are none."""
    return sum(row.edit_key is None for row in _rows(office, who))
