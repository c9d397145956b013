"""Where a repository or project lives, and who we are there."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

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
