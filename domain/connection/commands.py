"""What can be asked of a connection."""

from uuid import UUID

from msgspec import field

from domain.command import Command
from domain.connection.facts import Direction, Flavour, Mapping, Policy, Selection, TrackerName


class ConnectTracker(Command, frozen=True):
    """Connect a repository or project; credentials are given by name, never by value."""

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


class Remap(Command, frozen=True):
    """Let words map, fields travel or items be selected differently; what is None stays."""

    mapping: Mapping | None = None
    policies: dict[str, Policy] | None = None
    selection: Selection | None = None
    direction: Direction | None = None
    credentials_ref: str | None = None
    webhook_secret_refs: tuple[str, ...] | None = None


class Pause(Command, frozen=True):
    """Send and fetch nothing until it is resumed."""


class Resume(Command, frozen=True):
    """Let paused work go on."""


class ReportTrouble(Command, frozen=True):
    """The tracker cannot be worked with right now."""

    reason: str


class ReportUnauthorised(Command, frozen=True):
    """The tracker refuses our credentials."""

    reason: str


class Restore(Command, frozen=True):
    """The tracker answers again."""


class Disconnect(Command, frozen=True):
    """End the connection; its links are kept as history."""


ConnectionCommand = (
    ConnectTracker
    | Remap
    | Pause
    | Resume
    | ReportTrouble
    | ReportUnauthorised
    | Restore
    | Disconnect
)
