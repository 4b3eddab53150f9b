"""What happens where two people act in an alignment meeting at the same instant."""

from tests.handlers.meeting.test_align import M, begin, channel, prepare
from tests.handlers.meeting.test_align import growth as growth
from tests.handlers.meeting.test_races import at_once
from tests.handlers.meeting.test_revising import closed, edit, listed, mark, settle
from tests.handlers.office import Office


def test_two_who_open_it_at_once_open_one(growth: Office) -> None:
    at_once(lambda: prepare(growth), lambda: prepare(growth, who="bo"))
    assert len(growth.waiting_in("C1")) == 1
    assert sum("still waits for you" in each for each in growth.waiting_for("cy")) == 1


def test_two_who_begin_it_at_once_begin_it_once(growth: Office) -> None:
    prepare(growth)
    said = at_once(
        lambda: growth.press("ada", "align_meeting.begin", M),
        lambda: growth.press("bo", "align_meeting.begin", M),
    )
    assert sum("begun already" in each for each in said) == 1
    assert "1 of 2" in channel(growth)


def test_two_who_go_on_at_once_go_one_step(growth: Office) -> None:
    growth.say("cy", "new Know our users\n20 talks")
    growth.press("cy", "publish.run", {"o": "3"})
    begin(growth)
    said = at_once(
        *(
            lambda who=who: growth.press(who, "align_meeting.next", {**M, "o": "1"})
            for who in ("ada", "bo", "cy")
        )
    )
    assert sum("The meeting has gone on" in each for each in said) == 2
    assert "2 of 3" in channel(growth)


def test_two_who_close_it_at_once_leave_one_summary_and_one_list(growth: Office) -> None:
    begin(growth)
    mark(growth, "ada", "2", "Which channels?")
    said = at_once(
        lambda: growth.press("ada", "meeting.close", M),
        lambda: growth.press("bo", "meeting.close", M),
    )
    assert sum("is closed; its summary" in each for each in said) == 1
    cards = growth.waiting_in("C1")
    assert sum(each.startswith("Meeting closed") for each in cards) == 1
    assert sum(each.startswith("To be revised") for each in cards) == 1


def test_a_mark_at_the_instant_of_closing_is_in_the_list_or_still_typed(growth: Office) -> None:
    begin(growth)
    mark(growth, "ada", "1", "No figure.")
    growth.press("bo", "revising.open", {**M, "o": "2"})
    said, _ = at_once(
        lambda: growth.fill("bo", text="Which channels?"),
        lambda: growth.press("ada", "meeting.close", M),
    )
    assert ("Which channels?" in listed(growth)) == ("is to be revised" in said)


def test_the_last_two_who_have_revised_close_the_list_together(growth: Office) -> None:
    closed(growth)
    for who, about in (("bo", "2"), ("ada", "1")):
        edit(growth, who, about, f"Another goal of {who}")
    at_once(lambda: settle(growth, "bo", "2"), lambda: settle(growth, "ada", "1"))
    assert "This list is closed." in listed(growth)


def test_the_last_two_are_archived_and_revised_together_and_the_list_closes(growth: Office) -> None:
    closed(growth)
    edit(growth, "ada", "1", "Another goal")
    at_once(
        lambda: growth.press("bo", "archive.run", {"o": "2"}),
        lambda: settle(growth, "ada", "1"),
    )
    assert "This list is closed." in listed(growth)


def test_a_draft_put_up_and_archived_at_once_is_archived(growth: Office) -> None:
    growth.say("cy", "new Know our users\n20 talks")
    closed(growth)
    prepare(growth)
    at_once(
        lambda: growth.press("cy", "preparing.put_up", {"meeting": "2", "o": "3"}),
        lambda: growth.press("cy", "archive.run", {"o": "3"}),
        lambda: growth.press("bo", "archive.run", {"o": "2"}),
    )
    assert "O2 not pursued any more" in listed(growth)
    assert "Know our users" not in growth.press("ada", "align_meeting.begin", {"meeting": "2"})


def test_handed_over_and_settled_at_once_it_is_one_persons(growth: Office) -> None:
    closed(growth)
    edit(growth, "bo", "2", "Another goal")
    at_once(
        lambda: growth.say("bo", "move O2 to {cy}"),
        lambda: settle(growth, "bo", "2"),
    )
    assert ("✓ Bo Chen: O2 revised" in listed(growth)) != ("Cy Diaz: O2" in listed(growth))
