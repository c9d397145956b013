"""A new item gets the next key of its product and goes behind all others."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from clock import FakeClock

from domain import identity
from domain.backlog_item.commands import AddItem
from domain.backlog_item.rules import ITEM
from domain.fact import Actor, Origin
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from domain.refusal import Refused, Unknown
from ledger.database import Database
from ledger.ledger import Ledger
from workers.add_item import Added, add_item

ACME = identity.product_id("ACME")


def origin(clock: FakeClock) -> Origin:
    return Origin(Actor("ada", "Ada", "human"), "api", clock(), uuid4())


@pytest.fixture
def product(ledger: Ledger, clock: FakeClock) -> None:
    create = CreateProduct(key="ACME", name="Acme Notes")
    ledger.execute(PRODUCT, ACME, create, origin(clock))


def add(database: Database, ledger: Ledger, clock: FakeClock, title: str) -> Added:
    command = AddItem(key="", kind="technical_issue", title=title)
    return add_item(database, ledger, "ACME", command, origin(clock))


@pytest.mark.usefixtures("product")
def test_keys_count_up_even_while_the_read_model_lags(
    database: Database, ledger: Ledger, clock: FakeClock
) -> None:
    keys = [add(database, ledger, clock, f"Item {number}").key for number in range(12)]
    assert keys == [f"ACME-{number}" for number in range(1, 13)]


@pytest.mark.usefixtures("product")
def test_ranks_grow_with_the_keys(database: Database, ledger: Ledger, clock: FakeClock) -> None:
    ids = [add(database, ledger, clock, f"Item {number}").id for number in range(9)]
    ranks = [str(ledger.load(ITEM, each).state.rank) for each in ids]  # type: ignore[union-attr]  # just added
    assert ranks == sorted(set(ranks))


@pytest.mark.usefixtures("product")
def test_racers_get_different_keys(database: Database, ledger: Ledger, clock: FakeClock) -> None:
    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(lambda n: add(database, ledger, clock, f"Item {n}").key, range(8)))
    assert len(set(added)) == 8


@pytest.mark.usefixtures("product")
def test_the_same_command_id_gives_the_same_key(
    database: Database, ledger: Ledger, clock: FakeClock
) -> None:
    command = AddItem(key="", kind="technical_issue", title="Once")
    name = uuid4()
    first = add_item(database, ledger, "ACME", command, origin(clock), command_id=name)
    again = add_item(database, ledger, "ACME", command, origin(clock), command_id=name)
    assert (first.key, first.id) == (again.key, again.id)
    assert again.receipt.replayed


def test_an_unknown_product_is_refused(
    database: Database, ledger: Ledger, clock: FakeClock
) -> None:
    with pytest.raises(Unknown, match="product"):
        add(database, ledger, clock, "Homeless")


@pytest.mark.usefixtures("product")
def test_a_refused_item_takes_no_key(database: Database, ledger: Ledger, clock: FakeClock) -> None:
    command = AddItem(key="", kind="user_story", title="No story")
    with pytest.raises(Refused):
        add_item(database, ledger, "ACME", command, origin(clock))
    assert add(database, ledger, clock, "First").key == "ACME-1"
