"""Asking for alignment: by id, by person, from suggestions; and what is refused."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select

from chat.forms import ChoiceField
from storage.tables import CycleRow, PersonRow
from tests.handlers.alignment.talking import ONE, ask, messages, told
from tests.handlers.office import MONDAY, Office


def options(office: Office, who: str = "ada") -> list[str]:
    form = office.form(who)
    return [
        option.value
        for field in form.inputs
        if isinstance(field, ChoiceField) and field.name == "upper"
        for option in field.options
    ]


def test_the_form_is_filled_from_the_objective_and_only_what_is_needed(pair: Office) -> None:
    pair.say("ada", "align O2 to KR1.1")
    form = pair.form("ada")
    fields = {each.name: each for each in form.inputs}
    assert fields["what"].value == "Launch the A app"
    assert "20 partners" in str(fields["how"].value)
    assert "2026 Q4" in str(fields["urgency"].value)
    assert [name for name, each in fields.items() if getattr(each, "required", False)] == ["what"]


def test_who_is_asked_gets_a_card_with_all_of_it(pair: Office) -> None:
    said = ask(pair)
    assert "You ask Bo Chen to align O2 to KR1.1" in said
    card = told(pair, "bo")
    assert "Ada Li asks to align O2 to KR1.1" in card
    assert "KR2.1 20 partners" in card
    assert "Without it no sign-ups" in card
    assert "Name the store" in card
    for button in ("[Accept]", "[Propose a change…]", "[Decline…]", "[The talk]"):
        assert button in card


def test_who_is_asked_may_see_the_draft_until_it_is_over(pair: Office) -> None:
    assert "There is no O2" in pair.say("bo", "show O2")
    ask(pair)
    assert "Launch the A app" in pair.say("bo", "show O2")
    assert "There is no O2" in pair.say("cy", "show O2")
    pair.press("ada", "asking.withdraw", ONE)
    assert "There is no O2" in pair.say("bo", "show O2")


@pytest.mark.parametrize(
    "command", ["align O2 to O1", "align o2 O1", "对齐 O2 到 O1", "对齐O2到O1", "align O2 -> O1"]
)
def test_words_between_the_two_are_free(pair: Office, command: str) -> None:
    assert "O2" in pair.say("ada", command)
    assert pair.form("ada").values["to"] == "O1"


def test_a_persons_okrs_are_shown_to_choose_from(pair: Office) -> None:
    pair.say("ada", "align O2 {bo}")
    assert options(pair) == ["O1", "KR1.1", "KR1.2"]
    assert "You ask Bo Chen to align O2 to KR1.2" in pair.fill("ada", upper="KR1.2")


def test_alone_it_suggests_what_the_lead_has(pair: Office) -> None:
    pair.say("ada", "align O2")
    assert options(pair) == ["O1", "KR1.1", "KR1.2"]
    assert "You ask Bo Chen to align O2 to O1" in pair.fill("ada", upper="O1")


def test_anything_else_can_be_named_in_the_form(pair: Office) -> None:
    pair.say("cy", "new Keep the books\n3 audits")
    pair.press("cy", "publish.run", {"o": "3"})
    pair.say("ada", "align O2")
    assert "You ask Cy Diaz to align O2 to O3" in pair.fill("ada", other="o3")


def test_a_person_picked_in_the_form_opens_theirs_and_keeps_what_was_typed(pair: Office) -> None:
    pair.say("cy", "new Keep the books\n3 audits")
    pair.press("cy", "publish.run", {"o": "3"})
    pair.say("ada", "align O2")
    pair.fill("ada", person=(pair.account("cy"),), importance="It matters")
    assert options(pair) == ["O3", "KR3.1"]
    filled = {each.name: each.value for each in pair.form("ada").inputs}
    assert filled["importance"] == "It matters"
    assert "What: " not in pair.fill("ada", upper="O3")
    assert "It matters" in told(pair, "cy")


def test_an_error_in_the_form_loses_nothing(pair: Office) -> None:
    pair.say("ada", "align O2")
    said = pair.fill("ada", other="O99", importance="It matters")
    assert "no O99" in said
    filled = {each.name: each.value for each in pair.form("ada").inputs}
    assert filled["importance"] == "It matters"
    assert "what" in pair.fill("ada", other="O1", what="  ")


def test_ones_own_under_ones_own_is_agreed_at_once(pair: Office) -> None:
    pair.say("ada", "new A year of growth\n100 partners")
    before = messages(pair, "ada")
    assert "Aligned: O2 hangs on KR3.1" in pair.say("ada", "align O2 to KR3.1")
    assert messages(pair, "ada") == before


def test_several_parents_are_shown_with_their_states(pair: Office) -> None:
    ask(pair)
    ask(pair, "align O2 to O1")
    pair.press("bo", "answering.accept", ONE)
    said = pair.say("ada", "show O2")
    assert "Hangs on KR1.1 (accepted) · asked: O1 (asked)" in said
    pair.press("ada", "publish.run", {"o": "2"})
    assert "1 objective hangs on it" in pair.say("cy", "show O1")
    assert "What hangs on it" in pair.press("bo", "align.of", {"o": "1"})


def test_the_same_twice_points_to_the_one_that_stands(pair: Office) -> None:
    ask(pair)
    assert "You asked this already" in pair.say("ada", "align O2 to KR1.1")
    assert messages(pair, "bo") == 1


def test_once_taken_back_it_can_be_asked_again(pair: Office) -> None:
    ask(pair)
    pair.press("ada", "asking.withdraw", ONE)
    assert "You ask Bo Chen" in ask(pair)


def test_a_circle_is_refused_with_its_path(pair: Office) -> None:
    ask(pair)
    pair.say("cy", "new Carry it all\n3 audits")
    pair.press("cy", "publish.run", {"o": "3"})
    pair.say("bo", "align O1 to O3")
    pair.fill("bo")
    pair.press("ada", "publish.run", {"o": "2"})
    assert "O2 → O1 → O3 → O2" in pair.say("cy", "align O3 to O2")


def test_what_may_not_be_is_refused_in_so_many_words(pair: Office) -> None:
    pair.say("cy", "new A draft of mine\n3 audits")
    assert "cannot hang on itself" in pair.say("ada", "align O2 to KR2.1")
    assert "There is no O3" in pair.say("ada", "align O2 to O3")
    assert "There is no O99" in pair.say("ada", "align O2 to O99")
    assert "no KR1.7" in pair.say("ada", "align O2 to KR1.7")
    pair.press("ada", "publish.run", {"o": "2"})
    assert "belongs to Ada Li" in pair.say("bo", "align O2 to O1")
    assert "Write `align O2 to O1`" in pair.say("ada", "align KR2.1 to O1")
    assert "Which objective" in pair.say("ada", "align this to O1")
    assert "I cannot find" in pair.say("ada", "align O2 to the stars")
    pair.press("bo", "archive.run", {"o": "1"})
    assert "archived" in pair.say("ada", "align O2 to O1")


def test_a_closed_cycle_and_one_that_shares_no_day_are_refused(pair: Office) -> None:
    with pair.database.write() as session:
        row = session.exec(select(CycleRow)).one()
        row.starts_on, row.ends_on = date(2025, 1, 1), date(2025, 3, 31)
        row.name, row.is_current = "2025 Q1", False
    pair.say("ada", "new Something new\n3 audits")
    assert "share no day" in pair.say("ada", "align O3 to O1")
    with pair.database.write() as session:
        row = session.exec(select(CycleRow).where(col(CycleRow.name) == "2025 Q1")).one()
        row.closed_at = MONDAY
    assert "closed cycle" in pair.say("ada", "align O3 to O1")


def test_another_workspace_is_another_world(pair: Office) -> None:
    ask(pair)
    other = Office(pair.database, pair.clock, tenant="T2")
    other.say("cy", "new Elsewhere\n3 audits")
    assert "no longer there" in other.press("cy", "answering.accept", ONE)
    assert "no longer there" in other.press("cy", "align.show", ONE)


def test_where_the_owner_has_left_the_lead_is_asked(pair: Office) -> None:
    pair.say("cy", "team create Board {cy} {bo}")
    pair.leave("bo")
    pair.say("ada", "align O2 to O1")
    assert "asked in their place" in str(pair.form("ada").parts)
    said = pair.fill("ada")
    assert "You ask Cy Diaz" in said
    assert "Bo Chen is no longer here; Cy Diaz is asked in their place." in told(pair, "cy")
    pair.press("cy", "answering.accept", ONE)
    assert "Aligned" in told(pair, "ada")


def test_where_the_owner_has_left_and_has_no_lead_that_is_said(pair: Office) -> None:
    pair.leave("bo")
    assert "no lead" in pair.say("ada", "align O2 to O1")


def test_who_leaves_while_asked_is_replaced_with_one_press(pair: Office) -> None:
    pair.say("cy", "team create Board {cy} {bo}")
    ask(pair)
    pair.leave("bo")
    assert "[Ask Cy Diaz instead]" in pair.press("ada", "align.show", ONE)
    assert "You ask Cy Diaz" in pair.press("ada", "asking.ask_lead", ONE)
    assert "[Accept]" in told(pair, "cy")


def test_the_list_shows_what_waits_and_what_was_asked_in_pages(pair: Office) -> None:
    assert "Nothing waits for you" in pair.say("ada", "align")
    ask(pair)
    for _ in range(6):
        pair.say("cy", "new Keep the books\n3 audits")
    for number in range(3, 9):
        pair.say("cy", f"align O{number} to O1")
        pair.fill("cy")
    first = pair.say("bo", "align")
    assert "Waiting for you" in first
    assert first.count("[Accept]") == 5
    assert pair.press("bo", "align.page", {"page": "1"}).count("[Accept]") == 2
    assert "Asked by you" in pair.say("ada", "align")


def test_aligning_is_proposed_where_somebody_up_the_line_has_okrs(pair: Office) -> None:
    assert "O3 hangs on nothing yet" in pair.say("ada", "new Another\n3 audits")
    assert "O3 hangs on nothing yet" in pair.press("ada", "publish.run", {"o": "3"})
    ask(pair)
    assert "hangs on nothing" not in pair.press("ada", "publish.run", {"o": "2"})
    assert "hangs on nothing" not in pair.say("cy", "new Nobody above\n3 audits")


def test_the_manager_of_the_reporting_line_is_up_the_line(pair: Office) -> None:
    pair.say("cy", "new Mine\n3 audits")
    with pair.database.write() as session:
        cy = session.exec(select(PersonRow).where(col(PersonRow.name) == "Cy Diaz")).one()
        bo = session.exec(select(PersonRow).where(col(PersonRow.name) == "Bo Chen")).one()
        cy.manager_id = bo.id
    pair.say("cy", "align O3")
    assert options(pair, "cy") == ["O1", "KR1.1", "KR1.2"]


def test_the_asker_may_choose_the_day_and_not_a_past_one(pair: Office) -> None:
    pair.say("ada", "align O2 to O1")
    assert "passed" in pair.fill("ada", due="2026-11-20")
    pair.fill("ada", due="2026-11-30")
    assert "30" in told(pair, "bo")


def test_the_wish_can_be_put_differently_while_it_waits(pair: Office) -> None:
    ask(pair)
    pair.press("ada", "asking.reword", ONE)
    pair.fill("ada", what="Launch it twice")
    assert "Launch it twice" in told(pair, "bo")
    assert messages(pair, "bo") == 1


def test_a_day_is_the_answerers(pair: Office) -> None:
    pair.clock.set(datetime(2026, 11, 27, 20, tzinfo=UTC))  # Saturday morning for Bo
    ask(pair)
    pair.travel(datetime(2026, 12, 2, 2, tzinfo=UTC))  # Wednesday morning
    assert "Today is the last day" in told(pair, "bo")
