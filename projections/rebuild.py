"""Builds every read model anew on two cores: the history in a process of its own, all else in this.

The history costs as much as all others together. Each process has its own runner, and a position
moves only from where its runner saw it, so whoever else may run, nothing is taken in twice.
"""

import multiprocessing
import time
from collections.abc import Iterable

from ledger.database import Database
from ledger.ledger import Ledger
from projections import positions
from projections.all import all_projections
from projections.history.view import HistoryView
from projections.runner import Runner

APART = HistoryView.name
RENEW_S = 1.0


def rebuild_all(database: Database, ledger: Ledger) -> bool:
    """Clear every read model and take in every fact again.

    Returns:
        Whether it was done here; False when another runner has the lease, for that one replays,
        or there is no fact.
    """
    everything = all_projections()
    with database.begin() as connection:
        for each in everything:
            positions.start_at_zero(connection, each, time.time())
    return take_in_apart(database, ledger)


def take_in_apart(database: Database, ledger: Ledger) -> bool:
    """Catch up with two processes; answers what ``rebuild_all`` does."""
    rest = Runner(database, ledger, (each for each in all_projections() if each.name != APART))
    try:
        if not rest.run_once():
            return False
        apart = multiprocessing.get_context("spawn").Process(
            target=take_in, args=(database.url, (APART,), APART)
        )
        apart.start()
        while apart.is_alive():
            rest.catch_up()  # and keep the lease
            apart.join(RENEW_S)
    finally:
        rest.stop()
    take_in(database.url, (each.name for each in all_projections()))
    return True


def take_in(url: str, names: Iterable[str], lease: str = "runner") -> None:
    """Let some read models catch up."""
    wanted = frozenset(names)
    database = Database.open(url)
    ledger = Ledger(database)
    runner = Runner(
        database, ledger, (e for e in all_projections() if e.name in wanted), lease=lease
    )
    try:
        runner.catch_up()
    finally:
        runner.stop()
        ledger.close()
        database.close()
