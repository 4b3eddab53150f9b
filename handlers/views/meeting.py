"""The follow-up meeting: its card in the channel, comments with answers, decisions, summary."""

from dataclasses import dataclass
from datetime import tzinfo

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Confirm,
    Divider,
    Element,
    Heading,
    Note,
    Option,
    Paragraph,
    Select,
    Style,
    Tone,
)
from chat.forms import DateField, Explanation, Form, PersonField, TextField
from chat.locales import Language
from chat.text import Bold, Text, shortened, text
from handlers.views.objectives import id_of
from okr.facts import KeyResult, PersonName
from okr.follow_up import ActionItem, Comment, Meeting

COMMENT_LIMIT = 1000
TITLE_LIMIT = 300
COMMENTS_PAGE = 6
MOST_OPTIONS = 100
_SHOWN = 300
"""Characters of a comment in a list; its card shows all of it."""


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
    blocks: list[Block] = [Paragraph(_what_now(lang, meeting, zone)), Note(_counts(lang, state))]
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
    elements.append(_close_button(lang, state, values))
    return Card(title(lang, meeting), (*blocks, Actions(tuple(elements))))


def title(lang: Language, meeting: Meeting) -> str:
    """How the meeting is headed everywhere."""
    return lang.tr("Follow-up meeting · {team} · {week}", team=meeting.team, week=meeting.week)


def _what_now(lang: Language, meeting: Meeting, zone: tzinfo) -> Text:
    if not meeting.is_reading:
        return lang.text(
            "The reading is over. Go through the comments, answer each one, and write down what "
            "you decide."
        )
    return lang.text(
        "Silent reading until {time}: read the report above on your own, and comment where "
        "something strikes you. {who} opened the meeting.",
        time=Bold(lang.clock(meeting.reading_ends_at.astimezone(zone).time())),
        who=meeting.started_by.name,
    )


def _counts(lang: Language, state: State) -> Text:
    said = [
        lang.ntr("{count} comment", "{count} comments", len(state.comments)),
        lang.ntr("{count} unanswered", "{count} unanswered", len(state.open)),
        lang.ntr("{count} action item", "{count} action items", len(state.actions)),
        lang.tr(
            "{reported} of {expected} have reported",
            reported=state.reported,
            expected=state.expected,
        ),
    ]
    return text(" · ".join(said))


def _close_button(lang: Language, state: State, values: dict[str, str]) -> Button:
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


def reading_over_card(lang: Language, state: State) -> Card:
    """What the channel hears when the time for reading is up."""
    blocks: list[Block] = [
        Paragraph(text(lang.tr("The time for silent reading is up."))),
        Note(_counts(lang, state)),
    ]
    if state.open:
        blocks.append(Paragraph(text(lang.tr("Waiting for an answer:"))))
        blocks += [_waiting(lang, each) for each in state.open[:COMMENTS_PAGE]]
    values = {"meeting": str(state.meeting.id)}
    press = Button(
        lang.tr("Go through the comments"), "meeting_comments.list", values, Style.PRIMARY
    )
    return Card(title(lang, state.meeting), (*blocks, Actions((press,))))


def _waiting(lang: Language, comment: Comment) -> Block:
    whom = comment.for_whom.name if comment.for_whom else "–"
    return Paragraph(
        text(
            Bold(comment.about),
            f" → {whom}: {shortened(comment.text, _SHOWN)} ({comment.author.name})",
        )
    )


def comments_card(lang: Language, state: State, page: int, me: PersonName) -> Card:
    """A page of the comments, unanswered ones first, each with its answer or a way to give it."""
    ordered = sorted(state.comments, key=lambda each: (not each.is_open, each.about, each.id))
    shown = ordered[page * COMMENTS_PAGE : (page + 1) * COMMENTS_PAGE]
    blocks: list[Block] = []
    for comment in shown:
        blocks += comment_blocks(lang, comment)
        if comment.is_open:
            style = Style.PRIMARY if comment.for_whom == me else Style.PLAIN
            values = {"comment": str(comment.id)}
            blocks.append(
                Actions((Button(lang.tr("Answer"), "meeting_comments.answer", values, style),))
            )
        blocks.append(Divider())
    if not shown:
        blocks.append(Paragraph(text(lang.tr("Nobody has commented yet."))))
    if len(ordered) > (page + 1) * COMMENTS_PAGE:
        values = {"meeting": str(state.meeting.id), "page": str(page + 1)}
        blocks.append(Actions((Button(lang.tr("More"), "meeting_comments.list", values),)))
    return Card(lang.tr("Comments · {team}", team=state.meeting.team), tuple(blocks))


def comment_blocks(lang: Language, comment: Comment) -> list[Block]:
    """What was said, and what was answered."""
    blocks: list[Block] = [
        Paragraph(text(Bold(f"{comment.about} · {comment.author.name}"), f"\n{comment.text}"))
    ]
    if comment.answered_by is not None:
        blocks.append(Paragraph(text(Bold(f"↳ {comment.answered_by.name}"), f"\n{comment.answer}")))
    elif comment.for_whom is not None:
        words = lang.tr("waits for {name}", name=comment.for_whom.name)
        blocks.append(Note(text(words)))
    return blocks


def comment_form(lang: Language, meeting: Meeting, key_result: KeyResult) -> Form:
    """One comment on one key result."""
    return Form(
        action="meeting_comments.save",
        title=lang.tr("Comment on {id}", id=id_of(key_result)),
        submit=lang.tr("Comment"),
        cancel=lang.tr("Cancel"),
        values={"meeting": str(meeting.id), "kr": id_of(key_result)},
        parts=(
            Explanation(text(Bold(id_of(key_result)), f" {key_result.title}")),
            TextField(
                "text",
                lang.tr("What strikes you?"),
                required=True,
                multiline=True,
                max_length=COMMENT_LIMIT,
                hint=lang.tr("A question, a risk you see, help you can give."),
            ),
        ),
    )


def asked_card(lang: Language, comment: Comment, title: str) -> Card:
    """What the owner of a key result gets when somebody comments on it."""
    press = Button(
        lang.tr("Answer"), "meeting_comments.answer", {"comment": str(comment.id)}, Style.PRIMARY
    )
    return Card(
        lang.tr("{name} comments on {id}", name=comment.author.name, id=comment.about),
        (
            Note(text(shortened(title, _SHOWN))),
            Paragraph(text(comment.text)),
            Actions((press,)),
        ),
    )


def answer_form(lang: Language, comment: Comment) -> Form:
    """The answer to a comment."""
    return Form(
        action="meeting_comments.save_answer",
        title=lang.tr("Answer {name}", name=shortened(comment.author.name, 12)),
        submit=lang.tr("Answer"),
        cancel=lang.tr("Cancel"),
        values={"comment": str(comment.id)},
        parts=(
            Explanation(text(Bold(comment.about), f" {comment.author.name}: {comment.text}")),
            TextField(
                "answer",
                lang.tr("Your answer"),
                required=True,
                multiline=True,
                max_length=COMMENT_LIMIT,
            ),
        ),
    )


def answered_card(lang: Language, comment: Comment) -> Card:
    """What the author of a comment gets, and what stands where it was answered."""
    by = comment.answered_by.name if comment.answered_by else "–"
    return Card(
        lang.tr("{name} answers on {id}", name=by, id=comment.about),
        tuple(comment_blocks(lang, comment)),
        Tone.GOOD,
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
        lang.tr("Decided: A{number}", number=item.number), (action_line(lang, item),), Tone.GOOD
    )


def action_line(lang: Language, item: ActionItem) -> Block:
    """An action item in a line."""
    due = lang.date(item.due_on) if item.due_on else "–"
    about = f" · {item.key_result}" if item.key_result else ""
    return Paragraph(
        text(Bold(f"A{item.number}"), f" {item.title} – {item.owner.name} · {due}{about}")
    )


def summary_card(lang: Language, state: State, minutes: int) -> Card:
    """What the channel keeps of a meeting that is over."""
    blocks: list[Block] = [
        Note(
            text(lang.ntr("{count} minute", "{count} minutes", minutes), " · ")
            + _counts(lang, state)
        )
    ]
    if state.actions:
        blocks.append(Heading(lang.tr("Action items")))
        blocks += [action_line(lang, item) for item in state.actions[:20]]
    if state.open:
        blocks.append(Heading(lang.tr("Still waiting for an answer")))
        blocks += [_waiting(lang, each) for each in state.open[:10]]
    answered = [each for each in state.comments if each.answered_by is not None]
    if answered:
        blocks.append(Heading(lang.tr("Answered")))
        blocks += [_answered_line(each) for each in answered[:10]]
    if not (state.comments or state.actions):
        blocks.append(Paragraph(text(lang.tr("No comments and no decisions this time."))))
    values = {"meeting": str(state.meeting.id)}
    more = Button(lang.tr("All comments"), "meeting_comments.list", values)
    return Card(
        lang.tr(
            "Meeting closed · {team} · {week}", team=state.meeting.team, week=state.meeting.week
        ),
        (*blocks, Actions((more,))),
        Tone.GOOD,
    )


def _answered_line(comment: Comment) -> Block:
    by = comment.answered_by.name if comment.answered_by else "–"
    said = f" {shortened(comment.text, 150)} ({comment.author.name})"
    return Paragraph(text(Bold(comment.about), f"{said} ↳ {by}: {shortened(comment.answer, 150)}"))
