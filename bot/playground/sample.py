"""Writes the sample company through the program's own intake, as its people would have typed it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.playground import receive
from bot.playground.company import PLATFORM, SAMPLE, Company, account
from bot.playground.sample_care import CARE
from bot.playground.sample_data import CURRENT_WEEK, CYCLE_WEEKS, TODOS, SampleObjective, When
from bot.playground.sample_growth import GROWTH
from bot.playground.sample_lead import LEAD
from bot.playground.sample_product import PRODUCT
from chat.address import Account, Profile
from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import FieldValue
from chat.platform import Intake
from chat.replies import OpenForm, Replace, Reply, Show

OBJECTIVES: tuple[SampleObjective, ...] = (*GROWTH, *PRODUCT, *CARE, *LEAD)
"""Everything the company wrote; numbered O1, O2, … in the order of `written_order`."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FRIDAY = timedelta(days=4)
_AFTERNOON = time(15)


class NotTaken(Exception):
    """The program did not take a sentence of the sample: the sample or the program is wrong."""


@dataclass
class SampleClock:
    """The time of the sample's own telling."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Calendar:
    """The two cycles around a day: it lies in the current one's week CURRENT_WEEK."""

    today: date

    def start(self, when: When) -> date:
        """The Monday on which a cycle begins."""
        monday = self.today - timedelta(days=self.today.weekday())
        weeks = CURRENT_WEEK - 1 + (CYCLE_WEEKS if when is When.PREVIOUS else 0)
        return monday - timedelta(weeks=weeks)

    def end(self, when: When) -> date:
        """The Sunday on which it ends."""
        return self.start(when) + timedelta(weeks=CYCLE_WEEKS, days=-1)

    def name(self, when: When) -> str:
        """What the cycle is called, such as "2026-10 – 2027-01"."""
        return f"{self.start(when):%Y-%m} – {self.end(when):%Y-%m}"

    def reported(self, when: When, week: int) -> date | None:
        """The Friday of a cycle's week, the first of which is 1. In the week that is running it is
        yesterday; on its Monday nobody has reported yet."""
        friday = self.start(when) + timedelta(weeks=week - 1) + _FRIDAY
        if friday < self.today:
            return friday
        return self.yesterday if self.today.weekday() else None

    @property
    def yesterday(self) -> date:
        """The day before today."""
        return self.today - timedelta(days=1)


class Teller:
    """Says sentences of the sample to the program, each once for ever: ids are fixed."""

    def __init__(
        self, intake: Intake, clock: SampleClock, company: Company, chapter: str = "sample"
    ) -> None:
        self._intake = intake
        self._clock = clock
        self._company = company
        self._ids: Iterator[str] = (f"{chapter}-{number:04}" for number in count(1))

    def say(self, who: str, words: str, day: date, minute: int = 0) -> Card:
        """One command, typed on a day in the afternoon of the person; the card it is answered
        with. Raises NotTaken."""
        return _shown(self._said(who, words, day, minute), who, words)

    def ask(self, who: str, words: str, day: date, minute: int = 0, **answers: FieldValue) -> Card:
        """A command that opens a form, and the form filled in. Raises NotTaken."""
        return self._fill(who, self._said(who, words, day, minute), answers)

    def press(
        self, who: str, action: str, values: Mapping[str, str], day: date, minute: int = 0
    ) -> Card:
        """One button, pressed on such a day. Raises NotTaken."""
        return _shown(self._pressed(who, action, values, day, minute), who, action)

    def press_and_fill(
        self,
        who: str,
        action: str,
        values: Mapping[str, str],
        day: date,
        minute: int = 0,
        **answers: FieldValue,
    ) -> Card:
        """A button that opens a form, and the form filled in. Raises NotTaken."""
        return self._fill(who, self._pressed(who, action, values, day, minute), answers)

    def _said(self, who: str, words: str, day: date, minute: int) -> Reply:
        self._travel(who, day, minute)
        typed = receive.Typed.model_validate({"as": who, "id": next(self._ids), "text": words})
        command = receive.Command(receive.typed_text(typed))
        return self._intake(receive.command_event(self._company, typed, command))

    def _pressed(
        self, who: str, action: str, values: Mapping[str, str], day: date, minute: int
    ) -> Reply:
        self._travel(who, day, minute)
        place = receive.place_of(self._company, who, receive.DIRECT)
        return self._intake(
            ButtonPressed(
                id=next(self._ids), sender=account(who), place=place, action=action, values=values
            )
        )

    def _fill(self, who: str, reply: Reply, answers: Mapping[str, FieldValue]) -> Card:
        """What stands in the form already stays as it is."""
        if not isinstance(reply, OpenForm):
            raise NotTaken(f"{who}: {reply}")
        form = reply.form
        fields = {**{each.name: each.value for each in form.inputs}, **answers}
        place = receive.place_of(self._company, who, receive.DIRECT)
        filled = FormSubmitted(
            id=next(self._ids),
            sender=account(who),
            place=place,
            action=form.action,
            fields=fields,
            values=form.values,
        )
        return _shown(self._intake(filled), who, form.action)

    def _travel(self, who: str, day: date, minute: int) -> None:
        person = self._company.find_person(who)
        zone = ZoneInfo(person.timezone if person else "UTC")
        local = datetime.combine(day, _AFTERNOON, zone) + timedelta(minutes=minute)
        self._clock.now = local.astimezone(UTC)


def _shown(reply: Reply, who: str, what: str) -> Card:
    if not isinstance(reply, Show | Replace):
        raise NotTaken(f"{who}: {what}: {reply}")
    return reply.card


def profiles(company: Company = SAMPLE) -> Callable[[Account], Profile | None]:
    """Who the people of the company are, for an intake that is told the sample."""

    def look_up(asked: Account) -> Profile | None:
        person = company.find_person(asked.id) if asked.platform == PLATFORM else None
        return person.profile if person is not None else None

    return look_up


def admin_accounts(company: Company = SAMPLE) -> list[Account]:
    """The accounts of the admins, who write teams and cycles."""
    return [account(person.id) for person in company.people if person.is_admin]


def tell(intake: Intake, clock: SampleClock, today: date, company: Company = SAMPLE) -> None:
    """Tell the whole sample, ending on `today`. Told again it changes nothing.

    `intake` must run on `clock`. Raises NotTaken.
    """
    teller = Teller(intake, clock, company)
    calendar = Calendar(today)
    admin = admin_accounts(company)[0].id
    _tell_teams(teller, company, calendar.start(When.PREVIOUS), admin)
    numbers = count(1)
    for when in When:
        _tell_cycle(teller, calendar, when, admin)
        objectives = [each for each in OBJECTIVES if each.when is when]
        numbered = [(next(numbers), each) for each in objectives]
        for minute, (number, objective) in enumerate(numbered):
            _tell_objective(teller, calendar, number, objective, minute)
        for week in range(1, CYCLE_WEEKS + 1):
            _tell_week(teller, calendar, week, numbered)
    for minute, todo in enumerate(TODOS):
        due = _spoken(calendar.today + timedelta(days=todo.days), "due")
        teller.say(todo.author, todo.words.format(**due), calendar.yesterday, minute)


def _tell_teams(teller: Teller, company: Company, day: date, admin: str) -> None:
    names = {person.id: person.name for person in company.people}
    for team in company.teams:
        people = " ".join(f"@{names[member]}" for member in (team.lead, *team.members))
        teller.say(admin, f"team create {team.name} @{names[team.lead]}", day)
        teller.say(admin, f"team add {team.name} {people}", day)
        if admin not in team.members:
            teller.say(admin, f"team remove {team.name} @{names[admin]}", day)
        teller.say(admin, f"team channel {team.name} #{team.channel}", day)
        for below in team.below:
            teller.say(admin, f"team parent {below} {team.name}", day)


def _tell_cycle(teller: Teller, calendar: Calendar, when: When, admin: str) -> None:
    start, end, name = calendar.start(when), calendar.end(when), calendar.name(when)
    teller.say(admin, f"cycle create {start} {end} {name}", start)
    teller.say(admin, f"cycle current {name}", start)


def _tell_objective(
    teller: Teller, calendar: Calendar, number: int, objective: SampleObjective, minute: int
) -> None:
    # Drafts are young: somebody is writing them now.
    monday = calendar.start(objective.when)
    day = calendar.yesterday if objective.is_draft else monday
    days = _spoken(calendar.end(objective.when), "end")
    lines = [objective.title, *(each.line.format(**days) for each in objective.key_results)]
    teller.say(objective.owner, "new " + "\n".join(lines), day, minute)
    if not objective.is_draft:
        teller.say(objective.owner, f"publish O{number}", day, minute)


def _spoken(day: date, name: str) -> dict[str, str]:
    return {name: f"{day.day} {_MONTHS[day.month - 1]}", f"{name}_zh": f"{day.month}月{day.day}日"}


def _tell_week(
    teller: Teller,
    calendar: Calendar,
    week: int,
    numbered: list[tuple[int, SampleObjective]],
) -> None:
    day = calendar.reported(numbered[0][1].when, week)
    if day is None:
        return
    minutes = count()
    for number, objective in numbered:
        for position, key_result in enumerate(objective.key_results, start=1):
            said = dict(key_result.reports).get(week)
            if said is not None:
                words = f"checkin KR{number}.{position} {said}"
                teller.say(objective.owner, words, day, next(minutes))
