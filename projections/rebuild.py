"""Builds every read model anew."""

import time

from ledger.database import Database
from ledger.ledger import Ledger
from projections import positions
from projections.all import all_projections
from projections.replay import Reached, replay


def rebuild_all(
    database: Database, ledger: Ledger, reached: Reached = lambda _done, _until: None
) -> bool:
    """Clear every read model and take in every fact again.

    Args:
        database: Where the read models are.
        ledger: Where the facts are.
        reached: Told how far it is.

    Returns:
        Whether it was done here; False when another runner has the lease, for that one replays,
        or there is no fact.
    """
    with database.begin() as connection:
        for each in all_projections():
            positions.start_at_zero(connection, each, time.time())
    return replay(database, ledger, reached)
