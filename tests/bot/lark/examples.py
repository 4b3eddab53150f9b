"""Cards, forms and deliveries that several tests of the Lark adapter use."""

from datetime import UTC, datetime

from chat.address import Account, Address, PlaceKind
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
from chat.text import Bold, text
from tests.fakes.lark.store import TENANT

ADA = Account("lark", TENANT, "ou_ada")
BO = Account("lark", TENANT, "ou_bo")
TO_ADA = Address.of(ADA)
GROUP = Address("lark", TENANT, PlaceKind.CHANNEL, "oc_growth")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
OPTIONS = (Option("Low", "low"), Option("High", "high"))
SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"

EVERY_BLOCK = Card(
    "Launch",
    (
        Heading("Key results"),
        Paragraph(text("All ", Bold("well"))),
        Paragraph(text("Plain words")),
        Fields((Field("Owner", text("Ada")), Field("Cycle", text("Q1")))),
        Progress(0.24, "24 %", Tone.GOOD),
        Table(("KR", "Value"), ((text("Sign-ups"), text(Bold("12,000"))),)),
        Picture(SVG, "A tree of two"),
        Note(text("Since Monday")),
        Divider(),
        Actions(
            (
                Button("Check in", "checkin.open", {"kr": "12"}, Style.PRIMARY),
                Button(
                    "Archive", "archive.do", {"o": "3"}, Style.DANGER, Confirm("?", "b", "y", "n")
                ),
                LinkButton("Guide", "https://example.com/guide"),
                Select("Move to", "move.do", OPTIONS, {"o": "3"}),
                Overflow("more.do", OPTIONS),
            )
        ),
    ),
    Tone.GOOD,
)

EVERY_FIELD = Form(
    "checkin.submit",
    "Check-in",
    "Save",
    (
        TextField("title", "Title", "T", required=True, hint="Short", placeholder="Words"),
        TextField("note", "Note", multiline=True),
        Group(
            "KR1",
            (
                Explanation(text("From 0 to 10")),
                NumberField("kr1.value", "Value", "7"),
                ChoiceField("kr1.confidence", "Confidence", OPTIONS, "high"),
            ),
        ),
        ManyChoicesField("tags", "Tags", OPTIONS, ("low",)),
        PersonField("helper", "Helper", (BO,)),
        PeopleField("team", "Team"),
        DateField("due", "Due", "2026-04-30"),
        SwitchField("public", "Public", True),
    ),
    {"kr": "12"},
    "Cancel",
)
