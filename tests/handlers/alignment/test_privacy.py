"""Who may read what: a wish, a reason, the talk, the title of a draft."""

from tests.handlers.alignment.talking import ONE, ask, told
from tests.handlers.office import Office

SECRETS = ("Without it no sign-ups", "Name the store", "Too early for us")


def test_a_third_person_sees_that_it_stands_and_not_what_was_said(pair: Office) -> None:
    pair.press("ada", "publish.run", {"o": "2"})
    ask(pair)
    for seen in (pair.press("cy", "align.show", ONE), pair.press("root", "align.show", ONE)):
        assert "Ada Li asks to align O2 to KR1.1" in seen
        assert not any(each in seen for each in SECRETS)
        assert "[" not in seen
    pair.press("bo", "answering.decline", ONE)
    pair.fill("bo", reason="Too early for us")
    assert "Too early for us" in pair.press("ada", "align.show", ONE)
    for action in ("align.show", "align.talk"):
        said = pair.press("cy", action, ONE)
        assert not any(each in said for each in SECRETS)
    assert "no longer there" in pair.press("cy", "align.talk", ONE)


def test_a_third_person_learns_nothing_of_a_draft_not_even_of_an_archived_one(
    pair: Office,
) -> None:
    ask(pair)
    pair.say("ada", "archive O2")
    assert "Launch" not in pair.press("cy", "align.of", {"o": "1"})
    assert "no longer there" in pair.press("cy", "align.show", ONE)


def test_what_was_taken_back_is_over_for_third_persons(pair: Office) -> None:
    pair.press("ada", "publish.run", {"o": "2"})
    ask(pair)
    pair.press("ada", "asking.withdraw", ONE)
    assert "no longer there" in pair.press("cy", "align.show", ONE)
    assert "took back" in pair.press("bo", "align.show", ONE)


def test_who_was_asked_about_a_draft_does_not_see_what_becomes_of_it(pair: Office) -> None:
    ask(pair)
    assert "Launch the A app" in pair.say("bo", "show {ada}")
    assert "Launch the A app" not in pair.say("cy", "show {ada}")
    pair.press("ada", "asking.withdraw", ONE)
    pair.say("ada", "edit O2 A secret plan")
    assert "secret" not in pair.press("bo", "align.show", ONE)
    assert "secret" not in pair.press("bo", "align.talk", ONE)
    assert "Launch" not in told(pair, "bo")
    assert "secret" not in pair.say("bo", "show {ada}")


def test_forged_ids_and_values_are_answered_plainly(pair: Office) -> None:
    ask(pair)
    for action in ("align.show", "align.talk", "answering.accept", "asking.withdraw"):
        for id in ("", "0", "2", "-1", "1e3", "９", "x" * 10_000):
            assert "no longer there" in pair.press("bo", action, {"alignment": id})
    assert pair.press("bo", "align.talk", {**ONE, "page": "999999"})
    assert pair.press("bo", "answering.accept", {**ONE, "list": "x"})


def test_a_draft_of_somebody_else_does_not_leak_its_title(pair: Office) -> None:
    pair.say("cy", "new A merger nobody knows of\n3 audits")
    for command in ("align O2 to O3", "align O2 to KR3.1", "align O2 {cy}"):
        said = pair.say("ada", command)
        assert "merger" not in said
        assert "audits" not in said
