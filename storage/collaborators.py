"""Who was asked to work on an objective or a key result."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from storage.statements import pick
from storage.tables import Collaborator


def ask(
    session: Session,
    objective_id: int,
    key_result_id: int | None,
    person_ids: Iterable[int],
    asked_by_id: int,
    now: datetime,
) -> list[int]:
    """Make people collaborators; gives those who were not before, who are to be told."""
    known = set(
        session.execute(
            pick(Collaborator.person_id).where(
                col(Collaborator.objective_id) == objective_id,
                col(Collaborator.key_result_id).is_(None)
                if key_result_id is None
                else col(Collaborator.key_result_id) == key_result_id,
            )
        ).scalars()
    )
    new = [person_id for person_id in dict.fromkeys(person_ids) if person_id not in known]
    session.add_all(
        Collaborator(
            objective_id=objective_id,
            key_result_id=key_result_id,
            person_id=person_id,
            asked_by_id=asked_by_id,
            asked_at=now,
        )
        for person_id in new
    )
    session.flush()
    return new


def release(
    session: Session, objective_id: int, key_result_id: int | None, keep: Iterable[int]
) -> None:
    """Take everybody but `keep` off the list of collaborators."""
    rows = session.execute(
        select(Collaborator).where(
            col(Collaborator.objective_id) == objective_id,
            col(Collaborator.key_result_id).is_(None)
            if key_result_id is None
            else col(Collaborator.key_result_id) == key_result_id,
        )
    ).scalars()
    kept = set(keep)
    for row in rows:
        if row.person_id not in kept:
            session.delete(row)
    session.flush()
