"""What hangs on nothing, requests that led nowhere, and goals that stand there twice."""

import pytest
from sqlmodel import col, select

from chat.cards import Actions, Button, Card
from okr.alignment import AlignmentState
from storage.tables import AlignmentRow
from tests.handlers.alignment.aligned import align
from tests.handlers.office import MONDAY, Office

COMPANY = {"of": "company"}
GROWTH = {"of": "team", "id": "2"}


def buttons(card: Card) -> list[Button]:
    return [
        each
        for block in card.blocks
        if isinstance(block, Actions)
        for each in block.elements
        if isinstance(each, Button)
    ]


def more(office: Office, who: str) -> str:
    """Press "More"; empty where there is none."""
    found = [each for each in buttons(office.card(who)) if each.label == "More"]
    return office.press(who, found[0].action, found[0].values) if found else ""


def test_every_tree_leads_to_its_lists(grown: Office) -> None:
    grown.say("cy", "tree Growth")
    for label in ("Hangs on nothing", "Unanswered and declined", "Same goal twice?"):
        (found,) = [each for each in buttons(grown.card("cy")) if each.label == label]
        assert "Growth · 2026 Q4" in grown.press("cy", found.action, found.values)
        grown.say("cy", "tree Growth")


class TestHangsOnNothing:
    def test_who_has_nobody_above_is_at_the_top(self, grown: Office) -> None:
        said = grown.press("cy", "tree.hanging", COMPANY)
        assert "O1 Win Europe · Ada Li (at the top)" in said
        assert "O4 Tidy the backlog · Bo Chen\n" in said
        assert "O2" not in said

    def test_of_a_team_and_of_a_person(self, grown: Office) -> None:
        assert "O4" in grown.press("cy", "tree.hanging", GROWTH)
        assert "O1" not in grown.press("cy", "tree.hanging", GROWTH)
        assert "Every published objective hangs" in grown.press(
            "cy", "tree.hanging", {"of": "person"}
        )

    def test_what_was_asked_is_said(self, grown: Office) -> None:
        align(grown, 4, 1, state=AlignmentState.ASKED)
        assert "O4 Tidy the backlog · Bo Chen (asked O1)" in grown.press(
            "cy", "tree.hanging", COMPANY
        )

    def test_what_hung_on_something_archived_is_missed(self, grown: Office) -> None:
        grown.say("bo", "archive O2")
        assert "(KR2.1, which it hung on, is archived)" in grown.press(
            "cy", "tree.hanging", COMPANY
        )

    @pytest.mark.parametrize("of", [COMPANY, GROWTH])
    def test_pages_hold_each_once(self, grown: Office, of: dict[str, str]) -> None:
        for number in range(5, 23):
            grown.say("bo", f"new Objective of the number {number}")
            grown.say("bo", f"publish O{number}")
        said = grown.press("cy", "tree.hanging", of)
        pages = [said]
        while said := more(grown, "cy"):
            pages.append(said)
        found = [line.split()[0] for page in pages for line in page.splitlines() if " · Bo" in line]
        assert found == [f"O{number}" for number in range(4, 23)]

    def test_somebody_elses_draft_is_not_there(self, grown: Office) -> None:
        grown.say("bo", "new Secret plan")
        for of in (COMPANY, GROWTH):
            assert "Secret" not in grown.press("cy", "tree.hanging", of)


class TestRequests:
    def test_unanswered_ones_before_declined_ones(self, grown: Office) -> None:
        align(grown, 4, 1, state=AlignmentState.DECLINED)
        late = align(grown, 3, 1, state=AlignmentState.ASKED)
        assert "Unanswered\n" not in grown.press("cy", "tree.requests", COMPANY)
        with grown.database.write() as session:
            row = session.exec(select(AlignmentRow).where(col(AlignmentRow.id) == late)).one()
            row.lapsed_at = MONDAY
        said = grown.press("cy", "tree.requests", COMPANY)
        assert said.index("O3 Support") < said.index("Declined") < said.index("O4 Tidy")

    def test_of_those_who_asked_or_were_asked(self, grown: Office) -> None:
        align(grown, 4, 1, state=AlignmentState.DECLINED)
        assert "O4" in grown.press("cy", "tree.requests", GROWTH)
        assert "Every request was answered" in grown.press("cy", "tree.requests", {"of": "person"})

    def test_what_was_asked_again_is_no_longer_declined(self, grown: Office) -> None:
        align(grown, 4, 1, state=AlignmentState.DECLINED)
        align(grown, 4, 1)
        assert "Every request was answered" in grown.press("cy", "tree.requests", COMPANY)

    def test_drafts_of_others_ask_unseen(self, grown: Office) -> None:
        grown.say("bo", "new Secret plan")
        align(grown, 5, 1, state=AlignmentState.DECLINED)
        assert "Secret" not in grown.press("cy", "tree.requests", COMPANY)
        assert "Secret" in grown.press("bo", "tree.requests", COMPANY)


class TestSameGoal:
    @pytest.fixture
    def twice(self, grown: Office) -> Office:
        """Cy's O5 says what O2 says, Ada's O6 what O4 says."""
        grown.say("cy", "new Release our app in Spain")
        grown.say("ada", "new Tidy up our backlog")
        for who, number in (("cy", 5), ("ada", 6)):
            grown.say(who, f"publish O{number}")
        return grown

    def test_pairs_are_shown_with_their_owners(self, twice: Office) -> None:
        said = twice.press("bo", "tree.same", COMPANY)
        assert "6 objectives were compared" in said
        assert "O2 Launch the app in Spain · Bo Chen\nO5 Release our app in Spain · Cy Diaz" in said
        assert "O4" in said
        assert "O1" not in said

    def test_of_a_team_one_of_each_is_theirs(self, twice: Office) -> None:
        said = twice.press("ada", "tree.same", {"of": "person"})
        assert "O6" in said
        assert "O5" not in said

    def test_what_hangs_together_is_known(self, twice: Office) -> None:
        align(twice, 5, 2)
        align(twice, 6, 4, state=AlignmentState.ASKED)
        assert "No two of them" in twice.press("bo", "tree.same", COMPANY)

    def test_drafts_and_what_is_archived_are_not_compared(self, twice: Office) -> None:
        twice.say("cy", "archive O5")
        twice.say("bo", "new Win Europe!")
        said = twice.press("bo", "tree.same", COMPANY)
        assert "O5" not in said
        assert "O7" not in said

    def test_further_pairs_are_not_looked_for_again(self, grown: Office) -> None:
        for number in range(5, 23):
            grown.say("bo", "new Objective of the same words")
            grown.say("bo", f"publish O{number}")
        pages = [grown.press("cy", "tree.same", COMPANY)]
        while said := more(grown, "cy"):
            pages.append(said)
        assert [page.count("same words ·") for page in pages] == [16, 16, 2]
        assert "compared" not in pages[1]

    def test_ids_that_nobody_was_shown_lead_nowhere(self, twice: Office) -> None:
        twice.say("bo", "new Secret plan")
        for pairs in ("7-2", "99-98", "x-y", ",", "1-", "²-²"):
            said = twice.press("cy", "tree.same", {**COMPANY, "pairs": pairs})
            assert "Secret" not in said
            assert "No two of them" in said
