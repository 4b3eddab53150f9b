"""One sample of every reply, and the cards from which each can be asked for."""

from collections.abc import Mapping

from chat.cards import Actions, Button, Card, Paragraph, Tone
from chat.replies import FieldErrors, Nothing, Notice, OpenForm, Replace, Reply, Show
from chat.text import text
from tests.contracts.forms import FORMS, error_at, with_answer
from tests.contracts.samples import PRESSED

REPLY, OPEN = "samples.reply", "samples.open"
"""Actions: answer with the sample in `values["reply"]`; run the command in `values["text"]`."""


def _shown(title: str) -> Card:
    return Card(title, (Paragraph(text("Words of it.")), Actions((Button("Next", PRESSED),))))


REPLIES: Mapping[str, Reply] = {
    "show": Show(_shown("Shown to one")),
    "show_all": Show(_shown("Shown to all"), private=False),
    "replace": Replace(_shown("In its place")),
    "open_form": OpenForm(with_answer(FORMS["second"], "replace")),
    "field_errors": FieldErrors(FORMS["second"], {"again": error_at("again")}),
    "notice": Notice(text("Noticed by one"), Tone.GOOD),
    "warning": Notice(text("Warned is one"), Tone.WARNING),
    "nothing": Nothing(),
}

ASKING = Card(
    "Ask for a reply",
    (
        Paragraph(text("It stood here.")),
        Actions(tuple(Button(name, REPLY, {"reply": name}) for name in REPLIES)),
    ),
)
"""A card with a button for every reply."""
