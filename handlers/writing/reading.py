"""From a line a person wrote to a key result: wording, measure, due date, people."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from chat.forms import FieldValue
from handlers.context import Context
from handlers.lookup import Named, people_in, picked
from handlers.parsing import Words, without_bullet
from handlers.views.objectives import MOST_KEY_RESULTS
from handlers.views.writing_forms import TITLE_LIMIT
from handlers.writing import joining_cards
from handlers.writing.measuring import reworded_measure
from okr.check_ins import LARGEST
from okr.errors import Invalid, message
from okr.facts import Measure, Objective, PersonName
from okr.quantities import read, unreadable_dates
from storage import collaborators, history, key_results, leads, objective_changes
from storage.tables import KeyResultRow, ObjectiveRow


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was understood; `absent` are people named who cannot be asked."""

    title: str
    measure: Measure
    due_on: date | None
    people: tuple[PersonName, ...]
    unknown: tuple[str, ...]
    odd_dates: tuple[str, ...]
    absent: tuple[str, ...] = ()


def key_result_line(ctx: Context, words: Words) -> Line:
    """A key result from one line. Raises Invalid when it is empty or too long."""
    named = people_in(ctx, without_bullet(words), keeps_inner=True)
    title = checked_title(named.rest.plain, field="key_results")
    quantity = read(title, ctx.today)
    for figure in (quantity.start, quantity.target, quantity.high):
        if figure is not None and abs(figure) > LARGEST:
            raise Invalid(message("That figure is too large to be meant."), field="key_results")
    measure = Measure(
        kind=quantity.kind,
        direction=quantity.direction,
        start=quantity.start,
        target=quantity.target,
        high=quantity.high,
        unit=quantity.unit,
    )
    people, absent = who_can_be_asked(ctx, named)
    odd_dates = unreadable_dates(title)
    return Line(title, measure, quantity.due, people, named.unknown, odd_dates, absent)


def who_can_be_asked(ctx: Context, named: Named) -> tuple[tuple[PersonName, ...], tuple[str, ...]]:
    """Those of the people named who are there, and the names of those who are not."""
    if not named.people:
        return (), named.outside
    there = leads.list_reachable(ctx.session, [person.id for person in named.people])
    gone = [person.name for person in named.people if person.id not in there]
    return tuple(each for each in named.people if each.id in there), (*gone, *named.outside)


def people_picked(
    ctx: Context, accounts: FieldValue | None, known: Collection[PersonName] = ()
) -> list[PersonName]:
    """The people a form's picker gave. Raises Invalid for somebody who cannot be asked.

    Who is `known` already may have left since.
    """
    people = picked(ctx, accounts)
    if isinstance(accounts, tuple) and any(each not in ctx.met for each in accounts):
        raise Invalid(
            message("Somebody you chose is not of this workspace and cannot be asked here."),
            field="people",
        )
    new = [each.id for each in people if each not in known]
    there = leads.list_reachable(ctx.session, new) if new else frozenset(new)
    for person in people:
        if person.id in new and person.id not in there:
            raise Invalid(
                message("{name} is no longer here. Choose somebody else."),
                field="people",
                name=person.name,
            )
    return people


def key_result_lines(ctx: Context, lines: list[Words], there: int = 0) -> list[Line]:
    """Every line that says something, `there` key results being there already.

    Raises Invalid for more than anyone can follow.
    """
    if len(lines) + there > MOST_KEY_RESULTS:
        raise Invalid(
            message("These are {count} key results; about three are good, {most} the most."),
            field="key_results",
            count=len(lines) + there,
            most=MOST_KEY_RESULTS,
        )
    return [key_result_line(ctx, line) for line in lines if without_bullet(line).text.strip()]


def checked_title(typed: str, field: str = "title") -> str:
    """Wording on one line. Raises Invalid when it is empty or too long; nothing is cut."""
    title = " ".join(typed.split())
    if not any(unicodedata.category(character)[0] in "LNS" for character in title):
        raise Invalid(message("There are no words yet. Say what is to be achieved."), field=field)
    if len(title) > TITLE_LIMIT:
        raise Invalid(
            message(
                "This is {length} characters long; {limit} is the most for one line. "
                "Say it shorter, or put each key result on a line of its own."
            ),
            field=field,
            length=len(title),
            limit=TITLE_LIMIT,
        )
    return title


def add_key_results(ctx: Context, row: ObjectiveRow, lines: list[Line]) -> list[KeyResultRow]:
    """Write the lines under an objective and make the people named collaborators."""
    added = []
    for line in lines:
        key_result = key_results.add(
            ctx.session, row, row.owner_id, line.title, line.measure, line.due_on, ctx.now
        )
        added.append(key_result)
        others = [person.id for person in line.people if person.id != row.owner_id]
        collaborators.ask(ctx.session, int(row.id or 0), key_result.id, others, ctx.me.id, ctx.now)
    return added


def tell_collaborators(ctx: Context, objective: Objective) -> None:
    """Tell everybody who was asked and has not been told, each in one card for all of it."""
    joining_cards.tell(ctx, objective)


def reworded(ctx: Context, objective: Objective, title: str, wordings: Mapping[int, str]) -> None:
    """New wording for an objective and, by position, its key results, which are read anew."""
    row = objective_changes.get_row(ctx.session, objective.id)
    if title != row.title:
        entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "edited", objective.id)
        history.record(ctx.session, entry, {"title": row.title}, {"title": title}, ctx.now)
        row.title = title
    for each in objective.key_results:
        wording = wordings.get(each.position, each.title)
        if wording == each.title:
            continue
        line = key_result_line(ctx, Words(wording))
        changed = key_results.get_row(ctx.session, each.id)
        changed.title, changed.due_on = line.title, line.due_on or changed.due_on
        key_results.set_measure(changed, reworded_measure(line.measure, each.measure))
        entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "edited", objective.id, each.id)
        history.record(ctx.session, entry, {"title": each.title}, {"title": line.title}, ctx.now)
    objective_changes.refresh(ctx.session, objective.id, ctx.now)
