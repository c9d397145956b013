"""Both kinds of Jira, and a tracker on each."""

from collections.abc import Iterator

import pytest
from clock import FakeClock
from trackers import JiraSite, open_site

from integrations.tracker import Tracker


@pytest.fixture(params=["jira-cloud", "jira-datacenter"])
def site(request: pytest.FixtureRequest, clock: FakeClock) -> Iterator[JiraSite]:
    """A project in a sandbox, in the cloud and on a server."""
    with open_site(request.param, clock) as opened:
        assert isinstance(opened, JiraSite)
        yield opened


@pytest.fixture
def cloud(clock: FakeClock) -> Iterator[JiraSite]:
    """A project in the cloud."""
    with open_site("jira-cloud", clock) as opened:
        assert isinstance(opened, JiraSite)
        yield opened


@pytest.fixture
def tracker(site: JiraSite) -> Tracker:
    """The tracker under test."""
    return site.tracker()
