"""Comments as cards: what was said of one thing, who is asked, what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from chat.cards import Actions, Block, Button, Card, Divider, Element, Note, Paragraph, Style, Tone
from chat.locales import Language
from chat.text import Bold, Text, shortened, text
from handlers.views.comment_words import label, words_of
from okr.comments import ReviewPrompt
from okr.facts import KeyResult, Objective, PersonName
from okr.follow_up import Comment
from okr.ids import KeyResultId, ObjectiveId

PAGE = 4
"""Comments on one page: with their answers they are what a message holds."""
TITLE = 300
"""Characters of an objective's wording that stand over what was said of it."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is commented on: an objective, or one key result of it."""

    objective: Objective
    key_result: KeyResult | None = None

    @property
    def id(self) -> str:
        """O12 or KR12.2."""
        if self.key_result is None:
            return str(ObjectiveId(self.objective.number))
        return str(KeyResultId(self.key_result.number, self.key_result.position))

    @property
    def title(self) -> str:
        """Its wording."""
        return (self.key_result or self.objective).title

    @property
    def owner(self) -> PersonName:
        """Who answers."""
        return (self.key_result or self.objective).owner


@dataclass(frozen=True, slots=True)
class Talk:
    """A page of what was said of a thing, oldest first, as one reader sees it.

    `prompts` are the review questions that the reader may ask with one press.
    """

    thing: Thing
    comments: tuple[Comment, ...]
    page: int
    total: int
    me: PersonName
    zone: tzinfo
    prompts: tuple[ReviewPrompt, ...] = ()
    may_comment: bool = True


def about_of(comment: Comment) -> str:
    """What a card that shows this comment is about."""
    return f"{comment.about}/{comment.id}"


def comment_blocks(lang: Language, comment: Comment, zone: tzinfo | None = None) -> list[Block]:
    """What was said and what was answered; with a zone, when."""
    when = f" · {lang.moment(comment.at, zone)}" if zone else ""
    head = Bold(f"{comment.about} · {comment.author.name}")
    blocks: list[Block] = [Paragraph(text(head, f"{when}\n{words_of(lang, comment)}"))]
    if comment.is_settled:
        blocks.append(Note(text(f"✓ {lang.tr('settled by {name}', name=comment.author.name)}")))
    elif comment.answered_by is not None:
        blocks.append(Paragraph(text(Bold(f"↳ {comment.answered_by.name}"), f"\n{comment.answer}")))
    elif comment.is_open and comment.for_whom is not None:
        blocks.append(Note(text(lang.tr("waits for {name}", name=comment.for_whom.name))))
    return blocks


def talk_card(lang: Language, talk: Talk, note: str = "") -> Card:
    """A page of what was said, each open question with what the reader can do about it."""
    blocks: list[Block] = [Note(text(f"✓ {note}"))] if note else []
    blocks.append(_heading(talk.thing))
    if not talk.comments:
        blocks.append(Paragraph(text(lang.tr("Nobody has commented yet."))))
    for comment in talk.comments:
        blocks += comment_blocks(lang, comment, talk.zone)
        place = {"talk": talk.thing.id, "page": str(talk.page)}
        blocks += _own_actions(lang, comment, talk.me, place)
    blocks.append(Divider())
    blocks += _paging(lang, talk)
    if talk.may_comment:
        blocks += _asking(lang, talk)
    return Card(lang.tr("Comments · {id}", id=talk.thing.id), tuple(blocks), about=talk.thing.id)


def _heading(thing: Thing) -> Block:
    return Note(text(f"{shortened(thing.title, TITLE)} · {thing.owner.name}"))


def _own_actions(
    lang: Language, comment: Comment, me: PersonName, values: dict[str, str]
) -> list[Block]:
    """Answer what is asked of the reader; close what the reader asked."""
    values = {**values, "comment": str(comment.id)}
    if not comment.is_open:
        return []
    if comment.author == me:
        return [Actions((Button(lang.tr("Settled"), "replying.settle", values),))]
    if comment.for_whom == me:
        return [Actions((Button(lang.tr("Answer"), "replying.answer", values),))]
    return []


def _paging(lang: Language, talk: Talk) -> list[Block]:
    elements: list[Element] = []
    last = max(0, (talk.total - 1) // PAGE)
    if talk.page > 0:
        elements.append(_to_page(lang.tr("Earlier"), talk, talk.page - 1))
    if talk.page < last:
        elements.append(_to_page(lang.tr("Later"), talk, talk.page + 1))
    return [Actions(tuple(elements))] if elements else []


def _to_page(label: str, talk: Talk, page: int) -> Button:
    return Button(label, "comments.page", {"about": talk.thing.id, "page": str(page)})


def _asking(lang: Language, talk: Talk) -> list[Block]:
    """The field to add something, and the review questions."""
    add = Button(
        lang.tr("Comment"), "comments.write", {"about": talk.thing.id, "page": str(talk.page)}
    )
    blocks: list[Block] = [Actions((add,))]
    if talk.prompts:
        buttons = tuple(
            Button(
                label(lang, prompt, is_key_result=talk.thing.key_result is not None),
                "comments.ask",
                {"about": talk.thing.id, "prompt": prompt.value, "page": str(talk.page)},
            )
            for prompt in talk.prompts
        )
        words = lang.tr("Ask {name} with one press:", name=talk.thing.owner.name)
        blocks += [Note(text(words)), Actions(buttons)]
    return blocks


def said_card(lang: Language, comment: Comment) -> Card:
    """What somebody gets who has just said something."""
    if comment.is_open and comment.for_whom is not None:
        words = lang.tr("✓ {name} is asked. You see the answer here.", name=comment.for_whom.name)
    else:
        words = lang.tr("✓ Your comment on {id} is there.", id=comment.about)
    elements: list[Element] = [_all(lang, comment)]
    if comment.is_open:
        values = {"comment": str(comment.id)}
        elements.append(Button(lang.tr("Settled"), "replying.settle", values))
    return Card(
        lang.tr("Comment on {id}", id=comment.about),
        (
            Paragraph(text(words_of(lang, comment))),
            Note(text(words)),
            Actions(tuple(elements)),
        ),
        about=about_of(comment),
    )


def _all(lang: Language, comment: Comment) -> Button:
    return Button(lang.tr("All comments"), "comments.open", {"about": comment.about})


def asked_card(
    lang: Language, comment: Comment, title: str, earlier: Comment | None = None
) -> Card:
    """What an owner gets who is asked; `earlier` is what the same person asked and heard before."""
    press = Button(
        lang.tr("Answer"), "replying.answer", {"comment": str(comment.id)}, Style.PRIMARY
    )
    before: list[Block] = []
    if earlier is not None:
        said = lang.tr(
            "Before: {question} – {answer}",
            question=shortened(words_of(lang, earlier), TITLE),
            answer=shortened(earlier.answer, TITLE),
        )
        before = [Note(text(said))]
    return Card(
        lang.tr("{name} asks about {id}", name=comment.author.name, id=comment.about),
        (
            Note(text(shortened(title, TITLE))),
            *before,
            Paragraph(text(words_of(lang, comment))),
            Actions((press, _all(lang, comment))),
        ),
        about=about_of(comment),
    )


def answered_card(lang: Language, comment: Comment, *, for_author: bool = False) -> Card:
    """A question with its answer: what stands where it was answered, and what its author gets."""
    elements: list[Element] = [_all(lang, comment)]
    if for_author:
        values = {"comment": str(comment.id)}
        elements = [
            Button(lang.tr("Settled"), "replying.settle", values, Style.PRIMARY),
            Button(lang.tr("Ask on"), "replying.ask_on", values),
            *elements,
        ]
    if comment.is_settled:
        title = lang.tr(
            "{name} has settled the question on {id}", name=comment.author.name, id=comment.about
        )
    else:
        by = comment.answered_by.name if comment.answered_by else "–"
        title = lang.tr("{name} answers on {id}", name=by, id=comment.about)
    blocks = (*comment_blocks(lang, comment), Actions(tuple(elements)))
    return Card(title, blocks, Tone.GOOD, about=about_of(comment))


def news_card(lang: Language, thing: Thing, said: Sequence[Comment], zone: tzinfo) -> Card:
    """What was said today of a thing that the reader has to do with; the newest at the end."""
    blocks: list[Block] = [_heading(thing)]
    hidden = len(said) - PAGE
    if hidden > 0:
        words = lang.ntr("{count} earlier comment today", "{count} earlier comments today", hidden)
        blocks.append(Note(text(words)))
    for comment in said[-PAGE:]:
        blocks += comment_blocks(lang, comment, zone)
    values = {"about": thing.id}
    blocks.append(Actions((Button(lang.tr("All comments"), "comments.open", values),)))
    title = lang.tr("New comments on {id}", id=thing.id)
    return Card(title, tuple(blocks), about=thing.id)


def waiting_card(
    lang: Language,
    found: Sequence[Comment],
    page: int,
    total: int,
    zone: tzinfo,
    note: str = "",
) -> Card:
    """A page of the questions that wait for the reader, oldest first."""
    blocks: list[Block] = [Note(text(f"✓ {note}"))] if note else []
    for comment in found:
        values = {"waiting": str(page), "comment": str(comment.id)}
        press = Button(lang.tr("Answer"), "replying.answer", values)
        blocks += comment_blocks(lang, comment, zone)
        blocks += [Actions((press, _all(lang, comment))), Divider()]
    if not found:
        words = lang.tr(
            "No question waits for you. `/okr comment O12 …` says or asks something of an OKR."
        )
        blocks.append(Paragraph(text(words)))
    if (page + 1) * PAGE < total:
        more = Button(lang.tr("More"), "comments.waiting_page", {"page": str(page + 1)})
        blocks.append(Actions((more,)))
    return Card(lang.tr("Questions for you"), tuple(blocks))


def kept_card(lang: Language, thing: Thing) -> Card:
    """Said once in a thread: what people write there is kept, and what an answer is."""
    words: Text = text(
        lang.tr(
            "I keep what is said here as comments on {id}. A question (ending in ?) stays open "
            "until {name} answers: with one open, what {name} writes here is its answer.",
            id=thing.id,
            name=thing.owner.name,
        )
    )
    return Card(lang.tr("Comments · {id}", id=thing.id), (Note(words),), about=thing.id)


def over_card(lang: Language, id: str) -> Card:
    """Said once in a thread under something that is put away."""
    words = lang.tr("{id} is archived: what is said here is not kept any more.", id=id)
    return Card(lang.tr("Comments · {id}", id=id), (Note(text(words)),))
