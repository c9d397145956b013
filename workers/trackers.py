"""Opens the tracker behind a connection, with credentials read by name at that moment."""

from collections.abc import Callable
from threading import Lock
from uuid import UUID

from domain.connection.rules import CONNECTION
from domain.connection.state import Connection
from domain.refusal import Unknown
from integrations.address import Address, Credentials
from integrations.connect import open_tracker
from integrations.tracker import Remote, Tracker
from ledger.ledger import Ledger
from workers.secrets import Secrets

Open = Callable[[Address, Credentials], Tracker]


class Trackers:
    """The trackers of all connections; safe to share between threads."""

    def __init__(
        self,
        ledger: Ledger,
        secrets: Secrets,
        *,
        allow_private: bool = False,
        open_with: Open = open_tracker,
    ) -> None:
        """Read connections from ``ledger`` and credentials through ``secrets``."""
        self._ledger = ledger
        self._secrets = secrets
        self._allow_private = allow_private
        self._open = open_with
        self._opened: dict[tuple[Address, Credentials], Tracker] = {}
        self._lock = Lock()

    def connection(self, connection_id: UUID) -> Connection:
        """The connection as it is now; raises ``Unknown``."""
        try:
            state = self._ledger.load(CONNECTION, connection_id).state
        except TypeError as error:  # the stream of something else
            raise Unknown("connection", str(connection_id)) from error
        if state is None:
            raise Unknown("connection", str(connection_id))
        return state

    def of(self, connection_id: UUID) -> Tracker:
        """The tracker of a connection; raises ``Unknown`` or ``SecretMissing``."""
        return self.open(self.connection(connection_id))

    def open(self, connection: Connection) -> Tracker:
        """The tracker behind ``connection``; raises ``SecretMissing``."""
        address = Address(
            tracker=connection.tracker,
            base_url=connection.base_url,
            remote=connection.remote_id,
            flavour=connection.flavour,
            allow_private=self._allow_private,
        )
        credentials = self._credentials(connection.credentials_ref)
        with self._lock:
            key = (address, credentials)
            if key not in self._opened:
                self._opened[key] = self._open(*key)
            return self._opened[key]

    def probe(self, address: Address, credentials_ref: str) -> Remote:
        """Ask a tracker who we are and what the remote is, before anything is connected."""
        return self._open(address, self._credentials(credentials_ref)).probe()

    def secrets_of(self, connection_id: UUID) -> list[str]:
        """The webhook secrets of a connection that are active now; raises ``SecretMissing``."""
        return [
            self._secrets.read(ref) for ref in self.connection(connection_id).webhook_secret_refs
        ]

    def _credentials(self, reference: str) -> Credentials:
        user, _, token = self._secrets.read(reference).rpartition(":")
        return Credentials(user=user or None, token=token)
