"""All that the projections keep, to be compared."""

from typing import Any

import sqlalchemy as sa

from ledger.database import Database
from projections.all import all_projections


def kept(database: Database) -> dict[str, list[sa.Row[*tuple[Any, ...]]]]:
    """Every row of every projection, by table."""
    with database.read() as connection:
        return {
            table.name: sorted(connection.execute(sa.select(table)).all())
            for projection in all_projections()
            for table in projection.tables
        }
