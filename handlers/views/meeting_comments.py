"""Comments of a meeting as cards and forms: on one key result each, with their answers."""

from collections.abc import Sequence

from chat.cards import Actions, Block, Button, Card, Divider, Note, Paragraph, Style
from chat.forms import Explanation, Form, SwitchField, TextField
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.comment_forms import COMMENT_LIMIT
from handlers.views.comments import about_of, comment_blocks
from handlers.views.meeting import State
from okr.facts import PersonName
from okr.follow_up import Comment, Meeting, MeetingKind

PAGE = 6
"""Comments on one page at most."""
_ROOM = 5_000
"""Characters on one page; two of the longest with their answers."""
_SHOWN = 300


def comment_form(lang: Language, meeting: Meeting, id: str, title: str) -> Form:
    """One comment on the key result with this id."""
    return Form(
        action="meeting_comments.save",
        title=lang.tr("Comment on {id}", id=id),
        submit=lang.tr("Comment"),
        cancel=lang.tr("Cancel"),
        values={"meeting": str(meeting.id), "kr": id},
        parts=(
            Explanation(text(Bold(id), f" {title}")),
            TextField(
                "text",
                lang.tr("What strikes you?"),
                required=True,
                multiline=True,
                max_length=COMMENT_LIMIT,
                hint=lang.tr("A question, a risk you see, help you can give."),
            ),
            # A follow-up meeting leaves nothing unanswered anyway.
            *([_asks(lang)] if meeting.kind is MeetingKind.ALIGN else []),
        ),
    )


def _asks(lang: Language) -> SwitchField:
    return SwitchField(
        "asks",
        lang.tr("It wants an answer"),
        hint=lang.tr("What ends in a question mark does anyway."),
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
        about=about_of(comment),
    )


def comments_card(lang: Language, state: State, page: int, me: PersonName, note: str = "") -> Card:
    """A page of the comments, unanswered ones first, each with its answer or a way to give it.

    A page that is not there is the last one; `note` says what just happened.
    """
    ordered = sorted(state.comments, key=lambda each: (not each.is_open, each.about, each.id))
    every = _pages(ordered)
    number = min(page, len(every) - 1)
    values = {"meeting": str(state.meeting.id), "page": str(number)}
    blocks: list[Block] = [Note(text(note))] if note else []
    for comment in every[number]:
        blocks += comment_blocks(lang, comment)
        if comment.is_open:
            style = Style.PRIMARY if comment.for_whom == me else Style.PLAIN
            about = {**values, "comment": str(comment.id)}
            blocks.append(
                Actions((Button(lang.tr("Answer"), "meeting_comments.answer", about, style),))
            )
        blocks.append(Divider())
    if not ordered:
        blocks.append(Paragraph(text(lang.tr("Nobody has commented yet."))))
    if number + 1 < len(every):
        following = {**values, "page": str(number + 1)}
        blocks.append(Actions((Button(lang.tr("More"), "meeting_comments.page", following),)))
    return Card(lang.tr("Comments · {team}", team=state.meeting.team), tuple(blocks))


def _pages(ordered: Sequence[Comment]) -> list[list[Comment]]:
    """The comments on as many pages as they need; at least one."""
    pages: list[list[Comment]] = [[]]
    room = _ROOM
    for comment in ordered:
        cost = len(comment.text) + len(comment.answer)
        if pages[-1] and (cost > room or len(pages[-1]) == PAGE):
            pages.append([])
            room = _ROOM
        pages[-1].append(comment)
        room -= cost
    return pages
