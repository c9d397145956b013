"""Every tracker in its sandbox in turn: what is tested here holds for each."""

from collections.abc import Iterator

import pytest
from clock import FakeClock
from trackers import SITES, Site, open_site

from integrations.tracker import Tracker


@pytest.fixture(params=sorted(SITES))
def site(request: pytest.FixtureRequest, clock: FakeClock) -> Iterator[Site]:
    """A repository or project of each kind."""
    with open_site(request.param, clock) as opened:
        yield opened


@pytest.fixture
def tracker(site: Site) -> Tracker:
    """The tracker under test."""
    return site.tracker()
