"""How Alembic runs here: on the connection, and in the transaction, that storage.migrate opened."""

from alembic import context
from sqlalchemy import Connection

from storage.migrate import context_options

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, **context_options(connection))
with context.begin_transaction():
    context.run_migrations()
