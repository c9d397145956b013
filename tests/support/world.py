"""A whole Trueline between two sandbox trackers, in one process, with its real workers.

``settle`` waits until everything that can be done now is done; nothing sleeps, and the clock can be
put forward to what has to wait.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import dramatiq
import msgspec
from killable import killable
from running_clock import RunningClock
from webhook_door import WebhookDoor

from domain import identity
from domain.backlog_item.commands import AddItem, ItemCommand
from domain.backlog_item.rules import ITEM
from domain.backlog_item.state import BacklogItem
from domain.connection.commands import ConnectionCommand, ConnectTracker
from domain.connection.rules import CONNECTION
from domain.connection.state import Connection
from domain.fact import Actor, Origin
from domain.link.commands import LinkCommand
from domain.link.rules import LINK
from domain.link.state import Link
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from integrations.address import Address, Credentials
from integrations.budget import Budget, Limit, MemoryBudget, RedisBudget
from integrations.connect import open_tracker
from integrations.sandbox.faults import Fault, commit_then_drop, rate_limit
from integrations.sandbox.github.server import GitHubSandbox
from integrations.sandbox.jira.server import JiraSandbox
from integrations.sandbox.server import HttpSandbox
from integrations.sandbox.webhooks import sign
from integrations.tracker import Tracker
from ledger.database import Database
from ledger.ledger import Ledger
from projections import outbox_queue
from projections.all import all_projections
from projections.backlog import query
from projections.backlog.filters import BacklogFilter
from projections.runner import Runner
from trueline.announce import announcer
from workers import import_run, inbox, watermark
from workers.actors import declare
from workers.add_item import add_item
from workers.broker import open_broker
from workers.context import Context
from workers.import_run import ImportRun
from workers.pace import Pace
from workers.process import start_worker, stop_worker
from workers.scheduler import sweep
from workers.secrets import Secrets
from workers.select import mirror
from workers.trackers import Trackers
from workers.waking import BrokerWake

SETTLE_S = 30.0
STUCK = 30
SECRET = "a webhook secret"
FREE = dict.fromkeys(("read", "write", "create"), (Limit(1_000_000, 1.0),))
UNLIMITED: Any = {"github": FREE, "jira": FREE}
ENVIRONMENT = {
    "GITHUB_TOKEN": "sandbox-token",
    "JIRA_TOKEN": "bot@acme.test:sandbox-token",
    "HOOK_SECRET": SECRET,
}


class World:
    """Trueline, a GitHub and a Jira; ``github_id`` and ``jira_id`` are their connections."""

    def __init__(
        self,
        database: Database,
        *,
        redis_url: str | None = None,
        pace: Pace | None = None,
        threads: int = 4,
        budget: Budget | None = None,
    ) -> None:
        self.deaths: list[str] = []
        self.clock = RunningClock()
        self.database = database
        self.ledger = Ledger(database, clock=self.clock)
        self.environment = dict(ENVIRONMENT)
        self.github = GitHubSandbox(self.clock, webhook_secret=SECRET)
        self.jira = JiraSandbox(self.clock, webhook_secret=SECRET)
        self.broker = open_broker(redis_url, namespace=f"test-{uuid4().hex[:8]}")
        made = RedisBudget(redis_url, by_tracker=UNLIMITED) if redis_url else None
        self._made_budget = made
        self.context = Context(
            database=database,
            ledger=self.ledger,
            trackers=Trackers(
                self.ledger,
                Secrets(self.environment),
                allow_private=True,
                open_with=self.open_tracker,
            ),
            budget=budget or made or MemoryBudget(UNLIMITED),
            wake=BrokerWake(self.broker),
            clock=self.clock,
            pace=pace or Pace(),
        )
        self.runner = Runner(
            database,
            self.ledger,
            all_projections(),
            announce=announcer(self.context.wake),
            clock=self.clock,
        )
        declare(self.broker, self.context)
        self.door = WebhookDoor(self.context)
        self.product = identity.product_id("ACME")
        self._threads = threads
        self._worker: dramatiq.Worker | None = None
        self.github_id = self.jira_id = UUID(int=0)

    def open_tracker(self, address: Address, credentials: Credentials) -> Tracker:
        """A tracker on the world's own clock, that can be killed."""
        tracker = open_tracker(address, credentials, clock=self.clock)
        return killable(tracker, self.deaths)

    def kill_after(self, verb: str) -> None:
        """Let the worker die once, right after the tracker has done ``verb``."""
        self.deaths.append(verb)

    def signed(self, body: bytes) -> dict[str, str]:
        """The headers that sign a body."""
        return {"X-Hub-Signature-256": sign(SECRET, body), "X-Hub-Signature": sign(SECRET, body)}

    def start(self) -> None:
        self.github.start()
        self.jira.start()
        self.door.start()
        self.runner.start()
        self._worker = start_worker(self.broker, self._threads)
        create = CreateProduct(key="ACME", name="Acme Notes")
        self.ledger.execute(PRODUCT, self.product, create, self.by("ada"))

    def stop(self) -> None:
        """Leave no thread and no connection behind."""
        self.github.faults.clear()
        self.jira.faults.clear()
        if self._worker is not None:
            stop_worker(self._worker)
        self.broker.close()
        self.runner.stop()
        self.github.stop()
        self.jira.stop()
        self.door.stop()
        self.ledger.close()
        if self._made_budget is not None:
            self._made_budget.close()

    def connect_github(self, *, hook: bool = True, **terms: Any) -> UUID:
        remote = str(self.github.repo.id)
        self.github_id = self._connect("github", "github", self.github.url, remote, **terms)
        if hook:
            self.github.add_webhook(self.door.url(self.github_id))
            assert self.github.webhooks.wait_until_idle()
        return self.github_id

    def connect_jira(self, *, hook: bool = True, **terms: Any) -> UUID:
        remote = str(self.jira.project.id)
        self.jira_id = self._connect("jira", "cloud", self.jira.url, remote, **terms)
        if hook:
            self.jira.add_webhook(self.door.url(self.jira_id))
        return self.jira_id

    def _connect(self, tracker: Any, flavour: Any, url: str, remote: str, **terms: Any) -> UUID:
        name = "acme/roadmap" if tracker == "github" else "ACME"
        connected = ConnectTracker(
            product=self.product,
            tracker=tracker,
            flavour=flavour,
            base_url=url,
            remote_id=remote,
            remote_name=name,
            remote_url=f"{url}/{name}",
            credentials_ref=f"{tracker.upper()}_TOKEN",
            webhook_secret_refs=("HOOK_SECRET",),
            **terms,
        )
        connection_id = identity.connection_id(self.product, tracker, url, remote)
        self.ledger.execute(CONNECTION, connection_id, connected, self.by("ada"))
        return connection_id

    def by(self, who: str, *, reason: str | None = None) -> Origin:
        """Somebody who acts in Trueline."""
        actor = Actor(id=who, display=who.capitalize(), kind="human")
        now = self.clock()
        return Origin(actor, "api", now, uuid4(), reason=reason)

    def add(self, title: str, *, kind: Any = "technical_issue", **values: Any) -> str:
        """Add an item; answers its key."""
        command = AddItem(product=self.product, key="", kind=kind, title=title, **values)
        added = add_item(self.database, self.ledger, command, self.by("ada"))
        assert self.runner.wait(added.receipt.position)
        return added.key

    def do(self, key: str, command: ItemCommand, *, reason: str | None = None) -> None:
        """Change an item by hand."""
        origin = self.by("ada", reason=reason)
        self.ledger.execute(ITEM, identity.item_id(key), command, origin)

    def say(self, connection_id: UUID, command: ConnectionCommand) -> None:
        """Change a connection by hand."""
        self.ledger.execute(CONNECTION, connection_id, command, self.by("ada"))

    def tell(self, link_id: UUID, command: LinkCommand, *, reason: str | None = None) -> None:
        """Change a link by hand."""
        self.ledger.execute(LINK, link_id, command, self.by("ada", reason=reason))

    def item(self, key: str) -> BacklogItem:
        state = self.ledger.load(ITEM, identity.item_id(key)).state
        assert state is not None, f"there is no item {key}"
        return state

    def link_id(self, key: str, connection_id: UUID) -> UUID:
        return identity.link_id(identity.item_id(key), connection_id)

    def link(self, key: str, connection_id: UUID) -> Link:
        state = self.ledger.load(LINK, self.link_id(key, connection_id)).state
        assert state is not None, f"{key} has no link there"
        return state

    def connection(self, connection_id: UUID) -> Connection:
        state = self.ledger.load(CONNECTION, connection_id).state
        assert state is not None
        return state

    def all_keys(self) -> list[str]:
        """The keys of all items, by number."""
        self.runner.wait(self.ledger.head())
        with self.database.read() as connection:
            page = query.page(connection, BacklogFilter(product="ACME"), limit=1000)
        found = [msgspec.json.decode(each)["key"] for each in page.items]
        return sorted(found, key=lambda key: int(key.rpartition("-")[2]))

    def import_all(self, connection_id: UUID) -> ImportRun:
        """Import a connection's issues; answers the finished run."""
        with self.database.begin() as connection:
            run = import_run.start(connection, connection_id, self.clock())
        self.context.wake("import_issues", run.id)
        self.settle()
        return self.latest_import(connection_id)

    def latest_import(self, connection_id: UUID) -> ImportRun:
        """The newest import of a connection, as it stands."""
        with self.database.read() as connection:
            found = import_run.latest(connection, connection_id)
        assert found is not None
        return found

    def lose_answer(self, tracker: HttpSandbox, match: tuple[str, str]) -> Fault:
        """Let the next request that matches be done, and its answer lost."""
        return tracker.faults.add(Fault(match, commit_then_drop()))

    def limit(self, tracker: HttpSandbox, match: tuple[str, str], *, retry_after_s: int) -> Fault:
        """Let the next request that matches meet a rate limit."""
        return tracker.faults.add(Fault(match, rate_limit(retry_after_s)))

    def wait_for_retries(self, rounds: int = 4) -> None:
        """Put the clock forward past every wait, and work on what is due then."""
        for _ in range(rounds):
            self.clock.advance(self.context.pace.lease_s + 1)
            self.settle()

    def plan(self, connection_id: UUID, *keys: str) -> None:
        """Plan links by hand, and wait for nothing."""
        mirror(self.context, connection_id, keys=keys)

    def mirror(self, connection_id: UUID, *keys: str) -> None:
        mirror(self.context, connection_id, keys=keys)
        self.settle()

    def reconcile(self, *connection_ids: UUID) -> None:
        """Make a pass over connections (all when none is named) and wait for its end."""
        chosen = connection_ids or tuple(self.known_connections())
        now = self.clock()
        with self.database.begin() as connection:
            watermark.ensure(connection, list(chosen), now)
            for each in chosen:
                watermark.hasten(connection, each, now)
        for each in chosen:
            self.context.wake("reconcile", str(each))
        self.settle()

    def known_connections(self) -> list[UUID]:
        return [each for each in (self.github_id, self.jira_id) if each.int]

    def writes(self) -> int:
        """How many writes both trackers have seen."""
        return int(self.github.counts["writes"] + self.jira.counts["writes"])

    def requests(self) -> int:
        """How many requests both trackers have seen."""
        return int(self.github.counts["requests"] + self.jira.counts["requests"])

    def deliveries(self) -> Mapping[str, int]:
        """How many webhook deliveries stand in each state."""
        with self.database.read() as connection:
            found = inbox.counts(connection)
        total: dict[str, int] = {}
        for states in found.values():
            for state, count in states.items():
                total[state] = total.get(state, 0) + count
        return total

    def settle(self) -> None:
        """Wait until nothing is on its way and nothing is due; fails after a while."""
        deadline = monotonic() + SETTLE_S
        quiet = stuck = 0
        self._drain()
        sweep(self.context)
        while quiet < 2:
            assert monotonic() < deadline, f"still busy: {self._due()}"
            head, asked = self.ledger.head(), self.requests()
            self._drain()
            is_still = head == self.ledger.head() and asked == self.requests()
            is_quiet = is_still and not self._due()
            quiet = quiet + 1 if is_quiet else 0
            stuck = stuck + 1 if is_still and not is_quiet else 0
            if stuck == STUCK:  # whoever holds what is waited for is dead
                self.clock.advance(self.context.pace.lease_s + 1)
            if not is_quiet:
                sweep(self.context)

    def _drain(self) -> None:
        assert self.github.webhooks.wait_until_idle()
        assert self.jira.webhooks.wait_until_idle()
        assert self.runner.wait(self.ledger.head(), timeout_s=10.0)
        for queue in ("live", "background"):
            self._join(queue)
        assert self.runner.wait(self.ledger.head(), timeout_s=10.0)

    def _join(self, queue: str) -> None:
        waits: dict[str, Any] = {"timeout": int(SETTLE_S * 1000)}
        if isinstance(self.broker, dramatiq.brokers.redis.RedisBroker):
            waits["interval"] = 5
        else:
            waits["fail_fast"] = False
        self.broker.join(queue, **waits)

    def _due(self) -> list[object]:
        now = self.clock()
        with self.database.read() as connection:
            return [
                *inbox.due(connection, now, 10),
                *outbox_queue.due(connection, now, 10),
                *import_run.due(connection, now),
            ]


@contextmanager
def open_world(database_url: str, **choices: Any) -> Iterator[World]:
    """A started world on a migrated database."""
    database = Database.open(database_url, pool_size=8)
    world = World(database, **choices)
    try:
        world.start()
        yield world
    finally:
        with suppress(RuntimeError):
            world.stop()
        database.close()
