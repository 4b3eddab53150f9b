"""A document arrives once, the same everywhere, in the best way that the platform lets us."""

from collections.abc import Callable

import pytest

from chat.address import MessageRef
from chat.cards import Card
from tests.contracts.papers import (
    BEST,
    CUT,
    DOCX,
    HOSTILE_REPORT,
    LONG_REPORT,
    REPORT,
    allow_all,
    assert_arrived_once,
    assert_said,
    forbid,
    no_documents,
    send,
    words_only,
)
from tests.contracts.samples import CARDS, HOSTILE
from tests.contracts.stage import Stage
from tests.contracts.words import squeezed
from tests.drivers.lark import LarkLongConnection, LarkWebhook
from tests.drivers.slack import SlackHttp, SlackSocket
from tests.fakes import markdown

WAYS = (allow_all, no_documents, words_only)
ON_SLACK = pytest.mark.parametrize("remote", [SlackHttp], indirect=True, ids=["slack"])
ON_LARK = pytest.mark.parametrize("remote", [LarkWebhook], indirect=True, ids=["lark"])


@pytest.mark.parametrize("place", ["dm", "growth"])
def test_a_document_arrives_once_with_the_same_markdown(stage: Stage, place: str) -> None:
    allow_all(stage)
    send(stage, REPORT, place)
    assert_arrived_once(stage, BEST[stage.platform], place)
    seen = stage.see("ada", place)
    for words in (REPORT.title, REPORT.intro, REPORT.open_label):
        assert words in seen.text


@pytest.mark.parametrize("place", ["dm", "growth"])
def test_without_documents_it_is_a_file(remote: Stage, place: str) -> None:
    no_documents(remote)
    send(remote, REPORT, place)
    assert_arrived_once(remote, "file", place)
    assert remote.rejections() == []


@ON_LARK
@pytest.mark.parametrize("scope", DOCX)
def test_each_of_larks_document_scopes_is_needed(remote: Stage, scope: str) -> None:
    forbid(remote, scope)
    send(remote, REPORT)
    assert_arrived_once(remote, "file")


@pytest.mark.parametrize("place", ["dm", "growth"])
def test_without_files_it_is_said(remote: Stage, place: str) -> None:
    words_only(remote)
    send(remote, REPORT, place)
    assert_said(remote, place)
    assert "```" not in remote.see("ada", place).text
    assert remote.rejections() == []


@ON_SLACK
def test_a_scope_that_is_given_later_is_used_from_then_on(remote: Stage) -> None:
    words_only(remote)
    send(remote, REPORT)
    allow_all(remote)
    remote.put(CARDS["note"], remote.address("bo"))  # any answer tells the scopes
    send(remote, REPORT, key="next")
    assert remote.papers("ada") == [("canvas", REPORT.markdown)]


@pytest.mark.parametrize(
    ("remote", "step", "code"),
    [
        (SlackHttp, "canvases.create", "canvas_disabled_user_team"),
        (SlackHttp, "canvases.create", "free_teams_cannot_create_standalone_canvases"),
        (SlackHttp, "canvases.create", "canvas_creation_failed"),
        (SlackHttp, "canvases.create", "restricted_action"),
        (LarkWebhook, "/open-apis/docx/v1/documents", "1770032"),
        (LarkWebhook, "/open-apis/docx/v1/documents/doxcn", "1770001"),
        (LarkWebhook, "/open-apis/drive/v1/permissions", "1063002"),
    ],
    indirect=["remote"],
)
def test_a_place_that_takes_no_documents_gets_a_file(remote: Stage, step: str, code: str) -> None:
    allow_all(remote)
    match remote.driver:
        case SlackHttp() | SlackSocket():
            remote.driver.fake.outages.error(step, code)
        case LarkWebhook() | LarkLongConnection():
            remote.driver.fake.outages.error(step, int(code), 403)
    send(remote, REPORT)
    assert_arrived_once(remote, "file")


@ON_SLACK
def test_what_is_not_allowed_is_not_asked_for_again_at_once(remote: Stage) -> None:
    assert isinstance(remote.driver, SlackHttp)
    allow_all(remote)
    remote.driver.fake.outages.error("canvases.create", "canvas_disabled_user_team")
    for key in ("one", "two", "three"):
        send(remote, REPORT, key=key)
    asked = [name for name, _ in remote.driver.fake.store.calls if name == "canvases.create"]
    assert len(asked) == 1
    assert [kind for kind, _ in remote.papers("ada")] == ["file"] * 3


@ON_SLACK
def test_a_canvas_that_nobody_could_open_gives_way_to_words(remote: Stage) -> None:
    assert isinstance(remote.driver, SlackHttp)
    allow_all(remote)
    remote.driver.fake.outages.error("canvases.access.set", "failed_to_update_user_ids")
    send(remote, REPORT)
    assert_said(remote)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_people_typed_pings_nobody_and_links_nowhere(
    breakable: Stage, way: Callable[[Stage], None]
) -> None:
    way(breakable)
    send(breakable, HOSTILE_REPORT)
    assert breakable.count("ada") == 1
    assert breakable.pings() == []
    assert [link for link in breakable.links() if "evil" in link] == []
    papers = breakable.papers("ada")
    for _, written in papers:
        assert (markdown.pings(written), markdown.links(written)) == ([], [])
        assert markdown.html(written) == []
        [table] = markdown.tables(written)
        assert [len(row) for row in table] == [2, 2]
    if not papers or breakable.platform == "playground":
        assert squeezed(breakable.see("ada").text).count(squeezed(HOSTILE)) >= 5
    assert breakable.rejections() == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("place", ["dm", "growth"])
def test_a_very_long_document_stays_inside_every_limit(
    breakable: Stage, way: Callable[[Stage], None], place: str
) -> None:
    way(breakable)
    send(breakable, LONG_REPORT, place)
    assert breakable.rejections() == []
    assert breakable.desk.dead() == {}
    assert breakable.count("ada", place) == 1
    papers = breakable.papers("ada", place)
    if way is not words_only or breakable.platform == "playground":
        best = way is allow_all or breakable.platform == "playground"
        assert [kind for kind, _ in papers] == [BEST[breakable.platform] if best else "file"]
    for _, written in papers:
        assert "下一步699" in written
        assert squeezed(written).endswith("本周进展顺利。")
    if not papers:
        seen = breakable.see("ada", place).text
        assert f"… {CUT}" in seen
        assert "下一步1" in seen


def test_a_document_for_one_reader_of_a_channel_is_read_by_that_one(breakable: Stage) -> None:
    allow_all(breakable)
    reader = breakable.accounts()["ada"]
    breakable.desk.send(breakable.address(place="growth"), REPORT, key="one", only_for=reader)
    breakable.settle()
    papers = [*breakable.papers("ada"), *breakable.papers("ada", "growth")]
    assert papers == [(BEST[breakable.platform], REPORT.markdown)]
    for who in ("bo", "cy"):
        assert breakable.papers(who, "growth") == []
        assert breakable.all(who, "growth").strip() == ""


@pytest.mark.parametrize("way", [allow_all, words_only], ids=lambda way: way.__name__)
def test_a_document_takes_the_place_of_a_message(
    remote: Stage, way: Callable[[Stage], None]
) -> None:
    way(remote)
    remote.put(Card("To come", ()), remote.address("ada"))
    remote.desk.send(remote.address("ada"), REPORT, key="then", edit=_newest(remote))
    remote.settle()
    assert remote.count("ada") == 1
    assert REPORT.title in remote.see("ada").text
    assert len(remote.papers("ada")) == (way is allow_all)


def _newest(stage: Stage) -> MessageRef:
    match stage.driver:
        case SlackHttp() | SlackSocket():
            message = stage.driver.fake.shown("ada")[-1]
            return MessageRef("slack", "", message.channel, message.ts)
        case LarkWebhook() | LarkLongConnection():
            sent = stage.driver.fake.from_bot("ada")[-1]
            return MessageRef("lark", "", sent.chat_id, sent.id)
        case _:
            raise LookupError


def test_a_document_for_a_place_that_is_gone_is_told(remote: Stage) -> None:
    allow_all(remote)
    match remote.driver:
        case SlackHttp() | SlackSocket():
            remote.driver.fake.store.archived.add("C0GROWTH")
            code = "is_archived"
        case LarkWebhook() | LarkLongConnection():
            remote.driver.fake.store.bot_left.add("oc_growth")
            code = "230002"
        case _:
            raise LookupError
    send(remote, REPORT, "growth")
    assert remote.desk.dead() == {"report": code}
