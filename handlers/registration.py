"""How a handler says what it answers to: verb, aliases, help, button and form in one place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from chat.events import ButtonPressed, ChatEntered, FormSubmitted, HomeOpened
from chat.replies import Reply
from handlers.parsing import Words

if TYPE_CHECKING:
    from handlers.context import Context

CommandHandler = Callable[["Context", Words], Reply]
ButtonHandler = Callable[["Context", ButtonPressed], Reply]
FormHandler = Callable[["Context", FormSubmitted], Reply]
LeftHandler = Callable[["Context", ButtonPressed], Reply | None]
HomeHandler = Callable[["Context", HomeOpened], Reply]
EntryHandler = Callable[["Context", ChatEntered], Reply]

_C = TypeVar("_C", bound=CommandHandler)
_B = TypeVar("_B", bound=ButtonHandler)
_F = TypeVar("_F", bound=FormHandler)
_L = TypeVar("_L", bound=LeftHandler)


@dataclass(frozen=True, slots=True)
class Command:
    """A verb with its aliases; `summary` and each of `usage` are English sources for catalogues.

    A usage entry is an example and what it does. `writes` tells whether it may change anything;
    what only reads needs no lock and no note of the delivery.
    """

    verb: str
    aliases: tuple[str, ...]
    summary: str
    usage: tuple[tuple[str, str], ...]
    handler: CommandHandler
    writes: bool
    for_admins: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The verb and all its aliases in lower case."""
        return (self.verb, *(alias.casefold() for alias in self.aliases))


@dataclass(slots=True)
class Routes:
    """What one handler file answers to; filled by its decorators, read by the router."""

    commands: list[Command] = field(default_factory=list)
    buttons: dict[str, tuple[ButtonHandler, bool]] = field(default_factory=dict)
    forms: dict[str, FormHandler] = field(default_factory=dict)
    left: dict[str, LeftHandler] = field(default_factory=dict)

    def command(
        self,
        verb: str,
        *aliases: str,
        summary: str,
        usage: tuple[tuple[str, str], ...] = (),
        writes: bool = True,
        for_admins: bool = False,
    ) -> Callable[[_C], _C]:
        """Answer to a verb."""

        def register(handler: _C) -> _C:
            self.commands.append(
                Command(verb, aliases, summary, usage, handler, writes, for_admins)
            )
            return handler

        return register

    def button(self, action: str, *, writes: bool = False) -> Callable[[_B], _B]:
        """Answer to a button, select or overflow with this action."""

        def register(handler: _B) -> _B:
            self.buttons[action] = (handler, writes)
            return handler

        return register

    def form(self, action: str) -> Callable[[_F], _F]:
        """Answer to a form with this action; forms may always write."""

        def register(handler: _F) -> _F:
            self.forms[action] = handler
            return handler

        return register

    def form_left(self, action: str) -> Callable[[_L], _L]:
        """Answer to Cancel in the form with this action where it took a card's place.

        None from the handler stands for the usual answer, which is the home view's card.
        """

        def register(handler: _L) -> _L:
            self.left[action] = handler
            return handler

        return register
