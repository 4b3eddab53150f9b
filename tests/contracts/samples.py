"""Sample cards: every block and every element, in every size that platforms mind."""

from collections.abc import Mapping

from chat.address import Account
from chat.cards import (
    Actions,
    Block,
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
from chat.text import Bold, Channel, Link, Person, Text, text
from tests.fakes.lark.store import TENANT
from tests.fakes.slack.store import TEAM

PRESSED = "samples.pressed"
"""The action of everything that can be pressed on a sample card."""

HOSTILE = (
    '<!channel> <!here|x> <@U0ADA> <at id=all></at> <at id=ou_ada></at> <at user_id="all">x</at> '
    "*b* _i_ ~s~ `c` **bb** [x](http://evil.example/a) <http://evil.example/b|y> &amp; &#42; <b> "
    "@everyone @Ada Li"
)
"""What must be read exactly as it is: no ping, no link, no emphasis."""

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20">'
    '<rect width="20" height="20" fill="#3451c6"/></svg>'
)


def accounts(who: str) -> tuple[Account, ...]:
    """The accounts that one person has, one on each platform."""
    return (
        Account("slack", TEAM, f"U0{who.upper()}"),
        Account("lark", TENANT, f"ou_{who}"),
        Account("playground", "playground", who),
    )


_SPANS: Text = (
    *text("Owner ", Person("Ada Li", accounts("ada")), ", asks ", Bold("every one"), " of "),
    *text(Person("Bo Chen", accounts("bo"), ping=True), " in ", Channel("growth"), ": "),
    *text(Link("the guide", "https://guide.example/okr?a=1&b=2"), " says so."),
)
_VALUES = {"kr": "12", "of": "进展 “x” & <y>"}
_SURE = Confirm("Archive it?", "Nobody will see it any more.", "Archive it now", "Keep it")


def _options(count: int, width: int = 0) -> tuple[Option, ...]:
    """So many options, their values at least `width` characters long."""
    return tuple(Option(f"Choice {n}.", f"v{n}".ljust(width, "_")) for n in range(1, count + 1))


def _rows(count: int, columns: int) -> tuple[tuple[Text, ...], ...]:
    return tuple(
        tuple(text(f"cell {row}.{column};") for column in range(columns)) for row in range(count)
    )


def _table(rows: int, columns: int = 3) -> Table:
    return Table(tuple(f"Column {n};" for n in range(columns)), _rows(rows, columns))


def _button(label: str, **values: str) -> Button:
    return Button(label, PRESSED, {**_VALUES, **values})


def _words(name: str, count: int) -> str:
    """Text in which every word is there once, so that a lost one is missed."""
    return " ".join(f"{name}{number}" for number in range(count))


def _actions(*elements: Button | LinkButton | Select | Overflow) -> tuple[Block, ...]:
    return (Actions(elements),)


_SELECT = Select("Choose a cycle", PRESSED, _options(3), _VALUES)
_MENU = Overflow(PRESSED, _options(5), _VALUES, label="More deeds")
_BUTTONS = Actions(
    (
        _button("Plain one"),
        Button("Primary one", PRESSED, _VALUES, Style.PRIMARY),
        Button("Dangerous one", PRESSED, _VALUES, Style.DANGER, _SURE),
        Button("Valueless one", PRESSED),
        LinkButton("Linked one", "https://guide.example/okr?a=1&b=%20"),
    )
)
_RATIOS = (None, 0.0, 0.24, 1.0, 1.25, -0.5, float("nan"))
_HOSTILE_TABLE = Table((HOSTILE, "Plain"), ((text(HOSTILE), text("x")), (_SPANS, text(HOSTILE))))

CARDS: Mapping[str, Card] = {
    "heading": Card("A heading", (Heading("The first part"), Heading("The second part"))),
    "paragraph": Card("A paragraph", (Paragraph(_SPANS), Paragraph(text("Two\n\n  lines.")))),
    "fields": Card(
        "Facts", (Fields(tuple(Field(f"Fact {n};", text(f"value {n};")) for n in range(12))),)
    ),
    "rich_fields": Card("Rich facts", (Fields((Field("Who", _SPANS), Field("Alone", ()))),)),
    "progress": Card(
        "Progress",
        tuple(
            Progress(ratio, f"figure {place};", tone)
            for place, ratio in enumerate(_RATIOS)
            for tone in Tone
        ),
    ),
    "table": Card("A table", (_table(5), Table(("One", "Two"), ((_SPANS, ()),)))),
    "two_tables": Card("Two tables", (_table(3), Paragraph(text("between")), _table(4, 2))),
    "seven_tables": Card("Seven tables", tuple(_table(2) for _ in range(7))),
    "wide_table": Card("A wide table", (_table(2, 25),)),
    "long_table": Card("A long table", (_table(120, 2),)),
    "bare_table": Card("A table of heads", (Table(("Only", "Heads"), ()),)),
    "picture": Card("A picture", (Picture(SVG, "The tree: O1 leads to O2."),)),
    "note": Card("A note", (Note(text("Small print.")), Note(_SPANS))),
    "divider": Card("A divider", (Paragraph(text("above")), Divider(), Paragraph(text("below")))),
    "buttons": Card("Buttons", (_BUTTONS,)),
    "link_button": Card("A link", _actions(LinkButton("Read it", "https://guide.example/"))),
    "select": Card("A select", _actions(_SELECT)),
    "one_option": Card("A select of one", _actions(Select("The only", PRESSED, _options(1)))),
    "long_select": Card("A long select", _actions(Select("One of many", PRESSED, _options(130)))),
    "menu": Card("A menu", _actions(_MENU)),
    "long_menu": Card("A long menu", _actions(Overflow(PRESSED, _options(9), _VALUES))),
    "long_option_values": Card(
        "Long values", _actions(Select("Choose a long one", PRESSED, _options(4, 120), _VALUES))
    ),
    "many_values": Card(
        "Many values",
        _actions(
            Select("Choose with many", PRESSED, _options(3), {"note": "字" * 300}),
            Button("Carry all", PRESSED, {"note": _words("字", 300)}),
        ),
    ),
    "many_buttons": Card("Thirty", _actions(*(_button(f"Do {n}.", n=str(n)) for n in range(30)))),
    "long_labels": Card("Labels", _actions(_button(_words("label", 20)))),
    "long_title": Card(_words("title", 50), (Paragraph(text("Below a long title")),)),
    "long_text": Card("A long text", (Paragraph(text(_words("word", 1500))),)),
    "too_long_text": Card("Too long", (Paragraph(text(_words("word", 6000))), _BUTTONS)),
    "sixty_blocks": Card(
        "Sixty blocks", tuple(Paragraph(text(f"Paragraph {n};")) for n in range(60))
    ),
    "sixty_mixed": Card(
        "Sixty mixed blocks",
        tuple(
            block
            for n in range(20)
            for block in (Heading(f"H{n};"), Divider(), Actions((_button(f"Go {n};"),)))
        ),
    ),
    "hostile": Card(
        HOSTILE,
        (
            Heading(HOSTILE),
            Paragraph(text(HOSTILE, Bold(HOSTILE), Person(HOSTILE), Channel(HOSTILE))),
            Fields((Field(HOSTILE, text(HOSTILE)),)),
            Progress(0.5, HOSTILE),
            Note(text(HOSTILE)),
            Table((HOSTILE, "Plain"), ((text(HOSTILE), text("x")), (text("y"), text(HOSTILE)))),
            Table((HOSTILE,), ((text(HOSTILE, Bold(HOSTILE)),),)),
            Picture(SVG, HOSTILE),
            *_actions(_button("<@U0ADA> *b* &amp;"), LinkButton("<b>", "javascript:alert(1)")),
        ),
    ),
    "hostile_and_rich": Card("Hostile and rich", (_HOSTILE_TABLE,)),
    "languages": Card(
        "进展：把评分从3.6提升到4.0 🚀",
        (
            Paragraph(text("付费率达到 20%，负责人 ", Person("陈波"), "。")),
            Paragraph(text("שלום עולם — مرحبا بالعالم — 👩‍👩‍👧‍👦 é ﬁ ½")),
            Fields((Field("负责人", text("陈波")), Field("截止", text("4月30日")))),
            Table(("指标", "数值"), ((text("注册数"), text("1.2万")),)),
            Progress(0.24, "24%，正常", Tone.GOOD),
            *_actions(_button("更新进展 ✍️"), _button("عرض")),
        ),
    ),
    "everything": Card(
        "Everything at once",
        (
            Heading("All blocks"),
            Paragraph(_SPANS),
            Fields((Field("Owner", text("Ada Li")), Field("Due", text("30 Apr")))),
            Progress(0.24, "24 %", Tone.WARNING),
            _table(3),
            Picture(SVG, "Everything as a picture."),
            Divider(),
            Note(text("Small print.")),
            _BUTTONS,
            Actions((_SELECT, _MENU)),
        ),
        Tone.WARNING,
    ),
    "untitled": Card("", (Paragraph(text("No title here.")),)),
    "empty_parts": Card(
        "Empty parts",
        (
            Heading(""),
            Paragraph(()),
            Fields(()),
            Table((), ()),
            Note(()),
            Actions(()),
            Actions((Select("None", PRESSED, ()), Overflow(PRESSED, ()))),
            Paragraph(text("The end.")),
        ),
    ),
}
