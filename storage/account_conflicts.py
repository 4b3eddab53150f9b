"""Two people become one: the tables in which each of them may have a row of the same kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, RowMapping, Table, UniqueConstraint, and_, delete, select, update
from sqlmodel import Session, SQLModel

from okr.alignment import Collaboration
from okr.follow_up import RoundState

# Importing these declares every table there is.
from storage.tables import AlignmentRow as _AlignmentRow
from storage.tables import Collaborator, PersonRow, RiskAsk, Round, Setting, TeamMember

_TABLES = _AlignmentRow.metadata.tables
PEOPLE = _TABLES[PersonRow.__tablename__]

Values = dict[str, Any]
Blend = Callable[[RowMapping, RowMapping], Values]
"""What the row of the one who stays says from now on, of both rows; the other row goes."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ids of people: the one who is kept, and the one who is no more afterwards."""

    kept: int
    gone: int


def person_columns() -> tuple[Column[Any], ...]:
    """Every column that refers to a person."""
    return tuple(
        column
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if any(key.column is PEOPLE.c.id for key in column.foreign_keys)
    )


def unique_person_columns() -> frozenset[str]:
    """The tables in which a person's rows cannot simply be given to another person."""
    return frozenset(
        column.table.name
        for column in person_columns()
        if any(column in unique for unique in _uniques(column.table))
    )


def _uniques(table: Table) -> list[tuple[Column[Any], ...]]:
    constraints = (each for each in table.constraints if isinstance(each, UniqueConstraint))
    indexes = (each for each in table.indexes if each.unique)
    return [
        tuple(table.primary_key.columns),
        *(tuple(each.columns) for each in constraints),
        *(tuple(each.columns) for each in indexes),
    ]


def settle(session: Session, pair: Pair) -> None:
    """Wherever both have a row of the same kind, only that of the one who stays is left."""
    for name, (same, blend) in CONFLICTS.items():
        _settle_table(session, _TABLES[name], same, blend, pair)
    _settle_settings(session, pair)


def _settle_table(
    session: Session, table: Table, same: tuple[str, ...], blend: Blend, pair: Pair
) -> None:
    mine, theirs = table.alias("mine"), table.alias("theirs")
    alike = and_(*(mine.c[name].is_not_distinct_from(theirs.c[name]) for name in same))
    names = [column.name for column in table.columns]
    both = (
        select(
            *(mine.c[name].label(f"mine_{name}") for name in names),
            *(theirs.c[name].label(f"theirs_{name}") for name in names),
        )
        .join_from(mine, theirs, alike)
        .where(mine.c.person_id == pair.kept, theirs.c.person_id == pair.gone)
    )
    for found in session.execute(both).mappings().all():
        kept = _part(found, "mine_", names)
        gone = _part(found, "theirs_", names)
        session.execute(delete(table).where(_is_row(table, gone)))
        if values := blend(kept, gone):
            session.execute(update(table).where(_is_row(table, kept)).values(values))


def _part(found: RowMapping, prefix: str, names: list[str]) -> Any:
    return {name: found[f"{prefix}{name}"] for name in names}


def _is_row(table: Table, row: Mapping[str, Any]) -> Any:
    return and_(*(column == row[column.name] for column in table.primary_key.columns))


def _earliest(kept: RowMapping, gone: RowMapping, name: str) -> Any:
    return min((at for at in (kept[name], gone[name]) if at is not None), default=None)


def _nothing(_kept: RowMapping, _gone: RowMapping) -> Values:
    return {}


def _collaborator(kept: RowMapping, gone: RowMapping) -> Values:
    """The later answer holds, and any answer more than none."""
    values = {"told_at": _earliest(kept, gone, "told_at")}
    has_answered = gone["answer"] is not Collaboration.ASKED and gone["answered_at"] is not None
    is_later = kept["answered_at"] is None or gone["answered_at"] > kept["answered_at"]
    if has_answered and is_later:
        values |= {name: gone[name] for name in ("answer", "answered_at", "reason")}
    return values


_FIRST = (
    RoundState.SNOOZED,
    RoundState.PROMPTED,
    RoundState.DELEGATED,
    RoundState.SKIPPED,
    RoundState.DONE,
    RoundState.MISSED,
    RoundState.OFF,
)
"""What is still open for either of them is open; what was decided goes before what came about."""


def _round(kept: RowMapping, gone: RowMapping) -> Values:
    first = min(kept, gone, key=lambda row: _FIRST.index(row["state"]))
    return {
        **{name: first[name] for name in ("state", "reason", "delegate_id")},
        "prompted_at": _earliest(kept, gone, "prompted_at"),
        "nudges": max(kept["nudges"], gone["nudges"]),
        "updated_at": max(kept["updated_at"], gone["updated_at"]),
    }


def _risk_ask(kept: RowMapping, gone: RowMapping) -> Values:
    """Whoever of them has said something has said it; what one handed to the other is theirs."""
    both = (kept, gone)
    said = max(both, key=lambda row: (bool(row["answer"]), row["answered_at"] is not None))
    onwards = [row["forwarded_to_id"] for row in both]
    others = [each for each in onwards if each not in (kept["person_id"], gone["person_id"])]
    begun = min(both, key=lambda row: row["asked_at"])
    return {
        "is_lead": kept["is_lead"] or gone["is_lead"],
        "asked_by_id": begun["asked_by_id"],
        "asked_at": begun["asked_at"],
        "due_at": _earliest(kept, gone, "due_at"),
        "nudged_at": _earliest(kept, gone, "nudged_at"),
        "answer": said["answer"],
        "answered_at": said["answered_at"],
        "word": kept["word"] or gone["word"],
        "forwarded_to_id": others[0] if others and None not in onwards else None,
    }


CONFLICTS: Mapping[str, tuple[tuple[str, ...], Blend]] = {
    TeamMember.__tablename__: (("team_id",), _nothing),
    Collaborator.__tablename__: (("objective_id", "key_result_id"), _collaborator),
    Round.__tablename__: (("week",), _round),
    RiskAsk.__tablename__: (("risk_id",), _risk_ask),
}
"""Table -> the columns that make two rows of different people one of a kind, and what is left.
Every one of these tables names its person in `person_id`."""


def _settle_settings(session: Session, pair: Pair) -> None:
    """Settings refer to a person without a foreign key, since those of everybody stand at 0."""
    table = _TABLES[Setting.__tablename__]
    rows = session.execute(select(table).where(table.c.person_id == pair.gone)).mappings().all()
    for row in rows:
        name = (table.c.workspace_id == row["workspace_id"]) & (table.c.name == row["name"])
        here = name & (table.c.person_id == pair.kept)
        there = name & (table.c.person_id == pair.gone)
        kept = session.execute(select(table.c.value).where(here)).first()
        if kept is None:
            session.execute(update(table).where(there).values(person_id=pair.kept))
        else:
            session.execute(delete(table).where(there))
            value = together(kept.value, row["value"])
            session.execute(update(table).where(here).values(value=value))


def together(kept: Any, gone: Any) -> Any:
    """One value of two: lists and drafts of the same thing are joined, else the kept one holds."""
    if kept is None:
        return gone
    if isinstance(kept, list) and isinstance(gone, list):
        return [*kept, *(each for each in gone if each not in kept)]
    if isinstance(kept, dict) and isinstance(gone, dict) and _same_plain(kept, gone):
        return {**kept, **{name: together(kept.get(name), gone[name]) for name in gone}}
    return kept


def _same_plain(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether what both say in plain values (such as the week of a draft) is the same."""
    plain = {
        name for name in mine.keys() & theirs.keys() if not isinstance(mine[name], dict | list)
    }
    return all(mine[name] == theirs[name] for name in plain)
