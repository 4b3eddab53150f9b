"""A report says the same as a card, as a document and as Markdown; typed words stay as they are."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chat.cards import Heading, Table
from chat.locales import Language, language
from chat.markdown import blocks
from chat.plain_text import card_text
from chat.text import plain
from handlers.views.digest import MOST_MOVED, digest_card
from handlers.views.report import Reading, full_card, report_card
from handlers.views.report_markdown import SHORT, report_document
from handlers.views.report_pages import pages
from handlers.views.report_words import Row, item_row, items, row_of, said
from okr.digests import digest_of
from okr.facts import Confidence, PersonName, Status
from okr.follow_up import (
    ActionItem,
    ActionSource,
    ActionState,
    Risk,
    RiskAnswer,
    RiskState,
)
from okr.report_facts import WeeklyReport
from okr.reports import weekly_report
from tests.okr.report_samples import (
    ADA,
    BO,
    CY,
    FRIDAY,
    WEEK,
    check_in,
    facts,
    key_result,
    objective,
)

HOSTILE = "<!channel> *b* _i_ [x](http://evil.example) | # 1. `c` <at id=all></at>"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def aligned() -> WeeklyReport:
    """O2 is Bo's and hangs under O1, the lead's; O3 is Bo's, too, and hangs on nothing."""
    these = [
        objective(1, key_result(1), title="Win readers"),
        objective(2, key_result(2, BO, number=2, title="three talks"), owner=BO, title="Speak"),
        objective(3, key_result(3, BO, number=3, title="a shelf"), owner=BO, title="Tidy"),
    ]
    return weekly_report(replace(facts(these), links=((2, 1),)), WEEK, FRIDAY)


def test_what_hangs_under_the_leads_stands_on_its_page_with_its_name() -> None:
    lang = language("en")
    own, others = pages(lang, aligned())
    assert own.heading == "O1 Win readers"
    assert own.table is not None
    assert others.table is not None
    cells = [plain(row[0]) for row in own.table.rows]
    assert cells[1].startswith("O2 Speak · Bo · under O1\nKR2.2 three talks")
    assert [plain(row[0]).splitlines()[0] for row in others.table.rows] == ["O3 Tidy · Bo"]
    assert "O2 Speak · Bo · under O1" in card_text(report_card(lang, aligned()))


def test_in_a_document_it_follows_the_leads() -> None:
    heads = [
        line
        for line in report_document(language("zh"), [aligned()]).markdown.splitlines()
        if line.startswith("##")
    ]
    assert heads == [
        "## O1 Win readers",
        "### O2 Speak · Bo · 对齐到 O1",
        "## 其他重要 OKR",
        "### O3 Tidy · Bo",
    ]


def report(hostile: str = "no budget") -> WeeklyReport:
    check_ins = [
        replace(
            check_in(1, 1, BO, value=8_000, confidence=Confidence.LOW, note="two signed"),
            status=Status.AT_RISK,
            proposed=Status.ON_TRACK,
        ),
        check_in(2, 1, CY, value=12_000, note=hostile, risk=hostile, support="500 EUR"),
        check_in(3, 1, BO, next_step="call them", next_step_on=date(2026, 12, 1)),
        check_in(4, 2, BO, is_unchanged=True, note="waiting"),
    ]
    risk = Risk(1, "KR1.1", "Sign-ups", CY, hostile, "500 EUR", RiskState.OPEN, NOON, asked=(ADA,))
    answered = replace(
        risk,
        id=2,
        asker=BO,
        risk="no desk",
        state=RiskState.ANSWERED,
        answered_at=NOON,
        answers=(RiskAnswer(ADA, NOON, "take mine"),),
    )
    found = facts(
        [
            objective(1, key_result(1), title="Win readers"),
            objective(2, key_result(2, BO, number=2, title="three talks"), owner=BO),
        ],
        check_ins,
    )
    item = ActionItem(
        1, 1, "book a room", BO, ADA, date(2026, 11, 20), ActionState.OPEN, ActionSource.TODO
    )
    found = replace(
        found,
        values_before={1: 5_000.0},
        risks=(replace(risk, is_overdue=True), answered),
        items=(item,),
    )
    return weekly_report(found, WEEK, FRIDAY)


def words_of(lang: Language, found: WeeklyReport) -> list[str]:
    rows: list[Row] = [row_of(lang, row) for row in found.rows]
    lines = [
        said(lang, line)
        for row in rows
        for part in (row.progress, row.concerns, row.next_steps)
        for line in part
    ]
    todo = [cell for item in items(found) for cell in item_row(lang, item, found.day)]
    return [*lines, *todo, *(part for row in rows for part in (row.id, row.title, row.stands))]


def as_card(lang: Language, found: WeeklyReport) -> str:
    every = range(len(pages(lang, found)))
    return "\n".join(card_text(report_card(lang, found, page)) for page in every)


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("typed", ["no budget", HOSTILE])
def test_card_document_and_markdown_say_the_same(code: str, typed: str) -> None:
    lang, found = language(code), report(typed)
    document = report_document(lang, [found])
    markdown = card_text(type(report_card(lang, found))("", tuple(blocks(document.markdown))))
    for form in (as_card(lang, found), card_text(document.text_card()), markdown):
        missing = [words for words in words_of(lang, found) if words not in form]
        assert missing == []


def test_the_report_has_the_guides_shape() -> None:
    found = list(blocks(report_document(language("en"), [report()]).markdown))
    assert [block.text for block in found if isinstance(block, Heading)] == [
        "Weekly report of Growth",
        "27 Nov 2026 · 2026-W48",
        "O1 Win readers",
        "Other important OKRs",
        "O2 Win readers · Bo",
        "Action items",
    ]
    table = next(block for block in found if isinstance(block, Table))
    heads = ("Key result", "Progress this week", "Risks and support", "Next week")
    assert table.columns == heads
    drawn = [
        block
        for page in range(3)
        for block in report_card(language("en"), report(), page).blocks
        if isinstance(block, Table)
    ]
    assert [table.columns == heads for table in drawn] == [True, True, False]


def test_a_row_in_words() -> None:
    row = row_of(language("en"), report().rows[0])
    assert [said(language("en"), line) for line in row.progress] == [
        "Bo: 5,000 → 8,000 sign-ups · confidence low · at risk; the figures say on track"
        " · two signed",
        "Cy: 8,000 → 12,000 sign-ups · no budget",
    ]
    assert [said(language("en"), line) for line in row.concerns] == [
        "Cy: no budget · needs: 500 EUR",
        "→ unanswered by Ada",
        "Bo: no desk · needs: 500 EUR",
        "→ Ada: take mine",
    ]
    assert [said(language("en"), line) for line in row.next_steps] == ["Bo: call them · by 1 Dec"]


def test_the_newest_week_stands_first_and_earlier_ones_are_shortened() -> None:
    found = facts(
        [objective(1, key_result(1), key_result(2))],
        [check_in(1, 1, note="new " * 100), check_in(2, 1, week="2026-W47", note="old " * 100)],
    )
    weeks = [weekly_report(found, week, FRIDAY) for week in (WEEK, "2026-W47")]
    written = report_document(language("en"), weeks).markdown
    assert 0 < written.index("# 27 Nov 2026") < written.index("# 22 Nov 2026")
    assert ("new " * 100).strip() in written
    assert ("old " * 100).strip() not in written
    assert "old old" in written
    assert f"{('old ' * 100)[: SHORT - 1].rstrip()}…" in written
    earlier = written[written.index("# 22 Nov 2026") :]
    assert "KR1.1" in earlier
    assert "KR1.2" not in earlier


def test_a_long_text_is_shortened_with_a_way_to_all_of_it() -> None:
    found = weekly_report(
        facts([objective(1, key_result(1))], [check_in(1, 1, note="word " * 900)]), WEEK, FRIDAY
    )
    card = report_card(language("en"), found)
    assert "…" in card_text(card)
    assert "Read in full…" in card_text(card)
    whole = "".join(
        card_text(full_card(language("en"), found, found.rows[0], page)) for page in (0, 1)
    )
    assert whole.count("word ") >= 899


def test_missing_names_are_for_those_who_may_read_them() -> None:
    found = weekly_report(facts([objective(1, key_result(1))]), WEEK, FRIDAY)
    assert "Ada" not in card_text(report_card(language("en"), found)).replace("lead Ada", "")
    told = card_text(report_card(language("en"), found, 0, Reading(WEEK, names_missing=True)))
    assert "Not yet: Ada" in told


def test_a_report_without_anything_says_so() -> None:
    card = report_card(language("en"), weekly_report(facts(), WEEK, FRIDAY))
    assert "Nobody in Growth has published key results." in card_text(card)
    assert "Nobody had anything to report this week." in card_text(card)


def test_the_digest_counts_what_it_leaves_out() -> None:
    rows = [key_result(each) for each in range(1, 12)]
    check_ins = [check_in(each, each, value=each * 1_000) for each in range(1, 12)]
    digest = digest_of(weekly_report(facts([objective(1, *rows)], check_ins), WEEK, FRIDAY))
    shown = card_text(digest_card(language("en"), digest, names_shown=False))
    assert shown.count("sign-ups: ") == MOST_MOVED
    assert "… and 3 more" in shown
    assert shown.index("KR1.11") < shown.index("KR1.10")


def test_a_hostile_name_stays_a_name_in_markdown() -> None:
    eve = PersonName(9, "*Eve* <!channel>")
    found = weekly_report(
        facts([objective(1, key_result(1))], [check_in(1, 1, eve, note="x")]), WEEK, FRIDAY
    )
    written = report_document(language("en"), [found]).markdown
    assert "<!channel>" not in written
    assert r"**\*Eve\* \<!channel\>**" in written
