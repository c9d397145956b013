"""Asks for a filtered page of every list over HTTP, 10,000 rows in each, against a bare handler.

The audit is asked with three filters over the 200,000 facts of a whole plan.
"""

from collections.abc import Callable

import sqlalchemy as sa

from bench.plan_log import SHARES, write_openings, write_plan
from bench.served import CLIENTS, Question, ready, served
from bench.stores import both_databases, opened
from ledger.database import Database
from projections import page
from projections.listing import Listing
from projections.listings import LISTINGS

ROWS, LIMIT, ROUNDS, ROUND_S = 10_000, 50, 3, 1.0
AUDIT = "/v1/audit?actor=ada&type=risk.assessed&has_reason=true&limit=50"


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Requests per second, ours and bare, and latencies, for each list and the audit.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    with both_databases() as databases:
        for name, url in databases:
            progress(f"lists: {name}, {ROWS:,} rows in each")
            found |= {f"{name}_{kind}": each for kind, each in _lists(url).items()}
    with both_databases() as databases:
        for name, url in databases:
            progress(f"audit: {name}, 200,000 facts")
            found |= {f"{name}_{case}": each for case, each in _audit(url).items()}
    slowest = {name: min(_ratios(found, name)) for name in ("sqlite", "postgresql")}
    return found | {f"{name}_slowest": {"ratio": ratio} for name, ratio in slowest.items()}


def _ratios(found: dict[str, dict[str, float]], database: str) -> list[float]:
    lists = (each for name, each in found.items() if name.startswith(database))
    return [each["ratio"] for each in lists if "ratio" in each]


def _lists(url: str) -> dict[str, dict[str, float]]:
    kinds = [kind for kind, *_ in SHARES]
    asked = [each for each in LISTINGS if each.of.kind in kinds]
    with opened(url) as (database, ledger):
        for kind in kinds:
            write_openings(ledger, kind, ROWS)
        token = ready(database, ledger)
        questions = {each.of.kind: _question(database, each) for each in asked}
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
    question = page.page_question(database.reader.dialect, listing, wanted, limit=LIMIT)
    path = f"/v1/{listing.of.path}?product=ACME&status={first}&limit={LIMIT}"
    return Question(path, [question.query.bound(question.values)], LIMIT)


def _audit(url: str) -> dict[str, dict[str, float]]:
    with opened(url) as (database, ledger):
        write_plan(ledger)
        token = ready(database, ledger)
    with served(url) as both:
        question = Question(AUDIT, [], LIMIT)
        return {
            each: both.ask_ours(question, token, ROUNDS * ROUND_S, clients)
            for each, clients in (("audit", 1), ("audit_4_clients", CLIENTS))
        }
