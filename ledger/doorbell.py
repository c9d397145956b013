"""Wakes whoever waits for new facts, whichever process wrote them."""

from abc import ABC, abstractmethod
from threading import Event, Lock, Thread

from ledger.database import Database


class Subscription:
    """One waiter's flag: rung means look at the ledger, not that there is something new."""

    def __init__(self, doorbell: "Doorbell") -> None:
        """Use ``Ledger.subscribe``."""
        self._doorbell = doorbell
        self._rung = Event()

    def wait(self, timeout_s: float) -> bool:
        """Wait until it rings, at most ``timeout_s`` seconds; True when it rang."""
        rang = self._rung.wait(timeout_s)
        if rang:
            self._rung.clear()
        return rang

    def ring(self) -> None:
        """Wake the waiter now, or at its next ``wait``."""
        self._rung.set()

    def close(self) -> None:
        """Stop being woken by new facts."""
        self._doorbell.forget(self)


class Doorbell(ABC):
    """One listening thread per ledger, started for the first subscriber."""

    def __init__(self) -> None:
        """Nobody listens yet."""
        self._lock = Lock()
        self._subscribers: set[Subscription] = set()
        self._thread: Thread | None = None
        self.stopped = Event()

    def subscribe(self) -> Subscription:
        """A new waiter, rung once so that it looks at what is there already."""
        subscription = Subscription(self)
        subscription.ring()
        with self._lock:
            self._subscribers.add(subscription)
            if self._thread is None:
                self._thread = Thread(target=self.listen, name="ledger-doorbell", daemon=True)
                self._thread.start()
        return subscription

    def forget(self, subscription: Subscription) -> None:
        """Wake this waiter no more."""
        with self._lock:
            self._subscribers.discard(subscription)

    def ring(self) -> None:
        """Wake every waiter."""
        with self._lock:
            subscribers = tuple(self._subscribers)
        for subscription in subscribers:
            subscription.ring()

    def close(self) -> None:
        """Stop listening and wait for the thread to end."""
        self.stopped.set()
        self.interrupt()
        if self._thread is not None:
            self._thread.join()

    @abstractmethod
    def appended(self, position: int) -> None:
        """This process has just written facts, the last of them at ``position``."""

    @abstractmethod
    def listen(self) -> None:
        """Ring when other processes write, until ``stopped``."""

    def interrupt(self) -> None:  # noqa: B027  # a listener that looks often needs none
        """Make ``listen`` notice at once that it is to stop."""


def doorbell_for(database: Database) -> Doorbell:
    """The doorbell that fits the database."""
    if database.dialect == "sqlite":
        from ledger.sqlite_doorbell import SqliteDoorbell  # noqa: PLC0415  # see below

        return SqliteDoorbell(database)
    # psycopg is not imported by those who run on SQLite
    from ledger.postgres_doorbell import PostgresDoorbell  # noqa: PLC0415

    return PostgresDoorbell(database)
