"""What the channel never reads in an alignment meeting: drafts that nobody put up."""

from tests.handlers.meeting.test_align import M, begin, channel, forward
from tests.handlers.meeting.test_align import growth as growth
from tests.handlers.office import Office


def everything(office: Office) -> str:
    """All that the channel has heard, and the card that each reader can open."""
    read = [office.press("cy", "align_meeting.read", {**M, "o": each}) for each in ("1", "2", "3")]
    return "\n".join([*office.waiting_in("C1"), *read])


def test_what_hangs_under_a_draft_of_ones_own_does_not_name_it(growth: Office) -> None:
    growth.say("bo", "new A secret plan\nSign 5")
    growth.say("bo", "align O2 to O3")
    begin(growth)
    forward(growth, "1")
    assert "What it hangs on is not shown here." in channel(growth)
    assert "A secret plan" not in everything(growth)


def test_a_draft_that_asked_to_hang_on_it_is_not_named(growth: Office) -> None:
    growth.say("cy", "new A secret plan\nSign 5")
    growth.say("cy", "align O3 to O1")
    growth.fill("cy")
    begin(growth)
    assert "Win the first users" in channel(growth)
    assert "O3" not in channel(growth)
    growth.press("cy", "preparing.put_up", {**M, "o": "3"})
    assert "Hang on it: O3 (Cy Diaz)" in channel(growth)


def test_what_was_asked_of_a_draft_stays_with_those_who_could_read_it(growth: Office) -> None:
    growth.say("cy", "new A secret plan\nSign 5 {bo}")
    growth.say("bo", "comment O3 Does Ada know of the sale?")
    begin(growth)
    growth.press("cy", "preparing.put_up", {**M, "o": "3"})
    forward(growth, "1")
    forward(growth, "2")
    assert "A secret plan" in channel(growth)
    assert "Does Ada know" not in everything(growth)
    growth.press("ada", "meeting.close", M)
    assert "Does Ada know" not in "\n".join(growth.waiting_in("C1"))


def test_nobody_comments_on_a_draft_by_its_number(growth: Office) -> None:
    growth.say("cy", "new A secret plan\nSign 5")
    begin(growth)
    growth.press("ada", "meeting_comments.open", {**M, "option": "O2"})
    form = growth.form("ada")
    for kr in ("O3", "KR3.1"):
        said = growth.submit("ada", form, {"kr": kr}, {"text": "Hello?"})
        assert "secret" not in said
        assert "not in this meeting" in said
    for action in ("comments.open", "comments.write", "comments.page", "comments.ask"):
        assert "no O3 that you can see" in growth.press("ada", action, {"about": "O3"})
    assert "no O3 that you can see" in growth.say("ada", "comment O3 Why?")
    assert "secret" not in growth.press("ada", "align_meeting.read", {**M, "o": "3"})


def test_who_is_neither_in_the_team_nor_in_its_channel_reads_no_draft(growth: Office) -> None:
    growth.say("cy", "new A secret plan\nSign 5")
    begin(growth)
    growth.press("cy", "preparing.put_up", {**M, "o": "3"})
    assert "A secret plan" in growth.press("ada", "align_meeting.read", {**M, "o": "3"})
    for action, values in (
        ("align_meeting.read", {"o": "3"}),
        ("align_meeting.page", {"o": "3"}),
        ("meeting_comments.open", {"option": "O3"}),
    ):
        said = growth.press("dana", action, {**M, **values})
        assert "secret" not in said
        assert "O3" in said
    assert "Make support a joy" in growth.press("dana", "align_meeting.read", {**M, "o": "2"})
