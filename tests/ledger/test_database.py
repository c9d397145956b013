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


SYNC = {
    "sqlite": "pragma synchronous",
    "postgresql": "select source from pg_settings where name = 'synchronous_commit'",
}
FULL, NORMAL = 2, 1


def _sync(database: Database, *, derived: bool) -> object:
    with database.begin(derived=derived) as connection:
        return connection.exec_driver_sql(SYNC[database.dialect]).scalar_one()


def test_a_commit_waits_for_the_disk(database: Database):
    found = _sync(database, derived=False)
    assert found == FULL if database.dialect == "sqlite" else found != "session"


def test_a_commit_of_derived_rows_does_not_wait_for_the_disk(database: Database):
    assert _sync(database, derived=True) in (NORMAL, "session")


def test_a_derived_row_is_there_for_everybody_when_its_block_ends(database: Database):
    _make_note(database)
    with database.begin(derived=True) as connection:
        connection.exec_driver_sql("insert into note values ('kept')")
    assert _notes(database) == ["kept"]


def test_the_next_block_reads_on_the_same_connection(database: Database):
    with database.read() as first:
        pass
    with database.read() as second:
        assert second is first


def test_blocks_at_the_same_time_read_on_connections_of_their_own(database: Database):
    with database.read() as first, database.read() as second:
        assert second is not first


def test_a_block_sees_what_was_committed_since_the_one_before(database: Database):
    _make_note(database)
    before = _notes(database)
    with database.begin() as connection:
        connection.exec_driver_sql("insert into note values ('new')")
    assert (before, _notes(database)) == ([], ["new"])


def test_reading_on_postgresql_opens_no_transaction(postgres_url: str):
    database = Database.open(postgres_url)
    with database.read() as connection:
        connection.exec_driver_sql("select 1")
        driver = connection.connection.driver_connection
        assert driver is not None
        status = driver.info.transaction_status
    database.close()
    assert status.name == "IDLE"
