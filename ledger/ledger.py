"""The ledger: load a stream, decide, append; and the log that everybody else reads."""

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from eventsourcing.persistence import IntegrityError

from domain.catalogue import FACTS
from domain.decider import Decider
from domain.fact import Fact, Origin
from domain.refusal import DomainError, Refused
from ledger.database import Database
from ledger.doorbell import Doorbell, Subscription, doorbell_for
from ledger.entry import Entry, Receipt
from ledger.errors import Contended, DatabaseUnavailable
from ledger.fact_mapper import FactMapper
from ledger.kernel import Kernel
from ledger.precedence import Precedence
from ledger.reading import Reading
from ledger.recorder import Answer, Clock, LedgerRecorder, Logged, Row, StoredAnswer
from ledger.transaction import Loaded, Transaction

State = TypeVar("State")
Command = TypeVar("Command")

_ATTEMPTS = 12
_PAUSE_S = 0.002
_LONGEST_PAUSE_S = 0.1


class Ledger:
    """All facts of one database."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Clock | None = None,
        facts: Mapping[str, type[Fact]] | None = None,
    ) -> None:
        """Open the ledger on a migrated database.

        Args:
            database: Stays the caller's to close.
            clock: Answers aware UTC times for ``recorded_at``; by default the database's own.
            facts: The facts that can be read, by tag; by default all of the domain's.
        """
        self.database = database
        self._doorbell: Doorbell = doorbell_for(database)
        self._recorder = _recorder_for(database, clock, self._doorbell.appended)
        mapper = FactMapper(FACTS if facts is None else facts)
        self._reading = Reading(self._recorder, mapper)
        self._kernel = Kernel(mapper, self._recorder)
        self._precedence = Precedence()

    def load(self, decider: Decider[State, Any], stream_id: UUID) -> Loaded[State]:
        """A stream's state and version.

        Raises:
            UnreadableFact: The stream holds a fact this program cannot read.
            DatabaseUnavailable: The database cannot be reached.
        """
        return self._reading.load(decider, stream_id)

    def load_all(
        self, decider: Decider[State, Any], stream_ids: Iterable[UUID]
    ) -> dict[UUID, Loaded[State]]:
        """What ``load`` answers for each of some streams, in one look at the database."""
        return self._reading.load_all(decider, stream_ids)

    def execute(  # noqa: PLR0913  # the four of every command, and what makes it safe to repeat
        self,
        decider: Decider[State, Command],
        stream_id: UUID,
        command: Command,
        origin: Origin,
        *,
        expected_version: int | None = None,
        command_id: UUID | None = None,
        fingerprint: str | None = None,
    ) -> Receipt:
        """Run one command on one stream; ``transact`` says what is raised, and when.

        Args:
            decider: The stream's rules.
            stream_id: The stream it is about.
            command: What is asked for.
            origin: Who asks, when, from where and why.
            expected_version: The version the caller decided on; None takes whatever is there.
            command_id: The same id again is answered with the first receipt.
            fingerprint: What the id stands for; another one under the same id is refused.

        Raises:
            StaleVersion: The stream is not at the expected version.
        """

        def work(transaction: Transaction) -> None:
            transaction.execute(decider, stream_id, command, expected_version=expected_version)

        return self.transact(work, origin, command_id=command_id, fingerprint=fingerprint)

    def transact(
        self,
        work: Callable[[Transaction], None],
        origin: Origin,
        *,
        command_id: UUID | None = None,
        fingerprint: str | None = None,
    ) -> Receipt:
        """Run ``work`` and store all its facts at once; run it again when a stream has moved on.

        Args:
            work: Loads, decides and appends through the transaction, and does nothing else.
            origin: Who asks, when, from where and why.
            command_id: The same id again is answered with the first receipt.
            fingerprint: What the id stands for; another one under the same id is refused.

        Raises:
            DomainError: The rules turn it down.
            Contended: Other writers were faster every time.
            DiskFull: There is no room left; nothing was stored.
            DatabaseUnavailable: The connection broke. With a command id it is safe to ask again.
        """
        losses = 0
        for attempt in range(_ATTEMPTS):
            load, version = self._reading.load, self._recorder.version
            # the first trusts that all is new; the next ones look first
            transaction = Transaction(origin, load, version, head=self.head, guesses=attempt == 0)
            with self._precedence.attempt(losses):
                receipt = self._attempt(work, transaction, command_id, fingerprint)
            if receipt is not None:
                return receipt
            if transaction.guessed:
                continue  # more likely it was there all along than written just now
            losses += 1
            pause_s = min(_PAUSE_S * 2**attempt, _LONGEST_PAUSE_S)
            time.sleep(random.uniform(0, pause_s))  # noqa: S311  # spreads racers
        message = f"Other writers were faster {_ATTEMPTS} times in a row: try again."
        raise Contended(message)

    def entries(self, after: int, limit: int) -> list[Entry]:
        """The log after a position, in order, at most ``limit`` entries."""
        return self.opened(self.rows(after, limit))

    def rows(self, after: int, limit: int) -> list[Row]:
        """What ``entries`` makes its answer of: plain values, which can go to another process."""
        return self._recorder.rows("entries", after, limit)

    def opened(self, rows: Sequence[Row]) -> list[Entry]:
        """The entries of rows that ``rows`` has answered, here or in another process."""
        return self._reading.entries(rows)

    def entries_without(
        self, tags: Iterable[str], after: int, until: int, limit: int
    ) -> list[Entry]:
        """The log after one position and up to another, but for facts with these tags."""
        found = self._recorder.rows("entries_without", after, until, sorted(tags), limit)
        return self._reading.entries(found)

    def stream(self, stream_id: UUID) -> list[Entry]:
        """A stream's entries, oldest first."""
        return self._reading.entries(self._recorder.rows("entries_of", stream_id))

    def head(self) -> int:
        """The newest position; 0 when nothing has happened yet."""
        return self._recorder.max_notification_id() or 0

    def subscribe(self) -> Subscription:
        """Be woken when facts are written, by this process or another."""
        return self._doorbell.subscribe()

    def close(self) -> None:
        """Stop listening; the database stays open."""
        self._doorbell.close()
        self._kernel.close()
        self._recorder.close()

    def _attempt(
        self,
        work: Callable[[Transaction], None],
        transaction: Transaction,
        command_id: UUID | None,
        fingerprint: str | None,
    ) -> Receipt | None:
        """Run ``work`` once and store its facts; None when it has to be run again."""
        if not transaction.guesses and (known := self._answer_to(command_id)):
            return self._replay(known, fingerprint)
        try:
            work(transaction)
        except DomainError:
            if transaction.guessed:
                return None  # it may be refused for what was only guessed
            # the same command may have been answered, even between our look and our load
            if known := self._answer_to(command_id):
                return self._replay(known, fingerprint)
            raise
        return self._save(transaction, command_id, fingerprint)

    def _save(
        self, transaction: Transaction, command_id: UUID | None, fingerprint: str | None
    ) -> Receipt | None:
        """Store the transaction; None when a stream has moved on, or the command is answered."""
        changes, versions = transaction.changes, transaction.versions
        facts = [change.fact for change in changes]
        logged = None
        if command_id is not None:
            answer = msgspec.json.encode(Answer(versions, len(facts))).decode()
            logged = Logged(command_id, fingerprint, answer)
        elif not changes:
            return Receipt(transaction.seen_until, versions, facts)
        try:
            position = self._append(transaction, logged)
        except IntegrityError:
            return None
        return Receipt(position, versions, facts)

    def _append(self, transaction: Transaction, logged: Logged | None) -> int:
        """Append once; when the connection breaks, find out on another one what became of it."""
        changes = transaction.changes
        try:
            recordings = self._kernel.events.put(changes, logged=logged)
        except DatabaseUnavailable:
            try:
                recordings = self._kernel.events.put(changes, logged=logged)
            except IntegrityError:
                position = self._recorder.position_of(changes[-1]) if changes else None
                if position is None:
                    raise
                return position
        return recordings[-1].notification.id if recordings else transaction.seen_until

    def _answer_to(self, command_id: UUID | None) -> StoredAnswer | None:
        return None if command_id is None else self._recorder.answer_to(command_id)

    def _replay(self, known: StoredAnswer, fingerprint: str | None) -> Receipt:
        if known.fingerprint != fingerprint:
            message = "This idempotency key was used for another request: take a new key."
            raise Refused("idempotency-key-reused", message)
        count = known.answer.facts
        rows = self._recorder.rows("entries_until", known.position, count) if count else []
        facts = [entry.fact for entry in self._reading.entries(rows[::-1])]
        return Receipt(known.position, known.answer.versions, facts, replayed=True)


def _recorder_for(
    database: Database, clock: Clock | None, on_append: Callable[[int], None]
) -> LedgerRecorder:
    if database.dialect == "sqlite":
        from ledger.sqlite_recorder import SqliteRecorder  # noqa: PLC0415  # as below

        return SqliteRecorder(database, clock, on_append)
    # psycopg is not imported by those who run on SQLite
    from ledger.postgres_recorder import PostgresRecorder  # noqa: PLC0415

    return PostgresRecorder(database, clock, on_append)
