"""From an event to the handler that answers it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from chat.events import (
    AnyEvent,
    ButtonPressed,
    ChatEntered,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
)
from chat.replies import Nothing, Reply, Show
from handlers import find, home, show
from handlers.alignment import align, answering, asking, in_step
from handlers.check_in import checkin
from handlers.comments import comments as said
from handlers.comments import replying, thread
from handlers.context import Context
from handlers.cycles import cycle
from handlers.help import help_routes, nearest
from handlers.meeting import align as align_meeting
from handlers.meeting import comments as meeting_comments
from handlers.meeting import decisions as meeting_decisions
from handlers.meeting import meeting, preparing, revising
from handlers.parsing import split_verb, words_of
from handlers.prompts import away, prompts
from handlers.registration import Command, Routes
from handlers.report import report
from handlers.risks import risks
from handlers.settings import link, settings
from handlers.teams import team
from handlers.todo import todo
from handlers.tree import tree
from handlers.views.help import unknown_card
from handlers.writing import (
    archive,
    carry,
    coach,
    copy,
    edit,
    examples,
    joining,
    kr,
    move,
    new,
    publish,
)
from okr.errors import NotFound, message

CANCELLED = "forms.cancel"
"""The action of Cancel in a form that took a card's place; the values say in which (`form`)."""
CHOSEN = "router.chosen"
"""The action of a menu whose options are actions themselves."""
RUN_COMMAND = "router.run"
"""The action of a button that runs the command in its `text`."""


@dataclass(frozen=True, slots=True)
class Route:
    """What is to be done about an event: `action` is its stable name for logs and metrics."""

    action: str
    handle: Callable[[Context], Reply]
    writes: bool


class Router:
    """Every command, button and form of the program."""

    def __init__(self, routes: Sequence[Routes]) -> None:
        own = [command for each in routes for command in each.commands]
        every = [*routes, help_routes(own)]
        self.commands: tuple[Command, ...] = tuple(c for each in every for c in each.commands)
        self._by_name: Mapping[str, Command] = {
            name: command for command in self.commands for name in command.names
        }
        self._buttons = {action: route for each in every for action, route in each.buttons.items()}
        self._forms = {action: form for each in every for action, form in each.forms.items()}
        self._left = {action: left for each in every for action, left in each.left.items()}

    @property
    def actions(self) -> frozenset[str]:
        """Every action a card or form may carry."""
        return frozenset({*self._buttons, *self._forms, CHOSEN, RUN_COMMAND})

    def route(self, event: AnyEvent) -> Route:
        """The handler for an event; what nobody answers to is answered with what is near."""
        match event:
            case CommandGiven():
                return self._command(event)
            case ButtonPressed(action=action) if action == CHOSEN:
                return self._button(replace(event, action=event.values.get("option", "")))
            case ButtonPressed(action=action) if action == RUN_COMMAND:
                return self._command(
                    CommandGiven(
                        id=event.id,
                        sender=event.sender,
                        place=event.place,
                        text=event.values.get("text", ""),
                    )
                )
            case ButtonPressed():
                return self._button(event)
            case FormSubmitted():
                form = self._forms.get(event.action)
                if form is None:
                    return Route("unknown", _outdated, writes=False)
                return Route(event.action, lambda ctx: form(ctx, event), writes=True)
            case HomeOpened():
                return Route("home.opened", lambda ctx: home.opened(ctx, event), writes=False)
            case ChatEntered():
                return Route("home.entered", lambda ctx: home.entered(ctx, event), writes=True)
            case _:
                assert_never(event)

    def _button(self, event: ButtonPressed) -> Route:
        found = self._buttons.get(event.action)
        if found is None:
            return Route("unknown", _outdated, writes=False)
        handler, writes = found
        left = self._left.get(event.values.get("form", "")) if event.action == CANCELLED else None
        if left is not None:
            return Route(event.action, lambda ctx: left(ctx, event) or handler(ctx, event), writes)
        return Route(event.action, lambda ctx: handler(ctx, event), writes)

    def _command(self, event: CommandGiven) -> Route:
        words = words_of(event)
        if not words and not event.reply_to:
            command = self._by_name["home"]
            return Route("home", lambda ctx: command.handler(ctx, words), command.writes)
        verb, rest, typed = split_verb(words, tuple(self._by_name))
        comments_too = verb is not None and self._by_name[verb].handler is said.comment
        if event.reply_to and not thread.is_command(
            event, words, verb, rest, comments_too=comments_too
        ):
            return self._reply(event)
        if verb is None:
            close = nearest(typed, self.commands)
            return Route(
                "unknown",
                lambda ctx: Show(unknown_card(ctx.lang, typed, close)),
                writes=False,
            )
        known = self._by_name[verb]
        return Route(known.verb, lambda ctx: known.handler(ctx, rest), known.writes)

    def _reply(self, event: CommandGiven) -> Route:
        """What was said under a card; under anything else it is a command like any other."""
        otherwise = self._command(replace(event, reply_to=()))

        def handle(ctx: Context) -> Reply:
            reply = thread.replied(ctx, event)
            if reply is not None:
                return reply
            return Nothing() if event.overheard else otherwise.handle(ctx)

        return Route("thread.replied", handle, writes=True)


def _outdated(_ctx: Context) -> Reply:
    raise NotFound(
        message("This button is of an older version. `/okr` shows where things stand now.")
    )


def build_router() -> Router:
    """The router of the whole program."""
    files = (
        home,
        new,
        kr,
        show,
        checkin,
        edit,
        move,
        copy,
        publish,
        archive,
        find,
        coach,
        examples,
        align,
        asking,
        answering,
        in_step,
        tree,
        risks,
        said,
        replying,
        todo,
        carry,
        joining,
        cycle,
        team,
        report,
        meeting,
        meeting_comments,
        meeting_decisions,
        align_meeting,
        preparing,
        revising,
        settings,
        link,
        away,
        prompts,
    )
    return Router([each.routes for each in files])
