"""A connection's rules: connected once, no secret in a fact, and a person's pause is kept."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import asdict

from domain import text
from domain.connection import words
from domain.connection.commands import (
    ConnectionCommand,
    ConnectTracker,
    Disconnect,
    Pause,
    Remap,
    ReportTrouble,
    ReportUnauthorised,
    Restore,
    Resume,
)
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
from domain.fact import Fact, Origin
from domain.plan import NOWHERE, Plan
from domain.refusal import Refused, Unknown

_REPORTS = (ReportTrouble, ReportUnauthorised, Restore, Disconnect)


def decide(
    state: Connection | None, command: ConnectionCommand, origin: Origin, _around: Plan = NOWHERE
) -> list[Fact]:
    """Answer a command with facts.

    Raises:
        Unknown: The connection does not exist.
        Malformed: A value is not acceptable as written.
        Refused: ``already-connected``, ``disconnected``.
    """
    text.refuse(text.origin(origin))
    if isinstance(command, ConnectTracker):
        return _connect(state, command)
    if state is None:
        raise Unknown("connection", "")
    if state.state == "disconnected":
        return _after_the_end(state, command)
    return _RULES[type(command)](state, command)


def _connect(state: Connection | None, command: ConnectTracker) -> list[Fact]:
    text.refuse(words.wrong_address(command), words.wrong_terms(command))
    connected = TrackerConnected(**asdict(command))
    if state is None or state.state == "disconnected":
        return [connected]
    if all(getattr(state, name) == value for name, value in asdict(connected).items()):
        return []
    message = f"{command.remote_name} is connected already: remap the connection instead."
    raise Refused("already-connected", message)


def _after_the_end(state: Connection, command: ConnectionCommand) -> list[Fact]:
    """A late report about a connection that is over says nothing; anything else is refused."""
    if isinstance(command, _REPORTS):
        return []
    message = f"{state.remote_name} is disconnected: connect it again first."
    raise Refused("disconnected", message)


def _remap(state: Connection, command: Remap) -> list[Fact]:
    text.refuse(words.wrong_terms(command))
    remapped = {
        name: value
        for name, value in asdict(command).items()
        if value is not None and value != getattr(state, name)
    }
    return [ConnectionRemapped(**remapped)] if remapped else []


def _pause(state: Connection, _command: Pause) -> list[Fact]:
    return [] if state.state == "paused" else [ConnectionPaused()]


def _resume(state: Connection, _command: Resume) -> list[Fact]:
    return [ConnectionResumed()] if state.state == "paused" else []


def _report_trouble(state: Connection, command: ReportTrouble) -> list[Fact]:
    text.refuse(text.said("reason", command.reason, text.REASON_LIMIT))
    is_so = state.state == "degraded" and state.trouble == command.reason
    is_worse = state.state in ("paused", "needs_auth")
    return [] if is_so or is_worse else [ConnectionDegraded(command.reason)]


def _report_unauthorised(state: Connection, command: ReportUnauthorised) -> list[Fact]:
    text.refuse(text.said("reason", command.reason, text.REASON_LIMIT))
    is_so = state.state == "needs_auth" and state.trouble == command.reason
    return [] if is_so or state.state == "paused" else [ConnectionUnauthorised(command.reason)]


def _restore(state: Connection, _command: Restore) -> list[Fact]:
    return [ConnectionRestored()] if state.state in ("degraded", "needs_auth") else []


def _disconnect(_state: Connection, _command: Disconnect) -> list[Fact]:
    return [TrackerDisconnected()]


_RULES: dict[type, Callable[[Connection, Any], list[Fact]]] = {
    Remap: _remap,
    Pause: _pause,
    Resume: _resume,
    ReportTrouble: _report_trouble,
    ReportUnauthorised: _report_unauthorised,
    Restore: _restore,
    Disconnect: _disconnect,
}
