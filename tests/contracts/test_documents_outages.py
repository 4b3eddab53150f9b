"""Documents while the platform fails: none is lost, none is made or said twice."""

from collections.abc import Callable

import pytest

from tests.contracts.papers import (
    BEST,
    LONG_REPORT,
    REPORT,
    allow_all,
    assert_arrived_once,
    no_documents,
    send,
)
from tests.contracts.samples import CARDS
from tests.contracts.stage import AnyDriver, Stage
from tests.contracts.words import squeezed
from tests.drivers.lark import LarkWebhook
from tests.drivers.slack import SlackHttp
from tests.fakes.slack.outages import Outages as SlackOutages

Break = Callable[[Stage, str], None]


def limited(stage: Stage, step: str) -> None:
    if isinstance(stage.outages, SlackOutages):
        stage.outages.limited(step, retry_after=30)
    else:
        stage.outages.error(step, 99991400, 400)


def broken(stage: Stage, step: str) -> None:
    if isinstance(stage.outages, SlackOutages):
        stage.outages.broken(step, 503)
    else:
        stage.outages.html_502(step)


def lost(stage: Stage, step: str) -> None:
    if isinstance(stage.outages, SlackOutages):
        stage.outages.lose_answer(step)
    else:
        stage.outages.drop_answer(step)


DOCUMENTS = "/open-apis/docx/v1/documents"
MESSAGES = "/open-apis/im/v1/messages"
STEPS: list[tuple[type[AnyDriver], str]] = [
    (SlackHttp, "canvases.create"),
    (SlackHttp, "chat.postMessage"),
    (SlackHttp, "canvases.access.set"),
    (LarkWebhook, DOCUMENTS),
    (LarkWebhook, f"{DOCUMENTS}/blocks/convert"),
    (LarkWebhook, f"{DOCUMENTS}/doxcn"),
    (LarkWebhook, "/open-apis/drive/v1/permissions"),
    (LarkWebhook, "/open-apis/drive/v1/metas"),
    (LarkWebhook, MESSAGES),
]
FILE_STEPS: list[tuple[type[AnyDriver], str]] = [
    (SlackHttp, "files.getUploadURLExternal"),
    (SlackHttp, "files.completeUploadExternal"),
    (LarkWebhook, "/open-apis/im/v1/files"),
    (LarkWebhook, MESSAGES),
]
FIRST = {"slack": "canvases.create", "lark": DOCUMENTS}
FAULTS = pytest.mark.parametrize("fail", [limited, broken, lost], ids=lambda fail: fail.__name__)


def known_to(stage: Stage) -> None:
    """Ada has written to the bot, so that it knows the conversation."""
    stage.ask("ada", "nothing")
    assert stage.count("ada") == 0


@FAULTS
@pytest.mark.parametrize(("remote", "step"), STEPS, indirect=["remote"])
def test_a_fault_on_the_way_costs_nothing_and_doubles_nothing(
    remote: Stage, fail: Break, step: str
) -> None:
    allow_all(remote)
    known_to(remote)
    fail(remote, step)
    send(remote, REPORT)
    assert remote.desk.waiting() == 1
    remote.later()
    assert_arrived_once(remote, BEST[remote.platform])
    if isinstance(remote.driver, SlackHttp):
        # One whose id was lost can be seen by nobody.
        was_lost = fail is lost and step == "canvases.create"
        assert len(remote.driver.fake.store.canvases) == 1 + was_lost


@FAULTS
@pytest.mark.parametrize(("remote", "step"), FILE_STEPS, indirect=["remote"])
def test_the_same_for_a_file(remote: Stage, fail: Break, step: str) -> None:
    no_documents(remote)
    known_to(remote)
    fail(remote, step)
    send(remote, REPORT)
    assert remote.desk.waiting() == 1
    remote.later()
    assert_arrived_once(remote, "file")


@pytest.mark.parametrize("remote", [SlackHttp], indirect=True)
def test_an_upload_that_fails_is_done_again(remote: Stage) -> None:
    no_documents(remote)
    broken(remote, "upload")
    send(remote, REPORT)
    remote.later()
    assert_arrived_once(remote, "file")


def test_a_limit_on_documents_holds_up_nothing_else(remote: Stage) -> None:
    allow_all(remote)
    limited(remote, FIRST[remote.platform])
    send(remote, REPORT)
    remote.put(CARDS["note"], remote.address("bo"))
    assert CARDS["note"].title in remote.see("bo").text
    assert remote.desk.waiting() == 1


def test_a_document_that_fails_again_and_again_goes_as_a_file(remote: Stage) -> None:
    allow_all(remote)
    for _ in range(3):
        broken(remote, FIRST[remote.platform])
    send(remote, REPORT)
    for _ in range(3):
        remote.later()
    assert_arrived_once(remote, "file")


@pytest.mark.parametrize("remote", [LarkWebhook], indirect=True)
def test_larks_three_writes_a_second_are_kept_over_several_attempts(remote: Stage) -> None:
    assert isinstance(remote.driver, LarkWebhook)
    # The fake's clock stands still, so its windows end only with the test's travels.
    remote.driver.fake.limits.on = True
    send(remote, LONG_REPORT)
    for _ in range(4):
        remote.later()
    [(kind, written)] = remote.papers("ada")
    assert kind == "docx"
    assert squeezed(written).endswith("本周进展顺利。")
    assert remote.driver.fake.limits.refused > 0
    assert len(remote.driver.fake.store.documents) == 1
    assert [each.code for each in remote.driver.fake.rejections] == []


@pytest.mark.parametrize("remote", [SlackHttp], indirect=True)
def test_after_a_restart_a_sent_canvas_is_found_and_opened(remote: Stage) -> None:
    assert isinstance(remote.driver, SlackHttp)
    allow_all(remote)
    remote.driver.fake.api.scopes.add("im:write")
    broken(remote, "canvases.access.set")
    send(remote, REPORT)
    assert remote.papers("ada") == []
    remote.driver.restart()
    remote.later()
    assert_arrived_once(remote, "canvas")
    assert len(remote.driver.fake.store.canvases) == 1
