"""People are met, and known as one where both platforms vouch for the same address."""

from datetime import datetime

import structlog
from sqlmodel import Session

from chat.address import Account, Address, Profile
from chat.locales import language
from handlers.views.accounts import Held, linked_card
from storage import accounts, outbox, people
from storage.accounts import Linked
from storage.people import Defaults

log = structlog.get_logger()


def meet(
    session: Session,
    account: Account,
    profile: Profile | None,
    defaults: Defaults,
    now: datetime,
    *,
    is_seen: bool,
) -> bool:
    """Meet the holder of an account (see storage.people.meet); whether there is news for them."""
    people.meet(session, account, profile, defaults, now, is_seen=is_seen)
    if profile is None or not profile.email_is_verified:
        return False
    linked = accounts.link_by_email(session, account, now)
    if linked is None:
        return False
    log.info("accounts.linked", person=linked.person_id, by="email")
    tell(session, linked, now, by_email=True)
    return True


def held_by(session: Session, person_id: int, here: Account | None = None) -> list[Held]:
    """A person's accounts; `here` is the one that somebody uses now."""
    return [
        Held(each.account, each.name, each.account == here)
        for each in accounts.list_of_person(session, person_id)
    ]


def tell(
    session: Session,
    linked: Linked,
    now: datetime,
    *,
    by_email: bool,
    besides: Account | None = None,
) -> None:
    """Tell every account once, but for the one that knows (`besides`)."""
    reader = people.get_me(session, linked.person_id)
    held = held_by(session, linked.person_id)
    card = linked_card(language(reader.locale), held, linked.account, by_email=by_email)
    for each in held:
        if each.account == besides:
            continue
        place = f"{each.account.platform}:{each.account.id}"
        outbox.add(
            session,
            key=f"linked:{place}:{int(now.timestamp())}",
            address=Address.of(each.account),
            body=card,
            now=now,
        )
