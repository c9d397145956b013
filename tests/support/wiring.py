"""Trueline and two sandbox trackers wired together in one process, on one clock."""

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from killable import killable
from running_clock import RunningClock
from webhook_door import WebhookDoor

from domain import identity
from domain.connection.commands import ConnectTracker
from domain.connection.rules import CONNECTION
from domain.fact import Actor, Origin
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from integrations.address import Address, Credentials
from integrations.budget import Budget, Limit, MemoryBudget, RedisBudget
from integrations.connect import open_tracker
from integrations.sandbox.github.server import GitHubSandbox
from integrations.sandbox.jira.server import JiraSandbox
from integrations.sandbox.webhooks import sign
from integrations.tracker import Tracker
from ledger.database import Database
from ledger.ledger import Ledger
from projections.all import all_projections
from projections.runner import Runner
from trueline.announce import announcer
from workers.actors import declare
from workers.broker import open_broker
from workers.context import Context
from workers.pace import Pace
from workers.process import start_worker, stop_worker
from workers.secrets import Secrets
from workers.trackers import Trackers
from workers.waking import BrokerWake

if TYPE_CHECKING:
    from dramatiq import Worker

SECRET = "a webhook secret"
FREE = dict.fromkeys(("read", "write", "create"), (Limit(1_000_000, 1.0),))
UNLIMITED: Any = {"github": FREE, "jira": FREE}
ENVIRONMENT = {
    "GITHUB_TOKEN": "sandbox-token",
    "JIRA_TOKEN": "bot@acme.test:sandbox-token",
    "HOOK_SECRET": SECRET,
}


class Wiring:
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
        self._worker: Worker | None = None
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

    def writes(self) -> int:
        """How many writes both trackers have seen."""
        return int(self.github.counts["writes"] + self.jira.counts["writes"])

    def requests(self) -> int:
        """How many requests both trackers have seen."""
        return int(self.github.counts["requests"] + self.jira.counts["requests"])
