"""What can happen to a connection."""

from typing import Literal
from uuid import UUID

from msgspec import Struct, field

from domain.fact import Fact

Direction = Literal["both", "in", "out"]
OnConflict = Literal["ours", "theirs", "newest", "hold"]
TrackerName = Literal["github", "jira"]
Flavour = Literal["github", "cloud", "datacenter"]


class Selection(Struct, frozen=True, omit_defaults=True):
    """Which items are mirrored: all, those with ``label``, those a ``query`` finds, or by hand."""

    all: bool = False
    label: str | None = None
    query: str | None = None


class Policy(Struct, frozen=True, omit_defaults=True):
    """How one field travels."""

    direction: Direction = "both"
    on_conflict: OnConflict = "hold"


class Mapping(Struct, frozen=True, omit_defaults=True):
    """Our words to the tracker's, by kind of word; what is not named maps by default."""

    status: dict[str, str] = {}
    type: dict[str, str] = {}
    priority: dict[str, str] = {}
    people: dict[str, str] = {}
    labels: dict[str, str] = {}
    releases: dict[str, str] = {}
    estimate: dict[str, str] = {}


class TrackerConnected(Fact, frozen=True, tag="connection.connected"):
    """A repository or project is connected; credentials are names, never values."""

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
    policies: dict[str, Policy] = field(default_factory=dict)
    mapping: Mapping = Mapping()


class ConnectionRemapped(Fact, frozen=True, tag="connection.remapped"):
    """Words map differently from now on; what is None stays."""

    mapping: Mapping | None = None
    policies: dict[str, Policy] | None = None
    selection: Selection | None = None
    direction: Direction | None = None
    credentials_ref: str | None = None
    webhook_secret_refs: tuple[str, ...] | None = None


class ConnectionPaused(Fact, frozen=True, tag="connection.paused"):
    """Nothing is sent or fetched until it is resumed."""


class ConnectionResumed(Fact, frozen=True, tag="connection.resumed"):
    """Work goes on."""


class ConnectionDegraded(Fact, frozen=True, tag="connection.degraded"):
    """The tracker cannot be worked with right now."""

    reason: str


class ConnectionUnauthorised(Fact, frozen=True, tag="connection.unauthorised"):
    """The tracker refuses our credentials."""

    reason: str


class ConnectionRestored(Fact, frozen=True, tag="connection.restored"):
    """The tracker answers again."""


class TrackerDisconnected(Fact, frozen=True, tag="connection.disconnected"):
    """The connection is over; its links are kept as history."""
