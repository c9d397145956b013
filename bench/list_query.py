"""Asks for a filtered page of every list over HTTP, 10,000 rows in each, against a bare handler.

The audit is asked with three filters over the 200,000 facts of a whole plan.
"""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from api import tokens
from api.positions import position_statement
from bench.plan_log import SHARES, write_openings, write_plan
from bench.served import CLIENTS, Question, served
from bench.servers import postgresql
from ledger.database import Database
from ledger.ledger import Ledger
from projections import page
from projections.all import all_projections
from projections.listing import Listing
from projections.listings import LISTINGS
from projections.runner import Runner

ROWS, LIMIT, ROUNDS, ROUND_S = 10_000, 50, 3, 1.0
AUDIT = "/v1/audit?actor=ada&type=risk.assessed&has_reason=true&limit=50"


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Requests per second, ours and bare, and latencies, for each list and the audit.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="trueline-bench-") as folder, postgresql() as url:
        for name, lists, plan in (
            ("sqlite", f"sqlite:///{folder}/lists.db", f"sqlite:///{Path(folder) / 'plan.db'}"),
            ("postgresql", url, ""),
        ):
            progress(f"lists: {name}, {ROWS:,} rows in each")
            found |= {f"{name}_{kind}": each for kind, each in _lists(lists).items()}
            if plan:
                progress(f"audit: {name}, 200,000 facts")
                found |= {f"{name}_{case}": each for case, each in _audit(plan).items()}
    with postgresql() as url:
        progress("audit: postgresql, 200,000 facts")
        found |= {f"postgresql_{case}": each for case, each in _audit(url).items()}
    slowest = {name: min(_ratios(found, name)) for name in ("sqlite", "postgresql")}
    return found | {f"{name}_slowest": {"ratio": ratio} for name, ratio in slowest.items()}


def _ratios(found: dict[str, dict[str, float]], database: str) -> list[float]:
    lists = (each for name, each in found.items() if name.startswith(database))
    return [each["ratio"] for each in lists if "ratio" in each]


def _lists(url: str) -> dict[str, dict[str, float]]:
    database, ledger = _opened(url)
    kinds = [kind for kind, *_ in SHARES]
    for kind in kinds:
        write_openings(ledger, kind, ROWS)
    token = _ready(database, ledger)
    asked = [each for each in LISTINGS if each.of.kind in kinds]
    questions = {each.of.kind: _question(database, each) for each in asked}
    ledger.close()
    database.close()
    with served(url) as both:
        return {
            kind: both.compare(question, token, ROUNDS, ROUND_S)
            for kind, question in questions.items()
        }


def _question(database: Database, listing: Listing) -> Question:
    """A product's things in the state in which they begin: two filters."""
    with database.read() as connection:
        first = connection.execute(sa.select(listing.table.c.status).limit(1)).scalar_one()
    wanted = {"product": "ACME", "status": (first,)}
    shape, values = page.taken_apart(wanted)
    dialect = database.reader.dialect
    statement = page.page_statement(dialect, listing, shape, False)  # noqa: FBT003  # a cache's key
    path = f"/v1/{listing.of.path}?product=ACME&status={first}&limit={LIMIT}"
    at = position_statement(dialect).bound({"name": listing.name})
    return Question(path, [at, statement.bound(values | {"limit": LIMIT + 1})], LIMIT)


def _audit(url: str) -> dict[str, dict[str, float]]:
    database, ledger = _opened(url)
    write_plan(ledger)
    token = _ready(database, ledger)
    ledger.close()
    database.close()
    with served(url) as both:
        question = Question(AUDIT, [], LIMIT)
        return {
            each: both.ask_ours(question, token, ROUNDS * ROUND_S, clients)
            for each, clients in (("audit", 1), ("audit_4_clients", CLIENTS))
        }


def _opened(url: str) -> tuple[Database, Ledger]:
    database = Database.open(url)
    database.migrate()
    return database, Ledger(database)


def _ready(database: Database, ledger: Ledger) -> str:
    """Every read model at the head, statistics as autovacuum keeps them, and a viewer's token."""
    Runner(database, ledger, all_projections()).catch_up()
    with database.begin() as connection:
        token = tokens.create(connection, "bench", "viewer", datetime.now(UTC))
        connection.exec_driver_sql("analyze")
    return token
