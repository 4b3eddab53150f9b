"""Replies -> what goes back to the person who acted: the body of Slack's answer, or a call."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import stamina
import structlog

from bot.slack import limits
from bot.slack.api import Api
from bot.slack.carry import Carried, Origin
from bot.slack.incoming_text import typed
from bot.slack.receive import Pressed, Submitted, text_at
from bot.slack.render import card_view, home_view, message, notice, notice_view
from bot.slack.render_form import form_view
from bot.slack.render_text import PLATFORM, Json
from chat.address import Account, Address, MessageRef, PlaceKind
from chat.cards import Card, Tone
from chat.events import CommandGiven, HomeOpened
from chat.forms import Form
from chat.platform import DeliveryError, Intake, Shown, TryLater
from chat.replies import FieldErrors, Nothing, Notice, OpenForm, Replace, Reply, Show
from chat.text import shortened, text

TITLE = "OKR"
"""Heads a modal whose content has no title of its own."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answers:
    """Draws replies; `form_failed` gives the words for a form that Slack did not open, `shown`
    hears of what new messages are about."""

    api: Api
    intake: Intake
    form_failed: Callable[[Account], str]
    shown: Shown = lambda message, about: None

    def to_command(self, event: CommandGiven, reply: Reply, origin: Origin, trigger: str) -> Json:
        """The body of the answer to a slash command; empty says nothing."""
        tenant = event.sender.tenant
        match reply:
            case OpenForm(form=form):
                return self._form_answer(form, {}, origin, trigger, event)
            case FieldErrors(form=form, errors=errors):
                return self._form_answer(form, errors, origin, trigger, event)
            case Show(private=False) if event.place.is_shared:
                return {"response_type": "in_channel", **_drawn(reply, tenant)}
            case Show() | Replace() | Notice():
                return {"response_type": "ephemeral", **_drawn(reply, tenant)}
            case Nothing():
                return {}

    def _form_answer(
        self,
        form: Form,
        errors: Mapping[str, str],
        origin: Origin,
        trigger: str,
        event: CommandGiven,
    ) -> Json:
        who = event.sender
        if self._open(form_view(form, who.tenant, Carried(origin=origin), errors), trigger):
            return {}
        # Slack has cleared what was typed: give it back, to be sent again.
        words = text(self.form_failed(who), f"\n/okr {typed(event)}")
        return {"response_type": "ephemeral", **notice(words, who.tenant)}

    def to_press(self, pressed: Pressed, reply: Reply) -> None:
        """Answer a press by the calls it needs; what cannot be shown in place is sent directly."""
        who, origin = pressed.event.sender, pressed.origin
        match reply:
            case OpenForm(form=form):
                self._form_after_press(form, {}, pressed)
            case FieldErrors(form=form, errors=errors):
                self._form_after_press(form, errors, pressed)
            case Show() | Replace() | Notice() if pressed.view:
                self._in_modal(pressed, reply)
            case Show() | Replace() | Notice() if origin.is_home:
                view = _view(reply, TITLE, who.tenant, Carried(origin=origin))
                if not self._open(view, pressed.trigger):
                    self._directly(reply, who)
            case Show() | Replace() | Notice():
                if not self._in_place(reply, origin, who):
                    log.error("slack.answer_lost", event=pressed.event.action)
            case Nothing():
                pass
        if origin.is_home and not isinstance(reply, OpenForm | FieldErrors):
            self.publish_home(who)

    def _form_after_press(self, form: Form, errors: Mapping[str, str], pressed: Pressed) -> None:
        who = pressed.event.sender
        view = form_view(form, who.tenant, Carried(origin=pressed.origin), errors)
        method = "views.push" if pressed.view else "views.open"
        if not self._open(view, pressed.trigger, method):
            failed = Notice(text(self.form_failed(who)))
            _ = self._in_place(failed, pressed.origin, who)

    def _in_modal(self, pressed: Pressed, reply: Show | Replace | Notice) -> None:
        who = pressed.event.sender
        view = _view(reply, TITLE, who.tenant, Carried(origin=pressed.origin))
        if not isinstance(reply, Replace) and self._open(view, pressed.trigger, "views.push"):
            return
        try:
            self.api.post("views.update", {"view_id": pressed.view, "view": view}, quick=True)
        except DeliveryError as error:
            log.warning("slack.view_not_updated", code=error.code)
            self._directly(reply, who)

    def to_submission(self, submitted: Submitted, reply: Reply) -> Json:
        """The body of the answer to a submitted modal."""
        who, carried = submitted.event.sender, submitted.carried
        following = Carried(origin=carried.origin, generation=carried.generation + 1)
        match reply:
            case FieldErrors(form=form, errors=errors):
                return _errors(submitted, form, errors, following)
            case OpenForm(form=form):
                view = form_view(form, who.tenant, following)
                return {"response_action": "update", "view": view}
            case Notice(text=words, tone=Tone.WARNING | Tone.BAD):
                # Over the form, which stays with all that was typed, to be sent again.
                view = notice_view(submitted.title or TITLE, words, who.tenant, following)
                return {"response_action": "push", "view": view}
            case Nothing():
                answer: Json = {"response_action": "clear"}
            case Show() | Replace() | Notice() if not carried.origin.is_home and self._in_place(
                reply, carried.origin, who
            ):
                answer = {"response_action": "clear"}
            case Show() | Replace() | Notice():
                view = _view(reply, submitted.title or TITLE, who.tenant, following)
                answer = {"response_action": "update", "view": view}
        if carried.origin.is_home:
            self.publish_home(who)
        return answer

    def publish_home(self, who: Account) -> None:
        """Show the person's home view as it is now."""
        place = Address(PLATFORM, who.tenant, PlaceKind.HOME, who.id)
        self.show_home(who, self.intake(HomeOpened(id="", sender=who, place=place)))

    def show_home(self, who: Account, reply: Reply) -> None:
        """Publish what the home handler answered."""
        match reply:
            case Show(card=card) | Replace(card=card):
                view = home_view(card, who.tenant)
            case Notice(text=words):
                view = {"type": "home", "blocks": notice(words, who.tenant)["blocks"]}
            case OpenForm() | FieldErrors() | Nothing():
                return
        try:
            self.api.post("views.publish", {"user_id": who.id, "view": view}, quick=True)
        except DeliveryError as error:
            log.warning("slack.home_not_published", code=error.code)

    def _open(self, view: Json, trigger: str, method: str = "views.open") -> bool:
        """Whether the view stands before the person."""
        try:
            self.api.post(method, {"trigger_id": trigger, "view": view}, quick=True)
        except DeliveryError as error:
            log.warning("slack.view_not_opened", method=method, code=error.code)
            # A repeated delivery: the first one has opened it with the same trigger.
            return error.code == "exchanged_trigger_id"
        return True

    def _in_place(self, reply: Show | Replace | Notice, origin: Origin, who: Account) -> bool:
        """Show it where the person acted, or else directly to them; whether that worked."""
        for send in self._ways(reply, origin, who):
            try:
                send()
            except DeliveryError as error:
                log.warning("slack.answer_not_taken", code=error.code)
            else:
                if isinstance(reply, Replace) and reply.card.about and _is_message(origin):
                    old = MessageRef(PLATFORM, who.tenant, origin.channel, origin.message)
                    self.shown(old, reply.card.about)
                return True
        return False

    def _ways(
        self, reply: Show | Replace | Notice, origin: Origin, who: Account
    ) -> Iterator[Callable[[], None]]:
        drawn = _drawn(reply, who.tenant)
        replaces = isinstance(reply, Replace) and bool(origin.message)
        is_public = isinstance(reply, Show) and not reply.private
        is_own_chat = origin.channel.startswith("D") and bool(origin.message) and not origin.hidden
        about = _about(reply)
        if about and is_own_chat and not replaces:
            # A response address does not tell which message it made.
            here: Json = {"channel": origin.channel, "thread_ts": origin.thread}
            yield lambda: self._send({**here, **drawn}, about, who)
        if origin.response_url:
            kind = "in_channel" if is_public or (is_own_chat and not replaces) else "ephemeral"
            new: Json = {
                "replace_original": False,
                "response_type": kind,
                "thread_ts": origin.thread,
            }
            body: Json = {**({"replace_original": True} if replaces else new), **drawn}
            yield lambda: self._respond(origin.response_url, body, safe=replaces)
        if replaces and not origin.hidden:
            old: Json = {"channel": origin.channel, "ts": origin.message}
            yield lambda: self._call("chat.update", {**old, **drawn})
        if is_public and origin.channel and not is_own_chat:
            place: Json = {"channel": origin.channel, "thread_ts": origin.thread}
            yield lambda: self._send({**place, **drawn}, about, who)
        yield lambda: self._send({"channel": who.id, **drawn}, about, who)

    def _send(self, message: Json, about: str, who: Account) -> None:
        """A new message, remembered with what it is about."""
        answer = self.api.post("chat.postMessage", message, quick=True)
        channel, moment = text_at(answer.data, "channel"), text_at(answer.data, "ts")
        if about and channel and moment:
            self.shown(MessageRef(PLATFORM, who.tenant, channel, moment), about)

    def _respond(self, response_url: str, body: Json, *, safe: bool) -> None:
        """Answer at a response address; tried again only where it cannot be said twice."""

        def again(error: Exception) -> bool:
            return (
                isinstance(error, TryLater) and not error.limited and (safe or not error.maybe_sent)
            )

        for attempt in stamina.retry_context(
            on=again, attempts=3, timeout=1.0, wait_initial=0.1, wait_max=0.3
        ):
            with attempt:
                self.api.respond(response_url, body)

    def _call(self, method: str, arguments: Json) -> None:
        self.api.post(method, arguments, quick=True)

    def _directly(self, reply: Show | Replace | Notice, who: Account) -> None:
        _ = self._in_place(reply, Origin(), who)


def _is_message(origin: Origin) -> bool:
    return bool(origin.channel and origin.message) and not origin.hidden


def _about(reply: Show | Replace | Notice) -> str:
    return "" if isinstance(reply, Notice) else reply.card.about


def _drawn(reply: Show | Replace | Notice, tenant: str) -> Json:
    match reply:
        case Show(card=card) | Replace(card=card):
            return message(card, tenant)
        case Notice(text=words):
            return notice(words, tenant)


def _view(reply: Show | Replace | Notice, title: str, tenant: str, carried: Carried) -> Json:
    match reply:
        case Show(card=card) | Replace(card=card):
            return card_view(_titled(card, title), tenant, carried)
        case Notice(text=words):
            return notice_view(title, words, tenant, carried)


def _titled(card: Card, title: str) -> Card:
    return card if card.title.strip() else replace(card, title=title)


def _errors(
    submitted: Submitted, form: Form, errors: Mapping[str, str], following: Carried
) -> Json:
    """Errors at the fields of the open modal; where they are of other fields, a new modal."""
    if errors and submitted.inputs.issuperset(errors):
        words = {
            name: shortened(said, limits.ERROR_TEXT) if said.strip() else "⚠"
            for name, said in errors.items()
        }
        return {"response_action": "errors", "errors": words}
    view = form_view(form, submitted.event.sender.tenant, following, errors)
    return {"response_action": "update", "view": view}
