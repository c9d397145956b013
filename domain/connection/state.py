"""What is known about a connection."""

from typing import Literal
from uuid import UUID

from msgspec import Struct

from domain.connection.facts import Direction, Flavour, Mapping, Policy, Selection, TrackerName

ConnectionState = Literal["active", "paused", "degraded", "needs_auth", "disconnected"]


class Connection(Struct, frozen=True):
    """One repository or project at a tracker; ``trouble`` says why it is degraded."""

    product: UUID
    tracker: TrackerName
    flavour: Flavour
    base_url: str
    remote_id: str
    remote_name: str
    remote_url: str
    credentials_ref: str
    webhook_secret_refs: tuple[str, ...] = ()
    direction: Direction = "both"
    selection: Selection = Selection()
    policies: dict[str, Policy] = {}
    mapping: Mapping = Mapping()
    state: ConnectionState = "active"
    trouble: str | None = None
