"""Deliveries read by lark-oapi's dispatcher; importing this costs its four seconds."""

import json
from collections.abc import Callable
from typing import Protocol

import structlog
from lark_oapi.event.dispatcher_handler import EventDispatcherHandler

log = structlog.get_logger()

KNOWN = frozenset(
    {
        "im.message.receive_v1",
        "card.action.trigger",
        "application.bot.menu_v6",
        "im.chat.access_event.bot_p2p_chat_entered_v1",
        "im.chat.member.bot.added_v1",
    }
)
"""The events that are acted on; all others are taken and let go."""


class Handlers(Protocol):
    """What is done with each event, given as lark-oapi's object; a card callback is answered."""

    def on_message(self, delivery: object) -> None: ...

    def on_card(self, delivery: object) -> dict[str, object]: ...

    def on_menu(self, delivery: object) -> None: ...

    def on_entered(self, delivery: object) -> None: ...

    def on_added(self, delivery: object) -> None: ...


Dispatch = Callable[[bytes], object]
"""Takes a delivery in the clear and gives a card callback's answer, else None."""


def dispatcher(handlers: Handlers) -> Dispatch:
    """The dispatch over these handlers; what they raise comes through."""
    sdk = (
        EventDispatcherHandler.builder("", "")
        .register_p2_im_message_receive_v1(handlers.on_message)
        .register_p2_card_action_trigger(handlers.on_card)
        .register_p2_application_bot_menu_v6(handlers.on_menu)
        .register_p2_im_chat_access_event_bot_p2p_chat_entered_v1(handlers.on_entered)
        .register_p2_im_chat_member_bot_added_v1(handlers.on_added)
        .build()
    )

    def dispatch(payload: bytes) -> object:
        kind = event_type(payload)
        if kind not in KNOWN:
            # lark-oapi fails on events it has no handler for, and Lark would send them again.
            log.info("lark.event_let_go", type=kind)
            return None
        return sdk._do_without_validation(payload)  # its own checks are made before

    return dispatch


def event_type(payload: bytes) -> str:
    """The event's type, empty for what is not an event of the second version."""
    try:
        found = json.loads(payload)
        kind = found["header"]["event_type"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return kind if isinstance(kind, str) else ""
