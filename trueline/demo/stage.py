"""The demo's stage: two sandbox trackers and a whole Trueline, in one process and on one file."""

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from integrations.sandbox.github.server import GitHubSandbox
from integrations.sandbox.jira.server import JiraSandbox
from trueline.embedded import House, embedded
from trueline.reach import Api
from trueline.settings import read_settings

PRODUCT = "DEMO"
REPOSITORY = "acme/notes"
PROJECT = "NOTES"
MIRRORED = 24
EDITED = 8
"""How many edits there are: each has an issue of its own."""
PEOPLE = {"ada": "ada@acme.test", "bo": "bo@acme.test"}
SETTINGS = {
    "TRUELINE_ALLOW_PRIVATE_TRACKERS": "1",
    "TRUELINE_POLL_SECONDS": "3600",
    "TRUELINE_SWEEP_SECONDS": "1",
    "TRUELINE_WORKER_THREADS": "4",
}


@dataclass
class Stage:
    """Everything the demo works with.

    Attributes:
        connections: Ids by tracker.
        chosen: The numbers of the issues that are mirrored; the first ones are edited.
    """

    github: GitHubSandbox
    jira: JiraSandbox
    house: House
    api: Api
    connections: dict[str, str]
    chosen: list[int]

    @property
    def sandboxes(self) -> tuple[GitHubSandbox, JiraSandbox]:
        """Both trackers."""
        return self.github, self.jira

    def writes(self) -> int:
        """Writes that both trackers have seen so far."""
        return sum(sandbox.counts["writes"] for sandbox in self.sandboxes)


@contextmanager
def open_stage(records: object, port: int) -> Iterator[Stage]:
    """Start the trackers with ``records`` in GitHub, start Trueline, and connect them.

    Raises:
        ValueError: ``records`` is no dump of issues; the message names the record and field.
    """
    secret = secrets.token_urlsafe(24)
    with ExitStack() as stack:
        github = GitHubSandbox(repo=REPOSITORY, webhook_secret=secret)
        github.load(records)
        chosen = _choose(github)
        stack.enter_context(github)
        jira = stack.enter_context(JiraSandbox(project=PROJECT, webhook_secret=secret))
        home = stack.enter_context(TemporaryDirectory(prefix="trueline-demo-"))
        environment = dict(os.environ) | {
            "DEMO_GITHUB_TOKEN": github.token,
            "DEMO_JIRA_TOKEN": f"{jira.account.email}:{jira.token}",
            "DEMO_WEBHOOK_SECRET": secret,
        }
        settings = read_settings(SETTINGS | {"TRUELINE_HOME": str(Path(home))})
        house = stack.enter_context(
            embedded(settings, port=port, findable=True, environment=environment)
        )
        api = Api(house.url, house.local_token)
        stack.callback(api.close)
        stage = Stage(github, jira, house, api, {}, chosen)
        _connect(stage)
        yield stage


def _choose(github: GitHubSandbox) -> list[int]:
    """Choose the issues to mirror, and give two of them what their edit needs."""
    numbers = [
        issue["number"]
        for issue in github.issues()
        if "pull_request" not in issue and issue["state"] == "open"
    ][:MIRRORED]
    if len(numbers) >= EDITED:
        labels = [label["name"] for label in github.issue(numbers[2])["labels"]]
        github.edit(numbers[2], labels=[*labels, "from-the-start"])
        body = "First paragraph.\n\nThe middle stays.\n\nLast paragraph."
        github.edit(numbers[6], body=body)
    return numbers


def _connect(stage: Stage) -> None:
    body = {"key": PRODUCT, "name": "Acme Notes", "description": "The demo's product"}
    stage.api.post("/v1/products", body)
    shared: dict[str, Any] = {"product": PRODUCT, "webhook_secret_refs": ["DEMO_WEBHOOK_SECRET"]}
    github = shared | {
        "tracker": "github",
        "flavour": "github",
        "base_url": stage.github.url,
        "remote": REPOSITORY,
        "credentials_ref": "DEMO_GITHUB_TOKEN",
        "mapping": {"people": _people(stage, "github")},
    }
    jira = shared | {
        "tracker": "jira",
        "flavour": "cloud",
        "base_url": stage.jira.url,
        "remote": PROJECT,
        "credentials_ref": "DEMO_JIRA_TOKEN",
        "mapping": {"people": _people(stage, "jira")},
    }
    for name, asked in (("github", github), ("jira", jira)):
        made = stage.api.post("/v1/connections", asked)["data"]
        stage.connections[name] = made["id"]
        sandbox = stage.github if name == "github" else stage.jira
        sandbox.add_webhook(f"{stage.house.url}/v1/webhooks/{name}/{made['id']}")


def _people(stage: Stage, tracker: str) -> dict[str, str]:
    if tracker == "github":
        return {ours: str(stage.github.add_user(ours).id) for ours in PEOPLE}
    return {ours: stage.jira.add_user(email).account_id for ours, email in PEOPLE.items()}
