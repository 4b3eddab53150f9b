"""Terms of the search are compared character by character, whatever the database's collation."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    _collate('"C"')


def downgrade() -> None:
    """Back."""
    _collate('"default"')


def _collate(collation: str) -> None:
    # SQLite compares by bytes anyway, which for UTF-8 is the same. The primary key is built anew.
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            sa.text(
                f"ALTER TABLE search_terms ALTER COLUMN term TYPE VARCHAR(40) COLLATE {collation}"
            )
        )
