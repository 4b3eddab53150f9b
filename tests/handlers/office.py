"""An office without a platform: people speak to the reception and hear its replies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlmodel import col, select

from chat.address import Account, Address, PlaceKind, Profile
from chat.cards import Card
from chat.events import ButtonPressed, ChatEntered, CommandGiven, FormSubmitted, HomeOpened, Mention
from chat.forms import FieldValue, Form
from chat.plain_text import card_text
from chat.replies import FieldErrors, Notice, OpenForm, Replace, Reply, Show
from chat.text import cleaned, mention_token, plain
from handlers.reception import Reception
from handlers.router import build_router
from scheduler.jobs import jobs
from storage import outbox
from storage.database import Database
from storage.people import Defaults
from storage.tables import OutboxRow, PersonRow
from tests.drivers.base import PEOPLE
from tests.drivers.clock import FixedClock

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@dataclass
class Office:
    """`say`, `press` and `fill` give what the person then reads."""

    database: Database
    clock: FixedClock = field(default_factory=lambda: FixedClock(MONDAY))
    platform: str = "slack"
    tenant: str = "T1"

    def __post_init__(self) -> None:
        self._ids = count(1)
        self.replies: dict[str, Reply] = {}
        self.asked: list[Account] = []
        self.reception = Reception(
            self.database,
            build_router(),
            self.clock,
            Defaults("en", "UTC", frozenset({(self.platform, "Uroot")})),
            look_ups={self.platform: self._profile},
        )

    def account(self, who: str) -> Account:
        """Somebody's account."""
        return Account(self.platform, self.tenant, f"U{who}")

    def _profile(self, account: Account) -> Profile | None:
        self.asked.append(account)
        known = PEOPLE.get(account.id.removeprefix("U"))
        return Profile(account, known[0], locale=known[1], timezone=known[2]) if known else None

    def place(self, who: str, channel: str = "") -> Address:
        """The direct conversation, or a channel."""
        if channel:
            return Address(self.platform, self.tenant, PlaceKind.CHANNEL, channel)
        return Address.of(self.account(who))

    def say(
        self,
        who: str,
        text: str,
        *,
        event_id: str = "",
        channel: str = "",
        aloud: bool = False,
        by_message: bool = False,
    ) -> str:
        """Type a command; `{bo}` mentions Bo."""
        text = cleaned(text)  # as every platform does with what comes in
        mentions: list[Mention] = []
        for key in PEOPLE:
            if "{" + key + "}" in text:
                text = text.replace("{" + key + "}", mention_token(len(mentions)))
                mentions.append(Mention(self.account(key), PEOPLE[key][0]))
        place = self.place(who, channel)
        event = CommandGiven(
            id=event_id or f"e{next(self._ids)}",
            sender=self.account(who),
            place=place,
            text=text,
            mentions=tuple(mentions),
            aloud=aloud,
        )
        return self.hear(who, self.reception(event, answer_to=place if by_message else None))

    def press(self, who: str, action: str, values: Mapping[str, str] | None = None) -> str:
        """Press a button by its action."""
        event = ButtonPressed(
            id=f"e{next(self._ids)}",
            sender=self.account(who),
            place=self.place(who),
            action=action,
            values=values or {},
        )
        return self.hear(who, self.reception(event))

    def fill(self, who: str, **answers: FieldValue) -> str:
        """Submit the form that stands before the person; what is not named keeps its value."""
        form = self.form(who)
        fields: dict[str, FieldValue] = {each.name: each.value for each in form.inputs}
        return self.submit(who, form, {}, {**fields, **answers})

    def submit(
        self, who: str, form: Form, values: Mapping[str, str], fields: Mapping[str, FieldValue]
    ) -> str:
        """Submit a form as nobody's hand could: with these of its values changed."""
        event = FormSubmitted(
            id=f"e{next(self._ids)}",
            sender=self.account(who),
            place=self.place(who),
            action=form.action,
            values={**form.values, **values},
            fields=fields,
        )
        return self.hear(who, self.reception(event))

    def leave(self, who: str) -> None:
        """Somebody leaves the company."""
        name = PEOPLE[who][0]
        with self.database.write() as session:
            person = session.exec(select(PersonRow).where(col(PersonRow.name) == name)).one()
            person.is_active = False

    def home(self, who: str) -> str:
        """Open the home view."""
        event = HomeOpened(id="", sender=self.account(who), place=self.place(who))
        return self.hear(who, self.reception(event))

    def enter(self, who: str) -> str:
        """Enter the chat with the bot."""
        event = ChatEntered(
            id=f"e{next(self._ids)}", sender=self.account(who), place=self.place(who)
        )
        return self.hear(who, self.reception(event))

    def hear(self, who: str, reply: Reply) -> str:
        """What the reply says."""
        self.replies[who] = reply
        match reply:
            case Show(card=card) | Replace(card=card):
                return card_text(card)
            case Notice(text=words):
                return plain(words)
            case OpenForm(form=form):
                return form.title
            case FieldErrors(errors=errors):
                return "; ".join(f"{name}: {words}" for name, words in errors.items())
            case _:
                return ""

    def form(self, who: str) -> Form:
        """The form before the person."""
        reply = self.replies[who]
        assert isinstance(reply, OpenForm | FieldErrors), reply
        return reply.form

    def card(self, who: str) -> Card:
        """The card before the person."""
        reply = self.replies[who]
        assert isinstance(reply, Show | Replace), reply
        return reply.card

    def travel(self, to: datetime) -> None:
        """The clock is moved there, and what falls due until then is done, an hour at a time."""
        work = jobs(self.database, self.clock, lambda: None)
        while self.clock() < to:
            self.clock.set(min(self.clock() + timedelta(hours=1), to))
            for job in work.values():
                job(self.clock())

    def waiting_for(self, who: str) -> list[str]:
        """What stands in the outbox for somebody, oldest first."""
        return self._outbox(f"U{who}")

    def waiting_in(self, channel: str) -> list[str]:
        """What stands in the outbox for a channel, oldest first."""
        return self._outbox(channel)

    def _outbox(self, address_id: str) -> list[str]:
        with self.database.read() as session:
            rows = session.exec(select(OutboxRow).order_by(col(OutboxRow.id))).all()
            bodies = [
                outbox.load_body(row.body_kind, row.body)
                for row in rows
                if row.address_id == address_id
            ]
        return [card_text(body) for body in bodies if isinstance(body, Card)]
