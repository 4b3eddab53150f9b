"""What people write under a card in the platform's thread: a comment, or an answer."""

import unicodedata
from dataclasses import replace

from chat.address import Address
from chat.cards import Card
from chat.events import CommandGiven
from chat.replies import Nothing, Reply
from handlers.comments import replying
from handlers.comments.comments import checked, say
from handlers.comments.lookup import may_answer, thing_of
from handlers.context import Context
from handlers.lookup import spoken
from handlers.parsing import Words, words_of
from handlers.views.comments import kept_card, over_card
from okr.comments import is_question
from okr.errors import Refused
from okr.follow_up import Comment
from okr.ids import ObjectiveId
from storage import comments, outbox, shown_messages
from storage.shown_messages import Shown


def is_command(
    event: CommandGiven, words: Words, verb: str | None, rest: Words, *, comments_too: bool
) -> bool:
    """Whether a reply is a command for all that it stands in a thread.

    Where nobody spoke to the bot it is talk ("Archive O12? Not before May."), unless it comments
    on a thing that it names (`comments_too`). Where somebody did, an id behind the verb makes it a
    command, and so does a verb that is a word of its own (Chinese verbs, which need no space after
    them, begin many a sentence).
    """
    if verb is None:
        return False
    has_id = rest.take_id()[0] is not None
    if event.overheard:
        return has_id and comments_too
    if has_id:
        return True
    head = unicodedata.normalize("NFKC", words.take_word()[0]).casefold().rstrip(":：")
    return event.aloud or head == verb


def replied(ctx: Context, event: CommandGiven) -> Reply | None:
    """Keep a reply to a card as a comment; None where it is no reply to any card of ours."""
    shown = shown_messages.find(ctx.session, event.reply_to)
    if shown is None or shown.workspace_id != ctx.me.workspace_id:
        return None
    words = checked(spoken(ctx, words_of(event)).strip())
    if not words:  # a picture; who named the bot wants something all the same
        return None if event.aloud else Nothing()
    thread = replace(event.place, thread=event.reply_to[-1].id)
    try:
        asked = _asked_here(ctx, shown, thread)
        thing = thing_of(ctx, shown.id, to_comment=asked is None)
    except Refused:
        if not event.overheard:
            raise
        # People talk on about what is archived: each is not to hear for each word that it is.
        _say_once(ctx, "thread-over", thread, over_card(ctx.lang, str(shown.id)))
        return Nothing()
    if asked is not None and not is_question(words):
        is_here = comments.asked_at(ctx.session, asked.id) == thread
        replying.answer(ctx, asked, words, in_thread=is_here)
    else:
        say(ctx, thing, words, place=thread)
    _say_once(ctx, "thread", thread, kept_card(ctx.lang, thing))
    return Nothing()


def _asked_here(ctx: Context, shown: Shown, thread: Address) -> Comment | None:
    """The question that what this person writes here answers; None where it is not theirs to
    answer, or where several are open and nobody can tell which is meant."""
    if shown.comment_id:
        found = [comments.get(ctx.session, shown.comment_id)]
    else:
        objective = thing_of(ctx, ObjectiveId(shown.id.number)).objective
        found = comments.list_open_in_thread(ctx.session, objective.id, thread)
    mine = [
        each
        for each in found
        if each.is_open and each.author.id != ctx.me.id and may_answer(ctx, each)
    ]
    return mine[0] if len(mine) == 1 else None


def _say_once(ctx: Context, what: str, thread: Address, card: Card) -> None:
    """The first time in a thread, and never again."""
    outbox.add(
        ctx.session,
        key=f"{what}:{thread.platform}:{thread.id}:{thread.thread}",
        address=thread,
        body=card,
        now=ctx.now,
        priority=outbox.Priority.ANSWER,
    )
