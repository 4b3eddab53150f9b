"""Help as cards."""

from collections.abc import Sequence
from typing import Protocol

from chat.cards import Actions, Block, Button, Card, Note, Paragraph
from chat.locales import Language
from chat.text import Bold, shortened, text


class Described(Protocol):
    """A command as help shows it."""

    @property
    def verb(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def summary(self) -> str: ...
    @property
    def usage(self) -> tuple[tuple[str, str], ...]: ...


def help_card(lang: Language, commands: Sequence[Described]) -> Card:
    """Every command in a line."""
    blocks: list[Block] = [
        Paragraph(
            text(
                Bold(f"/okr {each.verb}"),
                f"  {_alias(each)}– {lang.tr(each.summary)}",
            )
        )
        for each in commands
    ]
    blocks.append(
        Note(
            text(
                lang.tr(
                    "Ids are O12 for an objective and KR12.2 for a key result. "
                    "`/okr help new` says more about one command."
                )
            )
        )
    )
    blocks.append(Actions((Button(lang.tr("New objective"), "new.open"),)))
    return Card(lang.tr("What you can type"), tuple(blocks))


def _alias(command: Described) -> str:
    return f"({command.aliases[0]}) " if command.aliases else ""


def command_card(lang: Language, command: Described) -> Card:
    """One command with its examples."""
    blocks: list[Block] = [Paragraph(text(lang.tr(command.summary)))]
    blocks += [
        Paragraph(text(Bold(f"/okr {example}"), f"\n{lang.tr(explanation)}"))
        for example, explanation in command.usage
    ]
    if command.aliases:
        blocks.append(Note(text(lang.tr("Also: {names}", names=", ".join(command.aliases)))))
    return Card(f"/okr {command.verb}", tuple(blocks))


def unknown_card(lang: Language, word: str, nearest: Sequence[Described]) -> Card:
    """A word that is no command: the nearest ones, and where to look."""
    blocks: list[Block] = [
        Paragraph(
            text(lang.tr("I do not know “{word}”. Nothing was changed.", word=shortened(word, 60)))
        )
    ]
    if nearest:
        blocks.append(Paragraph(text(lang.tr("Did you mean:"))))
        blocks += [
            Paragraph(text(Bold(f"/okr {each.verb}"), f"  {_alias(each)}– {lang.tr(each.summary)}"))
            for each in nearest
        ]
    blocks.append(Actions((Button(lang.tr("Help"), "help.open"),)))
    return Card(lang.tr("What do you mean?"), tuple(blocks))
