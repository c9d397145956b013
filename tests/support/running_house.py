"""A whole running house on SQLite, between two sandbox trackers, spoken to over real HTTP."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import requests

from integrations.sandbox.github.server import GitHubSandbox
from integrations.sandbox.jira.server import JiraSandbox
from integrations.sandbox.webhooks import sign
from trueline.embedded import House, embedded
from trueline.settings import Settings
from workers.pace import Pace

QUICK = Pace(
    poll_s=0.5,
    overlap_s=600.0,
    sweep_s=0.1,
    lease_s=2.0,
    retry_s=(0.1, 0.2, 0.3),
    park_after=1000,
    lookup_s=(0.1, 0.2, 0.3),
)
PATIENCE_S = 30
GITHUB_TOKEN, JIRA_TOKEN, HOOK = "canary-github", "canary-jira", "canary-hook"
SECRETS = {
    "GITHUB_TOKEN": GITHUB_TOKEN,
    "JIRA_TOKEN": f"bot@acme.test:{JIRA_TOKEN}",
    "HOOK": HOOK,
}


def until(holds: Callable[[], Any], patience_s: float = PATIENCE_S) -> Any:
    """Wait for something true and answer it; looks often, gives up late."""
    pause = Event()
    for _ in range(int(patience_s * 20)):
        if found := holds():
            return found
        pause.wait(0.05)
    raise AssertionError("it did not come to hold")


class Caller:
    """Speaks to an API with a token.

    Attributes:
        position: Of the newest fact that was written through here.
    """

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.position = 0
        self._headers = {"Authorization": f"Bearer {token}"}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> requests.Response:
        """One request on a connection of its own; ``If_Match`` is sent as ``If-Match``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        return requests.request(
            method,
            self.url + path,
            data=content,
            headers=self._headers | named,
            timeout=30,
            allow_redirects=False,
        )

    def data(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer's data; fails unless it is good."""
        answer = self.ask(method, path, body, **headers)
        assert answer.ok, (method, path, answer.status_code, answer.text)
        found = answer.json()
        return found.get("data", found)

    def product(self) -> None:
        self.data("POST", "/v1/products", {"key": "ACME", "name": "Acme Notes"})

    def add(self, title: str, **fields: Any) -> str:
        """Add an item; answers its key."""
        body = {"product": "ACME", "kind": "bug", "title": title} | fields
        answer = self.ask("POST", "/v1/items", body)
        assert answer.status_code == 201, answer.text
        self.position = answer.json()["position"]
        return str(answer.json()["key"])

    def edit(self, key: str, **fields: Any) -> None:
        answer = self.ask("PATCH", f"/v1/items/{key}", fields)
        assert answer.ok, answer.text
        self.position = answer.json()["position"]

    def item(self, key: str) -> Any:
        """An item as it is once what was written through here has been read."""
        return self.data("GET", f"/v1/items/{key}?min_position={self.position}")

    def titles(self) -> list[str]:
        """The titles of the backlog, sorted."""
        return sorted(each["title"] for each in self.data("GET", "/v1/backlog?limit=200"))

    def connection(self, key: str) -> Any:
        """How a connection is doing."""
        found = self.data("GET", "/v1/sync")["connections"]
        return next(each for each in found if each["id"] == key)


@dataclass
class RunningHouse:
    """The house, the trackers, and the connections between them."""

    house: House
    api: Caller
    github: GitHubSandbox
    jira: JiraSandbox
    environment: dict[str, str]
    keys: dict[str, str] = field(default_factory=dict)

    def connect(self, tracker: str, *, hook: bool = True) -> str:
        """Connect a tracker, with its webhook; answers the connection's key."""
        sandbox: Any = self.github if tracker == "github" else self.jira
        key, path = connect(self.api, tracker, sandbox)
        self.keys[tracker] = key
        if hook:
            sandbox.add_webhook(self.api.url + path, HOOK)
            assert sandbox.webhooks.wait_until_idle()
        return key

    def mirror(self, tracker: str, *items: str) -> None:
        """Have items at a tracker."""
        path = f"/v1/connections/{self.keys[tracker]}/mirror"
        self.api.data("POST", path, {"keys": list(items)})

    def send(self, body: bytes, *, secret: str = HOOK, delivery: str = "d1", to: str = "") -> Any:
        """One delivery, as GitHub would send it."""
        headers = {
            "X-Hub-Signature-256": sign(secret, body),
            "X-GitHub-Delivery": delivery,
            "X-GitHub-Event": "issues",
        }
        path = f"/v1/webhooks/github/{to or self.keys['github']}"
        return requests.post(self.api.url + path, data=body, headers=headers, timeout=30)


def connect(api: Caller, tracker: str, sandbox: Any) -> tuple[str, str]:
    """Connect a sandbox; answers the connection's key and the path of its webhooks."""
    remote = "acme/notes" if tracker == "github" else "ACME"
    body = {
        "product": "ACME",
        "tracker": tracker,
        "remote": remote,
        "base_url": sandbox.url,
        "credentials_ref": f"env:{tracker.upper()}_TOKEN",
        "webhook_secret_refs": ["env:HOOK"],
    }
    found = api.data("POST", "/v1/connections", body)
    return str(found["id"]), str(found["webhook_path"])


@contextmanager
def trackers() -> Iterator[tuple[GitHubSandbox, JiraSandbox]]:
    """Both trackers, which know the canary secrets."""
    github = GitHubSandbox(repo="acme/notes", token=GITHUB_TOKEN, webhook_secret=HOOK)
    jira = JiraSandbox(project="ACME", token=JIRA_TOKEN, webhook_secret=HOOK)
    with ExitStack() as stack:
        for each in (github, jira):
            each.start()
            stack.callback(each.stop)
        yield github, jira


@contextmanager
def running_house(home: Path) -> Iterator[RunningHouse]:
    """A house with one product and no connection yet."""
    settings = Settings(
        home=home,
        database_url=f"sqlite:///{home / 'ledger.sqlite'}",
        redis_url=None,
        host="127.0.0.1",
        port=0,
        worker_threads=4,
        allow_private_trackers=True,
        pace=QUICK,
    )
    environment = dict(SECRETS)
    with trackers() as (github, jira), embedded(settings, environment=environment) as house:
        api = Caller(house.url, house.local_token)
        api.product()
        yield RunningHouse(house, api, github, jira, environment)
