"""The example library as cards."""

from collections.abc import Sequence

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Divider,
    Heading,
    Note,
    Option,
    Paragraph,
    Select,
    Style,
)
from chat.locales import Language
from chat.text import shortened, text
from okr.examples import Example, Topic


def topics_card(lang: Language, topics: Sequence[Topic], not_found: str = "") -> Card:
    """Industries and functions to choose from."""
    blocks: list[Block] = []
    if not_found:
        words = shortened(not_found, 60)
        blocks.append(
            Paragraph(text(lang.tr("There are no examples for “{words}” yet.", words=words)))
        )
    for kind, title in (
        ("industry", lang.tr("Industries")),
        ("function", lang.tr("Functions")),
    ):
        chosen = [topic for topic in topics if topic.kind == kind]
        if not chosen:
            continue
        names = ", ".join(topic.name(lang.code) for topic in chosen)
        options = tuple(Option(topic.name(lang.code), topic.key) for topic in chosen)
        blocks += [
            Heading(title),
            Paragraph(text(names)),
            Actions((Select(lang.tr("Open…"), "examples.open", options),)),
        ]
    return Card(lang.tr("Examples"), tuple(blocks))


def topic_card(lang: Language, topic: Topic, examples: Sequence[Example]) -> Card:
    """The examples of one topic, each with a button that fills the form."""
    blocks: list[Block] = []
    for index, example in enumerate(examples):
        if blocks:
            blocks.append(Divider())
        blocks.append(Heading(example.objective))
        blocks += [Paragraph(text(f"• {line}")) for line in example.key_results]
        values = {"topic": topic.key, "lang": example.lang, "index": str(index)}
        press = Button(lang.tr("Use this"), "examples.use", values, Style.PRIMARY)
        blocks.append(Actions((press,)))
    blocks.append(
        Note(text(lang.tr("xx is for you to replace; with one left it cannot be published.")))
    )
    title = lang.tr("Examples: {topic}", topic=topic.name(lang.code))
    return Card(title, tuple(blocks))
