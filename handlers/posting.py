"""Answers that come as messages: what a reply becomes where nothing can be drawn in place."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from chat.address import Address
from chat.cards import Actions, Button, Card, Paragraph, Style
from chat.events import AnyEvent, CommandGiven
from chat.forms import Form
from chat.replies import FieldErrors, Nothing, Notice, OpenForm, Replace, Reply, Show
from chat.text import shortened
from handlers.parsing import words_of
from handlers.router import RUN_COMMAND
from storage import outbox


def post(
    session: Session,
    event: AnyEvent,
    answer_to: Address,
    reply: Reply,
    now: datetime,
    forms_in_messages: Collection[str],
) -> None:
    """Put the reply into the outbox, once for an event; among others, mostly for who asked alone.

    `forms_in_messages` names the platforms on which a form can be sent as a message.
    """
    body, private = _as_message(event, reply, forms_in_messages)
    if body is None:
        return
    outbox.add(
        session,
        key=f"answer:{event.sender.platform}:{key_of(event) or secrets.token_hex(8)}",
        address=answer_to,
        body=body,
        now=now,
        priority=outbox.Priority.ANSWER,
        only_for=event.sender if private and answer_to.is_shared else None,
    )


def key_of(event: AnyEvent) -> str:
    """What this delivery is remembered by, always short; empty where the platform gives no id.

    The sender belongs to it: a stored answer must never reach anybody but who asked.
    """
    if not event.id:
        return ""
    named = f"{event.sender.tenant}|{event.sender.id}|{event.id}"
    return hashlib.sha256(named.encode()).hexdigest()[:40]


def _as_message(
    event: AnyEvent, reply: Reply, forms_in_messages: Collection[str]
) -> tuple[Card | Form | None, bool]:
    """The message, and whether it is for who asked alone."""
    match reply:
        case Show(card=card, private=private):
            return card, private
        case Replace(card=card):
            return card, True
        case Notice(text=words):
            return Card("OKR", (Paragraph(words),)), True
        case OpenForm(form=form) | FieldErrors(form=form):
            if event.sender.platform in forms_in_messages:
                return form, True
            return _form_button(event, form), True
        case Nothing():
            return None, True


def _form_button(event: AnyEvent, form: Form) -> Card:
    """Where a form only opens at a press: a button that runs the same command again."""
    command = words_of(event).plain if isinstance(event, CommandGiven) else ""
    values = {"text": shortened(command, 1500)}
    button = Button(form.title, RUN_COMMAND, values, style=Style.PRIMARY)
    return Card(form.title, (Actions((button,)),))
