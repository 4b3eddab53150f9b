"""A document on the page: what leads to it, all of it to read, and a file to keep."""

from bot.playground.company import account
from chat.address import Address, PlaceKind
from chat.cards import Card
from chat.documents import Document, escape
from chat.platform import Outgoing
from tests.bot.playground.world import World, served_world

REPORT = Document(
    "Week 48",
    f"# Week 48\n\n**Moved**: {escape('<script>alert(1)</script>')}\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "周报 48",
    intro="Here it is.",
    open_label="Open it",
)
TO_MEI = Address.of(account("mei"))
GROWTH = Address("playground", "playground", PlaceKind.CHANNEL, "growth")


def shown(it: World, who: str, place: str = "dm") -> dict[str, object]:
    [message] = it.messages(who, place)
    content = message["content"]
    assert isinstance(content, dict)
    return content


def test_it_stands_as_a_message_with_all_its_words() -> None:
    with served_world() as it:
        it.playground.deliver(Outgoing("k1", TO_MEI, REPORT))
        content = shown(it, "mei")
        assert [content[name] for name in ("type", "title", "intro", "open", "file")] == [
            "document",
            "Week 48",
            "Here it is.",
            "Open it",
            "周报-48.md",
        ]
        card = content["card"]
        assert isinstance(card, dict)
        assert [block["block"] for block in card["blocks"]] == ["paragraph", "table"]
        assert card["blocks"][0]["text"] == [
            {"span": "bold", "text": "Moved"},
            {"span": "plain", "text": ": <script>alert(1)</script>"},
        ]


def test_it_is_downloaded_as_it_was_written() -> None:
    with served_world() as it:
        sent = it.playground.deliver(Outgoing("k1", TO_MEI, REPORT))
        answer = it.get("document", **{"as": "mei", "of": sent.id})
        assert answer.text == REPORT.markdown
        assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
        named = "attachment; filename*=UTF-8''%E5%91%A8%E6%8A%A5-48.md"
        assert answer.headers["content-disposition"] == named
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_nobody_else_downloads_it() -> None:
    with served_world() as it:
        sent = it.playground.deliver(Outgoing("k1", GROWTH, REPORT, only_for=account("mei")))
        note = it.playground.deliver(Outgoing("k2", GROWTH, Card("Note", ())))
        for who, of in (("lei", sent.id), ("mei", note.id), ("mei", "m0"), ("nobody", sent.id)):
            assert it.get("document", **{"as": who, "of": of}).status_code == 404


def test_on_the_home_pane_it_is_written_out() -> None:
    with served_world() as it:
        home = Address("playground", "playground", PlaceKind.HOME, "mei")
        assert it.playground.deliver(Outgoing("k1", home, REPORT)).id == "home:mei"
        assert it.messages("mei") == []
