"""A connection ready to be worked with: its state, and its tracker within the shared budget."""

from uuid import UUID

from msgspec import Struct

from domain.connection.state import Connection
from integrations.budget import key_of
from workers.context import Context
from workers.metered import Metered

AT_WORK = ("active", "degraded")


class AtRest(Exception):
    """Nothing may be asked of this tracker now; ``state`` is the connection's."""

    def __init__(self, state: str) -> None:
        """Keep the state, which is the reason."""
        super().__init__(f"the connection is {state}")
        self.state = state
        self.reason = f"the connection is {state}"


class Site(Struct, frozen=True):
    """One connection during one run of an actor."""

    id: UUID
    connection: Connection
    tracker: Metered

    def lets(self, way: str) -> bool:
        """Whether changes may travel ``in`` or ``out``."""
        return self.connection.direction in ("both", way)

    def lets_comments(self, way: str) -> bool:
        """Whether comments may travel ``in`` or ``out``."""
        policy = self.connection.policies.get("comments")
        return (policy.direction if policy else self.connection.direction) in ("both", way)


def site_of(context: Context, connection_id: UUID) -> Site:
    """Open the tracker of a connection that may be worked with.

    Raises:
        AtRest: It is paused, disconnected, or its credentials are refused.
        Unknown: There is no such connection.
        SecretMissing: Its credentials cannot be read.
    """
    connection = context.trackers.connection(connection_id)
    if connection.state not in AT_WORK:
        raise AtRest(connection.state)
    account = key_of(connection.tracker, connection.base_url, connection.credentials_ref)
    tracker = context.trackers.open(connection)
    return Site(
        id=connection_id,
        connection=connection,
        tracker=Metered(tracker, context.budget, account, context.clock),
    )
