import contextlib

import pytest
import sqlalchemy as sa

from ledger.database import Database


def _make_note(database: Database) -> None:
    with database.begin() as connection:
        connection.exec_driver_sql("create table note (text text)")


def _notes(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(sa.text("select text from note")).scalars())


def test_what_a_block_wrote_is_kept_when_it_ends(database: Database):
    _make_note(database)
    with database.begin() as connection:
        connection.exec_driver_sql("insert into note values ('kept')")
    assert _notes(database) == ["kept"]


def test_what_a_block_wrote_is_gone_when_it_raises(database: Database):
    _make_note(database)
    with contextlib.suppress(ZeroDivisionError), database.begin() as connection:
        connection.exec_driver_sql("insert into note values ('lost')")
        raise ZeroDivisionError
    assert _notes(database) == []


def test_a_reading_block_cannot_write(database: Database):
    _make_note(database)
    with pytest.raises(sa.exc.DBAPIError), database.read() as connection:
        connection.exec_driver_sql("insert into note values ('no')")
