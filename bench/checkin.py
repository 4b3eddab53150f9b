"""A check-in through the reception, beside the transaction alone that writes the same rows."""

from functools import partial
from pathlib import Path

from bench import company
from bench.asking import answered, command, now, reception, seconds
from bench.company import Company
from bench.report import Bound, Report, Row, middle, spread
from bench.where import shares
from handlers.reception import Reception
from okr.schedule import week_key
from storage.database import Database
from storage.tables import CheckInRow, HistoryRow, KeyResultRow, ObjectiveRow

OBJECTIVES = 10_000
ROUNDS = 15
EACH = 40
BUDGET = 0.6
VALUE = 12_000.0


def measure(folder: Path) -> Report:
    """Rounds of both in turn; SQLite with synchronous=FULL, one writer."""
    loaded = company.found(company.sqlite(folder, OBJECTIVES), OBJECTIVES)
    asked = reception(loaded)
    first = company.current_numbers(OBJECTIVES)[0]
    spans = [range(first + place * EACH, first + (place + 1) * EACH) for place in range(ROUNDS + 1)]
    ours, plain = [], []
    for span in spans:
        plain.append(seconds(partial(_plainly, loaded.database, span)) / EACH)
        ours.append(seconds(partial(_through, asked, loaded, span)) / EACH)
    del ours[0], plain[0]
    ratios = [b / a for a, b in zip(ours, plain, strict=True)]
    beside = (
        f"{middle(ours) * 1000:.2f} ms of {middle(plain) * 1000:.2f} ms; rounds {spread(ratios)}"
    )
    return Report(
        "check-in: written by one message, SQLite, durable",
        [
            Row(
                "a check-in / the plain SQLModel transaction",
                middle(ratios),
                "×",
                Bound.AT_LEAST,
                BUDGET,
                beside,
            )
        ],
        shares(lambda: _through(asked, loaded, spans[0])),
    )


def _through(asked: Reception, loaded: Company, numbers: range) -> None:
    for number in numbers:
        answered(asked, command(loaded.owner(number), f"checkin KR{number}.2 12000"))


def _plainly(database: Database, numbers: range) -> None:
    """Only what must be written, with the ids known: no question who may, no answer."""
    for number in numbers:
        at = now()
        with database.write() as session:
            key_result = session.get_one(KeyResultRow, (number - 1) * company.KEY_RESULTS + 1)
            objective = session.get_one(ObjectiveRow, number)
            before = key_result.current
            session.add(
                CheckInRow(
                    key_result_id=int(key_result.id or 0),
                    person_id=objective.owner_id,
                    week=week_key(at, at.tzinfo),  # type: ignore[arg-type]
                    value=VALUE,
                    created_at=at,
                )
            )
            key_result.current = VALUE
            key_result.progress = 0.24
            key_result.checked_in_at = key_result.updated_at = at
            objective.progress = 0.5
            objective.updated_at = at
            session.add(
                HistoryRow(
                    workspace_id=objective.workspace_id,
                    objective_id=objective.id,
                    key_result_id=key_result.id,
                    actor_id=objective.owner_id,
                    action="checked_in",
                    before={"value": before},
                    after={"value": VALUE},
                    at=at,
                )
            )
