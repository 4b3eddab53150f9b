"""Before an alignment meeting: the card in the channel, and what each person still owes."""

from collections.abc import Iterable, Mapping, Sequence

from chat.cards import Actions, Block, Button, Card, Confirm, Element, Note, Paragraph, Style, Tone
from chat.locales import Language
from chat.text import Bold, Text, shortened, text
from handlers.views.align_meeting import Looking, draft_button, meeting_values
from handlers.views.comment_words import words_of
from handlers.views.meeting import title
from handlers.views.objectives import one_line
from okr.align_meeting import Owed
from okr.facts import Objective, PersonName
from okr.ids import ObjectiveId

_IDS_SHOWN = 12
_NAMES_SHOWN = 30
_LISTED = 3
"""Of each thing that somebody owes."""
_CHOICES = 15
_SHOWN = 120


def before_card(lang: Language, looking: Looking, *, is_copy: bool = False) -> Card:
    """Where the team stands before the meeting, and the button to begin it."""
    state, values = looking.preparation, meeting_values(looking, is_copy=is_copy)
    table = state.table
    shown = lang.ntr("{count} objective is on the table", "{count} are on the table", len(table))
    lines = [text(Bold(shown)), *_lines(lang, looking)]
    owners = list(dict.fromkeys(each.owner for each in table))
    blocks: list[Block] = [
        Paragraph(_about(lang, looking)),
        Paragraph(tuple(span for line in lines for span in (*line, *text("\n")))[:-1]),
    ]
    if owners:
        turn = lang.tr("Management, departments, teams: {names}", names=_names(lang, owners))
        blocks.append(Note(text(turn)))
    elements: list[Element] = [
        Button(lang.tr("Begin"), "align_meeting.begin", values, Style.PRIMARY)
    ]
    if state.drafts:
        elements.append(draft_button(lang, values))
    plain = meeting_values(looking, is_copy=False)
    elements += [
        Button(lang.tr("What waits for me"), "preparing.owed", plain),
        Button(lang.tr("Look again"), "preparing.refresh", values),
        Button(lang.tr("Call it off"), "meeting.close", plain, confirm=_off(lang)),
    ]
    return Card(title(lang, looking.meeting), (*blocks, Actions(tuple(elements))))


def _about(lang: Language, looking: Looking) -> Text:
    cycle = looking.meeting.cycle
    assert cycle is not None
    return lang.text(
        "Before the meeting about {cycle} ({first} – {last}). Everybody who still owes something "
        "has been told so. For another cycle call this one off and begin again with "
        "`/okr meeting align` and the name of that cycle.",
        cycle=cycle.name,
        first=lang.date(cycle.span.starts_on),
        last=lang.date(cycle.span.ends_on),
    )


def _off(lang: Language) -> Confirm:
    return Confirm(
        lang.tr("Call the meeting off?"),
        lang.tr("Its card says so. What people wrote stays."),
        lang.tr("Call it off"),
        lang.tr("Not yet"),
    )


def _lines(lang: Language, looking: Looking) -> list[Text]:
    """What is not ready yet, in counts; names of those missing by the team's own choice."""
    state = looking.preparation
    lines = []
    if state.missing:
        line = lang.ntr(
            "{count} of {total} people has written nothing yet",
            "{count} of {total} people have written nothing yet",
            len(state.missing),
            total=lang.number(len(state.people)),
        )
        names = f": {_names(lang, state.missing)}" if looking.names_shown else ""
        lines.append(text(line + names))
    if state.drafts:
        line = lang.ntr(
            "{count} draft that nobody else sees yet",
            "{count} drafts that nobody else sees yet",
            len(state.drafts),
        )
        lines.append(text(line))
    if state.questions:
        line = lang.ntr(
            "{count} question without an answer",
            "{count} questions without an answer",
            len(state.questions),
        )
        lines.append(text(line))
    if state.requests:
        line = lang.ntr(
            "{count} alignment request without an answer",
            "{count} alignment requests without an answer",
            len(state.requests),
        )
        lines.append(text(line))
    open_ids = {each.id for each in state.table}
    loose = [each for each in state.loose if each.id in open_ids]
    if loose:
        line = lang.ntr(
            "{count} objective hangs on nothing: {ids}",
            "{count} objectives hang on nothing: {ids}",
            len(loose),
            ids=_ids(loose),
        )
        lines.append(text(line))
    return [text("• ", *line) for line in lines] or [text(lang.tr("Everything is ready."))]


def _ids(found: Sequence[Objective]) -> str:
    ids = ", ".join(str(ObjectiveId(each.number)) for each in found[:_IDS_SHOWN])
    return ids + (" …" if len(found) > _IDS_SHOWN else "")


def _names(lang: Language, people: Sequence[PersonName]) -> str:
    names = ", ".join(person.name for person in people[:_NAMES_SHOWN])
    hidden = len(people) - _NAMES_SHOWN
    if hidden <= 0:
        return names
    return f"{names} {lang.ntr('… and {count} more', '… and {count} more', hidden)}"


def names_card(lang: Language, looking: Looking) -> Card:
    """What the lead alone is told: who has written nothing."""
    missing = looking.preparation.missing
    said = lang.text(
        "Have written nothing for {cycle} yet: {names}. The channel sees how many, not who.",
        cycle=looking.cycle,
        names=_names(lang, missing),
    )
    return Card(title(lang, looking.meeting), (Paragraph(said),))


def called_off_card(lang: Language, looking: Looking, closed: Text) -> Card:
    """What stands where the card of a meeting stood that never began."""
    off = text(lang.tr("The meeting was called off before it began."))
    return Card(title(lang, looking.meeting), (Paragraph(off), Note(closed)))


def owed_card(lang: Language, looking: Looking, owed: Owed | None) -> Card:
    """What somebody still owes before the meeting, with buttons to do it."""
    again = Button(
        lang.tr("Look again"),
        "preparing.owed",
        meeting_values(looking, is_copy=False) | {"copy": "1"},
    )
    if not owed:
        said = lang.tr("Nothing waits for you before the meeting.")
        return Card(title(lang, looking.meeting), (Paragraph(text(said)),), Tone.GOOD)
    blocks: list[Block] = [
        Paragraph(
            lang.text(
                "{team} is going to look at its objectives of {cycle} together. Until then this "
                "still waits for you:",
                team=looking.meeting.team,
                cycle=looking.cycle,
            )
        )
    ]
    if owed.has_nothing:
        blocks += _nothing_written(lang, looking)
    blocks += _drafts(lang, looking, owed.drafts)
    blocks += _questions(lang, owed)
    blocks += _requests(lang, owed)
    blocks += _loose(lang, owed.loose)
    return Card(title(lang, looking.meeting), (*blocks, Actions((again,))))


def _nothing_written(lang: Language, looking: Looking) -> list[Block]:
    assert looking.meeting.cycle is not None
    words = lang.tr("You have written no objective of {cycle} yet.", cycle=looking.cycle)
    about = {"cycle": str(looking.meeting.cycle.id)}
    press = Button(lang.tr("Write one"), "preparing.write", about, Style.PRIMARY)
    return [Paragraph(text(words)), Actions((press,))]


def _drafts(lang: Language, looking: Looking, drafts: Sequence[Objective]) -> list[Block]:
    blocks: list[Block] = []
    for each in drafts[:_LISTED]:
        line = shortened(one_line(each), _SHOWN)
        said = lang.text("{objective} is a draft: the meeting does not see it.", objective=line)
        number = {"o": str(each.number)}
        values = {"meeting": str(looking.meeting.id), **number}
        publish = Button(lang.tr("Publish"), "publish.run", number)
        show = Button(lang.tr("Show it as a draft"), "preparing.put_up", values)
        blocks += [Paragraph(said), Actions((publish, show))]
    return [*blocks, *_more(lang, len(drafts))]


def drafts_card(lang: Language, looking: Looking, drafts: Sequence[Objective]) -> Card:
    """One's own drafts, to choose which of them the meeting sees."""
    blocks: list[Block] = [Note(text(lang.tr("Everybody in the channel can read what you show.")))]
    for each in drafts[:_CHOICES]:
        values = {"meeting": str(looking.meeting.id), "o": str(each.number)}
        press = Button(lang.tr("Show it as a draft"), "preparing.put_up", values)
        line = shortened(one_line(each), _SHOWN)
        blocks += [Paragraph(text(line)), Actions((press,))]
    return Card(lang.tr("Your drafts of {cycle}", cycle=looking.cycle), tuple(blocks))


def _questions(lang: Language, owed: Owed) -> list[Block]:
    lines = [(each.about, f"{each.author.name}: {words_of(lang, each)}") for each in owed.questions]
    heading = lang.ntr("{count} question for you", "{count} questions for you", len(lines))
    return _waiting(lang, heading, lines, "comments.waiting")


def _requests(lang: Language, owed: Owed) -> list[Block]:
    lines = [
        (f"{each.lower.name} → {each.upper.name}", f"{each.lower.owner.name}: {each.lower.title}")
        for each in owed.requests
    ]
    heading = lang.ntr(
        "{count} alignment waits for your answer",
        "{count} alignments wait for your answer",
        len(lines),
    )
    return _waiting(lang, heading, lines, "align.waiting")


def _waiting(
    lang: Language, heading: str, lines: Sequence[tuple[str, str]], action: str
) -> list[Block]:
    if not lines:
        return []
    shown: Iterable[Text] = (
        text("\n", Bold(about), f" {shortened(said, _SHOWN)}") for about, said in lines[:_LISTED]
    )
    words = text(heading, *(span for line in shown for span in line))
    press = Button(lang.tr("Answer"), action, {})
    return [Paragraph(words), *_more(lang, len(lines)), Actions((press,))]


def _loose(lang: Language, loose: Sequence[Objective]) -> list[Block]:
    blocks: list[Block] = []
    for each in loose[:_LISTED]:
        line = shortened(one_line(each), _SHOWN)
        values: Mapping[str, str] = {"o": str(each.number)}
        blocks += [
            Paragraph(lang.text("{objective} hangs on nothing yet.", objective=line)),
            Actions((Button(lang.tr("Align…"), "align.open", values),)),
        ]
    return [*blocks, *_more(lang, len(loose))]


def _more(lang: Language, whole: int) -> list[Block]:
    hidden = whole - _LISTED
    if hidden <= 0:
        return []
    return [Note(text(lang.ntr("… and {count} more", "… and {count} more", hidden)))]
