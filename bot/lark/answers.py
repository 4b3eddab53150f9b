"""What a card callback is answered with, and what is sent beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from bot.lark import limits
from bot.lark.deliver import Delivery
from bot.lark.receive import Acted
from bot.lark.render import render_card
from bot.lark.shrink import Element
from chat.address import Address
from chat.cards import Card, Paragraph, Tone
from chat.events import FormSubmitted
from chat.forms import Form
from chat.locales import LANGUAGES, language
from chat.platform import Outgoing
from chat.replies import FieldErrors, Nothing, Notice, OpenForm, Replace, Reply, Show
from chat.text import plain, shortened
from okr.errors import message

_TOASTS: Mapping[Tone, str] = {
    Tone.NEUTRAL: "info",
    Tone.GOOD: "success",
    Tone.WARNING: "warning",
    Tone.BAD: "error",
}
_LARK_LANGUAGES = {"en": "en_us", "zh": "zh_cn"}
_PICTURE_SECONDS = 1.0
"""A picture that takes longer must not cost the answer; its words stand in for it."""


@dataclass(frozen=True, slots=True)
class Later:
    """A message to send besides the answer; `origin` as in `Delivery.deliver`."""

    outgoing: Outgoing
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The callback's answer as JSON, and the messages that go with it.

    `about` is what the card that it puts in place shows, as that says.
    """

    body: Element
    later: tuple[Later, ...] = ()
    about: str = ""


class Answers:
    """Draws replies into card callbacks."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery

    def answer(self, acted: Acted, reply: Reply) -> Answered:
        """The answer to one callback: a toast, a new card in place, or nothing."""
        match reply:
            case Nothing():
                return Answered({})
            case Notice():
                return self._notice(acted, reply)
            case Replace(card=card):
                return Answered(self._in_place(acted, card), about=card.about)
            case Show():
                return self._show(acted, reply)
            case OpenForm(form=form):
                return self._form(acted, form)
            case FieldErrors():
                return self._errors(acted, reply)
            case _:
                assert_never(reply)

    def _notice(self, acted: Acted, notice: Notice) -> Answered:
        words = plain(notice.text)
        body: Element = {"toast": toast(notice.tone, shortened(words, limits.TOAST))}
        card = Card("", (Paragraph(notice.text),), notice.tone)
        if isinstance(acted.event, FormSubmitted) and notice.tone in (Tone.NEUTRAL, Tone.GOOD):
            # The form is done with: left standing, it would be sent a second time.
            return Answered({**body, **self._in_place(acted, card)})
        if len(words) <= limits.TOAST:
            return Answered(body)
        person = Address.of(acted.event.sender)
        return Answered(body, (Later(Outgoing(f"notice:{acted.event.id}", person, card)),))

    def _show(self, acted: Acted, show: Show) -> Answered:
        event = acted.event
        to_all = not show.private and event.place.is_shared
        target = event.place if to_all else Address.of(event.sender)
        message = Later(Outgoing(f"answer:{event.id}", target, show.card))
        if isinstance(event, FormSubmitted):
            # The answer takes the place of the form, as where a dialog closes.
            sent = (message,) if to_all else ()
            return Answered(self._in_place(acted, show.card), sent, show.card.about)
        body: Element = {"toast": _look_in_chat()} if acted.shared and not to_all else {}
        return Answered(body, (message,))

    def _form(self, acted: Acted, form: Form) -> Answered:
        event = acted.event
        if not acted.shared:
            return Answered(_card(self._delivery.draw(form, self._here(acted), _origin(acted))))
        person = Address.of(event.sender)
        message = Later(Outgoing(f"form:{event.id}", person, form), _origin(acted))
        return Answered({"toast": _look_in_chat()}, (message,))

    def _errors(self, acted: Acted, reply: FieldErrors) -> Answered:
        first = next(iter(reply.errors.values()), reply.form.title)
        body: Element = {"toast": toast(Tone.BAD, shortened(first, limits.TOAST))}
        if acted.shared:
            # What one person typed is not drawn before the others.
            return Answered(body, self._form(acted, reply.form).later)
        drawn = self._delivery.draw_errors(
            reply.form, reply.errors, self._here(acted), _origin(acted)
        )
        return Answered({**body, **_card(drawn)})

    def _in_place(self, acted: Acted, card: Card) -> Element:
        drawn = render_card(
            card,
            tenant=acted.event.sender.tenant,
            shared=acted.shared,
            images=self._delivery.images(card, _PICTURE_SECONDS),
        )
        return _card(drawn)

    def _here(self, acted: Acted) -> Address:
        """Where the card stands, which for a form from a group is the person's own chat."""
        return acted.event.place if acted.shared else Address.of(acted.event.sender)


def toast(tone: Tone, words: str) -> Element:
    """A short word over the chat, seen by the one who acted."""
    return {"type": _TOASTS[tone], "content": words}


def _look_in_chat() -> Element:
    """Says that the answer went to the person's own chat, in the client's language."""
    source = message("I have sent it to you in our direct chat.")
    i18n = {_LARK_LANGUAGES[code]: language(code).tr(source) for code in LANGUAGES}
    return {**toast(Tone.NEUTRAL, source), "i18n": i18n}


def _card(drawn: Element) -> Element:
    return {"card": {"type": "raw", "data": drawn}}


def _origin(acted: Acted) -> str:
    return acted.event.place.id if acted.event.place.is_shared else ""
