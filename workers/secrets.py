"""Secrets by name: an environment variable or a file, read when needed and never kept in a fact.

A reference is ``env:NAME`` or ``file:/path``. A plain ``NAME`` is an environment variable.
"""

from collections.abc import Mapping
from pathlib import Path


class SecretMissing(Exception):
    """The reference names nothing that holds a value."""

    def __init__(self, reference: str, what_to_do: str) -> None:
        """Name the reference (never the value) and what to do."""
        super().__init__(f"{reference}: {what_to_do}")
        self.reference = reference


class Secrets:
    """Reads secrets by reference."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Read variables from ``environment`` (the process's own in production)."""
        self._environment = environment

    def read(self, reference: str) -> str:
        """The secret's value without surrounding blanks.

        Raises:
            SecretMissing: The variable is unset, or the file is missing, unreadable or empty.
        """
        kind, _, name = reference.rpartition(":") if reference.startswith("env:") else ("", "", "")
        if reference.startswith("file:"):
            return self._from_file(reference)
        name = name if kind else reference
        value = self._environment.get(name, "").strip()
        if not value:
            raise SecretMissing(
                reference, f"set the environment variable {name} where the server runs"
            )
        return value

    def _from_file(self, reference: str) -> str:
        path = Path(reference.removeprefix("file:"))
        try:
            value = path.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SecretMissing(reference, f"cannot read the file: {error.strerror}") from error
        if not value:
            raise SecretMissing(reference, "the file is empty")
        return value
