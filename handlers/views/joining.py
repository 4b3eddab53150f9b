"""Being asked to work on an objective or key results of it: cards for both sides, and a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum, auto
from typing import assert_never

from chat.cards import Actions, Block, Button, Card, Divider, Heading, Note, Paragraph, Style
from chat.forms import Explanation, Form, TextField
from chat.locales import Language
from chat.text import Bold, Text, shortened, text
from handlers.views.figures import goal
from okr.alignment import Collaboration
from okr.facts import KeyResult, Objective, State
from okr.ids import ObjectiveId
from okr.joining import Join

WORD_LIMIT = 500
PAGE = 5
"""Of what is asked in one list."""
_LISTED = 200
"""Characters of a text in a list."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Standing(Enum):
    """Whether it is still asked."""

    ASKED = auto()
    ANEW = auto()
    """A newer card asks it."""
    OVER = auto()


@dataclass(frozen=True, slots=True)
class JoinSeen:
    """What was asked as its reader sees it in their `zone`; `objective` None: not theirs to see."""

    join: Join
    objective: Objective | None
    zone: tzinfo
    standing: Standing = Standing.ASKED

    @property
    def values(self) -> dict[str, str]:
        """What its buttons carry: which it is, and the answer they were drawn beside."""
        return {
            "o": str(self.join.number),
            "person": str(self.join.person.id),
            "asked": str(moment_number(self.join.asked_at)),
            "was": self.join.answer.value,
        }

    @property
    def can_answer(self) -> bool:
        """Whether there is anything to answer, or to answer otherwise."""
        return self.standing is Standing.ASKED and self.join.is_open


def moment_number(at: datetime) -> int:
    """A moment in microseconds, exactly."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def join_card(lang: Language, seen: JoinSeen) -> Card:
    """What is asked, by whom, and the reader's answer or the buttons to give it."""
    return Card(
        lang.tr("{asker} @mentioned you", asker=seen.join.by.name),
        (
            Paragraph(text(_request(lang, seen.join))),
            *subject_blocks(lang, seen.join, seen.objective),
            *_draft_note(lang, seen),
            Note(text(_state(lang, seen))),
            *_buttons(lang, seen),
        ),
    )


def _request(lang: Language, join: Join) -> str:
    if join.by == join.owner:
        return lang.tr("{asker} asks you to work with them on this:", asker=join.by.name)
    return lang.tr(
        "{asker} asks you to work with {owner} on this:",
        asker=join.by.name,
        owner=join.owner.name,
    )


def subject_blocks(lang: Language, join: Join, objective: Objective | None) -> list[Block]:
    """The objective, then what of it is asked; only their ids where it is not the reader's to
    see."""
    if objective is None:
        return [Paragraph(text(Bold(", ".join(join.names))))]
    whole: Text = text(Bold(str(ObjectiveId(objective.number))), f" {objective.title}")
    cycle = Note(text(f"{objective.owner.name} · {objective.cycle.name}"))
    parts = [each for each in objective.key_results if each.position in join.positions]
    asked = [Paragraph(_key_result(lang, each)) for each in parts]
    if None in join.positions:
        return [Paragraph(whole), cycle, *asked]
    under = lang.text("Under {objective}", objective=whole)
    return [*asked, Note(under), cycle]


def _key_result(lang: Language, key_result: KeyResult) -> Text:
    words = [goal(lang, key_result.measure)]
    if key_result.due_on is not None:
        words.append(lang.tr("due {day}", day=lang.date(key_result.due_on)))
    id = f"KR{key_result.number}.{key_result.position}"
    return text(Bold(id), f" {key_result.title} ({' · '.join(words)})")


def _draft_note(lang: Language, seen: JoinSeen) -> list[Block]:
    if seen.objective is None or seen.objective.state is not State.DRAFT or not seen.can_answer:
        return []
    words = lang.tr(
        "It is a draft: besides {owner} only those who are asked can see it.",
        owner=seen.join.owner.name,
    )
    return [Note(text(words))]


def _state(lang: Language, seen: JoinSeen) -> str:
    """Where it stands for who was asked, in a line."""
    join = seen.join
    if seen.standing is Standing.ANEW:
        return lang.tr("You were asked anew: the newer card counts.")
    if seen.standing is Standing.OVER:
        return lang.tr("{asker} no longer asks this of you.", asker=join.by.name)
    if join.owner == join.person:
        return lang.tr("This is your own now: there is nothing to answer.")
    if not join.is_open:
        return lang.tr("This is archived or closed: there is nothing to answer.")
    at = f" · {lang.moment(join.answered_at, seen.zone)}" if join.answered_at else ""
    match join.answer:
        case Collaboration.ASKED:
            return lang.tr("Asked {when}", when=lang.moment(join.asked_at, seen.zone))
        case Collaboration.IN:
            return f"✓ {lang.tr('You are in')}{at}"
        case Collaboration.TALK if join.reason:
            return f"✓ {lang.tr('You want to talk about it: {words}', words=join.reason)}{at}"
        case Collaboration.TALK:
            return f"✓ {lang.tr('You want to talk about it')}{at}"
        case Collaboration.NOT_ME:
            return f"✓ {lang.tr('You said that it is not for you: {words}', words=join.reason)}{at}"
        case _:
            assert_never(join.answer)


def _buttons(lang: Language, seen: JoinSeen) -> list[Block]:
    elements = list(_answers(lang, seen)) if seen.can_answer else []
    if seen.objective is not None:
        look = {"o": str(seen.objective.number)}
        elements.append(Button(lang.tr("Look at it"), "show.open", look))
    return [Actions(tuple(elements))] if elements else []


def _answers(lang: Language, seen: JoinSeen) -> list[Button]:
    """The answers there are besides the one that was given."""
    given = seen.join.answer
    style = Style.PRIMARY if given is Collaboration.ASKED else Style.PLAIN
    every = {
        Collaboration.IN: Button(lang.tr("I am in"), "joining.accept", seen.values, style),
        Collaboration.TALK: Button(lang.tr("Let us talk"), "joining.talk", seen.values),
        Collaboration.NOT_ME: Button(lang.tr("Not me"), "joining.decline", seen.values),
    }
    return [button for answer, button in every.items() if answer is not given]


def talk_form(lang: Language, seen: JoinSeen) -> Form:
    """A short word on what is to be talked about; it may be left out."""
    owner = seen.join.owner.name
    return Form(
        action="joining.talk_save",
        title=lang.tr("Let us talk"),
        submit=lang.tr("Send"),
        cancel=lang.tr("Cancel"),
        values=seen.values,
        parts=(
            *_explained(lang, seen),
            TextField(
                "word",
                lang.tr("What you want to talk about"),
                multiline=True,
                max_length=WORD_LIMIT,
                hint=lang.tr("{owner} reads it. You stay named on it meanwhile.", owner=owner),
            ),
        ),
    )


def decline_form(lang: Language, seen: JoinSeen) -> Form:
    """Why it is not for the reader."""
    owner = seen.join.owner.name
    return Form(
        action="joining.decline_save",
        title=lang.tr("Not me"),
        submit=lang.tr("Send"),
        cancel=lang.tr("Cancel"),
        values=seen.values,
        parts=(
            *_explained(lang, seen),
            TextField(
                "reason",
                lang.tr("Why not, or who could"),
                required=True,
                multiline=True,
                max_length=WORD_LIMIT,
                hint=lang.tr("{owner} reads it. You are then no longer named on it.", owner=owner),
            ),
        ),
    )


def _explained(lang: Language, seen: JoinSeen) -> list[Explanation]:
    blocks = subject_blocks(lang, seen.join, seen.objective)
    return [Explanation(block.text) for block in blocks if isinstance(block, Paragraph)]


@dataclass(frozen=True, slots=True)
class JoinList:
    """A page of what is asked of somebody: first what waits, then what they answered."""

    waiting: Sequence[JoinSeen]
    answered: Sequence[JoinSeen]
    more: Button | None


def joins_card(lang: Language, found: JoinList) -> Card:
    """What others ask of the reader, each with the answers there are."""
    blocks: list[Block] = []
    for heading, seen in (
        (lang.tr("Waiting for you"), found.waiting),
        (lang.tr("Your answers"), found.answered),
    ):
        if seen:
            blocks.append(Heading(heading))
        for each in seen:
            blocks += _listed(lang, each)
    if not blocks:
        blocks.append(Paragraph(text(lang.tr("Nobody asks you to work with them at the moment."))))
    if found.more is not None:
        blocks += [Divider(), Actions((found.more,))]
    return Card(lang.tr("Asked of you"), tuple(blocks))


def _listed(lang: Language, seen: JoinSeen) -> list[Block]:
    ids = ", ".join(seen.join.names)
    title = shortened(_title(seen), _LISTED)
    return [
        Paragraph(text(Bold(ids), f" {title} · {seen.join.owner.name}" if title else "")),
        Note(text(_state(lang, seen))),
        *_buttons(lang, seen),
    ]


def _title(seen: JoinSeen) -> str:
    """What the one thing that is asked says; of several, what their objective says."""
    if seen.objective is None:
        return ""
    if None in seen.join.positions:
        return seen.objective.title
    parts = [each for each in seen.objective.key_results if each.position in seen.join.positions]
    whole = f"{ObjectiveId(seen.objective.number)} {seen.objective.title}"
    return parts[0].title if len(parts) == 1 else whole
