"""The follow-up meeting: its card in the channel, and what the alignment meeting has, too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import assert_never

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Confirm,
    Element,
    Note,
    Option,
    Paragraph,
    Select,
    Style,
    Tone,
)
from chat.forms import DateField, Form, PersonField, TextField
from chat.locales import Language
from chat.text import Bold, Text, shortened, text
from handlers.views.objectives import id_of
from handlers.views.todo import TITLE_LIMIT
from okr.facts import KeyResult
from okr.follow_up import ActionItem, Comment, Meeting, MeetingKind

MOST_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class State:
    """What stands in the meeting's card."""

    meeting: Meeting
    key_results: tuple[KeyResult, ...]
    comments: tuple[Comment, ...]
    actions: tuple[ActionItem, ...]
    reported: int
    expected: int

    @property
    def open(self) -> tuple[Comment, ...]:
        """Comments that still wait for an answer."""
        return tuple(comment for comment in self.comments if comment.is_open)


def meeting_card(lang: Language, state: State, zone: tzinfo) -> Card:
    """The meeting while it is held: what to do now, and the buttons for it."""
    meeting = state.meeting
    blocks: list[Block] = [Paragraph(what_now(lang, meeting, zone)), Note(counts(lang, state))]
    values = {"meeting": str(meeting.id)}
    options = tuple(
        Option(shortened(f"{id_of(each)} {each.title}", 70), id_of(each))
        for each in state.key_results[:MOST_OPTIONS]
    )
    elements: list[Element] = []
    if options:
        elements.append(
            Select(lang.tr("Comment on…"), "meeting_comments.open", options, values),
        )
    elements.append(
        Button(
            lang.tr("Comments ({count})", count=len(state.comments)),
            "meeting_comments.list",
            values,
            Style.PLAIN if meeting.is_reading else Style.PRIMARY,
        )
    )
    elements.append(Button(lang.tr("Decision…"), "meeting_decisions.open", values))
    if meeting.is_reading:
        elements.append(Button(lang.tr("End the reading"), "meeting.end_reading", values))
    elements.append(close_button(lang, state, values))
    return Card(title(lang, meeting), (*blocks, Actions(tuple(elements))))


def title(lang: Language, meeting: Meeting) -> str:
    """How the meeting is headed everywhere."""
    match meeting.kind:
        case MeetingKind.FOLLOW_UP:
            return lang.tr(
                "Follow-up meeting · {team} · {week}", team=meeting.team, week=meeting.week
            )
        case MeetingKind.ALIGN:
            return lang.tr(
                "Alignment meeting · {team} · {cycle}", team=meeting.team, cycle=about(meeting)
            )
        case _:
            assert_never(meeting.kind)


def about(meeting: Meeting) -> str:
    """The week or the cycle that it is about."""
    return meeting.cycle.name if meeting.cycle else meeting.week


def what_now(lang: Language, meeting: Meeting, zone: tzinfo) -> Text:
    """What people do at this moment."""
    is_align = meeting.kind is MeetingKind.ALIGN
    if not meeting.is_reading and is_align:
        return lang.text(
            "Talk about this objective, answer what was asked, and say what must be revised."
        )
    if not meeting.is_reading:
        return lang.text(
            "The reading is over. Go through the comments, answer each one, and write down what "
            "you decide."
        )
    until = Bold(lang.clock(meeting.reading_ends_at.astimezone(zone).time()))
    if is_align:
        return lang.text(
            "Silent reading until {time}: read the objectives on your own, and comment where "
            "something strikes you.",
            time=until,
        )
    return lang.text(
        "Silent reading until {time}: read the report above on your own, and comment where "
        "something strikes you. {who} opened the meeting.",
        time=until,
        who=meeting.started_by.name,
    )


def counts(lang: Language, state: State) -> Text:
    """What there is so far, in a line."""
    said = [
        lang.ntr("{count} comment", "{count} comments", len(state.comments)),
        lang.ntr("{count} unanswered", "{count} unanswered", len(state.open)),
        lang.ntr("{count} action item", "{count} action items", len(state.actions)),
    ]
    if state.expected:
        said.append(
            lang.tr(
                "{reported} of {expected} have reported",
                reported=state.reported,
                expected=state.expected,
            )
        )
    return text(" · ".join(said))


def closed_card(lang: Language, state: State, closed: Text) -> Card:
    """What stands where the meeting's card stood; `closed`: by whom, and when."""
    over = text(lang.tr("The meeting is over; its summary stands below."))
    return Card(
        title(lang, state.meeting), (Paragraph(over), Note(counts(lang, state)), Note(closed))
    )


def close_button(lang: Language, state: State, values: Mapping[str, str]) -> Button:
    """Asked first, with what is left open."""
    left = len(state.open)
    words = lang.tr("The summary goes into the channel.")
    if left:
        words = lang.ntr(
            "{count} comment has no answer yet. It stays open with the owner.",
            "{count} comments have no answer yet. They stay open with their owners.",
            left,
        )
    return Button(
        lang.tr("Close the meeting"),
        "meeting.close",
        values,
        confirm=Confirm(lang.tr("Close the meeting?"), words, lang.tr("Close"), lang.tr("Not yet")),
    )


def decision_form(lang: Language, meeting: Meeting) -> Form:
    """What was decided becomes an action item."""
    return Form(
        action="meeting_decisions.save",
        title=lang.tr("Decision"),
        submit=lang.tr("Write it down"),
        cancel=lang.tr("Cancel"),
        values={"meeting": str(meeting.id)},
        parts=(
            TextField(
                "title",
                lang.tr("What is to be done?"),
                required=True,
                max_length=TITLE_LIMIT,
            ),
            PersonField("owner", lang.tr("Who does it?"), required=True),
            DateField("due", lang.tr("By when?"), required=True),
            TextField(
                "kr",
                lang.tr("For which key result?"),
                max_length=20,
                placeholder="KR12.2",
                hint=lang.tr("Its id, or nothing."),
            ),
        ),
    )


def decided_card(lang: Language, item: ActionItem) -> Card:
    """A decision as it was written down."""
    return Card(
        lang.tr("Decided: A{number}", number=item.number),
        (Paragraph(action_words(lang, item, item.title)),),
        Tone.GOOD,
    )


def action_words(lang: Language, item: ActionItem, title: str) -> Text:
    """An action item in a line, called `title`."""
    due = lang.date(item.due_on) if item.due_on else "–"
    about = f" · {item.key_result}" if item.key_result else ""
    return text(Bold(f"A{item.number}"), f" {title} – {item.owner.name} · {due}{about}")
