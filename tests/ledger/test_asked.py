"""What one thing asks of another, or of a claim, is stored with it or not at all."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from asking import Asking
from deciding import origin
from together import in_threads

from domain import keys
from domain.backlog_item.commands import AddItem
from domain.backlog_item.rules import ITEM
from domain.identity import product_id
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from domain.refusal import Refused
from domain.release.commands import AddScope, Plan
from domain.release.rules import RELEASE
from domain.values import Window
from ledger.database import Database
from ledger.ledger import Ledger
from ledger.transaction import Transaction

Q3 = Window.read("2026-Q3")


@pytest.fixture
def planned(database: Database) -> Iterator[Ledger]:
    """A product with an item and a release, 1.0."""
    with closing(Ledger(database)) as ledger:
        ledger.execute(PRODUCT, product_id("ACME"), CreateProduct("ACME", "Acme Notes"), origin())
        item = AddItem("ACME-1", "bug", "It breaks")
        ledger.execute(ITEM, keys.stream_of("ACME-1"), item, origin())
        plan(ledger, "1.0")()
        yield ledger


def plan(ledger: Ledger, version: str) -> Callable[[], str | None]:
    def work(transaction: Transaction) -> None:
        key = transaction.next_key("ACME", "release")
        command = Plan(key, "Offline", version, "major", Q3)
        transaction.execute(RELEASE, keys.stream_of(key), command)

    return lambda: _refusal(lambda: ledger.transact(work, origin()))


def add(ledger: Ledger, release: str) -> Callable[[], str | None]:
    stream = keys.stream_of(release)
    return lambda: _refusal(lambda: ledger.execute(RELEASE, stream, AddScope("ACME-1"), origin()))


def _refusal(ask: Callable[[], object]) -> str | None:
    """The code of the refusal; None when there was none."""
    try:
        ask()
    except Refused as error:
        return error.code
    return None


def test_of_two_who_plan_the_same_version_at_once_one_wins(planned: Ledger):
    refused = in_threads(plan(planned, "2.0"), plan(planned, "2.0"))
    assert sorted(refused, key=str) == [None, "version-taken"]
    there = [Asking(planned).state(f"ACME-REL{n}") for n in (2, 3)]
    assert [state is None for state in there] == [False, True]


def test_of_two_releases_that_take_an_item_at_once_one_gets_it(planned: Ledger):
    plan(planned, "2.0")()
    refused = in_threads(add(planned, "ACME-REL1"), add(planned, "ACME-REL2"))
    assert sorted(refused, key=str) == [None, "already-in-release"]
    winner = f"ACME-REL{refused.index(None) + 1}"
    there = Asking(planned)
    scopes = {key: there.state(key).scope for key in ("ACME-REL1", "ACME-REL2")}
    assert there.state("ACME-1").release == winner
    assert scopes[winner] == ("ACME-1",)
    assert sum(map(len, scopes.values())) == 1
