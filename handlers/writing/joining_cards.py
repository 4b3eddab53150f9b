"""What people hear when they are asked to work on something, and what who asked hears of them."""

from collections.abc import Sequence
from zlib import crc32

from chat import cards
from chat.cards import Card
from chat.locales import language
from handlers.context import Context
from handlers.views.joining import JoinSeen, Standing, join_card, moment_number
from handlers.views.joining_answers import answer_card
from okr import permissions
from okr.facts import Actor, Objective
from okr.joining import Join
from storage import collaborators, objectives, outbox_edits, people
from storage.people import Me


def key_of(join: Join) -> str:
    """The key of the card of who is asked."""
    return f"asked:{join.objective_id}:{join.person.id}:{moment_number(join.asked_at)}"


def seen_by(ctx: Context, join: Join, reader: Me, standing: Standing = Standing.ASKED) -> JoinSeen:
    """What is asked as it stands for one reader."""
    objective = objectives.list_by_ids(ctx.session, [join.objective_id])[0]
    guarded = objectives.guarded(ctx.session, objective)
    sees = permissions.may_see(Actor(reader.id), guarded)
    return JoinSeen(join, objective if sees else None, reader.zone, standing)


def tell(ctx: Context, objective: Objective) -> None:
    """One card for everybody who was asked anything of an objective and has not heard of it."""
    for join in collaborators.list_untold(ctx.session, objective.id):
        if _send(ctx, join):
            collaborators.told(ctx.session, join, ctx.now)


def _send(ctx: Context, join: Join) -> bool:
    """Whether they are told; False for somebody who cannot be reached."""
    reader = people.get_me(ctx.session, join.person.id)
    card = join_card(language(reader.locale), seen_by(ctx, join, reader))
    sent = ctx.tell(reader.id, key_of(join), lambda _reader, _lang: card)
    return sent or _change(ctx, join, card)


def show_answer(ctx: Context, join: Join) -> None:
    """The card of who was asked says what they answered, wherever they did."""
    _change(ctx, join, join_card(ctx.lang, seen_by(ctx, join, ctx.me)))


def show_asked(ctx: Context, before: Sequence[Join], objective_id: int) -> None:
    """The cards of people of whom less (or again more) is asked than `before`, or nothing, or who
    have nothing to answer while it is put away, say so."""
    now = collaborators.list_of(ctx.session, objective_id)
    there = {(each.person.id, each.asked_at): each for each in now}
    for join in before:
        after = there.get((join.person.id, join.asked_at))
        if after is not None and _is_the_same(after, join):
            continue
        standing = Standing.ASKED
        if after is None:
            anew = any(each.person == join.person and each.waits for each in now)
            standing = Standing.ANEW if anew else Standing.OVER
        reader = people.get_me(ctx.session, join.person.id)
        seen = seen_by(ctx, after or join, reader, standing)
        _change(ctx, join, join_card(language(reader.locale), seen))


def _is_the_same(one: Join, other: Join) -> bool:
    return (one.positions, one.is_open) == (other.positions, other.is_open)


def say_answer(ctx: Context, join: Join, *, changed: bool) -> None:
    """The owner, and who asked if that is another, hear of an answer."""
    objective = objectives.list_by_ids(ctx.session, [join.objective_id])[0]
    answered = moment_number(join.answered_at or ctx.now)
    for person_id in dict.fromkeys((join.owner.id, join.by.id)):
        if person_id != ctx.me.id:
            key = f"joining:{key_of(join)}:{join.answer.value}:{answered}:{person_id}"
            ctx.tell(
                person_id,
                key,
                lambda _reader, lang: answer_card(lang, join, objective, changed=changed),
            )


def _change(ctx: Context, join: Join, card: Card) -> bool:
    # With the moment: the same words may come back after others stood there.
    version = f"{moment_number(ctx.now)}-{crc32(cards.dump(card).encode()):08x}"
    return outbox_edits.change(ctx.session, key_of(join), card, ctx.now, version)
