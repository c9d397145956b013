"""Opens the tracker behind an address; each tracker's library is imported only when needed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

from integrations.tracker import Tracker

TrackerName = Literal["github", "jira"]
Flavour = Literal["github", "cloud", "datacenter"]
Clock = Callable[[], datetime]


class Address(Struct, frozen=True):
    """Where a repository or project lives.

    Attributes:
        base_url: The API's address (``https://api.github.com``, ``https://acme.atlassian.net``).
        remote: GitHub: ``owner/repo`` or the repository's id. Jira: the project's key or id.
        allow_private: Let the address lie in a private network, this machine included.
    """

    tracker: TrackerName
    base_url: str
    remote: str
    flavour: Flavour
    allow_private: bool = False


class Credentials(Struct, frozen=True):
    """Who we are at the tracker; never shown, not even in a traceback."""

    user: str | None
    token: str

    def __repr__(self) -> str:
        return f"Credentials(user={self.user!r}, token=<hidden>)"


def system_clock() -> datetime:
    """The real time, UTC."""
    return datetime.now(UTC)


def open_tracker(
    address: Address, credentials: Credentials, *, clock: Clock = system_clock
) -> Tracker:
    """The tracker at ``address``; no request is made yet.

    Raises:
        Rejected: The base URL is none we may call.
    """
    match address.tracker:
        case "github":
            return _open_github(address, credentials, clock)
        case "jira":
            return _open_jira(address, credentials, clock)


def _open_github(address: Address, credentials: Credentials, clock: Clock) -> Tracker:
    from integrations.github.tracker import open_github  # noqa: PLC0415 (costs 0.2 s to import)

    return open_github(address, credentials, clock=clock)


def _open_jira(address: Address, credentials: Credentials, clock: Clock) -> Tracker:
    from integrations.jira.tracker import open_jira  # noqa: PLC0415 (costs 0.2 s to import)

    return open_jira(address, credentials, clock=clock)
