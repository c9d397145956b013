"""A whole API for tests: ledger, read models kept by hand, and a client that speaks to it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from clock import FakeClock
from litestar.testing import TestClient
from probed_tracker import ProbedTracker

from api import tokens
from api.app import create_app
from api.surroundings import Surroundings
from ledger.database import Database
from ledger.ledger import Ledger
from projections.all import all_projections
from projections.runner import Runner
from workers.secrets import Secrets
from workers.trackers import Trackers


@dataclass
class House:
    """The API and what stands around it."""

    surroundings: Surroundings
    runner: Runner
    client: TestClient[Any]
    tokens: dict[str, str]
    woken: list[tuple[str, ...]]
    environment: dict[str, str]
    tracker: ProbedTracker
    clock: FakeClock

    def ask(
        self, method: str, path: str, body: Any = None, *, role: str = "admin", **kw: Any
    ) -> Any:
        """Send a request as ``role`` and answer with the response."""
        headers = {"Authorization": f"Bearer {self.tokens[role]}"} | kw.pop("headers", {})
        content = kw.pop("content", None)
        if body is not None:
            content = json.dumps(body).encode()
        return self.client.request(method, path, content=content, headers=headers, **kw)

    def get(self, path: str, **kw: Any) -> Any:
        return self.ask("GET", path, **kw)

    def post(self, path: str, body: Any = None, **kw: Any) -> Any:
        return self.ask("POST", path, {} if body is None else body, **kw)

    def catch_up(self) -> None:
        """Let the read models hold everything there is."""
        self.runner.catch_up()

    def product(self, key: str = "ACME") -> None:
        assert self.post("/v1/products", {"key": key, "name": "Acme Notes"}).status_code == 201

    def hear(self, summary: str = "Exports are slow", **fields: Any) -> str:
        """Capture feedback and answer with its key."""
        answer = self.post("/v1/evidence", {"product": "ACME", "summary": summary} | fields)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["key"])

    def item(self, **fields: Any) -> str:
        """Add an item and answer with its key."""
        body = {"product": "ACME", "kind": "bug", "title": "It breaks"} | fields
        answer = self.post("/v1/items", body)
        assert answer.status_code == 201, answer.text
        self.catch_up()
        return str(answer.json()["key"])

    def connect(self, **fields: Any) -> str:
        """Connect a repository and answer with the connection's id."""
        body = {
            "product": "ACME",
            "tracker": "github",
            "remote": "acme/notes",
            "credentials_ref": "TOKEN",
            "webhook_secret_refs": ["HOOK"],
        }
        answer = self.post("/v1/connections", body | fields)
        assert answer.status_code == 201, answer.text
        self.catch_up()
        return str(answer.json()["data"]["id"])


def surroundings_on(
    database: Database, ledger: Ledger, clock: FakeClock, **more: Any
) -> tuple[Surroundings, Runner]:
    """Surroundings whose read models catch up whenever somebody waits for them."""
    runner = Runner(database, ledger, all_projections(), clock=clock)

    def wait(position: int, _timeout_s: float) -> bool:
        runner.catch_up()
        return position <= ledger.head()

    secrets = Secrets(more.pop("environment", {}))
    made = Surroundings(
        database=database,
        ledger=ledger,
        trackers=Trackers(ledger, secrets, **more.pop("trackers", {})),
        wait=wait,
        wake=more.pop("wake", lambda *_: None),
        clock=clock,
        **more,
    )
    return made, runner


@contextmanager
def api_house(database: Database, ledger: Ledger, clock: FakeClock, **more: Any) -> Iterator[House]:
    """The API with a token for every role."""
    woken: list[tuple[str, ...]] = []
    environment = {"TOKEN": "canary-token-value", "HOOK": "canary-hook-secret"}
    tracker = ProbedTracker()
    surroundings, runner = surroundings_on(
        database,
        ledger,
        clock,
        wake=lambda *hint: woken.append(hint),
        environment=environment,
        trackers={"open_with": tracker.open},
        **more,
    )
    runner.catch_up()
    with database.begin() as connection:
        made: dict[str, str] = {
            role: tokens.create(connection, role, role, clock()) for role in tokens.ROLES
        }
    with TestClient(create_app(surroundings), raise_server_exceptions=False) as client:
        yield House(surroundings, runner, client, made, woken, environment, tracker, clock)
