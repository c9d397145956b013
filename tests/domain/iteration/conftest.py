"""What the rules of an iteration are tested on."""

import pytest
from crew import Crew


@pytest.fixture
def crew() -> Crew:
    """A team with an iteration ahead."""
    return Crew().planned()
