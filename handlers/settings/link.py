"""One person on several platforms: a code that links accounts, and separating them again."""

from datetime import timedelta

import structlog

from chat.address import Account, Address
from chat.cards import Card, Tone
from chat.events import ButtonPressed
from chat.locales import language
from chat.replies import Notice, Replace, Reply, Show
from chat.text import text
from handlers.context import Context
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.settings.linking import held_by, tell
from handlers.views.accounts import (
    Held,
    Side,
    accounts_card,
    code_card,
    confirm_card,
    linked_card,
    platforms_text,
    separated_card,
    separating_card,
)
from okr.errors import Invalid, NotFound, Refused, message
from storage import accounts, link_codes, outbox, people
from storage.accounts import Linked
from storage.tables import LinkCode

routes = Routes()
log = structlog.get_logger()

_MINUTES = link_codes.LASTS // timedelta(minutes=1)
_GONE = message("That is none of your accounts any more. `/okr settings` shows those you have.")


@routes.command(
    "link",
    "关联",
    summary=message("be known as one person on Slack and Lark"),
    usage=(
        ("link", message("a one-time code")),
        ("link K7QM3-9ZXPB", message("the code, typed on the other platform")),
    ),
)
def link(ctx: Context, words: Words) -> Reply:
    if not words:
        return Show(_new_code(ctx))
    code_hash = link_codes.hash_of(words.plain)
    try:
        code = _usable(ctx, code_hash)
        if words.aloud:
            link_codes.use_up(ctx.session, code, ctx.now)
            raise Invalid(
                message(
                    "Everybody here can read that code, so it holds no more. Get a new one and "
                    "write it to me directly."
                )
            )
    except Refused as refusal:
        # Not raised: that a wrong code was tried, or a right one shown to all, is to be kept.
        return _refused(ctx, refusal)
    return Show(
        confirm_card(ctx.lang, _side(ctx, code.person_id), _side(ctx, ctx.me.id), code_hash)
    )


def _refused(ctx: Context, refusal: Refused) -> Notice:
    return Notice(text(ctx.lang.tr(refusal.source, **refusal.values)), Tone.WARNING)


def _new_code(ctx: Context) -> Card:
    return code_card(ctx.lang, link_codes.add(ctx.session, ctx.me.id, ctx.now), _MINUTES)


def _usable(ctx: Context, code_hash: str) -> LinkCode:
    """The code, locked. Raises Refused where it cannot link anybody with the person who acts."""
    if not link_codes.may_try(ctx.session, ctx.me.id, ctx.now):
        raise Invalid(
            message("Too many codes were wrong. Get a new one in an hour and try again then.")
        )
    code = link_codes.lock(ctx.session, code_hash)
    if code is None:
        link_codes.count_wrong(ctx.session, ctx.me.id, ctx.now)
        raise NotFound(
            message(
                "I do not know this code. Look at it again, or get a new one with `/okr link` on "
                "the other platform."
            )
        )
    if people.get_me(ctx.session, code.person_id).workspace_id != ctx.me.workspace_id:
        link_codes.count_wrong(ctx.session, ctx.me.id, ctx.now)
        raise Invalid(message("This code is of another company. Accounts are linked within one."))
    _check_time(ctx, code)
    if code.person_id == ctx.me.id:
        raise Invalid(
            message(
                "This code is your own: I know you as one person already, or you typed it where "
                "you got it. Type it on the other platform."
            )
        )
    if shared := accounts.shared_platforms(ctx.session, code.person_id, ctx.me.id):
        raise Invalid(
            message(
                "You and {name} both have an account on {platforms}. A person has one on each "
                "platform."
            ),
            name=_side(ctx, code.person_id).name,
            platforms=platforms_text(ctx.lang, sorted(shared)),
        )
    return code


def _check_time(ctx: Context, code: LinkCode) -> None:
    if code.used_at is not None:
        raise Invalid(
            message("This code was used before. Get a new one with `/okr link` where you got it.")
        )
    if code.expires_at <= ctx.now:
        raise Invalid(
            message(
                "This code is more than {minutes} minutes old. Get a new one with `/okr link` "
                "where you got it."
            ),
            minutes=_MINUTES,
        )


def _side(ctx: Context, person_id: int) -> Side:
    person = people.get_me(ctx.session, person_id)
    platforms = [each.account.platform for each in held_by(ctx.session, person_id)]
    return Side(person.name, platforms, accounts.count_objectives(ctx.session, person_id))


@routes.button("link.yes", writes=True)
def yes(ctx: Context, event: ButtonPressed) -> Reply:
    try:
        code = _usable(ctx, event.values.get("code", ""))
    except Refused as refusal:
        return _refused(ctx, refusal)
    link_codes.use_up(ctx.session, code, ctx.now)
    here = event.sender
    person_id = accounts.link_by_code(ctx.session, code.person_id, ctx.me.id, ctx.now)
    if person_id is None:
        raise NotFound(message("One of the two is known otherwise by now. Begin with a new code."))
    log.info("accounts.linked", person=person_id, by="code")
    tell(ctx.session, Linked(person_id, here), ctx.now, by_email=False, besides=here)
    lang = language(people.get_me(ctx.session, person_id).locale)
    held = held_by(ctx.session, person_id, here)
    return Replace(linked_card(lang, held, here, by_email=False))


@routes.button("link.no", writes=True)
def no(ctx: Context, event: ButtonPressed) -> Reply:
    code = link_codes.lock(ctx.session, event.values.get("code", ""))
    if code is not None and code.used_at is None:
        link_codes.use_up(ctx.session, code, ctx.now)
    words = ctx.lang.tr("Nothing was linked, and the code holds no more.")
    return Replace(Card(ctx.lang.tr("Is this you?"), ()).answered(text(words)))


@routes.button("link.code", writes=True)
def another_code(ctx: Context, _event: ButtonPressed) -> Reply:
    return Show(_new_code(ctx))


@routes.button("link.accounts")
def list_accounts(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(accounts_card(ctx.lang, held_by(ctx.session, ctx.me.id, event.sender)))


@routes.button("link.choose")
def choose(ctx: Context, event: ButtonPressed) -> Reply:
    held = held_by(ctx.session, ctx.me.id, event.sender)
    option = event.values.get("option", "")
    index = int(option) if option.isdecimal() and len(option) < 4 else len(held)
    if len(held) < 2 or index >= len(held):
        raise NotFound(_GONE)
    return Show(separating_card(ctx.lang, held[index]))


@routes.button("link.separate", writes=True)
def separate(ctx: Context, event: ButtonPressed) -> Reply:
    values = event.values
    account = Account(values.get("platform", ""), values.get("tenant", ""), values.get("id", ""))
    held = held_by(ctx.session, ctx.me.id, event.sender)
    chosen = next((each for each in held if each.account == account), None)
    new_id = accounts.separate(ctx.session, ctx.me.id, account, ctx.now) if chosen else None
    if chosen is None or new_id is None:
        raise NotFound(_GONE)
    log.info("accounts.separated", person=ctx.me.id, new=new_id)
    _tell_other_side(ctx, chosen, new_id)
    return Replace(separated_card(ctx.lang, chosen))


def _tell_other_side(ctx: Context, separated: Held, new_id: int) -> None:
    """The account that was separated hears of it; where it did that itself, the others do."""
    key = f"separated:{new_id}:{int(ctx.now.timestamp())}"
    if separated.is_here:
        elsewhere = Held(separated.account, separated.name)
        ctx.tell(ctx.me.id, key, lambda _reader, lang: separated_card(lang, elsewhere))
        return
    alone = Held(separated.account, separated.name, is_here=True)
    outbox.add(
        ctx.session,
        key=key,
        address=Address.of(separated.account),
        body=separated_card(ctx.lang, alone),
        now=ctx.now,
    )
