"""What the answers look like, for the OpenAPI document: one struct per kind of answer.

Most answers are written from stored JSON and never pass through these structs; the tests hold
what is sent against them.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from api.answers import Paging
from api.tokens import Role
from domain.backlog_item.state import BacklogItem
from domain.connection.state import Connection
from domain.product.state import Product
from projections.history.row import HistoryRow
from projections.positions import ProjectionStatus
from projections.sync.query import ConflictView, LinkView
from workers.import_run import ImportRun


class Item(BacklogItem, frozen=True, kw_only=True):
    """A backlog item; a list shows its trackers when it is asked to include them.

    ``version`` is the one to send back as If-Match; ``position`` and ``changed_at`` are those of
    its newest fact.
    """

    id: UUID
    version: int
    position: int
    changed_at: datetime
    trackers: tuple[LinkView, ...] = ()


class ItemAnswer(msgspec.Struct, frozen=True):
    """One item."""

    data: Item


class BacklogAnswer(msgspec.Struct, frozen=True):
    """A page of items."""

    data: list[Item]
    page: Paging
    position: int


class HistoryAnswer(msgspec.Struct, frozen=True):
    """A page of facts."""

    data: list[HistoryRow]
    page: Paging
    position: int


class ShownProduct(Product, frozen=True, kw_only=True):
    """A product."""

    version: int


class ProductAnswer(msgspec.Struct, frozen=True):
    """One product."""

    data: ShownProduct


class ProductsAnswer(msgspec.Struct, frozen=True):
    """All products."""

    data: list[ShownProduct]


class ShownConnection(Connection, frozen=True, kw_only=True):
    """A connection; its credentials are named, never shown."""

    id: UUID
    version: int
    position: int
    changed_at: datetime


class ConnectionsAnswer(msgspec.Struct, frozen=True):
    """All connections."""

    data: list[ShownConnection]
    position: int


class ConflictsAnswer(msgspec.Struct, frozen=True):
    """Conflicts, newest first."""

    data: list[ConflictView]


class ImportAnswer(msgspec.Struct, frozen=True):
    """How far an import is; times are seconds since the epoch."""

    data: ImportRun


class Planned(msgspec.Struct, frozen=True):
    """The links that are new."""

    planned: list[UUID]


class MirrorAnswer(msgspec.Struct, frozen=True):
    """Which items will exist at the tracker that did not before."""

    data: Planned


class ConnectionSync(msgspec.Struct, frozen=True):
    """One connection: links and deliveries by state; times are seconds since the epoch."""

    id: UUID
    tracker: str
    remote_name: str
    state: str
    trouble: str | None
    links: dict[str, int]
    deliveries: dict[str, int]
    seen_until: float | None
    checked_at: float | None
    not_before: float | None
    error: str | None


class SyncStatus(msgspec.Struct, frozen=True):
    """How the sync is doing."""

    connections: list[ConnectionSync]
    inbox: dict[str, dict[str, int]]
    outbox: dict[str, int]
    imports: list[ImportRun]
    open_conflicts: int
    projections: list[ProjectionStatus]


class SyncAnswer(msgspec.Struct, frozen=True):
    """How the sync is doing."""

    data: SyncStatus


class Waiting(msgspec.Struct, frozen=True):
    """What waits for a person, and what is tried again."""

    links: list[LinkView]
    deliveries: list[dict[str, Any]]
    retrying: list[dict[str, Any]]


class WaitingAnswer(msgspec.Struct, frozen=True):
    """What waits for a person."""

    data: Waiting


class Token(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A token; it can itself be read only once, in the answer to its making."""

    id: UUID
    name: str
    role: Role
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    token: str | None = None


class TokenAnswer(msgspec.Struct, frozen=True):
    """The new token."""

    data: Token


class TokensAnswer(msgspec.Struct, frozen=True):
    """All tokens, newest first."""

    data: list[Token]


class Told(msgspec.Struct, frozen=True):
    """What was done."""

    data: dict[str, Any]


class Up(msgspec.Struct, frozen=True):
    """That it answers."""

    status: str
