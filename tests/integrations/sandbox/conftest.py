"""Running sandboxes on a clock that stands still, and clients that ask them."""

import base64
from collections.abc import Iterator

import pytest
from clock import FakeClock
from receiver import Receiver
from recorder import Recorder

from integrations.sandbox.github.server import GitHubSandbox
from integrations.sandbox.jira.server import JiraSandbox


@pytest.fixture
def github(clock: FakeClock) -> Iterator[GitHubSandbox]:
    with GitHubSandbox(clock) as sandbox:
        yield sandbox


@pytest.fixture
def jira(clock: FakeClock) -> Iterator[JiraSandbox]:
    with JiraSandbox(clock) as sandbox:
        yield sandbox


@pytest.fixture
def server(clock: FakeClock) -> Iterator[JiraSandbox]:
    """A Jira Data Center."""
    with JiraSandbox(clock, flavour="datacenter") as sandbox:
        yield sandbox


@pytest.fixture
def hub(github: GitHubSandbox) -> Iterator[Recorder]:
    """A client of the sandbox GitHub."""
    client = Recorder(github, Authorization="Bearer sandbox-token")
    yield client
    client.session.close()


@pytest.fixture
def ask(jira: JiraSandbox) -> Iterator[Recorder]:
    """A client of version 3 of the sandbox Jira."""
    client = Recorder(jira, "/rest/api/3", Authorization=_pair())
    yield client
    client.session.close()


@pytest.fixture
def ask_server(server: JiraSandbox) -> Iterator[Recorder]:
    """A client of the sandbox Jira Data Center."""
    client = Recorder(server, "/rest/api/2", Authorization=_pair())
    yield client
    client.session.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


def _pair() -> str:
    return "Basic " + base64.b64encode(b"bot@acme.test:sandbox-token").decode()
