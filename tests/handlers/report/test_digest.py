"""The digest in the channel on the team's day, and the check-ins that come after it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import col, select

from chat.address import MessageRef
from chat.plain_text import card_text
from storage import outbox, outbox_claims
from storage.lanes import LaneKey
from storage.tables import OutboxRow
from tests.handlers.office import Office

FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)
"""16:00 in Berlin, on Ada's clock."""


@pytest.fixture
def growth(launched: Office) -> Office:
    """Ada leads Growth with Bo and Cy in it; it talks in C1. Bo has published O2, Cy nothing."""
    launched.say("ada", "team create Growth")
    launched.say("ada", "team add Growth {bo} {cy}")
    launched.say("ada", "team channel Growth", channel="C1")
    launched.say("bo", "settings language en")
    launched.say("bo", "new Tell the world\n3 talks by 30 Apr")
    launched.say("bo", "publish O2")
    return launched


def rows(office: Office, prefix: str) -> Sequence[OutboxRow]:
    """What was said under keys that begin so, oldest first."""
    with office.database.read() as session:
        found = session.exec(select(OutboxRow).order_by(col(OutboxRow.id))).all()
    return [row for row in found if row.key.startswith(prefix)]


def words(row: OutboxRow) -> str:
    body = outbox.load_body(row.body_kind, row.body)
    return card_text(body)  # type: ignore[arg-type]


def digests(office: Office) -> list[str]:
    return [words(row) for row in rows(office, "digest:")]


def send_everything(office: Office) -> None:
    """All that waits in the outbox stands on the platform now."""
    with office.database.write() as session:
        lane = LaneKey(office.platform, office.tenant)
        for each in outbox_claims.claim(session, lane, office.clock(), 100, timedelta(minutes=1)):
            message = MessageRef(office.platform, office.tenant, "C1", f"17.{each.id}")
            outbox_claims.mark_sent(session, [(each, message)], office.clock())


def test_numbers_that_moved_and_how_many_reported(growth: Office) -> None:
    growth.say("ada", "checkin KR1.1 12,000")
    growth.say("ada", "checkin KR1.2 3.65")
    growth.travel(FRIDAY)
    (digest,) = digests(growth)
    assert "1 of 2 have reported" in digest
    assert "KR1.2 rating from 3.6 to 4.0: 3.6 → 3.65" in digest
    assert digest.index("KR1.1") < digest.index("KR1.2")
    assert "Bo Chen" not in digest
    assert "[Weekly report]" in digest


def test_names_of_those_missing_go_to_the_lead_alone(growth: Office) -> None:
    growth.say("ada", "checkin KR1.1 12,000")
    growth.travel(FRIDAY)
    (told,) = rows(growth, "digest-lead:")
    assert told.address_id == "Uada"
    assert "Not yet: Bo Chen" in words(told)
    assert "Cy" not in words(told)


def test_risks_answers_and_next_steps_stand_in_it(growth: Office) -> None:
    growth.say("bo", "checkin KR1.1 12,000 risk: no budget next: call them by 30 Nov")
    growth.say("bo", "checkin KR2.1 1 risk: no stage")
    growth.press("ada", "risks.answer", {"risk": "2"})
    growth.fill("ada", answer="take the hall")
    growth.travel(FRIDAY)
    (digest,) = digests(growth)
    assert "1 risk open · 1 answered" in digest
    assert "KR1.1 Bo Chen: no budget → unanswered by Ada Li" in digest
    assert "KR2.1 Bo Chen: no stage → Ada Li: take the hall" in digest
    assert "A1 Bo Chen: call them · by 30 Nov" in digest


def test_the_button_brings_the_report_to_who_pressed(growth: Office) -> None:
    growth.travel(FRIDAY)
    (row,) = rows(growth, "digest:")
    card = outbox.load_body(row.body_kind, row.body)
    (button,) = card.buttons  # type: ignore[union-attr]
    assert "Weekly report of Growth" in growth.press("cy", button.action, button.values)


def test_a_late_check_in_edits_the_digest_that_stands(growth: Office) -> None:
    growth.travel(FRIDAY)
    send_everything(growth)
    growth.say("bo", "checkin KR2.1 1")
    growth.say("ada", "checkin KR1.1 12,000")
    first, second, third = rows(growth, "digest:")
    assert [row.edit_key for row in (second, third)] == [first.key, first.key]
    assert "0 of 2" in words(first)
    assert "1 of 2" in words(second)
    assert "2 of 2" in words(third)
    assert "KR2.1 3 talks by 30 Apr: 1 talks" in words(third)
    assert "With check-ins until 16:00" in words(third)
    assert "Everybody has reported by now." in words(rows(growth, "digest-lead:")[-1])


def test_two_late_check_ins_at_once_are_both_in_it(growth: Office) -> None:
    growth.travel(FRIDAY)
    send_everything(growth)
    together = Barrier(2)

    def say(who: str, command: str) -> None:
        together.wait(10)
        growth.say(who, command)

    threads = [
        Thread(target=say, args=("bo", "checkin KR2.1 1")),
        Thread(target=say, args=("ada", "checkin KR1.1 12,000")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert "2 of 2" in words(rows(growth, "digest:")[-1])


def test_a_digest_that_has_not_left_is_changed_before_it_does(growth: Office) -> None:
    growth.travel(FRIDAY)
    growth.say("bo", "checkin KR2.1 1")
    (digest,) = digests(growth)
    assert "1 of 2" in digest


def test_on_another_day_the_digest_stays(growth: Office) -> None:
    growth.travel(FRIDAY)
    send_everything(growth)
    growth.clock.set(FRIDAY + timedelta(hours=9))
    growth.say("bo", "checkin KR2.1 1")
    assert len(rows(growth, "digest:")) == 1


def test_before_the_digest_a_check_in_changes_nothing(growth: Office) -> None:
    growth.say("bo", "checkin KR2.1 1")
    assert rows(growth, "digest:") == []


def test_a_check_in_of_somebody_elses_team_changes_nothing(growth: Office) -> None:
    growth.travel(FRIDAY)
    send_everything(growth)
    growth.say("root", "new Count the coins\n3 audits")
    growth.say("root", "publish O3")
    growth.say("root", "checkin KR3.1 1")
    assert len(rows(growth, "digest:")) == 1


def test_the_report_and_its_document_follow_the_digest(growth: Office) -> None:
    growth.travel(FRIDAY + timedelta(hours=1))
    (report,) = rows(growth, "report:")
    (document,) = rows(growth, "report-document:")
    assert "Weekly report of Growth · 2026-W48" in words(report)
    assert (report.address_id, document.address_id) == ("C1", "C1")
    assert document.body_kind == "document"


def test_one_digest_for_each_week(growth: Office) -> None:
    growth.travel(FRIDAY + timedelta(days=21))
    weeks = [row.key.split(":")[1] for row in rows(growth, "digest:")]
    assert weeks == ["2026-W48", "2026-W49", "2026-W50", "2026-W51"]
