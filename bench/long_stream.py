"""A command on a stream of 1,000 facts, with snapshots as they are taken, against one of 10."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from bench.servers import postgresql
from bench.team_log import ORIGIN
from domain.catalogue import DECIDERS
from domain.keys import stream_of
from domain.objective.commands import HandOver
from domain.objective.facts import ObjectiveDrafted, ObjectiveHandedOver
from domain.objective.rules import OBJECTIVE
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from domain.values import Window
from ledger.database import Database
from ledger.ledger import Ledger
from ledger.snapshots import Snapshotter
from ledger.transaction import Transaction

SHORT, LONG, COMMANDS, ROUNDS = 10, 1_000, 100, 5


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Milliseconds of a command on a short and on a long stream, and their ratio.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="trueline-bench-") as folder, postgresql() as url:
        for name, where in (
            ("sqlite", f"sqlite:///{Path(folder) / 'ledger.db'}"),
            ("postgresql", url),
        ):
            progress(f"long stream: {name}, {LONG:,} facts against {SHORT}")
            found[name] = _measure(where)
    return found


def _measure(url: str) -> dict[str, float]:
    database = Database.open(url)
    database.migrate()
    ledger = Ledger(database)
    ledger.execute(PRODUCT, stream_of("ACME"), CreateProduct("ACME", "Acme Notes"), ORIGIN)
    snapshots = Snapshotter(ledger, DECIDERS)
    found = []
    for number in range(ROUNDS):
        short = [f"ACME-O{number * 1_000 + each}" for each in range(1, COMMANDS + 1)]
        long = f"ACME-O{(number + 1) * 100_000}"
        for key in short:
            _grow(ledger, key, SHORT)
        _grow(ledger, long, LONG)
        snapshots.run_once()
        found.append((_per_command(ledger, short), _per_command(ledger, [long] * COMMANDS)))
    ledger.close()
    database.close()
    return {
        "short_ms": round(statistics.median(short for short, _ in found), 3),
        "long_ms": round(statistics.median(long for _, long in found), 3),
        "ratio": round(statistics.median(long / short for short, long in found), 2),
    }


def _grow(ledger: Ledger, key: str, facts: int) -> None:
    def work(transaction: Transaction) -> None:
        stream = stream_of(key)
        drafted = ObjectiveDrafted(key, "Customers stay", Window.read("2026-Q3"), "ada")
        owners = [ObjectiveHandedOver(f"owner {each}") for each in range(facts - 1)]
        transaction.append(OBJECTIVE, stream, [drafted, *owners])

    ledger.transact(work, ORIGIN)


def _per_command(ledger: Ledger, keys: list[str]) -> float:
    """Milliseconds for one command, over all of ``keys``."""
    start = time.perf_counter()
    for number, key in enumerate(keys):
        command = HandOver(f"another {UUID(int=number)}")
        ledger.execute(OBJECTIVE, stream_of(key), command, ORIGIN)
    return (time.perf_counter() - start) * 1000 / len(keys)
