"""Documents on Slack, call by call: what is asked, in which order, and what is not asked again."""

import pytest

from bot.slack import limits
from bot.slack.deliver import Deliverer
from bot.slack.post import block_id
from chat.address import Address, MessageRef, PlaceKind
from chat.documents import Document
from chat.platform import Outgoing, TryLater, Undeliverable
from tests.bot.slack.block_kit import seen
from tests.bot.slack.fake_api import ADA, FakeApi

REPORT = Document("Week 48", "# Week 48\n\n#### Deep\n\nAll **well**.", "w48", open_label="Open")
DIRECT = Address.of(ADA)
CHANNEL = Address("slack", "T1", PlaceKind.CHANNEL, "C1", "5.5")
ORDER = ("canvases.create", "chat.postMessage", "canvases.access.set")


class CanvasApi(FakeApi):
    """Gives every canvas an id."""

    def _answer(self, method: str, arguments: dict[str, object]) -> dict[str, object]:
        if method == "canvases.create":
            return {"canvas_id": f"F{len(self.asked(method))}"}
        return super()._answer(method, arguments)


def test_the_link_is_sent_before_readers_are_let_in() -> None:
    api = CanvasApi()
    sent = Deliverer(api).deliver(Outgoing("k1", DIRECT, REPORT))
    assert sent == MessageRef("slack", "T1", "D1", "0.0")
    assert [name for name, _ in api.calls if name in ORDER] == list(ORDER)
    [made], [said], [let_in] = (api.asked(name) for name in ORDER)
    assert made["title"] == "Week 48"
    content = {"type": "markdown", "markdown": "### Deep\n\nAll **well**."}
    assert made["document_content"] == content
    assert let_in == {"canvas_id": "F1", "access_level": "read", "user_ids": ["U1"]}
    assert said["metadata"] == {
        "event_type": "okrbot",
        "event_payload": {"key": "k1", "canvas": "F1"},
    }
    assert "/docs/T1/F1" in str(said["blocks"])


def test_in_a_channel_its_members_are_let_in_and_a_thread_is_kept() -> None:
    api = CanvasApi()
    Deliverer(api).deliver(Outgoing("k1", CHANNEL, REPORT))
    assert api.asked("canvases.access.set")[0]["channel_ids"] == ["C1"]
    assert api.asked("chat.postMessage")[0]["thread_ts"] == "5.5"


def test_a_message_that_may_have_arrived_takes_the_same_canvas_again() -> None:
    api = CanvasApi()
    deliverer = Deliverer(api)
    api.failing["chat.postMessage"] = TryLater("http_503", maybe_sent=True)
    with pytest.raises(TryLater) as fault:
        deliverer.deliver(Outgoing("k1", DIRECT, REPORT))
    assert fault.value.maybe_sent
    del api.failing["chat.postMessage"]
    deliverer.deliver(Outgoing("k1", DIRECT, REPORT))
    assert len(api.asked("canvases.create")) == 1


def test_another_program_finds_the_message_and_lets_its_readers_in() -> None:
    api = CanvasApi()
    api.failing["canvases.access.set"] = TryLater("ratelimited", 30, limited=True)
    outgoing = Outgoing("k1", CHANNEL, REPORT)
    with pytest.raises(TryLater) as fault:
        Deliverer(api).deliver(outgoing)
    assert (fault.value.maybe_sent, fault.value.limited, fault.value.after) == (True, False, 30)
    del api.failing["canvases.access.set"]
    found = Deliverer(api).find_delivered(outgoing)
    assert found == MessageRef("slack", "T1", "C1", "0.0")
    assert [each["canvas_id"] for each in api.asked("canvases.access.set")] == ["F1", "F1"]


def test_a_limit_on_canvases_is_none_on_messages() -> None:
    api = CanvasApi()
    api.failing["canvases.create"] = TryLater("ratelimited", 30, limited=True)
    for _ in range(5):
        with pytest.raises(TryLater) as fault:
            Deliverer(api).deliver(Outgoing("k1", DIRECT, REPORT))
        assert (fault.value.maybe_sent, fault.value.limited) == (False, False)


def test_nobody_is_left_with_a_link_that_leads_nowhere() -> None:
    api = CanvasApi()
    api.failing["canvases.access.set"] = Undeliverable("restricted_action")
    Deliverer(api).deliver(Outgoing("k1", DIRECT, REPORT))
    [instead] = api.asked("chat.update")
    assert instead["ts"] == "0.0"
    assert "All" in seen(instead)
    assert "/docs/" not in str(instead)


@pytest.mark.parametrize("key", ["k1", "weekly:" + "x" * 300])
def test_a_key_fits_into_the_id_of_a_block(key: str) -> None:
    assert len(block_id(key)) <= limits.BLOCK_ID
    assert block_id(key) != block_id(key + "y")
