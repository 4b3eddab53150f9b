"""What stands before a person on the fake Lark, in the drivers' words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.lark.names import FieldName, Kind, field_name, option_value
from tests.drivers.base import PEOPLE, Seen, SeenForm
from tests.fakes.json_shapes import as_list, as_text
from tests.fakes.lark.client import REQUIRED
from tests.fakes.lark.form_reading import FieldView, FormView, form_on
from tests.fakes.lark.messages import file_of
from tests.fakes.lark.reading import Pressable, lines, pressables
from tests.fakes.lark.server import FakeLark
from tests.fakes.lark.store import Message, Toast

_OPEN_ID = "ou_"


@dataclass(frozen=True)
class Standing:
    """A message or a toast, where it stands in the order of everything that was shown."""

    seen: Seen
    created: int
    changed: int


class Eyes:
    """Reads the fake's store as people do."""

    def __init__(self, fake: FakeLark) -> None:
        self._fake = fake

    def all(self, who: str, place: str) -> list[Standing]:
        """Everything of the bot's that this person sees there, oldest first."""
        toasts = [
            Standing(Seen(toast.content, private=True), toast.changed, toast.changed)
            for toast in self._toasts(who, place)
        ]
        messages = [self._standing(message, place) for message in self._messages(who, place)]
        return sorted([*messages, *toasts], key=lambda one: one.created)

    def pressable(self, who: str, label: str, place: str) -> tuple[Message, Pressable]:
        """The newest button or option with this label. Raises LookupError."""
        there: list[str] = []
        for message in sorted(self._messages(who, place), key=lambda m: m.changed, reverse=True):
            if message.msg_type == "interactive":
                for pressable in pressables(message.body):
                    if pressable.label == label:
                        return message, pressable
                    there.append(pressable.label)
        raise LookupError(f"{who} sees no {label!r} at {place}; there are {there}")

    def form_message(self, who: str) -> Message | None:
        """The newest message with a form that this person sees anywhere."""
        places = ["dm", *self._fake.store.groups]
        found = [
            message
            for place in places
            for message in self._messages(who, place)
            if message.msg_type == "interactive" and self.view(message) is not None
        ]
        return max(found, key=lambda message: message.changed, default=None)

    def view(self, message: Message) -> FormView | None:
        """The form on a message."""
        return form_on(message.body, self._fake.clients.name)

    def _messages(self, who: str, place: str) -> list[Message]:
        return self._fake.from_bot(who if place == "dm" else place)

    def _toasts(self, who: str, place: str) -> list[Toast]:
        store = self._fake.store
        chat_id = store.people[who].chat_id if place == "dm" else store.groups[place]
        return [t for t in store.toasts if t.who == who and t.chat_id == chat_id]

    def _standing(self, message: Message, place: str) -> Standing:
        created = int(message.id.removeprefix("om_"))
        if message.msg_type != "interactive":
            file = file_of(self._fake.store, message.content)
            words = file.name if file else as_text(message.body.get("text"))
            return Standing(Seen(words, private=place == "dm"), created, message.changed)
        seen = Seen(
            "\n".join(lines(message.body, self._fake.clients.name)),
            [pressable.label for pressable in pressables(message.body)],
            private=place == "dm",
        )
        return Standing(seen, created, message.changed)


@dataclass(frozen=True)
class Question:
    """One field of the program's form: several inputs where a long text is spread over them."""

    kind: Kind
    views: tuple[FieldView, ...]

    @property
    def standing(self) -> object:
        """What stands in it: text, an option's value, a list, a bool; people by their key."""
        first = self.views[0].standing
        match self.kind:
            case Kind.TEXT | Kind.NUMBER:
                return "".join(str(view.standing) for view in self.views)
            case Kind.CHOICE:
                return option_value(str(first))
            case Kind.MANY:
                return [option_value(str(value)) for value in as_list(first)]
            case Kind.PERSON | Kind.PEOPLE:
                several = [first] if isinstance(first, str) else as_list(first)
                return [str(one).removeprefix(_OPEN_ID) for one in several if one]
            case _:
                return first

    def typed(self, answer: object) -> dict[str, object]:
        """The answer by element name, as people would type or choose it."""
        view = self.views[0]
        match self.kind:
            case Kind.TEXT | Kind.NUMBER:
                return dict(self._spread(str(answer)))
            case Kind.CHOICE:
                return {view.name: _option(view, str(answer))}
            case Kind.MANY:
                return {view.name: [_option(view, one) for one in _several(answer)]}
            case Kind.PERSON:
                return {view.name: next(map(_open_id, _several(answer)), "")}
            case Kind.PEOPLE:
                return {view.name: [_open_id(one) for one in _several(answer)]}
            case Kind.SWITCH:
                return {view.name: bool(answer)}
            case Kind.DATE:
                return {view.name: str(answer)}

    def _spread(self, words: str) -> Iterator[tuple[str, str]]:
        for view in self.views[:-1]:
            longest = view.element.get("max_length", 1000)
            assert isinstance(longest, int)
            yield view.name, words[:longest]
            words = words[longest:]
        yield self.views[-1].name, words


def questions(view: FormView) -> Mapping[str, Question]:
    """The form's fields by the program's own names."""
    parts: dict[str, list[tuple[FieldName, FieldView]]] = {}
    for written, element in view.fields.items():
        name = field_name(written)
        if name is None:
            raise LookupError(f"{written!r} is no name of the program's")
        parts.setdefault(name.name, []).append((name, element))
    return {
        name: Question(
            several[0][0].kind,
            tuple(element for _, element in sorted(several, key=lambda part: part[0].part)),
        )
        for name, several in parts.items()
    }


def seen_form(view: FormView, empty: Sequence[str] = ()) -> SeenForm:
    """The form in the drivers' words; errors that belong to no field stand under "".

    `empty` are elements that the client wants filled before it sends the form.
    """
    asked = questions(view)
    errors = {
        name: REQUIRED
        if any(part.name in empty for part in question.views)
        else " ".join(part.error for part in question.views if part.error)
        for name, question in asked.items()
    }
    general = {"": " ".join(view.errors)}
    return SeenForm(
        title=view.title,
        labels={name: question.views[0].label for name, question in asked.items()},
        values={name: question.standing for name, question in asked.items()},
        errors={name: words for name, words in (errors | general).items() if words},
        text=view.text,
    )


def typed_in(view: FormView, answers: Mapping[str, object]) -> dict[str, object]:
    """The answers by element name. Raises LookupError for fields the form does not have."""
    asked = questions(view)
    unknown = answers.keys() - asked.keys()
    if unknown:
        raise LookupError(f"the form has no field {sorted(unknown)}; it has {list(asked)}")
    typed: dict[str, object] = {}
    for name, answer in answers.items():
        typed |= asked[name].typed(answer)
    return typed


def _option(view: FieldView, answer: str) -> str:
    """The option's value on the wire, for its label or its own value."""
    for value, label in view.options.items():
        if answer in (label, value, option_value(value)):
            return value
    if not answer:
        return ""
    raise LookupError(f"{answer!r} is not among {list(view.options.values())}")


def _several(answer: object) -> Sequence[str]:
    if isinstance(answer, str):
        return [answer] if answer else []
    assert isinstance(answer, Sequence), f"{answer!r} is no list"
    return [str(one) for one in answer]


def _open_id(who: str) -> str:
    return f"{_OPEN_ID}{who}" if who in PEOPLE else who
