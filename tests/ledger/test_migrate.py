from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from together import in_processes
from writers import migrate

from ledger.database import Database
from ledger.errors import NotMigrated


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    template = request.getfixturevalue("postgres_template_server")
    with template.copy(migrated=False) as url:
        yield url


def test_two_processes_that_start_at_once_migrate_once(empty_url: str):
    in_processes(migrate, [(empty_url,)] * 2)
    database = Database.open(empty_url)
    with database.read() as connection:
        assert connection.exec_driver_sql("select count(*) from alembic_version").scalar() == 1
    database.close()


def test_an_empty_database_is_told_with_what_to_run(empty_url: str):
    database = Database.open(empty_url)
    with pytest.raises(NotMigrated, match=r"at step none.*run `trueline migrate`"):
        database.require_migrated()
    database.close()


def test_a_database_of_a_newer_program_is_refused(database: Database):
    with database.begin() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    with pytest.raises(NotMigrated, match="at step 9999"):
        database.require_migrated()


def test_a_migrated_database_is_left_as_it_is(database: Database):
    database.migrate()
    database.require_migrated()
