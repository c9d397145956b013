"""Builds every read model anew on two cores: the history in a process of its own, all else in this.

The history costs as much as all others together, even when its marks are left to this process. Each
process has its own runner, and a position moves only from where its runner saw it, so whoever else
may run, nothing is taken in twice.
"""

import multiprocessing
import time

from ledger.collector import settle_down
from ledger.database import Database
from ledger.ledger import Ledger
from projections import positions
from projections.all import all_projections
from projections.audit.seal import seal_behind
from projections.history.view import HistoryView
from projections.projection import Projection
from projections.runner import Runner

PAUSE_S = 0.2


def rebuild_all(database: Database, ledger: Ledger) -> bool:
    """Clear every read model and take in every fact again.

    Returns:
        Whether it was done here; False when another runner has the lease, for that one replays,
        or there is no fact.
    """
    with database.begin() as connection:
        for each in all_projections():
            positions.start_at_zero(connection, each, time.time())
    return take_in_apart(database, ledger)


def take_in_apart(database: Database, ledger: Ledger) -> bool:
    """Catch up with two processes; answers what ``rebuild_all`` does."""
    rest = Runner(database, ledger, _all_but_history())
    try:
        if not rest.run_once():
            return False
        apart = multiprocessing.get_context("spawn").Process(target=take_in, args=(database.url,))
        apart.start()
        while apart.is_alive():
            if not rest.run_once() and not seal_behind(database):
                apart.join(PAUSE_S)
    finally:
        rest.stop()
    while seal_behind(database):
        pass
    left = Runner(database, ledger, all_projections())  # if the other process did not get through
    left.catch_up()
    left.stop()
    return True


def _all_but_history() -> list[Projection]:
    return [each for each in all_projections() if not isinstance(each, HistoryView)]


def take_in(url: str) -> None:
    """Let the history catch up, but for its marks."""
    database = Database.open(url)
    ledger = Ledger(database)
    runner = Runner(database, ledger, [HistoryView(marks=False)], lease=HistoryView.name)
    settle_down()
    try:
        runner.catch_up()
    finally:
        runner.stop()
        ledger.close()
        database.close()
