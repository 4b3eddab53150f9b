"""The alignment meeting while it is held: one objective at a time, for the channel and for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Confirm,
    Divider,
    Element,
    Note,
    Option,
    Paragraph,
    Select,
    Style,
)
from chat.locales import Language
from chat.text import Bold, Text, join, shortened, text
from handlers.views.alignment_words import state_word
from handlers.views.comment_words import words_of
from handlers.views.meeting import State, close_button, counts, title, what_now
from handlers.views.objectives import id_of, objective_blocks
from okr.align_meeting import Around, Preparation, Revision, around
from okr.alignment import Alignment
from okr.facts import Objective
from okr.follow_up import Comment, Meeting
from okr.ids import ObjectiveId

_SHOWN = 160
_COMMENTS_SHOWN = 4
_LINKS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Looking:
    """An alignment meeting as its cards show it: `here` is the objective it looks at.

    `upward` and `downward` hold by an objective's id what it hangs on, and what hangs on it.
    """

    state: State
    preparation: Preparation
    today: date
    here: Objective | None = None
    upward: Mapping[int, Sequence[Alignment]] = field(default_factory=dict)
    downward: Mapping[int, Sequence[Alignment]] = field(default_factory=dict)
    revisions: tuple[Revision, ...] = ()
    names_shown: bool = False

    @property
    def meeting(self) -> Meeting:
        """The meeting itself."""
        return self.state.meeting

    @property
    def cycle(self) -> str:
        """The name of the cycle it is about."""
        return self.meeting.cycle.name if self.meeting.cycle else "–"

    def around(self, here: Objective) -> Around:
        """Where an objective stands in the meeting's order."""
        return around(here, self.preparation.table, self.preparation.people)


def meeting_values(looking: Looking, *, is_copy: bool) -> dict[str, str]:
    """What every button of a meeting's card carries; a copy is replaced by what comes of it."""
    return {"meeting": str(looking.meeting.id), **({"copy": "1"} if is_copy else {})}


def during_card(lang: Language, looking: Looking, zone: tzinfo, *, is_copy: bool = False) -> Card:
    """The objective the meeting looks at, and what can be done now."""
    assert looking.here is not None
    here, spot = looking.here, looking.around(looking.here)
    blocks: list[Block] = [
        Paragraph(what_now(lang, looking.meeting, zone)),
        Divider(),
        *_body(lang, looking, here, spot),
        Note(counts(lang, looking.state) + _hidden(lang, looking)),
        Actions(tuple(_steps(lang, looking, here, spot, is_copy=is_copy))),
        Actions(tuple(_tools(lang, looking, here, is_copy=is_copy))),
    ]
    return Card(title(lang, looking.meeting), tuple(blocks))


def reading_card(lang: Language, looking: Looking, here: Objective) -> Card:
    """One objective of the meeting for one reader, who goes through them at their own pace."""
    spot = looking.around(here)
    values = meeting_values(looking, is_copy=False)
    elements: list[Element] = []
    for label, other in (
        (lang.tr("Previous objective"), spot.before),
        (lang.tr("Next objective"), spot.after),
    ):
        if other is not None:
            about = {**values, "o": str(other.number)}
            elements.append(Button(label, "align_meeting.page", about))
    if spot.number:
        elements.append(_comment_select(lang, here, values))
    blocks = (
        Note(text(lang.tr("For you alone: the others read at their own pace."))),
        *_body(lang, looking, here, spot),
    )
    return Card(title(lang, looking.meeting), (*blocks, Actions(tuple(elements))))


def _body(lang: Language, looking: Looking, here: Objective, spot: Around) -> list[Block]:
    """An objective with its place in the meeting, what it hangs on, and what was said of it."""
    if not spot.number:
        gone = lang.tr(
            "{id} is not in this meeting any more: it was archived, moved or handed over.",
            id=str(ObjectiveId(here.number)),
        )
        return [Paragraph(text(gone))]
    whole = len(looking.preparation.table)
    place = lang.tr("{number} of {total}", number=spot.number, total=whole)
    blocks: list[Block] = [
        Note(text(f"{place} · {here.owner.name}")),
        *objective_blocks(lang, here, looking.today, with_owner=True),
        Note(_links(lang, looking, here)),
    ]
    marked = revision_of(looking, here.id)
    if marked is not None:
        heading = lang.tr("Must be revised ({name})", name=marked.asked_by.name)
        blocks.append(Paragraph(text(Bold(heading), f": {shortened(marked.text, _SHOWN * 2)}")))
    return [*blocks, *_said(lang, looking, here)]


def revision_of(looking: Looking, objective_id: int) -> Revision | None:
    """What somebody said must be revised of it."""
    return next((each for each in looking.revisions if each.objective_id == objective_id), None)


def _links(lang: Language, looking: Looking, here: Objective) -> Text:
    upward = looking.upward.get(here.id, ())
    lines = [
        lang.tr("Hangs on {id} {title} ({name}): {state}", **_end(lang, each))
        for each in upward[:_LINKS_SHOWN]
    ]
    if not upward and here.id in looking.preparation.hung:
        lines.append(lang.tr("What it hangs on is not shown here."))
    elif not upward and here.owner.id not in looking.preparation.at_top:
        lines.append(lang.tr("Hangs on nothing yet."))
    below = looking.downward.get(here.id, ())
    if below:
        ids = ", ".join(f"{each.lower.name} ({each.lower.owner.name})" for each in below[:10])
        lines.append(lang.tr("Hang on it: {ids}", ids=ids))
    return text("\n".join(lines) or lang.tr("There is nobody above to hang it on."))


def _end(lang: Language, each: Alignment) -> dict[str, str]:
    return {
        "id": each.upper.name,
        "title": shortened(each.upper.title, 80),
        "name": each.upper.owner.name,
        "state": state_word(lang, each.state, is_unanswered=each.is_unanswered),
    }


def _said(lang: Language, looking: Looking, here: Objective) -> list[Block]:
    """The newest comments on it."""
    ids = {str(ObjectiveId(here.number)), *(id_of(each) for each in here.key_results)}
    said = [each for each in looking.state.comments if each.about in ids]
    if not said:
        return []
    lines = [_line(lang, each) for each in said[-_COMMENTS_SHOWN:]]
    blocks: list[Block] = [Paragraph(join("\n", lines))]
    hidden = len(said) - _COMMENTS_SHOWN
    if hidden > 0:
        words = lang.ntr("{count} earlier comment", "{count} earlier comments", hidden)
        blocks.insert(0, Note(text(words)))
    return blocks


def _line(lang: Language, comment: Comment) -> Text:
    words = shortened(words_of(lang, comment), _SHOWN)
    said = text(Bold(comment.about), f" {comment.author.name}: {words}")
    if comment.answered_by is None or not comment.answer:
        return said
    return (*said, *text(f" ↳ {comment.answered_by.name}: {shortened(comment.answer, _SHOWN)}"))


def _hidden(lang: Language, looking: Looking) -> Text:
    drafts = len(looking.preparation.drafts)
    if not drafts:
        return ()
    said = lang.ntr("{count} draft is not shown", "{count} drafts are not shown", drafts)
    return text(f" · {said}")


def _steps(
    lang: Language, looking: Looking, here: Objective, spot: Around, *, is_copy: bool
) -> list[Element]:
    """From one objective to another, and what is said of this one."""
    values = meeting_values(looking, is_copy=is_copy) | {"o": str(here.number)}
    style = Style.PLAIN if looking.meeting.is_reading else Style.PRIMARY
    elements: list[Element] = []
    if spot.before is not None:
        elements.append(Button(lang.tr("Previous objective"), "align_meeting.previous", values))
    if spot.after is not None:
        elements.append(Button(lang.tr("Next objective"), "align_meeting.next", values, style))
    if not spot.number:
        return elements
    elements.append(_comment_select(lang, here, meeting_values(looking, is_copy=False)))
    elements.append(Button(lang.tr("Must be revised…"), "revising.open", values))
    if revision_of(looking, here.id) is not None:
        elements.append(Button(lang.tr("Need not be revised"), "revising.unmark", values))
    return elements


def _comment_select(lang: Language, here: Objective, values: Mapping[str, str]) -> Select:
    id = str(ObjectiveId(here.number))
    names = [(id, here.title), *((id_of(each), each.title) for each in here.key_results[:24])]
    options = tuple(Option(shortened(f"{id} {title}", 70), id) for id, title in names)
    return Select(lang.tr("Comment on…"), "meeting_comments.open", options, values)


def _tools(lang: Language, looking: Looking, here: Objective, *, is_copy: bool) -> list[Element]:
    """What does not hang on the one objective."""
    plain = meeting_values(looking, is_copy=False)
    values = meeting_values(looking, is_copy=is_copy)
    count = len(looking.state.comments)
    style = Style.PRIMARY if looking.meeting.is_reading else Style.PLAIN
    about = {**plain, "o": str(here.number)}
    elements: list[Element] = [
        Button(lang.tr("Read on your own"), "align_meeting.read", about, style),
        Button(lang.tr("Comments ({count})", count=count), "meeting_comments.list", plain),
        Button(lang.tr("Decision…"), "meeting_decisions.open", plain),
    ]
    if looking.preparation.drafts:
        elements.append(draft_button(lang, values))
    if looking.meeting.is_reading:
        elements.append(Button(lang.tr("End the reading"), "meeting.end_reading", plain))
    elements.append(close_button(lang, looking.state, plain))
    return elements


def draft_button(lang: Language, values: Mapping[str, str]) -> Button:
    """Put up one's own draft: asked first, because everybody sees it then."""
    return Button(
        lang.tr("Show my draft…"),
        "preparing.show_draft",
        values,
        confirm=Confirm(
            lang.tr("Show your draft?"),
            lang.tr("Everybody in this channel can read it then. It stays a draft."),
            lang.tr("Show"),
            lang.tr("Not yet"),
        ),
    )
