"""An index of what is still to be judged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the index."""
    is_ungraded = sa.text("outcome = 'ungraded'")
    op.create_index(
        "ix_judgement_ungraded",
        "judgement",
        ["grade_id"],
        unique=False,
        sqlite_where=is_ungraded,
        postgresql_where=is_ungraded,
    )
