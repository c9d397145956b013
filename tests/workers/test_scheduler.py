"""Whoever leads announces what is due and takes snapshots; whoever does not does neither."""

from datetime import UTC, datetime
from threading import Event
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from clock import FakeClock
from delivered import a_delivery

from domain import identity
from domain.connection.commands import ConnectTracker, Pause, Resume
from domain.connection.rules import CONNECTION
from domain.fact import Actor, Origin
from integrations.budget import MemoryBudget
from ledger.database import Database
from ledger.ledger import Ledger
from ledger.transaction import Transaction
from workers import inbox
from workers.context import Context
from workers.leader import lead
from workers.pace import Pace
from workers.scheduler import LEAD, run
from workers.secrets import Secrets
from workers.trackers import Trackers
from workers.wake import ActorName

HERE = UUID(int=7)


class OneRound(Event):
    """Ends a loop after its first round, without a wait."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


class House:
    """A context whose hints are kept."""

    def __init__(self, database: Database, ledger: Ledger, clock: FakeClock) -> None:
        self.woken: list[tuple[str, ...]] = []
        self.context = Context(
            database=database,
            ledger=ledger,
            trackers=Trackers(ledger, Secrets({})),
            budget=MemoryBudget(),
            wake=self.wake,
            clock=clock,
            pace=Pace(),
        )

    def wake(self, actor: ActorName, /, *ids: str) -> None:
        self.woken.append((actor, *ids))

    def snapshots(self) -> int:
        with self.context.database.read() as connection:
            return int(connection.execute(sa.text("select count(*) from snapshot")).scalar_one())


@pytest.fixture
def house(database: Database, ledger: Ledger, clock: FakeClock) -> House:
    made = House(database, ledger, clock)
    with database.begin() as connection:
        inbox.keep(connection, a_delivery(HERE), clock())
    return made


def a_long_stream(ledger: Ledger) -> None:
    product = identity.product_id("ACME")
    stream = identity.connection_id(product, "github", "https://github.test", "1")
    connected = ConnectTracker(
        product=product,
        tracker="github",
        flavour="github",
        base_url="https://github.test",
        remote_id="1",
        remote_name="acme/roadmap",
        remote_url="https://github.test/acme/roadmap",
        credentials_ref="GITHUB_TOKEN",
    )

    def work(transaction: Transaction) -> None:
        transaction.execute(CONNECTION, stream, connected)
        for _ in range(101):
            transaction.execute(CONNECTION, stream, Pause())
            transaction.execute(CONNECTION, stream, Resume())

    actor = Actor(id="ada", display="Ada", kind="human")
    now = datetime(2026, 1, 2, tzinfo=UTC)
    ledger.transact(work, Origin(actor, "api", now, uuid4()))


def test_whoever_leads_announces_what_is_due(house: House) -> None:
    run(house.context, OneRound())
    assert house.woken == [("receive", str(HERE), "d-1")]


def test_whoever_leads_takes_the_snapshots_that_are_due(house: House, ledger: Ledger) -> None:
    a_long_stream(ledger)
    run(house.context, OneRound())
    assert house.snapshots() == 1


def test_a_scheduler_without_the_lead_does_neither(
    house: House, ledger: Ledger, clock: FakeClock
) -> None:
    a_long_stream(ledger)
    with house.context.database.begin() as connection:
        assert lead(connection, LEAD, "another", clock(), 60)
    run(house.context, OneRound())
    assert (house.woken, house.snapshots()) == ([], 0)


def test_a_scheduler_that_stops_gives_up_the_lead(house: House, clock: FakeClock) -> None:
    run(house.context, OneRound())
    with house.context.database.begin() as connection:
        assert lead(connection, LEAD, "another", clock(), 60)
