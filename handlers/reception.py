"""Where every event comes in: who is it, was it here before, what is the answer."""

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

import structlog
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlmodel import Session

from chat import replies
from chat.address import Account, Address, Profile
from chat.cards import Tone
from chat.events import AnyEvent, CommandGiven, accounts_in
from chat.locales import language
from chat.platform import NotTaken
from chat.replies import Nothing, Notice, Reply
from chat.text import text
from handlers import posting
from handlers.context import Context
from handlers.router import Route, Router
from handlers.settings import linking
from handlers.turns import Turns
from okr.errors import Invalid, Refused, message
from storage import people, received_events, shown_messages
from storage.database import Database
from storage.people import Defaults, Me

log = structlog.get_logger()

LookUp = Callable[[Account], Profile | None]

BUSY = message("The database is busy. Nothing was lost: please try again in a moment.")
OURS = message(
    "Something went wrong on our side and nothing was changed. Please try again; "
    "if it stays, give your admin the reference {reference}."
)
MOST_LOOK_UPS = 10
MOST_PEOPLE = 51
"""The sender and fifty others."""
ATTEMPTS = 3
ASK_AGAIN_AFTER = 600.0
"""Seconds before a platform that did not tell who somebody is is asked once more."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What became of an event, for metrics: nothing of what anybody typed."""

    platform: str
    action: str
    outcome: str
    seconds: float


class _Strangers(Exception):
    """People nobody here has met, or whose platform should be asked for news of them."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        super().__init__(len(accounts))
        self.accounts = accounts


class Reception:
    """The program's `chat.platform.Intake`.

    `look_ups` asks a platform who somebody is; `wake` is called when messages wait in the outbox;
    `forms_in_messages` names the platforms on which a form can be sent as a message.
    """

    def __init__(
        self,
        database: Database,
        router: Router,
        clock: Callable[[], datetime],
        defaults: Defaults,
        *,
        look_ups: Mapping[str, LookUp],
        forms_in_messages: frozenset[str] = frozenset(),
        wake: Callable[[], None] = lambda: None,
        observe: Callable[[Observed], None] = lambda observed: None,
    ) -> None:
        self._database = database
        self._turns = Turns(are_taken=database.is_sqlite)
        self._router = router
        self._clock = clock
        self._defaults = defaults
        self._look_ups = look_ups
        self._forms_in_messages = forms_in_messages
        self._wake = wake
        self._observe = observe
        self._asked: dict[Account, float] = {}

    def __call__(self, event: AnyEvent, *, answer_to: Address | None = None) -> Reply:
        """Answer an event. Raises NotTaken at most; see `chat.platform.Intake`."""
        if self._is_not_for_us(event):
            return Nothing()
        started = time.perf_counter()
        action, outcome = "unknown", "ok"
        try:
            _check_size(event)
            route = self._router.route(event)
            action = route.action
            reply = self._persistently(route, event, answer_to)
        except Refused as refusal:
            outcome = "refused"
            reply = self._say(event, answer_to, refusal.source, refusal.values)
        except OperationalError as error:
            outcome = "busy"
            log.warning("reception.busy", action=action, error=type(error.orig).__name__)
            reply = self._say(event, answer_to, BUSY, {})
        except Exception:
            outcome = "failed"
            reference = secrets.token_hex(4)
            log.exception("reception.failed", action=action, reference=reference)
            reply = self._say(event, answer_to, OURS, {"reference": reference})
        seconds = time.perf_counter() - started
        self._observe(Observed(event.sender.platform, action, outcome, seconds))
        return reply

    def _is_not_for_us(self, event: AnyEvent) -> bool:
        """Whether people talk among themselves: nobody is met then, nothing noted or said.

        Raises NotTaken where nobody can tell.
        """
        if not isinstance(event, CommandGiven) or not event.overheard:
            return False
        try:
            with self._database.read() as session:
                return not shown_messages.is_shown_to(session, event.sender, event.reply_to)
        except SQLAlchemyError as error:
            raise NotTaken from error

    # -- who is it -------------------------------------------------------------------------

    def _introduce(self, strangers: Sequence[Account], sender: Account, now: datetime) -> None:
        """Meet people: ask their platform who they are, with no transaction open."""
        profiles = {account: self._look_up(account) for account in strangers[:MOST_LOOK_UPS]}
        for attempt in (1, 2):
            try:
                if self._meet(strangers, profiles, sender, now):
                    self._wake()
                return
            except IntegrityError:
                # Two first contacts at once on PostgreSQL: the second finds what the first made.
                if attempt == 2:
                    raise

    def _meet(
        self,
        strangers: Sequence[Account],
        profiles: Mapping[Account, Profile | None],
        sender: Account,
        now: datetime,
    ) -> bool:
        """Whether there is something to tell them."""
        with self._database.write() as session:
            news = [
                linking.meet(
                    session,
                    account,
                    profiles.get(account),
                    self._defaults,
                    now,
                    is_seen=account == sender,
                )
                for account in sorted(strangers, key=astuple)
            ]
        return any(news)

    def _may_ask(self, account: Account, me: Me | None, now: datetime) -> bool:
        if me is None:
            return True
        asked = self._asked.get(account)
        recently = asked is not None and time.monotonic() - asked < ASK_AGAIN_AFTER
        return people.needs_profile(me, now) and not recently

    def _look_up(self, account: Account) -> Profile | None:
        look_up = self._look_ups.get(account.platform)
        if look_up is None:
            return None
        if len(self._asked) > 10_000:
            self._asked.clear()
        self._asked[account] = time.monotonic()
        return look_up(account)

    def _locale_of(self, event: AnyEvent) -> str:
        try:
            with self._database.read() as session:
                me = people.find_me(session, event.sender)
        except SQLAlchemyError:
            me = None
        return me.locale if me else self._defaults.locale

    # -- what is the answer ----------------------------------------------------------------

    def _persistently(self, route: Route, event: AnyEvent, answer_to: Address | None) -> Reply:
        """Try again where two deliveries met: the first attempt left nothing behind."""
        for _ in range(ATTEMPTS - 1):
            try:
                return self._answer(route, event, answer_to)
            except (IntegrityError, OperationalError) as error:
                log.info("reception.again", action=route.action, error=type(error.orig).__name__)
        return self._answer(route, event, answer_to)

    def _answer(self, route: Route, event: AnyEvent, answer_to: Address | None) -> Reply:
        # Nearly always everybody is known, and one transaction does it all.
        now = self._clock()
        try:
            return self._attempt(route, event, answer_to, now, may_ask=True)
        except _Strangers as met:
            self._introduce(met.accounts, event.sender, now)
            return self._attempt(route, event, answer_to, now, may_ask=False)

    def _attempt(
        self, route: Route, event: AnyEvent, answer_to: Address | None, now: datetime, may_ask: bool
    ) -> Reply:
        """Raises _Strangers, with nothing done, where somebody's platform is to be asked first."""
        if not route.writes and answer_to is None:
            with self._turns.turn(), self._database.read() as session:
                return route.handle(self._context(session, event, now, may_ask))
        with self._database.write() as session:
            context = self._context(session, event, now, may_ask)
            platform, key = event.sender.platform, posting.key_of(event)
            if key and not received_events.remember(session, platform, key, now):
                stored = received_events.answer_of(session, platform, key)
                return replies.load(stored) if stored else Nothing()
            reply = route.handle(context)
            if answer_to is not None:
                posting.post(session, event, answer_to, reply, now, self._forms_in_messages)
                reply = Nothing()
            if key:
                received_events.keep_answer(session, platform, key, replies.dump(reply))
        self._wake()
        return reply

    def _context(self, session: Session, event: AnyEvent, now: datetime, may_ask: bool) -> Context:
        found = {account: people.find_me(session, account) for account in accounts_in(event)}
        if may_ask:
            strangers = [each for each, me in found.items() if self._may_ask(each, me, now)]
            if strangers:
                raise _Strangers(strangers)
        me = found[event.sender]
        if me is None:
            raise LookupError("the sender was not introduced")
        met = {
            account: known.person
            for account, known in found.items()
            if known is not None and known.workspace_id == me.workspace_id
        }
        covers = event.sender.platform in self._forms_in_messages
        return Context(session, now, me, event, met, form_covers_card=covers)

    def _say(
        self,
        event: AnyEvent,
        answer_to: Address | None,
        source: str,
        values: Mapping[str, object],
    ) -> Reply:
        """A refusal or an error, in the same way an answer would have come.

        Raises NotTaken where not even this can be kept for a message: the platform is to deliver
        it again, and nothing of it was lost.
        """
        words = language(self._locale_of(event)).tr(source, **values)
        reply: Reply = Notice(text(words), Tone.WARNING)
        if answer_to is None:
            return reply
        try:
            with self._database.write() as session:
                now, key = self._clock(), posting.key_of(event)
                platform = event.sender.platform
                if key and not received_events.remember(session, platform, key, now):
                    return Nothing()
                posting.post(session, event, answer_to, reply, now, self._forms_in_messages)
        except SQLAlchemyError as error:
            raise NotTaken from error
        self._wake()
        return Nothing()


def _check_size(event: AnyEvent) -> None:
    """Raises Invalid for more people than anybody means to name at once."""
    if len(accounts_in(event)) > MOST_PEOPLE:
        raise Invalid(
            message("You named more than {most} people at once. Name a few, or a team."),
            most=MOST_PEOPLE - 1,
        )
