"""Brings the tables to the shape this program needs: once, under a lock, in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from ledger.errors import NotMigrated

if TYPE_CHECKING:
    from alembic.config import Config

    from ledger.database import Database

_LOCK = "select pg_advisory_xact_lock(hashtextextended('trueline.migrate', 0))"


def upgrade(database: Database) -> None:
    """Run the steps that are missing; a second process waits, then finds nothing to do."""
    from alembic import command  # noqa: PLC0415  # alembic is slow to import, and seldom needed

    if _current(database) == head():
        return
    with database.begin() as connection:
        if database.dialect == "postgresql":
            connection.exec_driver_sql(_LOCK)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require(database: Database) -> None:
    """Raise ``NotMigrated`` unless the newest step has been run, and no newer one."""
    found, wanted = _current(database), head()
    if found != wanted:
        message = (
            f"{database.location} is at step {found or 'none'}, this program needs {wanted}: "
            "run `trueline migrate`."
        )
        raise NotMigrated(message)


def head() -> str | None:
    """The newest step this program knows."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # see above

    return ScriptDirectory.from_config(_config()).get_current_head()


def _current(database: Database) -> str | None:
    with database.read() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.exec_driver_sql("select version_num from alembic_version").scalar()


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415  # see above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
