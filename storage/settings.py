"""Named settings of a workspace or of one person."""

from typing import Any

from sqlmodel import Session

from storage.tables import Setting

EVERYBODY = 0
"""The person id under which a workspace's own settings stand."""


def find(session: Session, workspace_id: int, name: str, person_id: int = EVERYBODY) -> Any:
    """The value, or None when it was never set."""
    row = session.get(Setting, (workspace_id, person_id, name))
    return row.value if row else None


def put(
    session: Session,
    workspace_id: int,
    name: str,
    value: Any,
    person_id: int = EVERYBODY,
) -> None:
    """Set a value (anything JSON can hold)."""
    row = session.get(Setting, (workspace_id, person_id, name))
    if row is None:
        session.add(Setting(workspace_id=workspace_id, person_id=person_id, name=name, value=value))
    else:
        row.value = value
    session.flush()
