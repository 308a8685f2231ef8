"""What alembic runs: every step on the connection it is handed, inside the transaction that its owner opened."""

from __future__ import annotations

from alembic import context

from mockint.history.tables import METADATA

# The tables are here for `alembic revision --autogenerate` alone; a step never reads them.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=False,  # the transaction is the caller's: alembic neither begins nor commits
)
context.run_migrations()
