"""What the ledger keeps: a fact in its envelope."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from domain.fact import Fact, Origin


class Entry(Struct, frozen=True, gc=False):
    """One fact as stored.

    Attributes:
        position: Place in the whole ledger; grows in commit order, gaps allowed.
        stream_version: 1 for a stream's first fact, without gaps.
        fact: An ``Unreadable`` stands for a stored fact that this program cannot read.
        recorded_at: When we learnt it, UTC; never decreases with position.
        violations: Codes of the rules that an observed fact breaks.
        governed: Whether its rule would have refused it without a reason.
    """

    position: int
    event_id: UUID
    stream_id: UUID
    stream_version: int
    fact: Fact
    origin: Origin
    recorded_at: datetime
    violations: tuple[str, ...] = ()
    governed: bool = False


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
