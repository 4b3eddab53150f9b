"""What happens where two people act on an alignment at the same instant."""

from tests.handlers.alignment.talking import ONE, ask, messages, told
from tests.handlers.meeting.test_races import at_once
from tests.handlers.office import Office


def test_accepted_and_taken_back_at_once_have_one_result(pair: Office) -> None:
    ask(pair)
    at_once(
        lambda: pair.press("bo", "answering.accept", ONE),
        lambda: pair.press("ada", "asking.withdraw", ONE),
    )
    # Whichever came second was said on what the first had left: taken back is the end.
    assert "took back" in pair.press("ada", "align.show", ONE)
    talk = pair.press("ada", "align.talk", ONE)
    assert talk.count("took it back") == 1
    assert talk.count("accepted") <= 1


def test_two_answers_at_once_give_one_result(pair: Office) -> None:
    ask(pair)
    pair.press("bo", "answering.decline", ONE)
    form = pair.form("bo")
    said = at_once(
        lambda: pair.submit("bo", form, {}, {"reason": "Not now"}),
        lambda: pair.press("bo", "answering.accept", ONE),
    )
    assert sum("already" in each for each in said) == 1
    talk = pair.press("ada", "align.talk", ONE)
    assert talk.count("Bo Chen") == 1
    assert messages(pair, "ada") >= 1
    assert ("declined" in told(pair, "ada")) != ("Aligned" in told(pair, "ada"))


def test_agreed_twice_at_once_is_written_once(pair: Office) -> None:
    ask(pair)
    pair.press("bo", "answering.counter", ONE)
    pair.fill("bo", of="1", target="40")
    at_once(*[lambda: pair.press("ada", "asking.agree", ONE)] * 2)
    history = pair.press("ada", "show.history", {"o": "2"})
    assert history.count("changed in the talk") == 1


def test_the_same_asked_twice_at_once_is_one_request(pair: Office) -> None:
    pair.say("ada", "align O2 to O1")
    form = pair.form("ada")
    fields = {each.name: each.value for each in form.inputs}
    at_once(*[lambda: pair.submit("ada", form, {}, fields)] * 2)
    assert messages(pair, "bo") == 1
    assert pair.say("bo", "align").count("[Accept]") == 1


def test_two_who_ask_each_other_at_once_make_no_circle(pair: Office) -> None:
    pair.press("ada", "publish.run", {"o": "2"})
    pair.say("ada", "align O2 to O1")
    pair.say("bo", "align O1 to O2")
    said = at_once(lambda: pair.fill("ada"), lambda: pair.fill("bo"))
    assert sum("would be a circle" in each for each in said) == 1
