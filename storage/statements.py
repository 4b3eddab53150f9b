"""One typed door to plain column statements."""

from typing import Any

from sqlalchemy import Select, select


def pick(*columns: Any) -> Select[Any]:
    """A SELECT of plain columns: rows as tuples, without the cost of building objects.

    SQLModel declares a table's attributes with the types of their values, which `select` does
    not take for columns; here they are taken as what they are at run time.
    """
    return select(*columns)
