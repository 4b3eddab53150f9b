"""What must be revised after an alignment meeting: forms, the channel's list, a person's card."""

from collections.abc import Mapping, Sequence

from chat.cards import Actions, Block, Button, Card, Note, Paragraph, Style, Tone
from chat.forms import Explanation, Form, TextField
from chat.locales import Language
from chat.text import Bold, Text, join, shortened, text
from handlers.views.meeting import about
from okr.align_meeting import Revision
from okr.facts import PersonName
from okr.follow_up import Meeting
from okr.ids import ObjectiveId

WORD_LIMIT = 500
_LISTED = 20
_SHOWN = 160
_CARD_LISTED = 10
"""Of one person's, each with its buttons."""


def mark_form(lang: Language, meeting: Meeting, number: int, title: str, said: str) -> Form:
    """What is to be revised of an objective; `said` is what somebody said of it before."""
    return Form(
        action="revising.save",
        title=lang.tr("Must be revised"),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        values={"meeting": str(meeting.id), "o": str(number)},
        parts=(
            Explanation(text(Bold(str(ObjectiveId(number))), f" {title}")),
            TextField(
                "text",
                lang.tr("What is to be revised?"),
                value=said,
                required=True,
                multiline=True,
                max_length=WORD_LIMIT,
                hint=lang.tr("A word on it: its owner gets it after the meeting."),
            ),
        ),
    )


def stay_form(lang: Language, revision: Revision, values: Mapping[str, str]) -> Form:
    """Why an objective stays as it is that was to be revised and has not changed; `values` of the
    list it is opened from bring that list back."""
    id = str(ObjectiveId(revision.number))
    return Form(
        action="revising.save_stay",
        title=lang.tr("Stays as it is?"),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        values={**values, "meeting": str(revision.meeting_id), "o": str(revision.number)},
        parts=(
            Explanation(
                text(lang.tr("{id} has not changed since {name} said:", id=id, **_by(revision)))
                + text(f" {revision.text}")
            ),
            TextField(
                "answer",
                lang.tr("Why does it stay as it is?"),
                required=True,
                multiline=True,
                max_length=WORD_LIMIT,
                hint=lang.tr("The channel reads it. To change it, close this and press Edit."),
            ),
        ),
    )


def _by(revision: Revision) -> dict[str, str]:
    return {"name": revision.asked_by.name}


def list_card(lang: Language, meeting: Meeting, revisions: Sequence[Revision]) -> Card:
    """Who must revise what, for the channel; when all have, it says so and asks for no more."""
    waiting = [each for each in revisions if each.waits]
    heading = lang.tr("To be revised · {team} · {about}", team=meeting.team, about=about(meeting))
    ordered = [*waiting, *(each for each in revisions if not each.waits)]
    blocks: list[Block] = [Paragraph(join("\n", (_line(lang, each) for each in ordered[:_LISTED])))]
    if len(ordered) > _LISTED:
        hidden = len(ordered) - _LISTED
        blocks.append(Note(text(lang.ntr("… and {count} more", "… and {count} more", hidden))))
    if not waiting:
        done = text(Bold(lang.tr("Everything has been revised. This list is closed.")))
        return Card(heading, (Paragraph(done), *blocks), Tone.GOOD)
    said = lang.ntr(
        "{count} of {total} is still to be revised.",
        "{count} of {total} are still to be revised.",
        len(waiting),
        total=lang.number(len(revisions)),
    )
    press = Button(lang.tr("Revised…"), "revising.mine", {"meeting": str(meeting.id)})
    return Card(heading, (Note(text(said)), *blocks, Actions((press,))))


def _line(lang: Language, each: Revision) -> Text:
    id = Bold(str(ObjectiveId(each.number)))
    if each.waits:
        return text(f"{each.owner.name}: ", id, f" {shortened(each.text, _SHOWN)}")
    return text(f"✓ {each.owner.name}: ", id, f" {_became(lang, each)}")


def _became(lang: Language, each: Revision) -> str:
    if each.answer:
        return lang.tr("stays as it is: {reason}", reason=shortened(each.answer, _SHOWN))
    return lang.tr("revised") if each.is_done else lang.tr("not pursued any more")


def owner_card(
    lang: Language,
    meeting: Meeting,
    revisions: Sequence[Revision],
    *,
    reader: PersonName,
    is_nudge: bool = False,
) -> Card:
    """What one person is to revise, each with the buttons for it."""
    waiting = [each for each in revisions if each.waits]
    heading = lang.tr("Please revise · {team} · {about}", team=meeting.team, about=about(meeting))
    if not waiting:
        said = lang.tr("Nothing is left to be revised.")
        lines = [_line(lang, each) for each in revisions[:_LISTED]]
        blocks = (Paragraph(text(said)), *([Paragraph(join("\n", lines))] if lines else []))
        return Card(heading, blocks, Tone.GOOD)
    if is_nudge:
        intro = lang.tr("A reminder: this was to be revised after the alignment meeting.")
    else:
        intro = lang.tr(
            "The alignment meeting found that this is to be revised. Edit it, then "
            "press Revised; the channel's list follows."
        )
    return Card(heading, (Note(text(intro)), *_all_to_do(lang, waiting, reader, {})))


def waiting_card(lang: Language, waiting: Sequence[Revision], reader: PersonName) -> Card:
    """What the reader is to revise after whatever meetings."""
    heading = lang.tr("To be revised")
    if not waiting:
        said = lang.tr("Nothing is left to be revised.")
        return Card(heading, (Paragraph(text(said)),), Tone.GOOD)
    return Card(heading, tuple(_all_to_do(lang, waiting, reader, {"waiting": "1"})))


def _all_to_do(
    lang: Language, waiting: Sequence[Revision], reader: PersonName, back: Mapping[str, str]
) -> list[Block]:
    """Each with its buttons; `back` leads from there to the list again."""
    found: list[Block] = []
    for each in waiting[:_CARD_LISTED]:
        found += _to_do(lang, each, reader, back)
    if len(waiting) > _CARD_LISTED:
        hidden = len(waiting) - _CARD_LISTED
        found.append(Note(text(lang.ntr("… and {count} more", "… and {count} more", hidden))))
    return found


def _to_do(
    lang: Language, each: Revision, reader: PersonName, back: Mapping[str, str]
) -> list[Block]:
    owner = "" if each.owner == reader else f" ({each.owner.name})"
    values = {**back, "meeting": str(each.meeting_id), "o": str(each.number)}
    line = text(Bold(str(ObjectiveId(each.number))), f" {shortened(each.title, _SHOWN)}{owner}")
    return [
        Paragraph((*line, *text(f"\n{each.asked_by.name}: {each.text}"))),
        Actions(
            (
                Button(lang.tr("Edit"), "edit.open", {"o": str(each.number)}),
                Button(lang.tr("Revised"), "revising.done", values, Style.PLAIN),
            )
        ),
    ]
