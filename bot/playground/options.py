"""What the program gives the page beyond what every platform has: help, previews, time travel."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.clock import Clock
from chat.cards import Card
from chat.forms import Form

Preview = Callable[[Card | Form], object]
"""What another platform would get for a card or form, as a JSON tree."""


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """One verb for the command box's completion; `help` and `verbs` by language code."""

    verbs: Mapping[str, str]
    """{"en": "show", "zh": "查看"}"""
    help: Mapping[str, str]
    """Some words on what it does."""
    arguments: str = ""
    """What may follow, such as "[O12 | @person]"."""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """Everything optional; a page without them works and shows less."""

    commands: Sequence[CommandHelp] = ()
    previews: Mapping[str, Preview] = field(default_factory=dict)
    """By the name a reader knows: "Slack", "Lark"."""
    travel: Clock | None = None
    """The clock that the page may move."""
    on_travel: Callable[[], None] = lambda: None
    """Called after every move, so that what falls due then is sent."""
