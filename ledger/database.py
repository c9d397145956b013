"""The one place that holds connections: transactions to write in, and to read in."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Literal, Self

import sqlalchemy as sa

from ledger import engines, migrate
from ledger.driver_errors import translated
from ledger.engines import Engines, has_hung_up
from ledger.spare import Spare
from ledger.turns import Turns
from ledger.writer_file import WriterFile

Dialect = Literal["sqlite", "postgresql"]


class Database:
    """A SQLite file or a PostgreSQL database.

    On SQLite the writes of the process take fair turns; on PostgreSQL they are as parallel as the
    pool allows.
    """

    def __init__(self, url: sa.URL, engines: Engines, held: WriterFile | None = None) -> None:
        """Use ``open``; this only keeps the parts."""
        self.location = url.render_as_string(hide_password=True)
        self.dialect: Dialect = "sqlite" if url.get_backend_name() == "sqlite" else "postgresql"
        self.turns = Turns()
        self.reader = engines.reader
        self.writer = engines.writer
        self._deriver = engines.deriver
        self._spare = Spare(
            self.reader.connect, set_up=lambda reading: reading, is_usable=_is_usable
        )
        self._url = url
        self._held = held

    @classmethod
    def open(cls, url: str, *, pool_size: int = 4, exclusive: bool = False) -> Self:
        """Open a database without connecting to it yet.

        Args:
            url: ``sqlite:////absolute/path`` or ``postgresql://user:password@host/name``.
            pool_size: Connections kept open for reading (and on PostgreSQL for writing).
            exclusive: Be the one long-running writer of a SQLite file; ignored on PostgreSQL.

        Raises:
            WriterBusy: ``exclusive``, and another process already is that writer.
            ValueError: The URL names another kind of database.
        """
        parsed = sa.make_url(url.replace("postgres://", "postgresql://", 1))
        if parsed.get_backend_name() == "postgresql":
            return cls(parsed, engines.postgresql(parsed, pool_size))
        if parsed.get_backend_name() != "sqlite" or not parsed.database:
            msg = f"not a SQLite file or a PostgreSQL database: {parsed!r}"
            raise ValueError(msg)
        held = WriterFile.take(Path(f"{parsed.database}.lock")) if exclusive else None
        return cls(parsed, engines.sqlite(parsed, pool_size), held)

    @property
    def url(self) -> str:
        """The URL as ``open`` takes it, password included: never log it, log ``location``."""
        return self._url.render_as_string(hide_password=False)

    @contextmanager
    def begin(self, *, derived: bool = False) -> Iterator[sa.Connection]:
        """A write transaction: committed at the end of the block, rolled back when it raises.

        Args:
            derived: Whatever is written follows from the ledger: do not wait for the disk. A power
                cut may take the newest such commits back, whole and in order; any other commit
                makes all that were before it last.

        Raises:
            DatabaseUnavailable: The database cannot be reached or hung up.
            DiskFull: There is no room left.
        """
        engine = self._deriver if derived else self.writer
        turn = self.turns.turn() if self.dialect == "sqlite" else nullcontext()
        with translated(self.location), turn, engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection that can only read; on SQLite the block sees one state of the file.

        Raises:
            DatabaseUnavailable: The database cannot be reached or hung up.
        """
        with translated(self.location), self._spare.handle() as connection:
            yield connection
            connection.rollback()  # only SQLite has begun anything

    def migrate(self) -> None:
        """Bring the tables to the shape this program needs; safe from any number of processes."""
        with translated(self.location):
            migrate.upgrade(self)

    def require_migrated(self) -> None:
        """Check that the tables have the shape this program needs.

        Raises:
            NotMigrated: They are older, newer or missing.
        """
        with translated(self.location):
            migrate.require(self)

    def close(self) -> None:
        """Close every connection and give the writer's place back."""
        self._spare.close()
        for engine in (self.reader, self.writer, self._deriver):
            engine.dispose()
        if self._held is not None:
            self._held.give_back()


def _is_usable(reading: sa.Connection) -> bool:
    if reading.closed or reading.invalidated:
        return False
    return reading.dialect.name == "sqlite" or not has_hung_up(reading.connection.driver_connection)
