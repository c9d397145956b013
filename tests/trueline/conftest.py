"""Shells to type commands into."""

from pathlib import Path

import pytest
from shell import Shell


@pytest.fixture
def acme(tmp_path: Path) -> Shell:
    """A shell whose home holds one product."""
    shell = Shell(tmp_path)
    shell.told("product", "create", "ACME", "Acme Notes")
    return shell
