"""A command on a stream of 1,000 facts, with snapshots as they are taken, against one of 10."""

import statistics
import time
from collections.abc import Callable
from uuid import UUID

from bench.stores import both_databases, opened
from bench.team_log import ORIGIN
from domain.catalogue import DECIDERS
from domain.keys import stream_of
from domain.objective.commands import HandOver
from domain.objective.facts import ObjectiveDrafted, ObjectiveHandedOver
from domain.objective.rules import OBJECTIVE
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from domain.values import Window
from ledger.ledger import Ledger
from ledger.snapshots import EVERY, Snapshotter
from ledger.transaction import Transaction

SHORT, LONG, COMMANDS, ROUNDS = 10, 1_000, 100, 5


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Milliseconds of a command on a short and on a long stream, and their ratio.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    with both_databases() as databases:
        for name, url in databases:
            progress(f"long stream: {name}, {LONG:,} facts against {SHORT}")
            found[name] = _measure(url)
    return found


def _measure(url: str) -> dict[str, float]:
    with opened(url) as (_, ledger):
        ledger.execute(PRODUCT, stream_of("ACME"), CreateProduct("ACME", "Acme Notes"), ORIGIN)
        snapshots = Snapshotter(ledger, DECIDERS)
        found = [_compare(ledger, snapshots, number) for number in range(ROUNDS)]
    return {
        "short_ms": round(statistics.median(short for short, _ in found), 3),
        "long_ms": round(statistics.median(long for _, long in found), 3),
        "ratio": round(statistics.median(long / short for short, long in found), 2),
    }


def _compare(ledger: Ledger, snapshots: Snapshotter, number: int) -> tuple[float, float]:
    """Milliseconds of a command on short streams, and on a long one, all of this round's own."""
    short = [f"ACME-O{number * 1_000 + each}" for each in range(1, COMMANDS + 1)]
    long = f"ACME-O{(number + 1) * 100_000}"
    for key in short:
        _grow(ledger, key, SHORT)
    _grow(ledger, long, LONG)
    return (
        _per_command(ledger, snapshots, short),
        _per_command(ledger, snapshots, [long] * COMMANDS),
    )


def _grow(ledger: Ledger, key: str, facts: int) -> None:
    def work(transaction: Transaction) -> None:
        stream = stream_of(key)
        drafted = ObjectiveDrafted(key, "Customers stay", Window.read("2026-Q3"), "ada")
        owners = [ObjectiveHandedOver(f"owner {each}") for each in range(facts - 1)]
        transaction.append(OBJECTIVE, stream, [drafted, *owners])

    ledger.transact(work, ORIGIN)


def _per_command(ledger: Ledger, snapshots: Snapshotter, keys: list[str]) -> float:
    """Milliseconds for one command, over all of ``keys``; the scheduler's snapshots beside them."""
    spent = 0.0
    for number, key in enumerate(keys):
        if number % EVERY == 0:
            snapshots.run_once()
        command = HandOver(f"another {UUID(int=number)}")
        start = time.perf_counter()
        ledger.execute(OBJECTIVE, stream_of(key), command, ORIGIN)
        spent += time.perf_counter() - start
    return spent * 1000 / len(keys)
