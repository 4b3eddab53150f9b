"""The tree of a person, a team, the company and around one objective, for who may see it."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from chat.cards import Actions, Button, Card, Element, Option, Picture, Select
from okr.alignment import AlignmentState
from storage.tables import AlignmentRow, CycleRow, ObjectiveRow
from tests.handlers.alignment.aligned import align
from tests.handlers.office import MONDAY, Office


def lines(said: str) -> list[str]:
    """The lines of the text that are objectives: id, and how deep it stands."""
    found = [line for line in said.splitlines() if " · " in line and line.lstrip("\u2003└ ")[2:3]]
    return [
        "." * line.count("\u2003") + line.split()[1 + ("└" in line)]
        for line in found
        if line.lstrip("\u2003└ ")[0] in "○●▲▼✓–" and line.split()[1 + ("└" in line)][:1] == "O"
    ]


def elements(card: Card) -> list[Element]:
    return [each for block in card.blocks if isinstance(block, Actions) for each in block.elements]


def button(office: Office, who: str, label: str) -> Button:
    return next(
        each
        for each in elements(office.card(who))
        if isinstance(each, Button) and each.label == label
    )


def press(office: Office, who: str, label: str) -> str:
    pressed = button(office, who, label)
    return office.press(who, pressed.action, pressed.values)


def picture(card: Card) -> Picture:
    return next(block for block in card.blocks if isinstance(block, Picture))


WHOLE = ["O1", ".O2", "..O3"]


class TestWhose:
    def test_mine_is_what_is_above_and_below_my_objectives(self, grown: Office) -> None:
        said = grown.say("bo", "tree")
        assert "My alignment tree · 2026 Q4" in said
        assert lines(said) == [*WHOLE, "O4"]
        assert lines(grown.say("cy", "tree")) == WHOLE

    def test_mine_alone_stand_out_from_what_is_above_them(self, grown: Office) -> None:
        grown.say("cy", "tree")
        bold = [
            span.text
            for block in grown.card("cy").blocks
            for span in getattr(block, "text", ())
            if span.span == "bold"
        ]
        assert bold == ["O3"]

    def test_somebodys_a_teams_and_the_companys(self, grown: Office) -> None:
        assert lines(grown.say("cy", "tree {ada}")) == WHOLE
        assert lines(grown.say("cy", "tree Growth")) == [*WHOLE, "O4"]
        assert lines(grown.say("ada", "tree team Growth")) == [*WHOLE, "O4"]
        assert lines(grown.say("cy", "tree team")) == [*WHOLE, "O4"]
        assert "Alignment tree of the company" in grown.say("cy", "tree company")
        assert lines(grown.say("cy", "tree company")) == [*WHOLE, "O4"]

    def test_around_one_objective_or_key_result(self, grown: Office) -> None:
        assert lines(grown.say("cy", "tree O2")) == WHOLE
        assert lines(grown.say("cy", "tree KR2.1")) == WHOLE
        assert lines(grown.say("cy", "tree O4")) == ["O4"]

    def test_from_the_objectives_own_card(self, grown: Office) -> None:
        grown.say("cy", "show O3")
        assert lines(press(grown, "cy", "Tree")) == WHOLE

    @pytest.mark.parametrize(
        "words", ["对齐图 公司", "对齐图公司", "tree Company 2026 q4", "tree all"]
    )
    def test_in_chinese_and_with_a_cycle(self, grown: Office, words: str) -> None:
        grown.say("root", "team create Somewhere")  # no team is called "company" by itself
        said = grown.say("cy", words)
        assert lines(said)[:3] == WHOLE

    def test_a_team_of_that_name_comes_before_a_cycle_or_a_word(self, grown: Office) -> None:
        grown.say("root", "team create 2026 Q4")
        assert "Alignment tree of 2026 Q4" in grown.say("cy", "tree 2026 Q4")

    def test_another_cycle(self, grown: Office) -> None:
        grown.say("root", "cycle create 2027 Q1")
        assert "Nothing is published here" in grown.say("cy", "tree company 2027 Q1")
        assert "2027 Q1" in press(grown, "cy", "My tree")
        assert lines(grown.say("cy", "tree 2026 Q4")) == WHOLE

    def test_what_is_not_known_is_said_with_what_can_be_asked(self, grown: Office) -> None:
        assert "I cannot find “Grwth”" in grown.say("cy", "tree Grwth")
        assert "I do not know @nobody" in grown.say("cy", "tree @nobody")
        assert "There is no O99" in grown.say("cy", "tree O99")
        assert "That team is no longer there" in grown.press(
            "cy", "tree.open", {"of": "team", "id": "99"}
        )
        assert "I do not know that person" in grown.press(
            "cy", "tree.open", {"of": "person", "id": "99"}
        )

    def test_who_has_written_nothing_reads_so(self, office: Office) -> None:
        assert "There is no cycle yet" in office.say("ada", "tree")
        office.say("bo", "new Launch")
        assert "Nothing is published here" in office.say("ada", "tree")


class TestWhatALineSays:
    def test_title_owner_progress_and_a_sign_that_is_explained(self, grown: Office) -> None:
        grown.clock.set(MONDAY + timedelta(days=5))
        grown.say("bo", "checkin KR2.1 5000")
        said = grown.say("cy", "tree")
        assert "▼ O2 Launch the app in Spain · Bo Chen · 10%" in said
        assert "▼ off track · ○ no value yet" in said

    def test_the_key_result_it_hangs_on(self, grown: Office) -> None:
        assert "(via KR2.1)" in grown.say("cy", "tree")

    def test_other_parents_are_named(self, grown: Office) -> None:
        align(grown, 3, 4)
        said = grown.say("ada", "tree company")
        assert lines(said) == [*WHOLE, "O4"]
        assert "(via KR2.1; also under O4)" in said

    def test_what_is_asked_says_so_until_it_is_agreed(self, grown: Office) -> None:
        align(grown, 4, 1, state=AlignmentState.ASKED)
        said = grown.say("cy", "tree company")
        assert lines(said) == [*WHOLE, ".O4"]
        assert "(asked)" in said
        with grown.database.write() as session:
            row = session.exec(select(AlignmentRow).where(col(AlignmentRow.id) == 3)).one()
            row.lapsed_at = MONDAY
        assert "(unanswered)" in grown.say("cy", "tree company")

    def test_what_was_declined_is_not_there(self, grown: Office) -> None:
        align(grown, 4, 1, state=AlignmentState.DECLINED)
        assert lines(grown.say("cy", "tree O1")) == WHOLE

    def test_what_is_archived_is_left_out_and_missed(self, grown: Office) -> None:
        grown.say("bo", "archive O2")
        said = grown.say("cy", "tree company")
        assert lines(said) == ["O1", "O3", "O4"]
        assert "KR2.1, which it hung on, is archived" in said
        assert "O2 is archived and stands in no tree" in grown.say("cy", "tree O2")

    def test_a_draft_is_there_only_for_those_who_may_see_it(self, grown: Office) -> None:
        grown.say("bo", "new Secret plan")
        align(grown, 5, 1, state=AlignmentState.ASKED)
        assert ".O5" in lines(grown.say("bo", "tree company"))
        assert "(draft; asked)" in grown.say("ada", "tree O1")
        assert "Secret" not in grown.say("cy", "tree company")
        assert "There is no O5" in grown.say("cy", "tree O5")

    def test_a_channel_reads_what_everybody_may_see(self, grown: Office) -> None:
        grown.say("bo", "new Secret plan")
        assert "Secret" in grown.say("bo", "tree")
        aloud = grown.say("bo", "tree", channel="C1", aloud=True)
        assert "Secret" not in aloud
        assert lines(aloud) == [*WHOLE, "O4"]


class TestThePicture:
    def test_it_has_every_objective_in_both_colours(self, grown: Office) -> None:
        grown.say("cy", "tree company")
        drawn = picture(grown.card("cy"))
        for svg in (drawn.svg, drawn.dark_svg):
            assert [svg.count(f'data-key="O{number}"') for number in range(1, 5)] == [1] * 4
            assert "Launch the app in Spain" in svg
        assert drawn.svg != drawn.dark_svg

    def test_in_words_it_says_how_much_there_is_and_how_it_stands(self, grown: Office) -> None:
        grown.say("cy", "tree company")
        assert picture(grown.card("cy")).alt == (
            "Alignment tree: 4 objectives on 3 levels. At the top: O1, O4. no value yet: 4"
        )

    def test_what_people_wrote_stays_text(self, grown: Office) -> None:
        grown.say("ada", "new <script>alert(1)</script> & <!channel>")
        grown.say("ada", "publish O5")
        said = grown.say("cy", "tree {ada}")
        assert "<script>alert(1)</script> & <!channel>" in said
        assert "<script" not in picture(grown.card("cy")).svg

    def test_in_the_readers_language(self, grown: Office) -> None:
        grown.say("cy", "settings language zh")
        said = grown.say("cy", "对齐图 公司")
        assert "公司对齐图" in said
        assert "通过 KR2.1" in said
        assert "对齐图：4 个目标" in picture(grown.card("cy")).alt


class TestPages:
    @pytest.fixture
    def wide(self, grown: Office) -> Office:
        """Twenty more of Bo's, published; O5 to O16 hang on O4 and O17 to O24 on nothing."""
        for number in range(5, 25):
            grown.say("bo", f"new Objective of the number {number}")
            grown.say("bo", f"publish O{number}")
        for number in range(5, 17):
            align(grown, number, 4)
        return grown

    def test_a_company_is_turned_page_by_page_and_nothing_is_left_out(self, wide: Office) -> None:
        said = wide.say("cy", "tree company")
        found = lines(said)
        while any(
            isinstance(each, Button) and each.label == "Next page"
            for each in elements(wide.card("cy"))
        ):
            found += lines(press(wide, "cy", "Next page"))
        assert sorted(found, key=lambda line: int(line.lstrip(".O"))) == [
            *WHOLE,
            "O4",
            *(f".O{number}" for number in range(5, 17)),
            *(f"O{number}" for number in range(17, 25)),
        ]

    def test_what_is_folded_is_counted_and_can_be_opened(self, wide: Office) -> None:
        for number in range(17, 25):
            align(wide, number, 1)
        for number in range(30, 55):
            wide.say("ada", f"new Objective of the number {number}")
            wide.say("ada", f"publish O{number - 5}")
            align(wide, number - 5, 2)
        said = wide.say("cy", "tree company")
        assert len(lines(said)) <= 40
        assert "(14 more below)" in said
        menu = next(each for each in elements(wide.card("cy")) if isinstance(each, Select))
        assert isinstance(menu.options[0], Option)
        assert menu.action == "tree.objective"
        below = wide.press("cy", menu.action, {"option": "2"})
        assert len(lines(below)) == 2 + 1 + 25

    def test_a_further_page_of_a_channels_tree_is_for_who_presses(self, wide: Office) -> None:
        for number in range(17, 25):
            wide.say("bo", f"new Objective of the number {number + 8}")
        wide.say("cy", "tree company", channel="C1", aloud=True)
        assert "own" not in button(wide, "cy", "Next page").values

    def test_odd_values_are_taken_for_the_first_page(self, wide: Office) -> None:
        first = wide.say("cy", "tree company")
        odd = {"of": "company", "page": "-1", "shelf": "x", "number": "²"}
        assert wide.press("cy", "tree.page", odd) == first
        far = {"of": "company", "shelf": "999", "number": "5"}
        assert "There is nothing more" in wide.press("cy", "tree.page", far)


def test_a_closed_cycle_can_still_be_looked_at(grown: Office) -> None:
    with grown.database.write() as session:
        for row in session.exec(select(ObjectiveRow)).all():
            row.state = row.state.CLOSED
        session.exec(select(CycleRow)).one().closed_at = MONDAY
    assert lines(grown.say("cy", "tree company 2026 Q4"))[:3] == WHOLE
