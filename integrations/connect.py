"""Opens the tracker behind an address; each tracker's library is imported only when needed."""

from integrations.address import Address, Clock, Credentials, system_clock
from integrations.tracker import Tracker


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
