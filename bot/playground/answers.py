"""Replies drawn onto the page: put among the messages where they stand there, and as JSON."""

import secrets
from collections import OrderedDict
from threading import Lock
from typing import assert_never

from bot.playground import limits
from bot.playground.deliver import reference
from bot.playground.messages import Content, Message, Messages, direct, in_channel
from bot.playground.render import Json, card_tree, form_tree, message_tree, notice_tree
from chat.address import Address, MessageRef, PlaceKind
from chat.cards import Card
from chat.events import CommandGiven, Event
from chat.forms import Form
from chat.replies import FieldErrors, Nothing, Notice, OpenForm, Replace, Reply, Show


class Answers:
    """Draws replies for the person who acted."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._forms: OrderedDict[str, Form] = OrderedDict()
        self._lock = Lock()

    def draw(self, event: Event, reply: Reply, message: MessageRef | None = None) -> Json:
        """The reply to an event as JSON; what is to stay goes among the messages first."""
        match reply:
            case Show(card=card, private=private):
                return self._show(event, card, private=private)
            case Replace(card=card) if event.place.kind is PlaceKind.HOME and message is None:
                return {"kind": "home", "card": card_tree(card)}
            case Replace(card=card):
                return self._replace(event, card, message)
            case OpenForm(form=form):
                return {"kind": "form", "form": self._kept(form)}
            case FieldErrors(form=form, errors=errors):
                return {"kind": "errors", "form": self._kept(form), "errors": dict(errors)}
            case Notice() if isinstance(event, CommandGiven):
                return self._message(event, self._add(event, reply, private=True))
            case Notice():
                return {"kind": "notice", "notice": notice_tree(reply)}
            case Nothing():
                return {"kind": "nothing"}
            case _:
                assert_never(reply)

    def draw_home(self, event: Event, reply: Reply) -> Json:
        """As `draw`, for somebody who looks at their home pane: a card is the pane."""
        match reply:
            case Show(card=card) | Replace(card=card):
                return {"kind": "home", "card": card_tree(card)}
            case _:
                return self.draw(event, reply)

    def find_form(self, form_id: str) -> Form | None:
        """A form opened lately."""
        with self._lock:
            return self._forms.get(form_id)

    def _show(self, event: Event, card: Card, *, private: bool) -> Json:
        return self._message(event, self._add(event, card, private=private))

    def _replace(self, event: Event, card: Card, message: MessageRef | None) -> Json:
        if message is None:
            return self._show(event, card, private=True)
        edited = self._messages.edit(
            message.id, message.channel, card, only_for=_only_for(event, private=True)
        )
        return self._message(event, edited)

    def _add(self, event: Event, content: Content, *, private: bool) -> Message:
        return self._messages.add(
            conversation(event.place),
            content,
            key=f"answer:{event.sender.id}:{event.id}",
            only_for=_only_for(event, private=private),
        )

    def _message(self, event: Event, message: Message) -> Json:
        return {"kind": "message", "message": message_tree(message, event.sender.id)}

    def _kept(self, form: Form) -> Json:
        form_id = f"f{secrets.token_hex(8)}"
        with self._lock:
            self._forms[form_id] = form
            while len(self._forms) > limits.FORMS:
                self._forms.popitem(last=False)
        return form_tree(form) | {"id": form_id}


def conversation(place: Address) -> str:
    """The conversation that shows what is said at a place; a home pane's is the direct one."""
    return in_channel(place.id) if place.is_shared else direct(place.id)


def acted_on(messages: Messages, message_id: str, place: Address, who: str) -> MessageRef | None:
    """The message that a button or form belongs to. One that is not kept any more (the program
    was started anew) is taken at its word; one that is another person's is none."""
    if not message_id:
        return None
    message = messages.find(message_id)
    if message is None:
        return MessageRef(place.platform, place.tenant, conversation(place), message_id)
    return reference(message) if message.is_for(who) else None


def _only_for(event: Event, *, private: bool) -> str:
    return event.sender.id if private and event.place.is_shared else ""
