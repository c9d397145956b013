import socket

import psycopg
import pytest
from tally import FACTS, TALLY, Count, a_stream, an_origin

from ledger.database import Database
from ledger.errors import DatabaseUnavailable, DiskFull
from ledger.ledger import Ledger


def _hang_up_on_everybody(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )


def test_a_server_that_is_not_there_is_named_without_its_password():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    database = Database.open(f"postgresql://ada:secret@127.0.0.1:{port}/plan")
    with pytest.raises(DatabaseUnavailable, match=f"127.0.0.1:{port}/plan") as error:
        database.require_migrated()
    assert "secret" not in str(error.value)
    database.close()


def test_a_file_in_a_missing_folder_is_unavailable(tmp_path):
    database = Database.open(f"sqlite:///{tmp_path}/missing/plan.db")
    with pytest.raises(DatabaseUnavailable, match=r"missing/plan\.db"):
        database.migrate()
    database.close()


def test_a_file_that_another_process_writes_is_busy(sqlite_url: str):
    database, other = Database.open(sqlite_url), Database.open(sqlite_url)
    with database.begin() as connection:
        connection.exec_driver_sql("pragma busy_timeout = 0")
    with other.begin(), pytest.raises(DatabaseUnavailable, match="is busy"):
        database.begin().__enter__()
    database.close()
    other.close()


def test_connections_that_were_closed_while_idle_are_replaced(postgres_url: str):
    database = Database.open(postgres_url)
    ledger, stream = Ledger(database, facts=FACTS), a_stream()
    ledger.execute(TALLY, stream, Count(1), an_origin())
    for block in (database.begin, database.read):
        with block() as connection:
            connection.exec_driver_sql("select 1")
    _hang_up_on_everybody(postgres_url)
    with database.begin() as connection:
        connection.exec_driver_sql("select 1")
    with database.read() as connection:
        connection.exec_driver_sql("select 1")
    assert ledger.execute(TALLY, stream, Count(1), an_origin()).versions == {stream: 2}
    ledger.close()
    database.close()


def _work_while_the_line_breaks(database: Database) -> None:
    with database.begin() as connection:
        connection.exec_driver_sql("select 1")
        _hang_up_on_everybody(database.url)
        connection.exec_driver_sql("select 1")


def test_a_connection_that_breaks_inside_a_block_is_told_and_then_replaced(postgres_url: str):
    database = Database.open(postgres_url)
    with pytest.raises(DatabaseUnavailable):
        _work_while_the_line_breaks(database)
    with database.begin() as connection:
        assert connection.exec_driver_sql("select 1").scalar() == 1
    database.close()


def _limit_pages(database: Database, pages: int) -> None:
    with database.begin() as connection:
        connection.exec_driver_sql(f"pragma max_page_count = {pages}")


def _write_until_it_fails(ledger: Ledger, stream) -> None:
    for _ in range(1000):
        ledger.execute(TALLY, stream, Count(1), an_origin(source_ref="x" * 2000))


def test_a_full_disk_stores_nothing_and_says_so(sqlite_url: str):
    database = Database.open(sqlite_url)
    ledger, stream = Ledger(database, facts=FACTS), a_stream()
    _limit_pages(database, 1)  # SQLite takes the file's present size
    with pytest.raises(DiskFull, match="free some space"):
        _write_until_it_fails(ledger, stream)
    stored = ledger.load(TALLY, stream).version
    _limit_pages(database, 1_000_000)
    assert ledger.execute(TALLY, stream, Count(1), an_origin()).versions == {stream: stored + 1}
    ledger.close()
    database.close()


def test_a_full_disk_is_told_by_a_plain_write_too(sqlite_url: str):
    database = Database.open(sqlite_url)
    _limit_pages(database, 1)
    with pytest.raises(DiskFull), database.begin() as connection:
        connection.exec_driver_sql("create table big as select zeroblob(10000000)")
    database.close()
