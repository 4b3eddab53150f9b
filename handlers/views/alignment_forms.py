"""The forms of alignment: ask, propose a change, decline, keep one's own wording."""

from collections.abc import Sequence

from chat.cards import Option
from chat.forms import ChoiceField, DateField, Explanation, Form, FormPart, PersonField, TextField
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.alignment import AlignmentSeen
from handlers.views.alignment_wish import SHORT_LIMIT, WHAT_LIMIT
from handlers.views.alignment_words import wish_label
from handlers.views.figures import goal, value
from okr.alignment import End, Wish
from okr.facts import Objective
from okr.ids import KeyResultId, ObjectiveId
from okr.measures import Kind

REASON_LIMIT = 500
MOST_TARGETS = 50
"""To choose from in one form."""
_OPTION = 70


def request_form(
    lang: Language,
    lower: Objective,
    wish: Wish,
    *,
    upper: str = "",
    about: str = "",
    options: Sequence[Option] = (),
    is_open: bool = False,
    hidden: int = 0,
    person_id: int = 0,
) -> Form:
    """Ask for alignment: to `upper` ("KR3.1", said in `about`), or to one of `options`.

    `is_open`: something or somebody not among the options can be named, too; `hidden` options
    had no room. `person_id`: whose the options are.
    """
    id = str(ObjectiveId(lower.number))
    parts: list[FormPart] = [Explanation(text(Bold(id), f" {lower.title}"))]
    if about:
        parts.append(Explanation(text(about)))
    if options:
        parts.append(
            ChoiceField("upper", lang.tr("Hangs on"), tuple(options), required=not is_open)
        )
    if hidden:
        said = lang.ntr(
            "{count} more did not fit here: write `/okr align {id} to …` with its id.",
            "{count} more did not fit here: write `/okr align {id} to …` with the id.",
            hidden,
            id=id,
        )
        parts.append(Explanation(text(said)))
    if is_open:
        parts += _other_fields(lang, has_options=bool(options))
    parts += wish_fields(lang, wish)
    parts.append(
        DateField("due", lang.tr("Answer by"), hint=lang.tr("Empty: three of their working days."))
    )
    values = {"o": str(lower.number)}
    if upper:
        values["to"] = upper
    if person_id:
        values["person"] = str(person_id)
    return Form(
        action="asking.save",
        title=lang.tr("Align {id}", id=id),
        submit=lang.tr("Ask"),
        cancel=lang.tr("Cancel"),
        values=values,
        parts=tuple(parts),
    )


def _other_fields(lang: Language, *, has_options: bool) -> list[FormPart]:
    id = lang.tr("Or the id of another one") if has_options else lang.tr("Its id")
    return [
        TextField("other", id, max_length=40, hint=lang.tr("Such as O3 or KR3.1")),
        PersonField(
            "person",
            lang.tr("Or a person"),
            hint=lang.tr("Their OKRs are shown to choose from."),
        ),
    ]


def wish_fields(lang: Language, wish: Wish) -> list[FormPart]:
    """What, why, how and what the other is to do."""
    hints = {
        "what": lang.tr("What you will do that serves the other one"),
        "importance": lang.tr("What comes of it for the other one"),
        "urgency": lang.tr("What happens if it is later"),
        "how": lang.tr("How you will go about it"),
        "to_do": lang.tr("What you need from who is asked"),
    }
    return [
        TextField(
            name,
            wish_label(lang, name),
            value=getattr(wish, name),
            required=name == "what",
            multiline=True,
            max_length=WHAT_LIMIT if name == "what" else SHORT_LIMIT,
            hint=hint,
        )
        for name, hint in hints.items()
    ]


def reword_form(lang: Language, seen: AlignmentSeen) -> Form:
    """The asker's own wish in other words."""
    return Form(
        action="asking.reword_save",
        title=lang.tr("Put it differently"),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        values=seen.values,
        parts=(*_about(seen), *wish_fields(lang, seen.alignment.wish)),
    )


def counter_form(lang: Language, seen: AlignmentSeen) -> Form:
    """Another wording or target, of the objective or one of its key results, and a word to it."""
    lower = seen.lower
    options = [Option(shortened(f"O{lower.number} {lower.title}", _OPTION), "0")]
    stands: list[FormPart] = []
    for each in lower.key_results:
        id = str(KeyResultId(each.number, each.position))
        options.append(Option(shortened(f"{id} {each.title}", _OPTION), str(each.position)))
        if each.measure.kind is not Kind.MILESTONE:
            target = goal(lang, each.measure)
            if each.measure.target is not None:
                target = value(lang, each.measure, each.measure.target)
            stands.append(
                Explanation(text(lang.tr("Target of {id} today: {target}", id=id, target=target)))
            )
    return Form(
        action="answering.counter_save",
        title=lang.tr("Propose a change"),
        submit=lang.tr("Propose"),
        cancel=lang.tr("Cancel"),
        values=seen.values,
        parts=(
            *_about(seen),
            ChoiceField("of", lang.tr("Change what"), tuple(options), value="0", required=True),
            TextField(
                "title",
                lang.tr("New wording"),
                multiline=True,
                max_length=WHAT_LIMIT,
                hint=lang.tr("Empty: the wording stays."),
            ),
            *stands,
            TextField(
                "target",
                lang.tr("New target"),
                max_length=40,
                hint=lang.tr("Of a key result. Empty: the target stays."),
            ),
            TextField("note", lang.tr("A word to it"), multiline=True, max_length=REASON_LIMIT),
        ),
    )


def decline_form(lang: Language, seen: AlignmentSeen) -> Form:
    """Why it is declined."""
    return Form(
        action="answering.decline_save",
        title=lang.tr("Decline"),
        submit=lang.tr("Decline"),
        cancel=lang.tr("Cancel"),
        values=seen.values,
        parts=(
            *_about(seen),
            TextField(
                "reason",
                lang.tr("Reason"),
                required=True,
                multiline=True,
                max_length=REASON_LIMIT,
                hint=lang.tr("{name} reads it.", name=seen.alignment.asker.name),
            ),
        ),
    )


def refuse_form(lang: Language, seen: AlignmentSeen, title: str) -> Form:
    """Why the proposed change is not taken, or another wording than `title`, which stands ("":
    what was to be changed is no longer there)."""
    asked = seen.alignment.asked.name
    wording = TextField(
        "title",
        lang.tr("Your wording"),
        value=title,
        multiline=True,
        max_length=WHAT_LIMIT,
        hint=lang.tr("As it stands, or as you put it now"),
    )
    return Form(
        action="asking.refuse_save",
        title=lang.tr("Keep mine"),
        submit=lang.tr("Ask again"),
        cancel=lang.tr("Cancel"),
        values=seen.values,
        parts=(
            *_about(seen),
            *([wording] if title else []),
            TextField(
                "reason",
                lang.tr("A word to it"),
                multiline=True,
                max_length=REASON_LIMIT,
                hint=lang.tr("{name} reads it and has the request again.", name=asked),
            ),
        ),
    )


def _about(seen: AlignmentSeen) -> tuple[Explanation, ...]:
    here = seen.alignment
    return (
        Explanation(text(Bold(here.lower.name), f" {here.lower.title}")),
        Explanation(text("→ ", _end_line(here.upper))),
    )


def _end_line(end: End) -> str:
    """One end in a line."""
    return f"{end.name} {end.title} · {end.owner.name}"
