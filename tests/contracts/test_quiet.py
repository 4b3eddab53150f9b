"""What people type notifies nobody and links nowhere; what is private stays so."""

import pytest

from tests.contracts.samples import CARDS, HOSTILE
from tests.contracts.stage import Stage
from tests.contracts.words import squeezed

SAMPLES = ("hostile", "hostile_and_rich")
NAMED_BY_US = ("paragraph", "note", "rich_fields", "table")
GUIDE = "https://guide.example/okr?a=1&b=2"


@pytest.mark.parametrize("place", ["dm", "growth"])
def test_hostile_text_pings_nobody_and_links_nowhere(stage: Stage, place: str) -> None:
    stage.ask("ada", "card hostile aloud", place)
    assert squeezed(HOSTILE) in squeezed(stage.see("ada", place).text)
    stage.ask("ada", "card hostile", place, slash=True)
    stage.driver.press("ada", "<@U0ADA> *b* &amp;", place)
    assert stage.pings() == []
    assert stage.links() == []


def test_only_whom_we_name_is_pinged_and_only_our_links_lead_somewhere(stage: Stage) -> None:
    stage.ask("ada", "card hostile_and_rich")
    assert len(stage.pings()) == 1
    assert stage.pings()[0].lower().removeprefix("@u0").removeprefix("ou_")[:2] == "bo"
    assert stage.links() == [GUIDE]
    assert squeezed(HOSTILE) in squeezed(stage.see("ada").text)


@pytest.mark.parametrize("slash", [True, False], ids=["slash", "mention"])
def test_a_private_answer_never_reaches_the_channel(stage: Stage, slash: bool) -> None:
    for name in ("everything", "too_long_text", "table"):
        stage.ask("ada", f"card {name}", "growth", slash=slash)
        mine = stage.all("ada", "growth") + stage.all("ada")
        assert squeezed(CARDS[name].title) in squeezed(mine)
        for place in ("dm", "growth", "product"):
            assert stage.all("cy", place).strip() == ""


def test_a_message_for_one_reader_in_a_channel_is_read_by_that_one(stage: Stage) -> None:
    card = CARDS["note"]
    stage.desk.send(stage.address(place="growth"), card, only_for=stage.accounts()["bo"])
    stage.settle()
    assert card.title in stage.all("bo", "growth") + stage.all("bo")
    assert stage.all("ada", "growth").strip() == ""
    assert stage.all("ada").strip() == ""


@pytest.mark.parametrize("name", ["too_long_text", "sixty_mixed", "seven_tables", "many_buttons"])
@pytest.mark.parametrize("place", ["dm", "growth"])
def test_what_no_platform_holds_is_delivered_all_the_same(
    breakable: Stage, name: str, place: str
) -> None:
    breakable.ask("ada", f"card {name} aloud", place)
    assert breakable.count("ada", place) == 1
    assert CARDS[name].title in breakable.see("ada", place).text
    assert breakable.desk.dead() == {}
    assert breakable.desk.waiting() == 0
    assert breakable.rejections() == []


def test_an_answer_to_a_press_holds_what_a_message_holds(breakable: Stage) -> None:
    """A form that is too large for the card it takes the place of still opens."""
    form = breakable.open("ada", "too_long_options")
    assert set(form.labels) == {"choice", "many"}
    assert breakable.rejections() == []
