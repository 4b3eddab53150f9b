"""What all tables share: how constraints are named and enums kept."""

from enum import StrEnum

from sqlalchemy import (
    Enum,
)
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def stored_enum(values: type[StrEnum]) -> Enum:
    """How an enum is kept: by its value."""
    # Stored as text: a new member needs no migration of a database type.
    return Enum(
        values,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )
