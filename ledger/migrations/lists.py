"""The table behind a list of the plan, as migrations make it.

What a released migration has made must not come out otherwise: from the first release on, nothing
here may be changed, and what is to be otherwise is written anew.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

# keys sort as plain text, whatever the database's own collation is
PLAIN = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

WHOLE_ROWS = {"toast_tuple_target": 8160}
"""PostgreSQL compresses rows from 2 kB on, which costs more than sending a page of them does; so
only what is too long for a page of the table is."""


def create_list(
    kind: str,
    filters: Sequence[str | sa.Column[Any]],
    order: Sequence[str] = (),
    *,
    indexed: bool = True,
) -> None:
    """Create one kind's table, with an index for its order and for each filter.

    Args:
        kind: What it lists.
        filters: Columns that a list is narrowed by; a name alone is one of plain text.
        order: What rows are sorted by, before their numbers.
        indexed: Whether each filter has an index of its own.
    """
    columns = [sa.Column(each, PLAIN) if isinstance(each, str) else each for each in filters]
    table = f"listed_{kind}"
    op.create_table(
        table,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("key", PLAIN, nullable=False, unique=True),
        sa.Column("product_key", PLAIN, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
        *columns,
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        postgresql_with=WHOLE_ROWS,
    )
    op.create_index(f"{table}_place", table, ["product_key", *order, "number"])
    for column in columns if indexed else ():
        op.create_index(f"{table}_{column.name}", table, ["product_key", column.name, "number"])
