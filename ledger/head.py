"""Where the ledger stands, for those who ask within a query of their own."""

import sqlalchemy as sa

HEAD = (
    sa.select(sa.func.coalesce(sa.func.max(sa.column("notification_id")), 0))
    .select_from(sa.table("events"))
    .scalar_subquery()
)
"""The newest position; 0 when nothing has happened yet."""
