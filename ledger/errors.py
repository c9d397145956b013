"""The ways the ledger itself can fail; each message says what to do next.

LedgerError
├── DatabaseUnavailable  the connection was refused or lost; try again when the database is back
├── DiskFull             the database has no room left; nothing was written
├── NotMigrated          the tables are older or newer than this program
├── WriterBusy           another process already writes to this SQLite file
├── Contended            other writers were faster every time; try again
└── UnreadableFact       a stored fact that this program cannot read
"""


class LedgerError(Exception):
    """Root of everything the ledger raises on its own account."""


class DatabaseUnavailable(LedgerError):
    """The database cannot be reached, or the connection broke before it answered."""


class DiskFull(LedgerError):
    """There is no room for another fact; what was being written was rolled back."""


class NotMigrated(LedgerError):
    """The tables do not have the shape this program needs."""


class WriterBusy(LedgerError):
    """A SQLite file has one writing process, and it is another one."""


class Contended(LedgerError):
    """Every attempt met a newer version of a stream."""


class UnreadableFact(LedgerError):
    """A stream holds a fact with an unknown tag, or one whose text does not fit its tag."""
