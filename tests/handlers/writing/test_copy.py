"""A long goal split forward over cycles, and a copy of an objective."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select, update

from chat.cards import Actions, Button, Overflow
from chat.events import FormSubmitted
from chat.forms import ChoiceField, ManyChoicesField, SwitchField
from handlers.reception import Reception
from storage.tables import CycleRow, ObjectiveRow
from tests.handlers.office import Office

STAGES = "Agree on texts\nBuild | 2\nLaunch"


@pytest.fixture
def planned(launched: Office) -> Office:
    """The next two quarters are there; KR1.2 has been reached."""
    launched.say("root", "cycle create 2027 Q1")
    launched.say("root", "cycle create 2027 Q2")
    launched.say("ada", "checkin KR1.1 12000")
    launched.say("ada", "checkin KR1.2 4.1")
    return launched


def close(office: Office, name: str) -> None:
    """Close a cycle."""
    with office.database.write() as session:
        session.execute(
            update(CycleRow)
            .where(col(CycleRow.name) == name)
            .values(closed_at=datetime(2026, 11, 1, tzinfo=UTC))
        )


def fields(office: Office, who: str) -> dict[str, object]:
    """What stands in the form before somebody."""
    return {each.name: each.value for each in office.form(who).inputs}


def menu(office: Office, who: str) -> list[str]:
    """What the buttons and the menu of the card before somebody call."""
    elements = [
        element
        for block in office.card(who).blocks
        if isinstance(block, Actions)
        for element in block.elements
    ]
    chosen = [o.value for each in elements if isinstance(each, Overflow) for o in each.options]
    return [each.action for each in elements if isinstance(each, Button)] + chosen


def labels(office: Office, who: str) -> list[str]:
    """What stands on the buttons before somebody."""
    return [each.label for each in office.card(who).buttons]


class TestInPlainWords:
    def test_the_next_part_is_written_at_once(self, planned: Office) -> None:
        said = planned.say("ada", "copy O1 to 2027 Q1")
        assert "O2 written" in said
        assert "O2 Launch the A app and win its users" in said
        assert "2027 Q1 · draft" in said
        assert "Goes on with O1" in said
        assert "publish.run" in menu(planned, "ada")

    def test_a_part_begins_where_the_running_one_is_to_end(self, planned: Office) -> None:
        said = planned.say("ada", "copy O1 to 2027 Q1")
        assert "starts at 50,000 sign-ups, target to be set" in said
        assert "starts at 20%, target to be set" in said
        assert "to 50,000 sign-ups" not in said

    def test_the_coach_asks_for_the_target_that_is_still_to_be_set(self, planned: Office) -> None:
        said = planned.say("ada", "copy O1 to 2027 Q1")
        assert "❗ KR2.1 It ends where it begins: a target is still to be set." in said
        assert "❗ KR2.2 It ends where it begins" in said
        planned.say("ada", "edit KR2.1 from 50,000 to 80,000 sign-ups")
        planned.press("ada", "coach.open", {"o": "2"})
        said = planned.press("ada", "coach.open", {"o": "2"})
        assert "KR2.1 It ends" not in said
        assert "KR2.2 It ends" in said

    def test_publishing_reminds_of_it_and_does_not_refuse(self, planned: Office) -> None:
        planned.say("ada", "copy O1 to 2027 Q1")
        planned.say("ada", "edit KR2.1 from 50,000 to 80,000 sign-ups")
        said = planned.say("ada", "publish O2")
        assert "Published" in said
        assert "KR2.2: the target is still to be set. `/okr edit KR2.2` sets it." in said
        assert "2027 Q1 · published" in said
        assert "KR1.1: the target" not in planned.say("ada", "publish O1")

    def test_a_part_begins_where_the_one_that_is_over_stands(self, planned: Office) -> None:
        planned.clock.advance(timedelta(days=60))
        said = planned.say("ada", "copy O1 to 2027 Q1")
        assert "from 12,000 sign-ups to 50,000 sign-ups" in said
        assert "reach 20%" in said  # nobody gave a value
        assert "to be set" not in said

    def test_what_has_been_reached_is_left(self, planned: Office) -> None:
        assert "rating" not in planned.say("ada", "copy O1 to 2027 Q1")

    def test_stages_that_are_done_are_left(self, planned: Office) -> None:
        planned.say("ada", "new Publish the guide\nThe voice guide is out")
        planned.say("ada", "edit KR2.1")
        planned.fill("ada", stages=STAGES)
        planned.say("ada", "checkin KR2.1")
        planned.fill("ada", stages=("0",), confidence="high")
        assert "2 stages" in planned.say("ada", "copy O2 to 2027 Q1")
        planned.say("ada", "checkin KR3.1")
        stages = next(planned.form("ada").inputs)
        assert isinstance(stages, ManyChoicesField)
        assert [option.label for option in stages.options] == ["Build ×2", "Launch"]
        assert stages.value == ()

    def test_a_bound_stays_a_bound(self, planned: Office) -> None:
        planned.say("ada", "new Keep readers\nchurn below 3%")
        said = planned.say("ada", "copy O2 to 2027 Q1")
        assert "at most 3%" in said
        assert "to be set" not in said

    def test_a_day_before_the_cycle_is_no_due_date_in_it(self, planned: Office) -> None:
        planned.say("ada", "new Win readers\n5 partners by 15 Dec\n10 towns by 30 Apr 2027")
        said = planned.say("ada", "copy O2 to 2027 Q1")
        assert "15 Dec" not in said.split("How I read it")[1]
        assert "due 30 Apr 2027" in said

    def test_the_same_cycle_gets_a_plain_copy(self, planned: Office) -> None:
        said = planned.say("ada", "copy O1 to 2026 Q4")
        assert "Copied from O1" in said
        assert "Goes on with" not in said
        assert "from 3.6 to 4" in said
        assert "no value yet · reach 50,000 sign-ups" in said

    @pytest.mark.parametrize(
        "words",
        [
            "复制 O1 到 2027 Q1",
            "拆分O1到2027 Q1",
            "split o1 to 2027Q1",
            "copy O1 into next quarter",
            "复制 O1 到下季度",
        ],
    )
    def test_in_either_language(self, planned: Office, words: str) -> None:
        assert "2027 Q1 · draft" in planned.say("ada", words)

    def test_in_the_readers_language(self, planned: Office) -> None:
        planned.say("ada", "settings language zh")
        said = planned.say("ada", "复制 O1 到 2027 Q1")
        assert "延续自 O1" in said
        assert "从 20% 开始，目标待定" in said
        assert "target" not in said

    def test_the_coming_quarter_is_made_where_nobody_made_one(self, launched: Office) -> None:
        assert "2027 Q1 · draft" in launched.say("ada", "copy O1 to 2027 Q1")
        assert "2027 Q1" in launched.say("ada", "cycle")

    @pytest.mark.parametrize("name", ["2026 Q2", "2029 Q1", "2027", "Someday"])
    def test_no_other_cycle_is_made(self, launched: Office, name: str) -> None:
        assert f"There is no cycle “{name}”" in launched.say("ada", f"copy O1 to {name}")
        assert name not in launched.say("ada", "cycle")

    def test_no_quarter_is_made_within_a_cycle_of_the_company(self, launched: Office) -> None:
        launched.say("root", "cycle create 2027-01-01 2027-04-30 Winter")
        assert "There is no cycle “2027 Q1”" in launched.say("ada", "copy O1 to 2027 Q1")

    def test_a_closed_cycle_is_refused(self, planned: Office) -> None:
        close(planned, "2027 Q1")
        assert "That cycle is closed" in planned.say("ada", "copy O1 to 2027 Q1")

    def test_a_key_result_is_refused(self, planned: Office) -> None:
        said = planned.say("ada", "copy KR1.2 to 2027 Q1")
        assert "copied with its objective" in said
        assert "copy O1" in said

    def test_it_must_be_said_which(self, planned: Office) -> None:
        assert "copy O12 to 2027 Q1" in planned.say("ada", "copy")

    def test_a_repeated_delivery_copies_once(self, planned: Office) -> None:
        for _ in range(2):
            said = planned.say("ada", "copy O1 to 2027 Q1", event_id="twice")
            assert "O2 written" in said
        assert "There is no O3" in planned.say("ada", "show O3")


class TestTheForm:
    def test_it_offers_the_next_cycle_and_what_is_not_reached(self, planned: Office) -> None:
        assert planned.say("ada", "copy O1") == "Copy O1"
        cycle, taken, linked = planned.form("ada").inputs
        assert isinstance(cycle, ChoiceField)
        names = {option.value: option.label for option in cycle.options}
        assert list(names.values()) == ["2027 Q1", "2027 Q2", "2026 Q4"]
        assert names[cycle.value] == "2027 Q1"
        assert isinstance(taken, ManyChoicesField)
        assert [option.label[:5] for option in taken.options] == ["KR1.1", "KR1.2", "KR1.3"]
        assert taken.value == ("1", "3")
        assert isinstance(linked, SwitchField)
        assert linked.value

    def test_it_takes_what_was_ticked(self, planned: Office) -> None:
        planned.say("ada", "copy O1")
        said = planned.fill("ada", key_results=("2",))
        assert "starts at 4, target to be set" in said
        assert "sign-ups" not in said
        assert "Goes on with O1" in said

    def test_it_takes_none_where_none_is_ticked(self, planned: Office) -> None:
        planned.say("ada", "copy O1")
        assert "No key results yet" in planned.fill("ada", key_results=())

    def test_it_makes_a_plain_copy(self, planned: Office) -> None:
        planned.say("ada", "copy O1")
        said = planned.fill("ada", next_part=False, key_results=("1", "2", "3"))
        assert "Copied from O1" in said
        assert "from 3.6 to 4" in said
        assert "Goes on with" not in planned.say("ada", "show O2")

    def test_a_part_in_an_earlier_cycle_is_refused_and_nothing_is_lost(
        self, planned: Office
    ) -> None:
        planned.say("ada", "copy O1")
        cycle = next(planned.form("ada").inputs)
        assert isinstance(cycle, ChoiceField)
        same = next(o.value for o in cycle.options if o.label == "2026 Q4")
        said = planned.fill("ada", cycle=same, key_results=("2",))
        assert "cycle: The next part belongs in a cycle after 2026 Q4" in said
        assert fields(planned, "ada")["key_results"] == ("2",)
        assert "2026 Q4 · draft" in planned.fill("ada", next_part=False)

    def test_a_cycle_closed_meanwhile_is_refused(self, planned: Office) -> None:
        planned.say("ada", "copy O1")
        close(planned, "2027 Q1")
        assert "cycle: That cycle is closed" in planned.fill("ada")

    @pytest.mark.parametrize("typed", ["", "0", "999", "no", "9" * 30])
    def test_a_forged_cycle_is_refused(self, planned: Office, typed: str) -> None:
        planned.say("ada", "copy O1")
        assert planned.fill("ada", cycle=typed).startswith("cycle: ")

    def test_forged_key_results_are_not_there(self, planned: Office) -> None:
        planned.say("ada", "copy O1")
        assert "No key results yet" in planned.fill("ada", key_results=("7", "x", ""))

    def test_it_offers_the_coming_quarter_where_nobody_made_one(self, launched: Office) -> None:
        launched.say("ada", "copy O1")
        assert fields(launched, "ada")["cycle"] == "2027 Q1"
        assert "2027 Q1" not in launched.say("ada", "cycle")
        launched.say("ada", "copy O1")
        assert "2027 Q1 · draft" in launched.fill("ada")

    def test_without_a_later_cycle_it_is_a_plain_copy(self, office: Office) -> None:
        office.say("root", "cycle create 2026-11-01 2027-06-30 Long")
        office.say("ada", "new Win readers\nrating from 3.6 to 4.0")
        office.say("ada", "copy O1")
        assert fields(office, "ada")["next_part"] is False
        assert "Copied from O1" in office.fill("ada")

    def test_after_its_cycle_it_goes_on_in_the_current_one(self, planned: Office) -> None:
        planned.clock.advance(timedelta(days=60))
        planned.say("ada", "copy O1")
        assert "2027 Q1 · draft" in planned.fill("ada")

    def test_a_repeated_submission_copies_once(self, planned: Office) -> None:
        planned.say("ada", "copy O1")
        form = planned.form("ada")
        submitted = FormSubmitted(
            id="twice",
            sender=planned.account("ada"),
            place=planned.place("ada"),
            action=form.action,
            values=form.values,
            fields={each.name: each.value for each in form.inputs},
        )
        reception: Reception = planned.reception
        first, second = reception(submitted), reception(submitted)
        assert planned.hear("ada", first) == planned.hear("ada", second)
        assert "There is no O3" in planned.say("ada", "show O3")

    def test_a_button_opens_it(self, planned: Office) -> None:
        planned.say("ada", "show O1")
        assert "copy.open" in menu(planned, "ada")
        assert planned.press("ada", "copy.open", {"o": "1"}) == "Copy O1"
        planned.say("cy", "show O1")
        assert "copy.open" in menu(planned, "cy")
        assert planned.press("cy", "router.chosen", {"o": "1", "option": "copy.open"}) == "Copy O1"

    def test_the_button_goes_with_the_last_part(self, planned: Office) -> None:
        planned.say("ada", "copy O1 to 2027 Q1")
        planned.say("ada", "publish O2")
        assert "copy.open" in menu(planned, "ada")
        planned.say("ada", "show O1")
        assert "copy.open" not in menu(planned, "ada")

    def test_a_menu_never_has_more_than_five_entries(self, planned: Office) -> None:
        planned.say("root", "show O1")  # an admin may do all the owner may
        assert "edit.open" in menu(planned, "root")
        for who in ("ada", "root", "cy"):
            planned.say(who, "show {ada}")
            for block in planned.card(who).blocks:
                for each in block.elements if isinstance(block, Actions) else ():
                    assert not isinstance(each, Overflow) or len(each.options) <= 5

    def test_it_is_in_the_readers_language(self, planned: Office) -> None:
        planned.say("ada", "settings language zh")
        assert planned.say("ada", "复制 O1") == "复制 O1"


class TestAsATemplate:
    def test_somebody_elses_starts_anew_and_belongs_to_the_copier(self, planned: Office) -> None:
        asked = planned.waiting_for("bo")
        said = planned.say("cy", "copy O1 to 2026 Q4")
        assert "Copied from O1" in said
        assert "no value yet · from 3.6 to 4" in said
        assert "no value yet · reach 50,000 sign-ups" in said
        assert "with Bo" not in said
        planned.say("cy", "publish O2")
        assert "Copied from O1" in planned.say("cy", "show O2")
        seen = planned.say("root", "show O2")
        assert "O2 · Cy" in seen
        assert "Copied from" not in seen
        assert planned.waiting_for("bo") == asked

    def test_its_owner_is_led_to_where_it_came_from(self, planned: Office) -> None:
        planned.say("cy", "copy O1 to 2026 Q4")
        planned.say("cy", "show O2")
        assert "Show O1" in labels(planned, "cy")
        planned.say("ada", "archive O1")
        planned.say("cy", "show O2")
        assert "Show O1" in labels(planned, "cy")  # it had been published

    def test_there_is_no_way_to_what_cannot_be_seen(self, planned: Office) -> None:
        planned.say("ada", "new A draft\n7 drafts")
        planned.say("ada", "copy O2 to 2026 Q4")
        planned.say("ada", "show O3")
        assert "Show O2" in labels(planned, "ada")
        planned.say("bo", "home")
        planned.say("ada", "move O3 {bo}")
        said = planned.say("bo", "show O3")
        assert "O2" in said
        assert "O2" not in " ".join(labels(planned, "bo"))

    def test_it_is_never_the_next_part(self, planned: Office) -> None:
        planned.say("cy", "copy O1")
        assert "next_part" not in fields(planned, "cy")
        assert fields(planned, "cy")["key_results"] == ("1", "2", "3")
        assert "Copied from O1" in planned.fill("cy", next_part=True)
        planned.say("cy", "publish O2")
        assert "Gone on with" not in planned.say("ada", "show O1")

    def test_its_stages_are_all_to_do(self, planned: Office) -> None:
        planned.say("ada", "new Publish the guide\nThe voice guide is out")
        planned.say("ada", "edit KR2.1")
        planned.fill("ada", stages=STAGES)
        planned.say("ada", "checkin KR2.1")
        planned.fill("ada", stages=("0",), confidence="high")
        planned.say("ada", "publish O2")
        assert "no value yet · 3 stages" in planned.say("cy", "copy O2 to 2026 Q4")

    def test_a_draft_nobody_may_see_is_not_there(self, planned: Office) -> None:
        planned.say("ada", "new Secret plan")
        for said in (
            planned.say("cy", "copy O2 to 2027 Q1"),
            planned.say("cy", "copy O2"),
            planned.press("cy", "copy.open", {"o": "2"}),
            planned.say("root", "copy O2 to 2027 Q1"),
        ):
            assert "There is no O2" in said

    def test_a_form_of_what_became_private_copies_nothing(self, planned: Office) -> None:
        planned.say("cy", "copy O1")
        with planned.database.write() as session:
            session.execute(update(ObjectiveRow).values(state="draft"))
        assert "There is no O1" in planned.fill("cy")

    def test_a_draft_one_was_asked_to_work_on_stays_its_owners(self, planned: Office) -> None:
        planned.say("ada", "new Secret plan {bo}")
        said = planned.say("bo", "copy O2 to 2027 Q1")
        assert "O2 是 Ada Li 的草稿" in said

    def test_ones_own_draft_can_be_split(self, planned: Office) -> None:
        planned.say("ada", "new Secret plan\nrating from 3.6 to 4.0")
        assert "Goes on with O2" in planned.say("ada", "copy O2 to 2027 Q1")

    def test_what_is_archived_is_refused(self, planned: Office) -> None:
        planned.say("ada", "archive O1")
        assert "O1 is archived" in planned.say("ada", "copy O1 to 2027 Q1")
        assert "O1 is archived" in planned.say("cy", "copy O1 to 2027 Q1")

    def test_what_is_closed_can_go_on(self, planned: Office) -> None:
        with planned.database.write() as session:
            session.execute(update(ObjectiveRow).values(state="closed"))
        said = planned.say("ada", "copy O1 to 2027 Q1")
        assert "from 12,000 sign-ups to 50,000 sign-ups" in said


class TestTheParts:
    @pytest.fixture
    def three(self, planned: Office) -> Office:
        """O1, O2 and O3 are parts of one goal, all published."""
        planned.say("ada", "copy O1 to 2027 Q1")
        planned.say("ada", "copy O2 to 2027 Q2")
        planned.say("ada", "publish O2")
        planned.say("ada", "publish O3")
        return planned

    @pytest.mark.parametrize("who", ["ada", "cy"])
    def test_each_names_the_others_in_order(self, three: Office, who: str) -> None:
        assert "Gone on with in O2, O3" in three.say(who, "show O1")
        assert "Goes on with O1 · Gone on with in O3" in three.say(who, "show O2")
        assert "Goes on with O1, O2" in three.say(who, "show O3")

    def test_a_draft_is_named_to_its_owner_alone(self, planned: Office) -> None:
        planned.say("ada", "copy O1 to 2027 Q1")
        assert "Gone on with in O2" in planned.say("ada", "show O1")
        assert "O2" not in planned.say("cy", "show O1")
        assert "O2" not in planned.say("cy", "show O1\nhistory")

    def test_a_part_put_away_is_passed_over(self, three: Office) -> None:
        three.say("ada", "archive O2")
        assert "Gone on with in O3" in three.say("ada", "show O1")
        assert "Goes on with O1" in three.say("cy", "show O3")

    def test_what_has_gone_on_is_not_offered_again(self, planned: Office) -> None:
        planned.say("ada", "copy O1 to 2027 Q1")
        planned.clock.advance(timedelta(days=60))
        assert "Not finished in the last cycle" not in planned.home("ada")

    def test_the_history_says_where_each_came_from(self, planned: Office) -> None:
        planned.say("ada", "copy O1 to 2027 Q1")
        said = planned.press("ada", "show.history", {"o": "2"})
        assert "carried over" in said
        assert "cycle: 2026 Q4 → 2027 Q1" in said
        assert "from: – → O1" in said
        planned.say("cy", "copy O1 to 2027 Q1")
        said = planned.press("cy", "show.history", {"o": "3"})
        assert "copied" in said
        assert "from: – → O1" in said

    def test_the_original_stays_as_it_was(self, planned: Office) -> None:
        before = planned.say("bo", "show O1")
        planned.say("ada", "copy O1 to 2027 Q1")
        planned.say("cy", "copy O1 to 2027 Q1")
        assert planned.say("bo", "show O1") == before
        with planned.database.read() as session:
            states = session.execute(select(ObjectiveRow.number, ObjectiveRow.state)).all()
        assert [(number, state.value) for number, state in states] == [
            (1, "published"),
            (2, "draft"),
            (3, "draft"),
        ]
