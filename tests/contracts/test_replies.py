"""Every reply, however it was asked for: who reads it, where, and what is gone."""

from collections.abc import Callable, Mapping

import pytest

from tests.contracts.exceptions import PERMITTED, At
from tests.contracts.replies import ASKING, REPLIES
from tests.contracts.stage import Stage

STOOD = "It stood here."
MARKS: Mapping[str, str] = {
    "show": "Shown to one",
    "show_all": "Shown to all",
    "replace": "In its place",
    "notice": "Noticed by one",
    "warning": "Warned is one",
}
"""What is read of a reply that is no form."""
FORM = "The second step"

Ask = Callable[[Stage, str], None]


def _slash(stage: Stage, name: str) -> None:
    stage.ask("ada", f"reply {name}", slash=True)


def _slash_in_channel(stage: Stage, name: str) -> None:
    stage.ask("ada", f"reply {name}", "growth", slash=True)


def _message(stage: Stage, name: str) -> None:
    stage.ask("ada", f"reply {name}")


def _mention(stage: Stage, name: str) -> None:
    stage.ask("ada", f"reply {name}", "growth")


def _press(stage: Stage, name: str) -> None:
    stage.put(ASKING, stage.address("ada"))
    stage.driver.press("ada", name)


def _press_before_all(stage: Stage, name: str) -> None:
    stage.put(ASKING, stage.address(place="growth"))
    stage.driver.press("ada", name, "growth")


def _press_on_ones_own(stage: Stage, name: str) -> None:
    stage.ask("ada", "card asking", slash=True)
    stage.driver.press("ada", name)


def _submit(stage: Stage, name: str) -> None:
    stage.open("ada", f"second {name}")
    stage.driver.fill("ada", again="x")


def _submit_from_channel(stage: Stage, name: str) -> None:
    stage.open("ada", f"second {name}", "growth")
    stage.driver.fill("ada", again="x")


IN_CHANNEL: tuple[Ask, ...] = (_slash_in_channel, _mention, _press_before_all, _submit_from_channel)
ALONE: tuple[Ask, ...] = (_slash, _message, _press, _press_on_ones_own, _submit)
every_way = pytest.mark.parametrize("ask", ALONE + IN_CHANNEL, ids=lambda ask: ask.__name__[1:])


@pytest.fixture(autouse=True)
def _no_form_is_open(request: pytest.FixtureRequest) -> None:
    """What a test before this one has left open is closed."""
    if "shared" in request.fixturenames:
        driver = request.getfixturevalue("shared").driver
        while driver.form("ada") is not None:
            driver.cancel("ada")


def _everything(stage: Stage, who: str) -> str:
    return "\n".join(stage.all(who, place) for place in ("dm", "growth", "product"))


@every_way
@pytest.mark.parametrize("name", MARKS)
def test_a_reply_is_read_by_whom_it_is_for(shared: Stage, ask: Ask, name: str) -> None:
    mark = MARKS[name]
    mine, theirs = (_everything(shared, who).count(mark) for who in ("ada", "cy"))
    ask(shared, name)
    assert _everything(shared, "ada").count(mark) > mine, "the one who acted reads it"
    to_all = ask in IN_CHANNEL and name == "show_all"
    to_all = to_all or (ask is _press_before_all and name == "replace")
    assert _everything(shared, "cy").count(mark) == theirs + to_all
    # A form that was refused as a whole is kept, to be sent again.
    kept = name == "warning" and ask in (_submit, _submit_from_channel)
    form = shared.driver.form("ada")
    assert (form is not None) == kept
    if form and shared.platform == "slack":  # elsewhere the client alone knows what was typed
        assert form.values == {"again": "x"}
    assert shared.rejections() == []


@pytest.mark.parametrize("ask", [_press, _press_before_all, _press_on_ones_own])
@pytest.mark.parametrize("name", ["show", "replace", "notice", "nothing"])
def test_only_replace_changes_the_card(shared: Stage, ask: Ask, name: str) -> None:
    before = _everything(shared, "ada").count(STOOD)
    ask(shared, name)
    stands = _everything(shared, "ada").count(STOOD) - before
    assert stands == (0 if name == "replace" else 1)


@every_way
def test_nothing_shows_nothing(shared: Stage, ask: Ask) -> None:
    before = [_everything(shared, who).replace(STOOD, "") for who in ("ada", "cy")]
    ask(shared, "nothing")
    after = [_everything(shared, who) for who in ("ada", "cy")]
    left = _permitted(shared, ask, "nothing closes")
    assert (shared.driver.form("ada") is not None) == left
    if not left and ask not in (_press, _press_before_all, _press_on_ones_own):
        assert [words.replace(STOOD, "") for words in after] == before


def _permitted(stage: Stage, ask: Ask, what: str) -> bool:
    return At(stage.platform, f"{ask.__name__[1:]} {what}") in PERMITTED


@every_way
@pytest.mark.parametrize("name", ["open_form", "field_errors"])
def test_a_form_opens_however_it_is_asked_for(shared: Stage, ask: Ask, name: str) -> None:
    theirs = _everything(shared, "cy").count(FORM)
    ask(shared, name)
    form = shared.driver.form("ada")
    if form is None:
        place = "growth" if ask is _mention else "dm"
        shared.driver.press("ada", "Open", place)
        form = shared.driver.form("ada")
    assert form is not None
    assert form.labels == {"again": FORM}
    errs = name == "field_errors" and not _permitted(shared, ask, "field_errors errs")
    assert ("again" in form.errors) == errs
    assert _everything(shared, "cy").count(FORM) == theirs
    mine = _everything(shared, "ada").count(STOOD)
    shared.driver.cancel("ada")
    assert shared.driver.form("ada") is None
    assert FORM not in _everything(shared, "ada")
    assert _everything(shared, "ada").count(STOOD) == mine
    assert shared.rejections() == []


def test_a_second_form_takes_the_place_of_the_first(stage: Stage) -> None:
    stage.open("ada", "hints open_form")
    stage.driver.fill("ada", line="first")
    form = stage.driver.form("ada")
    assert form is not None
    assert form.labels == {"again": FORM}
    stage.driver.fill("ada", again="second")
    assert stage.desk.submitted().fields == {"again": "second"}
    assert stage.driver.form("ada") is None
    assert MARKS["replace"] in stage.all("ada")


@pytest.mark.parametrize("place", ["dm", "growth"])
def test_a_form_from_a_card_replaces_that_card(stage: Stage, place: str) -> None:
    address = stage.address("ada") if place == "dm" else stage.address(place="growth")
    stage.put(ASKING, address)
    stage.driver.press("ada", "open_form", place)
    stage.driver.fill("ada", again="done")
    assert stage.driver.form("ada") is None
    assert MARKS["replace"] in _everything(stage, "ada")
    stands = STOOD in stage.all("cy" if place == "growth" else "ada", place)
    assert stands == (At(stage.platform, f"form replaces in {place}") in PERMITTED)


def test_replaced_buttons_are_gone_and_the_new_ones_work(stage: Stage) -> None:
    stage.put(ASKING, stage.address("ada"))
    stage.driver.press("ada", "replace")
    (seen,) = stage.driver.all_seen("ada")
    assert list(seen.buttons) == ["Next"]
    stage.driver.press("ada", "Next")
    assert stage.desk.pressed().action == "samples.pressed"


def test_every_reply_has_a_test() -> None:
    assert set(REPLIES) == {*MARKS, "nothing", "open_form", "field_errors"}
