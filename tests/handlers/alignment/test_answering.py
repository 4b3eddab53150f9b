"""The talk about a request: accepted, another wording, declined, silence, taken back."""

from datetime import UTC, datetime, timedelta

from storage import alignment_changes
from tests.handlers.alignment.talking import ONE, ask, messages, told
from tests.handlers.office import MONDAY, Office

THURSDAY_MORNING = datetime(2026, 11, 26, 1, tzinfo=UTC)
"""Nine in Shanghai: the last of Bo's three working days."""
THURSDAY_EVENING = datetime(2026, 11, 26, 10, tzinfo=UTC)


def counter(office: Office, **answers: str) -> str:
    office.press("bo", "answering.counter", ONE)
    return office.fill("bo", **answers)


def test_accepted_both_cards_say_so(pair: Office) -> None:
    ask(pair)
    assert "accepted by Bo Chen" in pair.press("bo", "answering.accept", ONE)
    assert "Aligned: O2 hangs on KR1.1" in told(pair, "ada")
    assert "Aligned: O2 hangs on KR1.1" in told(pair, "bo")
    assert "[Accept]" not in told(pair, "bo")


def test_only_who_is_asked_answers(pair: Office) -> None:
    ask(pair)
    assert "only they can answer" in pair.press("cy", "answering.accept", ONE)
    assert "only they can answer" in pair.press("ada", "answering.accept", ONE)
    assert "who asked, can do that" in pair.press("bo", "asking.withdraw", ONE)


def test_a_decline_needs_a_reason_and_the_asker_reads_it(pair: Office) -> None:
    ask(pair)
    pair.press("bo", "answering.decline", ONE)
    assert "reason" in pair.fill("bo", reason="  ")
    assert "declined by Bo Chen" in pair.fill("bo", reason="Not this quarter")
    assert "Not this quarter" in told(pair, "ada")
    assert "asked:" not in pair.say("ada", "show O2")


def test_a_counter_shows_before_and_after_and_is_written_with_one_press(pair: Office) -> None:
    ask(pair)
    counter(pair, of="1", target="40", note="Twenty is too few")
    card = told(pair, "ada")
    assert "Bo Chen proposes a change before O2 hangs on KR1.1" in card
    assert "20 partners → 40 partners" in card
    assert "Twenty is too few" in card
    assert "Aligned: O2 hangs on KR1.1" in pair.press("ada", "asking.agree", ONE)
    assert "Aligned" in told(pair, "bo")
    assert "40" in pair.say("ada", "show KR2.1")
    history = pair.press("ada", "show.history", {"o": "2"})
    assert "changed in the talk about alignment" in history
    assert "target: 20 → 40" in history
    assert "proposed by: – → Bo Chen" in history


def test_a_counter_of_the_wording_of_the_objective(pair: Office) -> None:
    ask(pair)
    counter(pair, title="Launch the A app in two stores")
    assert "“Launch the A app” → “Launch the A app in two stores”" in told(pair, "ada")
    pair.press("ada", "asking.agree", ONE)
    assert "Launch the A app in two stores" in pair.say("ada", "show O2")


def test_a_wording_with_another_figure_changes_the_target_too(pair: Office) -> None:
    ask(pair)
    counter(pair, of="1", title="45 partners")
    assert "20 partners → 45 partners" in told(pair, "ada")
    pair.press("ada", "asking.agree", ONE)
    assert "45 partners" in pair.say("ada", "show KR2.1")


def test_a_counter_that_changes_nothing_or_cannot_be_is_refused_and_kept(pair: Office) -> None:
    ask(pair)
    assert "That is how it stands" in counter(pair, note="Hm")
    assert pair.form("bo").inputs
    assert {each.name: each.value for each in pair.form("bo").inputs}["note"] == "Hm"
    assert "no target" in counter(pair, target="40")
    assert "milestone" in counter(pair, of="2", target="40")
    assert "not a figure" in counter(pair, of="1", target="many")
    assert "That is how it stands" in counter(pair, of="1", target="20")


def test_a_counter_refused_with_a_word_comes_back_to_who_answers(pair: Office) -> None:
    ask(pair)
    counter(pair, of="1", target="40")
    pair.press("ada", "asking.refuse", ONE)
    assert "Say why" in pair.fill("ada")
    assert "You ask Bo Chen" in pair.fill("ada", reason="We are three people")
    card = told(pair, "bo")
    assert "We are three people" in card
    assert "[Accept]" in card
    assert "20 partners" in pair.say("ada", "show KR2.1")
    pair.press("bo", "answering.accept", ONE)
    assert "Aligned" in told(pair, "ada")


def test_a_counter_is_met_with_ones_own_wording(pair: Office) -> None:
    ask(pair)
    counter(pair, of="1", target="40")
    pair.press("ada", "asking.refuse", ONE)
    pair.fill("ada", title="30 partners")
    assert "“30 partners”" in told(pair, "bo")
    assert "30 partners" in pair.say("ada", "show KR2.1")


def test_the_talk_can_be_read(pair: Office) -> None:
    ask(pair)
    counter(pair, of="1", target="40", note="Too few")
    pair.press("ada", "asking.refuse", ONE)
    pair.fill("ada", reason="We are three people")
    pair.press("bo", "answering.accept", ONE)
    talk = pair.press("ada", "align.talk", ONE)
    said = ["Ada Li asked", "20 partners → 40 partners", "We are three people", "Bo Chen accepted"]
    places = [talk.index(each) for each in said]
    assert places == sorted(places)


def test_what_was_taken_back_cannot_be_answered_and_nothing_typed_is_lost(pair: Office) -> None:
    ask(pair)
    pair.press("bo", "answering.decline", ONE)
    form = pair.form("bo")
    pair.press("ada", "asking.withdraw", ONE)
    assert "took this back" in pair.press("bo", "answering.accept", ONE)
    said = pair.submit("bo", form, {}, {"reason": "Not this quarter"})
    assert "took this back" in said
    assert "Not this quarter" in str(pair.form("bo"))
    assert "took back" in told(pair, "bo")


def test_a_card_answered_already_says_what_stands(pair: Office) -> None:
    ask(pair)
    pair.press("bo", "answering.accept", ONE)
    assert "accepted it already" in pair.press("bo", "answering.decline", ONE)
    assert "accepted it already" in pair.press("bo", "answering.accept", ONE)
    counter_card = pair.press("ada", "asking.agree", ONE)
    assert "accepted it already" in counter_card


def test_what_was_archived_meanwhile_is_not_accepted(pair: Office) -> None:
    ask(pair)
    pair.press("ada", "archive.run", {"o": "2"})
    assert "Aligned" not in pair.press("bo", "answering.accept", ONE)


def test_an_accepted_one_is_taken_off_and_the_other_hears(pair: Office) -> None:
    ask(pair)
    pair.press("bo", "answering.accept", ONE)
    pair.press("ada", "asking.withdraw", ONE)
    assert "Ada Li took back" in told(pair, "bo")
    assert "Hangs on" not in pair.say("ada", "show O2")


def test_one_reminder_on_the_last_morning_then_silence_is_noted_once(pair: Office) -> None:
    ask(pair)
    pair.travel(THURSDAY_MORNING - timedelta(minutes=1))
    assert messages(pair, "bo") == 1
    pair.travel(THURSDAY_MORNING + timedelta(minutes=1))
    assert "Today is the last day" in told(pair, "bo")
    pair.travel(THURSDAY_EVENING + timedelta(hours=1))
    assert "Unanswered: Bo Chen had time until" in told(pair, "bo")
    assert "Unanswered: Bo Chen had time until" in told(pair, "ada")
    count = messages(pair, "ada"), messages(pair, "bo")
    pair.travel(THURSDAY_EVENING + timedelta(days=14))
    assert (messages(pair, "ada"), messages(pair, "bo")) == count
    assert "asked: KR1.1 (unanswered)" in pair.say("ada", "show O2")
    assert "Aligned" in pair.press("bo", "answering.accept", ONE)


def test_who_answers_is_neither_reminded_nor_reported(pair: Office) -> None:
    ask(pair)
    pair.press("bo", "answering.accept", ONE)
    count = messages(pair, "bo")
    pair.travel(MONDAY + timedelta(days=5))
    assert messages(pair, "bo") == count


def test_days_away_said_afterwards_give_more_time(pair: Office) -> None:
    ask(pair)
    pair.say("bo", "away 24 Nov to 27 Nov")
    pair.travel(THURSDAY_EVENING + timedelta(days=1))
    assert messages(pair, "ada") == 0
    pair.travel(datetime(2026, 12, 2, 11, tzinfo=UTC))
    assert "Unanswered" in told(pair, "ada")


def test_a_counter_nobody_answers_reminds_the_asker_once(pair: Office) -> None:
    ask(pair)
    counter(pair, of="1", target="40")
    before = messages(pair, "ada")
    pair.travel(MONDAY + timedelta(days=14))
    assert messages(pair, "ada") == before + 1
    assert "Today is the last day" in told(pair, "ada")
    assert "Waits for Ada Li" in told(pair, "bo")


def test_every_reader_has_their_own_language(pair: Office) -> None:
    pair.say("bo", "settings language zh")
    ask(pair)
    assert "[接受]" in told(pair, "bo")
    pair.press("bo", "answering.accept", ONE)
    assert "Aligned" in told(pair, "ada")


def test_a_new_target_is_proposed_in_the_wording_too(pair: Office) -> None:
    ask(pair)
    counter(pair, of="1", target="30")
    card = told(pair, "ada")
    assert "“20 partners” → “30 partners”" in card
    assert "Target: 20 partners → 30 partners" in card
    pair.press("ada", "asking.agree", ONE)
    shown = pair.say("ada", "show KR2.1")
    assert "30 partners" in shown
    assert "20" not in shown.replace("2026", "")


def test_one_card_alone_is_to_be_answered(pair: Office) -> None:
    ask(pair)
    pair.travel(THURSDAY_MORNING + timedelta(minutes=1))
    cards = [each for each in pair.waiting_for("bo") if "KR1.1" in each]
    assert ["[Accept]" in each for each in cards] == [False, True]
    assert "A newer card" in cards[0]
    assert "Today is the last day" not in cards[0]
    pair.press("bo", "answering.accept", ONE)
    cards = [each for each in pair.waiting_for("bo") if "KR1.1" in each]
    assert "Aligned" in cards[1]


def test_many_confirmations_do_not_make_a_card_stale(pair: Office) -> None:
    ask(pair)
    pair.press("bo", "answering.accept", ONE)
    with pair.database.write() as session:
        for _ in range(20):
            alignment_changes.confirm(session, 1, 1, pair.clock())
    pair.press("ada", "asking.withdraw", ONE)
    assert "took back" in told(pair, "bo")
    assert all("[Take it off]" not in each for each in pair.waiting_for("ada"))


def test_accepting_in_the_list_leaves_the_rest_of_it(pair: Office) -> None:
    ask(pair)
    ask(pair, "align O2 to O1")
    pair.say("bo", "align")
    said = pair.press("bo", "answering.accept", {**ONE, "list": "0"})
    assert "Aligned: O2 hangs on KR1.1" in said
    assert said.count("[Accept]") == 1
    assert "accepted it already" in pair.press("bo", "answering.accept", {**ONE, "list": "0"})


def test_a_proposal_that_was_taken_back_with_the_request_was_not_agreed(pair: Office) -> None:
    ask(pair)
    counter(pair, of="1", target="30")
    pair.press("ada", "asking.withdraw", ONE)
    assert "Agreed" not in told(pair, "bo")


def test_who_has_left_is_not_said_to_have_been_reminded(pair: Office) -> None:
    ask(pair)
    pair.leave("bo")
    pair.travel(THURSDAY_MORNING + timedelta(hours=1))
    assert "reminded" not in pair.press("ada", "align.talk", ONE)


def test_a_day_whose_work_is_over_where_who_is_asked_lives_is_refused(pair: Office) -> None:
    pair.clock.set(datetime(2026, 11, 24, 11, tzinfo=UTC))  # noon for Ada, seven at night for Bo
    pair.say("ada", "align O2 to O1")
    assert "the work of that day is over" in pair.fill("ada", due="2026-11-24")
    assert "You ask Bo Chen" in pair.fill("ada", due="2026-11-25")


def test_a_decline_of_signs_alone_or_of_a_whole_book(pair: Office) -> None:
    ask(pair)
    pair.press("bo", "answering.decline", ONE)
    assert "10000 characters long" in pair.fill("bo", reason="a" * 10_000).replace(",", "")
    assert "declined by Bo Chen" in pair.fill("bo", reason="🙅 <!channel>")
    assert "🙅 <!channel>" in told(pair, "ada")
