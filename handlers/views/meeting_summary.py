"""What a meeting says to its channel beside its card: the reading is over, and the summary."""

from collections.abc import Iterable, Iterator, Sequence

from chat.cards import Actions, Block, Button, Card, Heading, Note, Paragraph, Style, Tone
from chat.locales import Language
from chat.text import Bold, Text, join, plain, shortened, text
from handlers.views.comment_words import words_of
from handlers.views.meeting import State, about, action_words, counts, title
from okr.follow_up import ActionItem, Comment

MOST_LISTED = 20
_ROOM = 2_200
"""Characters of one list: the summary holds three, and Lark takes about 9,000 Chinese ones."""
_SHOWN = 200
_SHORT = 120


def reading_over_card(lang: Language, state: State) -> Card:
    """What the channel hears when the time for reading is up."""
    blocks: list[Block] = [
        Paragraph(text(lang.tr("The time for silent reading is up."))),
        Note(counts(lang, state)),
    ]
    if state.open:
        blocks.append(Paragraph(text(lang.tr("Waiting for an answer:"))))
        blocks += _listed(lang, (_waiting(lang, each) for each in state.open), len(state.open))
    values = {"meeting": str(state.meeting.id)}
    press = Button(
        lang.tr("Go through the comments"), "meeting_comments.list", values, Style.PRIMARY
    )
    return Card(title(lang, state.meeting), (*blocks, Actions((press,))))


def summary_card(lang: Language, state: State, minutes: int | None = None) -> Card:
    """What the channel keeps of a meeting that is over."""
    took = lang.ntr("{count} minute", "{count} minutes", minutes) + " · " if minutes else ""
    blocks: list[Block] = [Note(text(took) + counts(lang, state))]
    actions = state.actions
    blocks += _section(lang, lang.tr("Action items"), [_action(lang, each) for each in actions])
    waiting = [_waiting(lang, each) for each in state.open]
    blocks += _section(lang, lang.tr("Still waiting for an answer"), waiting)
    answered = [_answered(lang, each) for each in state.comments if each.answer]
    blocks += _section(lang, lang.tr("Answered"), answered)
    if not (state.comments or state.actions):
        blocks.append(Paragraph(text(lang.tr("No comments and no decisions this time."))))
    values = {"meeting": str(state.meeting.id)}
    more = Button(lang.tr("All comments"), "meeting_comments.list", values)
    return Card(
        lang.tr(
            "Meeting closed · {team} · {about}",
            team=state.meeting.team,
            about=about(state.meeting),
        ),
        (*blocks, Actions((more,))),
        Tone.GOOD,
    )


def _section(lang: Language, heading: str, lines: Sequence[Text]) -> Iterator[Block]:
    if lines:
        yield Heading(heading)
        yield from _listed(lang, lines, len(lines))


def _listed(lang: Language, lines: Iterable[Text], whole: int) -> Iterator[Block]:
    """The first lines there is room for, and how many there are besides."""
    shown: list[Text] = []
    room = _ROOM
    for line in lines:
        room -= len(plain(line))
        if len(shown) == MOST_LISTED or (shown and room < 0):
            break
        shown.append(line)
    yield Paragraph(join("\n", shown))
    if hidden := whole - len(shown):
        yield Note(text(lang.ntr("… and {count} more", "… and {count} more", hidden)))


def _action(lang: Language, item: ActionItem) -> Text:
    return action_words(lang, item, shortened(item.title, _SHOWN))


def _waiting(lang: Language, comment: Comment) -> Text:
    whom = comment.for_whom.name if comment.for_whom else "–"
    said = f" → {whom}: {shortened(words_of(lang, comment), _SHOWN)} ({comment.author.name})"
    return text(Bold(comment.about), said)


def _answered(lang: Language, comment: Comment) -> Text:
    by = comment.answered_by.name if comment.answered_by else "–"
    said = f" {shortened(words_of(lang, comment), _SHORT)} ({comment.author.name})"
    return text(Bold(comment.about), f"{said} ↳ {by}: {shortened(comment.answer, _SHORT)}")
