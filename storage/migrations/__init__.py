"""Alembic's scripts; `storage.migrate` runs them, nobody else needs to."""
