"""What people and services can ask the backlog for."""

from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from domain.backlog_item.facts import Kind, Moscow, Priority, Status
from projections.page import Wanted, escaped


class BacklogFilter(Struct, frozen=True, forbid_unknown_fields=True):
    """Which items: several values of one name mean any of them, several names mean all of them.

    Attributes:
        connection: Only items with a link at this connection.
        archived: None for both, archived or not.
        q: Text in the key or the title, in any case.
    """

    product: str | None = None
    status: tuple[Status, ...] = ()
    kind: tuple[Kind, ...] = ()
    priority: tuple[Priority, ...] = ()
    moscow: tuple[Moscow, ...] = ()
    assignee: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    release: tuple[str, ...] = ()
    iteration: tuple[str, ...] = ()
    blocked: bool | None = None
    connection: UUID | None = None
    archived: bool | None = False
    q: str | None = None


def wanted_of(asked: BacklogFilter) -> Wanted:
    """The names that narrow the answer, each value as the backlog's condition takes it."""
    given: dict[str, Any] = msgspec.structs.asdict(asked)
    given["label"] = tuple(f"% {escaped(each)} %" for each in asked.label)
    given["connection"] = None if asked.connection is None else str(asked.connection)
    return {name: value for name, value in given.items() if value not in (None, (), "")}
