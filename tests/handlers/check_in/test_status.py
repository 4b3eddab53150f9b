"""Status: figures against the expected line, the person's word, and silence that says so."""

from datetime import timedelta

from okr.check_ins import Said
from okr.facts import Confidence
from storage import check_ins, objectives
from tests.handlers.office import Office


def _weeks(office: Office, count: float) -> None:
    office.clock.advance(timedelta(days=7 * count))


def test_the_line_begins_when_it_was_published(office: Office) -> None:
    office.say("ada", "new Win\n100 partners")  # in the eighth of thirteen weeks
    office.say("ada", "publish O1")
    assert "on track" in office.say("ada", "checkin KR1.1 5 medium")
    _weeks(office, 4)
    assert "off track" in office.say("ada", "checkin KR1.1 20 medium")


def test_its_own_due_date_ends_the_line(launched: Office) -> None:
    _weeks(launched, 5)
    # By 30 Apr, though the cycle ends on 31 Dec.
    assert "on track" in launched.say("ada", "checkin KR1.1 8000 medium")
    assert "off track" in launched.say("ada", "checkin KR1.2 3.65 medium")


def test_the_persons_word_wins_and_both_are_shown(launched: Office) -> None:
    _weeks(launched, 5)
    launched.say("ada", "checkin KR1.2")
    said = launched.fill(
        "ada",
        value="3.65",
        confidence="high",
        status="on_track",
        risk="The new reviews come late",
    )
    assert "off track by the figures; Ada Li says on track" in said
    assert "off track by the figures; Ada Li says on track" in launched.say("cy", "show KR1.2")
    assert "on track (off track by the figures)" in launched.say("cy", "show O1")
    with launched.database.read() as session:
        (kept,) = check_ins.list_last(session, 2)
    assert (kept.status, kept.proposed) == ("on_track", "off_track")


def test_a_word_is_of_its_week(launched: Office) -> None:
    launched.say("ada", "checkin KR1.2 3.9 high status: at risk")
    assert "at risk" in launched.say("cy", "show O1")
    _weeks(launched, 1)
    assert "at risk" not in launched.say("ada", "checkin KR1.2 3.95 high")


def test_a_mere_note_takes_no_word_back(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 12000 high status: at risk")
    launched.say("bo", "checkin KR1.1 two shops more")
    assert "at risk (on track by the figures)" in launched.say("cy", "show O1")


def test_two_weeks_without_a_check_in_are_stale(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 12000 high")
    _weeks(launched, 1)
    assert "stale" not in launched.say("cy", "show O1")
    _weeks(launched, 1)
    shown = launched.say("cy", "show O1")
    assert "stale: no check-in since 23 Nov" in shown
    assert shown.count("stale: no check-in yet, published 23 Nov") == 2
    assert "stale: no check-in since 23 Nov" in launched.say("cy", "show KR1.1")
    assert "stale: no check-in since 23 Nov" in launched.home("ada")
    launched.say("ada", "checkin KR1.1 13000 high")
    assert "no check-in since" not in launched.say("cy", "show O1")


def test_a_draft_and_an_ended_cycle_are_never_stale(office: Office) -> None:
    office.say("ada", "new Win\n5 partners")
    _weeks(office, 3)
    assert "stale" not in office.say("ada", "show O1")
    office.say("ada", "publish O1")
    _weeks(office, 4)
    assert "stale" not in office.say("ada", "show O1")


def test_the_values_of_all_check_ins_are_a_line(launched: Office) -> None:
    assert "▁" not in launched.say("cy", "show KR1.1")
    for value in (5_000, 8_000, 30_000, 28_000):
        launched.say("ada", f"checkin KR1.1 {value} high")
        _weeks(launched, 1)
    assert "▁▂█▇  5,000 sign-ups → 28,000 sign-ups" in launched.say("cy", "show KR1.1")


def test_the_last_five_check_ins_are_shown_with_all_that_was_said(launched: Office) -> None:
    for week in range(6):
        launched.say("ada", f"checkin KR1.1 {week}000 high week {week} support: ads {week} @Ada Li")
        _weeks(launched, 0.5)
    launched.say(
        "ada",
        "checkin KR1.1 9000 high Two shops risk: they close support: a lawyer {bo} next: call "
        "them by 18 Dec",
    )
    shown = launched.say("cy", "show KR1.1")
    assert "Two shops" in shown
    assert "Risk: they close" in shown
    assert "Support needed: a lawyer (@Bo Chen)" in shown
    assert "Next: call them by 18 Dec (18 Dec 2026)" in shown
    assert "week 2" in shown
    assert "week 1" not in shown


def test_an_empty_check_in_is_visible_as_such(launched: Office) -> None:
    with launched.database.write() as session:
        (objective,) = objectives.list_by_ids(session, [1])
        key_result = objective.key_results[0]
        now = launched.clock()
        check_ins.add(session, key_result, 1, "2026-W48", Said(confidence=Confidence.HIGH), now)
    assert "empty: neither a figure nor a word" in launched.say("cy", "show KR1.1")


def test_confidence_is_shown_where_there_is_no_value_yet(launched: Office) -> None:
    said = launched.say("ada", "checkin KR1.2 low the vendor has not answered")
    assert "no value yet · from 3.6 to 4 · confidence low" in said
