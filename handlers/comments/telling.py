"""Who hears of a comment: who is asked at once, who is of the talk once a day."""

from datetime import time, timedelta

from chat.address import Address
from chat.cards import Card
from chat.locales import Language, language
from handlers import where_asked
from handlers.comments.lookup import key_result_id
from handlers.context import Context
from handlers.views.comments import Thing, answered_card, asked_card, news_card
from okr import permissions
from okr.follow_up import Comment
from okr.schedule import at_wall_clock, local_date
from storage import comments, leads, objectives, outbox_edits, people, shown_messages
from storage.people import Me

_OF_THE_TALK = timedelta(days=14)
"""Who said something within these days hears what is said next."""


def key_of(comment_id: int) -> str:
    """The key of the card of whoever is asked."""
    return f"comment:{comment_id}"


def tell(ctx: Context, thing: Thing, comment: Comment) -> None:
    """Something was said: who is to answer is asked, and who is of the talk hears of it."""
    asked_id = 0
    if comment.is_open and comment.for_whom is not None:
        asked_id = comment.for_whom.id
        if leads.list_reachable(ctx.session, [asked_id]):
            earlier = comments.find_earlier(ctx.session, comment)
            ctx.tell(
                asked_id,
                key_of(comment.id),
                lambda _reader, lang: asked_card(lang, comment, thing.title, earlier),
            )
    lately = comments.list_since(
        ctx.session, thing.objective.id, key_result_id(thing), ctx.now - _OF_THE_TALK
    )
    there = {thing.owner.id, *(each.author.id for each in lately)} - {ctx.me.id, asked_id}
    for person_id in sorted(leads.list_reachable(ctx.session, there)):
        _bundle(ctx, thing, comment, person_id)


def _bundle(ctx: Context, thing: Thing, comment: Comment, person_id: int) -> None:
    """One card a day for each thing, which each further comment changes."""
    reader = people.get_me(ctx.session, person_id)
    guarded = objectives.guarded(ctx.session, thing.objective, thing.key_result)
    if not permissions.may_see(reader.actor, guarded):
        return
    day = local_date(ctx.now, reader.zone)
    since = at_wall_clock(day, time(), reader.zone)
    said = [
        each
        for each in comments.list_since(
            ctx.session, thing.objective.id, key_result_id(thing), since
        )
        if each.author.id != person_id and not (each.is_open and each.for_whom == reader.person)
    ]
    key = f"comments:{thing.objective.id}:{key_result_id(thing) or 0}:{person_id}:{day}"

    def card(_reader: Me, lang: Language) -> Card:
        return news_card(lang, thing, said, reader.zone)

    if not ctx.tell(person_id, key, card):
        now = card(reader, language(reader.locale))
        outbox_edits.change(ctx.session, key, now, ctx.now, str(comment.id))


def answered(ctx: Context, comment: Comment, *, in_thread: bool = False) -> None:
    """It was answered: who asked sees that where they asked, and who was asked as well.

    `in_thread`: the answer was written where it was asked, and stands there.
    """
    _close(ctx, comment)
    if comment.author.id == ctx.me.id or in_thread:
        return
    if not leads.list_reachable(ctx.session, [comment.author.id]):
        return
    author = people.get_me(ctx.session, comment.author.id)
    lang, key = language(author.locale), f"comment-answer:{comment.id}"
    place = comments.asked_at(ctx.session, comment.id)
    if place is None:
        card = answered_card(lang, comment, for_author=True)
        ctx.tell(author.id, key, lambda _reader, _lang: card)
        return
    is_public = _is_public(ctx, comment, place)
    card = answered_card(lang, comment, for_author=not is_public)
    where_asked.show(ctx.session, author.id, place, key, card, ctx.now, to_all=is_public)


def _is_public(ctx: Context, comment: Comment, place: Address) -> bool:
    """Under a card of the objective, everybody there has read the question, too."""
    if not place.is_shared or not place.thread:
        return False
    number, _ = comments.place_of(ctx.session, comment.id)
    return shown_messages.shows(ctx.session, place, ctx.me.workspace_id, number)


def _close(ctx: Context, comment: Comment) -> None:
    """The card of whoever was asked says so."""
    if comment.for_whom is None:
        return
    reader = people.get_me(ctx.session, comment.for_whom.id)
    card = answered_card(language(reader.locale), comment)
    outbox_edits.change(ctx.session, key_of(comment.id), card, ctx.now, "answered")
