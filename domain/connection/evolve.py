"""A connection's state from its facts."""

from functools import partial

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
from domain.fold import born, evolving, foreign


def _go_on(state: Connection, fact: Fact) -> Connection:
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
            raise foreign(state, fact)


evolve = evolving(TrackerConnected, partial(born, Connection), _go_on)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
