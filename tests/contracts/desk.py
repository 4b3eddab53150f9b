"""An intake that answers with the samples and remembers every event that reached it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import count
from threading import Lock

from chat.address import Account, Address, MessageRef
from chat.cards import Actions, Button, Card, Paragraph
from chat.documents import Document
from chat.events import AnyEvent, ButtonPressed, CommandGiven, FormSubmitted, HomeOpened
from chat.forms import Form
from chat.replies import FieldErrors, Nothing, Notice, OpenForm, Replace, Reply, Show
from chat.text import text
from storage import outbox
from storage.database import Database
from tests.contracts.forms import FORMS, THEN, error_at, with_answer
from tests.contracts.replies import ASKING, OPEN, REPLIES, REPLY
from tests.contracts.samples import CARDS, PRESSED

CANCEL = "forms.cancel"
"""What a platform asks for when a form that is a message is left."""
_CARDS: Mapping[str, Card] = {**CARDS, "asking": ASKING}


class Desk:
    """Implements chat.platform.Intake.

    Commands: `card NAME [aloud]`, `form NAME [REPLY]` (what its submit is answered with, or
    `errors`) and `reply NAME`. What nobody planned for is answered with nothing.
    """

    def __init__(
        self, database: Database, clock: Callable[[], datetime], wake: Callable[[], None]
    ) -> None:
        self.events: list[AnyEvent] = []
        self.home = "everything"
        """The card that the home view shows."""
        self._database = database
        self._clock = clock
        self._wake = wake
        self._numbers = count(1)
        self._lock = Lock()

    def __call__(self, event: AnyEvent, *, answer_to: Address | None = None) -> Reply:
        """Answer, at once or through the outbox."""
        with self._lock:
            self.events.append(event)
        reply = self._home(event) or _reply(event)
        if answer_to is None:
            return reply
        body, private = _as_message(event, reply)
        if body is not None:
            reader = event.sender if private and answer_to.is_shared else None
            self.send(answer_to, body, key=f"answer:{event.id}", only_for=reader)
        return Nothing()

    def _home(self, event: AnyEvent) -> Reply | None:
        match event:
            case HomeOpened() | CommandGiven(text="home"):
                return Show(_CARDS[self.home])
            case _:
                return None

    def send(
        self,
        address: Address,
        body: Card | Form | Document,
        *,
        key: str = "",
        only_for: Account | None = None,
        edit: MessageRef | None = None,
    ) -> None:
        """Put a message into the outbox."""
        with self._database.write() as session:
            outbox.add(
                session,
                key=key or f"sample:{next(self._numbers)}",
                address=address,
                body=body,
                now=self._clock(),
                priority=outbox.Priority.ANSWER,
                only_for=only_for,
                edit=edit,
            )
        self._wake()

    def dead(self) -> Mapping[str, str]:
        """Key -> the platform's word, of messages that will not arrive."""
        with self._database.read() as session:
            return {row.key: row.error for row in outbox.list_dead(session)}

    def waiting(self) -> int:
        """How many messages are still to be sent."""
        with self._database.read() as session:
            counts = outbox.count_open(session)
        return sum(number for state, number in counts.items() if state.value != "dead")

    def pressed(self) -> ButtonPressed:
        """The newest press."""
        return next(each for each in reversed(self.events) if isinstance(each, ButtonPressed))

    def submitted(self) -> FormSubmitted:
        """The newest filled form."""
        return next(each for each in reversed(self.events) if isinstance(each, FormSubmitted))


def _reply(event: AnyEvent) -> Reply:
    match event:
        case CommandGiven(text=words):
            return _to_command(words.split())
        case ButtonPressed(action=action, values=values) if action == REPLY:
            return REPLIES[values["reply"]]
        case ButtonPressed(action=action, values=values) if action == OPEN:
            return _to_command(values["text"].split())
        case ButtonPressed(action=action) if action == CANCEL:
            return Replace(Card("Nothing was asked", ()))
        case ButtonPressed(action=action) if action == PRESSED:
            return Notice(text("Pressed."))
        case FormSubmitted():
            return _to_form(event)
        case _:
            return Nothing()


def _to_command(words: list[str]) -> Reply:
    match words:
        case ["card", name, *aloud]:
            return Show(_CARDS[name], private=not aloud)
        case ["form", name]:
            return OpenForm(FORMS[name])
        case ["form", name, then]:
            return OpenForm(with_answer(FORMS[name], then))
        case ["reply", name]:
            return REPLIES[name]
        case _:
            return Nothing()


def _to_form(event: FormSubmitted) -> Reply:
    then = event.values.get(THEN, "nothing")
    if then != "errors":
        return REPLIES[then]
    form = with_answer(FORMS[event.action.partition(".")[2]], then)
    errors = {part.name: error_at(part.name) for part in form.inputs}
    return FieldErrors(form.filled(event.fields), errors)


def _as_message(event: AnyEvent, reply: Reply) -> tuple[Card | Form | None, bool]:
    """As the program's own intake does it."""
    match reply:
        case Show(card=card, private=private):
            return card, private
        case Replace(card=card):
            return card, True
        case Notice(text=words):
            return Card("Notice", (Paragraph(words),)), True
        case OpenForm(form=form) | FieldErrors(form=form):
            if event.sender.platform == "lark":
                return form, True
            assert isinstance(event, CommandGiven)
            return Card(form.title, (Actions((Button("Open", OPEN, {"text": event.text}),)),)), True
        case Nothing():
            return None, True
