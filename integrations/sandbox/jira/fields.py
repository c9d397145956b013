"""What may stand in a field of an issue, and in which words Jira refuses the rest."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from integrations.sandbox.jira import adf
from integrations.sandbox.jira.records import Named, Project, Text, User, Version
from integrations.sandbox.jira.workflow import KINDS, PRIORITIES, RESOLUTIONS, named
from integrations.sandbox.jira.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT_LIMIT = 32_767
LINE_LIMIT = 255
ATTRIBUTES = {
    "summary": "summary",
    "description": "description",
    "labels": "labels",
    "priority": "priority",
    "assignee": "assignee",
    "reporter": "reporter",
    "fixVersions": "versions",
    "duedate": "due",
    "issuetype": "kind",
    "resolution": "resolution",
}
TOO_LONG = "The entered text is too long. It exceeds the allowed limit of 32,767 characters."
OFF_SCREEN = "Field '{}' cannot be set. It is not on the appropriate screen, or unknown."


class FieldError(Exception):
    """A value does not fit its field; the message is for people."""


@dataclass(frozen=True)
class Reader:
    """Reads values of fields; ``api`` is 2 (wiki text), 3 (documents), or None (either)."""

    world: World
    project: Project
    api: int | None = None

    def read(self, name: str, value: object) -> object:
        """The value as a record keeps it.

        Raises:
            FieldError: It does not fit.
        """
        readers: dict[str, Callable[[object], object]] = {
            "summary": summary,
            "description": self.text,
            "labels": labels,
            "assignee": self.person,
            "reporter": self.person,
            "fixVersions": self.versions,
            "duedate": day,
            "priority": lambda given: choice(PRIORITIES, given, "priority"),
            "issuetype": lambda given: choice(KINDS, given, "issue type"),
            "resolution": lambda given: choice(RESOLUTIONS, given, "resolution"),
        }
        return readers[name](value)

    def apply(self, name: str, current: object, operation: object) -> object:
        """``current`` after one of ``{"set": ..}``, ``{"add": ..}`` or ``{"remove": ..}``.

        Raises:
            FieldError: The field has no such operation, or the value does not fit.
        """
        if not isinstance(operation, dict) or len(operation) != 1:
            raise FieldError("An operation has one verb and one value.")
        ((verb, value),) = operation.items()
        if verb == "set":
            return self.read(name, value)
        if verb not in ("add", "remove") or not isinstance(current, tuple):
            message = f"Field '{name}' does not support operation '{verb}'"
            raise FieldError(message)
        entries = self.read(name, [value])
        if not isinstance(entries, tuple):
            raise FieldError("Expected a list.")
        if verb == "remove":
            return tuple(entry for entry in current if entry not in entries)
        return current + tuple(entry for entry in entries if entry not in current)

    def text(self, value: object) -> Text | None:
        """Rich text in the language of the API's version."""
        if value is None or value == "":
            return None
        if isinstance(value, dict) and self.api != 2:  # noqa: PLR2004 (the API's version)
            if not adf.is_document(value):
                raise FieldError("Content is not a valid Atlassian Document.")
            if len(adf.plain(value)) > TEXT_LIMIT:
                raise FieldError(TOO_LONG)
            return value
        if self.api == 3:  # noqa: PLR2004 (the API's version)
            raise FieldError(
                "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
            )
        if not isinstance(value, str):
            raise FieldError("Operation value must be a string")
        if len(value) > TEXT_LIMIT:
            raise FieldError(TOO_LONG)
        return value

    def person(self, value: object) -> User | None:
        """The account, by accountId on Cloud and by name on a server."""
        if value is None:
            return None
        if not isinstance(value, dict):
            raise FieldError("data was not an object")
        cloud = self.world.is_cloud
        given = value.get("accountId", value.get("id")) if cloud else value.get("name")
        if given is None or given in ("", "-1"):
            return None
        found = self.world.user_by("account_id" if cloud else "name", str(given))
        if found is None or not found.active:
            message = f"User '{given}' does not exist."
            raise FieldError(message)
        return found

    def versions(self, value: object) -> tuple[Version, ...]:
        """Versions of the project, by id or name."""
        if not isinstance(value, list):
            raise FieldError("data was not an array")
        return tuple(dict.fromkeys(self._version(entry) for entry in value))

    def _version(self, entry: object) -> Version:
        choices = {v.id: v for v in self.project.versions}
        listed = tuple(Named(v.id, v.name) for v in self.project.versions)
        found = named(listed, entry)
        if found is None:
            raise FieldError("Version name or id is not valid")
        return choices[found.id]


def summary(value: object) -> str:
    """One line of at most 255 characters."""
    if not isinstance(value, str) or not value.strip():
        raise FieldError("You must specify a summary of the issue.")
    if "\n" in value or "\r" in value:
        raise FieldError("The summary is invalid because it contains newline characters.")
    if len(value) > LINE_LIMIT:
        raise FieldError("Summary can't exceed 255 characters.")
    return value.strip()


def labels(value: object) -> tuple[str, ...]:
    """Labels without spaces, each once."""
    if not isinstance(value, list) or not all(isinstance(label, str) for label in value):
        raise FieldError("string expected at index 0")
    for label in value:
        if not label or any(letter.isspace() for letter in label):
            message = f"The label '{label}' contains spaces which is invalid."
            raise FieldError(message)
        if len(label) > LINE_LIMIT:
            message = f"The label '{label}' exceeds the maximum length of 255 characters."
            raise FieldError(message)
    return tuple(dict.fromkeys(value))


def day(value: object) -> str | None:
    """A date as ``yyyy-MM-dd``."""
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise FieldError(
            "Error parsing date string: expected a date in the format yyyy-MM-dd"
        ) from error


def choice(choices: tuple[Named, ...], value: object, what: str) -> Named:
    """One entry of a list."""
    found = named(choices, value)
    if found is None:
        message = f"The {what} selected is invalid."
        raise FieldError(message)
    return found
