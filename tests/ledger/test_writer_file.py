import os

import pytest
from together import in_processes
from writers import take_the_file

from ledger.database import Database
from ledger.errors import WriterBusy


def test_a_second_writing_process_is_told_who_writes(sqlite_url: str):
    first = Database.open(sqlite_url, exclusive=True)
    [said] = in_processes(take_the_file, [(sqlite_url,)])
    first.close()
    assert said.startswith("WriterBusy")
    assert f"held by process {os.getpid()} on " in said


def test_the_place_is_free_again_when_its_holder_closes(sqlite_url: str):
    Database.open(sqlite_url, exclusive=True).close()
    Database.open(sqlite_url, exclusive=True).close()


def test_short_lived_writers_need_no_place(sqlite_url: str):
    first = Database.open(sqlite_url, exclusive=True)
    Database.open(sqlite_url).close()
    with pytest.raises(WriterBusy):
        Database.open(sqlite_url, exclusive=True)
    first.close()


def test_another_kind_of_database_is_refused():
    with pytest.raises(ValueError, match="not a SQLite file or a PostgreSQL database"):
        Database.open("mysql://localhost/plan")
