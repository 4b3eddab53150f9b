"""Comments: say or ask something of an objective or key result, and read what was said."""

from collections.abc import Mapping

from chat.address import Address
from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import OpenForm, Replace, Reply, Show
from handlers.answers import page_in
from handlers.comments import telling
from handlers.comments.lookup import (
    asked_already,
    key_result_id,
    prompts_for,
    talk_of,
    thing_in,
    thing_of,
)
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.lookup import spoken
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.risks.lookup import words_in
from handlers.views.comment_forms import COMMENT_LIMIT, comment_form
from handlers.views.comment_words import question
from handlers.views.comments import PAGE, Thing, said_card, talk_card, waiting_card
from okr.comments import ReviewPrompt, is_question, review_prompt
from okr.errors import Invalid, Refused, message
from okr.follow_up import Comment
from storage import comments

routes = Routes()
_MOST_LATELY = 2


@routes.command(
    "comment",
    "评论",
    "comments",
    summary=message("say or ask something of an OKR; a question stays open until it is answered"),
    usage=(
        ("comment O12 text", message("comment; a text that ends in ? asks its owner")),
        ("comment O12", message("what was said of it, with its key results; `comment KR12.2`")),
        ("comment", message("questions that wait for me")),
    ),
)
def comment(ctx: Context, words: Words) -> Reply:
    if not words:
        return Show(_waiting(ctx, 0))
    id, rest = words.take_id()
    if id is None:
        raise Invalid(
            message("Say what the comment is on, as in `{example}`."),
            example="/okr comment O12 …",
        )
    if not rest:
        return _talk_or_form(ctx, thing_of(ctx, id))
    thing = thing_of(ctx, id, to_comment=True)
    return Show(said_card(ctx.lang, say(ctx, thing, checked(spoken(ctx, rest).strip()))))


def checked(words: str) -> str:
    """What was typed behind an id or in a thread. Raises Invalid when it is too long."""
    return words_in({"text": words}, "text", COMMENT_LIMIT)


def say(
    ctx: Context,
    thing: Thing,
    words: str,
    *,
    marked: bool = False,
    prompt: ReviewPrompt | None = None,
    place: Address | None = None,
) -> Comment:
    """Keep what the person says of the thing, and tell whom it concerns.

    `place` is where it was said, if that is not simply where the person is.
    """
    if prompt is not None:
        asked = question(ctx.lang, prompt, is_key_result=thing.key_result is not None)
        words = f"{asked}\n{words}" if words else asked
    said = comments.add(
        ctx.session,
        ctx.me.workspace_id,
        objective_id=thing.objective.id,
        key_result_id=key_result_id(thing),
        author_id=ctx.me.id,
        text=words,
        now=ctx.now,
        is_question=prompt is not None or is_question(words, marked=marked),
        prompt=prompt.value if prompt else "",
        place=place or ctx.event.place,
    )
    telling.tell(ctx, thing, said)
    return said


@routes.button("comments.open")
def open_talk(ctx: Context, event: ButtonPressed) -> Reply:
    return _talk_or_form(ctx, thing_in(ctx, event.values))


def _talk_or_form(ctx: Context, thing: Thing) -> Reply:
    """What was said; where nobody has said anything yet, the form to begin with."""
    talk = talk_of(ctx, thing)
    if talk.total or not talk.may_comment:
        return Show(talk_card(ctx.lang, talk))
    return OpenForm(_form(ctx, thing, {}))


@routes.button("comments.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    thing = thing_in(ctx, event.values)
    return Replace(talk_card(ctx.lang, talk_of(ctx, thing, page_in(event.values))))


@routes.button("comments.write", writes=True)
def write(ctx: Context, event: ButtonPressed) -> Reply:
    thing = thing_in(ctx, event.values, to_comment=True)
    return OpenForm(_form(ctx, thing, {"page": event.values.get("page", "0")}))


def _form(ctx: Context, thing: Thing, values: dict[str, str]) -> Form:
    total = comments.count_of(ctx.session, thing.objective.id, key_result_id(thing))
    lately = comments.list_of(
        ctx.session,
        thing.objective.id,
        key_result_id(thing),
        _MOST_LATELY,
        max(0, total - _MOST_LATELY),
    )
    is_owner = thing.owner.id == ctx.me.id
    return comment_form(ctx.lang, thing, lately, prompts_for(ctx, thing), values, is_owner=is_owner)


@routes.form("comments.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    thing = thing_in(ctx, event.values, to_comment=True)
    prompt = review_prompt(str(event.fields.get("prompt", "")))
    try:
        words = words_in(event.fields, "text", COMMENT_LIMIT)
        if prompt is not None:
            _check_not_asked(ctx, thing, prompt)
        elif not words:
            raise Invalid(message("Write a few words."), field="text")
    except Refused as error:
        values = {"page": event.values["page"]} if "page" in event.values else {}
        return form_errors(ctx, _form(ctx, thing, values), event, error)
    marked = event.fields.get("question") is True
    said = say(ctx, thing, words, marked=marked, prompt=prompt)
    if "page" in event.values:
        return Replace(_talk_after(ctx, thing, said))
    return Show(said_card(ctx.lang, said))


@routes.button("comments.ask", writes=True)
def ask(ctx: Context, event: ButtonPressed) -> Reply:
    thing = thing_in(ctx, event.values, to_comment=True)
    prompt = review_prompt(event.values.get("prompt", ""))
    if prompt is None:
        return Replace(talk_card(ctx.lang, talk_of(ctx, thing)))
    _check_not_asked(ctx, thing, prompt)
    return Replace(_talk_after(ctx, thing, say(ctx, thing, "", prompt=prompt)))


def _check_not_asked(ctx: Context, thing: Thing, prompt: ReviewPrompt) -> None:
    """Raises Invalid where the same review question waits for an answer, or is asked of oneself."""
    if thing.owner.id == ctx.me.id:
        raise Invalid(message("{id} is your own: others ask you that."), id=thing.id)
    earlier = asked_already(ctx, thing, prompt)
    if earlier is not None:
        raise Invalid(
            message("{name} has asked that already. It waits for {owner}."),
            field="prompt",
            name=earlier.author.name,
            owner=thing.owner.name,
        )


def _talk_after(ctx: Context, thing: Thing, said: Comment) -> Card:
    """The newest page, with what has just been done."""
    note = ctx.lang.tr("Your comment on {id} is there.", id=thing.id)
    if said.is_open and said.for_whom is not None:
        note = ctx.lang.tr("{name} is asked.", name=said.for_whom.name)
    return talk_card(ctx.lang, talk_of(ctx, thing), note)


@routes.button("comments.waiting")
def waiting(ctx: Context, _event: ButtonPressed) -> Reply:
    return Show(_waiting(ctx, 0))


@routes.button("comments.waiting_page")
def waiting_page(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(_waiting(ctx, page_in(event.values)))


def _waiting(ctx: Context, number: int, note: str = "") -> Card:
    total = comments.count_waiting_for(ctx.session, ctx.me.id)
    number = min(number, max(0, (total - 1) // PAGE))
    found = comments.list_waiting_for(ctx.session, ctx.me.id, PAGE, number * PAGE)
    return waiting_card(ctx.lang, found, number, total, ctx.me.zone, note)


def list_after(ctx: Context, values: Mapping[str, str], note: str) -> Card | None:
    """The list that a pressed comment stood in, as it is now; None for a card of its own."""
    if "waiting" in values:
        return _waiting(ctx, page_in({"page": values["waiting"]}), note)
    if "talk" in values:
        thing = thing_in(ctx, {"about": values["talk"]})
        return talk_card(ctx.lang, talk_of(ctx, thing, page_in(values)), note)
    return None
