"""What the ledger keeps: a fact in its envelope."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

import msgspec
from msgspec import Struct

from domain.fact import Fact, Origin


class Envelope(Struct, frozen=True, omit_defaults=True):
    """What is stored beside a fact, as JSON: its origin, and how it stands to the rules."""

    origin: Origin
    violations: tuple[str, ...] = ()
    governed: bool = False


class Sealed(Struct, gc=False):
    """What stands beside a fact, as its row holds it: most of it is never looked at.

    The envelope is read once, for whoever asks first.

    Attributes:
        event_id: Text on SQLite, 16 bytes on PostgreSQL.
        recorded_at: Text on SQLite, microseconds since 2000 on PostgreSQL.
    """

    event_id: str | bytes
    envelope: str
    recorded_at: str | int
    _opened: Envelope | None = None

    @property
    def opened(self) -> Envelope:
        """The envelope, read."""
        if self._opened is None:
            self._opened = read_envelope(self.envelope)
        return self._opened


class Entry(Struct, frozen=True, gc=False):
    """One fact as stored; what stands beside it is read when it is asked for.

    Attributes:
        position: Place in the whole ledger; grows in commit order, gaps allowed.
        stream_version: 1 for a stream's first fact, without gaps.
        fact: An ``Unreadable`` stands for a stored fact that this program cannot read.
    """

    position: int
    stream_id: UUID
    stream_version: int
    fact: Fact
    sealed: Sealed

    @property
    def event_id(self) -> UUID:
        """The fact's own id."""
        return msgspec.convert(self.sealed.event_id, UUID)

    @property
    def origin(self) -> Origin:
        """Who, when, from where and why."""
        return self.sealed.opened.origin

    @property
    def violations(self) -> tuple[str, ...]:
        """Codes of the rules that an observed fact breaks."""
        return self.sealed.opened.violations

    @property
    def governed(self) -> bool:
        """Whether its rule would have refused it without a reason."""
        return self.sealed.opened.governed

    @property
    def recorded_at(self) -> datetime:
        """When we learnt it, UTC; never decreases with position."""
        return _moment(self.sealed.recorded_at)


def read_envelope(envelope: str) -> Envelope:
    """What stands beside a fact."""
    return _ENVELOPE.decode(envelope)


@lru_cache(maxsize=64)  # facts of one save share their moment
def _moment(recorded_at: str | int) -> datetime:
    if isinstance(recorded_at, int):
        return _2000 + timedelta(microseconds=recorded_at)
    return msgspec.convert(recorded_at, datetime)


_2000 = datetime(2000, 1, 1, tzinfo=UTC)
_ENVELOPE = msgspec.json.Decoder(Envelope)


class Unreadable(Fact, frozen=True, tag="ledger.unreadable"):
    """Stands in for a stored fact with an unknown tag, or one whose text does not fit its tag.

    It is never stored. Projections park or skip it; a stream that holds one cannot be loaded.
    """

    stored_tag: str
    stored: str
    because: str


class Receipt(Struct, frozen=True):
    """The answer to a saved command.

    Attributes:
        position: Position of the last fact written, to wait for in a projection; when nothing was
            written, the ledger's head at that moment or an earlier position.
        versions: The streams' versions after the command, by stream id.
        facts: What was written, in order; empty when nothing changed.
        replayed: The command id had been seen before: this is the first answer again.
    """

    position: int
    versions: dict[UUID, int]
    facts: Sequence[Fact]
    replayed: bool = False
