"""Who left with something open: their lead hears of it once, and can give it to somebody else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from scheduler.due import due
from scheduler.left_behind import LeftBehind
from storage.database import Database
from tests.handlers.office import MONDAY, Office

HOUR = timedelta(hours=1)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Cy leads Ada, who has an action item and, by Bo's wish, a risk to answer; she leaves."""
    office = Office(Database(database_url))
    office.say("bo", "settings language en")
    office.say("cy", "team create Growth {cy} {ada} {bo}")
    office.say("cy", "team create Support {ada} {bo}")
    office.say("ada", "todo call the partner by Friday")
    office.say("bo", "new Win partners\n8 partners in Asia")
    office.press("bo", "publish.run", {"o": "1"})
    office.say("bo", "checkin KR1.1 2 risk: the supplier is late support: {ada} knows them")
    yield office
    office.database.dispose()


def look(office: Office, after: timedelta = timedelta()) -> None:
    LeftBehind(office.database, lambda: None)(MONDAY + after)


def told(office: Office, who: str = "cy") -> list[str]:
    return [each for each in office.waiting_for(who) if "has left, and" in each]


def test_the_lead_hears_once_of_all_that_is_open(office: Office) -> None:
    look(office)
    assert told(office) == []
    office.leave("ada")
    look(office, HOUR)
    look(office, 2 * HOUR)
    (card,) = told(office)
    assert "Ada Li has left, and something is open" in card
    assert "A1 call the partner" in card
    assert "KR1.1 Bo Chen" in card
    assert told(office, "bo") == []


def test_it_is_foreseen(office: Office) -> None:
    office.leave("ada")
    at = MONDAY + HOUR
    (found,) = [each for each in due(office.database, at) if each.kind == "left"]
    assert (found.name, found.platform, found.external_id) == ("Cy Diaz", "slack", "Ucy")
    look(office, HOUR)
    assert [each for each in due(office.database, at) if each.kind == "left"] == []


def test_who_left_with_nothing_open_is_no_news(office: Office) -> None:
    office.press("ada", "todo.done", {"item": "1"})
    office.press("ada", "risks.answer", {"risk": "1"})
    office.fill("ada", answer="They come on Friday")
    office.leave("ada")
    look(office)
    assert told(office) == []


def test_lists_say_that_they_left_and_the_lead_gives_it_away(office: Office) -> None:
    office.leave("ada")
    look(office)
    listed = office.say("cy", "todo #Growth")
    assert "Ada Li (left)" in listed
    assert "Give to somebody…" in [button.label for button in office.card("cy").buttons]
    office.press("cy", "todo.move", {"item": "1", "person": "2", "page": "0"})
    office.fill("cy", owner=(office.account("bo"),))
    assert any("Cy Diaz gave you an action item" in each for each in office.waiting_for("bo"))
    assert "(left)" not in office.say("cy", "todo A1")


def test_the_lead_asks_somebody_else_about_the_risk_and_only_then(office: Office) -> None:
    office.say("cy", "team create Sales {root}")
    office.say("root", "home")
    office.leave("ada")
    assert "did not ask you" in office.press("root", "risks.answer", {"risk": "1"})
    office.press("cy", "risks.forward", {"risk": "1"})
    office.fill("cy", person=(office.account("root"),))
    assert any("the supplier is late" in each for each in office.waiting_for("root"))
    look(office)
    (card,) = told(office)
    assert "the supplier is late" not in card  # it waits for somebody who is there
