"""A whole Trueline between two sandbox trackers, in one process, with its real workers.

``settle`` waits until everything that can be done now is done; nothing sleeps, and the clock can be
put forward to what has to wait.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

import msgspec
import quiet
from wiring import Wiring

from domain import identity, keys
from domain.backlog_item.commands import AddItem
from domain.backlog_item.rules import ITEM
from domain.backlog_item.state import BacklogItem
from domain.command import Command
from domain.connection.commands import ConnectionCommand
from domain.connection.rules import CONNECTION
from domain.connection.state import Connection
from domain.link.commands import LinkCommand
from domain.link.rules import LINK
from domain.link.state import Link
from domain.release.commands import AddScope, Plan, RemoveScope
from domain.release.rules import RELEASE
from domain.release.state import Release
from domain.values import Window
from integrations.sandbox.faults import Fault, commit_then_drop, rate_limit
from integrations.sandbox.server import HttpSandbox
from ledger.database import Database
from projections.backlog import query
from projections.backlog.filters import BacklogFilter
from workers import import_run, inbox, watermark
from workers.add_item import add_item
from workers.import_run import ImportRun
from workers.select import mirror


class World(Wiring):
    """What people do in it and see of it, and the passes of its workers, begun by hand."""

    def add(self, title: str, *, kind: Any = "technical_issue", **values: Any) -> str:
        """Add an item; answers its key."""
        command = AddItem(key="", kind=kind, title=title, **values)
        added = add_item(self.database, self.ledger, "ACME", command, self.by("ada"))
        assert self.runner.wait(added.receipt.position)
        return added.key

    def do(self, key: str, command: Command, *, reason: str | None = None) -> None:
        """Change an item by hand."""
        origin = self.by("ada", reason=reason)
        self.ledger.execute(ITEM, identity.item_id(key), command, origin)

    def plan_release(self, version: str, number: int = 1) -> str:
        """Plan a release by hand; answers its key."""
        key = keys.key_of("ACME", RELEASE.kind, number)
        command = Plan(key, f"Release {version}", version, "minor", Window.read("2026-Q3"))
        self.ledger.execute(RELEASE, keys.stream_of(key), command, self.by("ada"))
        return key

    def releases(self) -> list[str]:
        """The keys of the first releases that were planned."""
        found = (keys.key_of("ACME", RELEASE.kind, number) for number in range(1, 4))
        return [key for key in found if self.ledger.load(RELEASE, keys.stream_of(key)).state]

    def scope(self, release: str, command: AddScope | RemoveScope) -> None:
        """Let an item come out with a release, or not."""
        self.ledger.execute(RELEASE, keys.stream_of(release), command, self.by("ada"))

    def release(self, key: str) -> Release:
        """A release as it stands."""
        state: Release | None = self.ledger.load(RELEASE, keys.stream_of(key)).state
        assert state is not None, f"there is no release {key}"
        return state

    def milestone(self, title: str) -> int:
        """The number of a milestone at GitHub, made when there is none."""
        with self.github.lock:
            repo = self.github.repo
            return self.github.world.milestone(repo, title, self.github.account).number

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
        quiet.settle(self)


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
