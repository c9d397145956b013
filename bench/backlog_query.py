"""Asks for a page of a large backlog over HTTP, against a bare handler (``bench/served.py``)."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

from bench.served import CLIENTS, Question, Statements, ready, served
from bench.stores import both_databases, opened
from domain import identity
from domain.backlog_item.facts import ItemAdded
from domain.backlog_item.rules import ITEM
from domain.fact import Actor, Origin
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from ledger.database import Database
from ledger.transaction import Transaction
from projections import page
from projections.backlog.filters import BacklogFilter, wanted_of
from projections.backlog.listing import BACKLOG

ITEMS, BATCH, LIMIT = 10_000, 500, 50
ROUNDS, ROUND_S = 3, 2.0
PATH = f"/v1/backlog?limit={LIMIT}&status=new&label=web"
WANTED = BacklogFilter(status=("new",), label=("web",))
LABELS = (("web",), ("web", "slow"), ("app",))


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Requests per second, ours and bare, their ratio, and our p50 and p99, on both databases.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    with both_databases() as databases:
        for name, url in databases:
            progress(f"backlog query: {name}, {ITEMS:,} items, {CLIENTS} clients")
            found[name] = _measure(url)
    return found


def _measure(url: str) -> dict[str, float]:
    token, statements = _fill(url)
    with served(url) as both:
        return both.compare(Question(PATH, statements, LIMIT), token, ROUNDS, ROUND_S)


def _fill(url: str) -> tuple[str, Statements]:
    """A backlog of ``ITEMS``, a viewer's token, and the SQL that one page takes."""
    now = datetime.now(UTC)
    origin = Origin(Actor(id="u1", display="Ada", kind="human"), "api", now, uuid4())
    product = identity.product_id("ACME")
    with opened(url) as (database, ledger):
        ledger.execute(PRODUCT, product, CreateProduct("ACME", "Acme Notes"), origin)
        for first in range(1, ITEMS + 1, BATCH):
            ledger.transact(_adding(range(first, first + BATCH)), origin)
        return ready(database, ledger), _statements(database)


def _adding(numbers: range) -> Callable[[Transaction], None]:
    def work(transaction: Transaction) -> None:
        for number in numbers:
            key = f"ACME-{number}"
            added = ItemAdded(
                product=identity.product_id("ACME"),
                key=key,
                kind="bug",
                title=f"Pages {number} and {number + 1} come out in the wrong order",
                description="Steps to see it, what was expected, and what came instead. " * 4,
                rank=f"a{number:05}",
                labels=LABELS[number % len(LABELS)],
            )
            transaction.append(ITEM, identity.item_id(key), [added])

    return work


def _statements(database: Database) -> Statements:
    """What the handler's reading asks the driver for, with its values."""
    dialect = database.reader.dialect
    question = page.page_question(dialect, BACKLOG, wanted_of(WANTED), limit=LIMIT)
    return [question.query.bound(question.values)]
