"""A fact as people read it: what it changed, and what the ledger keeps of it."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from msgspec import Struct

from domain.catalogue import AGGREGATE_OF
from domain.fact import Actor, Origin, Ref
from domain.personal import masked
from ledger.entry import Envelope, read_envelope
from projections.history.changes import Change, Changed


class HistoryRow(Struct, frozen=True, omit_defaults=True, gc=False):
    """One fact as people read it.

    Attributes:
        key: What it is about: an item's key (for its links too) or a product's.
        about: The kind of the stream: item, product, connection, link, claim, decision, ...
        occurred_at: When it became true in the world.
        recorded_at: When we learnt it.
        changes: Old and new value of every field it changed.
        details: What it says besides.
        governed: Whether its rule would have refused it without a reason.
    """

    position: int
    event_id: UUID
    key: str | None
    about: str
    stream_id: UUID
    version: int
    type: str
    who: Actor
    source: str
    occurred_at: datetime
    recorded_at: datetime
    correlation_id: UUID
    changes: list[Change]
    details: dict[str, Any] = {}
    source_ref: str | None = None
    reason: str | None = None
    because_of: tuple[Ref, ...] = ()
    causation_id: UUID | None = None
    violations: tuple[str, ...] = ()
    governed: bool = False


class Told(Struct, array_like=True, gc=False):
    """What the history keeps of a fact, as JSON; lists only, for the words in it are looked for."""

    changes: list[Changed]
    details: dict[str, Any]

    def packed(self) -> str:
        """As it is stored: personal text is masked."""
        return masked(_ENCODER.encode(self).decode())


class Stored(NamedTuple):
    """A row of ``HISTORY_ROW``, of which only that is read which is looked at."""

    position: int
    stream_id: str | UUID
    version: int
    type: str
    event_id: str | UUID
    envelope: str
    recorded_at: str | datetime
    key: str | None
    json: str

    @property
    def opened(self) -> Envelope:
        """What stands beside the fact."""
        return read_envelope(self.envelope)

    @property
    def told(self) -> Told:
        """What it changed, and what it says besides."""
        return _TOLD.decode(self.json)

    @property
    def about(self) -> str:
        """As in ``HistoryRow``, like all below."""
        return AGGREGATE_OF[self.type]

    @property
    def who(self) -> Actor:
        """Who did it."""
        return self.opened.origin.actor

    @property
    def source(self) -> str:
        """From where it came."""
        return self.opened.origin.source

    @property
    def occurred_at(self) -> datetime:
        """When it became true in the world."""
        return self.opened.origin.occurred_at

    @property
    def correlation_id(self) -> UUID:
        """What else the same intent brought about."""
        return self.opened.origin.correlation_id

    @property
    def reason(self) -> str | None:
        """Why, without what is personal."""
        return _masked_reason(self.opened.origin)

    @property
    def because_of(self) -> tuple[Ref, ...]:
        """Because of what."""
        return self.opened.origin.because_of

    @property
    def violations(self) -> tuple[str, ...]:
        """The rules that it breaks."""
        return self.opened.violations

    @property
    def governed(self) -> bool:
        """Whether its rule would have refused it without a reason."""
        return self.opened.governed

    @property
    def changes(self) -> list[Change]:
        """Old and new value of every field it changed."""
        return [Change(*each) for each in self.told.changes]

    @property
    def details(self) -> dict[str, Any]:
        """What it says besides."""
        return self.told.details

    def read(self) -> HistoryRow:
        """The fact as people read it."""
        envelope, told = self.opened, self.told
        origin = envelope.origin
        return HistoryRow(
            position=self.position,
            event_id=msgspec.convert(self.event_id, UUID),
            key=self.key,
            about=self.about,
            stream_id=msgspec.convert(self.stream_id, UUID),
            version=self.version,
            type=self.type,
            who=origin.actor,
            source=origin.source,
            occurred_at=origin.occurred_at,
            recorded_at=msgspec.convert(self.recorded_at, datetime),
            correlation_id=origin.correlation_id,
            changes=[Change(*each) for each in told.changes],
            details=told.details,
            source_ref=origin.source_ref,
            reason=_masked_reason(origin),
            because_of=origin.because_of,
            causation_id=origin.causation_id,
            violations=envelope.violations,
            governed=envelope.governed,
        )


def _masked_reason(origin: Origin) -> str | None:
    return origin.reason and masked(origin.reason)


def sent(row: HistoryRow) -> bytes:
    """The row as it is sent."""
    return _ENCODER.encode(row)


_ENCODER = msgspec.json.Encoder()
_TOLD = msgspec.json.Decoder(Told)
