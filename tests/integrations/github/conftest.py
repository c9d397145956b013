"""A repository at GitHub, and a tracker on it."""

from collections.abc import Iterator

import pytest
from clock import FakeClock
from trackers import GitHubSite

from integrations.tracker import Tracker


@pytest.fixture
def site(clock: FakeClock) -> Iterator[GitHubSite]:
    """A repository in a sandbox."""
    opened = GitHubSite(clock)
    with opened.sandbox:
        yield opened


@pytest.fixture
def tracker(site: GitHubSite) -> Tracker:
    """The tracker under test."""
    return site.tracker()
