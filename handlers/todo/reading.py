"""What a typed action item says: what is to be done, by whom, until when, for which key result."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chat.forms import FieldValue
from handlers.context import Context
from handlers.lookup import UNKNOWN_PERSON, people_in
from handlers.parsing import Words
from handlers.views.todo import TITLE_LIMIT
from handlers.writing.measuring import date_field
from okr.errors import Invalid, message
from okr.facts import PersonName
from okr.ids import KeyResultId, parse
from okr.quantities import DueDay, find_due_day
from storage import leads

_KEY_RESULT = re.compile(
    r"[\[【(（]?(?<![a-z0-9])(kr\s?\d{1,9}\.\d{1,4})(?!\d)[\]】)）]?", re.IGNORECASE
)
_LOOSE = re.compile(r"\s+(?=[.,;:!?])")
"""What stands before a full stop once the name there is taken out."""
_YEARS_AHEAD = 10
_AROUND = " \t\n,，、;；:："


@dataclass(frozen=True, slots=True)
class Said:
    """A typed action item as it was understood."""

    title: str
    owner: PersonName | None
    due_on: date | None
    key_result: KeyResultId | None


def read(ctx: Context, words: Words) -> Said:
    """Reads a typed action item. Raises Invalid."""
    named = people_in(ctx, words)
    if named.unknown and not named.people:
        raise Invalid(UNKNOWN_PERSON, name=named.unknown[0])
    if len(named.people) > 1:
        raise Invalid(
            message("One owner each: who does it? Write one for each, as in `{example}`."),
            example=f"todo … @{named.people[0].name}",
        )
    for person in named.people:
        check_here(ctx, person, "owner")
    said, key_result = _without_key_result(named.rest.plain)
    said, due_on = _without_day(said, ctx.today)
    title = checked_title(_LOOSE.sub("", said), "title")
    return Said(title, next(iter(named.people), None), due_on, key_result)


def _without_day(said: str, today: date) -> tuple[str, date | None]:
    """The text without the day it is to be done by, and that day. Raises Invalid."""
    rest, found = cut_day(said, today)
    if found is None:
        return said, None
    if found.day is None:
        raise Invalid(
            message("There is no day “{typed}”. Write it like {example}."),
            field="due",
            typed=said[found.start : found.end].strip()[:40],
            example=today.isoformat(),
        )
    check_day(found.day, today, "due")
    return rest, found.day


def cut_day(said: str, today: date) -> tuple[str, DueDay | None]:
    """The text without the words that say by when, and what they say."""
    found = find_due_day(said, today)
    if found is None:
        return said, None
    before, after = said[: found.start].rstrip(_AROUND), said[found.end :].lstrip(_AROUND)
    return f"{before} {after}".strip(_AROUND), found


def _without_key_result(said: str) -> tuple[str, KeyResultId | None]:
    """The text without the one key result it names, and that key result."""
    found = list(_KEY_RESULT.finditer(said))
    if len(found) != 1:
        return said, None
    id = parse(found[0][1])
    rest = f"{said[: found[0].start()].rstrip()} {said[found[0].end() :].lstrip()}"
    return (rest, id) if isinstance(id, KeyResultId) else (said, None)


def checked_title(typed: str, field: str) -> str:
    """What is to be done, on one line. Raises Invalid when it is empty or too long."""
    title = " ".join(typed.split()).strip(_AROUND)
    if not any(character.isalnum() for character in title):
        raise Invalid(
            message("What is to be done? For example: `{example}`."),
            field=field,
            example="todo call the partner @Bo by Friday",
        )
    if len(title) > TITLE_LIMIT:
        raise Invalid(
            message("That is {length} characters long; {limit} is the most."),
            field=field,
            length=len(title),
            limit=TITLE_LIMIT,
        )
    return title


def due_field(fields: Mapping[str, FieldValue], today: date) -> date | None:
    """The day chosen in the field "due" of a form; None where it is empty. Raises Invalid."""
    day = date_field(fields, "due", today)
    if day is not None:
        check_day(day, today, "due")
    return day


def check_day(day: date, today: date, field: str) -> None:
    """Raises Invalid for a day that has passed, or lies too far ahead to be meant."""
    if day < today:
        raise Invalid(message("That day has passed. Choose today or a later one."), field=field)
    if day.year > today.year + _YEARS_AHEAD:
        raise Invalid(
            message("That is more than {years} years ahead. Choose an earlier day."),
            field=field,
            years=_YEARS_AHEAD,
        )


def check_here(ctx: Context, person: PersonName, field: str) -> PersonName:
    """The person, if they can be told. Raises Invalid for somebody who left."""
    if not leads.list_reachable(ctx.session, [person.id]):
        raise Invalid(
            message("{name} is no longer here. Choose somebody else."),
            field=field,
            name=person.name,
        )
    return person
