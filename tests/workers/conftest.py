"""What the workers' own tables are tested on."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from ledger.database import Database


@pytest.fixture
def tables(database: Database) -> Iterator[sa.Connection]:
    """A write transaction on each kind of database in turn."""
    with database.begin() as connection:
        yield connection
