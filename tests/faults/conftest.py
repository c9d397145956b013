"""Houses that run for one test: the whole one over HTTP, and the workers' world."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from plain_log import log_plainly
from running_house import RunningHouse, running_house
from world import World, open_world


@pytest.fixture
def home(tmp_path: Path) -> Iterator[RunningHouse]:
    """The whole house on SQLite between two sandboxes."""
    with running_house(tmp_path) as running:
        yield running


@pytest.fixture
def small_world(sqlite_url: str) -> Iterator[World]:
    """A world on SQLite, whose clock can be put forward."""
    with open_world(sqlite_url) as made:
        yield made


@pytest.fixture(autouse=True, scope="session")
def plain_log() -> None:
    """A failed test shows one line for each outcome."""
    log_plainly()
