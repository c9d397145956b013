"""New values for an issue are gathered and judged together before one of them is written."""

import json
from dataclasses import dataclass, field

from integrations.sandbox.jira import adf, refusals
from integrations.sandbox.jira.fields import ATTRIBUTES, OFF_SCREEN, FieldError, Reader
from integrations.sandbox.jira.records import Change, Issue, Named, User, Version
from integrations.sandbox.wire import Json

PROPERTY_LIMIT = 32_768
KEY_LIMIT = 255
REQUIRED = {
    "summary": "You must specify a summary of the issue.",
    "issuetype": "Specify an issue type",
    "resolution": "Resolution is required.",
}


@dataclass
class Draft:
    """The values one request asks for; ``issue`` is None when it asks for a new one."""

    reader: Reader
    issue: Issue | None
    screen: frozenset[str]
    values: dict[str, object] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def take(self, fields: Json, update: Json) -> None:
        """Read ``fields`` and the operations of ``update``, and note what is wrong."""
        for name, value in fields.items():
            if self._may(name):
                self._try(name, [{"set": value}])
        for name, operations in update.items():
            if name in fields:
                self.errors[name] = f"Field '{name}' cannot appear in both 'fields' and 'update'"
            elif self._may(name):
                self._try(name, operations)

    def require(self, *names: str) -> None:
        """Note each of ``names`` that has no value."""
        for name in names:
            if self.values.get(name) is None:
                self.errors.setdefault(name, REQUIRED.get(name, f"{name} is required."))

    def refuse_if_wrong(self) -> None:
        """Give up when something is wrong.

        Raises:
            Refusal: 400 with a reason for each field.
        """
        if self.errors:
            raise refusals.refuse(400, errors=self.errors)

    def write(self, issue: Issue) -> list[Change]:
        """Put the values into the issue; answers what changed by it."""
        changes: list[Change] = []
        for name, value in self.values.items():
            before = getattr(issue, ATTRIBUTES[name])
            if before != value:
                setattr(issue, ATTRIBUTES[name], value)
                changes += changed(name, before, value)
        return changes

    def _may(self, name: str) -> bool:
        if name in self.screen and name in ATTRIBUTES:
            return True
        self.errors[name] = OFF_SCREEN.format(name)
        return False

    def _try(self, name: str, operations: object) -> None:
        present = getattr(self.issue, ATTRIBUTES[name]) if self.issue else None
        empty = () if name in ("labels", "fixVersions") else None
        value = self.values.get(name, empty if present is None else present)
        try:
            for operation in operations if isinstance(operations, list) else [None]:
                value = self.reader.apply(name, value, operation)
        except FieldError as error:
            self.errors[name] = str(error)
        else:
            self.values[name] = value


def section(values: Json, name: str) -> Json:
    """A part of a body that is an object, empty when it is missing.

    Raises:
        Refusal: 400, it is something else.
    """
    found = values.get(name)
    if found is not None and not isinstance(found, dict):
        raise refusals.refuse(400, f"Can not deserialize '{name}': an object is expected.")
    return dict(found or {})


def changed(name: str, before: object, after: object) -> list[Change]:
    """How the history tells a change; versions come and go one by one."""
    if not isinstance(before, tuple) or not isinstance(after, tuple) or name == "labels":
        old, new = _words(before), _words(after)
        return [Change(name, old[0], old[1], new[0], new[1])]
    gone = [_words(entry) for entry in before if entry not in after]
    come = [_words(entry) for entry in after if entry not in before]
    return [Change("Fix Version", key, text, None, None) for key, text in gone] + [
        Change("Fix Version", None, None, key, text) for key, text in come
    ]


def properties(entries: object) -> Json:
    """Entity properties out of ``[{"key": .., "value": ..}]``.

    Raises:
        Refusal: 400, a key or a value Jira would not keep.
    """
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise refusals.refuse(400, "Properties are a list of keys and values.")
    return {str(e.get("key")): property_value(str(e.get("key")), e.get("value")) for e in entries}


def property_value(key: str, value: object) -> object:
    """The value, when key and value are short enough.

    Raises:
        Refusal: 400, the key is over 255 characters or the value over 32 KB.
    """
    if not key or len(key) > KEY_LIMIT:
        raise refusals.refuse(400, "The property key is empty or over 255 characters.")
    if len(json.dumps(value)) > PROPERTY_LIMIT:
        raise refusals.refuse(400, "The property value is over 32768 characters.")
    return value


def visibility(value: object) -> Json | None:
    """Who may read a comment: a role or a group.

    Raises:
        Refusal: 400, neither of them.
    """
    if value is None:
        return None
    if not isinstance(value, dict) or value.get("type") not in ("role", "group"):
        raise refusals.wrong(commentLevel="Visibility is a role or a group.")
    name = str(value.get("value") or value.get("identifier") or "")
    if not name:
        raise refusals.wrong(commentLevel="Visibility names a role or a group.")
    return {"type": value["type"], "value": name, "identifier": value.get("identifier", name)}


def _words(value: object) -> tuple[str | None, str | None]:
    """The id and the text of a value in the history."""
    if value is None:
        return None, None
    if isinstance(value, Named | Version):
        return value.id, value.name
    if isinstance(value, User):
        return value.account_id, value.display
    if isinstance(value, dict):
        return None, adf.plain(value)
    return (None, " ".join(value)) if isinstance(value, tuple) else (None, str(value))
