"""The coach asks of an objective that supports nothing whom it helps, until its owner has said."""

from datetime import date

import pytest
from sqlmodel import col, select

from okr.alignment import AlignmentState
from okr.facts import Span
from storage.tables import AlignmentRow, CycleRow, ObjectiveRow
from tests.handlers.office import Office

ASKS = "This stands by itself"
GOOD = "new Launch the A app and win its users\nrating from 3.6 to 4.0"


@pytest.fixture
def led(office: Office) -> Office:
    """Cy leads Ada and has published O1."""
    office.say("root", "team create Growth {cy}")
    office.say("root", "team add Growth {ada}")
    office.say("cy", "new Make readers stay and pay\npaying share from 3% to 20%")
    office.say("cy", "publish O1")
    return office


def test_it_is_asked_with_a_way_to_align_and_one_to_keep_it(led: Office) -> None:
    said = led.say("ada", GOOD)
    assert ASKS in said
    assert "Whom or what does it help" in said
    assert "[Keep as it is]" in said
    assert "[Align…]" in said
    said = led.say("ada", "publish O2")
    assert "hint from the coach" in said
    assert "O2 hangs on nothing yet" in said
    assert "hint from the coach" in led.say("ada", "show O2")
    said = led.press("ada", "coach.open", {"o": "2"})
    assert ASKS in said
    (align,) = (each for each in led.card("ada").buttons if each.action == "align.open")
    assert align.values == {"o": "2"}


def test_only_its_owner_is_asked(led: Office) -> None:
    led.say("ada", GOOD)
    led.say("ada", "publish O2")
    for who in ("cy", "root", "bo"):
        assert "hint from the coach" not in led.say(who, "show O2")


def test_kept_as_it_is_it_is_asked_no_more(led: Office) -> None:
    led.say("ada", GOOD)
    keep = {"id": "O2", "rule": "invented-project"}
    assert "keep to that" in led.press("ada", "coach.keep", keep)
    assert "hint from the coach" not in led.say("ada", "show O2")
    assert "hangs on nothing" not in led.say("ada", "publish O2")
    led.say("ada", GOOD)
    led.press("ada", "coach.open", {"o": "3"})
    assert "reads well" in led.press("ada", "coach.dismiss", {**keep, "id": "O3"})


def test_switched_off_it_is_asked_no_more(led: Office) -> None:
    led.press("ada", "coach.off", {"rule": "invented-project"})
    assert ASKS not in led.say("ada", GOOD)


def test_with_nobody_above_it_is_not_asked(office: Office) -> None:
    assert ASKS not in office.say("ada", GOOD)


def test_who_leads_is_not_above_themselves(led: Office) -> None:
    assert ASKS not in led.say("cy", GOOD)


def test_a_lead_of_a_team_above_counts_and_one_who_left_does_not(led: Office) -> None:
    led.say("bo", "settings language en")
    led.say("root", "team create Sales {bo}")
    assert ASKS not in led.say("bo", GOOD)
    led.say("root", "team parent Sales Growth")
    assert ASKS in led.say("bo", GOOD)
    led.leave("cy")
    assert ASKS not in led.say("ada", GOOD)


def test_drafts_above_do_not_count(office: Office) -> None:
    office.say("root", "team create Growth {cy}")
    office.say("root", "team add Growth {ada}")
    office.say("cy", GOOD)
    assert ASKS not in office.say("ada", GOOD)


def test_cycles_that_share_no_day_do_not_count(led: Office) -> None:
    with led.database.write() as session:
        upper = session.exec(select(ObjectiveRow)).one()
        now = session.get_one(CycleRow, upper.cycle_id)
        span = Span(date(2026, 7, 1), date(2026, 9, 30))
        earlier = CycleRow(
            workspace_id=now.workspace_id,
            name="2026 Q3",
            kind=now.kind,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            created_at=led.clock(),
        )
        session.add(earlier)
        session.flush()
        upper.cycle_id = int(earlier.id or 0)
    assert ASKS not in led.say("ada", GOOD)


def test_what_hangs_on_something_or_asks_to_is_not_asked(led: Office) -> None:
    led.say("ada", GOOD)
    with led.database.write() as session:
        upper, lower = session.exec(select(ObjectiveRow).order_by(col(ObjectiveRow.number))).all()
        row = AlignmentRow(
            workspace_id=lower.workspace_id,
            live_key=f"{lower.id}>{upper.id}.",
            lower_id=int(lower.id or 0),
            upper_id=int(upper.id or 0),
            state=AlignmentState.ASKED,
            asker_id=lower.owner_id,
            answerer_id=upper.owner_id,
            asked_at=led.clock(),
            place_platform="slack",
            place_tenant="T1",
            place_kind="person",
            place_id="Uada",
        )
        session.add(row)
    assert "hint from the coach" not in led.say("ada", "show O2")
    with led.database.write() as session:
        row = session.exec(select(AlignmentRow)).one()
        row.state, row.live_key = AlignmentState.DECLINED, None
    assert "hint from the coach" in led.say("ada", "show O2")
