"""A small intake of its own for the page: answers with cards and forms of every kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from chat.address import Address
from chat.cards import (
    Actions,
    Button,
    Card,
    Confirm,
    Divider,
    Field,
    Fields,
    Heading,
    LinkButton,
    Note,
    Option,
    Overflow,
    Paragraph,
    Picture,
    Progress,
    Select,
    Style,
    Table,
    Tone,
)
from chat.events import (
    AnyEvent,
    ButtonPressed,
    ChatEntered,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
)
from chat.forms import (
    ChoiceField,
    DateField,
    Explanation,
    Form,
    Group,
    ManyChoicesField,
    NumberField,
    PeopleField,
    PersonField,
    SwitchField,
    TextField,
)
from chat.replies import FieldErrors, Nothing, Notice, OpenForm, Replace, Reply, Show
from chat.text import Bold, Channel, Link, Person, text

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 120" width="420" height="120">
<rect width="420" height="120" fill="#fff"/>
<g fill="none" stroke="#8d8a83" stroke-width="2"><path d="M130 60h60M130 60c30 0 30-36 60-36M130 60
c30 0 30 36 60 36"/></g><g fill="#e8ecfb" stroke="#3451c6"><rect x="10" y="42"
width="120" height="36" rx="8"/><rect x="190" y="8" width="220" height="32" rx="8"/>
<rect x="190" y="44" width="220" height="32" rx="8"/>
<rect x="190" y="80" width="220" height="32" rx="8"/></g>
<g font-family="sans-serif" font-size="14" fill="#1d2126"><text x="24" y="65">O12 Launch</text>
<text x="204" y="29">KR12.1 50,000 sign-ups</text><text x="204" y="65">KR12.2 rating 4.0</text>
<text x="204" y="101">KR12.3 paying 20 %</text></g>
<script>document.title = "hacked"</script></svg>"""

EVERY_BLOCK = Card(
    "O12 Launch the A app and win its users",
    (
        Paragraph(
            text(
                "Owner ",
                Person("Mei Lin"),
                ", talked over in ",
                Channel("growth", "playground", "growth"),
                ". ",
                Bold("On track"),
                " — ",
                Link("the plan", "https://plan.example/"),
                ".\n<img src=x onerror=alert(1)> <!channel> *not bold*",
            )
        ),
        Progress(0.08, "8 %"),
        Fields((Field("Cycle", text("Q4 2026")), Field("Confidence", text("7 of 10")))),
        Divider(),
        Heading("Key results"),
        Table(
            ("", "Key result", "Now", "Progress"),
            (
                (text("12.1"), text("50,000 sign-ups by 30 Apr"), text("12,000"), text("24 %")),
                (text("12.2"), text("rating from 3.6 to 4.0"), text("3.6"), text("0 %")),
                (text("12.3"), text("付费率达到 20%"), text("no value yet"), text("0 %")),
            ),
        ),
        Progress(0.62, "62 %", Tone.GOOD),
        Progress(None, "no value yet", Tone.WARNING),
        Progress(1.25, "125 %", Tone.BAD),
        Picture(SVG, "O12 with its three key results"),
        Note(text("Changed two hours ago by ", Person("Mei Lin", ping=True))),
        Actions(
            (
                Button("Check in", "showcase.form", {"id": "12"}, Style.PRIMARY),
                Button("Answer", "showcase.replace", {"id": "12"}),
                Button("Tell", "showcase.notice"),
                Button(
                    "Archive",
                    "showcase.replace",
                    {"id": "12"},
                    Style.DANGER,
                    Confirm("Archive O12?", "It stays readable.", "Archive", "Keep it"),
                ),
                LinkButton("Guide", "https://guide.example/"),
                Select("Confidence", "showcase.chosen", (Option("High", "9"), Option("Low", "2"))),
                Overflow("showcase.chosen", (Option("Move", "move"), Option("History", "past"))),
            )
        ),
    ),
    Tone.GOOD,
)

EVERY_FIELD = Form(
    "showcase.form",
    "Check in on O12",
    "Save",
    (
        Explanation(text("Launch the A app and win its users. ", Bold("Three key results."))),
        TextField(
            "title", "Title", "Launch the A app", required=True, max_length=40, hint="Short."
        ),
        Group(
            "KR12.1 50,000 sign-ups",
            (
                NumberField("value", "Where it stands", required=True, placeholder="12,000"),
                ChoiceField(
                    "confidence",
                    "Confidence",
                    (Option("Low", "3"), Option("High", "8")),
                    required=True,
                ),
                TextField("note", "What happened", multiline=True),
            ),
        ),
        ManyChoicesField("days", "Days", (Option("Monday", "1"), Option("Friday", "5")), ("5",)),
        PersonField("owner", "Owner", required=True),
        PeopleField("helpers", "Collaborators"),
        DateField("due", "Due", "2026-04-30"),
        SwitchField("private", "Keep it a draft", hint="Only you and those you ask see it."),
    ),
    {"id": "12"},
    cancel="Cancel",
)

HOME = Card("My OKRs", EVERY_BLOCK.blocks[:3] + EVERY_BLOCK.blocks[-1:])


@dataclass
class Showcase:
    """An intake: remembers what it was given, answers by the command's first word."""

    events: list[AnyEvent] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, event: AnyEvent, *, answer_to: Address | None = None) -> Reply:
        with self._lock:
            if any(seen.id == event.id for seen in self.events):
                return Nothing()
            self.events.append(event)
        match event:
            case CommandGiven():
                word = event.text.split()[0] if event.text.split() else "show"
                return COMMANDS.get(word, _unknown)(event)
            case ButtonPressed():
                return _pressed(event)
            case FormSubmitted():
                return _submitted(event)
            case HomeOpened():
                return Replace(HOME)
            case ChatEntered():
                return Nothing()


def _unknown(event: CommandGiven) -> Reply:
    return Notice(
        text("I do not know ", Bold(event.text[:50]), ". Try show or form."), Tone.WARNING
    )


COMMANDS: dict[str, Callable[[CommandGiven], Reply]] = {
    "show": lambda _: Show(EVERY_BLOCK),
    "public": lambda _: Show(EVERY_BLOCK, private=False),
    "form": lambda _: OpenForm(EVERY_FIELD),
    "quiet": lambda _: Nothing(),
}


def _pressed(event: ButtonPressed) -> Reply:
    match event.action:
        case "showcase.form":
            return OpenForm(EVERY_FIELD)
        case "showcase.replace":
            return Replace(EVERY_BLOCK.answered(text("Answered.")))
        case "showcase.chosen":
            return Notice(text("You chose ", Bold(event.values["option"]), "."), Tone.GOOD)
        case _:
            return Notice(text("Told."))


def _submitted(event: FormSubmitted) -> Reply:
    if event.fields["value"] == "many":
        form = EVERY_FIELD.filled(event.fields)
        return FieldErrors(form, {"value": "Give a figure, such as 12,000."})
    stands = Paragraph(text("It stands at ", Bold(str(event.fields["value"])), "."))
    return Replace(Card("KR12.1 checked in", (stands, Progress(0.24, "24 %"))))
