"""A connection's state from its facts."""

from msgspec.structs import asdict, replace

from domain.connection.facts import (
    ConnectionDegraded,
    ConnectionPaused,
    ConnectionRemapped,
    ConnectionRestored,
    ConnectionResumed,
    ConnectionUnauthorised,
    TrackerConnected,
    TrackerDisconnected,
)
from domain.connection.state import Connection
from domain.fact import Fact


def evolve(state: Connection | None, fact: Fact) -> Connection:
    """Fold one fact of a connection; raises ``TypeError`` for a fact of something else."""
    if isinstance(fact, TrackerConnected):
        return Connection(**asdict(fact))
    if state is None:
        msg = f"{type(fact).__name__} cannot be a connection's first fact"
        raise TypeError(msg)
    match fact:
        case ConnectionRemapped():
            remapped = {name: value for name, value in asdict(fact).items() if value is not None}
            return replace(state, **remapped)
        case ConnectionPaused():
            return replace(state, state="paused", trouble=None)
        case ConnectionResumed() | ConnectionRestored():
            return replace(state, state="active", trouble=None)
        case ConnectionDegraded():
            return replace(state, state="degraded", trouble=fact.reason)
        case ConnectionUnauthorised():
            return replace(state, state="needs_auth", trouble=fact.reason)
        case TrackerDisconnected():
            return replace(state, state="disconnected", trouble=None)
        case _:
            msg = f"not a fact of a connection: {type(fact).__name__}"
            raise TypeError(msg)
