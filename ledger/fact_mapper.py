"""Joins facts to the event sourcing library: a permanent tag as topic, JSON as state."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from domain.fact import Fact, Origin
from ledger.entry import Envelope, Unreadable
from ledger.errors import UnreadableFact
from ledger.upcast import UPCASTS, Upcast


class Change(msgspec.Struct, frozen=True):
    """A fact about to be stored; the library calls a stream's id and version the originator's."""

    originator_id: UUID
    originator_version: int
    event_id: UUID
    fact: Fact
    envelope: bytes


@dataclass(frozen=True)
class StoredFact(StoredEvent):
    """A row of the ledger, in the shape the library's version 10 gives it."""

    event_id: UUID
    metadata: bytes


class FactMapper(Mapper[UUID]):
    """Facts to text and back; the tag decides the type, old tags go through their upcasts."""

    def __init__(
        self, facts: Mapping[str, type[Fact]], upcasts: Mapping[str, Upcast] = UPCASTS
    ) -> None:
        """Prepare one decoder per tag."""
        super().__init__(JSONTranscoder())
        self._encode = msgspec.json.Encoder().encode
        self._decode = {tag: msgspec.json.Decoder(kind).decode for tag, kind in facts.items()}
        self._decode_old = {tag: msgspec.json.Decoder(u.old).decode for tag, u in upcasts.items()}
        self._steps = {step.old: step.to for step in upcasts.values()}

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredFact:
        """The row for a change."""
        change = domain_event
        if not isinstance(change, Change):
            msg = f"only a Change can be stored, not a {type(change).__name__}"
            raise TypeError(msg)
        return StoredFact(
            originator_id=change.originator_id,
            originator_version=change.originator_version,
            topic=tag_of(change.fact),
            state=self._encode(change.fact),
            event_id=change.event_id,
            metadata=change.envelope,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """The change behind a row.

        Raises:
            UnreadableFact: The tag is unknown or the text does not fit it.
        """
        if not isinstance(stored_event, StoredFact) or isinstance(stored_event.originator_id, str):
            msg = f"not a row of this ledger: {stored_event!r}"
            raise TypeError(msg)
        return Change(
            originator_id=stored_event.originator_id,
            originator_version=stored_event.originator_version,
            event_id=stored_event.event_id,
            fact=self.read(stored_event.topic, stored_event.state),
            envelope=stored_event.metadata,
        )

    def read(self, tag: str, state: bytes) -> Fact:
        """The fact behind a stored tag and text.

        Raises:
            UnreadableFact: The tag is unknown or the text does not fit it.
        """
        try:
            decode = self._decode.get(tag)
            return decode(state) if decode is not None else self._read_old(tag, state)
        except msgspec.DecodeError as error:
            message = f"{tag} does not read as its tag says: {error}"
            raise UnreadableFact(message) from error

    def read_or_mark(self, tag: str, state: bytes) -> Fact:
        """The fact, or an ``Unreadable`` in its place."""
        try:
            return self._decode[tag](state)  # the whole log passes here: no call more than needed
        except (KeyError, msgspec.DecodeError):
            return self._old_or_mark(tag, state)

    def _old_or_mark(self, tag: str, state: bytes) -> Fact:
        try:
            return self.read(tag, state)
        except UnreadableFact as error:
            stored = state.decode(errors="replace")
            return Unreadable(stored_tag=tag, stored=stored, because=str(error))

    def _read_old(self, tag: str, state: bytes) -> Fact:
        decode = self._decode_old.get(tag)
        if decode is None:
            message = f"no fact has the tag {tag!r}: it was written by a newer program, or renamed."
            raise UnreadableFact(message)
        shape: Fact | msgspec.Struct = decode(state)
        while not isinstance(shape, Fact):
            shape = self._steps[type(shape)](shape)
        return shape


def tag_of(fact: Fact) -> str:
    """The permanent tag of a fact."""
    tag = fact.__struct_config__.tag
    return str(tag)


def encode_envelope(
    origin: Origin, violations: tuple[str, ...], *, governed: bool = False
) -> bytes:
    """The JSON that is stored beside a fact."""
    return msgspec.json.encode(Envelope(origin, violations, governed))
