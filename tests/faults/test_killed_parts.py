"""``kill -9`` on single processes of a larger installation, and a Redis that forgets everything."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import redis
import sqlalchemy as sa
from running_house import SECRETS, Caller, connect, trackers, until
from shell import Shell, line_of, mortal

from domain import identity
from domain.backlog_item.commands import AddItem
from domain.backlog_item.rules import ITEM
from domain.fact import Actor, Origin
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from integrations.sandbox.faults import Fault, commit_then_hang
from ledger.database import Database
from ledger.ledger import Ledger
from ledger.transaction import Transaction
from projections.all import all_projections
from projections.positions import status_of
from projections.runner import Runner
from trueline.store import utc_now

PACE = {
    "TRUELINE_PORT": "0",
    "TRUELINE_ALLOW_PRIVATE_TRACKERS": "1",
    "TRUELINE_SWEEP_SECONDS": "0.2",
    "TRUELINE_LEASE_SECONDS": "1",
    "TRUELINE_RETRY_SECONDS": "0.2",
    "TRUELINE_LOOKUP_SECONDS": "0.2,0.4,0.6",
}
MANY = 500
ADA = Actor(id="ada", display="Ada", kind="human")


@pytest.fixture
def shell(tmp_path: Path, postgres_url: str, redis_url: str) -> Shell:
    addresses = {"TRUELINE_DATABASE_URL": postgres_url, "TRUELINE_REDIS_URL": redis_url}
    return Shell(tmp_path, PACE | SECRETS | addresses)


@contextmanager
def api(shell: Shell) -> Iterator[Caller]:
    token = shell.run("token", "create", "--role", "admin", "--name", "test").out.strip()
    with shell.process("api") as process:
        url = json.loads(line_of(process.stderr, "api serves"))["url"]
        yield Caller(url, token)


def write_many(ledger: Ledger) -> None:
    """A product with many items, so that a projector is busy for a while."""
    origin = Origin(ADA, "api", utc_now(), identity.product_id("corr"))
    product = identity.product_id("ACME")
    ledger.execute(PRODUCT, product, CreateProduct(key="ACME", name="Acme Notes"), origin)

    def some(first: int) -> Any:
        def work(transaction: Transaction) -> None:
            for number in range(first, first + 100):
                key = f"ACME-{number}"
                rank = f"a{number:05d}V"
                command = AddItem(key=key, kind="bug", title=key, rank=rank)
                transaction.execute(ITEM, identity.item_id(key), command)

        return work

    for first in range(1, MANY, 100):
        ledger.transact(some(first), origin)


def rows_of(database: Database) -> dict[str, list[Any]]:
    """Everything the read models hold, by table."""
    tables = [table for each in all_projections() for table in each.tables]
    with database.read() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sa.select(table)))) for table in tables
        }


def test_a_projector_killed_within_a_batch_leaves_what_a_rebuild_would(
    shell: Shell, postgres_url: str
) -> None:
    database = Database.open(postgres_url)
    ledger = Ledger(database)
    write_many(ledger)
    head = ledger.head()
    with database.begin() as connection:
        connection.execute(sa.text("lock table backlog_item in access exclusive mode"))
        with mortal(shell, "projector"):
            until(lambda: _somebody_waits(database))
    with shell.process("projector"):
        until(lambda: all(each.position == head for each in status_of(database)))
    lived = rows_of(database)
    runner = Runner(database, ledger, all_projections())
    for each in all_projections():
        runner.rebuild(each.name)
    runner.stop()
    assert rows_of(database) == lived
    assert len(lived["backlog_item"]) == MANY
    ledger.close()
    database.close()


def _somebody_waits(database: Database) -> bool:
    with database.read() as connection:
        return bool(connection.scalar(sa.text("select count(*) from pg_locks where not granted")))


def test_work_that_a_killed_worker_and_a_flushed_redis_had_in_hand_is_done_all_the_same(
    shell: Shell, redis_url: str
) -> None:
    with ExitStack() as stack:
        github, _ = stack.enter_context(trackers())
        stuck = github.faults.add(Fault(("POST", r"/issues$"), commit_then_hang(), nth=2))
        caller = stack.enter_context(api(shell))
        stack.enter_context(shell.process("projector"))
        with mortal(shell, "worker") as worker:
            caller.product()
            keys = [caller.add(f"Item {number}") for number in range(4)]
            connection, _path = connect(caller, "github", github)
            caller.data("POST", f"/v1/connections/{connection}/mirror", {"keys": keys})
            assert stuck.reached.wait(30)
            worker.kill()
        with redis.Redis.from_url(redis_url) as client:
            client.flushall()
        github.faults.clear()
        stack.enter_context(shell.process("worker"))
        stack.enter_context(shell.process("scheduler"))
        until(lambda: caller.connection(connection)["links"] == {"active": 4})
        assert sorted(each["title"] for each in github.issues()) == [
            f"Item {number}" for number in range(4)
        ]
