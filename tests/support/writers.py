"""What other processes do in the ledger's tests; importable by them."""

from tally import FACTS, TALLY, Count, a_stream, an_origin

from ledger.database import Database
from ledger.ledger import Ledger


def write(url: str, count: int) -> int:
    """Append so many facts, each on a stream of its own."""
    database = Database.open(url)
    ledger = Ledger(database, facts=FACTS)
    for _ in range(count):
        ledger.execute(TALLY, a_stream(), Count(1), an_origin())
    ledger.close()
    database.close()
    return count


def migrate(url: str) -> None:
    """Bring a database up to date."""
    database = Database.open(url)
    database.migrate()
    database.require_migrated()
    database.close()


def take_the_file(url: str) -> str:
    """Try to become the file's writer; answers what was said, or nothing."""
    try:
        Database.open(url, exclusive=True).close()
    except Exception as error:  # noqa: BLE001  # the test judges it
        return f"{type(error).__name__}: {error}"
    return ""
