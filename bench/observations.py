"""Imports 100,000 observations of a metric, against a bare bulk write of the same rows.

Ours is a CSV file taken in as the API does it: every line is read and checked against what is known
already, all of it is in the ledger after one save, and every read model holds it. The bare figure
is the same rows, ready made, in one bulk write to a table with a primary key, and one commit. Both
are as durable.

A command on the long series is measured too: one observation on top of 100,000 and of a hundred.
"""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa

from bench.stores import both_databases, opened
from domain.fact import Actor, Origin
from domain.keys import stream_of
from domain.metric.commands import Define, Observation, RecordObservations
from domain.metric.rules import METRIC
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from ledger.database import Database
from ledger.ledger import Ledger
from ledger.transaction import Transaction
from projections.all import all_projections
from projections.bulk import upsert
from projections.runner import Runner
from workers.observations import Taken, take_in

REGIONS = tuple(f"region-{number}" for number in range(100))
DAYS = 1_000
ROUNDS = 5
COMMANDS = 60
FIRST = date(2023, 1, 1)
ORIGIN = Origin(
    Actor(id="u1", display="Ada", kind="human"), "import", datetime(2026, 6, 1, tzinfo=UTC), uuid4()
)
BARE = sa.Table(
    "bare_observation",
    sa.MetaData(),
    sa.Column("metric", sa.Text, primary_key=True),
    sa.Column("definition_version", sa.Integer, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("dims", sa.Text, primary_key=True),
    sa.Column("value", sa.Text),
)

Row = tuple[str, int, str, str, str]


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Observations per second, ours and bare, and their ratio, on both databases.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    with both_databases() as databases:
        for name, url in databases:
            progress(f"observations: {name}, {DAYS * len(REGIONS):,} imported")
            with opened(url) as (database, ledger):
                found[name] = _compare(database, ledger)
                progress(f"observations: {name}, commands on a long series")
                found[f"{name}_command"] = _commands(ledger)
    return found


def rows(metric: str) -> list[Row]:
    """A hundred regions, day by day."""
    days = [(FIRST + timedelta(days=each)).isoformat() for each in range(DAYS)]
    return [
        (metric, 1, day, f"region={region}", str(at % 977) + ".5")
        for at, day in enumerate(days)
        for region in REGIONS
    ]


def file_of(found: list[Row]) -> str:
    """The rows as a file that people would import."""
    lines = (f"{row[2]},{row[4]},{row[3].partition('=')[2]}" for row in found)
    return "period,value,region\n" + "\n".join(lines) + "\n"


def _compare(database: Database, ledger: Ledger) -> dict[str, float]:
    """In turns, so that a noisy machine disturbs both alike; each round is a metric of its own."""
    with database.begin() as connection:
        BARE.create(connection)
    ledger.execute(PRODUCT, stream_of("ACME"), CreateProduct("ACME", "Acme Notes"), ORIGIN)
    runner = Runner(database, ledger, all_projections())
    ours, bare = [], []
    for number in range(1, ROUNDS + 1):
        key = define(ledger, number)
        found = rows(key)
        file = file_of(found)
        ours.append(_timed(lambda key=key, file=file: _import(ledger, runner, key, file)))  # type: ignore[misc]  # bound here
        bare.append(_timed(lambda found=found: _write(database, found)))  # type: ignore[misc]  # bound here
    count = DAYS * len(REGIONS)
    ratios = [theirs / mine for mine, theirs in zip(ours, bare, strict=True)]
    return {
        "ours_per_s": round(count / statistics.median(ours)),
        "bare_per_s": round(count / statistics.median(bare)),
        "ratio": round(statistics.median(ratios), 3),
    }


def define(ledger: Ledger, number: int) -> str:
    """A metric with one dimension, measured every day."""
    key = f"ACME-X{number}"
    command = Define(key, "Sign-ups", "New accounts", "people", cadence="day", dims=("region",))
    ledger.execute(METRIC, stream_of(key), command, ORIGIN)
    return key


def _import(ledger: Ledger, runner: Runner, key: str, file: str) -> None:
    taken = _take(ledger, key, file)
    runner.catch_up()
    assert taken.kept == DAYS * len(REGIONS)  # or it measures something else


def _take(ledger: Ledger, key: str, file: str) -> Taken:
    taken: list[Taken] = []

    def work(transaction: Transaction) -> None:
        taken[:] = [take_in(transaction, key, file, partial=False)]

    ledger.transact(work, ORIGIN)
    return taken[0]


def _write(database: Database, found: list[Row]) -> None:
    with database.begin() as connection:
        upsert(connection, BARE, found)


def _commands(ledger: Ledger) -> dict[str, float]:
    """One observation a command, on a series of 100,000 and on a short one, in turns."""
    short = define(ledger, ROUNDS + 1)
    first = [(short, 1, FIRST.isoformat(), f"region={each}", "1") for each in REGIONS]
    _take(ledger, short, file_of(first))
    spent: dict[str, list[float]] = {"ACME-X1": [], short: []}
    for at in range(COMMANDS):
        day = (FIRST + timedelta(days=DAYS + at)).isoformat()
        command = RecordObservations((Observation(day, "1", {"region": "region-1"}),))
        for key, times in spent.items():
            times.append(
                _timed(lambda k=key, c=command: ledger.execute(METRIC, stream_of(k), c, ORIGIN))  # type: ignore[misc]  # bound here
            )
    long, brief = (statistics.median(times) * 1_000 for times in spent.values())
    return {"ms": round(long, 3), "short_ms": round(brief, 3), "ratio": round(long / brief, 2)}


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before
